//! Reporting clauses between commas and at the end of a sentence, found along the line of words, since trees
//! often miss them.
//!
//! ```text
//! The talks, Ruiz said, had failed.  |  The talks had failed, the agency reports.  |  …, said Ruiz.
//! ```

use super::cues::{Cues, Slot, WordClass};
use super::draft::{Draft, Rule};
use super::phrase::{self, Run, is_mark};
use crate::parse::Parse;
use crate::span::Span;
use crate::syntax::Upos;
use crate::token::TokenId;

/// The longest source that is looked for along the line.
const SOURCE_REACH: u32 = 12;

/// The longest other name in brackets after a source, in tokens.
const ALSO_CALLED: u32 = 6;

/// The longest aside between a cue and its "that", in tokens.
const ASIDE: u32 = 10;

/// How many tokens on either side of a reporting clause can be what it reports. Longer sentences are no prose,
/// and without a bound a text without full stops would be told again at each "he said".
const SENTENCE: u32 = 200;

/// Repairs drafts whose reporting clause stands in brackets, and adds those that the tree missed.
pub(super) fn repair(parse: &Parse, cues: &Cues, drafts: &mut Vec<Draft>) {
    let mut at_token: Vec<Option<u32>> = vec![None; parse.tokens.tokens.len()];
    for (n, draft) in drafts.iter().enumerate() {
        if let Some(cue) = draft.cue {
            at_token[cue.index()] = Some(n as u32);
        }
    }
    for token in parse.all() {
        let Some(sense) = reporting_sense(parse, cues, token) else { continue };
        let frame = cues.frame(sense);
        // "…, VOWS REPRISALS": what follows may be its object.
        let object = frame.content.iter().flatten().any(|part| part.slot == Slot::Object);
        let addressed =
            frame.addressee.contains(&Slot::Object) || object && !parse.word(token).xpos.starts_with('V');
        let Some(found) = bracket(parse, token, addressed) else { continue };
        match at_token[token.index()] {
            Some(n) => mend(parse, cues, &mut drafts[n as usize], &found, sense),
            None => {
                let mut draft = Draft::of(parse, token, sense, Rule::Bracket);
                draft.cue_run = Some(Run { first: token.0, last: token.0 });
                mend(parse, cues, &mut draft, &found, sense);
                drafts.push(draft);
            }
        }
    }
}

/// The first sense of a word that can report a clause; also for forms in -s and -ed that were taken for nouns.
fn reporting_sense(parse: &Parse, cues: &Cues, token: TokenId) -> Option<u32> {
    let xpos = parse.word(token).xpos;
    let finite = matches!(xpos, "VBD" | "VBZ" | "VBP" | "VBN");
    let mistaken = matches!(xpos, "NNS" | "NNPS");
    if !finite && !mistaken {
        return None;
    }
    let lemma = parse.lemma(token).to_lowercase();
    let lemma = cues.verb_lemma(&lemma, parse.form(token)).to_owned();
    let reports = |&(sense, _): &(u32, &super::cues::Sense)| {
        let frame = cues.frame(sense);
        frame.takes_clause() && frame.takes_quote() && frame.addressee.len() < 2
    };
    cues.of(WordClass::Verb, &lemma).find(reports).map(|(sense, _)| sense)
}

/// A reporting clause with what stands on either side of it.
struct Bracket {
    source: Run,
    left: Option<Run>,
    right: Option<Run>,
    /// The reporting clause ends the sentence.
    tail: bool,
}

