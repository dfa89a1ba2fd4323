//! What the training command can be told.

use anyhow::{Context, Result, bail};
use std::path::{Path, PathBuf};
use verbale::syntax::encoder::Kind;
use verbale::syntax::format::Reader;
use verbale::syntax::lexicon::Lexicon;

/// Sizes, chances and places.
#[derive(Debug, Clone)]
pub(crate) struct Options {
    pub(crate) treebank: PathBuf,
    /// The folder with the project's own newswire trees.
    pub(crate) newswire: PathBuf,
    /// How often they are gone through in an epoch; 0 leaves them out.
    pub(crate) newswire_times: usize,
    /// The folder with the project's own sentences in which only names are marked.
    pub(crate) names: PathBuf,
    /// How often they are gone through in an epoch; 0 leaves them out.
    pub(crate) names_times: usize,
    /// The table of verbs whose forms the trees have too seldom.
    pub(crate) verbs: PathBuf,
    /// Documents of GUM that are left out, so that they can be measured on: a file that names one at the
    /// beginning of each line, or JSON lines with its name as `id`.
    pub(crate) without: Option<PathBuf>,
    /// The folder with the lists of words; without it the tables of the model at `out` are taken over.
    pub(crate) lexicon: Option<PathBuf>,
    pub(crate) out: PathBuf,
    pub(crate) seed: u64,
    /// Epochs over which the pace falls to its end.
    pub(crate) epochs: usize,
    /// Epochs that are gone through: fewer stop before the pace has fallen.
    pub(crate) until: usize,
    pub(crate) batch: usize,
    pub(crate) width: usize,
    /// One letter a layer: m for maxout, c for carry.
    pub(crate) layers: Vec<Kind>,
    pub(crate) hidden: usize,
    pub(crate) dropout: f32,
    pub(crate) word_dropout: f32,
    pub(crate) rate: f32,
    /// Chance that training follows the parser's own moves.
    pub(crate) explore: f32,
    /// How much of the running mean of the weights stays at each step.
    pub(crate) keep: f32,
    /// Epochs between measurements.
    pub(crate) every: usize,
}

const USAGE: &str = "cargo xtask train [--treebank ../shared/treebank] [--newswire data/newswire] \
[--newswire-times N] [--names data/names] [--names-times N] [--verbs data/lemmas/verbs.tsv] \
[--without FILE] [--lexicon FOLDER] \
[--out model/english.vbm] [--seed N] [--epochs N] [--until N] [--batch N] [--width N] [--layers mcmc] \
[--hidden N] [--dropout X] [--word-dropout X] [--rate X] [--explore X] [--keep X] [--every N]";

impl Options {
    pub(crate) fn parse(arguments: &[String]) -> Result<Options> {
        // What stands here made the weights that are shipped.
        let mut options = Options {
            treebank: PathBuf::from("../shared/treebank"),
            newswire: PathBuf::from("data/newswire"),
            newswire_times: 3,
            names: PathBuf::from("data/names"),
            names_times: 2,
            verbs: PathBuf::from("data/lemmas/verbs.tsv"),
            without: None,
            lexicon: None,
            out: PathBuf::from("model/english.vbm"),
            seed: 1,
            epochs: 24,
            until: 20,
            batch: 16,
            width: 128,
            layers: vec![Kind::Maxout, Kind::Carry, Kind::Maxout, Kind::Carry],
            hidden: 256,
            dropout: 0.3,
            word_dropout: 0.1,
            rate: 0.0015,
            explore: 0.9,
            keep: 0.999,
            every: 4,
        };
        let mut rest = arguments.iter();
        while let Some(name) = rest.next() {
            let value = rest.next().with_context(|| format!("{name} wants a value\nusage: {USAGE}"))?;
            options.set(name, value).with_context(|| format!("{name} {value}\nusage: {USAGE}"))?;
        }
        Ok(options)
    }

    fn set(&mut self, name: &str, value: &str) -> Result<()> {
        match name {
            "--treebank" => self.treebank = value.into(),
            "--newswire" => self.newswire = value.into(),
            "--newswire-times" => self.newswire_times = value.parse()?,
            "--names" => self.names = value.into(),
            "--names-times" => self.names_times = value.parse()?,
            "--verbs" => self.verbs = value.into(),
            "--without" => self.without = Some(value.into()),
            "--lexicon" => self.lexicon = Some(value.into()),
            "--out" => self.out = value.into(),
            "--seed" => self.seed = value.parse()?,
            "--epochs" => (self.epochs, self.until) = (value.parse()?, value.parse()?),
            "--until" => self.until = value.parse()?,
            "--batch" => self.batch = value.parse()?,
            "--width" => self.width = value.parse()?,
            "--layers" => {
                let kinds = value.chars().map(Kind::from_letter).collect::<Option<_>>();
                self.layers = kinds.context("a letter for each layer: m or c")?;
            }
            "--hidden" => self.hidden = value.parse()?,
            "--dropout" => self.dropout = value.parse()?,
            "--word-dropout" => self.word_dropout = value.parse()?,
            "--rate" => self.rate = value.parse()?,
            "--explore" => self.explore = value.parse()?,
            "--keep" => self.keep = value.parse()?,
            "--every" => self.every = value.parse()?,
            _ => bail!("unknown option"),
        }
        Ok(())
    }
}

/// The tables of words of a model file.
pub(crate) fn lexicon_of(model: &Path) -> Result<Lexicon> {
    let bytes = std::fs::read(model).with_context(|| format!("cannot read {}", model.display()))?;
    let lexicon = Reader::new(&bytes).and_then(|file| Lexicon::read(&file));
    lexicon.map_err(|fault| anyhow::anyhow!("{}: {}; give --lexicon FOLDER", model.display(), fault.0))
}
