//! How many events are read in texts that tell of few or none. Enters: GUM's documents. Leaves: events per 1,000
//! words for each genre; travel guides and textbooks should have next to none but for what they tell of history.

use super::{Bench, reports};
use anyhow::{Context, Result};
use std::collections::BTreeMap;

const SETS: [&str; 2] = ["treebank/gum-train.conllu", "treebank/gum-dev.conllu"];

/// One line, or none where the treebank is absent.
pub(super) fn by_genre(bench: &Bench) -> Result<Option<String>> {
    let mut documents = Vec::new();
    for set in SETS {
        let Some(path) = bench.find(set) else { return Ok(None) };
        let text = std::fs::read_to_string(&path).with_context(|| path.display().to_string())?;
        documents.extend(texts(&text));
    }
    let inputs: Vec<_> = documents.iter().map(|(id, text)| reports::input(id, text, None)).collect();
    let mut genres: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for ((id, text), record) in documents.iter().zip(reports::read(&bench.reader, &inputs)) {
        let sum = genres.entry(genre(id)).or_default();
        sum.0 += text.split_whitespace().count();
        sum.1 += record.events.len();
    }
    let rate = |&(words, events): &(usize, usize)| 1000.0 * events as f64 / words.max(1) as f64;
    let shown: Vec<String> = genres.iter().map(|(name, sum)| format!("{name} {:.1}", rate(sum))).collect();
    Ok(Some(format!("Events per 1,000 words of GUM: {}.", shown.join(", "))))
}

/// "voyage" of "GUM_voyage_athens".
fn genre(id: &str) -> &str {
    id.split('_').nth(1).unwrap_or(id)
}

/// The documents of a treebank as running text, paragraphs apart.
fn texts(conllu: &str) -> Vec<(String, String)> {
    let mut found: Vec<(String, String)> = Vec::new();
    for line in conllu.lines() {
        if let Some(id) = line.strip_prefix("# newdoc id = ") {
            found.push((id.trim().to_owned(), String::new()));
            continue;
        }
        let Some((_, text)) = found.last_mut() else { continue };
        if line.starts_with("# newpar") && !text.is_empty() {
            text.push_str("\n\n");
        } else if let Some(sentence) = line.strip_prefix("# text = ") {
            text.push_str(sentence.trim());
            text.push(' ');
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::{genre, texts};

    #[test]
    fn documents_are_put_together_from_their_sentences() {
        let conllu = "# newdoc id = GUM_voyage_oslo\n# newpar\n# text = One.\n1\tOne\n\n# text = Two.\n# newpar\n# text = Three.\n";
        let found = texts(conllu);
        assert_eq!(found, [("GUM_voyage_oslo".to_owned(), "One. Two. \n\nThree. ".to_owned())]);
        assert_eq!(genre(&found[0].0), "voyage");
    }
}
