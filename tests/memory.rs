//! What a read list costs beside its bytes: counted by an allocator, not guessed.
#![expect(clippy::unwrap_used, reason = "a test")]

use std::alloc::System;
use std::sync::Mutex;

use paxgov::Limits;
use paxgov::ReadOptions;
use paxgov::edifact::{Interchange, Room};
use paxgov::paxlst::PassengerList;
use paxgov::pnrgov::PnrPush;
use paxgov::synth::Synth;
use stats_alloc::{INSTRUMENTED_SYSTEM, Region, StatsAlloc};

#[global_allocator]
static ALLOCATOR: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

/// The allocator counts for all threads: one test at a time.
static COUNTING: Mutex<()> = Mutex::new(());

/// Bytes that are held while a message is read and kept, index included.
fn held<T>(text: &str, read: impl FnOnce(&Interchange<'_>) -> T) -> usize {
    let region = Region::new(ALLOCATOR);
    let interchange = Interchange::parse(text.as_bytes()).unwrap();
    let value = read(&interchange);
    let change = region.change();
    drop(value);
    change.bytes_allocated - change.bytes_deallocated
}

#[test]
fn a_passenger_costs_little() {
    let _alone = COUNTING.lock();
    let list = Synth::new(1).passenger_list(200);
    let bytes = held(&list.text, |interchange| {
        let message = interchange.messages().next().unwrap();
        PassengerList::read(&message, &ReadOptions::DEFAULT).unwrap().value.person_count()
    });
    let kept = {
        let region = Region::new(ALLOCATOR);
        let interchange = Interchange::parse(list.text.as_bytes()).unwrap();
        let message = interchange.messages().next().unwrap();
        let read = PassengerList::read(&message, &ReadOptions::DEFAULT).unwrap();
        let change = region.change();
        assert_eq!(read.value.person_count(), 200);
        change.bytes_allocated - change.bytes_deallocated
    };
    let push = Synth::new(1).pnr_push(150);
    let of_push = {
        let region = Region::new(ALLOCATOR);
        let interchange = Interchange::parse(push.text.as_bytes()).unwrap();
        let message = interchange.messages().next().unwrap();
        let read = PnrPush::read(&message, &ReadOptions::DEFAULT).unwrap();
        let change = region.change();
        assert_eq!(read.value.pnr_count(), 150);
        change.bytes_allocated - change.bytes_deallocated
    };
    eprintln!(
        "PAXLST of 200: index {bytes} bytes, with records {kept} bytes, {} a passenger; PNRGOV of 150: {of_push} bytes, {} a traveller",
        kept / 200,
        of_push / push.people.len()
    );
    assert!(kept < 200 * 600, "{kept} bytes for 200 passengers, more than 600 each");
}

#[test]
fn a_room_is_used_again() {
    let _alone = COUNTING.lock();
    let mut texts: Vec<String> = (1..4).map(|seed| Synth::new(seed).pnr_push(150).text).collect();
    texts.sort_by_key(|text| std::cmp::Reverse(text.len()));
    let room = Room::new();
    let asked = texts.iter().map(|text| {
        let region = Region::new(ALLOCATOR);
        drop(Interchange::parse_in(text.as_bytes(), &Limits::DEFAULT, &room).unwrap());
        let change = region.change();
        usize::try_from(change.bytes_reallocated.max(0)).unwrap() + change.bytes_allocated
    });
    let asked: Vec<usize> = asked.collect();
    let &[first, .., last] = asked.as_slice() else { unreachable!() };
    eprintln!("bytes asked for the index of a push of 150, one after the other in a room: {asked:?}");
    assert!(last < first / 20, "{last} of {first} bytes were asked for again");
}
