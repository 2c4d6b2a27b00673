//! Room for the offsets of an interchange that is used again for the next one.

use std::fmt;
use std::ops::{Deref, DerefMut};
use std::sync::{Arc, Mutex};

use super::index::Index;

/// Room that is used again by whoever reads many interchanges one after the other.
///
/// An interchange of 200 KB has offsets of the same size. Many allocators give so much memory back to the system and take it
/// again for the next interchange, page by page. An interchange that is read in a room takes the memory from there, and
/// brings it back when it is dropped. The room holds offsets only, no text.
///
/// It is as large as the largest interchange that was read in it needs, and is given back when it is dropped. One interchange
/// has it at a time, others get memory of their own meanwhile: each thread has a room of its own. [`Interchanges`] and
/// [`stream::Reader`] have one already.
///
/// ```
/// use paxgov::Limits;
/// use paxgov::edifact::{Interchange, Room};
/// let files = ["UNB+UNOA:4+A+B+260314:0712+1'UNZ+0+1'", "UNB+UNOA:4+A+B+260314:0715+2'UNZ+0+2'"];
/// let room = Room::new();
/// for file in files {
///     let interchange = Interchange::parse_in(file.as_bytes(), &Limits::DEFAULT, &room)?;
///     assert_eq!(interchange.segment_count(), 2);
/// }
/// # Ok::<(), paxgov::Error>(())
/// ```
///
/// [`Interchanges`]: super::Interchanges
/// [`stream::Reader`]: crate::stream::Reader
#[derive(Clone, Default)]
pub struct Room(Arc<Mutex<Option<Index>>>);

impl Room {
    /// An empty room.
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes what is in the room.
    pub(super) fn take(&self) -> Lent {
        // Nobody waits: who comes while it is used has memory of his own.
        let index = self.0.try_lock().ok().and_then(|mut kept| kept.take());
        Lent { is_used_again: index.is_some(), index: index.unwrap_or_default(), room: Some(self.clone()) }
    }

    /// Brings something back; the larger one stays.
    fn bring(&self, index: Index) {
        if let Ok(mut kept) = self.0.try_lock()
            && kept.as_ref().is_none_or(|kept| kept.capacity() < index.capacity())
        {
            *kept = Some(index);
        }
    }
}

impl fmt::Debug for Room {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Room").finish_non_exhaustive()
    }
}

/// An index that goes back to its room, if it has one.
#[derive(Debug, Default)]
pub(super) struct Lent {
    index: Index,
    room: Option<Room>,
    is_used_again: bool,
}

impl Lent {
    /// Cuts what is not needed; the memory of it is kept when it will be used again.
    pub(super) fn settle(&mut self) {
        if self.is_used_again { self.index.cut() } else { self.index.shrink() }
    }
}

impl Deref for Lent {
    type Target = Index;

    #[inline(always)]
    fn deref(&self) -> &Index {
        &self.index
    }
}

impl DerefMut for Lent {
    #[inline(always)]
    fn deref_mut(&mut self) -> &mut Index {
        &mut self.index
    }
}

impl Drop for Lent {
    fn drop(&mut self) {
        if let Some(room) = self.room.take() {
            room.bring(std::mem::take(&mut self.index));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edifact::Interchange;
    use crate::limits::Limits;
    use proptest::prelude::*;

    /// Everything that an interchange says, its offsets, places and findings.
    fn told(read: Result<Interchange<'_>, crate::Error>) -> String {
        let Ok(interchange) = read else { return format!("{:?}", read.err()) };
        let mut told = vec![format!("{:?} {:?}", interchange.span(), interchange.findings())];
        for segment in interchange.segments() {
            told.push(format!("{:?} {:?}", segment.location(), segment.raw()));
            for (at, value) in segment.walk() {
                let own = segment.value(at.element, at.component).map(|value| value.location());
                told.push(format!("{at:?} {value:?} {} {} {own:?}", value.text(), value.rest_of_segment()));
                told.push(value.rest_of_element().into_owned());
            }
        }
        told.join("\n")
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(300))]
        /// One room for texts of all sizes, one after the other and two at a time: as if each had memory of its own.
        #[test]
        fn nothing_of_another_interchange_is_seen(texts in prop::collection::vec("UNB[+:?'*A\n ]{0,9}[+:?'*AB\n ]{0,600}", 1..8)) {
            let room = Room::new();
            let mut before: Option<Interchange<'_>> = None;
            for (n, text) in texts.iter().enumerate() {
                let alone = told(Interchange::parse(text.as_bytes()));
                prop_assert_eq!(told(Interchange::parse_in(text.as_bytes(), &Limits::DEFAULT, &room)), &alone[..]);
                // Every other one is kept while the next one is read.
                before = before.xor(Interchange::parse_in(text.as_bytes(), &Limits::DEFAULT, &room).ok().filter(|_| n % 2 == 0));
            }
        }
    }

    #[test]
    fn the_larger_index_stays() {
        let text =
            |segments: usize| format!("UNB+UNOA:4+A+B+260314:0712+1'{}UNZ+0+1'", "FTX+A+B'".repeat(segments));
        let (small, large) = (text(10), text(1000));
        let room = Room::new();
        let parse =
            |text: &'static str| Interchange::parse_in(text.as_bytes(), &Limits::DEFAULT, &room).unwrap();
        let kept = || room.0.lock().unwrap().as_ref().map(Index::capacity);
        let (small, large): (&str, &str) = (small.leak(), large.leak());
        let both = (parse(large), parse(small));
        assert_eq!(kept(), None);
        drop(both);
        let most = kept().unwrap();
        assert!((3000..4000).contains(&most), "{most}");
        drop(parse(small));
        assert_eq!(kept(), Some(most));
        // An error brings it back too.
        assert!(Interchange::parse_in(b"UNB+A", &Limits::DEFAULT, &room).is_err());
        assert!(
            Interchange::parse_in(b"UNB+A+B'", &Limits { segments: 0, ..Limits::DEFAULT }, &room).is_err()
        );
        assert_eq!(kept(), Some(most));
    }
}
