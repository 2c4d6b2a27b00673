//! CONTRL: the syntax and service report (ISO 9735-4), built from findings, and read.

mod report;
mod table;
mod write;

pub use report::{Action, MessageReport, ReportedError, SyntaxReport};
pub use table::{Subject, SubjectElement, SubjectGroup, SubjectMessage, SubjectSegment};
pub use write::{error_code, write_report};

/// The segments that are read from this message, and what is read from each.
pub fn segments() -> Vec<crate::directory::CoveredSegment> {
    crate::directory::covered(&table::CONTRL)
}
