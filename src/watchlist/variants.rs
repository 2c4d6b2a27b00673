//! Variants of names that a user supplies: spellings of one name which no table of sounds brings together, such as readings
//! of one sign in two languages. They only add hits.

use std::fmt;
use std::io::{BufRead, BufReader, Read};

use super::ear::alike;
use super::file::refused;
use super::normal::{Kind, Tokens};
use super::sound::Sound;
use crate::error::Error;
use crate::span::{u32_of, usize_of};

/// Most variants of one token that are looked for.
pub(super) const MOST: usize = 32;
/// Most spellings of a group that are read.
const MOST_OF_GROUP: usize = 256;
/// Longest line in bytes.
const LONGEST_LINE: u64 = 1 << 16;

/// A dictionary of variants. One line of its source is one name: its spellings, separated by commas, and perhaps `=>` and an
/// id that is passed over; empty lines and lines that start with `#` are none.
#[derive(Clone, Default)]
pub struct Variants {
    /// Sounds with their groups and their spellings there, ascending.
    groups_of: Vec<(u128, u32, u16)>,
    /// Where the sounds of each group start, and the end.
    starts: Vec<u32>,
    /// The sounds of the groups, and beside each its spelling: what one spelling may be is no variant of it.
    sounds: Vec<u128>,
    spellings: Vec<u16>,
}

impl fmt::Debug for Variants {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Variants").field("groups", &self.len()).finish_non_exhaustive()
    }
}

/// The sounds of a spelling, one for each way to read it that is one name.
fn sounds(spelling: &str) -> impl Iterator<Item = Sound> {
    Tokens::each_way_of_words(spelling).filter_map(|tokens| {
        let mut names = tokens.list.iter().filter(|token| token.kind != Kind::Light);
        let name = names.next().filter(|token| token.kind == Kind::Strong)?;
        names.next().is_none().then_some(name.sound)
    })
}

impl Variants {
    /// Reads a dictionary. Gives beside it the lines of which a spelling was not understood: it is several names, or of
    /// no letters.
    ///
    /// # Errors
    /// When the source cannot be read, or no line holds two spellings.
    pub fn read(source: impl Read) -> Result<(Self, Vec<u64>), Error> {
        let mut source = BufReader::new(source);
        let (mut variants, mut troubles, mut line) =
            (Self { starts: vec![0], ..Self::default() }, Vec::new(), Vec::new());
        for number in 1_u64.. {
            line.clear();
            let read = source.by_ref().take(LONGEST_LINE).read_until(b'\n', &mut line);
            match read {
                Ok(0) => break,
                Ok(_) => {}
                Err(_) => return Err(refused("the dictionary of variants cannot be read on")),
            }
            let Ok(text) = std::str::from_utf8(&line) else {
                troubles.push(number);
                continue;
            };
            if !variants.add(text) {
                troubles.push(number);
            }
        }
        if variants.is_empty() {
            return Err(refused("no line of the dictionary of variants holds two spellings"));
        }
        variants.groups_of.sort_unstable();
        Ok((variants, troubles))
    }

    /// Adds a line; false when not all of it was understood.
    fn add(&mut self, line: &str) -> bool {
        let line = line.trim_start_matches('\u{feff}').trim();
        if line.is_empty() || line.starts_with('#') {
            return true;
        }
        let spellings = line.split_once("=>").map_or(line, |(spellings, _)| spellings);
        let mut group: Vec<(u128, u16)> = Vec::new();
        let mut understood = spellings.split(',').nth(MOST_OF_GROUP).is_none();
        for (number, spelling) in (0_u16..).zip(spellings.split(',').take(MOST_OF_GROUP)) {
            let before = group.len();
            group.extend(sounds(spelling).map(|sound| (sound.packed(), number)));
            understood &= group.len() > before;
        }
        group.sort_unstable();
        group.dedup();
        // Spellings that sound the same need no dictionary.
        let others = |(sound, spelling): (u128, u16)| {
            group.iter().any(|other| other.0 != sound && other.1 != spelling)
        };
        if group.first().copied().is_some_and(others) {
            let number = u32_of(self.len());
            self.groups_of.extend(group.iter().map(|(sound, spelling)| (*sound, number, *spelling)));
            self.sounds.extend(group.iter().map(|row| row.0));
            self.spellings.extend(group.iter().map(|row| row.1));
            self.starts.push(u32_of(self.sounds.len()));
        }
        understood
    }

