//! paxgov
#![forbid(unsafe_code)]
pub mod edifact;
mod error;
pub mod finding;
mod limits;
mod span;
pub use error::{Error, ErrorKind};
pub use finding::{Detail, Finding, Rule, Severity};
pub use limits::Limits;
pub use span::{Location, Span};
