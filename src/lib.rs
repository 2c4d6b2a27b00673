//! paxgov
#![forbid(unsafe_code)]
pub mod codes;
mod directory;
pub mod edifact;
mod error;
pub mod finding;
mod limits;
pub mod model;
mod options;
pub mod paxlst;
pub mod pnrgov;
pub mod protection;
pub mod screening;
mod span;
#[cfg(feature = "synth")]
pub mod synth;
pub mod validate;
pub mod watchlist;
pub use error::{Error, ErrorKind};
pub use finding::{Detail, Finding, Rule, Severity};
pub use limits::Limits;
pub use options::{Parsed, ReadOptions};
pub use span::{Location, Span};
