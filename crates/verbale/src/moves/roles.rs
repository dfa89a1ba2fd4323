//! From a predicate to its parties: the places and needs of a frame, looked up around verbs, adjectives and
//! nouns alike.

use super::frames::{Form, Frame, InnerSubject, Need, Step, Test};
use super::scene::{Scene, add_all, has_party, same_parties};
use crate::actor::{ActorRef, PartyKind};
use crate::clause::{self, Clause, ClauseForm, Complement, Nominal, Tense};
use crate::syntax::Upos;
use crate::token::TokenId;

/// A predicate with its roles.
pub(super) enum Roles {
    Clause(Clause),
    Nominal(Nominal),
}

/// A predicate in its scene, with the maker once it is known.
pub(super) struct Around<'s, 'a> {
    pub(super) scene: &'s Scene<'a>,
    pub(super) predicate: TokenId,
    pub(super) roles: Roles,
    pub(super) maker: Vec<ActorRef>,
}

/// What stands at the end of a path: tokens, or parties that no token names.
enum Found {
    Tokens(Vec<TokenId>),
    Parties(Vec<ActorRef>),
}

impl Around<'_, '_> {
    fn complement(&self) -> Option<Complement> {
        match &self.roles {
            // "has been pressing Seoul to buy": the tree may take the infinitive for an adjunct.
            Roles::Clause(clause) => clause.complement.or_else(|| {
                let parse = self.scene.parse;
                let root = parse.children_by(self.predicate, "advcl").find(|&child| {
                    child > self.predicate && clause::form(parse, child) == ClauseForm::Infinitive
                })?;
                Some(Complement { root, form: ClauseForm::Infinitive })
            }),
            Roles::Nominal(noun) => noun.complement,
        }
    }

    /// The verb under which a noun stands as object or subject: "issued an *ultimatum*".
    fn light_verb(&self) -> Option<TokenId> {
        let parse = self.scene.parse;
        let noun = self.predicate;
        let head = parse.head(noun)?;
        match parse.base_rel(noun) {
            "obj" | "obl" | "nsubj" if self.scene.is_verbal(head) => Some(head),
            "nmod" => {
                let above = parse.head(head)?;
                (parse.base_rel(head) == "obj").then_some(above)
            }
            _ => None,
        }
        .filter(|&verb| self.scene.frames.in_list("light", self.scene.frames.key(parse.lemma(verb)).as_ref()))
    }

    /// The nominals at one step from the predicate.
    fn step(&self, step: &Step) -> Found {
        let parse = self.scene.parse;
        match (step, &self.roles) {
            (Step::Doer, Roles::Clause(clause)) => Found::Tokens(clause.doers().to_vec()),
            (Step::Doer, Roles::Nominal(noun)) => Found::Tokens(noun.doers.clone()),
            (Step::Subject, Roles::Clause(clause)) => Found::Tokens(clause.subjects.clone()),
            // "The launch was a *breach* of the accord".
            (Step::Subject, Roles::Nominal(_)) => {
                let own = parse.children_by(self.predicate, "nsubj");
                Found::Tokens(own.flat_map(|subject| parse.conjuncts(subject)).collect())
            }
            // "urged Brussels to return": without a direct object the tree may call the one urged indirect.
            (Step::Object, Roles::Clause(clause)) => Found::Tokens(match clause.undergoers() {
                [] => clause.indirect.clone(),
                found => found.to_vec(),
            }),
            (Step::Indirect, Roles::Clause(clause)) => Found::Tokens(clause.indirect.clone()),
            (Step::Indirect, Roles::Nominal(_)) => {
                Found::Tokens(self.light_clause().map_or(Vec::new(), |clause| clause.indirect))
            }
            (Step::Light, _) => {
                Found::Tokens(self.light_clause().map_or(Vec::new(), |clause| clause.doers().to_vec()))
            }
            (Step::After(word), Roles::Clause(clause)) => {
                let mut own: Vec<TokenId> = clause.after(word).collect();
                own.retain(|&token| word != "with" || !self.is_absolute(token));
                if word == "by" {
                    let maker = |&token: &TokenId| {
                        let found = self.scene.parties(token);
                        !found.is_empty() && found.iter().all(|one| has_party(&self.maker, one.party))
                    };
                    own.extend(clause.agents.iter().copied().filter(|token| !maker(token)));
                }
                // "requested aid from Egypt": the tree may hang the phrase on the object.
                let under = clause.undergoers().iter().chain(clause.obliques.iter().map(|(_, token)| token));
                Found::Tokens(if own.is_empty() && word != "of" {
                    under.copied().flat_map(|token| self.below(token, word)).collect()
                } else {
                    own
                })
            }
            (Step::After(word), Roles::Nominal(noun)) => {
                let own: Vec<TokenId> = noun.after(word).collect();
                let own = if own.is_empty() && word != "of" { self.below(self.predicate, word) } else { own };
                // "filed a complaint with the WTO": the phrase may hang on the verb.
                Found::Tokens(if own.is_empty() && word != "of" {
                    self.light_clause().map_or(Vec::new(), |clause| clause.after(word).collect())
                } else {
                    own
                })
            }
            (Step::Between, Roles::Clause(clause)) => Found::Tokens(clause.after("between").collect()),
            (Step::Between, Roles::Nominal(noun)) => Found::Tokens(noun.after("between").collect()),
            (Step::Complement, _) => {
                Found::Tokens(self.complement().map(|one| one.root).into_iter().collect())
            }
            (Step::ComplementSubject, _) => {
                let root = self.complement().map(|one| one.root);
                Found::Tokens(root.map_or(Vec::new(), |root| self.scene.clause(root).subjects))
            }
            (Step::Compound, _) => {
                let names = parse.children(self.predicate).iter().copied();
                let names = names.filter(|&child| {
                    child < self.predicate && matches!(parse.base_rel(child), "compound" | "amod" | "nmod")
                });
                Found::Tokens(names.flat_map(|child| parse.conjuncts(child)).collect())
            }
            (Step::Owner, _) => Found::Parties(self.scene.owners(self.predicate)),
            (Step::Addressees, _) => Found::Parties(self.addressees()),
            (Step::Speaker, _) => Found::Parties(self.speaker()),
            (Step::Content, _) => Found::Parties(first(self.others_in_clause())),
            (Step::Charged, _) => Found::Parties(self.charged()),
            _ => Found::Tokens(Vec::new()),
        }
    }

