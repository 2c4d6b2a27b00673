//! Judgement on the syntax and the envelope of an interchange: counts, references, repertoire, releases.

use std::collections::HashSet;

use super::envelope::number;
use super::interchange::Interchange;
use super::segment::Segment;
use crate::finding::{Detail, Finding, Findings, Rule};
use crate::span::{Location, Span, u32_of};

/// Where what is wrong may come from.
#[derive(Clone, Copy, Debug)]
pub(super) struct Doubts {
    /// A terminator is missing.
    pub(super) may_be_fused: bool,
    /// A terminator inside a value is not released.
    pub(super) may_be_torn: bool,
}

impl Interchange<'_> {
    /// Judges the envelope: counts, references, repertoire, and says what may be mended.
    pub(super) fn check(&self, findings: &mut Findings) -> Doubts {
        let mut notes = self.framed.notes.iter().copied().peekable();
        while let Some((rule, ordinal)) = notes.next() {
            let Some(segment) = self.segment(ordinal) else { continue };
            let mut finding = Finding::new(rule, segment.location());
            if rule == Rule::SegmentOutside {
                // One finding for a run of them.
                let (mut last, mut run) = (ordinal, 1);
                while let Some((_, next)) = notes.next_if(|&(next, at)| next == rule && at == last + 1) {
                    (last, run) = (next, run + 1);
                }
                finding = finding.with(Detail::Times("segments", run));
            }
            findings.push(finding);
        }
        self.check_fused(findings);
        self.check_torn(findings);
        self.check_header(findings);
        let is_outside = self.framed.notes.iter().any(|(rule, _)| *rule == Rule::SegmentOutside);
        let in_groups = self.check_groups(findings);
        let mut doubts = self.check_messages(findings);
        doubts.may_be_fused |= is_outside | in_groups;
        self.check_trailer(findings);
        if self.index.has_non_ascii {
            for segment in self.segments() {
                if !self.charset().admits(segment.raw()) {
                    findings.push(Finding::new(Rule::Repertoire, segment.location()));
                }
            }
        }
        if let Some(release) = self.service().release {
            let run = self.text().iter().rev().take_while(|&&b| b == release).count();
            if run % 2 == 1 {
                let end = self.text().len();
                findings.push(Finding::new(
                    Rule::ReleaseAtEnd,
                    Location::bytes(self.original(end.saturating_sub(1), end)),
                ));
            }
            if self.index.has_release {
                self.check_releases(release, findings);
            }
        }
        doubts
    }

    /// Releases before characters that need none: legal for the decimal mark and blank of UNA, odd otherwise.
    fn check_releases(&self, release: u8, findings: &mut Findings) {
        let mut at = 0;
        while let Some(found) = memchr::memchr(release, self.text().get(at..).unwrap_or_default()) {
            let start = at + found;
            at = start + 2;
            let Some(&next) = self.text().get(start + 1) else {
                break;
            };
            let idle = !self.service().is_service(next)
                && next != self.service().decimal
                && !matches!(next, b' ' | b'*');
            if idle {
                findings.push(Finding::new(
                    Rule::ReleaseOfOrdinary,
                    self.locate_in_segment(self.original(start, start + 2)),
                ));
            }
        }
    }

    fn check_header(&self, findings: &mut Findings) {
        let Some(header) = self.header() else { return };
        let segment = header.segment();
        for (element, name) in [(2, "sender"), (3, "recipient")] {
            if segment.unrepeated(element, 1).trim_ascii().is_empty() {
                findings.push(Finding::new(Rule::PartyMissing, segment.location()).with(Detail::Field(name)));
            }
        }
        if header.preparation().is_none() {
            findings.push(Finding::new(Rule::PreparationDate, segment.location()));
        }
        check_length(segment, segment.unrepeated(5, 1), findings);
    }

    fn check_groups(&self, findings: &mut Findings) -> bool {
        let mut may_be_fused = false;
        for group in &self.framed.groups {
            let Some(header) = self.segment(group.header) else {
                continue;
            };
            let Some(trailer) = group.trailer.and_then(|ordinal| self.segment(ordinal)) else {
                continue;
            };
            check_count(Rule::UneCount, trailer, u64::from(group.messages), findings);
            may_be_fused |= !check_reference(Rule::UneReference, header.unrepeated(5, 1), trailer, findings);
        }
        may_be_fused
    }

    fn check_messages(&self, findings: &mut Findings) -> Doubts {
        let mut may_be_fused = self.framed.frames.is_empty();
        let mut may_be_torn = false;
        if may_be_fused {
            let at = self.segment(0).map(|segment| segment.location()).unwrap_or_default();
            findings.push(Finding::new(Rule::NoMessage, at));
        }
        let several = self.framed.frames.len() > 1;
        let mut seen = HashSet::new();
        for message in self.messages() {
            let Some(header) = self.segment(message.frame.first) else {
                continue;
            };
            let reference = header.unrepeated(1, 1);
            check_length(header, reference, findings);
            if several && !reference.is_empty() && !seen.insert((message.frame.group, reference)) {
                findings.push(Finding::new(Rule::ReferenceRepeated, header.location()));
            }
            if let Some(group) = message.group_header()
                && !group.unrepeated(1, 1).is_empty()
                && group.unrepeated(1, 1) != header.unrepeated(2, 1)
            {
                findings.push(Finding::new(Rule::GroupType, header.location()));
            }
            if message.header().and_then(|h| h.transfer()).is_some_and(|transfer| !transfer.is_sound()) {
                findings.push(Finding::new(Rule::TransferStatus, header.location()));
            }
            if let Some(trailer) = message.trailer() {
                let counted = message.segment_count();
                let declared = check_count(Rule::UntCount, trailer, counted, findings);
                may_be_fused |= declared.is_some_and(|declared| declared > counted);
                may_be_torn |= declared.is_some_and(|declared| declared < counted);
                may_be_fused |= !check_reference(Rule::UntReference, reference, trailer, findings);
            } else {
                may_be_fused = true;
            }
        }
        Doubts { may_be_fused, may_be_torn }
    }

    fn check_trailer(&self, findings: &mut Findings) {
        let Some(trailer) = self.framed.trailer.and_then(|ordinal| self.segment(ordinal)) else {
            let end = self.span().end;
            findings.push(Finding::new(Rule::UnzMissing, Location::bytes(Span::new(end, end))));
            return;
        };
        let counted =
            if self.framed.groups.is_empty() { self.framed.frames.len() } else { self.framed.groups.len() };
        check_count(Rule::UnzCount, trailer, u64::from(u32_of(counted)), findings);
        if let Some(header) = self.header() {
            check_reference(Rule::UnzReference, header.segment().unrepeated(5, 1), trailer, findings);
        }
    }
}

/// Compares the count in element 1 of a trailer with what was counted, and gives it.
fn check_count(rule: Rule, trailer: Segment<'_>, counted: u64, findings: &mut Findings) -> Option<u64> {
    let declared = number(trailer.unrepeated(1, 1).trim_ascii());
    if declared != Some(counted) {
        findings.push(Finding::new(rule, trailer.location()).with(Detail::Count { declared, counted }));
    }
    declared
}

/// Compares the reference in element 2 of a trailer with that of its header; true when they are alike.
fn check_reference(rule: Rule, header: &[u8], trailer: Segment<'_>, findings: &mut Findings) -> bool {
    let is_same = trailer.unrepeated(2, 1).trim_ascii() == header.trim_ascii();
    if !is_same {
        findings.push(Finding::new(rule, trailer.location()));
    }
    is_same
}

/// Says when a control reference is longer than an..14.
fn check_length(segment: Segment<'_>, reference: &[u8], findings: &mut Findings) {
    if reference.len() > 14 {
        let length = u64::from(u32_of(reference.len()));
        findings.push(
            Finding::new(Rule::ReferenceLong, segment.location()).with(Detail::Length { length, limit: 14 }),
        );
    }
}
