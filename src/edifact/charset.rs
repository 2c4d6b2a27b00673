//! Character sets of the syntax level (UNB S001 0001), decoded at the edge of the model (decision D4).

use std::borrow::Cow;

/// How bytes above 127 are to be read, by the syntax identifier.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
#[non_exhaustive]
pub enum Charset {
    /// ISO 646 only (UNOA, UNOB, IATA, IATB and identifiers that are not known): nothing above 127 is declared.
    #[default]
    Ascii,
    /// ISO 8859-1 (UNOC).
    Latin1,
    /// UTF-8 (UNOW, UNOY).
    Utf8,
    /// A declared set whose tables are not built in yet; text that is not UTF-8 is read as ISO 8859-1.
    Other,
}

impl Charset {
    /// The set that a syntax identifier declares; the second value is false when the identifier is not known.
    pub(crate) fn of_syntax(id: &[u8]) -> (Self, bool) {
        match id {
            b"UNOA" | b"UNOB" | b"IATA" | b"IATB" | b"SIRE" => (Self::Ascii, true),
            b"UNOC" => (Self::Latin1, true),
            b"UNOW" | b"UNOY" => (Self::Utf8, true),
            b"UNOD" | b"UNOE" | b"UNOF" | b"UNOG" | b"UNOH" | b"UNOI" | b"UNOJ" | b"UNOK" | b"UNOL"
            | b"UNOX" | b"KECA" => (Self::Other, true),
            _ => (Self::Ascii, false),
        }
    }

    /// True when the bytes are what the set declares.
    pub(crate) fn admits(self, bytes: &[u8]) -> bool {
        match self {
            Self::Ascii => bytes.is_ascii(),
            Self::Utf8 => std::str::from_utf8(bytes).is_ok(),
            Self::Latin1 => bytes.is_ascii() || std::str::from_utf8(bytes).is_err(),
            Self::Other => bytes.is_ascii(),
        }
    }

    /// Reads bytes as text: UTF-8 when they are valid, else ISO 8859-1. Never fails, never drops a byte.
    pub(crate) fn decode(bytes: &[u8]) -> Cow<'_, str> {
        match std::str::from_utf8(bytes) {
            Ok(text) => Cow::Borrowed(text),
            Err(_) => Cow::Owned(bytes.iter().map(|&b| char::from(b)).collect()),
        }
    }
}
