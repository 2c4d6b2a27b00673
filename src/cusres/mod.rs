//! CUSRES: what an authority answers to a passenger list, and what a carrier acknowledges (UN/EDIFACT CUSRES as the API
//! guides use it). Result codes mean something only by the table of their state.

mod map;
mod response;
mod table;
mod write;

pub use map::{Advice, ResultMap};
pub use response::{CustomsResponse, Outcome};
pub use table::{
    ResponseHead, ResponseLeg, ResponsePort, ResponseTime, ResultCode, ResultGroup, ResultReference,
    ResultText,
};
pub use write::{Answer, write_response};

/// The segments that are read from this message, and what is read from each.
pub fn segments() -> Vec<crate::directory::CoveredSegment> {
    crate::directory::covered(&table::CUSRES)
}
