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
    /// Gives back what is not needed, unless the memory will be used again.
    pub(super) fn settle(&mut self) {
        if !self.is_used_again {
            self.index.shrink();
        }
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
