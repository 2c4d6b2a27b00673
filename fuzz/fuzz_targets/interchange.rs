//! Syntax: every interchange, every value, every place.
#![no_main]

use libfuzzer_sys::fuzz_target;
use paxgov::Limits;
use paxgov::edifact::Interchanges;

fuzz_target!(|bytes: &[u8]| {
    for interchange in Interchanges::new(bytes, &Limits::DEFAULT).flatten() {
        for finding in interchange.findings() {
            assert!(finding.location.span.end <= bytes.len());
        }
        for segment in interchange.segments() {
            assert!(segment.span().end <= bytes.len());
            for (_, value) in segment.walk() {
                let _ = value.text();
                assert!(value.location().span.end <= bytes.len());
            }
        }
    }
});
