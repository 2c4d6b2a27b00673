//! **paxgov** reads Advance Passenger Information (PAXLST) and passenger name records (PNRGOV), judges them against guides
//! and national profiles, matches people against watchlists, and protects the rights of everybody in the data.
//!
//! The way of the data is one-directional:
//!
//! ```text
//! bytes -> Interchange -> Message -> PassengerList | PnrPush -> findings
//!                                          \-> Passenger -> hits -> candidates -> dispositions
//! ```
//!
//! The paved path, from bytes to advice:
//!
//! ```
//! use paxgov::edifact::Interchange;
//! use paxgov::protection::{Access, BorderControl};
//! use paxgov::screening::Pipeline;
//!
//! # let bytes = std::fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/data/passengers.edi")).unwrap();
//! let access = Access::<BorderControl>::new("officer 4711", "Border Code, article 12")?;
//! let pipeline = Pipeline::new(access);
//! let interchange = Interchange::parse(&bytes)?;
//! for outcome in pipeline.interchange(&interchange) {
//!     assert_eq!((outcome.persons.len(), outcome.findings.len()), (4, 1));
//! }
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! Rooms, in the order in which data walks through them: [`edifact`] (syntax), [`paxlst`] and [`pnrgov`] (messages),
//! [`model`] (meaning), [`validate`] (judgement on messages), [`watchlist`] (judgement on people), [`screening`] (the
//! pipeline); beside them [`codes`] (vocabulary), [`finding`] (what is reported) and [`protection`] (rights).
//!
//! Nothing here reads files, clocks, environment or network. No input panics. Values of people print as `***` unless they
//! are wrapped in [`model::Revealed`].
#![forbid(unsafe_code)]

pub mod ackres;
#[cfg(feature = "anonymise")]
pub mod anonymise;
pub mod codes;
pub mod contrl;
pub mod cusres;
mod directory;
pub mod edifact;
mod error;
pub mod finding;
pub mod govreq;
mod limits;
pub mod model;
mod options;
pub mod paxlst;
pub mod pnrgov;
#[cfg(feature = "xml")]
pub mod pnrxml;
pub mod protection;
pub mod screening;
mod span;
pub mod stream;
#[cfg(feature = "synth")]
pub mod synth;
pub mod validate;
pub mod watchlist;

pub use directory::CoveredSegment;
pub use error::{Error, ErrorKind};
pub use finding::{Detail, Finding, Rule, Severity};
pub use limits::Limits;
pub use options::{Parsed, ReadOptions};
pub use span::{Location, Span};

/// The README's example compiles and runs.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
