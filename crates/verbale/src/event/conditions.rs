//! Whether what a frame asks for stands around a predicate.
//!
//! ```text
//! obj=@talks             suspended *talks*                 the object is of a class
//! subj.mod=air           an *air* strike killed            a word before the one who acts
//! comp=inf inner=coop    offered *to help*                 a complement that tells of cooperation
//! ```

use super::frame::{Condition, Form, Test};
use super::matching::Coder;
use crate::clause::{self, Clause, ClauseForm, Complement, Nominal, Voice};
use crate::syntax::Upos;
use crate::token::TokenId;

/// Prepositions that the parser may hang on the object where they belong to the verb.
const HANGING: &[&str] =
    &["against", "as", "at", "between", "for", "from", "in", "into", "of", "on", "to", "with"];

/// A predicate with what is known around it.
pub(super) struct Site<'s> {
    pub(super) token: TokenId,
    pub(super) clause: Option<&'s Clause>,
    pub(super) nominal: Option<&'s Nominal>,
}

impl Site<'_> {
    pub(super) fn doers(&self) -> &[TokenId] {
        match (self.clause, self.nominal) {
            (Some(clause), _) => clause.doers(),
            (None, Some(nominal)) => &nominal.doers,
            (None, None) => &[],
        }
    }

    pub(super) fn obliques(&self) -> impl Iterator<Item = (&str, TokenId)> {
        let of_clause = self.clause.map_or(&[][..], |clause| &clause.obliques);
        let of_noun = self.nominal.map_or(&[][..], |nominal| &nominal.obliques);
        of_noun.iter().chain(of_clause).map(|(case, token)| (case.as_str(), *token))
    }

    pub(super) fn complement(&self) -> Option<Complement> {
        match (self.nominal, self.clause) {
            (Some(nominal), _) if nominal.complement.is_some() => nominal.complement,
            (_, Some(clause)) => clause.complement,
            _ => None,
        }
    }
}

