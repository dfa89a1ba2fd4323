//! Who stands on a side of a move, as one word of a column: `USA`, or a set with its members, `each(OSCE=ALB,AND)`.

use verbale::record::PartyRef;

/// A party, or a set of which each member is meant.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Side {
    /// The party, or the body whose members are meant.
    pub code: String,
    /// The members where each is meant for himself; empty for a plain party.
    pub members: Vec<String>,
}

impl Side {
    /// A plain party.
    pub fn party(code: &str) -> Side {
        Side { code: plain(code), members: Vec::new() }
    }

    /// From the record: only "each of …" with known members is a set.
    pub fn of(party: &PartyRef) -> Side {
        let each = party.quantifier.is_some_and(|one| one.word() == "each");
        let members = match each {
            true => party.members.iter().filter(|one| !party.except.contains(one)).map(|one| plain(one)),
            false => return Side::party(&party.party),
        };
        Side { code: plain(&party.party), members: members.collect() }
    }
}

/// A code without the marks that divide a column.
pub(crate) fn plain(code: &str) -> String {
    code.replace([' ', ',', '(', ')', '='], "-")
}

/// As a column has it.
pub fn write(sides: &[Side]) -> String {
    let mut list: Vec<String> = Vec::new();
    for side in sides {
        let word = match side.members.is_empty() {
            true => side.code.clone(),
            false => format!("each({}={})", side.code, side.members.join(",")),
        };
        if !list.contains(&word) {
            list.push(word);
        }
    }
    list.join(" ")
}

/// From a column.
pub fn read(column: &str) -> Vec<Side> {
    let one = |word: &str| {
        let inner = word.strip_prefix("each(").and_then(|rest| rest.strip_suffix(')'));
        match inner.and_then(|inner| inner.split_once('=')) {
            Some((code, members)) => {
                Side { code: code.to_owned(), members: members.split(',').map(str::to_owned).collect() }
            }
            None => Side { code: word.to_owned(), members: Vec::new() },
        }
    };
    column.split(' ').filter(|word| !word.is_empty()).map(one).collect()
}

/// The codes that a side stands for.
pub fn codes(column: &str) -> Vec<String> {
    read(column).into_iter().map(|side| side.code).collect()
}

#[cfg(test)]
mod tests {
    use super::{read, write};

    #[test]
    fn columns_go_there_and_back() {
        for column in ["USA", "USA NATO", "each(OSCE=ALB,AND) RUS", ""] {
            assert_eq!(write(&read(column)), column);
        }
    }
}