    /// "…, with Norway absent": what goes along with the deed is none of its parties.
    fn is_absolute(&self, token: TokenId) -> bool {
        let parse = self.scene.parse;
        let with = parse.children_by(token, "case").next();
        let comma = with.and_then(|case| case.0.checked_sub(1)).map(|before| parse.form(TokenId(before)));
        let next = TokenId(token.0 + 1);
        let goes_on = next.index() < parse.tokens.tokens.len()
            && matches!(parse.upos(next), Upos::Adj | Upos::Verb | Upos::Det | Upos::Adv);
        comma == Some(",") && goes_on
    }

    /// The nominals with a preposition under a noun, or one phrase further down.
    fn below(&self, noun: TokenId, word: &str) -> Vec<TokenId> {
        let parse = self.scene.parse;
        let of = |token: TokenId| {
            parse
                .children_by(token, "nmod")
                .filter(|&child| parse.case(child) == Some(word))
                .collect::<Vec<_>>()
        };
        let own = of(noun);
        if !own.is_empty() {
            return own.into_iter().flat_map(|token| parse.conjuncts(token)).collect();
        }
        // "a response to its concerns about security from each of the countries"
        const DEPTH: usize = 4;
        let mut level = vec![noun];
        for _ in 0..DEPTH {
            level = level
                .into_iter()
                .flat_map(|token| parse.children_by(token, "nmod").filter(move |&child| child > token))
                .collect();
            let found: Vec<TokenId> = level.iter().copied().flat_map(of).collect();
            if !found.is_empty() {
                return found.into_iter().flat_map(|token| parse.conjuncts(token)).collect();
            }
        }
        Vec::new()
    }

    fn light_clause(&self) -> Option<Clause> {
        self.light_verb().map(|verb| self.scene.clause(verb))
    }

    /// Those to whom the words are said, of which the predicate is the cue or in which it stands.
    fn addressees(&self) -> Vec<ActorRef> {
        let own = self.scene.introduced(self.predicate);
        let around = self.scene.statement_around(self.predicate);
        let mut at = own.or(around);
        let mut found = Vec::new();
        while let Some(id) = at {
            let statement = self.scene.statement(id);
            // "The envoy told the Council that the army demands a corridor": not of the Council.
            let retold = own != Some(id)
                && !self.maker.is_empty()
                && self.scene.speaker(id).is_some_and(|who| !has_party(&self.maker, who.party));
            if !statement.addressees.is_empty() && !retold {
                found.clone_from(&statement.addressees);
                break;
            }
            at = statement.parent.filter(|parent| parent.0 < id.0);
        }
        found.into_iter().filter(|actor| self.scene.may_act(actor)).collect()
    }

