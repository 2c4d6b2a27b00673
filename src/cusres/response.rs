//! A CUSRES message: for whom an authority says what.

use std::borrow::Cow;
use std::fmt;

use serde::Serialize;

use super::map::{Advice, ResultMap};
use super::table::{
    CUSRES, ResponseHead, ResponseLeg, ResponsePort, ResponseTime, ResultCode, ResultGroup, ResultReference,
    ResultText,
};
use crate::codes::{Code, ResponseKind};
use crate::directory::{NoHook, Records, read};
use crate::edifact::Message;
use crate::error::Error;
use crate::model::{FlightNumber, Personal, Text};
use crate::options::{Parsed, ReadOptions};
use crate::span::Location;

/// An authority's response to a list (CUSRES, UNH 0065 `CUSRES`), or a carrier's acknowledgement of one.
pub struct CustomsResponse<'a> {
    message: Message<'a>,
    records: Records,
}

impl fmt::Debug for CustomsResponse<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CustomsResponse").field("location", &self.message.location()).finish_non_exhaustive()
    }
}

/// One result of a response.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Outcome<'a> {
    /// True for a result about the whole message or flight (ERP 1); false for a passenger.
    pub is_of_message: bool,
    /// Record locator of the passenger.
    pub locator: Option<Text<'a>>,
    /// Unique passenger reference: the best key to the passenger of the list.
    pub unique_reference: Option<Text<'a>>,
    /// Codes as they are sent: the result first, then errors.
    pub codes: Vec<Cow<'a, str>>,
    /// Texts.
    pub texts: Vec<Text<'a>>,
    /// What the codes mean by the state's table; the strictest one when there are several.
    pub advice: Advice,
    /// Where it was read.
    pub location: Location,
}

impl Outcome<'_> {
    /// True for a result of passengers that names none: it is one of all passengers of the transaction.
    pub const fn is_of_all_passengers(&self) -> bool {
        !self.is_of_message && self.locator.is_none() && self.unique_reference.is_none()
    }
}

impl<'a> ResponseLeg<'a> {
    /// Its times.
    pub fn times(&self) -> impl Iterator<Item = ResponseTime<'a>> + use<'a> {
        self.0.children(ResponseTime::KIND).map(ResponseTime)
    }

    /// Its ports.
    pub fn ports(&self) -> impl Iterator<Item = ResponsePort<'a>> + use<'a> {
        self.0.children(ResponsePort::KIND).map(ResponsePort)
    }

    /// The flight designator.
    pub fn flight_number(&self) -> FlightNumber<'a> {
        FlightNumber::new(None, self.flight().map(|value| value.text()).unwrap_or_default())
    }
}

impl<'a> CustomsResponse<'a> {
    /// Reads a CUSRES message.
    ///
    /// # Errors
    /// When the message is of another type (UNH 0065).
    pub fn read(message: &Message<'a>, options: &ReadOptions) -> Result<Parsed<Self>, Error> {
        let (records, findings) = read(&CUSRES, message, options.limits.findings, &mut NoHook)?;
        Ok(Parsed { value: Self { message: *message, records }, findings: findings.into_vec() })
    }

    /// The message it was read from.
    pub fn message(&self) -> &Message<'a> {
        &self.message
    }

    /// BGM and the transaction reference.
    pub fn head(&self) -> Option<ResponseHead<'_>> {
        self.records.get(self.message.interchange(), ResponseHead::KIND, 0).map(ResponseHead)
    }

    /// What kind of response it is (BGM 1001).
    pub fn kind(&self) -> Option<Code<'_, ResponseKind>> {
        self.head()?.document_code().map(|value| Code::read(value.text()))
    }

    /// The transaction reference (RFF TN): that of the list which is answered.
    pub fn transaction(&self) -> Option<Cow<'_, str>> {
        self.head()?.transaction().map(|value| value.text())
    }

    /// Legs of the flight; references of other kinds than `AF` are passed over.
    pub fn legs(&self) -> impl Iterator<Item = ResponseLeg<'_>> {
        let all = self.records.all(self.message.interchange(), ResponseLeg::KIND).map(ResponseLeg);
        all.filter(|leg| leg.kind().is_some_and(|value| value.code() == b"AF"))
    }

    /// Segments that are kept raw.
    pub fn unmodelled(&self) -> impl Iterator<Item = crate::edifact::Segment<'_>> {
        self.records.raw_segments(self.message.interchange())
    }

    /// The results, in their order, with what they mean by a state's table.
    pub fn outcomes(&self, map: &ResultMap) -> Vec<Outcome<'_>> {
        let groups = self.records.all(self.message.interchange(), ResultGroup::KIND).map(ResultGroup);
        groups.map(|group| outcome(&group, map)).collect()
    }
}

fn outcome<'a>(group: &ResultGroup<'a>, map: &ResultMap) -> Outcome<'a> {
    let references: Vec<_> = group.0.children(ResultReference::KIND).map(ResultReference).collect();
    let reference = |kind: &[u8]| {
        let found = references.iter().find(|r| r.kind().is_some_and(|value| value.code() == kind))?;
        found.number().filter(|value| !value.is_blank()).map(|value| Personal(value.text()))
    };
    let codes: Vec<Cow<'a, str>> = group
        .0
        .composites_of(ResultCode::KIND)
        .filter_map(|r| ResultCode(r).code())
        .map(|value| value.text())
        .collect();
    let is_of_message = group.section().is_some_and(|value| value.code() == b"1");
    // At the level of the message 0 accepts and 1 does not: that says nothing about boarding.
    let meanings = codes.iter().filter(|_| !is_of_message).map(|code| map.advice(code));
    let advice =
        meanings.filter(|advice| *advice != Advice::Unknown).max_by_key(|advice| strictness(*advice));
    Outcome {
        is_of_message,
        locator: reference(b"AVF"),
        unique_reference: reference(b"ABO"),
        texts: group
            .0
            .children(ResultText::KIND)
            .filter_map(|r| ResultText(r).text())
            .map(|value| Personal(value.rest_of_element()))
            .collect(),
        codes,
        advice: advice.unwrap_or(Advice::Unknown),
        location: group.location(),
    }
}

/// The stricter one counts when a result has several codes.
const fn strictness(advice: Advice) -> u8 {
    match advice {
        Advice::Unknown => 0,
        Advice::Board => 1,
        Advice::Conditional => 2,
        Advice::DataError => 3,
        Advice::NoBoard => 4,
    }
}
