//! From weights in training to the model file: eight bits a weight, each row with a scale of its own.

use super::Network;
use super::data::Labels;
use super::layers::{Dense, Layer};
use super::lemmas::Rule;
use super::param::Param;
use verbale::syntax::features::TABLE_ROWS;
use verbale::syntax::format::Writer;
use verbale::syntax::lemma::Lemmas;
use verbale::syntax::lexicon::Lexicon;
use verbale::syntax::transition::SLOTS;

/// The model file.
pub(crate) fn model(network: &Network, labels: &Labels, lexicon: &Lexicon, lemmas: &[Rule]) -> Vec<u8> {
    let mut out = Writer::default();
    out.text("tags", &labels.tags.join("\n"));
    out.text("relations", &labels.relations.join("\n"));
    lexicon.write(&mut out);
    Lemmas::write(&mut out, lemmas.iter().map(|(t, e, w, s)| (t.as_str(), e.as_str(), *w, s.clone())));
    let encoder = &network.encoder;
    for (at, table) in encoder.tables.iter().enumerate() {
        rows(&mut out, &format!("table{at}"), &table.mean, table.mean.len() / TABLE_ROWS[at]);
    }
    normed(&mut out, "mixer", &encoder.mixer);
    out.text("layers", &encoder.layers.iter().map(|layer| layer.kind.letter()).collect::<String>());
    for (at, layer) in encoder.layers.iter().enumerate() {
        normed(&mut out, &format!("layer{at}"), layer);
    }
    dense(&mut out, "tagger", &network.tagger);
    dense(&mut out, "names", &network.names);
    let parser = &network.parser;
    dense(&mut out, "parser.places", &parser.places);
    dense(&mut out, "parser.out", &parser.out);
    let tables: [(&str, &Param); 3] = [
        ("parser.empty", &parser.empty),
        ("parser.labels", &parser.labels),
        ("parser.distances", &parser.distances),
    ];
    for (name, table) in tables {
        rows(&mut out, name, &table.mean, parser.hidden);
    }
    debug_assert_eq!(parser.places.outputs, SLOTS * parser.hidden);
    out.finish()
}

fn normed(out: &mut Writer, name: &str, layer: &Layer) {
    dense(out, name, &layer.dense);
    out.f32s(&format!("{name}.gain"), &layer.gain.mean);
    out.f32s(&format!("{name}.shift"), &layer.shift.mean);
}

/// A layer is stored by output, where training has it by input.
fn dense(out: &mut Writer, name: &str, layer: &Dense) {
    let by_output: Vec<f32> = (0..layer.outputs)
        .flat_map(|o| (0..layer.inputs).map(move |i| layer.weights.mean[i * layer.outputs + o]))
        .collect();
    rows(out, name, &by_output, layer.inputs);
    out.f32s(&format!("{name}.bias"), &layer.bias.mean);
}

fn rows(out: &mut Writer, name: &str, values: &[f32], width: usize) {
    let mut cells = Vec::with_capacity(values.len());
    let mut scales = Vec::with_capacity(values.len() / width);
    for row in values.chunks_exact(width) {
        let scale = row.iter().fold(1e-9f32, |most, x| most.max(x.abs())) / 127.0;
        cells.extend(row.iter().map(|x| (x / scale).round() as i8));
        scales.push(scale);
    }
    out.i8s(&format!("{name}.weights"), &cells);
    out.f32s(&format!("{name}.scale"), &scales);
}
