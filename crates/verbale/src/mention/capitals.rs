//! Words with a capital that open no name: "Mr", "The", "Monday". Enters: capitals.tsv. Leaves: what a word with a
//! capital is.

use crate::knowledge::{Files, KnowledgeError, WordMap};

/// The words of the table.
#[derive(Debug, Clone, Default)]
pub(crate) struct Capitals(WordMap<Capital>);

#[derive(Debug, Clone, Copy)]
struct Capital {
    honorific: bool,
    may_be_name: bool,
}

impl Capitals {
    /// Reads the table.
    pub(super) fn new(files: &Files) -> Result<Capitals, KnowledgeError> {
        let mut words = WordMap::default();
        for row in files.table("capitals.tsv", &["word", "kind", "name"])?.rows {
            let honorific = match row.cell(1) {
                "honorific" => true,
                "opener" => false,
                other => return Err(row.error(format!("{other}; expected honorific or opener"))),
            };
            let may_be_name = match row.cell(2) {
                "yes" => true,
                "" => false,
                other => return Err(row.error(format!("{other}; expected yes or nothing"))),
            };
            words.insert(row.cell(0).to_owned(), Capital { honorific, may_be_name });
        }
        Ok(Capitals(words))
    }

    /// "Mr", "Dr", "Sir", with or without a full stop: they stand before people only.
    pub(crate) fn is_honorific(&self, form: &str) -> bool {
        self.0.get(form.trim_end_matches('.')).is_some_and(|word| word.honorific)
    }

    /// Words with a capital that open no name, whole words of capitals among them.
    pub(crate) fn is_title(&self, form: &str) -> bool {
        let form = if form.len() > 3 { form.trim_end_matches('.') } else { form };
        if form.len() > 2 && form.bytes().all(|b| b.is_ascii_uppercase()) {
            let quiet = format!("{}{}", &form[..1], form[1..].to_ascii_lowercase());
            return self.is_title(&quiet);
        }
        self.is_honorific(form) || self.0.contains_key(form)
    }

    /// True for a title that a name may hold all the same: "April".
    pub(crate) fn may_be_name(&self, form: &str) -> bool {
        self.0.get(form).is_some_and(|word| word.may_be_name)
    }
}

#[cfg(test)]
mod tests {
    use super::Capitals;
    use crate::knowledge::Files;

    #[test]
    fn what_opens_no_name_is_told() {
        let capitals = Capitals::new(&Files::embedded()).expect("the built-in table");
        for title in ["Mr", "Mr.", "Sir", "The", "THE", "Monday", "MONDAY", "Sept."] {
            assert!(capitals.is_title(title), "{title}");
        }
        for name in ["Lavrov", "mr", "NATO", "Minsk"] {
            assert!(!capitals.is_title(name), "{name}");
        }
        assert!(capitals.is_honorific("Gen.") && !capitals.is_honorific("Monday"));
        assert!(capitals.may_be_name("April") && !capitals.may_be_name("August"));
    }
}
