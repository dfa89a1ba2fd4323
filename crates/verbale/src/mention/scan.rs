//! Runs the automaton of the tables over a document: which tokens stand in which known phrase.
//!
//! Case decides where it can ("Polish" and "polish"); in an upper-case headline and at the start of a sentence,
//! words that are seldom a name need the tagger's word that they are one.

use super::fold::{self, Shape};
use super::gazetteer::Gazetteer;
use super::tables::{Class, How, Modifier, PartyIx, PersonIx, RoleIx, Sense};
use super::trie::{Atom, UNKNOWN};
use crate::note::Note;
use crate::parse::Parse;
use crate::syntax::{EntityKind, Upos};
use crate::token::{Sentence, TokenId};
use jiff::civil::Date;
use std::ops::Range;

/// A known phrase in the text.
#[derive(Debug, Clone)]
pub(crate) struct Hit {
    pub(crate) tokens: Range<u32>,
    pub(crate) senses: Vec<Sense>,
}

/// What the tables know of each token.
#[derive(Debug)]
pub(crate) struct Scan {
    pub(crate) hits: Vec<Hit>,
    /// For each token the place of its hit plus one; 0 for none.
    hit_of: Vec<u32>,
    /// How each token is written.
    shapes: Vec<Shape>,
    /// The symbol of each token's first atom.
    symbols: Vec<u32>,
    /// Words that speak for a reading of an ambiguous name.
    evidence: Vec<(u16, u8)>,
    /// Ambiguous names that stay open or were taken for the likeliest, with a remark.
    pub(crate) doubts: Vec<Note>,
    /// Whether the trees are there; without them shape alone decides.
    pub(crate) tagged: bool,
}

impl Scan {
    pub(crate) fn hit(&self, token: TokenId) -> Option<&Hit> {
        let at = *self.hit_of.get(token.index())?;
        self.hits.get(at.checked_sub(1)? as usize)
    }

    pub(crate) fn shape(&self, token: TokenId) -> Shape {
        self.shapes[token.index()]
    }

    /// The symbol of a token's first atom.
    pub(crate) fn symbol(&self, token: TokenId) -> u32 {
        self.symbols[token.index()]
    }
}

impl Scan {
    /// Takes away the hit with this number, so that its words are names of nobody known.
    pub(crate) fn forget(&mut self, hit: usize) {
        for token in self.hits[hit].tokens.clone() {
            self.hit_of[token as usize] = 0;
        }
        self.hits[hit].senses.clear();
    }

    /// How often each reading of an ambiguous name is spoken for.
    pub(crate) fn evidence(&self, name: u16, reading: u8) -> usize {
        self.evidence.iter().filter(|&&known| known == (name, reading)).count()
    }
}

impl Hit {
    /// The ambiguous name that the phrase is, if it is one.
    pub(crate) fn ambiguous(&self) -> Option<u16> {
        self.senses.iter().find_map(|&sense| match sense {
            Sense::Ambiguous(name) => Some(name),
            _ => None,
        })
    }

    /// The party that the phrase names on `date`: one that lived then, by its name sooner than otherwise.
    pub(crate) fn party(&self, gazetteer: &Gazetteer, date: Option<Date>) -> Option<(PartyIx, How)> {
        let parties = self.senses.iter().filter_map(|&sense| match sense {
            Sense::Party(party, how) => Some((party, how)),
            _ => None,
        });
        parties.min_by_key(|&(party, how)| {
            let entry = &gazetteer.parties[party as usize];
            (!entry.lives(date), date.is_none() && entry.to.is_some(), how != How::Name)
        })
    }

    pub(crate) fn role(&self) -> Option<(RoleIx, bool)> {
        self.senses.iter().find_map(|&sense| match sense {
            Sense::Role { role, plural } => Some((role, plural)),
            _ => None,
        })
    }

    pub(crate) fn class(&self, gazetteer: &Gazetteer) -> Option<Class> {
        self.role().map(|(role, _)| gazetteer.roles[role as usize].class)
    }

    pub(crate) fn modifier(&self) -> Option<Modifier> {
        self.senses.iter().find_map(|&sense| match sense {
            Sense::Modifier(modifier) => Some(modifier),
            _ => None,
        })
    }

    pub(crate) fn noun(&self) -> Option<u16> {
        self.senses.iter().find_map(|&sense| match sense {
            Sense::Noun(noun) => Some(noun),
            _ => None,
        })
    }

