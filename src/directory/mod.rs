//! Shape: the segments and groups of each message as data, and the one reader that follows them.

mod covered;
mod read;
mod records;
mod table;

pub use covered::CoveredSegment;
pub(crate) use covered::covered;
pub(crate) use read::{Hook, NoHook, Verdict, read};
pub(crate) use records::{Composite, Record, Records};
pub(crate) use table::{
    ANYWHERE, Group, Kind, NONE, Part, Place, Row, Shape, Table, composites, fillable, groups, part, records,
    tag_word,
};
