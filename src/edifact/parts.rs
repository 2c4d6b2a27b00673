//! Lists and pushes that come in several messages: joined by sender, type and common access reference (UNH 0068, S010).

use std::collections::{BTreeMap, HashMap};

use super::message::Message;
use crate::finding::{Detail, Finding, Rule};
use crate::span::Location;

/// What tells the parts of one list from those of another.
#[derive(Clone, PartialEq, Eq, Hash)]
struct Key {
    sender: String,
    recipient: String,
    kind: Vec<u8>,
    access: String,
    /// Reference of the interchange, where no access reference joins the parts: then only those of one interchange belong
    /// together.
    interchange: String,
}

/// The parts of one list so far.
struct Open<T> {
    parts: BTreeMap<u32, (T, Location)>,
    /// Number of the part that says it is the last.
    last: Option<u32>,
}

/// What became of a part.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Joined<T> {
    /// The message is no part: it is whole by itself.
    Whole(T),
    /// Other parts are still to come.
    Pending,
    /// The last missing part came: all of them, in their order.
    Complete(Vec<T>),
    /// The part had come before; the first one stays, and this one is given back with a finding.
    Doubled(T, Finding),
    /// There are too many lists open: the part is given back and was not kept.
    Refused(T),
}

/// A list that never became complete, with what is missing.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Incomplete<T> {
    /// The parts that came, in their order.
    pub parts: Vec<T>,
    /// What is missing.
    pub finding: Finding,
}

/// Collects parts until their lists are complete. Parts may come in any order, from several interchanges, twice, or never:
/// whoever collects decides when to stop waiting, and calls [`Parts::give_up`].
///
/// ```
/// use paxgov::edifact::{Interchange, Joined, Parts};
/// let part = |n: &str| format!("UNB+UNOA:4+A+B+260314:0712+1'UNH+1+PAXLST:D:05B:UN+ZZ417/260314+{n}'UNT+2+1'UNZ+1+1'");
/// let mut parts = Parts::new(100);
/// for (n, expected) in [("02:F", None), ("01:C", Some(vec!["01:C", "02:F"]))] {
///     let text = part(n);
///     let interchange = Interchange::parse(text.as_bytes())?;
///     let message = interchange.messages().next().unwrap();
///     match parts.add(&message, n) {
///         Joined::Complete(all) => assert_eq!(Some(all), expected),
///         other => assert_eq!((other, expected), (Joined::Pending, None)),
///     }
/// }
/// # Ok::<(), paxgov::Error>(())
/// ```
pub struct Parts<T> {
    open: HashMap<Key, Open<T>>,
    limit: usize,
}

impl<T> std::fmt::Debug for Parts<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Parts").field("open", &self.open.len()).finish_non_exhaustive()
    }
}

/// Highest number of a part (0070 is n..2; longer ones are met).
const MOST_PARTS: u32 = 9999;

impl<T> Parts<T> {
    /// A collector that holds at most `limit` incomplete lists.
    pub fn new(limit: usize) -> Self {
        Self { open: HashMap::new(), limit }
    }

    /// Number of lists that are not complete.
    pub fn open(&self) -> usize {
        self.open.len()
    }

    /// Takes a message with what the caller made of it.
    pub fn add(&mut self, message: &Message<'_>, value: T) -> Joined<T> {
        let Some((key, sequence, is_last)) = part_of(message) else { return Joined::Whole(value) };
        if self.open.len() >= self.limit && !self.open.contains_key(&key) {
            return Joined::Refused(value);
        }
        let open =
            self.open.entry(key.clone()).or_insert_with(|| Open { parts: BTreeMap::new(), last: None });
        if let Some((_, first)) = open.parts.get(&sequence) {
            let detail = Detail::Segment(first.segment);
            return Joined::Doubled(value, Finding::new(Rule::PartTwice, message.location()).with(detail));
        }
        if is_last && open.last.is_some() {
            // Two last parts cannot be of one list.
            return Joined::Doubled(value, Finding::new(Rule::PartTwice, message.location()));
        }
        open.parts.insert(sequence, (value, message.location()));
        if is_last {
            open.last = Some(sequence);
        }
        // As many parts as the last one says, and none beyond it: 1 to n without a hole.
        let highest = open.parts.last_key_value().map(|(n, _)| *n);
        let is_complete = open
            .last
            .is_some_and(|last| highest == Some(last) && u32::try_from(open.parts.len()) == Ok(last));
        if !is_complete {
            return Joined::Pending;
        }
        let parts = self.open.remove(&key).map(|open| open.parts).unwrap_or_default();
        Joined::Complete(parts.into_values().map(|(value, _)| value).collect())
    }

