//! The programs of the README run, say what they should, and end with the right code.
#![expect(clippy::unwrap_used, reason = "a test")]

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// An example. A whole `cargo test` builds them beside the tests; a run of this file alone does it here.
fn example(name: &str) -> Command {
    static BUILT: std::sync::Once = std::sync::Once::new();
    let mut folder: PathBuf = std::env::current_exe().unwrap();
    folder.pop();
    folder.pop();
    let path = folder.join("examples").join(name);
    BUILT.call_once(|| {
        let status = Command::new(env!("CARGO")).args(["build", "--quiet", "--examples"]).status().unwrap();
        assert!(status.success());
    });
    let mut command = Command::new(path);
    command.current_dir(env!("CARGO_MANIFEST_DIR"));
    command
}

fn run(command: &mut Command) -> (i32, String, String) {
    let Output { status, stdout, stderr } = command.output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (status.code().unwrap(), text(stdout), text(stderr))
}

fn scratch(name: &str, bytes: &[u8]) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::write(&path, bytes).unwrap();
    path
}

#[test]
fn the_main_job_shows_findings_and_hits_and_no_names() {
    let list = "examples/data/watchlist.csv";
    let (code, out, _) = run(example("validate").args(["examples/data", "--watchlist", list]));
    assert_eq!(code, 1, "{out}");
    insta::assert_snapshot!("validate_samples", out);
    for word in ["KARIMOVA", "TIMUROV", "HOLTMANN", "FA1234567", "C01X00T47"] {
        assert!(!out.contains(word), "{word} is shown");
    }
    let (_, out, _) = run(example("validate").args(["--reveal", "examples/data", "--watchlist", list]));
    assert!(out.contains("TIMUROV") && out.contains("a stolen passport"));
}

#[test]
fn json_lines_are_json() {
    let (code, out, _) = run(example("validate").args([
        "--format",
        "json",
        "examples/data",
        "--watchlist",
        "examples/data/watchlist.csv",
    ]));
    assert_eq!(code, 1);
    let lines: Vec<serde_json::Value> = out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let summary = &lines.last().unwrap()["summary"];
    assert_eq!((summary["referred"].as_u64(), summary["persons"].as_u64()), (Some(4), Some(15)));
    assert!(!out.contains("TIMUROV"));
}

#[test]
fn exit_codes() {
    let code = |arguments: &[&str]| run(example("validate").args(arguments)).0;
    assert_eq!(code(&["tests/fixtures/clean-list.edi"]), 0);
    assert_eq!(code(&["tests/fixtures/rules/ENV06.edi"]), 1);
    assert_eq!(code(&["tests/fixtures/rules/VAL05.edi"]), 0, "a warning is no error");
    assert_eq!(code(&["no/such/path"]), 2);
    assert_eq!(code(&["tests/fixtures/rules/ENV06.edi", "no/such/path"]), 2, "2 wins over 1");
    assert_eq!(code(&["--profile", "NOWHERE", "tests/fixtures/clean-list.edi"]), 2);
    assert_eq!(code(&["--watchlist", "Cargo.toml", "tests/fixtures/clean-list.edi"]), 2);
    let empty = scratch("empty.edi", b"");
    assert_eq!(code(&[empty.to_str().unwrap()]), 2);
    let binary = scratch("binary.bin", &[0, 159, 146, 150, 7]);
    let (exit, out, _) = run(example("validate").arg(&binary));
    assert_eq!((exit, out.lines().count()), (2, 2), "one line and the summary: {out}");
}

#[test]
fn the_standard_input_is_read() {
    use std::io::Write;
    let mut child = example("validate")
        .arg("-")
        .stdin(std::process::Stdio::piped())
        .stdout(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    let bytes = std::fs::read("tests/fixtures/clean-list.edi").unwrap();
    child.stdin.take().unwrap().write_all(&bytes).unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success() && String::from_utf8(output.stdout).unwrap().contains("1 persons"));
}

