//! PNRGOV XML (`IATA_PNRGOV_NotifRQ`, IATA/WCO/ICAO PNRGOV XML guide): a push of bookings for one flight, read into
//! [`BookingPush`] and written from it.
//!
//! The schema itself was not at hand: what is read follows documents that were seen, with tolerance for names, spellings and
//! dates, and what is written is one canonical form of the same tree. Names match without their namespaces. The tree is a
//! table; the same rows read and write.
//!
//! Sensitive data is treated before it is recorded, as in EDIFACT pushes: requests by their code, remarks as free text.
//!
//! A document type declaration is never read and no entity is expanded. A broken document costs the smallest part: reading
//! goes on at the next `<`. Depth, elements, attributes and lengths have budgets ([`Limits`](crate::Limits)).
//!
//! Known data that the model has no place for is passed over with a finding: cars and hotels as elements, and attributes such as
//! terminals, pools of excess baggage, the place of pricing, the duty code of the agent. History, splits and checked bags have
//! no names that are known. What a push of another form holds and this form cannot carry is named by [`left_out`].

mod booking;
mod documents;
mod left_out;
mod log;
mod moment;
mod people;
mod read;
mod record;
mod sales;
mod scan;
mod source;
mod table;
mod tree;
mod write;

use serde::Serialize;

use crate::model::{BookingPush, Text};

pub use left_out::left_out;
pub use read::read;
pub use write::write;

/// What the envelope of a document says beside the push: the attributes of its root and of its originator.
#[derive(Clone, Debug, PartialEq, Eq, Default, Serialize)]
#[non_exhaustive]
pub struct Envelope<'a> {
    /// Version of the document as sent, such as `1.000`.
    pub version: Option<Text<'a>>,
    /// Token that the answer repeats.
    pub echo_token: Option<Text<'a>>,
    /// When the document was made, as sent.
    pub time_stamp: Option<Text<'a>>,
    /// `Test` or `Production`.
    pub target: Option<Text<'a>>,
    /// Identifier of the transaction.
    pub transaction: Option<Text<'a>>,
    /// Number in the sequence of messages.
    pub sequence: Option<Text<'a>>,
    /// Identifier that joins messages.
    pub correlation: Option<Text<'a>>,
    /// `Start`, `Continuation` or `End` of a push in several parts.
    pub status: Option<Text<'a>>,
    /// System that delivers.
    pub system: Option<Text<'a>>,
    /// Whom to ask at the airline that delivers.
    pub contact: Option<Text<'a>>,
}

/// A document that was read: the push and its envelope.
#[derive(Clone, Debug, PartialEq, Default, Serialize)]
#[non_exhaustive]
pub struct Document<'a> {
    /// The envelope.
    pub envelope: Envelope<'a>,
    /// The push. Its function is absent: the form has none.
    pub push: BookingPush<'a>,
}
