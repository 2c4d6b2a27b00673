//! The tables of the published lists: where each has what. A new list is a table.

mod eu;
mod uk;
mod un;
mod us;

pub(super) use eu::{EU_CSV, EU_XML};
pub(super) use uk::{UK_CONLIST, UK_CSV, UK_XML};
pub(super) use un::{OPENSANCTIONS, UN};
pub(super) use us::{CSL_CSV, CSL_JSON, OFAC_XML};

/// What entries of lists of sanctions are listed for.
const SANCTION: &[&str] = &["sanction"];