/// The reporting clause around a cue; what is `addressed` stands after the cue, so that no speaker can.
fn bracket(parse: &Parse, cue: TokenId, addressed: bool) -> Option<Bracket> {
    let sentence = parse.sentence(parse.sentence_of(cue));
    let low = sentence.tokens.start.max(cue.0.saturating_sub(SENTENCE));
    let high = sentence.tokens.end.min(cue.0 + SENTENCE);
    let form = |t: u32| parse.form(TokenId(t));
    let edge = |t: u32| matches!(form(t), "," | "—" | "–" | "--" | "-") || is_mark(form(t));
    let group = phrase::cue(parse, cue);
    // "'refused entry' to the plant": the mark that opens a quotation closes nothing.
    let opens = |t: u32| {
        let place = parse.span(TokenId(t)).start;
        is_mark(form(t)) && parse.quote_at(place).is_some_and(|quote| quote.span.start == place)
    };
    let inverted = group.first > low && edge(group.first - 1) && !opens(group.first - 1);
    let (source, left_edge, mut end) = if inverted && addressed {
        return None;
    } else if inverted {
        let source = nominal_run(parse, cue.0 + 1, high)?;
        (source, group.first - 1, source.last + 1)
    } else {
        let mut first = group.first;
        // "…, the Food Agency *(FA)* said": what else it is called.
        if first > low + 3 && form(first - 1) == ")" {
            let near = low.max(first.saturating_sub(ALSO_CALLED));
            first = (near..first).rev().find(|&t| form(t) == "(").unwrap_or(first);
        }
        while first > low && group.first - first < SOURCE_REACH && is_nominal(parse, first - 1) {
            first -= 1;
        }
        // "The truce was, *as one observer noted*, …"
        let as_said = first > low + 1 && form(first - 1) == "as" && edge(first - 2);
        let border = first.saturating_sub(1 + u32::from(as_said));
        if first == group.first || first == low || !edge(border) {
            return None;
        }
        (Run { first, last: group.first - 1 }, border, group.last + 1)
    };
    has_name_or_noun(parse, source).then_some(())?;
    // "It was, you know, a war."
    if source.first == source.last && form(source.first).eq_ignore_ascii_case("you") {
        return None;
    }
    // An adverb or a day may follow: "he said on Monday."
    let after = end;
    while end < high && end - after < 4 && is_setting(parse, end) {
        end += 1;
    }
    let closes = end >= high || matches!(form(end), "," | "." | ";" | "—" | "–" | "--") || is_mark(form(end));
    if !closes {
        return None;
    }
    // "The report explains, in so many words, *that* …": its clause is still to come.
    let aside = || (end + 1..high.min(end + ASIDE)).find(|&t| form(t) == ",");
    if end < high && form(end) == "," && aside().is_some_and(|t| t + 1 < high && form(t + 1) == "that") {
        return None;
    }
    let tail = (end..high).all(|t| parse.upos(TokenId(t)) == Upos::Punct || is_mark(form(t)));
    // "The talks, she stressed, “should not …”": the quotation goes on with the clause.
    let goes_on = (end..(end + 3).min(high))
        .find(|&t| !is_mark(form(t)) && form(t) != ",")
        .is_some_and(|t| form(t).starts_with(char::is_lowercase) && carries_on(parse, t));
    let quoted_next = (end..(end + 2).min(high)).any(|t| is_mark(form(t)));
    let left = phrase::trimmed(parse, Run { first: low, last: left_edge.checked_sub(1)? }).filter(|left| {
        let as_said = !inverted && form(left_edge + 1) == "as";
        let divided = as_said || goes_on && is_fragment(parse, *left);
        left_edge > low && (is_mark(form(left_edge)) || divided || is_statement(parse, *left, quoted_next))
    });
    let right = (!tail && !inverted && end + 1 < high && matches!(form(end), "," | "—" | "–" | "--"))
        .then(|| phrase::trimmed(parse, Run { first: end + 1, last: high - 1 }))
        .flatten()
        .filter(|right| carries_on(parse, right.first) || left.is_some_and(|left| is_opener(parse, left)));
    Some(Bracket { source, left, right, tail })
}

/// True where words before a reporting clause can be what is reported: no adverbial clause or phrase before a
/// quotation or clause ("Asked about it, Ruiz said …").
fn is_statement(parse: &Parse, left: Run, quoted_next: bool) -> bool {
    if left.last - left.first > SENTENCE {
        return !quoted_next;
    }
    let first = TokenId(left.first);
    let opens = matches!(parse.word(first).xpos, "IN" | "VBN" | "VBG" | "TO" | "WRB")
        || matches!(parse.lemma(first), "as" | "when" | "while" | "after" | "ask");
    let finite = (left.first..=left.last)
        .any(|t| matches!(parse.word(TokenId(t)).xpos, "VBD" | "VBZ" | "VBP" | "MD" | "VB"));
    let divided = || (left.first..=left.last).any(|t| parse.form(TokenId(t)) == ",");
    if quoted_next {
        return false;
    }
    if finite { !opens || divided() } else { !opens && left.last - left.first < 4 }
}

/// True for a subject without its verb.
fn is_fragment(parse: &Parse, left: Run) -> bool {
    if left.last - left.first > SENTENCE {
        return false;
    }
    let mut words = (left.first..=left.last).map(TokenId);
    let opens = matches!(
        parse.word(TokenId(left.first)).xpos,
        "DT" | "NN" | "NNS" | "NNP" | "NNPS" | "PRP" | "PRP$" | "JJ"
    );
    opens && words.all(|t| parse.upos(t) != Upos::Verb && parse.upos(t) != Upos::Aux && parse.form(t) != ",")
}

/// True for words that only open a sentence: "Yet, she said, …", "In Oslo, he added, …" have the rest to come.
fn is_opener(parse: &Parse, left: Run) -> bool {
    let adverbs = (left.first..=left.last)
        .all(|t| matches!(parse.upos(TokenId(t)), Upos::Adv | Upos::Cconj | Upos::Punct));
    adverbs && left.last - left.first < ALSO_CALLED
}

