//! Named entities out of GUM's mentions. GUM marks every mention, named or not, with its determiners and
//! modifiers; a name is what its proper nouns cover. Enters a sentence with `Entity=` in MISC; leaves the
//! class of each word.
//!
//! Example: of "[the University of Portsmouth in England]", an organisation, the name is "University of
//! Portsmouth"; "[my brother]" is none.

use verbale::syntax::conllu::{Node, Tree};
use verbale::syntax::entities::class;
use verbale::syntax::labels::ENTITY_KINDS;

/// A mention: first word, one past the last, type.
type Mention<'a> = (usize, usize, &'a str);

/// Words that tell a place without a government.
const LANDFORMS: &[&str] = &[
    "Africa",
    "Airport",
    "Alps",
    "America",
    "Antarctica",
    "Arctic",
    "Asia",
    "Atlantic",
    "Avenue",
    "Bay",
    "Beach",
    "Bridge",
    "Canyon",
    "Cape",
    "Castle",
    "Cathedral",
    "Cemetery",
    "Church",
    "Coast",
    "Desert",
    "Earth",
    "East",
    "Europe",
    "Forest",
    "Garden",
    "Gardens",
    "Gulf",
    "Hall",
    "Harbor",
    "Harbour",
    "Hill",
    "Hills",
    "Island",
    "Islands",
    "Lake",
    "Mars",
    "Mediterranean",
    "Moon",
    "Mount",
    "Mountain",
    "Mountains",
    "Museum",
    "North",
    "Ocean",
    "Pacific",
    "Palace",
    "Park",
    "Peninsula",
    "Plaza",
    "Ridge",
    "River",
    "Road",
    "Sea",
    "South",
    "Square",
    "Station",
    "Strait",
    "Street",
    "Temple",
    "Theatre",
    "Tower",
    "Trail",
    "Valley",
    "West",
];

/// The class of each word of a sentence of GUM.
pub(crate) fn classes(tree: &Tree) -> Vec<usize> {
    let nodes = &tree.nodes;
    let mut classes = vec![0; nodes.len()];
    let mut names: Vec<(usize, usize, &str)> =
        mentions(tree).into_iter().filter_map(|mention| name(nodes, mention)).collect();
    names.extend((0..nodes.len()).filter(|at| is_demonym(nodes, *at)).map(|at| (at, at + 1, "NORP")));
    // The longer of two names that overlap stands; of equals the first.
    names.sort_by_key(|(start, end, _)| (std::cmp::Reverse(end - start), *start));
    for (start, end, kind) in names {
        let number = ENTITY_KINDS.iter().position(|(name, _)| *name == kind).unwrap_or(0);
        if classes[start..end].iter().all(|class| *class == 0) {
            for (at, one) in classes[start..end].iter_mut().enumerate() {
                *one = class(number, at, end - start);
            }
        }
    }
    classes
}

/// The class of each word of a sentence whose words carry `NE=B-ORG` and `NE=I-ORG`.
pub(crate) fn marked(tree: &Tree) -> Vec<usize> {
    let mark = |at: usize| {
        let misc = tree.nodes.get(at)?.misc.split('|').find_map(|part| part.strip_prefix("NE="))?;
        misc.split_once('-')
    };
    let mut classes = vec![0; tree.nodes.len()];
    for start in 0..classes.len() {
        let Some(("B", kind)) = mark(start) else { continue };
        let Some(number) = ENTITY_KINDS.iter().position(|(name, _)| *name == kind) else { continue };
        let length =
            1 + (start + 1..classes.len()).take_while(|at| matches!(mark(*at), Some(("I", _)))).count();
        for at in 0..length {
            classes[start + at] = class(number, at, length);
        }
    }
    classes
}

/// Mentions that begin and end in this sentence.
fn mentions(tree: &Tree) -> Vec<Mention<'_>> {
    let (mut open, mut found): (Vec<(&str, usize, &str)>, Vec<Mention>) = (vec![], vec![]);
    for (at, node) in tree.nodes.iter().enumerate() {
        let Some(marks) = node.misc.split('|').find_map(|part| part.strip_prefix("Entity=")) else {
            continue;
        };
        let mut rest = marks;
        while !rest.is_empty() {
            if let Some(inside) = rest.strip_prefix('(') {
                let end = inside.find(['(', ')']).unwrap_or(inside.len());
                let mut fields = inside[..end].split('-');
                let (id, kind) = (fields.next().unwrap_or(""), fields.next().unwrap_or(""));
                rest = &inside[end..];
                if let Some(after) = rest.strip_prefix(')') {
                    found.push((at, at + 1, kind));
                    rest = after;
                } else {
                    open.push((id, at, kind));
                }
            } else {
                let end = rest.find(')').map_or(rest.len(), |end| end + 1);
                let id = rest[..end].trim_end_matches(')');
                rest = &rest[end..];
                if let Some(place) = open.iter().rposition(|(known, ..)| *known == id) {
                    let (_, start, kind) = open.remove(place);
                    found.push((start, at + 1, kind));
                }
            }
        }
    }
    found
}