#[test]
fn parts_of_a_list_are_looked_for_in_all_files() {
    let whole = std::fs::read_to_string("tests/fixtures/clean-list.edi").unwrap();
    let header = "UNH+M1+PAXLST:D:05B:UN:IATA";
    assert!(whole.contains(header), "the fixture has another header");
    let start = whole.find(header).unwrap();
    let end = start + whole[start..].find('\'').unwrap();
    let file = |part: &str| {
        let text = format!("{}{header}+ZZ417/260314+{part}{}", &whole[..start], &whole[end..]);
        let name = format!("part-{}.edi", part.replace(':', "-"));
        scratch(&name, text.as_bytes()).to_str().unwrap().to_owned()
    };
    let (first, second, last) = (file("01:C"), file("02"), file("03:F"));
    let said = |paths: &[&String]| {
        let (_, out, _) = run(example("validate").args(paths));
        (out.contains("ENV22"), out.contains("ENV23"))
    };
    assert_eq!(said(&[&last, &first, &second]), (false, false));
    assert_eq!(said(&[&first, &last]), (true, false));
    assert_eq!(said(&[&first, &second, &first, &last]), (false, true));
    let (code, out, _) = run(example("validate").args(["--format", "json", &first, &first]));
    assert_eq!(code, 1);
    let lines = out.lines().map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap());
    let parts: Vec<_> = lines.filter(|line| line["parts"].is_object()).collect();
    assert_eq!(parts.len(), 2, "one came twice, and others never: {out}");
}

#[test]
fn a_profile_file_is_a_profile() {
    let own = r#"{ "name": "OWN", "passenger": ["sea"], "is_sure": true, "severities": { "API10": "off" } }"#;
    let path = scratch("own.json", own.as_bytes());
    let (code, out, _) =
        run(example("validate").args(["--profile", path.to_str().unwrap(), "tests/fixtures/clean-list.edi"]));
    assert_eq!(code, 1);
    assert!(out.contains("API20 error") && out.contains("seat"), "{out}");
    let slip = scratch("slip.json", br#"{ "name": "OWN", "pasenger": ["sea"] }"#);
    assert_eq!(
        run(example("validate").args(["--profile", slip.to_str().unwrap(), "tests/fixtures/clean-list.edi"]))
            .0,
        2
    );
}

#[test]
fn inspect_follows_its_schema_and_redacts() {
    let schema: serde_json::Value =
        serde_json::from_str(include_str!("../docs/inspect.schema.json")).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let files = ["passengers.edi", "crew.edi", "bookings.edi", "bookings-update.edi", "bookings.xml"]
        .map(|n| format!("examples/data/{n}"));
    for reveal in [false, true] {
        let mut command = example("inspect");
        if reveal {
            command.arg("--reveal");
        }
        let (code, out, _) = run(command.args(&files));
        assert_eq!((code, out.lines().count()), (0, 5));
        for line in out.lines() {
            let value = serde_json::from_str(line).unwrap();
            let errors: Vec<String> =
                validator.iter_errors(&value).map(|e| format!("{} at {}", e, e.instance_path())).collect();
            assert!(errors.is_empty(), "{errors:?}");
        }
        assert_eq!(out.contains("KARIMOVA"), reveal);
        insta::assert_snapshot!(if reveal { "inspect_revealed" } else { "inspect_redacted" }, out);
    }
}

#[test]
fn a_border_system_in_sixty_lines() {
    let source = include_str!("../examples/screen_flight.rs");
    assert!(source.lines().count() < 60);
    let (code, out, _) = run(&mut example("screen_flight"));
    assert_eq!(code, 0);
    assert!(out.contains("refer, [NameHit]") && out.contains("refer, [DocumentHit]"), "{out}");
}

#[test]
fn a_file_is_handed_over_without_its_people() {
    let name = |name: &str| Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    for old in ["invented.edi", "invented.key", "again.edi"] {
        let _ = std::fs::remove_file(name(old));
    }
    let input = "examples/data/passengers.edi";
    let (code, out, err) = run(example("anonymise").arg(input).arg(name("invented.edi")));
    assert_eq!((code, out.as_str()), (0, ""), "{err}");
    assert!(err.contains("WARNING: the new key is in"), "{err}");
    let (before, after) = (std::fs::read(input).unwrap(), std::fs::read(name("invented.edi")).unwrap());
    assert_eq!(before.len(), after.len());
    let after_text = String::from_utf8_lossy(&after);
    for word in ["KARIMOVA", "TIMUROV", "HOLTMANN", "FA1234567"] {
        assert!(
            String::from_utf8_lossy(&before).contains(word) && !after_text.contains(word),
            "{word} is left"
        );
    }
    // The same key gives the same people; nothing is written over.
    let key = name("invented.key");
    let (code, ..) = run(example("anonymise").arg(input).arg(name("again.edi")).arg("--key-file").arg(&key));
    assert_eq!((code, std::fs::read(name("again.edi")).unwrap()), (0, after));
    let (code, _, err) =
        run(example("anonymise").arg(input).arg(name("again.edi")).arg("--key-file").arg(key));
    assert_eq!((code, err.lines().count()), (2, 1), "{err}");
    let (code, _, err) =
        run(example("anonymise").args(["examples/data/bookings.xml", "nothing.edi", "--key-file", input]));
    assert_eq!(code, 2, "{err}");
}
