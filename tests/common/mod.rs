//! What several tests share.
#![allow(dead_code, clippy::allow_attributes, reason = "each test uses a part of it")]
#![allow(clippy::unwrap_used, clippy::print_stderr, reason = "a test says aloud that it skips")]

pub(crate) mod lists;
pub(crate) mod people;

use std::path::PathBuf;
use std::sync::Mutex;

use paxgov::edifact::{Interchanges, Joined, Parts};
use paxgov::protection::{Access, LawEnforcement};
use paxgov::screening::Pipeline;
use paxgov::validate::{MessagePart, Profile, judge_parts};
use paxgov::{Finding, Limits};

/// The folder with the public corpus, or a loud word that the test is skipped.
pub(crate) fn corpus() -> Option<PathBuf> {
    // Set to nothing is not set.
    let folder = std::env::var_os("PAXGOV_CORPUS").filter(|folder| !folder.is_empty());
    let Some(shared) = folder.map(PathBuf::from) else {
        eprintln!("SKIPPED: PAXGOV_CORPUS is not set, so the public corpus was not read");
        return None;
    };
    assert!(shared.join("corpus").is_dir(), "PAXGOV_CORPUS must hold the folder corpus");
    Some(shared)
}

/// All files below a folder, sorted.
pub(crate) fn files_below(folder: &std::path::Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() { folders.push(path) } else { found.push(path) }
        }
    }
    found.sort();
    found
}

/// Our own samples and fixtures, and the public corpus when it is there, with their names.
pub(crate) fn every_sample() -> Vec<(String, Vec<u8>)> {
    let own = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut folders = vec![own.join("examples/data"), own.join("tests/fixtures")];
    folders.extend(corpus().map(|shared| shared.join("corpus")));
    let files = folders.iter().flat_map(|folder| files_below(folder));
    files.map(|path| (path.display().to_string(), std::fs::read(&path).unwrap())).collect()
}

/// Does the work of each item on all cores; the items are given out one by one, for they are of very different sizes.
pub(crate) fn on_all_cores<T: Send>(items: Vec<T>, work: impl Fn(T) + Sync) {
    let items = Mutex::new(items);
    let next = || items.lock().unwrap().pop();
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    std::thread::scope(|scope| {
        for _ in 0..cores {
            scope.spawn(|| {
                while let Some(item) = next() {
                    work(item);
                }
            });
        }
    });
}

/// A pipeline without a watchlist.
pub(crate) fn pipeline(profile: &Profile) -> Pipeline<'static, LawEnforcement> {
    let access = Access::<LawEnforcement>::new("test", "test").unwrap();
    Pipeline::new(access).with_profile(profile.clone())
}

/// True for the rules of a form that this build does not read.
pub(crate) fn is_unread_here(id: &str) -> bool {
    id.starts_with("XML") && cfg!(not(feature = "xml"))
}

/// What is found in an XML document, by reading and by judging, when these bytes are one and this build reads them.
fn xml_findings(bytes: &[u8], profile: &Profile, limits: &Limits) -> Option<Vec<Finding>> {
    let begins = bytes.iter().find(|byte| !byte.is_ascii_whitespace()) == Some(&b'<');
    #[cfg(feature = "xml")]
    if begins {
        let options = paxgov::ReadOptions::DEFAULT.with_limits(*limits);
        let mut read = paxgov::pnrxml::read(bytes, &options).ok()?;
        read.findings.extend(paxgov::validate::validate(&read.value.push, profile));
        return Some(read.findings);
    }
    let _ = (begins, profile, limits);
    None
}

/// All findings on all interchanges of some bytes: envelope, reading, judging.
pub(crate) fn findings(bytes: &[u8], profile: &Profile, limits: &Limits) -> Vec<Finding> {
    let pipeline = pipeline(profile);
    let mut found = xml_findings(bytes, profile, limits).unwrap_or_default();
    let mut parts = Parts::new(10);
    for interchange in Interchanges::new(bytes, limits).flatten() {
        found.extend(pipeline.envelope(&interchange));
        for message in interchange.messages() {
            match parts.add(&message, MessagePart::read(&message, &paxgov::ReadOptions::DEFAULT)) {
                Joined::Doubled(_, finding) => found.push(finding),
                Joined::Complete(all) => {
                    let all: Vec<MessagePart> = all.into_iter().flatten().collect();
                    found.extend(judge_parts(&all, profile).into_iter().map(|(_, finding)| finding));
                }
                _ => {}
            }
        }
        found.extend(pipeline.interchange(&interchange).flat_map(|outcome| outcome.findings));
    }
    found.extend(parts.give_up().into_iter().map(|list| list.finding));
    found
}

/// What says where something stands: a model read from other bytes differs in it.
pub(crate) const PLACE: &[&str] = &["location"];
/// And what was not understood, by its place.
pub(crate) const PLACES: &[&str] = &["location", "malformed", "ambiguous"];

/// A model as JSON without some of its keys, wherever they stand.
pub(crate) fn without(value: serde_json::Value, keys: &[&str]) -> serde_json::Value {
    match value {
        serde_json::Value::Object(map) => {
            let rest = map.into_iter().filter(|(key, _)| !keys.contains(&key.as_str()));
            rest.map(|(key, value)| (key, without(value, keys))).collect()
        }
        serde_json::Value::Array(list) => list.into_iter().map(|value| without(value, keys)).collect(),
        other => other,
    }
}
