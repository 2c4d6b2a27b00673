//! PNRGOV: pushes of passenger name records (IATA/WCO/ICAO PNRGOV EDIFACT guide), read as compact records whose values
//! are read on access, and given as a [`BookingPush`](crate::model::BookingPush). Sensitive data is treated before it
//! is recorded.

mod booking;
mod extract;
mod filter;
mod filtered;
pub(crate) mod left_out;
mod people;
mod push;
pub mod request;
mod sales;
mod table;
pub(crate) mod who;
mod write;

#[cfg(feature = "xml")]
pub(crate) use booking::is_place;
pub use filtered::{Filtered, filter, write_filtered};
pub use left_out::left_out;
pub use push::PnrPush;
pub use table::{
    Baggage, BaggageTag, Boarded, CheckIn, Credit, ExcessBaggage, FareRecord, FormOfPayment, FreeText,
    FrequentTraveller, FurtherTraveller, HistoryItem, HistoryLine, Moment, MoneyAmount, Pnr, PnrAddress,
    Product, Protected, Push, RecordLocator, Request, RequestDetail, Service, SplitRecord, Tax, TicketRecord,
    Traveller,
};
pub use write::write_push;

/// The segments that are read from this message, and what is read from each.
pub fn segments() -> Vec<crate::directory::CoveredSegment> {
    crate::directory::covered(&table::PNRGOV)
}
