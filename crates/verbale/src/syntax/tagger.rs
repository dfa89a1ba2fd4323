//! From vectors to tags. Enters the vectors of sentences; leaves a part of speech and Penn tag for each
//! word. The two are one class ("VERB/VBD"), so they never contradict each other.

use super::Upos;
use super::encoder::{VECTORS, Vectors};
use super::format::{Fault, Reader};
use super::kernels::{Dense, largest};
use super::labels;
use super::path::Path;

/// The tagging layer.
#[derive(Debug)]
pub struct Tagger {
    layer: Dense,
    tags: Vec<(Upos, &'static str)>,
}

impl Tagger {
    /// Takes the layer out of a model file.
    pub fn read(file: &Reader, width: usize) -> Result<Tagger, Fault> {
        let mut tags = Vec::new();
        for name in file.text("tags")?.lines() {
            tags.push(tag(name).ok_or_else(|| Fault(format!("the tag {name} is unknown")))?);
        }
        let layer = Dense::read(file, "tagger", width, VECTORS)?;
        if layer.outputs != tags.len() || tags.is_empty() {
            return Err(Fault("the tagger does not fit its tags".to_owned()));
        }
        Ok(Tagger { layer, tags })
    }

    /// Fills `scores` with those of `rows` rows.
    pub fn score(&self, path: Path, vectors: &Vectors, rows: usize, scores: &mut Vec<f32>) {
        self.layer.apply(path, vectors.rows(), self.layer.inputs, rows, scores);
    }

    /// The tag of a row.
    pub fn tag(&self, scores: &[f32], row: usize) -> (Upos, &'static str) {
        self.tags[largest(&scores[row * self.tags.len()..(row + 1) * self.tags.len()])]
    }
}

fn tag(name: &str) -> Option<(Upos, &'static str)> {
    let (upos, xpos) = name.split_once('/')?;
    Some((Upos::from_name(upos)?, labels::xpos(xpos)?))
}

#[cfg(test)]
mod tests {
    use super::{Upos, tag};

    #[test]
    fn a_class_is_two_tags() {
        assert_eq!(tag("VERB/VBD"), Some((Upos::Verb, "VBD")));
        assert_eq!(tag("VERB"), None);
        assert_eq!(tag("VERB/XYZ"), None);
    }
}
