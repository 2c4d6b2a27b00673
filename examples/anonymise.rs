//! Writes a message file with invented people in the place of the real ones: the same bytes in layout and faults.
//!
//! `cargo run --release --features anonymise --example anonymise -- faulty.edi invented.edi --key-file secret.key`
//!
//! Without a key file a key is made and written beside the output. Exit code: 0 written, 2 not.
#![expect(clippy::print_stderr, reason = "a program for a terminal")]

use std::fs::{self, OpenOptions};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Parser;
use paxgov::anonymise::{Anonymised, Key, anonymise};

/// Puts invented people in the place of all people of a message file.
#[derive(Parser)]
struct Arguments {
    /// The file to read.
    input: PathBuf,
    /// The file to write; it must not be there yet.
    output: PathBuf,
    /// A file with a key of 64 hexadecimal digits. The same key gives the same people.
    #[arg(long)]
    key_file: Option<PathBuf>,
}

fn main() -> ExitCode {
    match run(&Arguments::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("anonymise: {error}");
            ExitCode::from(2)
        }
    }
}

fn run(arguments: &Arguments) -> Result<(), Box<dyn std::error::Error>> {
    let bytes =
        fs::read(&arguments.input).map_err(|error| format!("{}: {error}", arguments.input.display()))?;
    // The output comes first: where it cannot be written no key is left behind.
    let mut output = new_file(&arguments.output)?;
    let made = made_of(&bytes, arguments).inspect_err(|_| _ = fs::remove_file(&arguments.output))?;
    output.write_all(&made.bytes)?;
    eprintln!(
        "{} interchanges, {} words replaced. What stays (flights, times, seats, years of birth, codes) can still tell who \
         somebody is: treat the file as data of people.",
        made.interchanges, made.words
    );
    if made.unread > 0 {
        eprintln!("{} interchanges could not be read; all of their text was replaced", made.unread);
    }
    Ok(())
}

/// The file with invented people, by the key that is given or a new one.
fn made_of(bytes: &[u8], arguments: &Arguments) -> Result<Anonymised, Box<dyn std::error::Error>> {
    let key = match &arguments.key_file {
        Some(path) => read_key(path)?,
        None => make_key(&arguments.output.with_extension("key"))?,
    };
    Ok(anonymise(bytes, &Key::new(key))?)
}

/// A file that was not there, readable by its owner only where the system knows that.
fn new_file(path: &Path) -> io::Result<fs::File> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path).map_err(|error| io::Error::new(error.kind(), format!("{}: {error}", path.display())))
}

fn read_key(path: &Path) -> Result<[u8; 32], Box<dyn std::error::Error>> {
    let text = fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
    let text = text.trim();
    let mut key = [0; 32];
    if text.len() != 64 || !text.is_ascii() {
        return Err("the key file does not hold 64 hexadecimal digits".into());
    }
    for (n, slot) in key.iter_mut().enumerate() {
        *slot = text
            .get(2 * n..2 * n + 2)
            .map(|pair| u8::from_str_radix(pair, 16))
            .transpose()?
            .unwrap_or_default();
    }
    Ok(key)
}

/// A new key from the system's source of randomness, written to a file.
fn make_key(path: &Path) -> Result<[u8; 32], Box<dyn std::error::Error>> {
    let mut key = [0; 32];
    fs::File::open("/dev/urandom")
        .and_then(|mut source| source.read_exact(&mut key))
        .map_err(|error| format!("no source of randomness ({error}): give a key with --key-file"))?;
    let mut file = new_file(path)?;
    for byte in key {
        write!(file, "{byte:02x}")?;
    }
    writeln!(file)?;
    eprintln!(
        "WARNING: the new key is in {}. Who holds it can test guesses: do not hand it over.",
        path.display()
    );
    Ok(key)
}
