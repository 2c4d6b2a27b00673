//! What is reported and survived: a rule, a severity, a place and a typed detail, never text of a traveller.

mod rules;

use std::fmt;

use serde::Serialize;

pub use rules::Rule;

use crate::span::Location;

/// How much a finding matters. The order is by weight: `Info < Warning < Error`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Worth knowing; nothing is wrong with the data.
    Info,
    /// Deviates from the guide; the data is still usable.
    Warning,
    /// The data is wrong or missing where it is needed.
    Error,
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Info => "info",
            Self::Warning => "warning",
            Self::Error => "error",
        })
    }
}

/// The typed detail of a finding. It can hold counts, lengths and words of the standard, never a value of the input.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Detail {
    /// Nothing to add to the title.
    None,
    /// A claim of the message against what was counted.
    Count {
        /// What the message says; `None` when it is not a number.
        declared: Option<u64>,
        /// What was read.
        counted: u64,
    },
    /// The name of a field, segment or class of the standard.
    Field(&'static str),
    /// A field, and how often.
    Times(&'static str, u64),
    /// A length against its limit.
    Length {
        /// What was read, in characters.
        length: u64,
        /// The most that is allowed.
        limit: u64,
    },
    /// The value of a control byte.
    Byte(u8),
    /// Another place that belongs to this finding, as the number of its segment.
    Segment(u32),
}

impl fmt::Display for Detail {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::None => Ok(()),
            Self::Count { declared: Some(declared), counted } => {
                write!(f, "declared {declared}, counted {counted}")
            }
            Self::Count { declared: None, counted } => write!(f, "no number declared, counted {counted}"),
            Self::Field(name) => f.write_str(name),
            Self::Times(name, count) => write!(f, "{name}: {count}"),
            Self::Length { length, limit } => write!(f, "length {length}, limit {limit}"),
            Self::Byte(byte) => write!(f, "byte 0x{byte:02x}"),
            Self::Segment(number) => write!(f, "see segment {number}"),
        }
    }
}

/// Something that was noticed and survived. Can be logged freely: it holds a place, never text of the input.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct Finding {
    /// The rule of the registry.
    pub rule: Rule,
    /// The severity, after the profile.
    pub severity: Severity,
    /// The place.
    pub location: Location,
    /// The typed detail.
    pub detail: Detail,
}

impl Finding {
    /// A finding with the registry's severity and no detail.
    pub const fn new(rule: Rule, location: Location) -> Self {
        Self { rule, severity: rule.severity(), location, detail: Detail::None }
    }

    /// The same finding with a detail.
    #[must_use]
    pub const fn with(mut self, detail: Detail) -> Self {
        self.detail = detail;
        self
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}: {}", self.rule.id(), self.severity, self.rule.title())?;
        if self.detail != Detail::None {
            write!(f, " ({})", self.detail)?;
        }
        write!(f, ", at {}", self.location)
    }
}

/// A list of findings with a budget: what is over it is counted, and said in one last finding.
#[derive(Clone, Debug, Default)]
pub struct Findings {
    list: Vec<Finding>,
    budget: usize,
    over: u64,
}

impl Findings {
    /// An empty list that keeps at most `budget` findings.
    pub const fn with_budget(budget: usize) -> Self {
        Self { list: Vec::new(), budget, over: 0 }
    }

    /// Adds a finding, or counts it when the budget is spent.
    pub fn push(&mut self, finding: Finding) {
        if self.list.len() < self.budget {
            self.list.push(finding);
        } else {
            self.over += 1;
        }
    }

    /// True when the budget is spent.
    pub fn is_full(&self) -> bool {
        self.list.len() >= self.budget
    }

    /// The findings kept so far.
    pub fn as_slice(&self) -> &[Finding] {
        &self.list
    }

    /// The findings, with [`Rule::FindingsCut`] last when some were over the budget.
    pub fn into_vec(mut self) -> Vec<Finding> {
        if self.over > 0 {
            let location = self.list.last().map(|f| f.location).unwrap_or_default();
            self.list.push(
                Finding::new(Rule::FindingsCut, location)
                    .with(Detail::Times("findings over the budget", self.over)),
            );
        }
        self.list
    }
}
