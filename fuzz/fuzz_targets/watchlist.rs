//! Lists and deltas from strangers: loaded or refused, whatever layout they are taken for. The first byte tells the layout; a
//! file of the corpus that begins otherwise is taken for each.
#![no_main]

use libfuzzer_sys::fuzz_target;
use paxgov::Error;
use paxgov::model::{Passenger, PersonName};
use paxgov::watchlist::{
    HandlingTable, Loaded, OfacCsv, Policy, SdnRows, Watchlist, from_csl_csv, from_csl_json, from_csv,
    from_csv_delta, from_eu_csv, from_eu_xml, from_ftm, from_ftm_delta, from_json_lines,
    from_json_lines_delta, from_lost_documents, from_ofac_advanced_xml, from_ofac_xml,
    from_opensanctions_csv, from_uk_conlist_csv, from_uk_csv, from_uk_xml, from_un_xml,
};

type Read = fn(&[u8]) -> Result<Loaded, Error>;

const LISTS: [Read; 17] = [
    from_csv,
    from_json_lines,
    |bytes| from_un_xml(bytes),
    |bytes| from_eu_xml(bytes),
    |bytes| from_eu_csv(bytes),
    |bytes| from_ofac_xml(bytes),
    |bytes| from_ofac_advanced_xml(bytes),
    |bytes| OfacCsv::new(bytes).read(),
    |bytes| {
        let sdn = "1,\"A, B\",\"individual\",,,,,,,,,\"DOB 1950; POB \"\n";
        OfacCsv::new(sdn.as_bytes()).with_aliases(bytes).with_addresses(bytes).with_comments(bytes).read()
    },
    |bytes| from_uk_xml(bytes),
    |bytes| from_uk_csv(bytes),
    |bytes| from_uk_conlist_csv(bytes),
    |bytes| from_csl_csv(bytes, SdnRows::Keep),
    |bytes| from_csl_json(bytes, SdnRows::Skip),
    |bytes| from_opensanctions_csv(bytes),
    |bytes| from_ftm(bytes),
    |bytes| from_csl_csv(bytes, SdnRows::Skip),
];

fn screen(loaded: Loaded) {
    assert!(!loaded.entries.is_empty());
    let loaded = loaded.with_handling(&HandlingTable::default());
    let list = Watchlist::build(loaded.entries.clone(), "fuzz", Policy::default());
    assert!(list.entries().eq(loaded.entries));
    let name = PersonName::new("KARIMOV".into(), ["AZIZ".into()]);
    let _ = list.screen(&Passenger::named(name));
}

fn deltas(bytes: &[u8]) {
    let list = Watchlist::build([], "1", Policy::default());
    let deltas =
        [from_csv_delta(bytes, "1", "2"), from_json_lines_delta(bytes), from_ftm_delta(bytes, "1", "2")];
    for delta in deltas.into_iter().flatten() {
        if let Ok(after) = delta.apply(&list) {
            assert_eq!(delta.apply(&after).map(|again| again.len()), Ok(after.len()));
        }
    }
    if let Ok(lost) = from_lost_documents(bytes) {
        assert!(!lost.is_empty());
    }
}

fuzz_target!(|bytes: &[u8]| {
    let chosen = bytes.split_first().and_then(|(first, rest)| Some((LISTS.get(usize::from(*first))?, rest)));
    match chosen {
        Some((read, rest)) => {
            if let Ok(loaded) = read(rest) {
                screen(loaded);
            }
        }
        None => {
            LISTS.iter().flat_map(|read| read(bytes)).for_each(screen);
            deltas(bytes);
        }
    }
});