    /// The people whose full name it is.
    pub(crate) fn people(&self) -> impl Iterator<Item = PersonIx> {
        self.senses.iter().filter_map(|&sense| match sense {
            Sense::Person(person) => Some(person),
            _ => None,
        })
    }

    /// The people whose last name it is.
    pub(crate) fn surnames(&self) -> impl Iterator<Item = PersonIx> {
        self.senses.iter().filter_map(|&sense| match sense {
            Sense::Surname(person) => Some(person),
            _ => None,
        })
    }

    /// True where the phrase is an adjective or noun of nationality and no name.
    pub(crate) fn is_demonym(&self) -> bool {
        self.senses.iter().any(|sense| matches!(sense, Sense::Party(_, How::Demonym)))
            && !self.senses.iter().any(|sense| matches!(sense, Sense::Party(_, How::Name)))
    }

    /// True where the phrase only says something of a role, or is a common noun.
    pub(crate) fn is_modifier_only(&self) -> bool {
        self.senses.iter().all(|sense| matches!(sense, Sense::Modifier(_) | Sense::Noun(_)))
    }

    /// True where the phrase is a person's name and nothing else.
    pub(crate) fn is_person_only(&self) -> bool {
        self.senses.iter().all(|sense| matches!(sense, Sense::Person(_) | Sense::Surname(_)))
    }
}

/// Finds the known phrases, leftmost and longest first, in time linear in the text.
pub(crate) fn scan(parse: &Parse, gazetteer: &Gazetteer) -> Scan {
    let count = parse.tokens.tokens.len();
    let mut scan = Scan {
        hits: Vec::new(),
        hit_of: vec![0; count],
        shapes: vec![Shape::Lower; count],
        symbols: vec![UNKNOWN; count],
        evidence: Vec::new(),
        doubts: Vec::new(),
        tagged: parse.syntax.words.iter().any(|word| word.upos != Upos::X),
    };
    let mut atoms = Vec::new();
    let mut buffer = String::new();
    for (_, sentence) in parse.sentences() {
        sentence_atoms(parse, gazetteer, sentence, &mut atoms, &mut buffer, &mut scan);
        match_atoms(parse, gazetteer, sentence, &atoms, &mut scan);
    }
    forget_given_names(parse, &mut scan);
    super::ambiguity::decide(parse, gazetteer, &mut scan);
    scan
}

/// "Jordan Peters" and "Chad Miller" are people and no states: the name of a place that begins a person's name
/// by the network, with more of it to come, is a given name there.
fn forget_given_names(parse: &Parse, scan: &mut Scan) {
    for entity in parse.syntax.entities.iter().filter(|entity| entity.kind == EntityKind::Person) {
        let Some(number) = scan.hit_of[entity.tokens.start as usize].checked_sub(1) else { continue };
        let hit = &scan.hits[number as usize];
        let begins = hit.tokens.start == entity.tokens.start && hit.tokens.end < entity.tokens.end;
        let is_place = hit.senses.iter().all(|sense| {
            matches!(sense, Sense::Ambiguous(_) | Sense::Party(_, How::Name | How::Capital | How::Place))
        });
        let more_is_known = scan.hit(TokenId(hit.tokens.end)).is_some_and(|more| !more.is_person_only());
        // "the envoy for Yemen Lars Hedberg": the place is the post, and a whole name follows.
        let start = hit.tokens.start;
        let behind_post = start >= 2
            && entity.tokens.end >= hit.tokens.end + 2
            && parse.upos(TokenId(start - 1)) == Upos::Adp
            && scan.hit(TokenId(start - 2)).is_some_and(|role| role.role().is_some());
        if begins && is_place && !more_is_known && !behind_post {
            scan.forget(number as usize);
        }
    }
}

fn sentence_atoms(
    parse: &Parse,
    gazetteer: &Gazetteer,
    sentence: &Sentence,
    atoms: &mut Vec<Atom>,
    buffer: &mut String,
    scan: &mut Scan,
) {
    atoms.clear();
    let text = parse.text().as_bytes();
    for token in parse.tokens_of(sentence) {
        let span = parse.span(token);
        let blank = |at: usize| text.get(at).is_none_or(|b| b.is_ascii_whitespace());
        let attached = span.start > 0 && !blank(span.start as usize - 1);
        // "the Kurdistan Workers' Party": an apostrophe may end a word inside a name.
        let apostrophe = matches!(parse.form(token), "'" | "’");
        let glued = attached && (apostrophe || !blank(span.end as usize));
        let first = atoms.len();
        fold::atoms(parse.form(token), glued, buffer, |atom, shape| {
            let symbol = gazetteer.trie.symbol(atom);
            let begins_token = atoms.len() == first;
            atoms.push(Atom { symbol, shape, token: token.0, ends_token: false, begins_token });
        });
        if let Some(last) = atoms[first..].last_mut() {
            last.ends_token = true;
            scan.shapes[token.index()] = atoms[first].shape;
            scan.symbols[token.index()] = atoms[first].symbol;
        }
    }
}

