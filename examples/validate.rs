//! Reads message files, judges them, screens the people in them, and says what was found.
//!
//! `cargo run --release --example validate -- examples/data --watchlist examples/data/watchlist.csv`
//!
//! Exit code: 0 clean, 1 errors or referrals, 2 something could not be read.
#![expect(clippy::print_stderr, reason = "a program for a terminal")]

use std::fs;
use std::io::{self, IsTerminal, Read, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use chrono::NaiveDate;
use clap::{Parser, ValueEnum};
use indicatif::{ProgressBar, ProgressStyle};
use paxgov::edifact::{Interchange, Interchanges, Joined, Message, Parts};
use paxgov::model::Revealed;
use paxgov::paxlst::PassengerList;
use paxgov::pnrgov::PnrPush;
use paxgov::protection::{Access, BorderControl};
use paxgov::screening::{Companion, Content, Disposition, MessageOutcome, PersonOutcome, Pipeline};
use paxgov::validate::{MessagePart, Profile, judge_parts};
use paxgov::watchlist::{Policy, Watchlist, from_csv, from_json_lines};
#[cfg(feature = "xml")]
use paxgov::{ErrorKind, model::BookingPush, pnrxml, validate::validate};
use paxgov::{Finding, Limits, Rule, Severity};
use serde_json::json;

/// Validates PAXLST and PNRGOV files and screens the people in them.
#[derive(Parser)]
struct Arguments {
    /// Files, folders, or `-` for the standard input.
    #[arg(required = true)]
    paths: Vec<PathBuf>,
    /// A list in CSV or JSON lines to screen people against.
    #[arg(long)]
    watchlist: Option<PathBuf>,
    /// Name of a built-in profile, or a JSON file of your own.
    #[arg(long, default_value = "base")]
    profile: String,
    /// How results are shown.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// Shows excerpts and personal values. They are data of people: keep them off logs.
    #[arg(long)]
    reveal: bool,
    /// The day against which dates are judged when a message does not give one, such as 2026-11-24.
    #[arg(long)]
    date: Option<NaiveDate>,
}

#[derive(Clone, Copy, PartialEq, ValueEnum)]
enum Format {
    Text,
    Json,
}

/// What was seen so far.
#[derive(Default)]
struct Summary {
    files: usize,
    skipped: usize,
    unread: usize,
    interchanges: usize,
    messages: usize,
    persons: usize,
    bookings: u64,
    findings: [usize; 3],
    referred: usize,
    insufficient: usize,
}

impl Summary {
    fn count(&mut self, finding: &Finding) {
        let slot = match finding.severity {
            Severity::Error => &mut self.findings[0],
            Severity::Warning => &mut self.findings[1],
            Severity::Info => &mut self.findings[2],
        };
        *slot += 1;
    }

    fn exit_code(&self) -> u8 {
        if self.unread > 0 || self.files == 0 {
            2
        } else {
            u8::from(self.findings[0] > 0 || self.referred > 0)
        }
    }
}

struct Program<'w> {
    pipeline: Pipeline<'w, BorderControl>,
    profile: Profile,
    screens: bool,
    format: Format,
    reveal: bool,
    out: io::BufWriter<io::StdoutLock<'static>>,
    summary: Summary,
    /// Lists and pushes in several messages, with the file of each part.
    parts: Parts<(PathBuf, Option<MessagePart>)>,
}

/// Most lists of which parts are waited for.
const MOST_OPEN: usize = 10_000;

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    match run(&arguments) {
        Ok(code) => ExitCode::from(code),
        Err(Trouble::Said(line)) => {
            eprintln!("validate: {line}");
            ExitCode::from(2)
        }
        // Often the reader of our output went away (`validate … | head`).
        Err(Trouble::Output(error)) => {
            if error.kind() != io::ErrorKind::BrokenPipe {
                eprintln!("validate: {error}");
            }
            ExitCode::from(2)
        }
    }
}

enum Trouble {
    Said(String),
    Output(io::Error),
}

