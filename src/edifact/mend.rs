//! How a text is mended: terminators that were lost are put in, and those inside values are released; then its frames are read anew.

use std::borrow::Cow;

use super::frame::Framed;
use super::index::Index;
use super::interchange::Interchange;
use crate::limits::Limits;
use crate::span::u32_of;

impl Interchange<'_> {
    /// Ends the segments in which others stand, and reads the frames anew; false when there are none.
    #[cold]
    pub(super) fn split_fused(&mut self, limits: &Limits) -> bool {
        let places = self.fused_places();
        if !self.put_in(&places, self.service.terminator, limits) {
            return false;
        }
        let is_fused = |ordinal: &u32| self.segment(*ordinal).is_some_and(|segment| segment.is_fused());
        self.fused = (0..u32_of(self.segment_count())).filter(is_fused).collect();
        true
    }

    /// Releases the terminators that stand inside values, and reads the frames anew; false when there are none.
    #[cold]
    pub(super) fn join_torn(&mut self, limits: &Limits) -> bool {
        let Some(release) = self.service.release else { return false };
        let places = self.torn_places();
        self.is_torn = self.put_in(&places, release, limits);
        self.is_torn
    }

    /// Puts a byte into the text before some places, and reads the frames anew; false when there are none.
    fn put_in(&mut self, places: &[usize], byte: u8, limits: &Limits) -> bool {
        if places.is_empty() {
            return false;
        }
        let (mut text, folds) = self.folds.put_in(&self.text, places, byte);
        let mut index = Index::default();
        // More segments may be over a budget: then they stay as they are.
        let Ok(mut framed) = Framed::read(&text, &self.service, limits, &mut index) else { return false };
        text.truncate(framed.end);
        index.shrink();
        framed.ended_early |= self.framed.ended_early;
        self.trims |= index.has_edge_blank;
        (self.text, self.folds, self.ascii) = (Cow::Owned(text), folds, None);
        (*self.index, self.framed) = (index, framed);
        self.span.end = self.original(0, self.text.len()).end;
        true
    }
}
