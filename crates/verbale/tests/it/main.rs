//! The tests of the whole reader, in one binary for link time.

mod cues;
mod events;
mod house;
mod moves;
mod newswire;
mod offsets;
mod schema;
mod specs;
mod texts;
