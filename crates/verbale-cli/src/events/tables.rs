//! The columns of ICEWS (Boschee et al. 2015) and of POLECAT (Halterman et al. 2023). What verbale does not know
//! stays empty: cities and coordinates, COW numbers, Wikipedia pages.

use super::pairs::{Pair, Side, Telling, Told};
use verbale::actor::PartyKind;

/// ICEWS's columns.
pub(super) const ICEWS: [&str; 20] = [
    "Event ID",
    "Event Date",
    "Source Name",
    "Source Sectors",
    "Source Country",
    "Event Text",
    "CAMEO Code",
    "Intensity",
    "Target Name",
    "Target Sectors",
    "Target Country",
    "Story ID",
    "Sentence Number",
    "Publisher",
    "City",
    "District",
    "Province",
    "Country",
    "Latitude",
    "Longitude",
];

/// POLECAT's columns.
pub(super) const POLECAT: [&str; 40] = [
    "Event ID",
    "Event Date",
    "Event Type",
    "Event Mode",
    "Intensity",
    "Quad Code",
    "Contexts",
    "Actor Name",
    "Actor Country",
    "Actor COW",
    "Primary Actor Sector",
    "Actor Sectors",
    "Actor Title",
    "Actor Name Raw",
    "Wikipedia Actor ID",
    "Recipient Name",
    "Recipient Country",
    "Recipient COW",
    "Primary Recipient Sector",
    "Recipient Sectors",
    "Recipient Title",
    "Recipient Name Raw",
    "Wikipedia Recipient ID",
    "Placename",
    "City",
    "District",
    "Province",
    "Country",
    "Latitude",
    "Longitude",
    "GeoNames ID",
    "Raw Placename",
    "Feature Type",
    "Source",
    "Publication Date",
    "Story People",
    "Story Organizations",
    "Story Locations",
    "Language",
    "Version",
];

/// What stands between two cells.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Divider {
    Comma,
    Tab,
}

/// The line of column names.
pub(super) fn head(columns: &[&str], divider: Divider) -> String {
    let cells: Vec<String> = columns.iter().map(|&name| name.to_owned()).collect();
    line(&cells, divider)
}

/// A line of cells, each on one line, quoted where it must be.
pub(super) fn line(cells: &[String], divider: Divider) -> String {
    let delimiter = if divider == Divider::Comma { b',' } else { b'\t' };
    let plain = cells.iter().map(|cell| match cell.contains(['\t', '\n', '\r']) {
        true => cell.replace(['\t', '\n', '\r'], " "),
        false => cell.clone(),
    });
    let mut writer = csv::WriterBuilder::new().delimiter(delimiter).from_writer(Vec::new());
    writer.write_record(plain.collect::<Vec<_>>()).expect("a vector takes what is written");
    let bytes = writer.into_inner().expect("a vector takes what is written");
    String::from_utf8(bytes).expect("the cells are text")
}

/// ICEWS's rows.
pub(super) fn icews(telling: &Telling) -> String {
    let rows = telling.pairs().into_iter().map(|pair| {
        let told = pair.told;
        let text = match &told.record.mode {
            Some(mode) => format!("{} ({mode})", told.event.kind.as_str()),
            None => told.event.kind.as_str().to_owned(),
        };
        let mut cells = vec![telling.event_id(&pair), telling.day(told).unwrap_or_default()];
        cells.extend(icews_side(telling, pair.actor));
        cells.extend([text, told.record.cameo.clone(), told.event.score.to_string()]);
        cells.extend(icews_side(telling, pair.recipient));
        cells.extend([
            telling.record.document.id.clone(),
            telling.sentence(told).to_string(),
            telling.record.document.outlet.clone().unwrap_or_default(),
        ]);
        let [_, country] = place(told);
        cells.extend([String::new(), String::new(), String::new(), country]);
        cells.resize(ICEWS.len(), String::new());
        line(&cells, Divider::Comma)
    });
    rows.collect()
}

/// The words that name the place of an event, and its state.
fn place(told: Told) -> [String; 2] {
    told.record.place.as_ref().map_or_else(Default::default, |place| {
        [place.surface.clone(), place.state.clone().unwrap_or_default()]
    })
}

fn icews_side(telling: &Telling, side: Option<Side>) -> [String; 3] {
    side.map_or_else(Default::default, |side| {
        [telling.name(side), side.sector().to_owned(), side.country().to_owned()]
    })
}

/// POLECAT's rows.
pub(super) fn polecat(telling: &Telling) -> String {
    let document = &telling.record.document;
    let about = [
        document.outlet.clone().unwrap_or_default(),
        document.published.date.clone().unwrap_or_default(),
        telling.people(),
        telling.parties(&[PartyKind::Igo, PartyKind::Ngo, PartyKind::Company, PartyKind::ArmedGroup]),
        telling.parties(&[PartyKind::State]),
        document.language.clone().unwrap_or_default(),
        concat!("verbale ", env!("CARGO_PKG_VERSION")).to_owned(),
    ];
    telling.pairs().iter().map(|pair| polecat_row(telling, pair, &about)).collect()
}

fn polecat_row(telling: &Telling, pair: &Pair, about: &[String; 7]) -> String {
    let (event, record) = (pair.told.event, pair.told.record);
    let mut cells = vec![
        telling.event_id(pair),
        telling.day(pair.told).unwrap_or_default(),
        event.kind.as_str().to_owned(),
        record.mode.clone().unwrap_or_default(),
        event.score.to_string(),
        event.kind.quad().as_str().replace('-', " ").to_uppercase(),
        record.contexts.join(";"),
    ];
    cells.extend(polecat_side(telling, pair.actor));
    cells.extend(polecat_side(telling, pair.recipient));
    let [name, country] = place(pair.told);
    let empty = String::new;
    // Placename, City, District, Province, Country, Latitude, Longitude, GeoNames ID, Raw Placename.
    cells.extend([name.clone(), empty(), empty(), empty(), country, empty(), empty(), empty(), name]);
    cells.resize(POLECAT.len() - about.len(), String::new());
    cells.extend(about.iter().cloned());
    line(&cells, Divider::Tab)
}

fn polecat_side(telling: &Telling, side: Option<Side>) -> [String; 8] {
    side.map_or_else(Default::default, |side| {
        let (sector, country) = (side.sector().to_owned(), side.country().to_owned());
        let raw = side.surface().to_owned();
        [
            telling.name(side),
            country,
            String::new(),
            sector.clone(),
            sector,
            telling.title(side),
            raw,
            String::new(),
        ]
    })
}
