//! From results to a CUSRES message, in the order of the guide.

use crate::codes::{Code, CodeList, ReferenceKind, ResponseKind};
use crate::edifact::{Envelope, InterchangeWriter, MessageId};
use crate::error::{Error, ErrorKind};
use crate::model::{FlightLeg, PortCall};
use crate::span::{Location, Span};

/// A result to be written.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct Answer<'t> {
    /// True for a result about the whole message (ERP 1), false for a passenger (ERP 2).
    pub is_of_message: bool,
    /// Record locator of the passenger; empty for none.
    pub locator: &'t str,
    /// Unique passenger reference; empty for none.
    pub unique_reference: &'t str,
    /// Codes of the state (ERC 9321): the result first, then errors.
    pub codes: Vec<&'t str>,
    /// Text (FTX AAP); empty for none.
    pub text: &'t str,
}

impl<'t> Answer<'t> {
    /// A result about a passenger.
    pub fn of_passenger(locator: &'t str, unique_reference: &'t str, code: &'t str) -> Self {
        Self { locator, unique_reference, codes: vec![code], ..Self::default() }
    }

    /// A result about the whole message: 0 accepted, 1 not processed.
    pub fn of_message(code: &'t str) -> Self {
        Self { is_of_message: true, codes: vec![code], ..Self::default() }
    }

    /// Adds a text.
    #[must_use]
    pub const fn with_text(mut self, text: &'t str) -> Self {
        self.text = text;
        self
    }
}

/// Writes a response: what kind it is, the transaction it answers, the legs of the flight, the results in the order of the
/// passengers of the list.
///
/// # Errors
/// When a value holds a character that the syntax identifier does not allow; when the result of a passenger has neither a locator nor a unique
/// reference (it would be one of all passengers of the transaction), or a result has no code.
pub fn write_response(
    envelope: Envelope<'_>,
    id: &MessageId<'_>,
    kind: ResponseKind,
    transaction: &str,
    legs: &[FlightLeg<'_>],
    answers: &[Answer<'_>],
) -> Result<Vec<u8>, Error> {
    for answer in answers {
        let names_nobody =
            !answer.is_of_message && answer.locator.is_empty() && answer.unique_reference.is_empty();
        if names_nobody {
            return Err(incomplete("a locator or a unique reference of the passenger"));
        }
        if answer.codes.is_empty() || answer.codes.iter().any(|code| code.trim().is_empty()) {
            return Err(incomplete("a code of the result"));
        }
    }
    let mut out = InterchangeWriter::new(envelope);
    out.message(id, |out| {
        out.segment("BGM", &[&[kind.wire()]]);
        if !transaction.is_empty() {
            out.segment("RFF", &[&["TN", transaction]]);
        }
        for leg in legs {
            let flight = [&*leg.flight.carrier, &*leg.flight.number].concat();
            out.segment("RFF", &[&["AF", &flight]]);
            for (call, qualifier) in [(&leg.departure, "189"), (&leg.arrival, "232")] {
                if let Some(at) = call.time.valid().filter(|at| at.time.is_some()) {
                    let value = at.moment().format("%y%m%d%H%M").to_string();
                    out.segment("DTM", &[&[qualifier, &value, "201"]]);
                }
            }
            port(out, &leg.departure, "125");
            port(out, &leg.arrival, "87");
        }
        for answer in answers {
            out.segment("ERP", &[&[if answer.is_of_message { "1" } else { "2" }]]);
            let references =
                [(ReferenceKind::Locator, answer.locator), (ReferenceKind::Unique, answer.unique_reference)];
            for (kind, number) in references.into_iter().filter(|(_, number)| !number.is_empty()) {
                out.segment("RFF", &[&[kind.wire(), number]]);
            }
            for code in &answer.codes {
                out.segment("ERC", &[&[code]]);
            }
            if !answer.text.is_empty() {
                out.segment("FTX", &[&["AAP"], &[], &[], &[answer.text]]);
            }
        }
    });
    out.finish()
}

const fn incomplete(expected: &'static str) -> Error {
    Error::new(ErrorKind::Incomplete { expected }, Location::bytes(Span::new(0, 0)))
}

fn port(out: &mut InterchangeWriter<'_>, call: &PortCall<'_>, role: &str) {
    if let Some(port) = call.port.valid() {
        out.segment("LOC", &[&[call.role.as_ref().map_or(role, Code::wire)], &[port.as_str()]]);
    }
}
