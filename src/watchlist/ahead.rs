//! Memory that is asked for before it is needed: it comes while something else is done, and answers many questions in the
//! time of one.

use prefetch_index::prefetch_index;

use crate::span::usize_of;

/// Bytes that memory gives at once.
const LINE: usize = 64;
/// Most lines of a run that are asked for; what stands behind them comes by itself.
const MOST_LINES: usize = 16;

/// Asks for runs of values.
pub(super) fn ask_for<'m, T: 'm>(runs: impl Iterator<Item = &'m [T]>) {
    for run in runs {
        ask_for_run(run);
    }
}

/// Asks for a run of values.
#[inline]
pub(super) fn ask_for_run<T>(run: &[T]) {
    let Some(last) = run.len().checked_sub(1) else { return };
    let of_line = const {
        assert!(0 < size_of::<T>() && size_of::<T>() <= LINE, "a line holds a value or more");
        LINE / size_of::<T>()
    };
    for at in (0..last).step_by(of_line).take(MOST_LINES) {
        prefetch_index(run, at);
    }
    prefetch_index(run, last);
}

/// Asks for one value.
#[inline]
pub(super) fn ask_for_one<T>(values: &[T], at: u32) {
    prefetch_index(values, usize_of(at));
}
