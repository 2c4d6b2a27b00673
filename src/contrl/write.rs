//! A CONTRL from the findings of an interchange.

use std::collections::BTreeMap;

use crate::edifact::{Envelope, Interchange, InterchangeWriter, MessageId};
use crate::error::Error;
use crate::finding::{Finding, Rule, Severity};

/// Syntax errors (0085) of the rules that are about syntax; others are for the application, not for CONTRL.
const CODES: &[(Rule, u8)] = &[
    (Rule::UnaNotDistinct, 22),
    (Rule::ReleaseAtEnd, 22),
    (Rule::ControlByte, 21),
    (Rule::Unterminated, 13),
    (Rule::TagDamaged, 12),
    (Rule::EmptySegment, 12),
    (Rule::Repertoire, 21),
    (Rule::SyntaxUnknown, 2),
    (Rule::SegmentsFused, 13),
    (Rule::TerminatorUnreleased, 12),
    (Rule::UnbMissing, 13),
    (Rule::UnzMissing, 13),
    (Rule::UnzCount, 29),
    (Rule::UnzReference, 28),
    (Rule::UntMissing, 13),
    (Rule::UntCount, 29),
    (Rule::UntReference, 28),
    (Rule::UneMissing, 13),
    (Rule::UneCount, 29),
    (Rule::UneReference, 28),
    (Rule::SegmentOutside, 33),
    (Rule::GroupsMixed, 30),
    (Rule::NoMessage, 32),
    (Rule::MessageUnknown, 14),
    (Rule::PreparationDate, 12),
    (Rule::PartyMissing, 13),
    (Rule::ReferenceRepeated, 26),
    (Rule::GroupType, 31),
    (Rule::ReferenceLong, 39),
    (Rule::TransferStatus, 12),
    (Rule::SegmentUnknown, 15),
    (Rule::SegmentMisplaced, 15),
    (Rule::SegmentRepeated, 35),
    (Rule::SegmentMissing, 13),
    (Rule::NameLong, 39),
];

/// The syntax error code (0085) of a rule; `None` when the rule is not about syntax.
pub fn error_code(rule: Rule) -> Option<u8> {
    CODES.iter().find(|(listed, _)| *listed == rule).map(|(_, code)| *code)
}

/// Writes a report on an interchange: rejected where a finding of severity error is about its syntax, acknowledged
/// elsewhere, each error with its place. `None` when the interchange itself is a report: those are never answered.
///
/// Sender and recipient of the envelope are the caller's; the subject's own stand in UCI as they came.
///
/// # Errors
/// When a value of the subject's envelope cannot be written in the envelope's character set.
pub fn write_report(
    interchange: &Interchange<'_>,
    findings: &[Finding],
    envelope: Envelope<'_>,
    id: &MessageId<'_>,
) -> Result<Option<Vec<u8>>, Error> {
    let is_report = |message: &crate::edifact::Message<'_>| {
        message.header().is_some_and(|header| header.message_type() == b"CONTRL")
    };
    if interchange.messages().next().is_some_and(|first| is_report(&first)) {
        return Ok(None);
    }
    let syntax: Vec<(&Finding, u8)> = findings
        .iter()
        .filter(|finding| finding.severity == Severity::Error)
        .filter_map(|finding| error_code(finding.rule).map(|code| (finding, code)))
        .collect();
    let of = |message: u32| syntax.iter().filter(move |(finding, _)| finding.location.message == message);
    let header = interchange.header();
    let text = |pick: fn(&crate::edifact::InterchangeHeader<'_>) -> String| {
        header.as_ref().map(pick).unwrap_or_default()
    };
    let reference = text(|header| header.control_reference().into_owned());
    let (sender, sender_kind) =
        (text(|header| header.sender().into_owned()), text(|header| header.sender_qualifier().into_owned()));
    let (recipient, recipient_kind) = (
        text(|header| header.recipient().into_owned()),
        text(|header| header.recipient_qualifier().into_owned()),
    );
    let mut out = InterchangeWriter::new(envelope);
    out.message(id, |out| {
        let own = of(0).next().map(|(_, code)| code.to_string());
        let action = if own.is_some() { "4" } else { "7" };
        let error = own.as_deref().unwrap_or("");
        let (sender, recipient) = ([sender.as_str(), &sender_kind], [recipient.as_str(), &recipient_kind]);
        out.segment("UCI", &[&[&reference], &sender, &recipient, &[action], &[error]]);
        let mut group = None;
        for message in interchange.messages() {
            let Some(header) = message.header() else { continue };
            let reference = header.reference();
            let part = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
            let kind = [
                header.message_type(),
                header.version(),
                header.release(),
                header.agency(),
                header.association(),
            ];
            let kind: Vec<String> = kind.into_iter().map(part).collect();
            let kind: Vec<&str> = kind.iter().map(String::as_str).collect();
            if let Some(of_group) = message.group_header().filter(|header| group != Some(header.ordinal())) {
                group = Some(of_group.ordinal());
                let part = |element| String::from_utf8_lossy(of_group.unrepeated(element, 1)).into_owned();
                out.segment("UCF", &[&[&part(5)], &[&part(2)], &[&part(3)], &[action]]);
            }
            // A rejected interchange is rejected with all that is in it.
            let rejected = own.is_some() || of(message.number()).next().is_some();
            out.segment("UCM", &[&[&reference], &kind, &[if rejected { "4" } else { "7" }]]);
            let mut by_segment: BTreeMap<u32, Vec<(u16, u16, u8)>> = BTreeMap::new();
            for (finding, code) in of(message.number()) {
                let at = &finding.location;
                by_segment.entry(at.segment).or_default().push((at.element, at.component, *code));
            }
            for (segment, errors) in by_segment {
                let whole =
                    errors.iter().find(|(element, ..)| *element == 0).map(|(_, _, code)| code.to_string());
                out.segment("UCS", &[&[&segment.to_string()], &[whole.as_deref().unwrap_or("")]]);
                for (element, component, code) in errors.into_iter().filter(|(element, ..)| *element > 0) {
                    // S011 counts the tag as the first element.
                    let (e, c) = (
                        (element + 1).to_string(),
                        if component > 0 { component.to_string() } else { String::new() },
                    );
                    out.segment("UCD", &[&[&code.to_string()], &[&e, &c]]);
                }
            }
        }
    });
    out.finish().map(Some)
}
