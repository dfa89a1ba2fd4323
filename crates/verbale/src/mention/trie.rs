//! All phrases of the tables as one automaton over atoms.

use super::fold::{self, Shape};
use crate::knowledge::WordMap;

/// An atom that stands in no table.
pub(crate) const UNKNOWN: u32 = u32::MAX;

/// A phrase's meaning and how it must be written.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Entry<T> {
    pub(crate) sense: T,
    /// Bit n: atom n must begin with a capital.
    capitals: u32,
    /// Bit n: atom n must be in capitals throughout (from four letters on, a capital is enough: "Nato").
    uppers: u32,
}

/// A dictionary of phrases; `T` is what a phrase means. Several may share one phrase.
#[derive(Debug)]
pub(crate) struct Trie<T> {
    symbols: WordMap<u32, Box<str>>,
    edges: WordMap<u32, (u32, u32)>,
    entries: Vec<Vec<Entry<T>>>,
}

/// One atom of a text.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Atom {
    pub(crate) symbol: u32,
    pub(crate) shape: Shape,
    pub(crate) token: u32,
    /// False inside a token, where no phrase may end.
    pub(crate) ends_token: bool,
    /// False inside a token, where no phrase may begin.
    pub(crate) begins_token: bool,
}

impl<T: Copy + PartialEq> Trie<T> {
    pub(crate) fn new() -> Trie<T> {
        Trie {
            symbols: WordMap::with_capacity_and_hasher(8192, Default::default()),
            edges: WordMap::with_capacity_and_hasher(16384, Default::default()),
            entries: vec![Vec::new()],
        }
    }

    /// The number of an atom, or [`UNKNOWN`].
    pub(crate) fn symbol(&self, atom: &str) -> u32 {
        self.symbols.get(atom).copied().unwrap_or(UNKNOWN)
    }

    /// The number of an atom, which is given one if it has none.
    pub(crate) fn intern(&mut self, atom: &str) -> u32 {
        if let Some(&known) = self.symbols.get(atom) {
            return known;
        }
        let next = self.symbols.len() as u32;
        self.symbols.insert(atom.into(), next);
        next
    }

    /// Lets `variant` count as the same atom as `atom`: "sergey" as "sergei".
    pub(crate) fn alias(&mut self, variant: &str, atom: &str) {
        let symbol = self.intern(atom);
        self.symbols.entry(variant.into()).or_insert(symbol);
    }

    /// Adds a phrase; letter case of `text` says how it must be written.
    pub(crate) fn add(&mut self, text: &str, sense: T) {
        let mut node = 0;
        let (mut capitals, mut uppers) = (0, 0);
        for (n, (atom, shape)) in fold::phrase(text).into_iter().enumerate() {
            if n < 32 {
                capitals |= u32::from(shape != Shape::Lower) << n;
                uppers |= u32::from(shape == Shape::Upper && atom.len() < 4) << n;
            }
            let symbol = self.intern(&atom);
            let next = self.entries.len() as u32;
            let to = *self.edges.entry((node, symbol)).or_insert(next);
            if to == next {
                self.entries.push(Vec::new());
            }
            node = to;
        }
        let here = &mut self.entries[node as usize];
        if node == 0 {
            return;
        }
        // Written in two ways ("Kim Jong Un", "Kim Jong-un") it may be written in either.
        match here.iter_mut().find(|known| known.sense == sense) {
            Some(known) => {
                known.capitals &= capitals;
                known.uppers &= uppers;
            }
            None => here.push(Entry { sense, capitals, uppers }),
        }
    }

    /// The meanings of just this phrase, however it is written.
    pub(crate) fn exact(&self, text: &str) -> Vec<T> {
        let mut node = 0;
        for (atom, _) in fold::phrase(text) {
            match self.edges.get(&(node, self.symbol(&atom))) {
                Some(&next) => node = next,
                None => return Vec::new(),
            }
        }
        self.entries[node as usize].iter().map(|entry| entry.sense).collect()
    }

    /// The longest phrase that begins at `atoms[0]` and is written as it must be: how many atoms it takes, and
    /// its meanings.
    pub(crate) fn longest(&self, atoms: &[Atom], shouted: bool) -> Option<(usize, Vec<T>)> {
        let mut node = 0;
        let mut best = None;
        for (n, atom) in atoms.iter().enumerate() {
            let Some(&next) = self.edges.get(&(node, atom.symbol)) else { break };
            node = next;
            let here = &self.entries[node as usize];
            if atom.ends_token && here.iter().any(|e| e.allows(&atoms[..=n], shouted)) {
                best = Some((n + 1, node));
            }
        }
        let (length, node) = best?;
        let fits = self.entries[node as usize].iter().filter(|e| e.allows(&atoms[..length], shouted));
        Some((length, fits.map(|entry| entry.sense).collect()))
    }
}

impl<T> Entry<T> {
    fn allows(&self, atoms: &[Atom], shouted: bool) -> bool {
        if shouted || (self.capitals == 0 && self.uppers == 0) {
            return true;
        }
        atoms.iter().take(32).enumerate().all(|(n, atom)| {
            if self.uppers >> n & 1 == 1 {
                return atom.shape == Shape::Upper;
            }
            self.capitals >> n & 1 == 0 || atom.shape != Shape::Lower
        })
    }
}
