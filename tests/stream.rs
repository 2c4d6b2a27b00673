//! Streams of any length in bounded memory; chunks, budgets and damage change nothing about the rest.
#![expect(clippy::unwrap_used, clippy::as_conversions, reason = "a test")]

use std::io::{self, Read};
use std::ops::ControlFlow;

use paxgov::stream::Reader;
use paxgov::synth::Synth;
use paxgov::{ErrorKind, Limits};
use proptest::prelude::*;

/// Gives the bytes in pieces of its own sizes.
struct Pieces<'t>(&'t [u8], usize);

impl Read for Pieces<'_> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let piece = self.1.min(out.len()).min(self.0.len());
        self.0.read(out.get_mut(..piece).unwrap())
    }
}

/// Repeats some bytes up to a length.
struct Repeated {
    text: Vec<u8>,
    at: usize,
    left: u64,
}

impl Read for Repeated {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let rest = self.text.get(self.at..).unwrap();
        let n = rest.len().min(out.len()).min(usize::try_from(self.left).unwrap_or(usize::MAX));
        out.get_mut(..n).unwrap().copy_from_slice(rest.get(..n).unwrap());
        self.at = (self.at + n) % self.text.len();
        self.left -= n as u64;
        Ok(n)
    }
}

/// For each interchange its segments and its offset, or the kind of the error.
fn read_all(source: impl Read, limits: Limits) -> Vec<Result<(usize, u64), ErrorKind>> {
    let mut seen = Vec::new();
    let mut reader = Reader::new(source, limits);
    let broke = reader.read_each(|streamed| {
        let at = |span: paxgov::Span| streamed.offset + span.start as u64;
        seen.push(match &streamed.interchange {
            Ok(interchange) => Ok((interchange.segment_count(), at(interchange.span()))),
            Err(error) => Err(*error.kind()),
        });
        ControlFlow::<()>::Continue(())
    });
    assert_eq!(broke.unwrap(), None);
    seen
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn chunking_does_not_matter(seeds in prop::collection::vec((0_u64..50, 1_usize..60), 1..8), piece in 1_usize..5000) {
        let mut text = "QU LONPP\r\n.MUC 25\r\n".to_owned();
        let mut offsets = Vec::new();
        for &(seed, people) in &seeds {
            offsets.push(text.len() as u64);
            text += &Synth::new(seed).passenger_list(people).text;
            text += "\r\nNNNN\r\n";
        }
        let whole = read_all(text.as_bytes(), Limits::DEFAULT);
        prop_assert_eq!(whole.len(), seeds.len());
        let found: Vec<u64> = whole.iter().map(|read| read.unwrap().1).collect();
        prop_assert_eq!(found, offsets);
        prop_assert_eq!(read_all(Pieces(text.as_bytes(), piece), Limits::DEFAULT), whole);
    }
}

#[test]
fn too_large_is_an_error_and_the_next_one_is_read() {
    let (small, large) = (Synth::new(1).passenger_list(3).text, Synth::new(2).passenger_list(3000).text);
    let text = small.clone() + &large + &small;
    let read = read_all(text.as_bytes(), Limits::DEFAULT.with_interchange_bytes(300_000));
    let shape: Vec<bool> = read.iter().map(Result::is_ok).collect();
    assert_eq!(shape, [true, false, true], "{read:?}");
    assert!(matches!(read.get(1), Some(Err(ErrorKind::LimitExceeded { .. }))));
}

#[test]
fn a_long_stream_needs_little_memory() {
    let text = Synth::new(3).passenger_list(150).text.into_bytes();
    // A debug build reads a part of it; `cargo test --release` reads 2 GiB.
    let bytes: u64 = if cfg!(debug_assertions) { 40 << 20 } else { 2 << 30 };
    let expected = bytes / text.len() as u64;
    let mut reader = Reader::new(Repeated { text, at: 0, left: bytes }, Limits::DEFAULT);
    let mut whole = 0;
    let _ = reader.read_each(|streamed| {
        whole += u64::from(streamed.interchange.is_ok_and(|interchange| interchange.is_complete()));
        ControlFlow::<()>::Continue(())
    });
    assert_eq!(whole, expected);
    assert!(reader.capacity() < 4 << 20, "the buffer holds {} bytes", reader.capacity());
    let resident = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = resident.lines().find(|line| line.starts_with("VmHWM")).unwrap_or("VmHWM not known here");
    eprintln!("{bytes} bytes, buffer {} bytes, {peak}", reader.capacity());
}
