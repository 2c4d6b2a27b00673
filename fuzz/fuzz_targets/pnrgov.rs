//! The body of a message: read, judged, made into the model, printed; nothing personal may need revealing to print.
#![no_main]

use libfuzzer_sys::fuzz_target;
use paxgov::edifact::Interchange;
use paxgov::protection::{Access, BorderControl};
use paxgov::screening::Pipeline;

fuzz_target!(|body: &[u8]| {
    let mut bytes = b"UNB+IATA:1+A+B+260101:0000+1'UNH+1+PNRGOV:15:1:IA'".to_vec();
    bytes.extend_from_slice(body);
    let Ok(interchange) = Interchange::parse(&bytes) else { return };
    let access = Access::<BorderControl>::new("fuzz", "fuzz").expect("named");
    let pipeline = Pipeline::new(access);
    for outcome in pipeline.interchange(&interchange) {
        for finding in &outcome.findings {
            assert!(finding.location.span.end <= bytes.len());
        }
        let _ = serde_json::to_string(&outcome).expect("prints");
    }
});
