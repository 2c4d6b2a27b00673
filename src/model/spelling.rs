//! How values of the model are brought into messages.

use std::borrow::Cow;

use super::letters::transliterate;

/// How texts are brought into the character set of the interchange.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
#[non_exhaustive]
pub enum Spelling {
    /// Letters are spelled in A to Z as ICAO Doc 9303 does, small ones as capitals.
    #[default]
    Transliterate,
    /// As they are; what the set does not have refuses the message.
    AsIs,
}

impl Spelling {
    /// A text in this spelling.
    pub fn of(self, text: &str) -> Cow<'_, str> {
        match self {
            Self::Transliterate => transliterate(text),
            Self::AsIs => Cow::Borrowed(text),
        }
    }
}

/// How messages are written from the model.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct WriteOptions {
    /// Spelling of texts.
    pub spelling: Spelling,
    /// Most bytes of a message; more is cut into parts between persons or bookings (UNH 0068 and S010). `None`: one message.
    pub part_bytes: Option<usize>,
}

impl WriteOptions {
    /// Sets the spelling.
    #[must_use]
    pub const fn with_spelling(mut self, spelling: Spelling) -> Self {
        self.spelling = spelling;
        self
    }

    /// Cuts what is written into parts of at most so many bytes.
    #[must_use]
    pub const fn with_part_bytes(mut self, bytes: usize) -> Self {
        self.part_bytes = Some(bytes);
        self
    }
}
