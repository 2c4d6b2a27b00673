//! A token in sixteen bytes: one place of memory says all that a comparison asks.

use crate::watchlist::normal::{Token, kind_of};
use crate::watchlist::sound::{LONGEST, Sound};

/// From the highest bit: the sounds in five bits each, the bits of these sounds, kind and weight, eight bits of nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::watchlist) struct Packed(pub(in crate::watchlist) u128);

const SOUNDS_SHIFT: u32 = 48;
const BITS_SHIFT: u32 = 16;
const KIND_SHIFT: u32 = 8;
/// Bits of half of the sounds.
const HALF: u32 = 5 * 8;

impl Packed {
    pub(super) fn new(sound: Sound, kind: u8) -> Self {
        let bits = u128::from(sound.bits()) << BITS_SHIFT;
        Self(narrow(sound) << SOUNDS_SHIFT | bits | u128::from(kind) << KIND_SHIFT)
    }

    pub(super) fn sound(self) -> Sound {
        let half = |shift: u32| u128::from(wide(self.part(SOUNDS_SHIFT + shift)));
        Sound::unpacked(half(HALF) << 64 | half(0))
    }

    pub(super) fn is(self, sound: Narrow) -> bool {
        self.0 >> SOUNDS_SHIFT == sound.0
    }

    /// Bits of the sounds.
    pub(super) fn bits(self) -> u32 {
        u32::try_from(self.part(BITS_SHIFT) & u64::from(u32::MAX)).unwrap_or_default()
    }

    /// Kind and weight.
    pub(super) fn kind(self) -> u8 {
        u8::try_from(self.part(KIND_SHIFT) & u64::from(u8::MAX)).unwrap_or_default()
    }

    /// The token, ready to be compared.
    pub(in crate::watchlist) fn token(self) -> Token {
        let (kind, weight) = kind_of(self.kind());
        Token { sound: self.sound(), bits: self.bits(), kind, weight }
    }

    /// Some bits from a place.
    fn part(self, shift: u32) -> u64 {
        u64::try_from(self.0 >> shift & u128::from(u64::MAX)).unwrap_or_default()
    }
}

/// Sounds as they stand in packed tokens, to be compared with them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Narrow(u128);

impl Narrow {
    pub(super) fn of(sound: Sound) -> Self {
        Self(narrow(sound))
    }
}

/// Sounds of five bits each.
fn narrow(sound: Sound) -> u128 {
    sound.0.iter().fold(0, |all, sound| all << 5 | u128::from(sound & 31))
}

/// Eight numbers of five bits, the lowest forty, as eight bytes.
const fn wide(narrow: u64) -> u64 {
    let fours = narrow & 0xf_ffff | (narrow & 0xff_fff0_0000) << 12;
    let twos = fours & 0x03ff_0000_03ff | (fours & 0x000f_fc00_000f_fc00) << 6;
    twos & 0x001f_001f_001f_001f | (twos & 0x03e0_03e0_03e0_03e0) << 3
}

const _: () = assert!(LONGEST == 16, "two halves of eight sounds");

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_packed_is_unpacked() {
        let mut seed = 5_u64;
        for n in 0..2000_u32 {
            let mut sound = Sound::default();
            for slot in sound.0.iter_mut().take(usize::try_from(n % 17).unwrap()) {
                seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                *slot = 1 + u8::try_from((seed >> 33) % 31).unwrap();
            }
            let kind = u8::try_from(n % 5).unwrap();
            let packed = Packed::new(sound, kind);
            assert_eq!((packed.sound(), packed.bits(), packed.kind()), (sound, sound.bits(), kind));
            assert!(packed.is(Narrow::of(sound)));
            let mut other = sound;
            other.0[usize::try_from(n % 16).unwrap()] ^= 1;
            assert!(!packed.is(Narrow::of(other)));
        }
    }
}
