//! `verbale board`: where each issue stands and who owes whom what.

use super::args::{Board, Form};
use super::out;
use crate::brief::flow::{short, styled};
use crate::brief::{BAD, DIM, OPEN, PARTY, TITLE};
use anstyle::Style;
use std::process::ExitCode;
use verbale_ledger::MoveView;
use verbale_ledger::query::{self, BoardLine, BoardQuery, Duty, Parties};

/// Prints the board.
pub(crate) fn run(args: Board) -> anyhow::Result<ExitCode> {
    let ledger = super::open(&args.file)?;
    let query = BoardQuery {
        as_of: super::as_of(&args.clock),
        issue: args.issue.as_deref().map(|words| ledger.issue(words)).transpose()?,
        party: args.party.as_deref().map(|words| ledger.party(words)).transpose()?,
        parties: if args.all { Parties::All } else { Parties::Political },
        limit: args.limit,
        dormant_after: args.dormant_after,
    };
    let board = ledger.board(&query)?;
    match args.answer.format {
        Form::Json => out::json(&board),
        Form::Csv => csv(&board),
        Form::Text => out::text(&text(&board)),
    }
}

fn csv(board: &query::Board) -> anyhow::Result<ExitCode> {
    let head = [
        "row", "matter", "issue", "name", "from", "to", "state", "since", "days", "due", "overdue", "move",
        "what", "by",
    ];
    let mut rows = Vec::new();
    for matter in &board.matters {
        for line in &matter.lines {
            let last = line.last_move.as_ref();
            rows.push(vec![
                "state".to_owned(),
                matter.id.clone(),
                line.issue.clone(),
                line.name.clone(),
                line.raised_by.clone(),
                line.with.join("; "),
                line.state.clone(),
                line.since.clone(),
                line.days.to_string(),
                line.next_deadline.clone().unwrap_or_default(),
                String::new(),
                last.map(|one| one.id.clone()).unwrap_or_default(),
                last.map(|one| one.words.clone()).unwrap_or_default(),
                line.by.join("; "),
            ]);
        }
        for duty in &matter.owed {
            rows.push(vec![
                duty.kind.to_lowercase(),
                matter.id.clone(),
                duty.issue.clone().unwrap_or_default(),
                duty.name.clone().unwrap_or_default(),
                duty.debtor.join("; "),
                duty.creditor.join("; "),
                duty.state.clone(),
                duty.since.clone(),
                duty.days.to_string(),
                duty.due.clone().unwrap_or_default(),
                duty.overdue.map(|days| days.to_string()).unwrap_or_default(),
                duty.moves.first().cloned().unwrap_or_default(),
                duty.about.clone(),
                String::new(),
            ]);
        }
    }
    out::csv(&head, rows)
}

fn text(board: &query::Board) -> String {
    let mut out = String::new();
    let known =
        board.known_by.as_ref().map(|day| format!(", by what was recorded by {day}")).unwrap_or_default();
    styled(&mut out, DIM, &format!("The talks as of {}{known}", board.as_of));
    out.push('\n');
    if board.matters.is_empty() {
        out.push_str("Nothing stands on the board.\n");
    }
    for matter in &board.matters {
        out.push('\n');
        styled(&mut out, TITLE, &format!("{} {}", matter.id, matter.name));
        out.push('\n');
        for line in &matter.lines {
            self::line(&mut out, line, &matter.id);
        }
        for duty in &matter.owed {
            self::duty(&mut out, duty, &matter.id);
        }
        if matter.hidden > 0 {
            styled(
                &mut out,
                DIM,
                &format!("  and {} more, with others or on other points (--all)\n", matter.hidden),
            );
        }
    }
    if board.unsettled > 0 {
        let waiting = format!("\n{} issues wait for what is being added.\n", board.unsettled);
        styled(&mut out, OPEN, &waiting);
    }
    out
}

/// "REPLY_DRAFTED" as "reply drafted".
pub(super) fn small(word: &str) -> String {
    word.replace('_', " ").to_lowercase()
}

fn line(out: &mut String, line: &BoardLine, matter: &str) {
    let plain = Style::new();
    let mut pieces = Vec::new();
    if line.issue != matter {
        pieces.push((DIM, format!("{} ", line.issue)));
        pieces.push((plain, format!("{}: ", line.name)));
    }
    let promise = line.act.as_deref() == Some("COMMIT");
    let state = if promise { "promised".to_owned() } else { small(&line.state) };
    pieces.push((out::colour(&line.state), state));
    if line.dormant {
        pieces.push((DIM, " (dormant)".to_owned()));
    }
    pieces.push((DIM, format!(" since {} ({})", line.since, days(line.days))));
    pieces.extend(between(line));
    if let Some(day) = &line.next_deadline {
        pieces.push((OPEN, format!("; next deadline {day}")));
    }
    out::paragraph(out, 2, &pieces);
    if let Some(last) = &line.last_move {
        let mut pieces = vec![(DIM, "last: ".to_owned())];
        pieces.extend(one_move(last));
        out::paragraph(out, 6, &pieces);
    }
}

