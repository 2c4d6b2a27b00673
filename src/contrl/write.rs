//! A CONTRL from the findings of an interchange.

use std::collections::{BTreeMap, BTreeSet};

use crate::edifact::{Envelope, Interchange, InterchangeWriter, MessageId, Segment};
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

/// True for what is wrong with the end of a group.
const fn is_of_group(finding: &Finding) -> bool {
    matches!(finding.rule, Rule::UneMissing | Rule::UneCount | Rule::UneReference)
}

/// What is wrong with the ends of groups, by the ordinals of their headers: of the group that began last before it.
fn group_errors(interchange: &Interchange<'_>, syntax: &[(&Finding, u8)]) -> BTreeMap<u32, u8> {
    let begins: BTreeSet<u32> =
        interchange.messages().filter_map(|message| Some(message.group_header()?.ordinal())).collect();
    let mut errors = BTreeMap::new();
    for (finding, code) in syntax.iter().filter(|(finding, _)| is_of_group(finding)) {
        // The place counts segments from 1.
        if let Some(begin) = begins.range(..finding.location.segment).next_back() {
            errors.entry(*begin).or_insert(*code);
        }
    }
    errors
}

/// UCF: the response to a group, by that to the interchange and the code of an error of its own.
fn group_response(
    out: &mut InterchangeWriter<'_>,
    header: &Segment<'_>,
    (action, error): (&str, Option<&str>),
) {
    let part =
        |element, component| String::from_utf8_lossy(header.unrepeated(element, component)).into_owned();
    let [sender, of_sender, recipient, of_recipient] = [part(2, 1), part(2, 2), part(3, 1), part(3, 2)];
    let action = if error.is_some() { "4" } else { action };
    let (sender, recipient) = ([sender.as_str(), &of_sender], [recipient.as_str(), &of_recipient]);
    out.segment("UCF", &[&[&part(5, 1)], &sender, &recipient, &[action], &[error.unwrap_or("")]]);
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
    let of = |message: u32| {
        let of = move |finding: &Finding| finding.location.message == message && !is_of_group(finding);
        syntax.iter().filter(move |(finding, _)| of(finding))
    };
    let groups = group_errors(interchange, &syntax);
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
        let (mut group, mut group_error) = (None, None);
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
            let in_group = message.group_header();
            if let Some(header) = in_group.filter(|header| group != Some(header.ordinal())) {
                group = Some(header.ordinal());
                group_error = groups.get(&header.ordinal()).map(ToString::to_string);
                group_response(out, &header, (action, group_error.as_deref()));
            } else if in_group.is_none() {
                group_error = None;
            }
            // A rejected interchange, or group, is rejected with all that is in it.
            let rejected = own.is_some() || group_error.is_some() || of(message.number()).next().is_some();
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
