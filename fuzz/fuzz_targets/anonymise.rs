//! The anonymiser: as many bytes, signs and digits in their places, and the same segments.
#![no_main]

use libfuzzer_sys::fuzz_target;
use paxgov::Limits;
use paxgov::anonymise::{Key, anonymise};
use paxgov::edifact::Interchanges;

fn segments(bytes: &[u8]) -> Vec<(usize, usize)> {
    Interchanges::new(bytes, &Limits::DEFAULT)
        .flatten()
        .flat_map(|interchange| {
            interchange.segments().map(|segment| (segment.span().start, segment.span().end)).collect::<Vec<_>>()
        })
        .collect()
}

fuzz_target!(|bytes: &[u8]| {
    let Ok(made) = anonymise(bytes, &Key::new([7; 32])) else { return };
    assert_eq!(made.bytes.len(), bytes.len());
    for (was, is) in bytes.iter().zip(&made.bytes) {
        assert_eq!(was.is_ascii(), is.is_ascii());
        assert!(was.is_ascii_alphanumeric() || !was.is_ascii() || was == is || bytes.contains(&0x1B));
    }
    assert_eq!(segments(bytes), segments(&made.bytes));
});
