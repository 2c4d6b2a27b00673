//! Vocabulary: one table per code list. Imports no other room.

mod api;
mod list;
mod pnr;
mod sensitive;
mod sensitive_table;
mod state;
mod state_same;
mod state_table;

pub use api::{
    Capture, CommunicationMeans, CrewKind, DataField, DocumentCode, DocumentType, ListFunction, PersonRole,
    PortRole, ReferenceKind, ResponseKind, Sex,
};
pub use list::{Code, CodeList, Unlisted};
pub use pnr::{
    AmountKind, HistoryAction, PaymentForm, PushFunction, Status, StatusGroup, TextKind, TravellerKind,
};
pub use sensitive::{SensitiveClass, SensitivePolicy, Treatment};
pub use state::{StateCode, StateKind};
