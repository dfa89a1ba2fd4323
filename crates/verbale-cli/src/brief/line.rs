//! What the lines of a brief share: what a move is about, on whose word it stands, and where.

use super::flow::short;
use super::{Brief, DIM, Flow, words};
use verbale::moves::MoveKind;
use verbale::record::{CharSpan, Code, MoveRecord, SegmentRecord, StatementRecord, WhenRecord};
use verbale::segment::SegmentKind;

/// Letters that are shown of what a move is about.
const SHOWN: usize = 110;
/// How many times longer than its content a clause is where the content tells too little.
const BARE: u32 = 5;
/// The words that a source may have to be shown as one.
const SOURCE_WORDS: usize = 7;

impl<'a> Brief<'a> {
    /// What a move is about: the words of its content where they stand within its clause, else its clause.
    pub(super) fn what(&self, one: &MoveRecord) -> String {
        let clause = one.evidence.iter().copied().find(|&span| !self.in_headline(span.start));
        let clause = clause.or(one.evidence.first().copied());
        let holds = |outer: &CharSpan, inner: &CharSpan| outer.start <= inner.start && inner.end <= outer.end;
        let wider = |content: &CharSpan| clause.is_some_and(|clause| holds(content, &clause));
        // "Satisfactory": a word in quotation marks tells too little without its clause.
        let bare = |content: &CharSpan| {
            clause.is_some_and(|clause| {
                holds(&clause, content) && (content.end - content.start) * BARE < clause.end - clause.start
            })
        };
        // Of a deed the clause tells more than the words after its verb: "recalled its envoy".
        let deed = matches!(one.kind.0, MoveKind::Perform | MoveKind::Suspend | MoveKind::Sign);
        let content = one.content.filter(|content| !deed && !wider(content) && !bare(content));
        let shown = content.or(clause).or(one.content).filter(|_| !words::is_silent(one));
        let words = shown.map_or("", |span| self.span(self.quoted_on(one, span)));
        let opening = content.and_then(|span| self.opening(one, span));
        let joined = opening.map(|opening| format!("{} {words}", self.span(opening)));
        let words = joined.as_deref().unwrap_or(words);
        // "The minister, who met his colleague": the pronoun belongs to the sentence around.
        let relative = ["who ", "which ", "that "].iter().find_map(|pronoun| words.strip_prefix(pronoun));
        clean(&short(relative.unwrap_or(words), SHOWN))
    }

    /// "Oslo, she said, was still waiting": the short piece of its sentence before a reporting clause.
    fn opening(&self, one: &MoveRecord, span: CharSpan) -> Option<CharSpan> {
        const SHORT: u32 = 60;
        let statement = one.statements.first().and_then(|id| self.told(id))?;
        let at = statement.content.iter().position(|piece| piece.start == span.start)?;
        let before = statement.content.get(at.checked_sub(1)?)?;
        let near = span.start > before.end && span.start - before.end < SHORT;
        let ends = self.span(CharSpan { start: before.start, end: span.start }).contains(". ");
        (near && !ends && before.end - before.start < SHORT)
            .then_some(CharSpan { start: before.start, end: before.end })
    }

    /// A stretch with the words in quotation marks that close it: the reader keeps them as a piece of their own.
    fn quoted_on(&self, one: &MoveRecord, span: CharSpan) -> CharSpan {
        const MARKS: u32 = 3;
        let statement = one.statements.first().and_then(|id| self.told(id));
        let next = statement
            .into_iter()
            .flat_map(|statement| &statement.content)
            .find(|piece| piece.verbatim && piece.start >= span.end && piece.start - span.end < MARKS);
        CharSpan { start: span.start, end: next.map_or(span.end, |piece| piece.end) }
    }

