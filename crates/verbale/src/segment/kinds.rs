//! What each paragraph of a page is. First what its own words tell (dates, prompts, captions, bylines,
//! tables), then what its place tells: the headline stands before the first prose, a headline amid prose
//! is another story's. In doubt a paragraph is body.

use super::dates::only_date;
use super::phrases::{PagePhrases, PhraseKind};
use super::shape::{Begin, Ending, Shape};
use super::{Place, SegmentKind, dateline};
use crate::span::Span;

/// Phrases count in paragraphs up to this length.
const SHORT: usize = 240;

/// A title stands among the first so many paragraphs.
const HEAD: usize = 8;

/// The paragraphs of a page while their kinds are found.
pub(super) struct Page<'a> {
    pub(super) text: &'a str,
    pub(super) spans: &'a [Span],
    pub(super) phrases: &'a PagePhrases,
    shapes: Vec<Shape>,
    kinds: Vec<Option<SegmentKind>>,
}

/// The kind of each paragraph; `title` is the headline that the caller knows.
pub(super) fn label(
    text: &str,
    spans: &[Span],
    title: Option<&str>,
    phrases: &PagePhrases,
) -> Vec<SegmentKind> {
    let shapes = spans.iter().map(|&span| Shape::of(text, span, phrases)).collect();
    let mut page = Page { text, spans, phrases, shapes, kinds: vec![None; spans.len()] };
    if spans.len() > 1 {
        page.label_title(title);
    }
    for n in 0..spans.len() {
        if page.kinds[n].is_none() {
            page.kinds[n] = page.by_words(n);
        }
    }
    page.label_bylines();
    let first = page.first_prose();
    page.label_head(first);
    page.label_rest(first);
    page.rescue();
    page.kinds.into_iter().map(|kind| kind.unwrap_or(SegmentKind::Body)).collect()
}

