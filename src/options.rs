//! What the caller says about reading, and what reading gives back.

use chrono::NaiveDate;

use crate::codes::SensitivePolicy;
use crate::finding::Finding;
use crate::limits::Limits;

/// How messages are read. There is no clock in the library: "today" is the caller's word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct ReadOptions {
    /// The day against which two-digit years are resolved when the flight's date is not known.
    pub reference_date: Option<NaiveDate>,
    /// What is done with sensitive data. The default protects.
    pub sensitive: SensitivePolicy,
    /// Budgets.
    pub limits: Limits,
}

impl ReadOptions {
    /// The defaults: no reference date, sensitive data dropped, the documented budgets.
    pub const DEFAULT: Self =
        Self { reference_date: None, sensitive: SensitivePolicy::Protect, limits: Limits::DEFAULT };

    /// Sets the reference date.
    #[must_use]
    pub const fn with_reference_date(mut self, date: NaiveDate) -> Self {
        self.reference_date = Some(date);
        self
    }

    /// Sets what is done with sensitive data.
    #[must_use]
    pub const fn with_sensitive(mut self, policy: SensitivePolicy) -> Self {
        self.sensitive = policy;
        self
    }

    /// Sets the budgets.
    #[must_use]
    pub const fn with_limits(mut self, limits: Limits) -> Self {
        self.limits = limits;
        self
    }
}

/// A value that was read, and what was noticed while reading it.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Parsed<T> {
    /// The value.
    pub value: T,
    /// What was noticed and survived.
    pub findings: Vec<Finding>,
}
