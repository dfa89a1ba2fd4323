//! Where a content ends: trees often end a clause too early, or hang on it what the reporter adds.
//!
//! ```text
//! said that talks failed │ and that she would leave     goes on
//! said there were two ways │ : to talk or to fight      goes on
//! praised Ito │ , who leaves on Friday                  the reporter's
//! dislikes the deal │ — a deal that she once signed     the reporter's
//! ```

use super::phrase::Run;
use crate::parse::Parse;
use crate::syntax::Upos;
use crate::token::TokenId;

/// The most tokens that a content grows by.
const GROWS: u32 = 60;

/// What a cue's content really covers, given what the tree says; `clause` where it is a whole clause.
pub(super) fn settled(parse: &Parse, cue: TokenId, mut runs: Vec<Run>, clause: bool) -> Vec<Run> {
    if let Some(last) = runs.last_mut().filter(|run| run.first > cue.0) {
        if clause {
            last.last = conditioned(parse, *last).unwrap_or_else(|| grown(parse, *last));
            last.last = carried_on(parse, cue, *last);
        } else {
            last.last = with_second_infinitive(parse, *last);
        }
        last.last = cut(parse, *last, clause);
    }
    runs
}

/// "warned that *if exports fell*, │ there would be a default", where the tree has the condition alone: to the end
/// of the sentence.
fn conditioned(parse: &Parse, run: Run) -> Option<u32> {
    let low = run.first.checked_sub(1).map(TokenId)?;
    let opens = matches!(parse.lemma(TokenId(run.first)), "if" | "unless" | "when" | "once" | "although");
    let high = parse.sentence(parse.sentence_of(TokenId(run.first))).tokens.end;
    let comma = run.last + 2 < high && parse.form(TokenId(run.last + 1)) == ",";
    let rest = high.saturating_sub(run.last);
    let opens = opens && parse.quote_at(parse.span(TokenId(run.first)).start).is_none();
    (opens && comma && parse.form(low) == "that" && rest < GROWS).then(|| last_word(parse, run.last, high))
}

/// "… and that B", "…: A or B": to the end of what is joined.
fn grown(parse: &Parse, run: Run) -> u32 {
    let high = parse.sentence(parse.sentence_of(TokenId(run.first))).tokens.end;
    let form = |t: u32| if t < high { parse.form(TokenId(t)) } else { "" };
    let mut at = run.last + 1;
    if form(at) == ":" && at + 2 < high && high - at < GROWS && !form(at + 1).starts_with(char::is_uppercase)
    {
        return last_word(parse, run.last, high);
    }
    if form(at) == "," {
        at += 1;
    }
    if !matches!(form(at), "and" | "but" | "or") || form(at + 1) != "that" || high - at > GROWS {
        return run.last;
    }
    // The topmost word of the clause that "that" opens.
    let mut top = TokenId(at + 2).0.min(high - 1);
    while let Some(above) = parse.head(TokenId(top)) {
        if above.0 <= run.last || parse.extent(above).0.0 <= run.last {
            break;
        }
        top = above.0;
    }
    parse.extent(TokenId(top)).1.0.clamp(run.last, high - 1)
}

/// What joins two verbs just after a run: the word after it, past a comma and a joining word.
fn joined(parse: &Parse, run: Run) -> Option<TokenId> {
    let high = parse.sentence(parse.sentence_of(TokenId(run.first))).tokens.end;
    let form = |t: u32| if t < high { parse.form(TokenId(t)) } else { "" };
    let mut at = run.last + 1;
    if form(at) == "," {
        at += 1;
    }
    if !matches!(form(at), "and" | "but" | "or" | "then") {
        return None;
    }
    at += 1;
    while at < high && parse.upos(TokenId(at)) == Upos::Adv {
        at += 1;
    }
    (at < high).then_some(TokenId(at))
}