impl Page<'_> {
    fn of(&self, n: usize) -> &str {
        self.spans[n].of(self.text)
    }

    /// Lines that say the title that the caller gave are headlines.
    fn label_title(&mut self, title: Option<&str>) {
        let Some(title) = title.map(comparable).filter(|title| !title.is_empty()) else { return };
        for n in 0..self.spans.len().min(HEAD) {
            if self.spans[n].len() < 2 * title.len() + 40 && comparable(self.of(n)) == title {
                self.kinds[n] = Some(SegmentKind::Headline);
            }
        }
    }

    /// What a paragraph's own words tell.
    fn by_words(&self, n: usize) -> Option<SegmentKind> {
        let (text, shape) = (self.of(n), &self.shapes[n]);
        if shape.empty {
            return Some(SegmentKind::Boilerplate);
        }
        if only_date(text, self.phrases).is_some() {
            return Some(SegmentKind::PageDate);
        }
        if text.len() > SHORT {
            return None;
        }
        let lower = plain(text);
        match self.phrases.kind(&lower) {
            Some(PhraseKind::Boilerplate) => return Some(SegmentKind::Boilerplate),
            Some(PhraseKind::Byline) => return Some(SegmentKind::Byline),
            Some(PhraseKind::Prompt) => return Some(SegmentKind::Prompt),
            Some(PhraseKind::Caption) => return Some(SegmentKind::Caption),
            Some(PhraseKind::Related) => return Some(self.introduced(&lower)),
            None => {}
        }
        let trail = ["›", "»", "|", " > "].iter().any(|mark| text.contains(mark));
        if (n > 0 && shape.is_table_row()) || (trail && shape.words <= 8 && shape.ending == Ending::Word) {
            return Some(SegmentKind::Boilerplate);
        }
        None
    }

    /// "Read more: EU advises staff to leave" is a link; "Related:" alone is a prompt.
    fn introduced(&self, lower: &str) -> SegmentKind {
        match self.phrases.after_introduction(lower) {
            Some(rest) if rest.split_whitespace().nth(2).is_some() => SegmentKind::Related,
            _ => SegmentKind::Prompt,
        }
    }

    /// "By Anna Roe" and "By Anna Roe and Ben Poe, Staff Writers" near the page's head or end.
    fn label_bylines(&mut self) {
        let count = self.spans.len();
        for n in (0..count).filter(|&n| n < HEAD || n + 3 > count) {
            if self.kinds[n].is_none() && count > 1 && is_byline(self.of(n)) {
                self.kinds[n] = Some(SegmentKind::Byline);
            }
        }
    }

    /// The first paragraph of the story.
    fn first_prose(&self) -> usize {
        let open: Vec<usize> = (0..self.spans.len()).filter(|&n| self.kinds[n].is_none()).collect();
        let given = self.kinds.contains(&Some(SegmentKind::Headline));
        let first = open.iter().position(|&n| self.shapes[n].is_prose());
        match first {
            // "Envoy arrives for talks." is a headline where only a headline can stand.
            Some(at) if !given && at + 1 < open.len() && self.is_stopped_headline(open[at], open[at + 1]) => {
                if at == 0 {
                    open[1]
                } else {
                    open[at]
                }
            }
            Some(at) => open[at],
            None => open.get(usize::from(!given && open.len() > 1)).copied().unwrap_or(0),
        }
    }

    /// True for a headline that ends with a full stop: it is in title case or upper case, or a date, byline
    /// or dateline stands between it and the story.
    fn is_stopped_headline(&self, n: usize, next: usize) -> bool {
        let shape = &self.shapes[n];
        if shape.long || shape.words > 30 || shape.ending != Ending::Sentence || shape.personal {
            return false;
        }
        let divided = (n + 1..next)
            .any(|between| matches!(self.kinds[between], Some(SegmentKind::PageDate | SegmentKind::Byline)));
        let dateline =
            |n: usize| dateline::read(self.text, self.spans[n], Place::First, self.phrases).is_some();
        let capitals = shape.capitals && !self.shapes[next].capitals;
        (shape.title_case || capitals || divided || dateline(next)) && !dateline(n)
    }

    /// What stands before the story: headline, the line under it, captions.
    fn label_head(&mut self, first: usize) {
        let mut headline = self.kinds[..first].contains(&Some(SegmentKind::Headline));
        let mut divided = false;
        for n in 0..first {
            match self.kinds[n] {
                None if !headline || !divided => {
                    self.kinds[n] = Some(SegmentKind::Headline);
                    headline = true;
                }
                None => self.kinds[n] = Some(SegmentKind::Caption),
                Some(SegmentKind::PageDate | SegmentKind::Byline) => divided |= headline,
                Some(_) => {}
            }
        }
    }

    /// The story and what stands amid it.
    fn label_rest(&mut self, first: usize) {
        let last_prose = (first..self.spans.len())
            .rev()
            .find(|&n| self.kinds[n].is_none() && self.shapes[n].is_prose())
            .unwrap_or(first);
        let punctuated = self.is_punctuated(first);
        let mut listed = false;
        for n in first..self.spans.len() {
            if self.kinds[n].is_some() {
                continue;
            }
            // What a colon introduces is the story's, line by line.
            listed = n > first
                && (self.shapes[n - 1].ending == Ending::Colon
                    && self.kinds[n - 1] == Some(SegmentKind::Body)
                    || listed && !self.shapes[n].is_prose());
            let link = n > first && !listed && self.is_link(n, last_prose, punctuated);
            self.kinds[n] = Some(if link { SegmentKind::Related } else { SegmentKind::Body });
        }
    }

    /// Most paragraphs end with a full stop, so that one without stands out.
    fn is_punctuated(&self, first: usize) -> bool {
        let body =
            || (first..self.spans.len()).filter(|&n| self.kinds[n].is_none() && self.shapes[n].words >= 5);
        let stopped = body().filter(|&n| self.shapes[n].is_prose()).count();
        stopped >= 2 && stopped * 2 >= body().count()
    }

    /// A headline of another story.
    fn is_link(&self, n: usize, last_prose: usize, punctuated: bool) -> bool {
        let shape = &self.shapes[n];
        let beside = |n: usize| matches!(self.kinds[n], Some(SegmentKind::Prompt | SegmentKind::Related));
        let near = beside(n - 1) || (n + 1 < self.spans.len() && beside(n + 1));
        let share = if near { 4 } else { 8 };
        if !shape.is_headline_like(share) || (!near && shape.begins == Begin::Quote) {
            return false;
        }
        if near {
            return true;
        }
        // Sentences full of names look like titles: one with a full stop is the story's.
        let bare = (shape.prose_words == 0 || shape.title_case) && shape.ending == Ending::Word;
        bare && punctuated && shape.words >= 6 && (n < last_prose || shape.words <= 18)
    }

    /// A page without a story has one all the same: what was read as headline or link.
    fn rescue(&mut self) {
        if self.kinds.contains(&Some(SegmentKind::Body)) {
            return;
        }
        for kind in [SegmentKind::Related, SegmentKind::Caption, SegmentKind::Headline] {
            let Some(n) = self.kinds.iter().rposition(|&k| k == Some(kind)) else { continue };
            self.kinds[n] = Some(SegmentKind::Body);
            return;
        }
    }
}

/// In lower case, with straight quotation marks.
fn plain(text: &str) -> String {
    let straight = |c: char| match c {
        '’' | '‘' => '\'',
        '“' | '”' => '"',
        '\u{a0}' => ' ',
        c => c,
    };
    text.chars().map(straight).flat_map(char::to_lowercase).collect()
}

/// Only letters and figures, in lower case: how titles are compared.
fn comparable(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

fn is_byline(text: &str) -> bool {
    let Some(names) = text.strip_prefix("By ").or_else(|| text.strip_prefix("BY ")) else { return false };
    const SMALL: &[&str] =
        &["and", "in", "for", "of", "the", "de", "van", "von", "der", "bin", "al", "at", "with", "&"];
    let words: Vec<&str> = names.split_whitespace().take(20).collect();
    let named = words.iter().filter(|word| word.starts_with(char::is_uppercase)).count();
    let good = words.iter().all(|word| {
        word.starts_with(|c: char| c.is_uppercase() || matches!(c, '(' | '|' | '@' | '-' | '—'))
            || SMALL.contains(word)
    });
    good && (1..=16).contains(&words.len()) && named >= 1 && !text.ends_with(['.', '?', '!'])
}