/// True where a sentence is in capitals and case tells nothing.
pub(crate) fn is_shouted(parse: &Parse, sentence: &Sentence) -> bool {
    let text = sentence.span.of(parse.text());
    let lower = text.bytes().filter(u8::is_ascii_lowercase).count();
    let upper = text.bytes().filter(u8::is_ascii_uppercase).count();
    upper > 8 && lower * 6 < upper
}

fn match_atoms(parse: &Parse, gazetteer: &Gazetteer, sentence: &Sentence, atoms: &[Atom], scan: &mut Scan) {
    let shouted = is_shouted(parse, sentence);
    let the = gazetteer.trie.symbol("the");
    let mut at = 0;
    while at < atoms.len() {
        let found = if atoms[at].begins_token && atoms[at].symbol != UNKNOWN {
            longest(gazetteer, &atoms[at..], shouted, &mut scan.evidence)
        } else {
            None
        };
        let Some((length, mut senses)) = found else {
            at += 1;
            continue;
        };
        // "the West Bank" is not "the West" with a bank.
        if length > 1 && atoms[at].symbol == the && atoms[at + 1].begins_token {
            let inner = gazetteer.trie.longest(&atoms[at + 1..], shouted);
            if inner.is_some_and(|(longer, _)| longer >= length) {
                at += 1;
                continue;
            }
        }
        let tokens = atoms[at].token..atoms[at + length - 1].token + 1;
        if length == 1 {
            let doubtful = shouted || atoms[at].token == sentence.tokens.start;
            drop_doubtful(parse, gazetteer, atoms[at], doubtful, shouted, &mut senses);
        }
        if !senses.is_empty() {
            scan.hits.push(Hit { tokens: tokens.clone(), senses });
            let number = scan.hits.len() as u32;
            for token in tokens {
                scan.hit_of[token as usize] = number;
            }
        }
        at += length;
    }
}

/// The longest phrase with a meaning of its own; what only speaks for a reading of an ambiguous name is noted on
/// the way and hides no shorter name ("*Russian* troops").
fn longest(
    gazetteer: &Gazetteer,
    atoms: &[Atom],
    shouted: bool,
    evidence: &mut Vec<(u16, u8)>,
) -> Option<(usize, Vec<Sense>)> {
    let mut end = atoms.len();
    loop {
        let (length, mut senses) = gazetteer.trie.longest(&atoms[..end], shouted)?;
        senses.retain(|sense| match *sense {
            Sense::Evidence(name, reading) => {
                evidence.push((name, reading));
                false
            }
            _ => true,
        });
        if !senses.is_empty() || length == 1 {
            return Some((length, senses));
        }
        end = length - 1;
    }
}

/// Takes away the readings as names of a word that is seldom one, where its capital tells nothing.
fn drop_doubtful(
    parse: &Parse,
    gazetteer: &Gazetteer,
    atom: Atom,
    doubtful: bool,
    shouted: bool,
    senses: &mut Vec<Sense>,
) {
    if !gazetteer.common.contains_key(&atom.symbol) {
        return;
    }
    let token = TokenId(atom.token);
    let upos = parse.upos(token);
    let is_short = parse.form(token).len() <= 3;
    senses.retain(|sense| match sense {
        // "TURKEY" in a headline is the country, "WHO" is not the organisation.
        Sense::Party(_, How::Organ) if shouted => false,
        Sense::Party(..) if shouted => !is_short || upos == Upos::Propn,
        Sense::Party(..) => !doubtful || matches!(upos, Upos::Propn | Upos::X),
        Sense::Person(_) | Sense::Surname(_) => {
            let before = if atom.token > 0 { parse.form(TokenId(atom.token - 1)) } else { "" };
            // "in May" is the month.
            let led = matches!(
                before,
                "in" | "In"
                    | "since"
                    | "until"
                    | "by"
                    | "of"
                    | "last"
                    | "next"
                    | "early"
                    | "late"
                    | "mid"
                    | "this"
            );
            !shouted && !led && (upos == Upos::Propn || upos == Upos::X && !doubtful)
        }
        _ => true,
    });
}
