//! ACKRES: a state's acknowledgement of a push of PNRs (PNRGOV guide; codes that are not sure are parameters).

use std::borrow::Cow;
use std::fmt;

use serde::Serialize;

use crate::directory::{NoHook, Records, Row, Table, read, records};
use crate::edifact::{Envelope, InterchangeWriter, Message, MessageId, number};
use crate::error::Error;
use crate::model::{Personal, Text};
use crate::options::{Parsed, ReadOptions};

mod codes;

pub use codes::error_meaning;

records! { SHAPES;
    /// The message itself: MSG and EQN.
    0 AckHead under NONE, closes [] {
        MSG {
            /// C302 1225 message function.
            function = (1, 2),
            /// 4343 response type.
            response = (2, 1),
        }
        EQN {
            /// EQN C523 6350 number of PNRs.
            pnr_count = (1, 1),
        }
    }
    /// An error (ERC).
    1 AckError under NONE, closes [] {
        OWN {
            /// C901 9321 code.
            code = (1, 1),
        }
    }
    /// A text (IFT), after its error or after the head.
    2 AckText under NONE, closes [] {
        OWN {
            /// 4440 first line.
            first = (2, 1),
        }
    }
}

static ACKRES: Table = Table::new(
    "ACKRES",
    &[
        Row::fill(b"MSG", AckHead::KIND, AckHead::MSG),
        Row::fill(b"EQN", AckHead::KIND, AckHead::EQN),
        Row::open(b"ERC", AckError::KIND),
        Row::open(b"IFT", AckText::KIND).of(AckError::KIND),
    ],
    SHAPES,
);

/// What became of a push.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Response {
    /// `3`: processed.
    Accepted,
    /// `6`: partly processed.
    Partly,
    /// `7`: not processed.
    Rejected,
    /// Any other code, or none.
    Unknown,
}

/// An error of an acknowledgement.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct PushError<'a> {
    /// 9321 code as sent.
    pub code: Cow<'a, str>,
    /// What the code means, when it is one of the list.
    pub meaning: Option<&'static str>,
    /// Texts.
    pub texts: Vec<Text<'a>>,
}

/// An acknowledgement of a push (ACKRES, UNH 0065 `ACKRES`). The push is found by UNH 0068.
pub struct Acknowledgement<'a> {
    message: Message<'a>,
    records: Records,
}

impl fmt::Debug for Acknowledgement<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Acknowledgement").field("location", &self.message.location()).finish_non_exhaustive()
    }
}

impl<'a> Acknowledgement<'a> {
    /// Reads an ACKRES message.
    ///
    /// # Errors
    /// When the message is of another type (UNH 0065).
    pub fn read(message: &Message<'a>, options: &ReadOptions) -> Result<Parsed<Self>, Error> {
        let (records, findings) = read(&ACKRES, message, options.limits.findings, &mut NoHook)?;
        Ok(Parsed { value: Self { message: *message, records }, findings: findings.into_vec() })
    }

    fn head(&self) -> Option<AckHead<'_>> {
        self.records.get(self.message.interchange(), AckHead::KIND, 0).map(AckHead)
    }

    /// The common access reference of the push that is answered (UNH 0068).
    pub fn access_reference(&self) -> Option<Cow<'a, str>> {
        self.message.header()?.access_reference().map(|value| value.text())
    }

    /// The message function as sent (1225).
    pub fn function(&self) -> Option<Cow<'_, str>> {
        self.head()?.function().map(|value| value.text())
    }

    /// What became of the push (4343).
    pub fn response(&self) -> Response {
        match self.head().and_then(|head| head.response()).map(|value| value.code()) {
            Some(b"3") => Response::Accepted,
            Some(b"6") => Response::Partly,
            Some(b"7") => Response::Rejected,
            _ => Response::Unknown,
        }
    }

    /// Number of PNRs that were received, when it is said.
    pub fn pnr_count(&self) -> Option<u64> {
        self.head()?.pnr_count().and_then(|value| number(value.code()))
    }

    /// The errors with their texts.
    pub fn errors(&self) -> Vec<PushError<'_>> {
        let interchange = self.message.interchange();
        let texts: Vec<AckText<'_>> = self.records.all(interchange, AckText::KIND).map(AckText).collect();
        let mut errors = Vec::new();
        let mut next = 0;
        for error in self.records.all(interchange, AckError::KIND).map(AckError) {
            let code = error.code().map(|value| value.text()).unwrap_or_default();
            let own = |text: &&AckText<'_>| text.0.context() == Some(error.index());
            next += texts
                .iter()
                .skip(next)
                .take_while(|text| !own(text) && text.0.context() < Some(error.index()))
                .count();
            let lines = texts.iter().skip(next).take_while(own).filter_map(|text| text.first());
            let lines: Vec<Text<'_>> = lines.map(|value| Personal(value.rest_of_segment())).collect();
            next += lines.len();
            errors.push(PushError { meaning: error_meaning(&code), code, texts: lines });
        }
        errors
    }
}

/// Writes an acknowledgement. `function` is agreed with the state (23 as a rule); `response` is 3, 6 or 7; `errors` are
/// codes (9321) with a text. `id` carries the access reference of the push.
///
/// # Errors
/// When a value holds a character that the syntax identifier does not allow.
pub fn write_acknowledgement(
    envelope: Envelope<'_>,
    id: &MessageId<'_>,
    function: &str,
    response: Response,
    errors: &[(&str, &str)],
) -> Result<Vec<u8>, Error> {
    let response = match response {
        Response::Accepted => "3",
        Response::Partly => "6",
        Response::Rejected => "7",
        Response::Unknown => "",
    };
    let mut out = InterchangeWriter::new(envelope);
    out.message(id, |out| {
        out.segment("MSG", &[&["", function], &[response]]);
        for &(code, text) in errors {
            out.segment("ERC", &[&[code]]);
            if !text.is_empty() {
                out.segment("IFT", &[&["4"], &[text]]);
            }
        }
    });
    out.finish()
}

/// The segments that are read from this message, and what is read from each.
pub fn segments() -> Vec<crate::directory::CoveredSegment> {
    crate::directory::covered(&ACKRES)
}
