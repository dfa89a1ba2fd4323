//! From vectors to tags. Enters the vectors of a sentence; leaves a part of speech and Penn tag for each
//! word. The two are one class ("VERB/VBD"), so they never contradict each other.

use super::Upos;
use super::encoder::Vectors;
use super::format::{Fault, Reader};
use super::kernels::{Dense, GRID, largest};
use super::labels;

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
        let layer = Dense::read(file, "tagger", width, GRID)?;
        if layer.outputs != tags.len() || tags.is_empty() {
            return Err(Fault("the tagger does not fit its tags".to_owned()));
        }
        Ok(Tagger { layer, tags })
    }

    /// Calls `each` with every word's number and tag.
    pub fn run(
        &self,
        vectors: &Vectors,
        len: usize,
        scores: &mut Vec<f32>,
        mut each: impl FnMut(usize, Upos, &'static str),
    ) {
        self.layer.apply(vectors.words(), self.layer.inputs, len, scores);
        for (word, scores) in scores.chunks_exact(self.tags.len()).enumerate() {
            let (upos, xpos) = self.tags[largest(scores)];
            each(word, upos, xpos);
        }
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
