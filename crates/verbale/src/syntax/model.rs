//! The trained network as a whole. Enters a model file; leaves the layers ready to run. Refuses files that
//! are cut, altered, of another version, or whose layers do not fit together.

use super::Room;
use super::encoder::Encoder;
use super::entities::Names;
use super::format::{Fault, Reader, stated_checksum};
use super::lemma::Lemmas;
use super::parser::Parser;
use super::path::Path;
use super::tagger::Tagger;
use super::types::Pool;

const FILE: &str = "english.vbm";
const EMBEDDED: &[u8] = include_bytes!("../../../../model/english.vbm");

/// The trained network and what it needs to run.
#[derive(Debug)]
pub struct Model {
    pub(super) encoder: Encoder,
    pub(super) tagger: Tagger,
    pub(super) parser: Parser,
    pub(super) names: Names,
    pub(super) lemmas: Lemmas,
    /// Words met so far, and room to work in.
    pub(super) pool: Pool<Room>,
    pub(super) path: Path,
}

/// Why a model cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ModelError {
    /// The file is cut, altered or of another version.
    #[error("{file}: {problem}; expected checksum {expected}")]
    Damaged {
        /// Its name.
        file: String,
        /// What is wrong.
        problem: String,
        /// What its checksum should be.
        expected: String,
    },
}

impl Model {
    /// The network that is built into the program.
    pub fn embedded() -> Result<Model, ModelError> {
        Model::from_bytes(FILE, EMBEDDED)
    }

    /// The network in the file called `name` with these bytes.
    pub fn from_bytes(name: &str, bytes: &[u8]) -> Result<Model, ModelError> {
        Model::read(bytes).map_err(|Fault(problem)| {
            let stated = stated_checksum(bytes).or_else(|| stated_checksum(EMBEDDED)).unwrap_or(0);
            ModelError::Damaged { file: name.to_owned(), problem, expected: format!("{stated:016x}") }
        })
    }

    /// The same network with its arithmetic done in this way; the quickest is taken where nothing is said.
    pub fn on(mut self, path: Path) -> Model {
        self.path = path;
        self
    }

    fn read(bytes: &[u8]) -> Result<Model, Fault> {
        let file = Reader::new(bytes)?;
        let encoder = Encoder::read(&file)?;
        let width = encoder.width;
        Ok(Model {
            tagger: Tagger::read(&file, width)?,
            parser: Parser::read(&file, width)?,
            names: Names::read(&file, width)?,
            lemmas: Lemmas::read(&file)?,
            pool: Pool::default(),
            path: Path::best(),
            encoder,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{EMBEDDED, Model};

    #[test]
    fn the_built_in_model_loads() {
        Model::embedded().expect("the model that is committed");
    }

    #[test]
    fn a_cut_model_is_refused_by_name_and_checksum() {
        let error = Model::from_bytes("mine.vbm", &EMBEDDED[..EMBEDDED.len() / 2]).expect_err("cut");
        let text = error.to_string();
        assert!(
            text.contains("mine.vbm") && text.contains("cut") && text.contains("expected checksum"),
            "{text}"
        );
    }
}
