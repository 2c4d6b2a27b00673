//! PAXLST: passenger and crew lists (UN/EDIFACT PAXLST, WCO/IATA/ICAO PAXLST guide), read as compact records whose
//! values are read on access, and given as a [`Manifest`](crate::model::Manifest).

mod customs;
mod left_out;
mod leg;
mod list;
mod manifest;
mod table;
mod write;

pub use left_out::left_out;
pub use leg::Leg;
pub use list::PassengerList;
pub use table::{
    ControlTotal, CustomsContact, CustomsNumber, CustomsPerson, Document, FlightPort, FlightTime, Head,
    Nationality, Person, PersonBag, PersonContact, PersonReference, Reporter, ReporterContact, Transport,
};
pub use write::write_manifest;

/// The segments that are read from this message, and what is read from each.
pub fn segments() -> Vec<crate::directory::CoveredSegment> {
    crate::directory::covered(&table::PAXLST)
}
