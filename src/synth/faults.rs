//! Seeded faults: a sound message is damaged in one named way, and what a reader should say about it is known.

use std::ops::Range;

use serde::Serialize;

use super::faults_table::FAULTS;
use super::messages::{Edition, Kind, Made, Truth};
use super::traffic::Traffic;
use crate::finding::Rule;

/// Which of the segments with a beginning.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Which {
    First,
    Last,
    /// One of them, by the seed.
    Any,
}

/// A segment: its beginning, and which one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Target {
    pub(super) prefix: &'static str,
    pub(super) which: Which,
}

/// What is done to the segment that is meant. Elements and components count from 1; element 0 is the segment itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Change {
    /// Bytes before it.
    Before(&'static str),
    /// Bytes after its terminator.
    After(&'static str),
    /// Another tag.
    Tag(&'static str),
    /// Another value at an element and component, which is made when it is not there.
    Set(u16, u16, &'static str),
    /// Another text from a component to the end of its element.
    From(u16, u16, &'static str),
    /// At an element and component: after so many bytes, so many are taken out and others put in.
    Inside(u16, u16, usize, usize, &'static str),
    /// Its terminator is taken out.
    Join,
    /// It goes, and all up to the next segment of these beginnings.
    Drop(&'static [&'static str]),
    /// It is there twice, with all up to the next segment of these beginnings.
    Repeat(&'static [&'static str]),
    /// It stands before another one, with all up to the next segment of these beginnings.
    Move(&'static [&'static str], &'static str),
    /// A copy of it stands in the place of the next segment of this beginning.
    Overwrite(&'static str),
    /// The file ends so many bytes after its beginning; `1` keeps all but the terminator, for which a release stands.
    Cut(usize),
    /// All terminators become this; UNA stays or goes.
    Terminators(&'static str, bool),
}

/// Where the finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// Where the bytes were changed.
    Change,
    /// At the beginning of the interchange.
    Start,
    /// At its end.
    End,
    /// At a segment.
    Segment(Target),
}

/// Who may be lost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Lost {
    /// Everybody is read as before.
    Nobody,
    /// The person who was hit is read, with another name or document.
    Name,
    /// The person who was hit and all after.
    From,
    /// The message is not read.
    All,
}

/// A named malformation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fault {
    pub(super) name: &'static str,
    pub(super) what: &'static str,
    pub(super) is_push: bool,
    pub(super) target: Target,
    pub(super) change: Change,
    pub(super) rule: Option<Rule>,
    pub(super) place: Place,
    pub(super) lost: Lost,
    pub(super) at_end: bool,
}

/// A damaged message, with what is known about it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Damaged {
    /// The interchange.
    #[serde(skip)]
    pub bytes: Vec<u8>,
    /// Name of the fault.
    pub fault: &'static str,
    /// The rule that should say so.
    pub rule: Option<Rule>,
    /// The bytes where the finding is expected; empty for a point.
    pub place: Range<usize>,
    /// What was true before the damage.
    pub truth: Truth,
    /// Persons of the truth who may not be read as they were.
    pub lost: Range<usize>,
}

impl Damaged {
    /// What is known about it, as JSON.
    pub fn truth_json(&self) -> String {
        super::messages::json(self)
    }
}

impl Fault {
    /// All of them.
    pub fn all() -> &'static [Self] {
        FAULTS
    }

    /// Name.
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// What is wrong.
    pub const fn what(&self) -> &'static str {
        self.what
    }

    /// The rule that should say so; `None` when nothing has to be said.
    pub const fn rule(&self) -> Option<Rule> {
        self.rule
    }

    /// `PAXLST` or `PNRGOV`.
    pub const fn message_type(&self) -> &'static str {
        if self.is_push { "PNRGOV" } else { "PAXLST" }
    }

    /// The segment that is damaged.
    pub const fn segment(&self) -> &'static str {
        self.target.prefix
    }

    /// Where the finding is expected, in words.
    pub fn place(&self) -> String {
        match self.place {
            Place::Change => "where it was changed".to_owned(),
            Place::Start => "beginning of the interchange".to_owned(),
            Place::End => "end of the interchange".to_owned(),
            Place::Segment(target) => target.prefix.to_owned(),
        }
    }

    /// Who is read, in words.
    pub const fn who_is_read(&self) -> &'static str {
        match self.lost {
            Lost::Nobody => "everybody, as before",
            Lost::Name => "everybody; the one who is hit with what is left of the value",
            Lost::From => "everybody before the damage",
            Lost::All => "nobody of this message",
        }
    }

    /// True when it can only stand at the end of a file.
    pub const fn ends_the_file(&self) -> bool {
        self.at_end
    }

    /// Damages a message of some traffic. `None` when it has no segment of the kind.
    pub fn apply(&self, traffic: &Traffic) -> Option<Damaged> {
        let (kind, edition) =
            if self.is_push { (Kind::Push, &Edition::PUSH) } else { (Kind::PassengerList, &Edition::LIST) };
        let Made { bytes, truth } = traffic.message(kind, edition);
        let victim = Victim { bytes: &bytes, seed: traffic.seed };
        let segment = victim.find(self.target)?;
        let (damaged, changed) = victim.change(&segment, self.change)?;
        let person = victim.person(&segment, if self.is_push { "TIF+" } else { "NAD+FL" });
        let people = truth.people.len();
        let lost = match self.lost {
            Lost::Nobody => 0..0,
            Lost::Name => person..person + 1,
            Lost::From => person..people,
            Lost::All => 0..people,
        };
        let after = Victim { bytes: &damaged, seed: traffic.seed };
        let place = match self.place {
            Place::Change => changed,
            // A service string advice and the tag after it.
            Place::Start => 0..12,
            Place::End => damaged.len()..damaged.len(),
            Place::Segment(target) => after.find(target)?,
        };
        Some(Damaged { fault: self.name, rule: self.rule, place, truth, lost, bytes: damaged })
    }
}