impl From<io::Error> for Trouble {
    fn from(error: io::Error) -> Self {
        Self::Output(error)
    }
}

fn run(arguments: &Arguments) -> Result<u8, Trouble> {
    let profile = load_profile(&arguments.profile).map_err(Trouble::Said)?;
    let list = arguments.watchlist.as_deref().map(|path| load_list(path, arguments.date)).transpose();
    let list = list.map_err(Trouble::Said)?;
    let access = Access::<BorderControl>::new("validate", "the operator's own")
        .map_err(|e| Trouble::Said(e.to_string()))?;
    let mut pipeline = Pipeline::new(access).with_profile(profile.clone());
    if let Some(list) = &list {
        pipeline = pipeline.with_watchlist(list);
    }
    if let Some(date) = arguments.date {
        pipeline = pipeline.with_reference_date(date);
    }
    let mut program = Program {
        pipeline,
        profile,
        screens: list.is_some(),
        format: arguments.format,
        reveal: arguments.reveal,
        out: io::BufWriter::new(io::stdout().lock()),
        summary: Summary::default(),
        parts: Parts::new(MOST_OPEN),
    };
    let mut files = Vec::new();
    for path in &arguments.paths {
        if let Err(line) = collect(path, false, &mut files) {
            program.cannot_read(path, &line)?;
        }
    }
    let bar = progress(&files);
    for (path, from_folder) in &files {
        program.file(path, *from_folder)?;
        if let Some(bar) = &bar {
            bar.inc(1);
        }
    }
    if let Some(bar) = bar {
        bar.finish_and_clear();
    }
    program.finish()
}

/// A bar when there is much to do and somebody looks.
fn progress(files: &[(PathBuf, bool)]) -> Option<ProgressBar> {
    let bytes: u64 =
        files.iter().filter_map(|(path, _)| fs::metadata(path).ok()).map(|data| data.len()).sum();
    let is_long = files.len() > 200 || bytes > 64 << 20;
    if !is_long || !io::stderr().is_terminal() {
        return None;
    }
    let bar = ProgressBar::new(u64::try_from(files.len()).unwrap_or(u64::MAX));
    if let Ok(style) = ProgressStyle::with_template("{bar:40} {pos}/{len} files, {eta} left") {
        bar.set_style(style);
    }
    Some(bar)
}

/// The files at a path: itself, or all below a folder, sorted.
fn collect(path: &Path, from_folder: bool, files: &mut Vec<(PathBuf, bool)>) -> Result<(), String> {
    if path.as_os_str() == "-" || !path.is_dir() {
        files.push((path.to_owned(), from_folder));
        return Ok(());
    }
    let mut inside: Vec<PathBuf> = fs::read_dir(path)
        .map_err(|error| error.to_string())?
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<Result<_, _>>()
        .map_err(|error| error.to_string())?;
    inside.sort();
    for below in inside.into_iter().filter(|below| !below.is_symlink() || below.is_file()) {
        collect(&below, true, files)?;
    }
    Ok(())
}

fn load_profile(name: &str) -> Result<Profile, String> {
    let built_in = Profile::preset_names().find(|known| known.eq_ignore_ascii_case(name));
    if let Some(profile) = built_in.and_then(Profile::preset) {
        return Ok(profile);
    }
    let names = || Profile::preset_names().collect::<Vec<_>>().join(", ");
    let bytes =
        fs::read(name).map_err(|error| format!("profile {name}: {error}; built in are {}", names()))?;
    serde_json::from_slice(&bytes).map_err(|error| format!("profile {name}: {error}"))
}

fn load_list(path: &Path, date: Option<NaiveDate>) -> Result<Watchlist, String> {
    let bytes = fs::read(path).map_err(|error| format!("{}: {error}", path.display()))?;
    let is_json = bytes.trim_ascii_start().starts_with(b"{");
    let loaded = if is_json { from_json_lines(&bytes) } else { from_csv(&bytes) };
    let loaded = loaded.map_err(|error| format!("{}: {error}", path.display()))?;
    for (line, trouble) in &loaded.troubles {
        let kept = if trouble.is_lost() { "left out" } else { "kept without it" };
        eprintln!("{}:{line}: {trouble:?}, the row was {kept}", path.display());
    }
    let mut policy = Policy::default();
    if let Some(date) = date {
        policy = policy.with_day(date);
    }
    let version = loaded.version.unwrap_or_else(|| path.display().to_string());
    Ok(Watchlist::build(loaded.entries, version, policy))
}