    /// Stops waiting: the lists that are not complete, each with a finding that says how many parts came of how many. A
    /// single message marked as the first of several is taken as complete, with the same finding (decision D8).
    pub fn give_up(&mut self) -> Vec<Incomplete<T>> {
        let mut lists: Vec<Incomplete<T>> = self
            .open
            .drain()
            .map(|(_, open)| {
                let place = open.parts.values().next().map(|(_, location)| *location).unwrap_or_default();
                let counted = u64::try_from(open.parts.len()).unwrap_or(u64::MAX);
                let declared = open.last.map(u64::from);
                let finding =
                    Finding::new(Rule::PartMissing, place).with(Detail::Count { declared, counted });
                Incomplete { parts: open.parts.into_values().map(|(value, _)| value).collect(), finding }
            })
            .collect();
        lists.sort_by_key(|list| (list.finding.location.span.start, list.parts.len()));
        lists
    }
}

/// The key of a part, its number, and whether it is the last one; `None` for a message that is whole.
fn part_of(message: &Message<'_>) -> Option<(Key, u32, bool)> {
    let header = message.header()?;
    let transfer = header.transfer()?;
    let sequence = transfer.sequence.filter(|n| (1..=MOST_PARTS).contains(n))?;
    if sequence == 1 && transfer.is_last {
        return None;
    }
    let envelope = message.interchange().header();
    let access = header.access_reference().map(|value| value.text().into_owned()).unwrap_or_default();
    let reference = envelope.map(|envelope| envelope.control_reference().into_owned()).unwrap_or_default();
    let key = Key {
        sender: envelope.map(|envelope| envelope.sender().into_owned()).unwrap_or_default(),
        recipient: envelope.map(|envelope| envelope.recipient().into_owned()).unwrap_or_default(),
        kind: header.message_type().to_vec(),
        interchange: if access.is_empty() { reference } else { String::new() },
        access,
    };
    Some((key, sequence, transfer.is_last))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edifact::Interchange;
    use proptest::prelude::*;

    fn text(sender: &str, access: &str, status: &str) -> String {
        format!(
            "UNB+UNOA:4+{sender}+B+260314:0712+1'UNH+1+PAXLST:D:05B:UN+{access}+{status}'UNT+2+1'UNZ+1+1'"
        )
    }

    fn add(parts: &mut Parts<u32>, text: &str, value: u32) -> Joined<u32> {
        let interchange = Interchange::parse(text.as_bytes()).unwrap();
        parts.add(&interchange.messages().next().unwrap(), value)
    }

    #[test]
    fn doubled_missing_and_foreign_parts() {
        let mut parts = Parts::new(2);
        assert_eq!(add(&mut parts, &text("A", "X", ""), 1), Joined::Whole(1));
        assert_eq!(add(&mut parts, &text("A", "X", "01:F"), 1), Joined::Whole(1));
        assert_eq!(add(&mut parts, &text("A", "X", "01:C"), 1), Joined::Pending);
        assert!(matches!(add(&mut parts, &text("A", "X", "01:C"), 9), Joined::Doubled(9, _)));
        assert_eq!(add(&mut parts, &text("B", "X", "02:F"), 2), Joined::Pending);
        assert_eq!(add(&mut parts, &text("C", "X", "02"), 3), Joined::Refused(3));
        assert_eq!(add(&mut parts, &text("A", "X", "03:F"), 3), Joined::Pending);
        let left = parts.give_up();
        assert_eq!(left.iter().map(|list| list.parts.clone()).collect::<Vec<_>>(), [vec![2], vec![1, 3]]);
        assert!(left.iter().all(|list| list.finding.rule == Rule::PartMissing));
        assert_eq!(parts.open(), 0);
    }

    #[test]
    fn holes_and_two_ends_are_no_list() {
        for (first, second) in [("05", "02:F"), ("03:F", "02:F"), ("02:F", "03")] {
            let mut parts = Parts::new(2);
            assert_eq!(add(&mut parts, &text("A", "X", first), 1), Joined::Pending);
            assert!(
                !matches!(add(&mut parts, &text("A", "X", second), 2), Joined::Complete(_)),
                "{first} {second}"
            );
        }
        // Without an access reference only parts of one interchange belong together.
        let mut parts = Parts::new(3);
        let other = text("A", "", "02:F").replace("0712+1'", "0712+2'");
        assert_eq!(add(&mut parts, &text("A", "", "01:C"), 1), Joined::Pending);
        assert_eq!(add(&mut parts, &other, 2), Joined::Pending);
    }

    proptest! {
        #[test]
        fn any_order_gives_the_list(order in Just((1_u32..=7).collect::<Vec<_>>()).prop_shuffle()) {
            let mut parts = Parts::new(1);
            for (n, &part) in order.iter().enumerate() {
                let status = match part { 1 => "01:C".to_owned(), 7 => "07:F".to_owned(), n => format!("{n:02}") };
                let joined = add(&mut parts, &text("A", "X", &status), part);
                if n < 6 {
                    prop_assert_eq!(joined, Joined::Pending);
                } else {
                    prop_assert_eq!(joined, Joined::Complete((1..=7).collect()));
                }
            }
        }
    }
}
