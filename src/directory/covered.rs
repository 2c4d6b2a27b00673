//! What the tables cover, as data: for the page of the docs, for tools that compare it with a guide.

use super::table::{Act, Row, Table};

/// A segment that a message's table knows.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct CoveredSegment {
    /// Message type (UNH 0065).
    pub message: &'static str,
    /// Tag.
    pub tag: String,
    /// Qualifier that it must have; empty for any.
    pub qualifier: String,
    /// The view that it opens or fills; empty when it is kept raw.
    pub view: &'static str,
    /// True when it opens a record, false when it fills the open one.
    pub opens: bool,
    /// What is read from it: name, element (0 in every repeated composite), component.
    pub values: Vec<(&'static str, u16, u16)>,
}

/// The segments of a table in its order, each once.
pub(crate) fn covered(table: &'static Table) -> Vec<CoveredSegment> {
    let mut found: Vec<CoveredSegment> = Vec::new();
    for row in table.rows.iter().filter(|row| row.within != 0 && row.act != Act::Astray) {
        let segment = segment(table, row);
        if !found.contains(&segment) {
            found.push(segment);
        }
    }
    found
}

fn segment(table: &'static Table, row: &Row) -> CoveredSegment {
    let shape = table.shape(row.kind).filter(|_| row.act != Act::Pass);
    let places = shape.map(|shape| shape.places).unwrap_or_default();
    let qualifier: Vec<u8> = row.qualifier.to_le_bytes().into_iter().filter(|byte| *byte != 0).collect();
    CoveredSegment {
        message: table.message,
        tag: String::from_utf8_lossy(&row.tag).into_owned(),
        qualifier: String::from_utf8_lossy(&qualifier).into_owned(),
        view: shape.map_or("", |shape| shape.name),
        opens: row.act == Act::Open,
        values: places
            .iter()
            .filter(|place| place.part == row.part)
            .map(|place| (place.name, place.element, place.component))
            .collect(),
    }
}
