//! Measures the watchlist engine and prints the table of `docs/watchlist.md`: accuracy on labelled sets, speed and memory
//! on a synthetic list, and what other matchers reach on the same data in the same run.
//!
//! ```text
//! cargo run --release --example watchlist_eval -- --names <folder with pairs.csv, …> --lists <folder with sdn.csv, …>
//! ```
//!
//! Each set can be given by itself (`--pairs <file>` and so on), so that other halves are measured by the same program.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::print_stdout,
    clippy::indexing_slicing,
    clippy::as_conversions,
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_possible_wrap,
    reason = "a program that measures"
)]

#[path = "watchlist_eval/accuracy.rs"]
mod accuracy;
#[path = "watchlist_eval/speed.rs"]
mod speed;

use std::alloc::System;
use std::path::PathBuf;

use clap::Parser;
use stats_alloc::{INSTRUMENTED_SYSTEM, StatsAlloc};

#[global_allocator]
static GLOBAL: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

/// Measures the watchlist engine.
#[derive(Parser, Debug)]
struct Args {
    /// Folder with the labelled sets.
    #[arg(long)]
    names: Option<PathBuf>,
    /// Folder with `sdn.csv`, `alt.csv` and `UN_consolidated.xml`.
    #[arg(long)]
    lists: Option<PathBuf>,
    /// Labelled pairs: `name1,name2,is_match`.
    #[arg(long)]
    pairs: Option<PathBuf>,
    /// Altered names of the UN list: `listed_name,passenger_name,date_of_birth`.
    #[arg(long)]
    un_altered: Option<PathBuf>,
    /// Aliases of OFAC entries: `entry,primary_name,alias`.
    #[arg(long)]
    ofac_aliases: Option<PathBuf>,
    /// Other persons who share a token: `alias,other_person`.
    #[arg(long)]
    ofac_hard_negatives: Option<PathBuf>,
    /// Innocent people: `full_name,gender,date_of_birth`.
    #[arg(long)]
    innocents: Option<PathBuf>,
    /// Variants of tokens: `a, b, c => id` in each line.
    #[arg(long)]
    variant_groups: Option<PathBuf>,
    /// Entries of the synthetic lists.
    #[arg(long, value_delimiter = ',', default_values_t = [100_000, 1_000_000])]
    entries: Vec<usize>,
    /// Documents of the synthetic index of documents.
    #[arg(long, default_value_t = 10_000_000)]
    documents: usize,
    /// Distinct queries of each run.
    #[arg(long, default_value_t = 10_000)]
    queries: usize,
    /// Seed of everything that is drawn.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Of the speed part only the queries with birth dates, for a profiler.
    #[arg(long)]
    dated_only: bool,
    /// Leaves the speed part out.
    #[arg(long)]
    accuracy_only: bool,
    /// Leaves the accuracy part out.
    #[arg(long)]
    speed_only: bool,
}

impl Args {
    fn file(&self, own: Option<&PathBuf>, name: &str) -> Option<PathBuf> {
        own.cloned()
            .or_else(|| self.names.as_ref().map(|folder| folder.join(name)))
            .filter(|path| path.exists())
    }
}

/// A small generator of numbers (SplitMix64): the same run draws the same.
#[derive(Clone, Debug)]
struct Draw(u64);

impl Draw {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, n: usize) -> usize {
        (self.next() % n.max(1) as u64) as usize
    }

    fn unit(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1_u64 << 53) as f64
    }
}

/// A row of the table.
fn row(what: &str, value: &str, target: &str) {
    println!("| {what} | {value} | {target} |");
}

fn main() {
    let args = Args::parse();
    println!("| what | measured | at least |\n|---|---|---|");
    if !args.speed_only {
        accuracy::run(&args);
    }
    if !args.accuracy_only {
        speed::run(&args);
    }
}
