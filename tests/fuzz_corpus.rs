//! The small corpus of the fuzz targets is replayed by an ordinary test, which fails when it is empty.

mod common;

use std::path::Path;

use paxgov::validate::Profile;
use paxgov::watchlist::{
    Loaded, OfacCsv, SdnRows, from_csl_csv, from_csl_json, from_csv, from_csv_delta, from_eu_csv,
    from_eu_xml, from_ftm, from_json_lines, from_json_lines_delta, from_ofac_advanced_xml, from_ofac_xml,
    from_opensanctions_csv, from_uk_csv, from_uk_xml, from_un_xml,
};
use paxgov::{Error, Limits};

type Read = fn(&[u8]) -> Result<Loaded, Error>;

/// The layouts of lists.
const LISTS: [Read; 14] = [
    from_csv,
    from_json_lines,
    |bytes| from_un_xml(bytes),
    |bytes| from_eu_xml(bytes),
    |bytes| from_eu_csv(bytes),
    |bytes| from_ofac_xml(bytes),
    |bytes| from_ofac_advanced_xml(bytes),
    |bytes| OfacCsv::new(bytes).read(),
    |bytes| from_uk_xml(bytes),
    |bytes| from_uk_csv(bytes),
    |bytes| from_csl_csv(bytes, SdnRows::Keep),
    |bytes| from_csl_json(bytes, SdnRows::Keep),
    |bytes| from_opensanctions_csv(bytes),
    |bytes| from_ftm(bytes),
];

#[test]
fn the_fuzz_corpus_is_read_without_a_panic() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus");
    for (target, head) in [
        ("interchange", ""),
        ("paxlst", "UNB+UNOA:4+A+B+260101:0000+1'UNH+1+PAXLST:D:05B:UN'"),
        ("pnrgov", "UNB+IATA:1+A+B+260101:0000+1'UNH+1+PNRGOV:15:1:IA'"),
    ] {
        let files = common::files_below(&root.join(target));
        assert!(files.len() >= 5, "the corpus of {target} is empty");
        for path in files {
            let mut bytes = head.as_bytes().to_vec();
            bytes.extend(std::fs::read(path).unwrap());
            common::findings(&bytes, &Profile::base(), &Limits::DEFAULT);
        }
    }
    #[cfg(feature = "xml")]
    {
        let files = common::files_below(&root.join("pnrxml"));
        assert!(files.len() >= 5, "the corpus of pnrxml is empty");
        for path in files {
            let bytes = std::fs::read(path).unwrap();
            paxgov::pnrxml::read(&bytes, &paxgov::ReadOptions::DEFAULT).unwrap();
        }
    }
    for path in common::files_below(&root.join("watchlist")) {
        let bytes = std::fs::read(&path).unwrap();
        let read = LISTS.iter().filter(|read| read(&bytes).is_ok()).count();
        let is_delta = from_csv_delta(&bytes, "1", "2").is_ok() || from_json_lines_delta(&bytes).is_ok();
        assert!(read > 0 || is_delta, "{}", path.display());
    }
    // Each layout has a file in the corpus.
    let files: Vec<Vec<u8>> = common::files_below(&root.join("watchlist"))
        .iter()
        .map(|path| std::fs::read(path).unwrap())
        .collect();
    for (n, read) in LISTS.iter().enumerate() {
        assert!(files.iter().any(|bytes| read(bytes).is_ok()), "layout {n}");
    }
}