    fn speaker(&self) -> Vec<ActorRef> {
        let around = self.scene.statement_around(self.predicate);
        let mut at = around;
        let mut speaker = None;
        while let Some(id) = at.filter(|_| speaker.is_none()) {
            speaker = self.scene.speaker(id);
            at = self.scene.statement(id).parent.filter(|parent| parent.0 < id.0);
        }
        speaker.into_iter().filter(|actor| self.scene.may_act(actor)).collect()
    }

    /// Who is charged: the subject of the complement, else whose thing the subject is, else the first other
    /// party in it.
    fn charged(&self) -> Vec<ActorRef> {
        let root = self.complement().map_or(self.predicate, |complement| complement.root);
        let known = |found: &Vec<ActorRef>| {
            !found.is_empty()
                && !same_parties(found, &self.maker)
                && found.iter().all(|one| self.scene.actors.party(one.party).kind != PartyKind::Unknown)
        };
        if root != self.predicate {
            for subject in self.scene.clause(root).subjects {
                let named = self.scene.parse.upos(subject) == Upos::Propn;
                let owners = self.scene.owners(subject);
                // Nobody charges his own people: "charged that its firms were kept out of the Chilean market".
                if !owners.is_empty() && same_parties(&owners, &self.maker) {
                    continue;
                }
                // "Charged that the accord breached the rules": those who made it.
                let mut bound = self.scene.bound_by(subject);
                bound.retain(|one| !self.maker.iter().any(|maker| maker.party == one.party));
                for found in [self.scene.parties(subject), owners, bound] {
                    if known(&found) || (named && !found.is_empty() && !same_parties(&found, &self.maker)) {
                        return found;
                    }
                }
            }
        }
        first(self.scene.parties_below(root, &self.maker))
    }

    /// The parties at the end of a path.
    pub(super) fn at(&self, path: &[Step]) -> Vec<ActorRef> {
        let mut steps = path.iter();
        let Some(start) = steps.next() else { return Vec::new() };
        let mut tokens = match self.step(start) {
            Found::Parties(found) => return found,
            Found::Tokens(tokens) => tokens,
        };
        for step in steps {
            if *step == Step::Owner {
                let mut found = Vec::new();
                for token in tokens {
                    add_all(&mut found, self.scene.owners(token));
                }
                return found;
            }
            tokens = tokens.into_iter().flat_map(|token| self.onward(token, step)).collect();
        }
        let mut found = Vec::new();
        for token in tokens {
            add_all(&mut found, self.scene.parties(token));
        }
        found
    }

    /// The next step from a nominal or from the predicate of a complement.
    fn onward(&self, token: TokenId, step: &Step) -> Vec<TokenId> {
        let parse = self.scene.parse;
        let roles = if self.scene.is_verbal(token) {
            Roles::Clause(clause::verbal(parse, token))
        } else {
            Roles::Nominal(clause::nominal(parse, token))
        };
        let inner = Around { scene: self.scene, predicate: token, roles, maker: Vec::new() };
        match inner.step(step) {
            Found::Tokens(tokens) => tokens,
            Found::Parties(_) => Vec::new(),
        }
    }

    /// The first place that holds somebody.
    pub(super) fn first_of(&self, paths: &[Vec<Step>]) -> Vec<ActorRef> {
        for path in paths {
            let mut found = self.at(path);
            // Nobody is his own addressee, unless the text names him alone as object ("ordered its army").
            let named = matches!(
                path.as_slice(),
                [Step::Object | Step::Indirect | Step::After(_) | Step::Addressees]
            );
            if !named {
                found.retain(|one| !self.maker.iter().any(|maker| maker.party == one.party));
            }
            // Deeper in the phrase only those count who can take part in talks.
            if path.len() > 1 {
                found.retain(|one| {
                    let party = self.scene.actors.party(one.party);
                    match party.kind {
                        PartyKind::Unknown => party.name.starts_with(char::is_uppercase),
                        kind => kind != PartyKind::Person,
                    }
                });
            }
            if !found.is_empty() {
                return found;
            }
        }
        Vec::new()
    }

    /// True where all needs of a frame hold.
    pub(super) fn fits(&self, frame: &Frame) -> bool {
        frame.needs.iter().all(|any| any.iter().any(|need| self.holds(need)))
    }

