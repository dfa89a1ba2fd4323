//! Which reports tell one story in the same words: copies of a wire report with another lead, a shorter tail,
//! another outlet's name.
//!
//! In goes the body of a report; out comes a [`Sketch`] of at most 128 bytes, and whether two sketches are of
//! one story. Of "Talks on fishing rights began in Oslo on Monday, officials said" every run of five words
//! becomes a number, and the lowest numbers are kept. A copy whose tail was cut is *contained* in the story
//! rather than like it, so what is asked is how much of the shorter one stands in the longer one. A body of fewer
//! than five words has an empty sketch, which is like no other.
//!
//! The sketch is a bottom-k sketch (Broder 1997, "On the resemblance and containment of documents"): below the
//! lower of two sketches' highest values each holds *all* its runs, so what both hold there, divided by what the
//! shorter one holds there, estimates containment.

mod credit;
mod rice;

pub use credit::{Credit, CreditBasis, Credits};

/// Words of a run. Shorter ones match stock phrases ("told reporters on Monday that"), longer ones break at every
/// edited word.
const RUN: usize = 5;

/// Values that a sketch keeps.
const KEPT: usize = 60;

/// Bits of a value: few enough for 60 of them in 128 bytes, enough that two bodies seldom share one by chance.
const BITS: u32 = 20;

/// How many of its values an index holds.
const INDEXED: usize = 40;

/// The form of [`Sketch::to_bytes`].
const VERSION: u8 = 1;

/// Shared runs below which nothing is said: fewer may be a stock phrase.
const FEWEST: usize = 4;

/// What a sketch remembers of a body. Its bytes are the same on every machine and in every version of the form.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Sketch {
    /// How many different runs the body has.
    runs: u16,
    /// The lowest values of its runs, ascending.
    lowest: Vec<u32>,
}

/// How much two bodies have in common, as far as their sketches can be compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Overlap {
    /// Values that both hold.
    pub shared: usize,
    /// Values of the shorter body among which those were looked for.
    pub among: usize,
}

impl Sketch {
    /// The sketch of a body: the paragraphs of the story without headline, dateline and boilerplate.
    pub fn of(body: &str) -> Sketch {
        let words = word_hashes(body);
        let mut values: Vec<u32> = words.windows(RUN).map(run_value).collect();
        values.sort_unstable();
        values.dedup();
        let runs = u16::try_from(values.len()).unwrap_or(u16::MAX);
        values.truncate(KEPT);
        Sketch { runs, lowest: values }
    }

    /// The form in which it is stored: version, number of runs, values (in Rice's code). At most 128 bytes.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = vec![VERSION];
        bytes.extend_from_slice(&self.runs.to_le_bytes());
        rice::write(&self.lowest, &mut bytes);
        bytes
    }

    /// From the stored form; none where the bytes are no sketch of this version.
    pub fn from_bytes(bytes: &[u8]) -> Option<Sketch> {
        let (&[version, low, high], rest) = bytes.split_first_chunk::<3>()?;
        let runs = u16::from_le_bytes([low, high]);
        let lowest = rice::read(rest, usize::from(runs).min(KEPT), 1 << BITS)?;
        (version == VERSION).then_some(Sketch { runs, lowest })
    }

    /// The keys under which an index finds it: hardly any two sketches of one story have none in common.
    pub fn bands(&self) -> &[u32] {
        &self.lowest[..self.lowest.len().min(INDEXED)]
    }

    /// Above which value it says nothing.
    fn limit(&self) -> u32 {
        match self.lowest.last() {
            Some(&last) if self.lowest.len() == KEPT => last + 1,
            _ => 1 << BITS,
        }
    }
}

/// What two sketches have in common where both can say.
pub fn overlap(a: &Sketch, b: &Sketch) -> Overlap {
    let limit = a.limit().min(b.limit());
    let below = |sketch: &Sketch| sketch.lowest.partition_point(|&value| value < limit);
    let (mine, theirs) = (&a.lowest[..below(a)], &b.lowest[..below(b)]);
    let shared = mine.iter().filter(|value| theirs.binary_search(value).is_ok()).count();
    Overlap { shared, among: mine.len().min(theirs.len()) }
}

/// Whether one of two reports was made from the other, or both from a third.
pub fn same_story(a: &Sketch, b: &Sketch) -> bool {
    let Overlap { shared, among } = overlap(a, b);
    // Half of the shorter one: less is a form that is filled in anew each week, or background told again.
    shared >= FEWEST && 2 * shared >= among
}