/// "said it was thinking of a sale │ and *would* use the money": a verb without a subject, in the form that only what
/// was said has, goes on with it, though the tree joins it to the cue.
fn carried_on(parse: &Parse, cue: TokenId, run: Run) -> u32 {
    let Some(verb) = joined(parse, run).filter(|&t| matches!(parse.word(t).xpos, "MD" | "VBD")) else {
        return run.last;
    };
    let held = matches!(parse.lemma(verb), "have" | "be");
    let past = matches!(parse.word(cue).xpos, "VBD" | "VBN");
    if !(parse.word(verb).xpos == "MD" || past && held) || parse.quote_at(parse.span(verb).start).is_some() {
        return run.last;
    }
    let root = parse.head(verb).filter(|&head| parse.upos(verb) == Upos::Aux && head > verb).unwrap_or(verb);
    let own = parse.children_by(root, "nsubj").any(|subject| subject > verb);
    let end = parse.extent(root).1.0;
    if own || root <= TokenId(run.last) || end - run.last > GROWS { run.last } else { end }
}

/// "vowed to lift the ban │ and open the port": an infinitive joined without its "to".
fn with_second_infinitive(parse: &Parse, run: Run) -> u32 {
    let infinitive = parse.word(TokenId(run.first)).xpos == "TO";
    let Some(verb) = joined(parse, run).filter(|&t| infinitive && parse.word(t).xpos == "VB") else {
        return run.last;
    };
    let end = parse.extent(verb).1.0;
    if end > run.last && end - run.last <= GROWS { end } else { run.last }
}

/// The last word before the end of a sentence.
fn last_word(parse: &Parse, low: u32, high: u32) -> u32 {
    let mut last = high - 1;
    while last > low && parse.form(TokenId(last)).chars().all(|c| !c.is_alphanumeric() && c != '%') {
        last -= 1;
    }
    last
}

/// Longer contents are left alone, in tokens.
const LONG: u32 = 200;

/// The fewest words that are left before a cut.
const LEFT: u32 = 1;

/// Without a last relative clause after a comma, or an addition after a single dash.
fn cut(parse: &Parse, run: Run, clause: bool) -> u32 {
    let quoted = |t: u32| parse.quote_at(parse.span(TokenId(t)).start).is_some();
    let apart = |t: u32| parse.span(TokenId(t - 1)).end < parse.span(TokenId(t)).start;
    let is_dash = |t: u32| match parse.form(TokenId(t)) {
        "—" | "--" => !quoted(t),
        "-" | "–" => apart(t) && !quoted(t),
        _ => false,
    };
    if clause || run.last - run.first > LONG {
        return run.last;
    }
    let mut dashes = (run.first + LEFT..run.last).filter(|&t| is_dash(t));
    if let (Some(dash), None) = (dashes.next(), dashes.next()) {
        return dash - 1;
    }
    let added = (run.first + LEFT..=run.last).map(TokenId).find_map(|t| {
        let (first, last) = parse.extent(t);
        let comma = parse.form(first) == "," || (first.0 > 0 && parse.form(TokenId(first.0 - 1)) == ",");
        let ends = parse.rel(t) == "acl:relcl" && last.0 >= run.last && first.0 > run.first + LEFT && comma;
        ends.then_some(first.0 - 1)
    });
    let last = added.filter(|&last| last >= run.first).unwrap_or(run.last);
    (run.first + LEFT..last).find(|&t| reports_on(parse, t)).map_or(last, |comma| comma - 1)
}

/// True for a comma after which the reporter goes on: "…, and has called", "…, although she says".
fn reports_on(parse: &Parse, comma: u32) -> bool {
    let next = TokenId(comma + 1);
    if parse.form(TokenId(comma)) != "," || next.index() + 1 >= parse.tokens.tokens.len() {
        return false;
    }
    let after = TokenId(comma + 2);
    let finite = matches!(parse.word(after).xpos, "VBD" | "VBZ" | "VBP" | "MD");
    let joined = matches!(parse.form(next), "and" | "but") && finite;
    joined || matches!(parse.form(next), "although" | "though" | "while" | "whereas")
}
