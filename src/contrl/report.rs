//! A CONTRL message: what a partner says about the syntax of an interchange.

use std::borrow::Cow;
use std::fmt;

use serde::Serialize;

use super::table::{CONTRL, Subject, SubjectElement, SubjectMessage, SubjectSegment};
use crate::directory::{NoHook, Records, read};
use crate::edifact::{Message, Value, number};
use crate::error::Error;
use crate::model::{Personal, Text};
use crate::options::{Parsed, ReadOptions};

/// What a partner did with an interchange or message (0083).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Action {
    /// `4`: this level and all below rejected.
    Rejected,
    /// `7`: acknowledged.
    Acknowledged,
    /// `8`: received, nothing more.
    Received,
    /// Any other code, or none.
    Unknown,
}

impl Action {
    fn read(value: Option<Value<'_>>) -> Self {
        match value.map(|value| value.code()) {
            Some(b"4") => Self::Rejected,
            Some(b"7") => Self::Acknowledged,
            Some(b"8") => Self::Received,
            _ => Self::Unknown,
        }
    }
}

/// An error at a place of a message: segment from 1, element and component from 1 or 0 for the whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[non_exhaustive]
pub struct ReportedError {
    /// 0085 code.
    pub code: u64,
    /// 0096 position of the segment; 0 for the whole message.
    pub segment: u64,
    /// 0098 position of the element.
    pub element: u64,
    /// 0104 position of the component.
    pub component: u64,
}

/// What is said about a message.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct MessageReport<'a> {
    /// Reference of the message (0062).
    pub reference: Option<Text<'a>>,
    /// What the partner did with it.
    pub action: Action,
    /// Errors with their places.
    pub errors: Vec<ReportedError>,
}

/// A syntax and service report (CONTRL, UNH 0065 `CONTRL`).
pub struct SyntaxReport<'a> {
    message: Message<'a>,
    records: Records,
}

impl fmt::Debug for SyntaxReport<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SyntaxReport").field("location", &self.message.location()).finish_non_exhaustive()
    }
}

fn count(value: Option<Value<'_>>) -> Option<u64> {
    value.and_then(|value| number(value.code()))
}

impl<'a> SyntaxReport<'a> {
    /// Reads a CONTRL message.
    ///
    /// # Errors
    /// When the message is of another type (UNH 0065).
    pub fn read(message: &Message<'a>, options: &ReadOptions) -> Result<Parsed<Self>, Error> {
        let (records, findings) = read(&CONTRL, message, options.limits.findings, &mut NoHook)?;
        Ok(Parsed { value: Self { message: *message, records }, findings: findings.into_vec() })
    }

    fn subject(&self) -> Option<Subject<'_>> {
        self.records.get(self.message.interchange(), Subject::KIND, 0).map(Subject)
    }

    /// Reference of the interchange that is reported on (0020).
    pub fn reference(&self) -> Option<Cow<'_, str>> {
        self.subject()?.reference().map(|value| value.text())
    }

    /// What the partner did with the interchange.
    pub fn action(&self) -> Action {
        Action::read(self.subject().and_then(|subject| subject.action()))
    }

    /// The error of the interchange (0085), when there is one.
    pub fn error(&self) -> Option<u64> {
        count(self.subject()?.error())
    }

    /// What is said about its messages.
    pub fn messages(&self) -> Vec<MessageReport<'_>> {
        let all = self.records.all(self.message.interchange(), SubjectMessage::KIND).map(SubjectMessage);
        all.map(|message| report(&message)).collect()
    }
}

fn report<'a>(message: &SubjectMessage<'a>) -> MessageReport<'a> {
    let at = |code, segment, element, component| ReportedError { code, segment, element, component };
    let mut errors: Vec<ReportedError> =
        count(message.error()).map(|code| at(code, 0, 0, 0)).into_iter().collect();
    for segment in message.0.children(SubjectSegment::KIND).map(SubjectSegment) {
        let position = count(segment.position()).unwrap_or(0);
        errors.extend(count(segment.error()).map(|code| at(code, position, 0, 0)));
        for element in segment.0.children(SubjectElement::KIND).map(SubjectElement) {
            let (e, c) = (count(element.element()).unwrap_or(0), count(element.component()).unwrap_or(0));
            errors.extend(count(element.error()).map(|code| at(code, position, e, c)));
        }
    }
    MessageReport {
        reference: message.reference().map(|value| Personal(value.text())),
        action: Action::read(message.action()),
        errors,
    }
}
