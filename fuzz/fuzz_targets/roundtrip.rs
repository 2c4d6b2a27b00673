//! What is written is a fixpoint after the first write, whatever was read; what is kept is written byte for byte.
#![no_main]

use libfuzzer_sys::fuzz_target;
use paxgov::ReadOptions;
use paxgov::codes::SensitivePolicy;
use paxgov::edifact::{Envelope, Interchange, MessageId};
use paxgov::model::WriteOptions;
use paxgov::paxlst::{PassengerList, write_manifest};
use paxgov::pnrgov::{PnrPush, write_filtered, write_push};

fn envelope() -> Envelope<'static> {
    let prepared = chrono::DateTime::UNIX_EPOCH.naive_utc() + chrono::TimeDelta::days(20_500);
    Envelope::new("A", "B", prepared, "1").with_syntax("UNOY", "4")
}

/// Reads the first message and writes it again; `None` when it is neither list nor push, or cannot be written.
fn rewrite(bytes: &[u8]) -> Option<Vec<u8>> {
    let interchange = Interchange::parse(bytes).ok()?;
    let message = interchange.messages().next()?;
    let options = ReadOptions::DEFAULT;
    if let Ok(read) = PassengerList::read(&message, &options) {
        let id = MessageId::new("1", "PAXLST", "D", "05B", "UN");
        return write_manifest(&read.value.to_manifest(), envelope(), &id, &WriteOptions::default()).ok();
    }
    let read = PnrPush::read(&message, &options).ok()?;
    let id = MessageId::new("1", "PNRGOV", "15", "1", "IA");
    write_push(&read.value.to_model(), envelope(), &id, &WriteOptions::default()).ok()
}

/// The file itself: nothing changes when everything is kept, and nothing more after the filter was applied once.
fn write_back(bytes: &[u8]) {
    let keep = ReadOptions::DEFAULT.with_sensitive(SensitivePolicy::Keep);
    assert_eq!(write_filtered(bytes, &keep).expect("everything is kept").bytes, bytes);
    let Ok(first) = write_filtered(bytes, &ReadOptions::DEFAULT) else { return };
    let second = write_filtered(&first.bytes, &ReadOptions::DEFAULT).expect("what was written is read");
    assert_eq!(second.bytes, first.bytes);
}

fuzz_target!(|bytes: &[u8]| {
    write_back(bytes);
    let Some(first) = rewrite(bytes) else { return };
    let second = rewrite(&first).expect("what was written is read");
    let third = rewrite(&second).expect("and written again");
    assert_eq!(second, third);
});
