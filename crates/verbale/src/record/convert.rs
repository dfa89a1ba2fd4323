//! From the layers of a reading to the parts of its record.

use super::code::Code;
use super::shape::{
    By, ChannelRecord, CharSpan, ContentRecord, DocumentRecord, EventRecord, FactualityRecord, IssueRecord,
    LearntRecord, MoveRecord, NoteRecord, ObligationRecord, PaperRecord, PartyRecord, PartyRef, PersonRecord,
    PersonRef, PlaceRecord, PositionRecord, Published, SectorRef, SegmentRecord, SignalRecord, StateRecord,
    StatementRecord, WhenRecord,
};
use crate::actor::{ActorRef, PartyId, PersonId};
use crate::event::{Event, EventActor, Place};
use crate::factuality::Factuality;
use crate::mention::MentionId;
use crate::moves::{IssueId, Move, MoveId, PaperId};
use crate::note::Note;
use crate::reader::Reading;
use crate::segment::SegmentKind;
use crate::span::{CodePoints, Span};
use crate::statement::{Statement, StatementId};
use crate::talks::Obligation;
use crate::when::{DateBasis, When};

/// A reading with what turns its offsets into code points.
pub(super) struct Converter<'a> {
    reading: &'a Reading,
    text: &'a str,
    points: CodePoints,
}