fn is_nominal(parse: &Parse, token: u32) -> bool {
    let token = TokenId(token);
    matches!(parse.upos(token), Upos::Noun | Upos::Propn | Upos::Pron | Upos::Det | Upos::Adj | Upos::Num)
        || parse.word(token).xpos == "POS"
        || matches!(parse.form(token), "of" | "the" | "'s" | "’s")
}

/// The nominal tokens from `first` on, up to the first comma or other word.
fn nominal_run(parse: &Parse, first: u32, high: u32) -> Option<Run> {
    let mut end = first;
    while end < high && end - first < SOURCE_REACH && is_nominal(parse, end) {
        end += 1;
    }
    (end > first).then(|| Run { first, last: end - 1 })
}

/// The nominal tokens just before a word, back to the last comma.
pub(super) fn nominal_before(parse: &Parse, token: TokenId) -> Option<Run> {
    let low = parse.sentence(parse.sentence_of(token)).tokens.start;
    let mut first = token.0;
    while first > low && token.0 - first < SOURCE_REACH && is_nominal(parse, first - 1) {
        first -= 1;
    }
    let run = (first < token.0).then(|| Run { first, last: token.0 - 1 })?;
    has_name_or_noun(parse, run).then_some(run)
}

fn has_name_or_noun(parse: &Parse, run: Run) -> bool {
    (run.first..=run.last).any(|t| {
        let token = TokenId(t);
        matches!(parse.upos(token), Upos::Noun | Upos::Propn)
            || matches!(parse.form(token).to_lowercase().as_str(), "he" | "she" | "they" | "it" | "we" | "i")
    })
}

fn is_setting(parse: &Parse, token: u32) -> bool {
    let token = TokenId(token);
    matches!(parse.upos(token), Upos::Adv | Upos::Num | Upos::Propn)
        || matches!(parse.form(token), "on" | "in" | "at" | "last" | "week" | "yesterday" | "today")
}

/// True where the words after the reporting clause carry on what is reported: not "adding …", "who …".
fn carries_on(parse: &Parse, first: u32) -> bool {
    let token = TokenId(first);
    !(parse.word(token).xpos.starts_with('W')
        || parse.word(token).xpos == "VBG"
        || matches!(
            parse.lemma(token),
            "and" | "but" | "as" | "who" | "in" | "after" | "during" | "at" | "on"
        ))
}

fn mend(parse: &Parse, cues: &Cues, draft: &mut Draft, found: &Bracket, sense: u32) {
    let pieces: Vec<Run> = found.left.into_iter().chain(found.right).collect();
    let spans: Vec<Span> = phrase::spans(parse, &pieces);
    let Some(left) = spans.first().copied() else { return };
    let covered = draft.content.iter().any(|piece| piece.overlaps(left));
    // "A pact, she said, could not wait", where the tree takes what is said for the speaker.
    let told = |run: Run| pieces.iter().any(|piece| piece.first <= run.first && run.last <= piece.last);
    let apart = draft.source.is_some_and(|head| !Run::below(parse, head).holds(TokenId(found.source.first)));
    let mistaken = apart && draft.source_run.is_some_and(|run| told(run) && !told(found.source));
    if draft.source_run.is_none_or(|_| mistaken) || draft.rule == Rule::Bracket {
        draft.source_run = Some(found.source);
        draft.source = head_of(parse, found.source);
    }
    // "The talks, she stressed, had failed", where the tree has the subject alone.
    let half = found.left.is_some_and(|left| is_fragment(parse, left) || is_opener(parse, left));
    let widens =
        half && spans.get(1).is_some_and(|&right| !draft.content.iter().any(|piece| piece.overlaps(right)));
    // "Sales fell, the Guild (NGB) said", where the tree takes the speaker into what is said.
    let speaker = phrase::spans(parse, &[found.source])[0];
    let swallowed = draft.content.iter().any(|piece| piece.overlaps(speaker));
    if !covered || widens || swallowed || (found.tail && draft.rule == Rule::Bracket) {
        draft.content = spans;
        draft.rule = Rule::Bracket;
    }
    if draft.sense.is_some_and(|have| !cues.frame(have).takes_clause()) {
        draft.sense = Some(sense);
        draft.addressees.clear();
    }
}

/// The token of a run that depends on something outside it.
pub(super) fn head_of(parse: &Parse, run: Run) -> Option<TokenId> {
    (run.first..=run.last)
        .map(TokenId)
        .filter(|&t| parse.upos(t) != Upos::Punct)
        .find(|&t| parse.head(t).is_none_or(|head| !run.holds(head)))
}
