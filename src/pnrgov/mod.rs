//! PNRGOV: pushes of passenger name records (IATA/WCO/ICAO PNRGOV EDIFACT guide), read as compact records whose values
//! are read on access, and given as a [`BookingPush`](crate::model::BookingPush). Sensitive data is treated before it
//! is recorded.

mod booking;
mod filter;
mod people;
mod push;
pub mod request;
mod table;

pub use push::PnrPush;
pub use table::{
    Baggage, BaggageTag, Boarded, CheckIn, Credit, ExcessBaggage, FormOfPayment, FreeText, FrequentTraveller,
    FurtherTraveller, HistoryItem, HistoryLine, Moment, MoneyAmount, Pnr, PnrAddress, Product, Protected,
    Push, RecordLocator, Request, RequestDetail, Service, SplitRecord, Tax, TicketRecord, Traveller,
};
