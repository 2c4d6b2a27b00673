//! Files of our own: a name with the version of the layout, a keyed checksum, and arrays of numbers, so that what is saved is
//! ready by reading them. The bytes are people: such a file is to be kept like the list that it came from.

use std::hash::Hasher;

use siphasher::sip128::{Hasher128, SipHasher13};

use crate::error::{Error, ErrorKind};
use crate::span::{Location, Span};

/// The first bytes of a file: a name and the version of its layout.
pub(super) type Magic = [u8; 8];
/// A key for checksums and digests.
pub(super) type FileKey = [u8; 16];

/// Bytes before the content: the magic, the checksum.
const HEADER: usize = 8 + 16;

/// A keyed digest of some bytes, one after the other; whoever has not the key can neither make nor guess it.
pub(super) fn digest(content: &[&[u8]], key: &FileKey) -> u128 {
    let mut hasher = SipHasher13::new_with_key(key);
    for bytes in content {
        hasher.write(bytes);
    }
    hasher.finish128().as_u128()
}

/// The checksum of a file: of its magic and its content.
fn checksum(magic: &[u8], content: &[u8], key: &FileKey) -> [u8; 16] {
    digest(&[magic, content], key).to_le_bytes()
}

/// A number of a fixed size in bytes.
pub(super) trait Fixed: Copy {
    const SIZE: usize;
    fn put(self, out: &mut Vec<u8>);
    fn get(bytes: &[u8]) -> Option<Self>;
}

macro_rules! fixed {
    ($($type:ty),*) => {$(
        impl Fixed for $type {
            const SIZE: usize = size_of::<$type>();
            fn put(self, out: &mut Vec<u8>) {
                out.extend_from_slice(&self.to_le_bytes());
            }
            fn get(bytes: &[u8]) -> Option<Self> {
                bytes.try_into().ok().map(Self::from_le_bytes)
            }
        }
    )*};
}
fixed!(u8, u16, u32, u64, u128, i32);

/// A file while it is written.
pub(super) struct Sink(Vec<u8>);

impl Sink {
    pub(super) fn new() -> Self {
        Self(vec![0; HEADER])
    }

    /// Adds an array.
    pub(super) fn put<T: Fixed>(&mut self, array: &[T]) {
        u64::try_from(array.len()).unwrap_or_default().put(&mut self.0);
        for number in array {
            number.put(&mut self.0);
        }
    }

    /// Adds a text.
    pub(super) fn text(&mut self, text: &str) {
        self.put(text.as_bytes());
    }

    /// The file, with a checksum under a key.
    pub(super) fn seal(self, magic: &Magic, key: &FileKey) -> Vec<u8> {
        let mut out = self.0;
        let sum = checksum(magic, out.get(HEADER..).unwrap_or_default(), key);
        for (slot, byte) in out.iter_mut().zip(magic.iter().chain(&sum)) {
            *slot = *byte;
        }
        out
    }
}

/// Reads what was put into a [`Sink`].
pub(super) struct Source<'b>(&'b [u8]);

impl<'b> Source<'b> {
    /// The content of a file.
    pub(super) fn open(
        file: &'b [u8],
        magic: &Magic,
        expected: &'static str,
        key: &FileKey,
    ) -> Result<Self, Error> {
        let place = Location::bytes(Span::new(0, file.len()));
        let not_understood = || Error::new(ErrorKind::NotUnderstood { expected }, place);
        let rest = file.strip_prefix(magic).ok_or_else(not_understood)?;
        let (sum, content) = rest.split_at_checked(HEADER - magic.len()).ok_or_else(not_understood)?;
        if sum != checksum(magic, content, key) {
            return Err(refused("the checksum differs: the file was changed or cut, or the key is another"));
        }
        Ok(Self(content))
    }

    /// The next array.
    pub(super) fn array<T: Fixed>(&mut self) -> Option<Vec<T>> {
        let (len, rest) = self.0.split_at_checked(8)?;
        let len = usize::try_from(u64::get(len)?).ok()?;
        let (bytes, rest) = rest.split_at_checked(len.checked_mul(T::SIZE)?)?;
        self.0 = rest;
        bytes.chunks_exact(T::SIZE).map(T::get).collect()
    }

    /// The next array, which has one number.
    pub(super) fn one<T: Fixed>(&mut self) -> Option<T> {
        match self.array()?.as_slice() {
            [one] => Some(*one),
            _ => None,
        }
    }

    /// The next text.
    pub(super) fn text(&mut self) -> Option<String> {
        String::from_utf8(self.array()?).ok()
    }

    /// True when all was read.
    pub(super) const fn is_at_end(&self) -> bool {
        self.0.is_empty()
    }
}

/// What is wrong with a file under the right checksum.
pub(super) fn broken() -> Error {
    refused("an array of the file is broken")
}

/// A list that is refused: its place is the whole of it.
pub(super) fn refused(reason: &'static str) -> Error {
    refused_for(reason, None)
}

/// The same for its rows, of which the first that is broken is known.
pub(super) fn refused_for(reason: &'static str, first: Option<u64>) -> Error {
    Error::new(ErrorKind::ListRefused { reason, first }, Location::bytes(Span::default()))
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// Calls with a file for each byte of its content that is changed, under the right checksum.
    pub(in crate::watchlist) fn each_damaged(file: &[u8], key: &FileKey, mut each: impl FnMut(&[u8])) {
        for at in HEADER..file.len() {
            for bits in [1, 0xff] {
                let mut file = file.to_vec();
                file[at] ^= bits;
                let sum = checksum(&file[..size_of::<Magic>()], &file[HEADER..], key);
                file[size_of::<Magic>()..HEADER].copy_from_slice(&sum);
                each(&file);
            }
        }
    }
}