/// What a file without an interchange looks like, and whether it may be a message that was damaged.
fn guess(bytes: &[u8]) -> (&'static str, bool) {
    let start = bytes.trim_ascii_start();
    let first_line = start.split(|&b| b == b'\n').next().unwrap_or_default();
    let is_segment = |part: &[u8]| part.trim_ascii_start().get(3).is_some_and(|b| b"+:*-(\x1d".contains(b));
    if start.is_empty() {
        ("empty", true)
    } else if start.starts_with(b"\xff\xfe") || start.starts_with(b"\xfe\xff") || start.get(1) == Some(&0) {
        ("UTF-16 or binary", true)
    } else if bytes.iter().take(4096).any(|&b| b == 0) {
        ("binary", true)
    } else if start.starts_with(b"<") || start.starts_with(b"\xef\xbb\xbf<") {
        ("XML", false)
    } else if first_line.contains(&b'\t') || first_line.split(|&b| b == b',').count() > 3 {
        ("a table", false)
    } else if bytes.split(|&b| b == b'\'').take(5).filter(|part| is_segment(part)).count() >= 3 {
        ("segments without a header", true)
    } else {
        ("other text", false)
    }
}

impl Program<'_> {
    fn cannot_read(&mut self, path: &Path, line: &str) -> io::Result<()> {
        self.summary.unread += 1;
        match self.format {
            Format::Text => writeln!(self.out, "{}: cannot be read: {line}", path.display()),
            Format::Json => writeln!(self.out, "{}", json!({ "file": path, "unread": line })),
        }
    }

    fn file(&mut self, path: &Path, from_folder: bool) -> io::Result<()> {
        self.summary.files += 1;
        let read = if path.as_os_str() == "-" {
            let mut bytes = Vec::new();
            io::stdin().read_to_end(&mut bytes).map(|_| bytes)
        } else {
            fs::read(path)
        };
        let bytes = match read {
            Ok(bytes) => bytes,
            Err(error) => return self.cannot_read(path, &error.to_string()),
        };
        #[cfg(feature = "xml")]
        if bytes.trim_ascii_start().starts_with(b"<") {
            match pnrxml::read(&bytes, self.pipeline.options()) {
                Ok(read) => return self.xml(path, &bytes, &read.value.push, &read.findings),
                Err(error) if matches!(error.kind(), ErrorKind::LimitExceeded { .. }) => {
                    return self.cannot_read(path, &error.to_string());
                }
                Err(_) => {}
            }
        }
        let mut found = false;
        for interchange in Interchanges::new(&bytes, &Limits::DEFAULT) {
            found = true;
            match interchange {
                Ok(interchange) => self.interchange(path, &bytes, &interchange)?,
                Err(error) => self.cannot_read(path, &error.to_string())?,
            }
        }
        if found {
            return Ok(());
        }
        let (looks, may_be_message) = guess(&bytes);
        if may_be_message || !from_folder {
            let line = format!("expected an interchange (UNA, UNB or UNH), met none: {looks}");
            return self.cannot_read(path, &line);
        }
        self.summary.skipped += 1;
        match self.format {
            Format::Text => writeln!(self.out, "{}: skipped, no interchange in it ({looks})", path.display()),
            Format::Json => writeln!(self.out, "{}", json!({ "file": path, "skipped": looks })),
        }
    }

    /// A push as XML: what was found while it was read and judged, and the people in it.
    #[cfg(feature = "xml")]
    fn xml(&mut self, path: &Path, bytes: &[u8], push: &BookingPush<'_>, read: &[Finding]) -> io::Result<()> {
        let mut findings: Vec<Finding> =
            read.iter().filter_map(|finding| self.profile.judge_push(*finding)).collect();
        findings.extend(validate(push, &self.profile));
        findings.sort_by_key(|finding| (finding.location.span.start, finding.rule));
        let day = push.leg.as_ref().and_then(|leg| leg.departure.time.valid()).map(|time| time.date);
        let persons: Vec<PersonOutcome> = push
            .bookings
            .iter()
            .flat_map(|booking| &booking.travellers)
            .map(|person| self.pipeline.person_on(person, day))
            .collect();
        let referred =
            persons.iter().filter(|person| matches!(person.disposition, Disposition::Refer(_))).count();
        self.summary.messages += 1;
        self.summary.persons += persons.len();
        self.summary.bookings += u64::try_from(push.bookings.len()).unwrap_or(u64::MAX);
        self.summary.referred += referred;
        let is_open =
            |person: &&PersonOutcome| matches!(person.disposition, Disposition::InsufficientData(_));
        self.summary.insufficient += persons.iter().filter(is_open).count();
        for finding in &findings {
            self.summary.count(finding);
        }
        if self.format == Format::Json {
            let line = if self.reveal {
                json!({ "file": path, "findings": findings, "persons": Revealed(&persons) })
            } else {
                json!({ "file": path, "findings": findings, "persons": persons })
            };
            return writeln!(self.out, "{line}");
        }
        let flight = push.leg.as_ref().map(|leg| leg.flight.to_string()).unwrap_or_default();
        let what = format!("{} bookings, {} persons", push.bookings.len(), persons.len());
        writeln!(self.out, "{}: PNRGOV XML, flight {}, {what}", path.display(), clean(&flight))?;
        self.findings(bytes, &findings)?;
        if self.screens {
            for person in &persons {
                self.person(bytes, person)?;
            }
        }
        Ok(())
    }

    fn interchange(&mut self, path: &Path, bytes: &[u8], interchange: &Interchange<'_>) -> io::Result<()> {
        self.summary.interchanges += 1;
        let envelope = self.pipeline.envelope(interchange);
        for finding in &envelope {
            self.summary.count(finding);
        }
        match self.format {
            Format::Text => {
                let header = interchange.header();
                let party = |text: Option<String>| {
                    clean(&text.filter(|t| !t.is_empty()).unwrap_or_else(|| "?".into()))
                };
                writeln!(
                    self.out,
                    "{}: interchange from {} to {}, {} segments",
                    path.display(),
                    party(header.map(|header| header.sender().into_owned())),
                    party(header.map(|header| header.recipient().into_owned())),
                    interchange.segment_count()
                )?;
                self.findings(bytes, &envelope)?;
            }
            Format::Json => writeln!(self.out, "{}", json!({ "file": path, "envelope": envelope }))?,
        }
        for message in interchange.messages() {
            let outcome = self.pipeline.message(&message);
            self.message(path, bytes, &message, &outcome)?;
        }
        Ok(())
    }

    fn message(
        &mut self,
        path: &Path,
        bytes: &[u8],
        message: &Message<'_>,
        outcome: &MessageOutcome<'_>,
    ) -> io::Result<()> {
        self.summary.messages += 1;
        self.summary.persons += outcome.persons.len();
        self.summary.bookings += u64::from(outcome.bookings.unwrap_or(0));
        self.summary.referred += outcome.referred();
        let is_open =
            |person: &&PersonOutcome| matches!(person.disposition, Disposition::InsufficientData(_));
        let open = outcome.persons.iter().filter(is_open).count();
        self.summary.insufficient += open;
        for finding in &outcome.findings {
            self.summary.count(finding);
            // A message of no known type is something that could not be read.
            self.summary.unread += usize::from(finding.rule == Rule::MessageUnknown);
        }
        let part = MessagePart::read(message, self.pipeline.options());
        let (mut doubled, mut parts) = (None, Vec::new());
        match self.parts.add(message, (path.to_owned(), part)) {
            Joined::Doubled(_, finding) => doubled = Some(finding),
            Joined::Complete(all) => parts = all,
            _ => {}
        }
        if let Some(finding) = &doubled {
            self.summary.count(finding);
        }
        if self.format == Format::Json {
            if let Some(finding) = &doubled {
                writeln!(self.out, "{}", json!({ "file": path, "parts": finding }))?;
            }
            let line = if self.reveal {
                serde_json::to_string(&json!({ "file": path, "outcome": Revealed(outcome) }))
            } else {
                serde_json::to_string(&json!({ "file": path, "outcome": outcome }))
            };
            writeln!(self.out, "{}", line.map_err(io::Error::other)?)?;
            return self.joined(parts);
        }
        writeln!(self.out, "  message {}: {}", outcome.message, self.describe(message, outcome))?;
        self.findings(bytes, &outcome.findings)?;
        self.findings(bytes, doubled.as_slice())?;
        self.joined(parts)?;
        if !self.screens {
            return Ok(());
        }
        for person in &outcome.persons {
            self.person(bytes, person)?;
        }
        if open > 0 {
            writeln!(
                self.out,
                "    insufficient data to screen: {open} of {} persons",
                outcome.persons.len()
            )?;
        }
        Ok(())
    }

    /// What only all parts of a list or push together say, each at its part.
    fn joined(&mut self, parts: Vec<(PathBuf, Option<MessagePart>)>) -> io::Result<()> {
        let (paths, parts): (Vec<PathBuf>, Vec<MessagePart>) =
            parts.into_iter().filter_map(|(path, part)| Some((path, part?))).unzip();
        for (number, finding) in judge_parts(&parts, &self.profile) {
            self.summary.count(&finding);
            let path = paths.get(number).map_or_else(|| Path::new("-"), PathBuf::as_path);
            match self.format {
                Format::Text => writeln!(self.out, "    {}: {finding}", path.display())?,
                Format::Json => writeln!(self.out, "{}", json!({ "file": path, "parts": finding }))?,
            }
        }
        Ok(())
    }

    /// One line that says what a message is.
    fn describe(&self, message: &Message<'_>, outcome: &MessageOutcome<'_>) -> String {
        let options = self.pipeline.options();
        let day = outcome.day.map(|day| format!(" of {day}")).unwrap_or_default();
        match outcome.content {
            Content::List => {
                let list = PassengerList::read(message, options).map(|read| read.value);
                let Ok(list) = list else { return "PAXLST".to_owned() };
                let manifest = list.to_manifest();
                let what = manifest.list.as_ref().and_then(paxgov::codes::Code::listed);
                let what =
                    what.map_or("list of an unknown kind", |code| paxgov::codes::CodeList::meaning(code));
                let flight = manifest.legs.first().map(|leg| leg.flight.to_string()).unwrap_or_default();
                clean(&format!("PAXLST, {what}, flight {flight}{day}, {} persons", outcome.persons.len()))
            }
            Content::Push => {
                let push = PnrPush::read(message, options).map(|read| read.value);
                let flight = push.ok().and_then(|push| push.to_model().leg.map(|leg| leg.flight.to_string()));
                clean(&format!(
                    "PNRGOV, flight {}{day}, {} bookings, {} persons",
                    flight.unwrap_or_default(),
                    outcome.bookings.unwrap_or(0),
                    outcome.persons.len()
                ))
            }
            content => {
                let what = match &outcome.companion {
                    Some(Companion::Response { outcomes, .. }) => {
                        format!("answer, {} results", outcomes.len())
                    }
                    Some(Companion::Report { errors, .. }) => {
                        format!("syntax report, {} errors", errors.len())
                    }
                    Some(Companion::Acknowledgement { errors, .. }) => {
                        format!("acknowledgement, {} errors", errors.len())
                    }
                    Some(Companion::Request { wanted, .. }) => {
                        format!("request for {} locators, {} flights, {} names", wanted.0, wanted.1, wanted.2)
                    }
                    _ if content == Content::Companion => "read".to_owned(),
                    _ => "framed but not read".to_owned(),
                };
                let kind = message
                    .header()
                    .map(|header| String::from_utf8_lossy(header.message_type()).into_owned());
                clean(&format!("{}, {what}", kind.unwrap_or_default()))
            }
        }
    }

    fn findings(&mut self, bytes: &[u8], findings: &[Finding]) -> io::Result<()> {
        for finding in findings {
            writeln!(self.out, "    {finding}")?;
            if self.reveal {
                self.excerpt(bytes, finding.location.span)?;
            }
        }
        Ok(())
    }

    fn excerpt(&mut self, bytes: &[u8], span: paxgov::Span) -> io::Result<()> {
        let text = String::from_utf8_lossy(span.of(bytes));
        let text: String = text.chars().take(120).collect();
        writeln!(self.out, "      | {}", clean(&text))
    }

    fn person(&mut self, bytes: &[u8], person: &PersonOutcome) -> io::Result<()> {
        let Disposition::Refer(reasons) = &person.disposition else { return Ok(()) };
        writeln!(self.out, "    REFER the person at {}: {reasons:?}", person.location)?;
        if self.reveal {
            self.excerpt(bytes, person.location.span)?;
        }
        for candidate in &person.candidates {
            let hit = candidate.hit();
            let evidence = serde_json::to_string(&hit.evidence).map_err(io::Error::other)?;
            writeln!(
                self.out,
                "      list {}, entry {}, score {:.2}, {:?}: {evidence}",
                clean(&hit.entry.list),
                clean(&hit.entry.id),
                hit.score,
                hit.entry.handling
            )?;
            if self.reveal {
                writeln!(self.out, "      | {}", clean(&format!("{}", Revealed(&hit.entry.reason))))?;
            }
        }
        Ok(())
    }

    /// What is said of lists and pushes of which parts never came, at the first of those that did.
    fn incomplete(&mut self) -> io::Result<()> {
        for list in self.parts.give_up() {
            self.summary.count(&list.finding);
            let path = list.parts.first().map_or_else(|| Path::new("-"), |(path, _)| path.as_path());
            match self.format {
                Format::Text => writeln!(self.out, "{}: {}", path.display(), list.finding)?,
                Format::Json => writeln!(self.out, "{}", json!({ "file": path, "parts": list.finding }))?,
            }
        }
        Ok(())
    }

    fn finish(mut self) -> Result<u8, Trouble> {
        self.incomplete()?;
        let s = &self.summary;
        match self.format {
            Format::Text => {
                let of_screening = if self.screens {
                    format!("{} referred, {} with insufficient data", s.referred, s.insufficient)
                } else {
                    "not screened (no --watchlist)".to_owned()
                };
                writeln!(
                    self.out,
                    "{} files ({} skipped, {} not read), {} interchanges, {} messages, {} bookings, {} persons: {of_screening}; \
                     {} errors, {} warnings, {} notes",
                    s.files,
                    s.skipped,
                    s.unread,
                    s.interchanges,
                    s.messages,
                    s.bookings,
                    s.persons,
                    s.findings[0],
                    s.findings[1],
                    s.findings[2]
                )?;
            }
            Format::Json => writeln!(
                self.out,
                "{}",
                json!({ "summary": {
                    "files": s.files, "skipped": s.skipped, "unread": s.unread, "interchanges": s.interchanges,
                    "messages": s.messages, "bookings": s.bookings, "persons": s.persons, "screened": self.screens,
                    "referred": s.referred, "insufficient": s.insufficient,
                    "errors": s.findings[0], "warnings": s.findings[1], "notes": s.findings[2],
                } })
            )?,
        }
        self.out.flush()?;
        Ok(self.summary.exit_code())
    }
}

/// Text for a terminal: without control characters.
fn clean(text: &str) -> String {
    text.chars()
        .map(|c| if c.is_control() || ('\u{202a}'..='\u{202e}').contains(&c) { '.' } else { c })
        .collect()
}
