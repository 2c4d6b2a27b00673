//! What was found a short time ago: a table in which the newest takes the place of what was there.

use crate::span::usize_of;

/// Places of a table.
const PLACES: usize = 1024;

/// Remembered values by numbers, until they are forgotten.
#[derive(Debug)]
pub(super) struct Memo<V> {
    rows: Vec<(u32, u32, V)>,
    /// Rows of an earlier round are of no account.
    round: u32,
}

impl<V> Default for Memo<V> {
    fn default() -> Self {
        Self { rows: Vec::new(), round: 0 }
    }
}

impl<V: Copy + Default> Memo<V> {
    /// Forgets all.
    pub(super) fn forget(&mut self) {
        self.round = self.round.wrapping_add(1);
        if self.rows.is_empty() || self.round == 0 {
            self.round = 1;
            self.rows.clear();
            self.rows.resize(PLACES, (0, 0, V::default()));
        }
    }

    /// The value of a number, which is made when it is not remembered.
    pub(super) fn get_or(&mut self, number: u32, make: impl FnOnce() -> V) -> V {
        let Some(row) = self.rows.get_mut(usize_of(number) % PLACES) else { return make() };
        if (row.0, row.1) != (self.round, number) {
            *row = (self.round, number, make());
        }
        row.2
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_made_once_and_again_after_they_were_forgotten() {
        let (mut memo, mut made) = (Memo::default(), 0);
        assert_eq!(memo.get_or(7, || 1), 1);
        for round in 0..3 {
            memo.forget();
            for key in [7, 7, 7 + 1024, 7, 8, 8] {
                let value = memo.get_or(key, || {
                    made += 1;
                    key * 10 + round
                });
                assert_eq!(value, key * 10 + round);
            }
        }
        assert_eq!(made, 3 * 4);
    }
}
