//! Records that readers say must not be made, counted in what was read.
//!
//! Enter: `must_not` of a gold file (`{"what": "PERFORM sanction by USA, CT+: tariffs imposed", "why": …}`) and
//! the moves that were read. Leave: how many of them a program can check, and which were made. Checked are those
//! that begin with a kind of move and name its maker ("by USA", "USA -> JPN", "USA against JPN", "for JPN");
//! the others are for a person to read. A move that the readers have themselves, with the same kind, parties
//! and factuality, is none of them.

use super::reports;
use serde_json::Value;
use std::collections::BTreeSet;
use verbale::eval::talks::OneMove;
use verbale::moves::MoveKind;

/// What of the forbidden records was found.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// How many the readers list.
    pub(super) listed: usize,
    /// How many of them could be checked.
    pub(super) checked: usize,
    /// Those that were made, in words.
    pub(super) made: Vec<String>,
}

/// One forbidden record as far as a program understands it.
#[derive(Debug, PartialEq, Eq)]
struct Ban {
    kinds: Vec<MoveKind>,
    from: String,
    to: Option<String>,
    /// Only a record that is certain is wrong.
    certain: bool,
}

impl Found {
    /// Looks through one report.
    pub(super) fn add(&mut self, gold: &Value, read: &[OneMove], right: &[OneMove]) {
        for one in reports::list(gold, "must_not") {
            self.listed += 1;
            let what = reports::word(one, "what");
            let Some(ban) = ban(what) else { continue };
            self.checked += 1;
            if read.iter().any(|made| ban.fits(made) && !right.iter().any(|gold| same(gold, made))) {
                self.made.push(format!("{}: {what}", reports::word(gold, "id")));
            }
        }
    }
}

impl Ban {
    fn fits(&self, made: &OneMove) -> bool {
        let factuality = made.factuality.as_deref().unwrap_or_default();
        let happened = if self.certain { factuality == "CT+" } else { factuality.ends_with('+') };
        self.kinds.contains(&made.kind)
            && made.from.contains(&self.from)
            && self.to.as_ref().is_none_or(|to| made.to.contains(to))
            && happened
    }
}

fn same(gold: &OneMove, made: &OneMove) -> bool {
    gold.kind == made.kind
        && gold.from == made.from
        && (gold.to == made.to || made.to.is_empty())
        && gold.factuality == made.factuality
}

/// Reads the words of a forbidden record; none where it names no kind at its head or no maker.
fn ban(what: &str) -> Option<Ban> {
    let head: Vec<&str> = what.split([':', '(']).next()?.split_whitespace().collect();
    let word = |text: &str| text.trim_matches(|c: char| !c.is_alphanumeric()).to_owned();
    let mut kinds = Vec::new();
    for piece in &head {
        let first = word(piece.split('/').next().unwrap_or_default());
        match MoveKind::parse(&first) {
            Some(kind) => kinds.push(kind),
            None if first == "or" => {}
            None => break,
        }
    }
    let parties: BTreeSet<usize> = (0..head.len()).filter(|&n| is_code(&word(head[n]))).collect();
    let after = |names: &[&str]| {
        head.iter()
            .enumerate()
            .find(|(n, piece)| names.contains(*piece) && parties.contains(&(n + 1)))
            .map(|(n, _)| n)
    };
    let code = |n: usize| word(head[n]).to_lowercase();
    let (from, to) = match (after(&["by"]), after(&["->", "against"])) {
        (Some(by), to) => (code(by + 1), to.map(|to| code(to + 1))),
        (None, Some(to)) if to > 0 && parties.contains(&(to - 1)) => (code(to - 1), Some(code(to + 1))),
        _ => return None,
    };
    (!kinds.is_empty()).then(|| Ban {
        kinds,
        from,
        to,
        certain: what.contains("CT+") || what.contains("as a fact"),
    })
}

/// "USA", "NATO", "EC": a code, and no kind of move or sign of certainty.
fn is_code(text: &str) -> bool {
    (2..=5).contains(&text.len())
        && text.chars().all(|c| c.is_ascii_uppercase())
        && MoveKind::parse(text).is_none()
        && text != "CT"
}

#[test]
fn a_forbidden_record_is_understood_by_its_head() {
    let ban = |what| super::forbidden::ban(what).map(|one| (one.kinds.len(), one.from, one.to, one.certain));
    let code = |text: &str| text.to_owned();
    assert_eq!(ban("SIGN by ERI"), Some((1, code("eri"), None, false)));
    assert_eq!(ban("ASSERT or DENY by TGO, CT+: the raid"), Some((2, code("tgo"), None, true)));
    assert_eq!(ban("PERFORM/assault GHA -> TGO"), Some((1, code("gha"), Some(code("tgo")), false)));
    assert_eq!(ban("PERFORM sanction by GHA against TGO"), Some((1, code("gha"), Some(code("tgo")), false)));
    assert_eq!(ban("casualties"), None);
    assert_eq!(ban("a declaration of war by GHA"), None);
}
