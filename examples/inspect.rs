//! Prints each message's typed model as one JSON line, personal values redacted unless `--reveal` is given.
//!
//! The shape is documented by `docs/inspect.schema.json`.
#![expect(clippy::print_stderr, reason = "a program for a terminal")]

use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use chrono::NaiveDate;
use clap::Parser;
use paxgov::codes::SensitivePolicy;
use paxgov::edifact::{Interchanges, Message};
use paxgov::model::{BookingPush, Manifest, Revealed};
use paxgov::paxlst::PassengerList;
use paxgov::pnrgov::PnrPush;
#[cfg(feature = "xml")]
use paxgov::pnrxml;
use paxgov::{Finding, Limits, ReadOptions};
use serde::Serialize;

/// Prints the typed model of each message as one JSON line.
#[derive(Parser)]
struct Arguments {
    /// Files.
    #[arg(required = true)]
    paths: Vec<PathBuf>,
    /// Shows personal values.
    #[arg(long)]
    reveal: bool,
    /// Keeps sensitive data, for lossless work only.
    #[arg(long)]
    keep_sensitive: bool,
    /// The day against which dates are resolved when a message does not give one.
    #[arg(long)]
    date: Option<NaiveDate>,
}

/// One line.
#[derive(Serialize)]
struct Line<'a> {
    file: &'a str,
    message: u32,
    #[serde(rename = "type")]
    kind: &'a str,
    findings: &'a [Finding],
    #[serde(skip_serializing_if = "Option::is_none")]
    manifest: Option<Manifest<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    push: Option<BookingPush<'a>>,
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let mut options = ReadOptions::DEFAULT;
    options.reference_date = arguments.date;
    if arguments.keep_sensitive {
        eprintln!("inspect: sensitive data is kept (--keep-sensitive)");
        options.sensitive = SensitivePolicy::Keep;
    }
    let mut failed = false;
    for path in &arguments.paths {
        let name = path.display().to_string();
        let bytes = match std::fs::read(path) {
            Ok(bytes) => bytes,
            Err(error) => {
                eprintln!("{name}: {error}");
                failed = true;
                continue;
            }
        };
        #[cfg(feature = "xml")]
        if path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("xml")) {
            match print_xml(&name, &bytes, &options, arguments.reveal) {
                Ok(true) => {}
                Ok(false) => failed = true,
                Err(_) => return ExitCode::from(2),
            }
            continue;
        }
        let mut any = false;
        for interchange in Interchanges::new(&bytes, &Limits::DEFAULT) {
            any = true;
            match interchange {
                Ok(interchange) => {
                    for message in interchange.messages() {
                        if print(&name, &message, &options, arguments.reveal).is_err() {
                            return ExitCode::from(2);
                        }
                    }
                }
                Err(error) => {
                    eprintln!("{name}: {error}");
                    failed = true;
                }
            }
        }
        if !any {
            eprintln!("{name}: expected an interchange (UNA, UNB or UNH), met none");
            failed = true;
        }
    }
    ExitCode::from(if failed { 2 } else { 0 })
}

fn print(file: &str, message: &Message<'_>, options: &ReadOptions, reveal: bool) -> std::io::Result<()> {
    let kind = message.header().map(|header| String::from_utf8_lossy(header.message_type()).into_owned());
    let mut line = Line {
        file,
        message: message.number(),
        kind: kind.as_deref().unwrap_or_default(),
        findings: &[],
        manifest: None,
        push: None,
    };
    if let Ok(read) = PassengerList::read(message, options) {
        line.findings = &read.findings;
        line.manifest = Some(read.value.to_manifest());
        return write(&line, reveal);
    }
    if let Ok(read) = PnrPush::read(message, options) {
        line.findings = &read.findings;
        line.push = Some(read.value.to_model());
        return write(&line, reveal);
    }
    write(&line, reveal)
}

/// A push as XML; false when it is none.
#[cfg(feature = "xml")]
fn print_xml(file: &str, bytes: &[u8], options: &ReadOptions, reveal: bool) -> std::io::Result<bool> {
    let read = match pnrxml::read(bytes, options) {
        Ok(read) => read,
        Err(error) => {
            eprintln!("{file}: {error}");
            return Ok(false);
        }
    };
    let push = Some(read.value.push);
    let line = Line { file, message: 1, kind: "PNRGOV XML", findings: &read.findings, manifest: None, push };
    write(&line, reveal).map(|()| true)
}

fn write(line: &Line<'_>, reveal: bool) -> std::io::Result<()> {
    let text = if reveal { serde_json::to_string(&Revealed(line)) } else { serde_json::to_string(line) };
    writeln!(std::io::stdout(), "{}", text.map_err(std::io::Error::other)?)
}
