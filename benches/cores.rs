//! One core against two over many interchanges: the same work, the two ways in turn, the best of nine of each.
//!
//! Each thread has a room for the offsets that is used again, as readers of many interchanges have; and, for comparison, none.
//! Each interchange is parsed and all its groups are read; text stays lazy. Threads take the next interchange by a counter.
#![expect(
    clippy::expect_used,
    clippy::print_stdout,
    clippy::as_conversions,
    clippy::cast_precision_loss,
    reason = "a benchmark"
)]

use std::hint::black_box;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use paxgov::edifact::{Interchange, Room};
use paxgov::paxlst::PassengerList;
use paxgov::pnrgov::PnrPush;
use paxgov::synth::Synth;
use paxgov::{Limits, ReadOptions};

/// Interchanges of a run.
const MANY: usize = 256;
/// Runs of each way.
const RUNS: usize = 9;

fn read(text: &str, room: Option<&Room>) -> u32 {
    let interchange = match room {
        Some(room) => Interchange::parse_in(text.as_bytes(), &Limits::DEFAULT, room),
        None => Interchange::parse(text.as_bytes()),
    };
    let interchange = interchange.expect("sample");
    let message = interchange.messages().next().expect("sample");
    match PassengerList::read(&message, &ReadOptions::DEFAULT) {
        Ok(list) => list.value.person_count(),
        Err(_) => PnrPush::read(&message, &ReadOptions::DEFAULT).expect("sample").value.pnr_count(),
    }
}

fn run(texts: &[String], threads: usize, in_room: bool) -> Duration {
    let next = AtomicUsize::new(0);
    let start = Instant::now();
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                let room = in_room.then(Room::new);
                while let Some(text) = texts.get(next.fetch_add(1, Ordering::Relaxed)) {
                    black_box(read(text, room.as_ref()));
                }
            });
        }
    });
    start.elapsed()
}

fn main() {
    // `cargo test --benches` and `--list` run it too: then there is nothing to measure.
    if !std::env::args().any(|argument| argument == "--bench") {
        return;
    }
    for kind in ["PAXLST of 200 passengers", "PNRGOV of 150 bookings"] {
        let texts: Vec<String> = (0..MANY as u64)
            .map(|seed| {
                let mut synth = Synth::new(seed);
                if kind.starts_with("PAX") {
                    synth.passenger_list(200).text
                } else {
                    synth.pnr_push(150).text
                }
            })
            .collect();
        let bytes: usize = texts.iter().map(String::len).sum();
        let ways = [("in a room", true), ("each in memory of its own", false)];
        let mut best = [(Duration::MAX, Duration::MAX); 2];
        for _ in 0..RUNS {
            for ((one, two), (_, in_room)) in best.iter_mut().zip(ways) {
                *one = (*one).min(run(&texts, 1, in_room));
                *two = (*two).min(run(&texts, 2, in_room));
            }
        }
        let speed = |time: Duration| bytes as f64 / time.as_secs_f64() / 1e6;
        for ((one, two), (way, _)) in best.into_iter().zip(ways) {
            println!(
                "{kind}: {MANY} interchanges, {way}: one core {:.0} MB/s, two cores {:.0} MB/s, {:.2} times",
                speed(one),
                speed(two),
                one.as_secs_f64() / two.as_secs_f64()
            );
        }
    }
}