    fn holds(&self, need: &Need) -> bool {
        match need {
            Need::At(step, test) => self.test(step, test),
            // "replied that …": the word itself tells of the clause, whatever the tree makes of what follows.
            Need::Complement(Form::Finite, None) if self.followed_by_that() => true,
            Need::Complement(form, None) if self.asks_if() => *form == Form::Question,
            Need::Complement(form, list) => self.complement().is_some_and(|complement| {
                let root = complement.root;
                let own_form = match complement.form {
                    ClauseForm::Finite => Form::Finite,
                    ClauseForm::Question => Form::Question,
                    ClauseForm::Infinitive => Form::Infinitive,
                    ClauseForm::Gerund => Form::Gerund,
                    ClauseForm::Small => return false,
                };
                own_form == *form
                    && list.as_ref().is_none_or(|list| {
                        let lemma = self.scene.parse.lemma(root);
                        self.scene.frames.in_list(list, lemma) || self.objects_in(root, list)
                    })
            }),
            Need::Inner(what) => self.inner(*what),
            Need::Small(list) => self.small(list),
            Need::Word(word) => {
                let parse = self.scene.parse;
                parse.children(self.predicate).iter().any(|&child| {
                    parse.lemma(child) == word
                        && matches!(parse.rel(child), "compound:prt" | "advmod" | "obl" | "case")
                })
            }
            Need::Light => self.light_verb().is_some(),
            Need::Negated => match &self.roles {
                Roles::Clause(clause) => clause.negated,
                Roles::Nominal(noun) => noun.negated,
            },
            Need::Doer => match &self.roles {
                Roles::Clause(clause) => !clause.doers().is_empty(),
                Roles::Nominal(_) => {
                    !self.at(&[Step::Doer]).is_empty() || !self.at(&[Step::Light]).is_empty()
                }
            },
            Need::InSpeech => self.scene.statement_around(self.predicate).is_some(),
            Need::Speech => self
                .scene
                .introduced(self.predicate)
                .is_some_and(|id| !self.scene.statement(id).content.is_empty()),
            Need::ManySubjects => matches!(&self.roles, Roles::Clause(clause) if {
                let mut found = Vec::new();
                for &subject in &clause.subjects {
                    add_all(&mut found, self.scene.parties(subject));
                }
                let group = found.iter().any(|one| one.quantifier.is_some() || !one.members.is_empty());
                // "The leaders of the African Union met": a body's own people are many.
                let own = clause.subjects.iter().any(|&one| self.scene.parse.word(one).xpos == "NNS")
                    && found.iter().all(|one| self.scene.actors.party(one.party).kind == PartyKind::Igo);
                found.len() > 1 || group || (own && !found.is_empty())
            }),
            Need::Passive => {
                matches!(&self.roles, Roles::Clause(clause) if clause.voice == clause::Voice::Passive)
            }
            Need::Not(inner) => !self.holds(inner),
        }
    }

    /// "asked the envoy *if* there was a chance": a question, whatever the tree hangs the clause on.
    fn asks_if(&self) -> bool {
        const REACH: u32 = 8;
        let parse = self.scene.parse;
        if !matches!(parse.lemma(self.predicate), "ask" | "enquire" | "inquire" | "wonder") {
            return false;
        }
        let end = parse.sentence(parse.sentence_of(self.predicate)).tokens.end;
        let after = (self.predicate.0 + 1..end.min(self.predicate.0 + REACH)).map(TokenId);
        after
            .take_while(|&token| !matches!(parse.upos(token), Upos::Punct | Upos::Verb))
            .any(|token| matches!(parse.form(token), "if" | "whether"))
    }

    fn followed_by_that(&self) -> bool {
        let parse = self.scene.parse;
        let next = TokenId(self.predicate.0 + 1);
        next.index() < parse.tokens.tokens.len()
            && parse.lemma(next) == "that"
            && parse.upos(next) == Upos::Sconj
            && parse.sentence_of(next) == parse.sentence_of(self.predicate)
    }

    /// "plans to take *retaliatory action*": the list may name the object instead of the verb.
    fn objects_in(&self, root: TokenId, list: &str) -> bool {
        let soothes =
            self.scene.frames.in_list("soothe", self.scene.frames.key(self.scene.parse.lemma(root)).as_ref());
        list == "harm"
            && !soothes
            && self
                .scene
                .clause(root)
                .objects
                .iter()
                .any(|&object| self.scene.frames.in_list("harmnoun", self.scene.parse.lemma(object)))
    }

