//! The syntax of ISO 9735: service strings, the index of separators, views of segments and values, envelopes, and a
//! reader that frames first and resumes after damage. Names no message and no passenger.

mod charset;
mod check;
mod edit;
mod envelope;
mod frame;
mod fused;
mod index;
mod interchange;
mod mend;
mod message;
mod parts;
mod raw;
mod room;
mod segment;
mod segments;
mod service;
mod torn;
mod typeb;
mod unfold;
mod write;

pub use charset::Charset;
pub use edit::{Edits, WriteBack};
pub use envelope::{InterchangeHeader, MessageHeader, Transfer};
pub use interchange::{Interchange, Interchanges};
pub use message::Message;
pub use parts::{Incomplete, Joined, Parts};
pub use room::Room;
pub use segment::{Position, Segment, Tag, Value, Walk};
pub use segments::{Segments, any_segment, segment};
pub use service::ServiceString;
pub use typeb::TypeB;
pub use write::{Envelope, InterchangeWriter, MessageId};

/// True when an interchange may begin somewhere in the bytes.
pub(crate) fn has_opening(bytes: &[u8], with_message: bool) -> bool {
    service::find_opening(bytes, 0, with_message).is_some()
}

pub(crate) use envelope::number;
pub(crate) use segments::each_segment;
pub(crate) use write::ranges;
