//! PNRGOV XML: read, printed, written; what was written is read and written the same.
#![no_main]

use libfuzzer_sys::fuzz_target;
use paxgov::{ReadOptions, pnrxml};

fuzz_target!(|bytes: &[u8]| {
    let Ok(read) = pnrxml::read(bytes, &ReadOptions::DEFAULT) else { return };
    for finding in &read.findings {
        assert!(finding.location.span.end <= bytes.len());
    }
    let _ = serde_json::to_string(&read.value).expect("prints");
    let written = pnrxml::write(&read.value).expect("what was read can be written");
    let again = pnrxml::read(&written, &ReadOptions::DEFAULT).expect("what was written can be read");
    assert_eq!(pnrxml::write(&again.value).expect("written"), written);
});
