//! `cargo xtask train`: trains the network of `verbale::syntax` and writes its model file. All chance comes
//! from one seed; on one machine the same inputs give the same bytes.

mod augment;
mod batch;
mod carry;
mod data;
mod encoder;
mod export;
mod layers;
mod lemmas;
mod lexicon;
mod marked;
mod names;
mod options;
mod param;
mod parser;
mod vectors;

use crate::eval::syntax as score;
use anyhow::{Context, Result};
use batch::Batch;
use data::{Labels, Sample};
use encoder::{Encoder, Shape};
use layers::{Dense, add, softmax_loss};
use options::Options;
pub(crate) use param::Chance;
use param::{Pace, Param};
use parser::Parser;
use std::time::Instant;
use verbale::syntax::Model;
use verbale::syntax::entities::CLASSES;
use verbale::syntax::lexicon::WordVectors;

/// All that is learnt by gradients.
#[derive(Debug, Clone)]
struct Network {
    encoder: Encoder,
    tagger: Dense,
    names: Dense,
    parser: Parser,
}

/// How an epoch went.
#[derive(Debug, Default)]
struct Report {
    tag_loss: f64,
    words: usize,
    moves: usize,
    wrong: usize,
}

impl Network {
    fn new(options: &Options, labels: &Labels, vectors: WordVectors, chance: &mut Chance) -> Network {
        let Options { width, dropout, hidden, .. } = *options;
        let layers = options.layers.clone();
        Network {
            encoder: Encoder::new(Shape { width, layers, dropout }, vectors, chance),
            tagger: Dense::new(width, labels.tags.len(), 0.01, chance),
            names: Dense::new(width, CLASSES, 0.01, chance),
            parser: Parser::new(width, hidden, labels.relations.len(), labels.root(), chance),
        }
    }

    fn params(&mut self) -> Vec<&mut Param> {
        let Network { encoder, tagger, names, parser } = self;
        let heads = tagger.params().into_iter().chain(names.params());
        encoder.params().into_iter().chain(heads).chain(parser.params()).collect()
    }

    /// One step on a batch: gradients of all heads, through the shared layers.
    fn learn(&mut self, batch: &Batch, explore: f32, chance: &mut Chance, report: &mut Report) {
        let pass = self.encoder.forward(batch, chance);
        let (x, width) = (&pass.out, self.encoder.shape.width);
        let scale = 1.0 / batch.words.max(1) as f32;
        let mut dx = vec![0.0; x.len()];
        let tags = batch.truth(|sample, word| sample.tree.as_ref().map(|tree| tree.tags[word]));
        let names = batch.truth(|sample, word| sample.names.as_ref().map(|names| names[word]));
        for (head, truth) in [(&mut self.tagger, &tags), (&mut self.names, &names)] {
            let mut scores = head.forward(x, width, batch.rows.len());
            let (loss, _) = softmax_loss(&mut scores, head.outputs, truth, scale);
            add(&mut dx, &head.backward(x, width, &scores));
            // The names' loss is not shown: only some sentences have it.
            if std::ptr::eq(truth, &tags) {
                report.tag_loss += loss;
            }
        }
        let outcome = self.parser.learn(batch, x, &mut dx, explore, chance);
        report.words += tags.iter().flatten().count();
        report.moves += outcome.moves;
        report.wrong += outcome.wrong;
        self.encoder.backward(batch, &pass, dx);
    }
}

/// Runs the task.
pub(crate) fn run(arguments: &[String]) -> Result<()> {
    let options = Options::parse(arguments)?;
    let lexicon = match &options.lexicon {
        Some(folder) => lexicon::read(folder)?,
        None => options::lexicon_of(&options.out)?,
    };
    let lessons = data::training(&options)?;
    let labels = Labels::of(&lessons);
    let parsed = lessons.iter().filter(|lesson| lesson.is_parsed()).map(|lesson| &lesson.tree);
    let verbs = lemmas::verbs(&options.verbs)?;
    let rules = lemmas::learn(parsed, &verbs);
    let samples: Vec<Sample> = lessons.iter().map(|lesson| data::sample(lesson, &labels, &lexicon)).collect();
    eprintln!(
        "{} sentences, {} tags, {} relations, {} lemma rules",
        samples.len(),
        labels.tags.len(),
        labels.relations.len(),
        rules.len()
    );
    let mut chance = Chance::new(options.seed);
    let mut network = Network::new(&options, &labels, lexicon.vectors.clone(), &mut chance);
    let dev = score::dev_sets(&options.treebank);
    let mut order: Vec<usize> = (0..samples.len()).collect();
    let steps_in_all = options.epochs * samples.len().div_ceil(options.batch);
    let (mut step, started) = (0u32, Instant::now());
    let keep = |step: u32| (1.0 - 1.0 / (step as f32 + 1.0)).min(options.keep);
    let until = options.until.min(options.epochs);
    for epoch in 0..until {
        chance.shuffle(&mut order);
        let mut report = Report::default();
        let explore = if epoch == 0 { 0.0 } else { options.explore };
        for chosen in order.chunks(options.batch) {
            step += 1;
            let varied: Vec<Option<Sample>> = chosen
                .iter()
                .map(|at| {
                    let varied = augment::vary(&lessons[*at], &mut chance)?;
                    Some(data::sample(&varied, &labels, &lexicon))
                })
                .collect();
            let chosen =
                chosen.iter().zip(&varied).map(|(at, varied)| varied.as_ref().unwrap_or(&samples[*at]));
            let batch = Batch::new(chosen.collect(), options.word_dropout, &mut chance);
            network.learn(&batch, explore, &mut chance, &mut report);
            let done = step as f32 / steps_in_all as f32;
            let rate = options.rate * (step as f32 / 200.0).min(1.0) * (1.0 - 0.97 * done);
            let pace = Pace { step, rate, keep: keep(step) };
            network.params().into_iter().for_each(|param| param.update(pace));
        }
        eprintln!(
            "epoch {}/{}: {:.0} s, tag loss {:.3}, wrong moves {:.2} %",
            epoch + 1,
            options.epochs,
            started.elapsed().as_secs_f64(),
            report.tag_loss / report.words.max(1) as f64,
            100.0 * report.wrong as f64 / report.moves.max(1) as f64
        );
        if (epoch + 1) % options.every == 0 || epoch + 1 == until {
            network.params().into_iter().for_each(|param| param.settle(step, keep(step)));
            let file = export::model(&network, &labels, &lexicon, &rules);
            let model = Model::from_bytes("trained", &file)?;
            score::print(&score::rows(&model, &dev));
            std::fs::write(&options.out, &file)
                .with_context(|| format!("cannot write {}", options.out.display()))?;
        }
    }
    Ok(())
}
