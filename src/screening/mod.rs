//! The pipeline: a message in; findings, candidates and dispositions out. Screening advises; a person decides.

mod companion;
mod pipeline;
mod review;

pub use companion::{AnswerOutcome, Companion};
pub use pipeline::{Content, Disposition, MessageOutcome, Missing, PersonOutcome, Pipeline, Reason};
pub use review::{Candidate, Decision, Reviewed};