impl<'a> Converter<'a> {
    pub(super) fn new(reading: &'a Reading) -> Converter<'a> {
        let text = &reading.document.text;
        Converter { reading, text, points: CodePoints::new(text) }
    }

    fn span(&self, span: Span) -> CharSpan {
        CharSpan { start: self.points.at(self.text, span.start), end: self.points.at(self.text, span.end) }
    }

    fn spans(&self, spans: &[Span]) -> Vec<CharSpan> {
        let mut sorted = spans.to_vec();
        sorted.sort_unstable();
        sorted.into_iter().map(|span| self.span(span)).collect()
    }

    fn surface(&self, span: Span) -> String {
        span.of(self.text).to_owned()
    }

    fn mentions(&self, mentions: &[MentionId]) -> Vec<CharSpan> {
        let list = &self.reading.mentions.list;
        let spans: Vec<Span> = mentions.iter().map(|id| list[id.0 as usize].span).collect();
        self.spans(&spans)
    }

    fn code(&self, party: PartyId) -> String {
        self.reading.actors.party(party).code.clone()
    }

    fn name(&self, person: PersonId) -> String {
        self.reading.actors.person(person).name.clone()
    }

    fn party(&self, actor: &ActorRef) -> PartyRef {
        let party = self.reading.actors.party(actor.party);
        let codes = |ids: &[PartyId]| ids.iter().map(|&id| self.code(id)).collect();
        PartyRef {
            party: party.code.clone(),
            kind: Code(party.kind),
            state: party.state.clone(),
            surface: actor.span.map(|span| self.surface(span)),
            span: actor.span.map(|span| self.span(span)),
            quantifier: actor.quantifier.map(Code),
            members: codes(&actor.members),
            except: codes(&actor.except),
            inferred: actor.inferred,
        }
    }

    fn refs(&self, actors: &[ActorRef]) -> Vec<PartyRef> {
        actors.iter().map(|actor| self.party(actor)).collect()
    }

    fn person(&self, actor: &ActorRef) -> PersonRef {
        PersonRef { party: self.party(actor), person: actor.person.map(|id| self.name(id)) }
    }

    fn sectors(&self, actors: &[EventActor]) -> Vec<SectorRef> {
        let one =
            |actor: &EventActor| SectorRef { party: self.party(&actor.actor), sector: actor.sector.clone() };
        actors.iter().map(one).collect()
    }

    fn when(&self, when: &When) -> WhenRecord {
        WhenRecord {
            surface: self.surface(when.span),
            span: self.span(when.span),
            from: when.from.map(|date| date.to_string()),
            to: when.to.map(|date| date.to_string()),
            basis: Code(when.basis),
        }
    }

    fn maybe_when(&self, when: Option<&When>) -> Option<WhenRecord> {
        when.map(|when| self.when(when))
    }

    pub(super) fn document(&self) -> DocumentRecord {
        let document = &self.reading.document;
        let segments = &self.reading.segments;
        let headline = segments.list.iter().find(|segment| segment.kind == SegmentKind::Headline);
        let basis = if document.published.is_some() { DateBasis::Given } else { DateBasis::None };
        DocumentRecord {
            id: document.id.clone(),
            name: document.name.clone(),
            sha256: document.sha256.clone(),
            title: document.title.clone().or_else(|| headline.map(|segment| self.surface(segment.span))),
            outlet: document.outlet.clone().or_else(|| segments.credit.map(|span| self.surface(span))),
            language: document.language.clone(),
            published: Published {
                date: document.published.map(|date| date.to_string()),
                basis: Code(basis),
            },
            page_date: segments.page_date.map(|date| date.to_string()),
        }
    }

    pub(super) fn segments(&self) -> Vec<SegmentRecord> {
        let list = &self.reading.segments.list;
        list.iter().map(|part| SegmentRecord { kind: Code(part.kind), span: self.span(part.span) }).collect()
    }

    pub(super) fn parties(&self) -> Vec<PartyRecord> {
        let parties = self.reading.actors.parties.iter();
        parties
            .map(|party| PartyRecord {
                party: party.code.clone(),
                name: party.name.clone(),
                kind: Code(party.kind),
                state: party.state.clone(),
                mentions: self.mentions(&party.mentions),
            })
            .collect()
    }

    pub(super) fn people(&self) -> Vec<PersonRecord> {
        let people = self.reading.actors.people.iter();
        people
            .map(|person| PersonRecord {
                person: person.name.clone(),
                party: person.party.map(|id| self.code(id)),
                office: person.office.clone(),
                mentions: self.mentions(&person.mentions),
            })
            .collect()
    }

    pub(super) fn learnt(&self) -> Vec<LearntRecord> {
        let learnt = self.reading.actors.learnt.iter();
        learnt
            .map(|fact| LearntRecord {
                person: self.name(fact.person),
                party: self.code(fact.party),
                office: fact.office.clone(),
                evidence: self.spans(&fact.evidence),
            })
            .collect()
    }

    pub(super) fn papers(&self) -> Vec<PaperRecord> {
        let papers = self.reading.moves.papers.iter().enumerate();
        papers
            .map(|(n, paper)| PaperRecord {
                id: paper_id(PaperId(n as u32)),
                form: paper.form.clone(),
                issuer: paper.issuer.as_ref().map(|actor| self.party(actor)),
                addressees: self.refs(&paper.addressees),
                in_reply_to: paper.in_reply_to.map(paper_id),
                status: paper.status.clone(),
                pages: paper.pages,
                evidence: self.spans(&paper.evidence),
            })
            .collect()
    }

    pub(super) fn statements(&self) -> Vec<StatementRecord> {
        let list = self.reading.statements.list.iter().enumerate();
        list.map(|(n, statement)| self.statement(StatementId(n as u32), statement)).collect()
    }

    fn statement(&self, id: StatementId, statement: &Statement) -> StatementRecord {
        let mut content = statement.content.clone();
        content.sort_by_key(|piece| piece.span);
        let channel = |channel: &crate::statement::Channel| ChannelRecord {
            surface: self.surface(channel.span),
            kind: Code(channel.kind),
        };
        let piece = |piece: &crate::statement::Content| {
            let CharSpan { start, end } = self.span(piece.span);
            ContentRecord { start, end, verbatim: piece.verbatim }
        };
        StatementRecord {
            id: statement_id(id),
            parent: statement.parent.map(statement_id),
            attribution: Code(statement.attribution),
            speaker: statement.speaker.as_ref().map(|actor| self.person(actor)),
            addressees: statement.addressees.iter().map(|actor| self.person(actor)).collect(),
            channel: statement.channel.iter().map(channel).collect(),
            outlets: self.refs(&statement.outlets),
            occasion: statement.occasion.map(|span| self.span(span)),
            source: self.spans(&statement.source),
            cue: self.spans(&statement.cue),
            content: content.iter().map(piece).collect(),
            mode: Code(statement.mode),
            act: Code(statement.act),
            polarity: if statement.positive { "+" } else { "-" }.to_owned(),
            modality: Code(statement.modality),
            when: self.maybe_when(statement.when.as_ref()),
            inferred: statement.inferred,
            confidence: rounded(statement.confidence),
            rule: statement.rule.clone(),
        }
    }

    pub(super) fn events(&self) -> Vec<EventRecord> {
        self.reading.events.list.iter().enumerate().map(|(n, event)| self.event(n, event)).collect()
    }

    fn event(&self, n: usize, event: &Event) -> EventRecord {
        EventRecord {
            id: format!("E{}", n + 1),
            kind: Code(event.kind),
            mode: event.mode.clone(),
            contexts: event.contexts.clone(),
            actor: self.sectors(&event.actor),
            recipient: self.sectors(&event.recipient),
            reciprocal: event.reciprocal,
            deed: event.deed,
            when: self.maybe_when(event.when.as_ref()),
            place: event.place.as_ref().map(|place| self.place(place)),
            auxiliary: event.auxiliary.iter().copied().map(Code).collect(),
            factuality: factuality(event.factuality),
            cameo: event.cameo.clone(),
            statement: event.statement.map(statement_id),
            evidence: self.spans(&event.evidence),
            confidence: rounded(event.confidence),
            rule: event.rule.clone(),
        }
    }

    fn place(&self, place: &Place) -> PlaceRecord {
        PlaceRecord {
            surface: self.surface(place.span),
            span: self.span(place.span),
            state: place.state.clone(),
        }
    }

    pub(super) fn issues(&self) -> Vec<IssueRecord> {
        let issues = self.reading.moves.issues.iter().enumerate();
        issues
            .map(|(n, issue)| IssueRecord {
                id: issue_id(IssueId(n as u32)),
                parent: issue.parent.map(issue_id),
                name: issue.name.clone(),
                mentions: self.spans(&issue.mentions),
            })
            .collect()
    }

    pub(super) fn moves(&self) -> Vec<MoveRecord> {
        let list = self.reading.moves.list.iter().enumerate();
        list.map(|(n, one)| self.one_move(MoveId(n as u32), one)).collect()
    }

    fn one_move(&self, id: MoveId, one: &Move) -> MoveRecord {
        MoveRecord {
            id: move_id(id),
            kind: Code(one.kind),
            act: one.act.clone(),
            from: self.refs(&one.from),
            to: self.refs(&one.to),
            by: one.by.map(|person| By { person: self.name(person) }),
            issue: one.issue.map(issue_id),
            document: one.paper.map(paper_id),
            content: one.content.map(|span| self.span(span)),
            polarity: Code(one.polarity),
            condition: one.condition.map(|span| self.span(span)),
            deadline: self.maybe_when(one.deadline.as_ref()),
            factuality: factuality(one.factuality),
            when: self.maybe_when(one.when.as_ref()),
            scope: Code(one.scope),
            in_reply_to: one.in_reply_to.map(move_id),
            statements: one.statements.iter().copied().map(statement_id).collect(),
            evidence: self.spans(&one.evidence),
            flags: one.flags.iter().copied().map(Code).collect(),
            confidence: rounded(one.confidence),
            rule: one.rule.clone(),
        }
    }

    pub(super) fn obligations(&self) -> Vec<ObligationRecord> {
        let list = self.reading.talks.obligations.iter().enumerate();
        list.map(|(n, owed)| self.obligation(n, owed)).collect()
    }

    fn obligation(&self, n: usize, owed: &Obligation) -> ObligationRecord {
        let issue = owed.issue.map(|id| self.reading.moves.issues[id.0 as usize].name.clone());
        ObligationRecord {
            id: format!("O{}", n + 1),
            kind: Code(owed.kind),
            debtor: self.refs(&owed.debtor),
            creditor: self.refs(&owed.creditor),
            about: owed.about.map(|span| self.surface(span)).or(issue),
            state: Code(owed.state),
            basis: Code(owed.basis),
            moves: move_ids(&owed.moves),
        }
    }

    pub(super) fn states(&self) -> Vec<StateRecord> {
        let states = self.reading.talks.states.iter();
        states
            .map(|state| StateRecord {
                issue: issue_id(state.issue),
                from: self.party(&state.from),
                to: self.party(&state.to),
                state: Code(state.state),
                since: self.maybe_when(state.since.as_ref()),
                moves: move_ids(&state.moves),
            })
            .collect()
    }

    pub(super) fn positions(&self) -> Vec<PositionRecord> {
        let positions = self.reading.talks.positions.iter();
        positions
            .map(|position| PositionRecord {
                party: self.code(position.party.party),
                issue: issue_id(position.issue),
                stance: Code(position.stance),
                since: self.maybe_when(position.since.as_ref()),
                moves: move_ids(&position.moves),
            })
            .collect()
    }

    pub(super) fn signals(&self) -> Vec<SignalRecord> {
        let signals = self.reading.moves.signals.iter();
        signals
            .map(|signal| SignalRecord {
                direction: Code(signal.direction),
                kind: signal.kind.clone(),
                evidence: self.spans(&signal.evidence),
            })
            .collect()
    }

    /// The notes of all stages, in the order of the walk.
    pub(super) fn notes(&self) -> Vec<NoteRecord> {
        let reading = self.reading;
        let stages: [&[Note]; 6] = [
            &reading.document.notes,
            &reading.segments.notes,
            &reading.actors.notes,
            &reading.times.notes,
            &reading.statements.notes,
            &reading.moves.notes,
        ];
        let record = |note: &Note| NoteRecord {
            kind: Code(note.kind),
            message: note.message.clone(),
            span: note.span.map(|span| self.span(span)),
        };
        stages.into_iter().flatten().map(record).collect()
    }
}

fn factuality(factuality: Factuality) -> FactualityRecord {
    FactualityRecord { report: Code(factuality.report), source: Code(factuality.source) }
}

/// Two decimals: more would only show noise.
fn rounded(confidence: f32) -> f64 {
    (f64::from(confidence) * 100.0).round() / 100.0
}

fn statement_id(id: StatementId) -> String {
    format!("S{}", id.0 + 1)
}

fn move_id(id: MoveId) -> String {
    format!("M{}", id.0 + 1)
}

fn move_ids(ids: &[MoveId]) -> Vec<String> {
    ids.iter().copied().map(move_id).collect()
}

fn issue_id(id: IssueId) -> String {
    format!("I{}", id.0 + 1)
}

fn paper_id(id: PaperId) -> String {
    format!("D{}", id.0 + 1)
}
