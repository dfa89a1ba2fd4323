//! How a gold attribution is built, told from where its cue stands in our own tree. Enters: a reading and the
//! spans of one attribution. Leaves: one of a few classes, so that recall can be told apart by construction.
//!
//! ```text
//! The talks, Ruiz said, had failed.     bracketed        Ruiz was told to go.       passive
//! “It is late,” said Ruiz.              inverted         Ruiz's claim that …        noun
//! ```

use verbale::eval::Chars;
use verbale::eval::attribution::Attribution;
use verbale::parse::Parse;
use verbale::reader::Reading;
use verbale::segment::SegmentKind;
use verbale::syntax::Upos;
use verbale::token::TokenId;

/// A way to attribute.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Construction {
    Headline,
    NoCue,
    According,
    Noun,
    Adjective,
    OtherWord,
    Passive,
    Inverted,
    Bracketed,
    Tail,
    Infinitive,
    Directive,
    Question,
    Clause,
    Quotation,
    Nominal,
}

impl Construction {
    pub(super) fn word(self) -> &'static str {
        match self {
            Construction::Headline => "in a headline",
            Construction::NoCue => "without a cue word (continuation, colon)",
            Construction::According => "according to, per",
            Construction::Noun => "noun (\"the claim that\")",
            Construction::Adjective => "adjective (\"confident that\")",
            Construction::OtherWord => "other word",
            Construction::Passive => "passive",
            Construction::Inverted => "inverted (\"said Ruiz\")",
            Construction::Bracketed => "bracketed in its content",
            Construction::Tail => "tail after its content",
            Construction::Infinitive => "verb + infinitive, speaker's own act",
            Construction::Directive => "directive (\"urged Oslo to\")",
            Construction::Question => "verb + question",
            Construction::Clause => "verb + clause",
            Construction::Quotation => "verb + quotation",
            Construction::Nominal => "verb + nominal or preposition",
        }
    }
}

/// The classes of a report's attributions.
pub(super) fn classes(reading: &Reading, gold: &[Attribution]) -> Vec<Construction> {
    let parse = Parse::new(&reading.document, &reading.segments, &reading.tokens, &reading.syntax);
    let bytes: Vec<u32> = byte_offsets(&reading.document.text);
    gold.iter().map(|one| class(&parse, &bytes, one)).collect()
}

/// The byte at which each code point begins, and the end.
fn byte_offsets(text: &str) -> Vec<u32> {
    text.char_indices().map(|(at, _)| at as u32).chain([text.len() as u32]).collect()
}

/// The tokens that begin in a span.
fn tokens(parse: &Parse, bytes: &[u32], spans: &[Chars]) -> Vec<TokenId> {
    let byte = |at: u32| bytes.get(at as usize).copied().unwrap_or(*bytes.last().unwrap_or(&0));
    let within = |&(start, end): &Chars| {
        let (start, end) = (byte(start), byte(end));
        let list = &parse.tokens.tokens;
        let first = list.partition_point(|token| token.span.start < start);
        (first..list.len()).take_while(move |&n| list[n].span.start < end).map(|n| TokenId(n as u32))
    };
    spans.iter().flat_map(within).collect()
}

fn class(parse: &Parse, bytes: &[u32], one: &Attribution) -> Construction {
    let cue = tokens(parse, bytes, &one.cue);
    let content = tokens(parse, bytes, &one.content);
    let source = tokens(parse, bytes, &one.source);
    let words: Vec<TokenId> = cue.iter().copied().filter(|&t| parse.upos(t) != Upos::Punct).collect();
    let Some(&first) = content.first() else { return Construction::NoCue };
    let head = parse
        .segments
        .list
        .iter()
        .any(|segment| segment.kind == SegmentKind::Headline && segment.span.contains(parse.span(first)));
    if head {
        return Construction::Headline;
    }
    let Some(head) = head_of(parse, &words) else { return Construction::NoCue };
    match parse.upos(head) {
        Upos::Verb => verb(parse, head, &source, &content),
        Upos::Noun | Upos::Propn => Construction::Noun,
        Upos::Adj => Construction::Adjective,
        _ if words.iter().any(|&t| matches!(parse.lemma(t), "accord" | "according" | "per")) => {
            Construction::According
        }
        _ => Construction::OtherWord,
    }
}

/// The cue's main word: a verb before a noun or an adjective; "according" is none.
fn head_of(parse: &Parse, words: &[TokenId]) -> Option<TokenId> {
    let according = words.iter().copied().find(|&t| parse.form(t).eq_ignore_ascii_case("according"));
    let adverbial =
        according.and_then(|t| (t.0 as usize + 1 < parse.tokens.tokens.len()).then_some(TokenId(t.0 + 1)));
    let of = |wanted: &[Upos]| words.iter().copied().rfind(|&t| wanted.contains(&parse.upos(t)));
    adverbial
        .or_else(|| of(&[Upos::Verb]))
        .or_else(|| of(&[Upos::Noun, Upos::Propn, Upos::Adj]))
        .or_else(|| words.first().copied())
}

fn verb(parse: &Parse, cue: TokenId, source: &[TokenId], content: &[TokenId]) -> Construction {
    let rels = |rel: &str| parse.children(cue).iter().any(|&child| parse.rel(child) == rel);
    if rels("aux:pass") || rels("nsubj:pass") {
        return Construction::Passive;
    }
    let (Some(&first), Some(&last)) = (content.first(), content.last()) else { return Construction::NoCue };
    let after = |t: TokenId| t > cue;
    if first < cue && last < cue && source.first().is_some_and(|&t| after(t)) {
        return Construction::Inverted;
    }
    if first < cue && last > cue {
        return Construction::Bracketed;
    }
    if last < cue {
        return Construction::Tail;
    }
    let opening = content.iter().copied().find(|&t| parse.upos(t) != Upos::Punct).unwrap_or(first);
    if parse.quote_at(parse.span(opening).start).is_some() && opening.0 <= cue.0 + 6 && first != opening {
        return Construction::Quotation;
    }
    if matches!(parse.lemma(opening), "whether" | "if" | "why" | "how" | "what" | "who" | "where") {
        return Construction::Question;
    }
    if parse.form(opening).eq_ignore_ascii_case("to") && parse.word(opening).xpos == "TO" {
        let addressed = parse.children(cue).iter().any(|&child| {
            matches!(parse.base_rel(child), "obj" | "iobj" | "obl") && after(child) && child < opening
        });
        return if addressed { Construction::Directive } else { Construction::Infinitive };
    }
    let finite = content.iter().any(|&t| matches!(parse.word(t).xpos, "VBD" | "VBZ" | "VBP" | "MD"));
    if finite { Construction::Clause } else { Construction::Nominal }
}
