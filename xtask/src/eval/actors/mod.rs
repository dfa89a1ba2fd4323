//! Who is who: officials on their days, parties of gold phrases, antecedents of pronouns, sources without a name.
//!
//! Enters: lists of officials, PLOVER's actor phrases, GUM's coreference, the sources of the gold reports. Leaves: a
//! row for each, with the share that is right; `--errors N` prints N of what is wrong in each.

mod cost;
mod gum;
mod officials;
mod phrases;
mod sources;

use super::Bench;
use super::page::Part;
use anyhow::Result;
use verbale::actor::ActorRef;
use verbale::mention::{Mention, MentionKind};
use verbale::reader::Reading;
use verbale::span::Span;
use verbale::syntax::Upos;
use verbale::token::TokenId;

pub(super) use cost::print as print_cost;

/// How many are right of how many, with what is wrong as lines for a person.
#[derive(Debug, Default)]
struct Tally {
    right: usize,
    all: usize,
    wrong: Vec<String>,
}

impl Tally {
    fn add(&mut self, right: bool, line: impl FnOnce() -> String) {
        self.all += 1;
        match right {
            true => self.right += 1,
            false => self.wrong.push(line()),
        }
    }

    /// A row of the table; prints the first of what is wrong.
    fn row(&self, name: &str, errors: usize) -> Vec<String> {
        for line in self.wrong.iter().take(errors) {
            println!("  {name}: {line}");
        }
        let share = self.right as f64 / self.all.max(1) as f64;
        vec![name.to_owned(), format!("{share:.3}"), self.right.to_string(), self.all.to_string()]
    }
}

pub(super) fn part(bench: &Bench) -> Result<Part> {
    let mut part = Part {
        title: "Actors",
        about: "Who is meant. Officials: by the name and a day the right party and office, and by party, office \
                and day the right name. PLOVER: the party of a gold actor phrase, given its place in the text; \
                phrases whose gold is no state and no organisation of states are left out. GUM: third-person \
                pronouns whose person, organisation or place was named before; right where the nearest earlier \
                name of whom the reader means is one of the gold chain. The trees of the dev documents were \
                never trained on; those of the train documents were, so the last row is flattered. Reports: \
                sources that are a pronoun or a role without its name, right party and person, given their place.",
        command: "cargo xtask eval actors",
        head: vec!["set", "share", "right", "of"],
        ..Part::default()
    };
    officials::rows(bench, &mut part)?;
    phrases::rows(bench, &mut part)?;
    gum::rows(bench, &mut part)?;
    sources::rows(bench, &mut part)?;
    part.remarks.push(
        "The hundred questions were written before the tables were looked up, and 81 were answered then; the rows for \
         the others were added after, so expect something between the two on officials of no list."
            .to_owned(),
    );
    Ok(part)
}

/// The mention that stands for `span`: the one headed where the tree leaves the span, else the widest inside it, else
/// the narrowest around it.
fn mention_at(reading: &Reading, span: Span) -> Option<(usize, &Mention)> {
    let list = || reading.mentions.list.iter().enumerate();
    let known = |n: usize| reading.actors.of_mention[n].is_some();
    let inside = || list().filter(|(n, m)| span.contains(m.span) && known(*n));
    let tokens = reading.tokens.tokens.iter().enumerate().filter(|(_, token)| span.contains(token.span));
    let within = |head: TokenId| span.contains(reading.tokens.tokens[head.index()].span);
    let top = tokens.map(|(n, _)| n).find(|&n| {
        let word = &reading.syntax.words[n];
        word.upos != Upos::Punct && word.head.is_none_or(|head| !within(head))
    });
    let headed = inside().filter(|(_, m)| Some(m.head.index()) == top).max_by_key(|(_, m)| m.span.len());
    headed.or_else(|| inside().max_by_key(|(n, m)| (m.span.len(), std::cmp::Reverse(*n)))).or_else(|| {
        list().filter(|(n, m)| m.span.contains(span) && known(*n)).min_by_key(|(n, m)| (m.span.len(), *n))
    })
}

/// What the reader makes of it, for a person.
fn shown(reading: &Reading, actor: Option<&ActorRef>) -> String {
    let Some(actor) = actor else { return "nobody".to_owned() };
    let party = &reading.actors.party(actor.party).code;
    match actor.person {
        Some(person) => format!("{party} {}", reading.actors.person(person).name),
        None => party.clone(),
    }
}

/// Letters and digits in lower case: how codes are compared.
fn key(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

fn is_pronoun(mention: &Mention) -> bool {
    mention.kind == MentionKind::Pronoun
}
