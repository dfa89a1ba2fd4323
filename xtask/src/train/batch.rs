//! Sentences as the network sees them in training, several in one table of rows.

use super::data::Sample;
use super::param::Chance;
use verbale::syntax::features::{NO_ROW, Rows, SECOND, VECTOR};

/// Rows of several sentences, with an empty row before each.
#[derive(Debug)]
pub(crate) struct Batch<'a> {
    pub(crate) samples: Vec<&'a Sample>,
    /// The row of each sentence's first word.
    pub(crate) starts: Vec<usize>,
    /// Features of each word; `NO_ROW` where one is left out; none for the rows between sentences.
    pub(crate) rows: Vec<Option<Rows>>,
    /// Words in all.
    pub(crate) words: usize,
}

impl<'a> Batch<'a> {
    /// Lays out sentences; leaves out words (`word_dropout`), clusters and vectors by chance.
    pub(crate) fn new(samples: Vec<&'a Sample>, word_dropout: f32, chance: &mut Chance) -> Batch<'a> {
        let mut batch = Batch { starts: vec![], rows: vec![], words: 0, samples };
        for sample in &batch.samples {
            batch.rows.push(None);
            batch.starts.push(batch.rows.len());
            for rows in &sample.rows {
                let mut rows = *rows;
                if chance.unit() < word_dropout {
                    (rows[0], rows[SECOND]) = (NO_ROW, NO_ROW);
                }
                if chance.unit() < word_dropout * 0.5 {
                    (rows[6], rows[7]) = (NO_ROW, NO_ROW);
                }
                if chance.unit() < word_dropout * 0.5 {
                    rows[VECTOR] = NO_ROW;
                }
                batch.rows.push(Some(rows));
            }
            batch.words += sample.rows.len();
        }
        batch.rows.push(None);
        batch
    }

    /// The class of each row, where `of` gives one for a word.
    pub(crate) fn truth(&self, of: impl Fn(&Sample, usize) -> Option<usize>) -> Vec<Option<usize>> {
        let mut truth = vec![None; self.rows.len()];
        for (sample, start) in self.samples.iter().zip(&self.starts) {
            for word in 0..sample.rows.len() {
                truth[start + word] = of(sample, word);
            }
        }
        truth
    }
}
