//! How an outlet makes another's report its own: another headline, an edited lead, a cut tail, other words here and
//! there, a paragraph of its own.

use super::compose::{Draft, Writer};
use super::words::Words;
use super::world::{Job, Talks, pick};
use crate::train::Chance;

/// Paragraphs that a copy keeps at least.
const LEAST: usize = 4;

/// The copy that a job makes of a draft.
pub(super) fn copy(words: &Words, talks: &Talks, job: &Job, mut draft: Draft, chance: &mut Chance) -> Draft {
    let act = &talks.acts[job.act];
    let mut writer = Writer::new(words, talks, act.day, chance.next());
    if chance.below(4) > 0 {
        draft.headline = writer.drawn(job.kind, "headline", act.side);
    }
    let length = draft.paragraphs.len();
    if chance.below(4) > 0 && length > LEAST {
        draft.paragraphs.truncate(LEAST + chance.below(length - LEAST));
    }
    match chance.below(10) {
        // The lead worded anew.
        0..4 => draft.paragraphs[0] = writer.drawn(job.kind, "lead", act.side),
        // A lead of its own, and the first paragraph told after it or not at all.
        4..6 => draft.paragraphs[0] = rewrite(words, &mut writer, act.side, chance),
        6..8 => draft.paragraphs.insert(0, rewrite(words, &mut writer, act.side, chance)),
        _ => {}
    }
    if chance.below(4) == 0 && draft.paragraphs.len() > LEAST {
        draft.paragraphs.remove(1);
    }
    if chance.below(4) == 0 {
        let own = writer.drawn("any", "react", act.side);
        let at = 1 + chance.below(draft.paragraphs.len());
        draft.paragraphs.insert(at, own);
    }
    if chance.below(3) == 0 {
        for paragraph in &mut draft.paragraphs {
            *paragraph = swapped(words, paragraph, chance);
        }
    }
    draft
}

fn rewrite(words: &Words, writer: &mut Writer<'_>, side: usize, chance: &mut Chance) -> String {
    writer.fill(pick(words.list("rewrite"), chance), side)
}

/// One in three of the words that editors like to change.
fn swapped(words: &Words, paragraph: &str, chance: &mut Chance) -> String {
    let swap = |word: &str, chance: &mut Chance| -> Option<&'static str> {
        let pairs = words.list("swap").iter().filter_map(|pair| pair.split_once('='));
        let (_, other) = pairs.into_iter().find(|(old, _)| *old == word)?;
        (chance.below(3) == 0).then_some(other)
    };
    let all: Vec<&str> = paragraph.split(' ').map(|word| swap(word, chance).unwrap_or(word)).collect();
    all.join(" ")
}