/// A hash of each word. Case, apostrophes and the points of "U.S." are style, not words.
fn word_hashes(body: &str) -> Vec<u64> {
    const START: u64 = 0xcbf2_9ce4_8422_2325;
    const PRIME: u64 = 0x0100_0000_01b3;
    let mut words = Vec::with_capacity(body.len() / 6);
    let mut hash = START;
    let mut chars = body.chars().peekable();
    while let Some(c) = chars.next() {
        if c.is_alphanumeric() {
            for lower in c.to_lowercase() {
                hash = (hash ^ u64::from(u32::from(lower))).wrapping_mul(PRIME);
            }
            continue;
        }
        let inside =
            matches!(c, '.' | ',' | '\'' | '’') && chars.peek().is_some_and(|next| next.is_alphanumeric());
        if hash != START && !inside {
            words.push(hash);
            hash = START;
        }
    }
    if hash != START {
        words.push(hash);
    }
    words
}

/// The value of a run of words: the highest bits of a hash of their hashes.
fn run_value(words: &[u64]) -> u32 {
    let joined = words.iter().fold(0u64, |all, word| mix(all.rotate_left(23) ^ word));
    u32::try_from(joined >> (64 - BITS)).expect("20 bits are left")
}

/// The finishing steps of SplitMix64 (Steele, Lea, Flood 2014).
fn mix(mut x: u64) -> u64 {
    x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    x ^ (x >> 31)
}

#[cfg(test)]
mod tests {
    use super::{Overlap, Sketch, overlap, same_story};

    /// Sentences that have no run in common: the words of one story.
    fn story(name: &str, sentences: usize) -> Vec<String> {
        let sentence = |n: usize| {
            let word = |k: usize| format!("{name}{}x{}", n, k * k);
            (0..20).map(word).collect::<Vec<_>>().join(" ") + "."
        };
        (0..sentences).map(sentence).collect()
    }

    fn check(a: &str, b: &str, expected: bool) {
        let (a, b) = (Sketch::of(a), Sketch::of(b));
        assert_eq!(same_story(&a, &b), expected, "{:?}", overlap(&a, &b));
        assert_eq!(same_story(&b, &a), expected, "the other way round");
    }

    #[test]
    fn a_story_is_its_own_copy_and_no_copy_of_another() {
        let (one, other) = (story("a", 15).join(" "), story("b", 15).join(" "));
        check(&one, &one, true);
        check(&one, &other, false);
        check("", "", false);
        check("one two three", "one two three", false);
    }

    #[test]
    fn a_copy_with_another_lead_and_a_third_of_the_length_is_one() {
        let whole = story("a", 20);
        let mut copy = story("b", 1);
        copy.extend_from_slice(&whole[1..7]);
        check(&whole.join(" "), &copy.join(" "), true);
    }

    #[test]
    fn one_paragraph_of_background_in_common_makes_no_copy() {
        let (mut one, mut other) = (story("a", 12), story("b", 12));
        let background = story("c", 2);
        one.extend_from_slice(&background);
        other.extend_from_slice(&background);
        check(&one.join(" "), &other.join(" "), false);
    }

    #[test]
    fn style_of_the_house_does_not_count() {
        let one = "The U.S. envoy said it's over, and 1,000 men left for \"home\" on Monday at noon.";
        let other = "The US envoy said it’s over and 1,000 men left for home, on Monday, at noon";
        assert_eq!(Sketch::of(one), Sketch::of(other));
    }

    #[test]
    fn the_stored_form_is_short_and_comes_back_whole() {
        for length in [0, 1, 3, 4, 40, 1000] {
            let sketch = Sketch::of(&story("a", length).join(" "));
            let bytes = sketch.to_bytes();
            assert!(bytes.len() <= 128, "{}", bytes.len());
            assert_eq!(Sketch::from_bytes(&bytes), Some(sketch));
        }
        for bytes in [&[][..], &[2, 0, 0, 0], &[1, 1, 0], &[1, 1, 0, 40, 1], &[1, 2, 0, 3, 255, 255, 255]] {
            assert_eq!(Sketch::from_bytes(bytes), None, "{bytes:?}");
        }
    }

    #[test]
    fn the_stored_form_never_changes() {
        let sketch = Sketch::of("The envoy said on Monday that he would leave.");
        let bytes = [1, 5, 0, 17, 240, 82, 246, 0, 93, 146, 196, 235, 163, 194, 20, 224];
        assert_eq!(sketch.to_bytes(), bytes);
    }

    #[test]
    fn bodies_of_few_runs_are_compared_whole() {
        let (a, b) = (Sketch::of(&story("a", 1).join(" ")), Sketch::of(&story("b", 1).join(" ")));
        assert_eq!(overlap(&a, &a), Overlap { shared: 16, among: 16 });
        assert_eq!(overlap(&a, &b), Overlap { shared: 0, among: 16 });
    }
}
