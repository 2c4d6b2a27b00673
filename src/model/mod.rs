//! Meaning: people, documents, flights, bookings, dates, names; printed redacted. Names no segment.

mod booking;
mod date;
#[cfg(test)]
pub(crate) mod every;
#[cfg(test)]
pub(crate) mod every_push;
mod field;
mod flight;
mod letters;
mod letters_table;
mod manifest;
mod name;
mod passenger;
mod personal;
mod short;
mod spelling;

pub use booking::{
    Agency, Amount, Boarding, Booking, BookingPush, Change, ExcessBags, Fare, ItinerarySegment, Locator,
    OtherService, Payment, Remark, RequestDetail, Scope, SegmentKind, SpecialRequest, Split, TaxAmount,
    Ticket,
};
pub use date::{BirthDate, WrittenDate};
pub use field::Field;
pub(crate) use field::agree;
pub use flight::{FlightLeg, FlightNumber, LocalTime, Port, PortCall};
pub use letters::{letter, transliterate};
pub use manifest::{Manifest, Reporter, Total};
pub use name::PersonName;
pub use passenger::{
    Address, BagTag, Bags, BirthPlace, Contact, Passenger, PersonFact, Reference, Superseded, Text,
    TravelDocument,
};
pub use personal::{Personal, Revealed};
pub use short::Short;
pub use spelling::{Spelling, WriteOptions};

pub(crate) use booking::masked;
pub(crate) use date::{time, travel_anchor};
pub(crate) use name::{before_revealing_titles, letters};
pub(crate) use passenger::{SEARCHED, push_new};