impl Coder<'_> {
    pub(super) fn holds(&self, condition: &Condition, site: &Site, depth: usize) -> bool {
        match condition {
            Condition::Not(inner) => !self.holds(inner, site, depth),
            Condition::Object(test) => match (site.clause, site.nominal) {
                (Some(clause), None) => self
                    .objects(clause)
                    .into_iter()
                    .chain(clause.indirect.iter().copied())
                    .any(|t| self.passes(test, t)),
                _ => false,
            },
            // A mob acts, whose ever it is.
            Condition::Subject(test) => site
                .doers()
                .iter()
                .any(|&t| self.passes(test, t) || *test == Test::Actor && self.sector_of(t).is_some()),
            Condition::Preposition(words, test) => words.iter().any(|word| {
                site.obliques().any(|(case, t)| case_is(case, word) && self.passes(test, t))
                    || self.after_object(site, word).any(|t| self.passes(test, t))
            }),
            Condition::Particle(word) => self.has_particle(site.token, word),
            Condition::Modifier(test) => self.modifiers(site.token).any(|t| self.passes(test, t)),
            Condition::ObjectModifier(test) => site.clause.is_some_and(|clause| {
                let objects = self.objects(clause);
                objects.into_iter().flat_map(|object| self.modifiers(object)).any(|t| self.passes(test, t))
            }),
            Condition::SubjectModifier(test) => {
                let doers = site.doers().iter();
                doers.flat_map(|&doer| self.modifiers(doer)).any(|t| self.passes(test, t))
            }
            Condition::Several => {
                let mut parties: Vec<_> =
                    site.doers().iter().flat_map(|&t| self.parties(t)).map(|side| side.actor.party).collect();
                parties.sort_unstable();
                parties.dedup();
                parties.len() > 1
            }
            Condition::ComplementHead(test) => {
                self.complement(site).is_some_and(|found| self.passes(test, found.root))
            }
            Condition::Complement(form) => self.complement(site).is_some_and(|found| match form {
                None => true,
                Some(form) => form_is(*form, found.form),
            }),
            Condition::Inner(types) => self
                .complement(site)
                .and_then(|found| self.inner(found.root, depth + 1))
                .is_some_and(|found| types.contains(&found.kind)),
            Condition::InnerNegated => {
                self.complement(site).is_some_and(|found| clause::is_negated(self.parse, found.root))
            }
            Condition::OtherSubject(test) => self.complement(site).is_some_and(|found| {
                let own = clause::verbal(self.parse, found.root);
                own.subjects.iter().any(|&t| !site.doers().contains(&t) && self.passes(test, t))
                    && own.subjects.iter().all(|&subject| self.parse.upos(subject) != Upos::Pron)
            }),
            Condition::Light => site.nominal.is_some() && site.clause.is_some(),
            Condition::Passive => site.clause.is_some_and(|clause| clause.voice == Voice::Passive),
        }
    }

    /// What stands after a preposition that the parser hangs on the object of a verb ("bought oil *from Russia*").
    fn after_object(&self, site: &Site, word: &str) -> impl Iterator<Item = TokenId> {
        let clause = site.clause.filter(|_| site.nominal.is_none() && HANGING.contains(&word));
        let objects = clause.map_or(Vec::new(), |clause| self.objects(clause));
        let word = word.to_owned();
        objects
            .into_iter()
            .flat_map(|object| self.parse.children_by(object, "nmod"))
            .filter(move |&child| self.parse.case(child).is_some_and(|case| case_is(case, &word)))
    }

    /// The complement; an infinitive that the parser hangs on the verb as an adjunct, because something
    /// stands between ("threatened on Monday to break off"), counts where nothing else fills the place.
    pub(super) fn complement(&self, site: &Site) -> Option<Complement> {
        if let Some(found) = site.complement() {
            return Some(found);
        }
        let head = site.clause.map_or(site.token, |clause| clause.predicate);
        let after = self.parse.children_by(head, "advcl").filter(|&child| child > head);
        after.map(|root| Complement { root, form: clause::form(self.parse, root) }).find(|found| {
            found.form == ClauseForm::Infinitive
                || found.form == ClauseForm::Gerund && self.follows_to(found.root)
        })
    }

    /// "open *to* resuming talks", "committed *to* sending aid".
    pub(super) fn follows_to(&self, verb: TokenId) -> bool {
        clause::form(self.parse, verb) == ClauseForm::Gerund
            && self.parse.children_by(verb, "mark").any(|mark| self.parse.lemma(mark) == "to")
    }

    fn has_particle(&self, token: TokenId, word: &str) -> bool {
        let next = TokenId(token.0 + 1);
        if next.index() < self.parse.tokens.tokens.len()
            && self.parse.lemma(next) == word
            && self.parse.sentence_of(next) == self.parse.sentence_of(token)
        {
            return true;
        }
        self.parse.children(token).iter().any(|&child| {
            matches!(self.parse.base_rel(child), "compound" | "advmod" | "obl")
                && self.parse.lemma(child) == word
                && (matches!(word, "back" | "away") || self.parse.children(child).is_empty())
        })
    }

    /// The senses of a noun; of a name also its title: "the *ambassador* Ana Ruiz".
    fn named_senses(&self, token: TokenId) -> Vec<TokenId> {
        let mut senses = self.senses(token);
        if self.parse.upos(token) == Upos::Propn {
            let title = |&&child: &&TokenId| child < token && self.parse.rel(child) == "nmod:desc";
            senses.extend(self.parse.children(token).iter().filter(title));
        }
        senses
    }

    fn passes(&self, test: &Test, token: TokenId) -> bool {
        match test {
            Test::Any => true,
            Test::Actor => self.is_actor(token),
            Test::Words { lemmas, classes } => self.named_senses(token).iter().any(|&sense| {
                self.frames.passes(self.lemma(sense), lemmas, classes)
                    || self.frames.passes(&self.parse.form(sense).to_lowercase(), lemmas, classes)
            }),
        }
    }
}

/// True for the preposition itself, and for its last part in "out of", "away from".
pub(super) fn case_is(case: &str, word: &str) -> bool {
    case == word
        || case.split_once(' ').is_some_and(|(first, rest)| {
            rest == word && matches!(first, "out" | "away" | "back" | "up" | "off" | "down" | "over")
        })
}

fn form_is(wanted: Form, found: ClauseForm) -> bool {
    matches!(
        (wanted, found),
        (Form::Infinitive, ClauseForm::Infinitive)
            | (Form::Finite, ClauseForm::Finite)
            | (Form::Gerund, ClauseForm::Gerund)
            | (Form::Question, ClauseForm::Question)
    )
}
