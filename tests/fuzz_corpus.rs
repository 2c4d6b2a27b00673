//! The small corpus of the fuzz targets is replayed by an ordinary test, which fails when it is empty.

mod common;

use std::path::Path;

use paxgov::Limits;
use paxgov::validate::Profile;

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
        let bytes = std::fs::read(path).unwrap();
        let loaded = [paxgov::watchlist::from_csv(&bytes), paxgov::watchlist::from_json_lines(&bytes)];
        assert!(loaded.iter().any(Result::is_ok));
    }
}
