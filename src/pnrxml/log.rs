//! What is noticed while a document is read. Names and values of the input are compared, never told.

use std::collections::HashMap;
use std::ops::Range;

use super::source::Source;
use crate::codes::SensitiveClass;
use crate::finding::{Detail, Finding, Findings, Rule};
use crate::span::Location;

/// Something that is told once, with how often it was met.
struct Tally {
    first: Range<usize>,
    count: u64,
}

/// The findings of one document.
pub(super) struct Log<'s, 'a> {
    pub(super) source: &'s Source<'a>,
    findings: Findings,
    /// Most kinds that are told apart.
    budget: usize,
    /// By rule, the word that may be told, and the name in the input.
    tallies: HashMap<(Rule, &'static str, &'s str), Tally>,
    dropped: Vec<(SensitiveClass, Tally)>,
}

impl<'s, 'a> Log<'s, 'a> {
    pub(super) fn new(source: &'s Source<'a>, budget: usize) -> Self {
        let findings = Findings::with_budget(budget);
        Self { source, findings, budget, tallies: HashMap::new(), dropped: Vec::new() }
    }

    pub(super) fn push(&mut self, finding: Finding) {
        self.findings.push(finding);
    }

    /// A finding at a place.
    pub(super) fn at(&mut self, rule: Rule, range: &Range<usize>, detail: Detail) {
        if self.findings.is_full() {
            self.findings.push(Finding::new(rule, Location::default()));
            return;
        }
        let place = self.source.place(range);
        self.findings.push(Finding::new(rule, place).with(detail));
    }

    /// Something that is told once for each word and name, at its first place.
    pub(super) fn once(&mut self, rule: Rule, word: &'static str, name: &'s str, range: &Range<usize>) {
        let name = if self.tallies.len() < self.budget { name } else { "" };
        let tally = self.tallies.entry((rule, word, name));
        tally.or_insert_with(|| Tally { first: range.clone(), count: 0 }).count += 1;
    }

    /// Sensitive data that was not recorded.
    pub(super) fn dropped(&mut self, class: SensitiveClass, range: &Range<usize>) {
        match self.dropped.iter_mut().find(|(counted, _)| *counted == class) {
            Some((_, tally)) => tally.count += 1,
            None => self.dropped.push((class, Tally { first: range.clone(), count: 1 })),
        }
    }

    /// The findings, in the order of their places.
    pub(super) fn into_findings(mut self) -> Vec<Finding> {
        let tallies = std::mem::take(&mut self.tallies).into_iter();
        let mut told: Vec<(Rule, &'static str, Tally)> =
            tallies.map(|((rule, word, _), tally)| (rule, word, tally)).collect();
        let dropped = std::mem::take(&mut self.dropped).into_iter();
        told.extend(dropped.map(|(class, tally)| (Rule::SensitiveDropped, class.name(), tally)));
        told.sort_by_key(|(rule, word, tally)| (tally.first.start, *rule, *word));
        for (rule, word, tally) in told {
            self.at(rule, &tally.first, Detail::Times(word, tally.count));
        }
        let mut findings = self.findings.into_vec();
        findings.sort_by_key(|finding| (finding.rule == Rule::FindingsCut, finding.location.span.start));
        findings
    }
}
