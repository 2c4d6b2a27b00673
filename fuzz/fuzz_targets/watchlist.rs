//! Lists from strangers: loaded or refused.
#![no_main]

use libfuzzer_sys::fuzz_target;
use paxgov::model::{Passenger, PersonName};
use paxgov::watchlist::{Policy, Watchlist, from_csv, from_json_lines};

fuzz_target!(|bytes: &[u8]| {
    for loaded in [from_csv(bytes), from_json_lines(bytes)].into_iter().flatten() {
        assert!(!loaded.entries.is_empty());
        let list = Watchlist::build(loaded.entries, "fuzz", Policy::default());
        let name = PersonName::new("KARIMOV".into(), ["AZIZ".into()]);
        let _ = list.screen(&Passenger::named(name));
    }
});
