//! The house in order: which room may use which, how long a file may be, and what may not stand in it.
#![expect(clippy::unwrap_used, reason = "a test")]

mod common;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// Rooms and the rooms that they may use; the foundation (span, limits, error, finding, options) is open to all.
const EDGES: &[(&str, &[&str])] = &[
    ("codes", &[]),
    ("edifact", &[]),
    ("directory", &["edifact"]),
    ("model", &["codes"]),
    ("paxlst", &["codes", "directory", "edifact", "model"]),
    ("ackres", &["directory", "edifact", "model"]),
    ("govreq", &["directory", "edifact"]),
    ("contrl", &["directory", "edifact", "model"]),
    ("cusres", &["codes", "directory", "edifact", "model"]),
    ("pnrgov", &["codes", "directory", "edifact", "model"]),
    // The small texts of special requests are the same in both forms of a push.
    ("pnrxml", &["codes", "model", "pnrgov"]),
    ("validate", &["codes", "edifact", "model", "paxlst", "pnrgov"]),
    ("watchlist", &["codes", "model"]),
    ("protection", &["codes", "model"]),
    (
        "screening",
        &[
            "ackres",
            "codes",
            "contrl",
            "cusres",
            "edifact",
            "govreq",
            "model",
            "paxlst",
            "pnrgov",
            "protection",
            "validate",
            "watchlist",
        ],
    ),
    ("anonymise", &["edifact", "model"]),
    // PNRGOV XML is written by the library from the push that was made.
    ("synth", &["codes", "edifact", "pnrgov", "pnrxml"]),
];

const FOUNDATION: &[&str] =
    &["span", "limits", "error", "finding", "options", "stream", "Location", "Span", "Limits", "Finding"];

fn sources() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let read = |path: std::path::PathBuf| {
        let name = path.strip_prefix(&root).unwrap().display().to_string();
        (name, fs::read_to_string(path).unwrap())
    };
    common::files_below(&root).into_iter().map(read).collect()
}

/// The code of a file without comments and without its tests.
fn code(text: &str) -> String {
    let body = text.split("#[cfg(test)]").next().unwrap();
    body.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
}

#[test]
fn rooms_use_only_the_rooms_of_the_table() {
    let mut used: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (name, text) in sources() {
        let Some((room, _)) = name.split_once('/') else { continue };
        let of_room = used.entry(room.to_owned()).or_default();
        let code = code(&text);
        for found in code.match_indices("crate::").map(|(at, _)| &code[at + 7..]) {
            let word: String = found.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
            if word != room && !FOUNDATION.contains(&word.as_str()) {
                of_room.insert(word);
            }
        }
    }
    let known: BTreeMap<&str, &[&str]> = EDGES.iter().copied().collect();
    for (room, targets) in &used {
        if room == "finding" {
            assert!(targets.is_empty(), "the foundation uses {targets:?}");
            continue;
        }
        let allowed =
            known.get(room.as_str()).unwrap_or_else(|| panic!("the room {room} is not in the table"));
        for target in targets {
            assert!(allowed.contains(&target.as_str()), "{room} may not use {target}");
        }
    }
    assert_eq!(used.len(), EDGES.len() + 1, "rooms without files, or files without rooms");
}

#[test]
fn the_pure_core_reads_no_clock_file_environment_or_network() {
    for (name, text) in sources() {
        let code = code(&text);
        for word in [
            "std::fs",
            "std::env",
            "std::net",
            "SystemTime",
            "Instant::now",
            "Utc::now",
            "Local::now",
            "std::process",
        ] {
            assert!(!code.contains(word), "{name} uses {word}");
        }
        assert!(!code.contains("unsafe "), "{name}");
    }
}

#[test]
fn files_can_be_read_in_one_sitting() {
    for (name, text) in sources() {
        let is_table = name.contains("table") || name.ends_with("rules.rs") || name.ends_with("preset.rs");
        let lines = text.lines().count();
        assert!(is_table || lines <= 620, "{name} has {lines} lines");
        assert!(text.starts_with("//!"), "{name} does not say what it is");
        assert!(!name.ends_with("utils.rs") && !name.ends_with("helpers.rs"), "{name}");
    }
}

#[test]
fn edifact_names_no_message_and_watchlist_no_segment() {
    for (name, text) in sources() {
        let code = code(&text);
        let banned: &[&str] = match name.split_once('/').map(|(room, _)| room) {
            Some("edifact") => &["PAXLST", "PNRGOV", "CUSRES", "assenger"],
            Some("watchlist" | "model") => &[" Segment<", "Interchange", "b\"NAD\"", "b\"SSR\""],
            _ => &[],
        };
        for word in banned {
            assert!(!code.contains(word), "{name} names {word}");
        }
    }
}