/// What of a mention is a name, and of which kind.
fn name<'a>(nodes: &[Node], (start, end, kind): Mention<'a>) -> Option<(usize, usize, &'a str)> {
    if kind == "time" {
        return date(nodes, start, end);
    }
    let head = (start..end).find(|at| !(start..end).contains(&nodes[*at].head))?;
    if nodes[head].upos != "PROPN" || nodes[head].xpos == "ADD" {
        return None;
    }
    let joins = kind != "person";
    let (mut first, mut last) = (head, head + 1);
    while let Some(before) = step(nodes, first, start, joins, Side::Left) {
        first = before;
    }
    while let Some(after) = step(nodes, last - 1, end, joins, Side::Right) {
        last = after + 1;
    }
    while first < head && is_title(&nodes[first]) {
        first += 1;
    }
    let words = &nodes[first..last];
    let plural = words.len() == 1 && nodes[head].xpos == "NNPS";
    let kind = match kind {
        "person" if plural => "NORP",
        "person" => "PER",
        "organization" => "ORG",
        "place" if words.iter().any(|node| LANDFORMS.contains(&node.form.as_str())) => "LOC",
        "place" => "GPE",
        _ => "OTHER",
    };
    Some((first, last, kind))
}

enum Side {
    Left,
    Right,
}

/// The next proper noun of the name on one side of `at`, over small words where `joins`.
fn step(nodes: &[Node], at: usize, border: usize, joins: bool, side: Side) -> Option<usize> {
    let mut place = at;
    for _ in 0..3 {
        place = match side {
            Side::Left => place.checked_sub(1).filter(|place| *place >= border)?,
            Side::Right => Some(place + 1).filter(|place| *place < border)?,
        };
        let node = &nodes[place];
        // "United" of "United States" is an adjective with the tag of a name.
        if node.upos == "PROPN" || (joins && node.xpos.starts_with("NNP")) {
            return Some(place);
        }
        let hyphen = matches!(node.form.as_str(), "-" | "–" | "'" | "." | "’");
        let small = joins && matches!(node.form.as_str(), "of" | "the" | "for" | "&" | "'s" | "’s" | "de");
        if !hyphen && !small {
            return None;
        }
    }
    None
}

fn is_title(node: &Node) -> bool {
    matches!(
        node.form.as_str(),
        "Mr."
            | "Mrs."
            | "Ms."
            | "Dr."
            | "Mr"
            | "Mrs"
            | "Ms"
            | "Dr"
            | "President"
            | "Minister"
            | "Prime"
            | "Senator"
            | "Sen."
            | "Rep."
            | "General"
            | "Gen."
            | "Colonel"
            | "Col."
            | "Judge"
            | "Justice"
            | "Professor"
            | "Prof."
            | "Ambassador"
            | "Secretary"
            | "King"
            | "Queen"
            | "Prince"
            | "Princess"
            | "Pope"
            | "Sir"
            | "Lord"
            | "Lady"
            | "Captain"
            | "Governor"
            | "Mayor"
            | "Chancellor"
            | "Madam"
    )
}

/// A date with a month, a day of the week or a year, without what stands before it.
fn date<'a>(nodes: &[Node], start: usize, end: usize) -> Option<(usize, usize, &'a str)> {
    let calendar = |node: &Node| {
        let year = node.form.len() == 4 && node.form.bytes().all(|b| b.is_ascii_digit());
        node.upos == "PROPN" || year
    };
    let first = (start..end).find(|at| !matches!(nodes[*at].upos.as_str(), "ADP" | "PUNCT" | "SCONJ"))?;
    let whole = (first..end).any(|at| calendar(&nodes[at])) && end - first <= 6;
    whole.then_some((first, end, "DATE"))
}

/// "Russian", "Afghan" as adjectives: written with a capital within a sentence.
fn is_demonym(nodes: &[Node], at: usize) -> bool {
    let node = &nodes[at];
    let capital = node.form.chars().next().is_some_and(char::is_uppercase);
    let small = node.form.chars().skip(1).all(char::is_lowercase);
    let ending = ["an", "ish", "ese", "ch", "ic", "i", "ern", "lim", "ish", "an-"];
    node.upos == "ADJ"
        && capital
        && small
        && node.lemma.chars().next().is_some_and(char::is_uppercase)
        && node.form.len() > 3
        && ending.iter().any(|ending| node.form.ends_with(ending))
}

#[cfg(test)]
mod tests {
    use super::classes;
    use verbale::syntax::conllu::read;

    #[test]
    fn a_name_is_what_proper_nouns_cover() {
        let text = "1\tthe\tthe\tDET\tDT\t_\t2\tdet\t_\tEntity=(1-organization-new-x-1-sgl\n\
                    2\tBank\tBank\tPROPN\tNNP\t_\t0\troot\t_\t_\n\
                    3\tof\tof\tADP\tIN\t_\t4\tcase\t_\t_\n\
                    4\tItaly\tItaly\tPROPN\tNNP\t_\t2\tnmod\t_\tEntity=(2-place-new-x-1-sgl)1)\n\
                    5\tmen\tman\tNOUN\tNNS\t_\t2\tdep\t_\tEntity=(3-person-new-x-1-sgl)\n";
        let tree = read(text).expect("well formed").remove(0);
        assert_eq!(classes(&tree), [0, 5, 6, 7, 0]);
    }
}
