//! The small corpus of the fuzz targets is replayed by ordinary tests, which fail when it is empty, with the properties of the
//! targets; and no target is forgotten.

mod common;

use std::path::{Path, PathBuf};

use paxgov::codes::SensitivePolicy;
use paxgov::edifact::{Envelope, Interchange, MessageId};
use paxgov::model::WriteOptions;
use paxgov::paxlst::{PassengerList, write_manifest};
use paxgov::pnrgov::{PnrPush, write_filtered, write_push};
use paxgov::validate::Profile;
use paxgov::watchlist::{
    Loaded, OfacCsv, SdnRows, from_csl_csv, from_csl_json, from_csv, from_csv_delta, from_eu_csv,
    from_eu_xml, from_ftm, from_json_lines, from_json_lines_delta, from_ofac_advanced_xml, from_ofac_xml,
    from_opensanctions_csv, from_uk_csv, from_uk_xml, from_un_xml,
};
use paxgov::{Error, Limits, ReadOptions};

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

fn corpus() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus")
}

#[test]
fn the_fuzz_corpus_is_read_without_a_panic() {
    let root = corpus();
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
            let bytes = std::fs::read(&path).unwrap();
            let read = paxgov::pnrxml::read(&bytes, &ReadOptions::DEFAULT).unwrap();
            let written = paxgov::pnrxml::write(&read.value).unwrap();
            let again = paxgov::pnrxml::read(&written, &ReadOptions::DEFAULT).unwrap();
            assert!(paxgov::pnrxml::write(&again.value).unwrap() == written, "{}", path.display());
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

/// Reads the first message and writes it again; `None` when it is neither list nor push, or cannot be written.
fn rewrite(bytes: &[u8]) -> Option<Vec<u8>> {
    let prepared = chrono::DateTime::UNIX_EPOCH.naive_utc();
    let envelope = Envelope::new("A", "B", prepared, "1").with_syntax("UNOY", "4");
    let interchange = Interchange::parse(bytes).ok()?;
    let message = interchange.messages().next()?;
    if let Ok(read) = PassengerList::read(&message, &ReadOptions::DEFAULT) {
        let id = MessageId::new("1", "PAXLST", "D", "05B", "UN");
        return write_manifest(&read.value.to_manifest(), envelope, &id, &WriteOptions::default()).ok();
    }
    let read = PnrPush::read(&message, &ReadOptions::DEFAULT).ok()?;
    let id = MessageId::new("1", "PNRGOV", "15", "1", "IA");
    write_push(&read.value.to_model(), envelope, &id, &WriteOptions::default()).ok()
}

#[test]
fn what_is_written_is_a_fixpoint() {
    let files = common::files_below(&corpus().join("roundtrip"));
    let mut written = 0;
    for path in &files {
        let bytes = std::fs::read(path).unwrap();
        let keep = ReadOptions::DEFAULT.with_sensitive(SensitivePolicy::Keep);
        assert!(write_filtered(&bytes, &keep).unwrap().bytes == bytes, "{}", path.display());
        if let Ok(first) = write_filtered(&bytes, &ReadOptions::DEFAULT) {
            let second = write_filtered(&first.bytes, &ReadOptions::DEFAULT).unwrap();
            assert!(second.bytes == first.bytes, "{}: filtered twice", path.display());
        }
        let Some(first) = rewrite(&bytes) else { continue };
        let second = rewrite(&first).unwrap();
        assert!(rewrite(&second).unwrap() == second, "{}", path.display());
        written += 1;
    }
    assert!(written >= 10, "{written} of {} files are messages", files.len());
}

#[cfg(feature = "anonymise")]
#[test]
fn what_is_anonymised_keeps_its_length() {
    let files = common::files_below(&corpus().join("anonymise"));
    assert!(files.len() >= 5, "the corpus of anonymise is empty");
    for path in files {
        let bytes = std::fs::read(&path).unwrap();
        let made = paxgov::anonymise::anonymise(&bytes, &paxgov::anonymise::Key::new([7; 32]));
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        match made {
            Ok(made) => assert!(made.bytes.len() == bytes.len() && made.bytes != bytes, "{name}"),
            // Broken files in which words of people are a part of the layout.
            Err(error) => {
                assert!(name.starts_with("layout-"), "{name}: {error}");
                assert_eq!(*error.kind(), paxgov::ErrorKind::LayoutHangsOnWords);
            }
        }
    }
}

/// Every target has its lines in the manifest, its corpus, and its run.
#[test]
fn no_target_is_forgotten() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let read = |name: &str| std::fs::read_to_string(root.join(name)).unwrap();
    let (manifest, run) = (read("fuzz/Cargo.toml"), read(".ci/run"));
    let list = run.lines().find_map(|line| line.trim().strip_prefix("for target in ")).unwrap();
    let run: Vec<&str> = list.strip_suffix("; do").unwrap().split(' ').collect();
    let targets = common::files_below(&root.join("fuzz/fuzz_targets"));
    let targets: Vec<&str> = targets.iter().map(|path| path.file_stem().unwrap().to_str().unwrap()).collect();
    assert_eq!(run, targets, "the targets of .ci/run");
    for target in targets {
        assert!(
            manifest.contains(&format!("path = \"fuzz_targets/{target}.rs\"")),
            "{target} in the manifest"
        );
        assert!(!common::files_below(&corpus().join(target)).is_empty(), "the corpus of {target}");
    }
}