    /// Number of names that have variants.
    pub const fn len(&self) -> usize {
        self.starts.len().saturating_sub(1)
    }

    /// True when there is none.
    pub const fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The variants of a sound which are not like it anyway; at most [`MOST`].
    pub(super) fn of(&self, sound: &Sound) -> Vec<Sound> {
        let packed = sound.packed();
        let from = self.groups_of.partition_point(|row| row.0 < packed);
        let groups = self.groups_of.get(from..).unwrap_or_default().iter().take_while(|row| row.0 == packed);
        let mut found: Vec<Sound> = Vec::new();
        for (_, group, own) in groups {
            let edge = |at: usize| self.starts.get(at).copied().map_or(0, usize_of);
            let range = edge(usize_of(*group))..edge(usize_of(*group) + 1);
            let sounds = self.sounds.get(range.clone()).unwrap_or_default().iter();
            let spellings = self.spellings.get(range).unwrap_or_default().iter();
            for (other, _) in sounds.zip(spellings).filter(|(_, spelling)| *spelling != own) {
                let other = Sound::unpacked(*other);
                if found.len() == MOST {
                    return found;
                }
                let new = other != *sound && !found.contains(&other);
                if new && alike(sound, sound.bits(), &other, other.bits()).is_none() {
                    found.push(other);
                }
            }
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dictionaries_are_read_line_by_line() {
        let text = "# a comment\n\nzorvan, qorvan, xelmut => 1\nxelmut, prilla\nof two words, one\nsame, same\n\u{416}\n";
        let (variants, troubles) = Variants::read(text.as_bytes()).unwrap();
        assert_eq!((variants.len(), troubles.as_slice()), (2, [5].as_slice()));
        let sound = |text: &str| Sound::of(text);
        assert_eq!(variants.of(&sound("ZORVAN")), [sound("XELMUT")]);
        let of_both = variants.of(&sound("XELMUT"));
        assert!(of_both.contains(&sound("ZORVAN")) && of_both.contains(&sound("PRILLA")));
        assert_eq!(variants.of(&sound("NOBODY")), []);
    }

    #[test]
    fn a_spelling_stands_for_each_way_to_read_it() {
        let (variants, troubles) = Variants::read("健一, zorvan\nالقاسم, qelmut\n".as_bytes()).unwrap();
        assert_eq!((variants.len(), troubles.as_slice()), (2, [].as_slice()));
        assert!(variants.of(&Sound::of("KENICHI")).contains(&Sound::of("ZORVAN")));
        assert!(variants.of(&Sound::of("QELMUT")).len() >= 2);
        assert!(Variants::read("健一\n".as_bytes()).is_err());
        // The ways to read one spelling are no variants of each other.
        let (variants, _) = Variants::read("真太, zorvan\n".as_bytes()).unwrap();
        assert_eq!(variants.of(&Sound::of("SHINTA")), [Sound::of("ZORVAN")]);
        assert!(variants.of(&Sound::of("ZORVAN")).contains(&Sound::of("MASAHIRO")));
    }

    #[test]
    fn what_is_no_dictionary_is_refused() {
        for text in ["", "one\ntwo\n", "# only a comment\n"] {
            assert!(Variants::read(text.as_bytes()).is_err(), "{text:?}");
        }
        assert!(Variants::read([0xff, 0xfe, b'\n'].as_slice()).is_err());
        let long = "a,".repeat(100_000);
        assert!(Variants::read(long.as_bytes()).is_err());
    }
}
