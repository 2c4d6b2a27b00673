//! One core against two over many interchanges: the same work, the two ways in turn, the best of nine of each.
//!
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

use paxgov::ReadOptions;
use paxgov::edifact::Interchange;
use paxgov::paxlst::PassengerList;
use paxgov::pnrgov::PnrPush;
use paxgov::synth::Synth;

/// Interchanges of a run.
const MANY: usize = 256;
/// Runs of each way.
const RUNS: usize = 9;

fn read(text: &str) -> u32 {
    let interchange = Interchange::parse(text.as_bytes()).expect("sample");
    let message = interchange.messages().next().expect("sample");
    match PassengerList::read(&message, &ReadOptions::DEFAULT) {
        Ok(list) => list.value.person_count(),
        Err(_) => PnrPush::read(&message, &ReadOptions::DEFAULT).expect("sample").value.pnr_count(),
    }
}

fn run(texts: &[String], threads: usize) -> Duration {
    let next = AtomicUsize::new(0);
    let start = Instant::now();
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                while let Some(text) = texts.get(next.fetch_add(1, Ordering::Relaxed)) {
                    black_box(read(text));
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
        let (mut one, mut two) = (Duration::MAX, Duration::MAX);
        for _ in 0..RUNS {
            one = one.min(run(&texts, 1));
            two = two.min(run(&texts, 2));
        }
        let speed = |time: Duration| bytes as f64 / time.as_secs_f64() / 1e6;
        println!(
            "{kind}: {MANY} interchanges, one core {:.0} MB/s, two cores {:.0} MB/s, {:.2} times",
            speed(one),
            speed(two),
            one.as_secs_f64() / two.as_secs_f64()
        );
    }
}