    /// The move of that id.
    pub(super) fn made(&self, id: &str) -> Option<&'a MoveRecord> {
        self.record.moves.iter().find(|one| one.id == id)
    }

    /// The statement of that id.
    pub(super) fn told(&self, id: &str) -> Option<&'a StatementRecord> {
        self.record.statements.iter().find(|one| one.id == id)
    }

    /// On whose word a move stands, where that is not its maker's: "says Sergei Lavrov", "reported by Reuters".
    pub(super) fn word_of(&self, one: &MoveRecord) -> Vec<String> {
        let maker = one.by.as_ref().map(|by| by.person.as_str());
        let mut tellers: Vec<String> = Vec::new();
        let mut outlets: Vec<String> = Vec::new();
        let mut at = one.statements.first().and_then(|id| self.told(id));
        while let Some(statement) = at {
            for outlet in &statement.outlets {
                outlets.push(self.names.code(&outlet.party).to_owned());
            }
            match &statement.speaker {
                Some(speaker) if speaker.party.kind.word() == "outlet" => {
                    outlets.push(self.names.code(&speaker.party.party).to_owned());
                }
                Some(speaker) => {
                    let own = one.from.iter().any(|from| from.party == speaker.party.party);
                    let same = speaker.person.as_deref() == maker || speaker.person.is_none();
                    if !(own && same) {
                        let name = speaker.person.as_deref().filter(|_| own);
                        tellers.push(name.map_or_else(|| self.names.person(speaker), str::to_owned));
                    }
                }
                None => {
                    let source: Vec<&str> = statement.source.iter().map(|&span| self.span(span)).collect();
                    let source = source.join(" ");
                    let named = (1..=SOURCE_WORDS).contains(&source.split_whitespace().count());
                    tellers.extend(named.then(|| short(&source, 40)));
                }
            }
            at = statement.parent.as_ref().and_then(|id| self.told(id));
        }
        tellers.dedup();
        outlets.dedup();
        let mut said = Vec::new();
        said.extend((!tellers.is_empty()).then(|| format!("says {}", tellers.join(", says "))));
        said.extend((!outlets.is_empty()).then(|| format!("reported by {}", outlets.join(", "))));
        said
    }

    /// The ids that a line rests on and the paragraphs of their words, small at its end: "M2 M9 ¶4".
    pub(super) fn tail(&self, flow: &mut Flow, ids: &[&str], spans: &[CharSpan]) {
        let mut places: Vec<String> = Vec::new();
        for span in spans {
            let place = self.place(span.start);
            if !place.is_empty() && !places.contains(&place) {
                places.push(place);
            }
        }
        // A headline only repeats the story.
        if places.len() > 1 {
            places.retain(|place| place.starts_with('¶'));
        }
        flow.add(DIM, &format!(" {} {}", ids.join(" "), places.join(" ")));
    }

    /// Where a place of the text stands: "¶3", "headline".
    pub(super) fn place(&self, at: u32) -> String {
        let holds = |segment: &&SegmentRecord| segment.span.start <= at && at < segment.span.end;
        let Some(segment) = self.record.segments.iter().find(holds) else { return String::new() };
        if segment.kind != Code(SegmentKind::Body) {
            return segment.kind.word().replace('-', " ");
        }
        let body = self.record.segments.iter().filter(|one| one.kind == Code(SegmentKind::Body));
        format!("¶{}", body.take_while(|one| one.span.start < segment.span.end).count())
    }

    /// True in the headline of a story that has a body.
    pub(super) fn in_headline(&self, at: u32) -> bool {
        let body = self.record.segments.iter().any(|one| one.kind == Code(SegmentKind::Body));
        body && self.place(at) == Code(SegmentKind::Headline).word()
    }

    /// True where a time of the report lies more than a week before its publication: history, no news.
    pub(super) fn is_past(&self, when: Option<&WhenRecord>) -> bool {
        const WEEK: i32 = 7;
        let day = |text: &String| text.parse::<jiff::civil::Date>().ok();
        let last = when.and_then(|when| when.to.as_ref().or(when.from.as_ref())).and_then(day);
        let published = self.record.document.published.date.as_ref().and_then(day);
        match (last, published) {
            (Some(last), Some(published)) => last.until(published).is_ok_and(|span| span.get_days() > WEEK),
            _ => false,
        }
    }
}

/// "Monday = 2022-02-14", "last week = 2022-02-07 to 2022-02-13", "Monday".
pub(super) fn when(when: &WhenRecord) -> String {
    let surface = short(&when.surface, 40);
    match (&when.from, &when.to) {
        (Some(from), Some(to)) if from != to => format!("{surface} = {from} to {to}"),
        (Some(day), _) | (None, Some(day)) if *day != surface => format!("{surface} = {day}"),
        _ => surface,
    }
}

/// Without the marks at its ends that belong to the sentence around, and without a quotation mark that has lost
/// its partner.
pub(super) fn clean(text: &str) -> String {
    let mut text = text.trim();
    loop {
        let before = text;
        text = text.trim_matches(|letter: char| ",;:–—-".contains(letter) || letter.is_whitespace());
        for (open, close) in [('“', '”'), ('"', '"'), ('«', '»'), ('‘', '’')] {
            let count = |mark: char| text.chars().filter(|&letter| letter == mark).count();
            let (opens, closes) = (count(open), count(close));
            let even = if open == close { opens % 2 == 0 } else { opens == closes };
            if !even && text.starts_with(open) {
                text = &text[open.len_utf8()..];
            } else if !even && text.ends_with(close) && close != '’' {
                text = &text[..text.len() - close.len_utf8()];
            } else if even && opens == 1 + usize::from(open == close) {
                // A quotation that ends in a comma owes it to the reporting clause behind it.
                let inner = text.strip_prefix(open).and_then(|text| text.strip_suffix(close));
                if let Some(inner) = inner.and_then(|inner| inner.strip_suffix(',')) {
                    return format!("{open}{inner}{close}");
                }
            }
        }
        if text == before {
            return text.to_owned();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::clean;

    #[test]
    fn marks_of_the_sentence_around_are_dropped() {
        assert_eq!(clean("“It’s fine,”"), "“It’s fine”");
        assert_eq!(clean("it must answer,\" –"), "it must answer");
        assert_eq!(clean("the \"open door\""), "the \"open door\"");
        assert_eq!(clean("“a quotation that goes on …"), "a quotation that goes on …");
    }
}
