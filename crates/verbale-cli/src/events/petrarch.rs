//! PETRARCH's lines: date, source, target, CAMEO code, issues, ids, URL, publisher, text; tabs between, no head.

use super::pairs::{Side, Telling};
use super::tables::{Divider, line};

/// One line a pair.
pub(super) fn write(telling: &Telling) -> String {
    let document = &telling.record.document;
    let mut out = String::new();
    for pair in telling.pairs() {
        let told = pair.told;
        let issues: Vec<String> = told.record.contexts.iter().map(|context| format!("{context},1")).collect();
        let cells = [
            telling.day(told).unwrap_or_default().replace('-', ""),
            code(pair.actor),
            code(pair.recipient),
            told.record.cameo.clone(),
            issues.join(";"),
            format!("{}_{}", document.id, telling.sentence(told)),
            String::new(),
            document.outlet.clone().unwrap_or_default(),
            telling.words(told),
        ];
        out.push_str(&line(&cells, Divider::Tab));
    }
    out
}

/// The state with the sector ("RUSGOV"); an organisation of states under IGO, the unknown as `---`.
fn code(side: Option<Side>) -> String {
    let Some(side) = side else { return "---".to_owned() };
    let letters =
        |code: &str| code.chars().filter(|c| c.is_ascii_alphanumeric()).collect::<String>().to_uppercase();
    match (side.country(), side.sector()) {
        ("", sector @ ("IGO" | "NGO")) => format!("{sector}{}", letters(&side.record.party.party)),
        ("", "") => "---".to_owned(),
        ("", sector) => format!("---{sector}"),
        (country, sector) => format!("{country}{sector}"),
    }
}
