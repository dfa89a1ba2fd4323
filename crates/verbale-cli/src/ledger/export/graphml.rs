//! A network in GraphML, with the keys of Discourse Network Analyzer's own export: nodes `n1`, `n2`, … with `id`,
//! `name`, `variable` and `frequency`, edges with a `weight` of type double. `variable` is "organization" for a party
//! and "concept" for an issue, as in the statements of that program; `Alias` is the party's code or the issue's id,
//! `Type` its kind.

use std::borrow::Cow;
use std::io::{Result, Write};
use verbale_ledger::export::{Network, Node};

const KEYS: [(&str, &str, &str); 7] = [
    ("id", "node", "string"),
    ("name", "node", "string"),
    ("Type", "node", "string"),
    ("Alias", "node", "string"),
    ("variable", "node", "string"),
    ("frequency", "node", "int"),
    ("weight", "edge", "double"),
];

/// Writes the network.
pub(super) fn write(out: &mut dyn Write, network: &Network) -> Result<()> {
    writeln!(out, "<?xml version=\"1.0\" encoding=\"utf-8\"?>")?;
    writeln!(out, "<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">")?;
    for (name, of, kind) in KEYS {
        writeln!(out, "  <key id=\"{name}\" for=\"{of}\" attr.name=\"{name}\" attr.type=\"{kind}\" />")?;
    }
    writeln!(out, "  <graph edgedefault=\"undirected\" id=\"DNA\">")?;
    for (n, node) in network.nodes.iter().enumerate() {
        one_node(out, n + 1, node)?;
    }
    for (a, b, weight) in &network.edges {
        writeln!(out, "    <edge source=\"n{}\" target=\"n{}\">", a + 1, b + 1)?;
        writeln!(out, "      <data key=\"weight\">{weight}.0</data>")?;
        writeln!(out, "    </edge>")?;
    }
    writeln!(out, "  </graph>\n</graphml>")
}

fn one_node(out: &mut dyn Write, n: usize, node: &Node) -> Result<()> {
    let variable = if node.is_issue { "concept" } else { "organization" };
    let (number, frequency) = (n.to_string(), node.frequency.to_string());
    writeln!(out, "    <node id=\"n{n}\">")?;
    let data = [
        ("id", number.as_str()),
        ("name", &node.name),
        ("Type", &node.kind),
        ("Alias", &node.id),
        ("variable", variable),
        ("frequency", &frequency),
    ];
    for (key, value) in data {
        writeln!(out, "      <data key=\"{key}\">{}</data>", escaped(value))?;
    }
    writeln!(out, "    </node>")
}

/// Text inside an element: marks of XML are named, what XML cannot hold is left out.
fn escaped(text: &str) -> Cow<'_, str> {
    let plain = |letter: char| {
        !matches!(letter, '&' | '<' | '>' | '\u{fffe}' | '\u{ffff}') && (letter >= ' ' || letter == '\t')
    };
    if text.chars().all(plain) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 8);
    for letter in text.chars() {
        match letter {
            '&' => out += "&amp;",
            '<' => out += "&lt;",
            '>' => out += "&gt;",
            '\n' | '\r' => out.push(' '),
            _ if plain(letter) => out.push(letter),
            _ => {}
        }
    }
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::escaped;

    #[test]
    fn text_holds_no_mark_of_xml_and_no_letter_that_xml_refuses() {
        let check = |text: &str, expected: &str| assert_eq!(escaped(text), expected);
        check("arms & <tariffs>", "arms &amp; &lt;tariffs&gt;");
        check("a\u{0}b\u{1b}\nc", "ab c");
        check("Elfenbeinküste", "Elfenbeinküste");
    }
}