/// A message that is damaged, written with the default service characters.
struct Victim<'b> {
    bytes: &'b [u8],
    seed: u64,
}

impl Victim<'_> {
    /// The segments with their terminators; UNA is the first one.
    fn segments(&self) -> Vec<Range<usize>> {
        let mut found = Vec::new();
        let mut start = 0;
        if self.bytes.starts_with(b"UNA") {
            found.push(0..9);
            start = 9;
        }
        let mut released = false;
        for (at, byte) in self.bytes.iter().enumerate().skip(start) {
            match byte {
                _ if released => released = false,
                b'?' => released = true,
                b'\'' => {
                    found.push(start..at + 1);
                    start = at + 1;
                }
                _ => {}
            }
        }
        found
    }

    fn begins(&self, segment: &Range<usize>, prefix: &str) -> bool {
        self.bytes.get(segment.clone()).is_some_and(|segment| segment.starts_with(prefix.as_bytes()))
    }

    fn find(&self, target: Target) -> Option<Range<usize>> {
        let mut with: Vec<Range<usize>> =
            self.segments().into_iter().filter(|segment| self.begins(segment, target.prefix)).collect();
        let count = u64::try_from(with.len()).ok().filter(|count| *count > 0)?;
        let at = match target.which {
            Which::First => 0,
            Which::Last => count - 1,
            Which::Any => self.seed % count,
        };
        Some(with.swap_remove(usize::try_from(at).ok()?))
    }

    /// The end of a run that begins with a segment: the next segment of one of these beginnings, or its own end.
    fn run(&self, segment: &Range<usize>, until: &[&str]) -> Range<usize> {
        let next = self
            .segments()
            .into_iter()
            .find(|next| next.start > segment.start && until.iter().any(|prefix| self.begins(next, prefix)));
        let end = match next {
            Some(next) => next.start,
            None if until.is_empty() => segment.end,
            None => self.bytes.len(),
        };
        segment.start..end
    }

    /// The index of the person to whom a segment belongs.
    fn person(&self, segment: &Range<usize>, opening: &str) -> usize {
        let opened =
            self.segments().into_iter().filter(|one| one.start <= segment.start && self.begins(one, opening));
        opened.count().saturating_sub(1)
    }

    /// The place of a value, and the separators that are missing before it.
    fn value(&self, segment: &Range<usize>, element: u16, component: u16) -> (Range<usize>, String) {
        let (mut e, mut c) = (0, 1);
        let mut start = segment.start;
        let mut released = false;
        let last = segment.end.saturating_sub(1);
        for at in segment.start..last {
            let byte = self.bytes.get(at).copied().unwrap_or_default();
            let separates = !released && (byte == b'+' || byte == b':');
            released = !released && byte == b'?';
            if !separates {
                continue;
            }
            if (e, c) == (element, component) {
                return (start..at, String::new());
            }
            // The element ended before the component: it is put at its end.
            if e == element && byte == b'+' {
                return (at..at, ":".repeat(usize::from(component - c)));
            }
            (e, c) = if byte == b'+' { (e + 1, 1) } else { (e, c + 1) };
            start = at + 1;
        }
        if (e, c) == (element, component) {
            return (start..last, String::new());
        }
        let missing = if e == element {
            ":".repeat(usize::from(component.saturating_sub(c)))
        } else {
            "+".repeat(usize::from(element.saturating_sub(e))) + &":".repeat(usize::from(component - 1))
        };
        (last..last, missing)
    }

    /// The end of the element in which a place is.
    fn end_of_element(&self, segment: &Range<usize>, from: usize) -> usize {
        let mut released = false;
        for at in from..segment.end {
            let byte = self.bytes.get(at).copied().unwrap_or_default();
            if !released && (byte == b'+' || byte == b'\'') {
                return at;
            }
            released = !released && byte == b'?';
        }
        segment.end
    }

    /// The damaged bytes, and where they are.
    fn change(&self, segment: &Range<usize>, change: Change) -> Option<(Vec<u8>, Range<usize>)> {
        match change {
            Change::Before(text) => Some(self.edit(segment.start..segment.start, text)),
            Change::After(text) => Some(self.edit(segment.end..segment.end, text)),
            Change::Tag(tag) => Some(self.edit(segment.start..segment.start + 3, tag)),
            Change::Set(element, component, text) => {
                let (place, missing) = self.value(segment, element, component);
                Some(self.edit(place, &(missing + text)))
            }
            Change::From(element, component, text) => {
                let (place, missing) = self.value(segment, element, component);
                let end = self.end_of_element(segment, place.start);
                Some(self.edit(place.start..end, &(missing + text)))
            }
            Change::Inside(element, component, after, removed, text) => {
                let start = if element == 0 {
                    segment.start
                } else {
                    self.value(segment, element, component).0.start
                };
                Some(self.edit(start + after..start + after + removed, text))
            }
            Change::Join => {
                let (bytes, _) = self.edit(segment.end - 1..segment.end, "");
                Some((bytes, segment.clone()))
            }
            Change::Drop(until) => Some(self.edit(self.run(segment, until), "")),
            Change::Repeat(until) => {
                let run = self.run(segment, until);
                let mut bytes = self.bytes.get(..run.end)?.to_vec();
                bytes.extend(self.bytes.get(run.clone())?);
                bytes.extend(self.bytes.get(run.end..)?);
                Some((bytes, run.end..run.end + run.len()))
            }
            Change::Move(until, before) => {
                let run = self.run(segment, until);
                let to = self.find(Target { prefix: before, which: Which::First })?.start;
                let mut bytes = self.bytes.get(..run.start)?.to_vec();
                bytes.extend(self.bytes.get(run.end..to)?);
                bytes.extend(self.bytes.get(run.clone())?);
                bytes.extend(self.bytes.get(to..)?);
                Some((bytes, to - run.len()..to))
            }
            Change::Overwrite(prefix) => {
                let mut rest = self.segments().into_iter().skip_while(|one| one.start <= segment.start);
                let next = rest.find(|one| self.begins(one, prefix))?;
                Some(self.edit(next, std::str::from_utf8(self.bytes.get(segment.clone())?).ok()?))
            }
            Change::Cut(1) => {
                let mut bytes = self.bytes.get(..segment.end - 1)?.to_vec();
                bytes.push(b'?');
                Some((bytes, segment.clone()))
            }
            Change::Cut(after) => Some((self.bytes.get(..segment.start + after)?.to_vec(), segment.clone())),
            Change::Terminators(text, with_una) => {
                let mut bytes = Vec::new();
                let skipped = usize::from(!with_una);
                for segment in self.segments().into_iter().skip(skipped) {
                    let inner = self.bytes.get(segment.start..segment.end - 1)?;
                    bytes.extend(inner);
                    bytes.extend(if self.begins(&segment, "UNA") { b"'" } else { text.as_bytes() });
                }
                Some((bytes, 0..1))
            }
        }
    }

    /// Other bytes at a place.
    fn edit(&self, place: Range<usize>, text: &str) -> (Vec<u8>, Range<usize>) {
        let bytes = text.as_bytes();
        let mut out = self.bytes.get(..place.start).unwrap_or_default().to_vec();
        out.extend(bytes);
        out.extend(self.bytes.get(place.end..).unwrap_or_default());
        (out, place.start..place.start + bytes.len())
    }
}
