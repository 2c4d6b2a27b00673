//! Where the runs of many things begin: in about half the memory of the numbers themselves.

use std::ops::Range;

use crate::span::usize_of;
use crate::watchlist::ahead::ask_for_one;

/// Starts of which each block begins with a number, from which the others are counted.
const OF_BLOCK: usize = 32;

/// The start of each run, and the end of the last.
#[derive(Debug, Default)]
pub(in crate::watchlist) struct Starts {
    /// The first start of each block.
    bases: Vec<u32>,
    /// How far each start is from the first of its block.
    steps: Vec<u16>,
    /// The starts themselves, where a step is too long; then there are none of the others.
    wide: Vec<u32>,
}

impl Starts {
    /// Starts, which ascend.
    pub(in crate::watchlist) fn of(starts: Vec<u32>) -> Self {
        let step = |start: &u32, base: &u32| u16::try_from(start.checked_sub(*base)?).ok();
        let bases: Vec<u32> = starts.iter().step_by(OF_BLOCK).copied().collect();
        let blocks = starts.chunks(OF_BLOCK).zip(&bases);
        let steps = blocks.flat_map(|(block, base)| block.iter().map(move |start| step(start, base)));
        match steps.collect::<Option<Vec<u16>>>() {
            Some(mut steps) => {
                steps.shrink_to_fit();
                Self { bases, steps, wide: Vec::new() }
            }
            None => Self { bases: Vec::new(), steps: Vec::new(), wide: starts },
        }
    }

    /// A start; zero behind the last.
    pub(super) fn start(&self, at: usize) -> u32 {
        if let Some(start) = self.wide.get(at) {
            return *start;
        }
        let base = self.bases.get(at / OF_BLOCK).copied().unwrap_or_default();
        self.steps.get(at).map_or(0, |step| base.saturating_add(u32::from(*step)))
    }

    /// A run.
    pub(super) fn range(&self, at: u32) -> Range<usize> {
        let at = usize_of(at);
        self.between(at, at + 1)
    }

    /// The runs from one on to another.
    pub(super) fn between(&self, from: usize, to: usize) -> Range<usize> {
        usize_of(self.start(from))..usize_of(self.start(to))
    }

    /// Asks for where a run lies.
    pub(super) fn ask_for(&self, at: u32) {
        ask_for_one(&self.steps, at);
        ask_for_one(&self.wide, at);
    }

    /// The starts as they are stored.
    pub(in crate::watchlist) fn stored(&self) -> Vec<u32> {
        (0..self.steps.len().max(self.wide.len())).map(|at| self.start(at)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::span::u32_of;

    #[test]
    fn runs_are_read_back() {
        let short: Vec<u32> = (0..200).map(|n| n * n).collect();
        let far: Vec<u32> = (0..200).map(|n| n * n + u32::from(n > 40) * 70_000).collect();
        let not_ascending = vec![5, 3, 9];
        for (starts, is_wide) in
            [(vec![], false), (vec![0], false), (short, false), (far, true), (not_ascending, true)]
        {
            let read = Starts::of(starts.clone());
            assert_eq!(read.stored(), starts);
            assert_eq!(!read.wide.is_empty(), is_wide);
            for (at, run) in (0..).zip(starts.windows(2)) {
                assert_eq!(read.range(at), usize_of(run[0])..usize_of(run[1]));
            }
            assert!(read.range(u32_of(starts.len())).is_empty());
        }
    }
}
