//! Memory that is asked for before the first of it is waited for: it answers many questions in the time of one.

use std::hint::black_box;
use std::ops::BitOr;

/// Bytes that memory gives at once.
const LINE: usize = 64;
/// Most lines of a run that are asked for; what stands behind them comes by itself.
const MOST_LINES: usize = 16;

/// Asks for runs of values.
pub(super) fn ask_for<'m, T: Copy + Default + BitOr<Output = T> + 'm>(runs: impl Iterator<Item = &'m [T]>) {
    let of_line = const { LINE / size_of::<T>() };
    let lines = runs.flat_map(|run| run.iter().step_by(of_line).take(MOST_LINES).chain(run.last()));
    black_box(lines.fold(T::default(), |all, value| all | *value));
}
