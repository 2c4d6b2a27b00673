//! The US consolidated screening list in JSON: one object with an array of records, read as a stream.

use std::fmt;
use std::io::BufRead;

use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};

use super::decode::Decoded;
use super::draft::Draft;
use super::layout::Kind;
use super::node::Node;
use super::tables::SdnRows;
use super::{LONGEST_FIELD, Loaded, Loader, RowTrouble, layouts, refused};
use crate::error::{Error, ErrorKind};
use crate::span::{Location, Span};

/// The key of the array.
const RECORDS: &str = "results";

struct Reading<'l> {
    loader: &'l mut Loader,
    sdn: SdnRows,
    has_records: bool,
}

impl Reading<'_> {
    fn record(&mut self, number: u64, node: &Node) {
        let (loader, layout) = (&mut *self.loader, &layouts::CSL_JSON);
        if node.children.is_empty() || node.any_text(&|text| text.len() > LONGEST_FIELD) {
            return loader.lost(number);
        }
        let kind = layout.kind(node);
        if kind == Kind::Other || !self.sdn.takes(node) {
            loader.loaded.passed_over += 1;
            return;
        }
        if kind == Kind::Unclear {
            loader.trouble(number, RowTrouble::Word);
        }
        if node.any_text(&|text| text.contains('\u{fffd}')) {
            loader.trouble(number, RowTrouble::Encoding);
        }
        let mut draft = Draft::new(layout.list, layout.id(node), number);
        layout.fill(&mut draft, node);
        loader.add_draft(draft);
    }
}

/// The object around the array.
struct Whole<'r, 'l>(&'r mut Reading<'l>);

impl<'de> Visitor<'de> for Whole<'_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object with results")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<(), A::Error> {
        while let Some(name) = members.next_key::<String>()? {
            if name == RECORDS {
                members.next_value_seed(Records(&mut *self.0))?;
            } else {
                members.next_value::<IgnoredAny>()?;
            }
        }
        Ok(())
    }
}

/// The array.
struct Records<'r, 'l>(&'r mut Reading<'l>);

impl<'de> DeserializeSeed<'de> for Records<'_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for Records<'_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an array of records")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
        self.0.has_records = true;
        let mut number = 0;
        while let Some(node) = items.next_element::<Node>()? {
            number += 1;
            self.0.record(number, &node);
        }
        Ok(())
    }
}

/// Reads the US consolidated screening list in JSON: an object whose `results` are the records. Trouble is reported by the
/// number of the record. Records that do not say what they are (Commerce, State) are read as persons.
///
/// # Errors
/// When it has no such array, it was cut or is no JSON, no record was understood, or more than one in ten is broken.
pub fn from_csl_json(source: impl BufRead, sdn: SdnRows) -> Result<Loaded, Error> {
    let mut loader = Loader::new();
    let mut reading = Reading { loader: &mut loader, sdn, has_records: false };
    let mut json = serde_json::Deserializer::from_reader(Decoded::new(source));
    let read = json.deserialize_map(Whole(&mut reading)).and_then(|()| json.end());
    if !reading.has_records {
        let kind = ErrorKind::NotUnderstood { expected: "an object of JSON whose results are records" };
        return Err(Error::new(kind, Location::bytes(Span::default())));
    }
    read.map_err(|_| refused("the JSON is broken or ends early: the file was cut"))?;
    loader.finish()
}
