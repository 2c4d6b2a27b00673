//! Where checks put what they found.

use crate::edifact::Message;
use crate::finding::{Detail, Finding, Findings, Rule};
use crate::limits::Limits;
use crate::span::{Location, Span};

/// The findings of one run over one message, or over a push that is known by its model alone.
pub(super) struct Report<'a> {
    message: Option<&'a Message<'a>>,
    findings: Findings,
}

impl<'a> Report<'a> {
    pub(super) fn new(message: &'a Message<'a>) -> Self {
        Self { message: Some(message), ..Self::of_model() }
    }

    /// A report whose places are bytes: there is no message in which they could be looked for.
    pub(super) fn of_model() -> Self {
        Self { message: None, findings: Findings::with_budget(Limits::DEFAULT.findings) }
    }

    pub(super) fn push(&mut self, rule: Rule, location: Location) {
        self.findings.push(Finding::new(rule, location));
    }

    pub(super) fn with(&mut self, rule: Rule, location: Location, detail: Detail) {
        self.findings.push(Finding::new(rule, location).with(detail));
    }

    /// A finding at bytes of the input.
    pub(super) fn at_span(&mut self, rule: Rule, span: Span, detail: Detail) {
        let message = self.message.filter(|_| !self.findings.is_full());
        let location =
            message.map_or_else(|| Location::bytes(span), |message| message.interchange().locate(span));
        self.findings.push(Finding::new(rule, location).with(detail));
    }

    /// True when further findings are only counted: then no place needs to be looked for.
    pub(super) fn is_full(&self) -> bool {
        self.findings.is_full()
    }

    pub(super) fn into_vec(self) -> Vec<Finding> {
        self.findings.into_vec()
    }
}
