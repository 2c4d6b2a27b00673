//! Shape: the segments and groups of each message as data, and the one reader that follows them.

mod read;
mod records;
mod table;

pub(crate) use crate::edifact::Field as FieldAt;
pub(crate) use read::{Hook, NoHook, Verdict, read};
pub(crate) use records::{Record, Records};
pub(crate) use table::{Group, Kind, NONE, Row, Shape, Table, at, groups, records, tag_word};