/// ", put by Japan to Spain"; " by Spain, put by Japan"; " by Japan, with Spain"; " by Japan, Spain".
fn between(line: &BoardLine) -> Vec<(Style, String)> {
    let (raiser, other) = ((PARTY, line.raised_by.clone()), (PARTY, several(&line.with)));
    let word = |text: &str| (DIM, text.to_owned());
    if matches!(line.state.as_str(), "ANNOUNCED" | "IN_FORCE") {
        return vec![word(", by "), raiser, word(" against "), other];
    }
    if line.by.is_empty() {
        return vec![word(", put by "), raiser, word(" to "), other];
    }
    let mut pieces = vec![word(" by "), (PARTY, several(&line.by))];
    if !line.by.contains(&line.raised_by) {
        pieces.extend([word(", put by "), raiser]);
    } else if !line.with.iter().all(|one| line.by.contains(one)) {
        pieces.extend([word(", with "), other]);
    }
    pieces
}

/// "Albania, Andorra, Armenia and 52 more".
fn several(names: &[String]) -> String {
    const SHOWN: usize = 3;
    match names.len() {
        0..=SHOWN => names.join(", "),
        many => format!("{} and {} more", names[..SHOWN].join(", "), many - SHOWN),
    }
}

/// "9 April JPN → USA REJECT: … (3 reports) 12.m3".
pub(super) fn one_move(one: &MoveView) -> Vec<(Style, String)> {
    let plain = Style::new();
    let mut pieces = vec![(DIM, format!("{} ", one.day)), (crate::brief::KIND, one.kind.clone())];
    pieces.push((plain, " ".to_owned()));
    pieces.push((PARTY, one.from.join(", ")));
    if !one.to.is_empty() {
        pieces.push((DIM, " → ".to_owned()));
        pieces.push((PARTY, one.to.join(", ")));
    }
    if !one.words.is_empty() {
        pieces.push((plain, format!(": {}", short(&one.words, 90))));
    }
    if one.reports > 1 {
        pieces.push((DIM, format!(" ({} reports, {})", one.reports, voices(one.voices.len()))));
    }
    if !one.contested_by.is_empty() {
        pieces.push((BAD, format!(" contested by {}", one.contested_by.join(" "))));
    }
    if one.status != "counts" {
        pieces.push((OPEN, format!(" {}", one.status)));
    }
    pieces.push((DIM, format!(" {}", one.id)));
    pieces
}

fn voices(count: usize) -> String {
    if count == 1 { "one voice".to_owned() } else { format!("{count} voices") }
}

pub(super) fn days(count: i32) -> String {
    match count {
        0 => "today".to_owned(),
        1 => "1 day".to_owned(),
        _ => format!("{count} days"),
    }
}

fn duty(out: &mut String, duty: &Duty, matter: &str) {
    let plain = Style::new();
    let (style, mark) = if duty.state == "violated" { (BAD, "✗ ") } else { (OPEN, "● ") };
    let mut pieces = vec![(style, mark.to_owned()), (PARTY, duty.debtor.join(", "))];
    let many = duty.debtor.len() > 1 || duty.debtor.iter().any(|one| one.contains(" parties ("));
    pieces.push((plain, if many { " owe " } else { " owes " }.to_owned()));
    pieces.push((PARTY, if duty.creditor.is_empty() { "all".to_owned() } else { duty.creditor.join(", ") }));
    pieces.push((plain, if duty.kind == "ANSWER" { " an answer" } else { " a deed" }.to_owned()));
    if let Some(name) = duty.name.as_ref().filter(|_| duty.issue.as_deref() != Some(matter)) {
        pieces.push((plain, format!(" on {name}")));
    }
    pieces.push((DIM, format!(" since {} ({})", duty.since, days(duty.days))));
    match duty.state.as_str() {
        "conditional" => pieces.push((DIM, ", on a condition".to_owned())),
        "violated" => pieces.push((BAD, ", not kept".to_owned())),
        _ => {}
    }
    if let Some(day) = &duty.due {
        pieces.push((OPEN, format!(", due {day}")));
    }
    if let Some(late) = duty.overdue {
        pieces.push((BAD, format!(", overdue by {}", days(late))));
    }
    if !duty.about.is_empty() {
        pieces.push((plain, format!(": {}", short(&duty.about, 80))));
    }
    pieces.push((DIM, format!(" {}", duty.moves.join(" "))));
    out::paragraph(out, 2, &pieces);
}