    fn test(&self, step: &Step, test: &Test) -> bool {
        let tokens = match self.step(step) {
            Found::Tokens(tokens) => tokens,
            Found::Parties(found) => return !found.is_empty(),
        };
        match test {
            // "charged Rome with blocking the deal": the tree takes the phrase for a clause.
            Test::Any => !tokens.is_empty() || matches!(step, Step::After(word) if self.opens_clause(word)),
            Test::List(list) => tokens.iter().any(|&token| {
                let lemma = self.scene.parse.lemma(token);
                self.scene.frames.in_list(list, lemma)
                    || self.scene.frames.in_list(list, &lemma.to_lowercase())
            }),
            Test::Other => tokens.iter().any(|&token| {
                let found = self.scene.parties(token);
                !found.is_empty() && !same_parties(&found, &self.maker)
            }),
            Test::Own => tokens.iter().any(|&token| {
                let found = self.scene.parties(token);
                !found.is_empty() && same_parties(&found, &self.maker)
            }),
        }
    }

    /// The other parties in the clause, without those inside its subject's own name and words.
    fn others_in_clause(&self) -> Vec<ActorRef> {
        let mut found = self.scene.parties_below(self.predicate, &self.maker);
        if let Roles::Clause(clause) = &self.roles {
            // "Disturbed by a bill before the Senate": of a state of mind the subject is the maker.
            for &subject in &clause.subjects {
                let own = self.scene.parse.subtree_span(subject);
                found.retain(|one| one.span.is_none_or(|span| !own.contains(span)));
            }
        }
        found
    }

    fn opens_clause(&self, word: &str) -> bool {
        let parse = self.scene.parse;
        parse.children_by(self.predicate, "advcl").any(|clause| {
            clause > self.predicate && parse.children_by(clause, "mark").any(|mark| parse.lemma(mark) == word)
        })
    }

    fn inner(&self, what: InnerSubject) -> bool {
        let Some(complement) = self.complement() else { return false };
        let clause = self.scene.clause(complement.root);
        let mut subjects = Vec::new();
        for &subject in &clause.subjects {
            add_all(&mut subjects, self.scene.parties(subject));
        }
        let own = !subjects.is_empty() && same_parties(&subjects, &self.maker);
        match what {
            InnerSubject::OughtTo => {
                let modal = clause.modal.as_deref().is_some_and(|m| matches!(m, "must" | "should" | "shall"));
                let bare = self.scene.parse.word(complement.root).xpos == "VB" && clause.modal.is_none();
                let be = self.scene.parse.children(complement.root).iter().any(|&child| {
                    self.scene.parse.base_rel(child) == "aux" && self.scene.parse.form(child) == "be"
                });
                !own && complement.form != ClauseForm::Question && (modal || bare || be)
            }
            InnerSubject::OwnFuture => {
                (own || complement.form == ClauseForm::Infinitive)
                    && clause.tense != Tense::Past
                    && (clause.tense == Tense::Future || complement.form == ClauseForm::Infinitive)
            }
            InnerSubject::Charged => {
                let mut owners = Vec::new();
                for &subject in &clause.subjects {
                    add_all(&mut owners, self.scene.owners(subject));
                }
                complement.form == ClauseForm::Finite
                    && !own
                    && (!subjects.is_empty() || (!owners.is_empty() && !same_parties(&owners, &self.maker)))
            }
        }
    }

    /// "called the decision *unfair*", "stands *ready*", "called it *an insult*".
    fn small(&self, list: &str) -> bool {
        let parse = self.scene.parse;
        let frames = self.scene.frames;
        let after = |object: TokenId| {
            parse
                .children_by(object, "amod")
                .any(|adj| adj > object && frames.in_list(list, parse.lemma(adj)))
        };
        let object =
            matches!(&self.roles, Roles::Clause(clause) if clause.objects.iter().any(|&one| after(one)));
        object
            || parse.children(self.predicate).iter().any(|&child| {
                matches!(parse.base_rel(child), "xcomp" | "ccomp" | "obl" | "amod" | "advmod" | "obj")
                    && (frames.in_list(list, parse.lemma(child))
                        || frames.in_list(&format!("{list}noun"), parse.lemma(child))
                        || ["amod", "xcomp"].iter().any(|rel| {
                            parse.children_by(child, rel).any(|adj| frames.in_list(list, parse.lemma(adj)))
                        }))
            })
    }
}

fn first(mut list: Vec<ActorRef>) -> Vec<ActorRef> {
    list.truncate(1);
    list
}
