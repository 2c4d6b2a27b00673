//! The raw view of an interchange, for readers that are led by a table: slices taken once, offsets only.

use super::interchange::Interchange;
use super::segment::Segment;
use crate::span::usize_of;

/// A value that a table asks for: element and component as one key, and the slot that takes it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Field {
    /// Element in the upper, component in the lower half, both from 1.
    pub(crate) key: u32,
    /// Number of the slot.
    pub(crate) slot: u8,
}

/// What was noticed while slots were filled.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Filled {
    /// A slot was taken already; its first value stays.
    pub(crate) repeated: bool,
    /// A value holds only blanks.
    pub(crate) blank: bool,
}

/// A value that is met on the way through repeated composites.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Met {
    /// Ordinal of the separator before it.
    pub(crate) ordinal: u32,
    /// Number of the component, from 1.
    pub(crate) component: u16,
    /// True for the first value that is sent in its occurrence.
    pub(crate) begins_occurrence: bool,
}

/// The text and the separators of an interchange.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Raw<'a> {
    text: &'a [u8],
    separators: &'a [u32],
    element: u8,
    component: u8,
}

impl<'a> Raw<'a> {
    /// The raw view of an interchange.
    pub(crate) fn new(interchange: &'a Interchange<'a>) -> Self {
        let service = interchange.service();
        Self {
            text: interchange.text(),
            separators: interchange.index.all(),
            element: service.element,
            component: service.component,
        }
    }

    /// The offsets of a segment's separators, its terminator included.
    #[inline(always)]
    fn separators(&self, segment: &Segment<'_>) -> &'a [u32] {
        self.separators.get(usize_of(segment.first)..=usize_of(segment.last)).unwrap_or_default()
    }

    /// The tag as sent, as one word; 0 when it is not three bytes long.
    #[inline(always)]
    pub(crate) fn tag_word(&self, segment: &Segment<'_>) -> u32 {
        let start = usize_of(segment.start);
        let end = self.separators.get(usize_of(segment.first)).map_or(0, |&at| usize_of(at));
        match self.text.get(start..end) {
            Some(&[a, b, c]) => u32::from_le_bytes([a, b, c, 0]),
            _ => 0,
        }
    }

    /// The bytes of the first component of the first element, as sent.
    #[inline(always)]
    pub(crate) fn qualifier(&self, segment: &Segment<'_>) -> &'a [u8] {
        match *self.separators(segment) {
            [from, to, ..] => self.text.get(usize_of(from) + 1..usize_of(to)).unwrap_or_default(),
            _ => &[],
        }
    }

    /// Stores the ordinals (+ 1) of the values named by `fields` (sorted by key) into their slots. The first value
    /// counts.
    #[inline(always)]
    pub(crate) fn fill(&self, segment: &Segment<'_>, fields: &[Field], slots: &mut [u32]) -> Filled {
        let mut filled = Filled::default();
        let [mut field, ref rest @ ..] = *fields else { return filled };
        let mut fields = rest;
        let mut key = 1_u32;
        let mut repeating = false;
        let mut ordinal = segment.first;
        let mut separators = self.separators(segment);
        while let [from, ref rest @ ..] = *separators {
            let Some(&to) = rest.first() else { break };
            separators = rest;
            ordinal += 1;
            let byte = self.text.get(usize_of(from)).copied().unwrap_or_default();
            let is_element = byte == self.element;
            if !is_element && (byte != self.component || repeating) {
                // A repetition of the element: its components are nobody's here.
                repeating = true;
                continue;
            }
            repeating = false;
            let next_element = (key & 0xffff_0000).wrapping_add(0x1_0001);
            key = if is_element { next_element } else { key.wrapping_add(1) };
            while field.key < key {
                let [next, ref rest @ ..] = *fields else { return filled };
                (field, fields) = (next, rest);
            }
            if field.key != key {
                continue;
            }
            if to > from + 1 {
                if let Some(slot) = slots.get_mut(usize::from(field.slot)) {
                    filled.repeated |= *slot != 0;
                    if *slot == 0 {
                        *slot = ordinal;
                    }
                }
                if self.text.get(usize_of(from) + 1) == Some(&b' ') {
                    let value = self.text.get(usize_of(from) + 1..usize_of(to)).unwrap_or_default();
                    filled.blank |= value.iter().all(|b| *b == b' ');
                }
            }
            let [next, ref rest @ ..] = *fields else { return filled };
            (field, fields) = (next, rest);
        }
        filled
    }

    /// Gives the values that are sent in the elements from `from` on; each element and each repetition is an occurrence.
    #[inline]
    pub(crate) fn values_from(&self, segment: &Segment<'_>, from: u16, mut take: impl FnMut(Met)) {
        let (mut element, mut component, mut begins) = (0_u16, 1_u16, true);
        let mut ordinal = segment.first;
        let mut separators = self.separators(segment);
        while let [at, ref rest @ ..] = *separators {
            let Some(&to) = rest.first() else { break };
            separators = rest;
            let byte = self.text.get(usize_of(at)).copied().unwrap_or_default();
            if byte == self.component {
                component = component.saturating_add(1);
            } else {
                (component, begins) = (1, true);
                element = element.saturating_add(u16::from(byte == self.element));
            }
            if element >= from && to > at + 1 {
                take(Met { ordinal, component, begins_occurrence: begins });
                begins = false;
            }
            ordinal += 1;
        }
    }
}
