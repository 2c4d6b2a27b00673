//! Character sets of the syntax level (UNB S001 0001), decoded at the edge of the model (decision D4).

use std::borrow::Cow;

use encoding_rs::Encoding;

/// How bytes above 127 are to be read, by the syntax identifier.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
#[non_exhaustive]
pub enum Charset {
    /// ISO 646 only (UNOA, UNOB, IATA, IATB and identifiers that are not known): nothing above 127 is declared.
    #[default]
    Ascii,
    /// ISO 8859-1 (UNOC).
    Latin1,
    /// ISO 8859-2 (UNOD), Central Europe.
    Latin2,
    /// ISO 8859-5 (UNOE), Cyrillic.
    Cyrillic,
    /// ISO 8859-7 (UNOF), Greek.
    Greek,
    /// ISO 8859-3 (UNOG), Southern Europe.
    Latin3,
    /// ISO 8859-4 (UNOH), Northern Europe.
    Latin4,
    /// ISO 8859-6 (UNOI), Arabic.
    Arabic,
    /// ISO 8859-8 (UNOJ), Hebrew.
    Hebrew,
    /// ISO 8859-9 (UNOK), Turkish.
    Latin5,
    /// ISO 8859-15 (UNOL).
    Latin9,
    /// KS C 5601 as EUC-KR (KECA).
    Korean,
    /// UTF-8 (UNOW, UNOY).
    Utf8,
    /// Code extension by escape sequences (UNOX): kept raw, read as ISO 8859-1, always with a finding.
    Escapes,
}

/// Identifier and set. Source: ISO 9735-1 code list 0001; IATA PADIS.
const SYNTAXES: &[(&[u8], Charset)] = &[
    (b"UNOA", Charset::Ascii),
    (b"UNOB", Charset::Ascii),
    (b"IATA", Charset::Ascii),
    (b"IATB", Charset::Ascii),
    (b"SIRE", Charset::Ascii),
    (b"UNOC", Charset::Latin1),
    (b"UNOD", Charset::Latin2),
    (b"UNOE", Charset::Cyrillic),
    (b"UNOF", Charset::Greek),
    (b"UNOG", Charset::Latin3),
    (b"UNOH", Charset::Latin4),
    (b"UNOI", Charset::Arabic),
    (b"UNOJ", Charset::Hebrew),
    (b"UNOK", Charset::Latin5),
    (b"UNOL", Charset::Latin9),
    (b"UNOW", Charset::Utf8),
    (b"UNOY", Charset::Utf8),
    (b"UNOX", Charset::Escapes),
    (b"KECA", Charset::Korean),
];

impl Charset {
    /// The set that a syntax identifier declares; the second value is false when the identifier is not known.
    pub(crate) fn of_syntax(id: &[u8]) -> (Self, bool) {
        let found = SYNTAXES.iter().find(|(listed, _)| *listed == id);
        found.map_or((Self::Ascii, false), |(_, set)| (*set, true))
    }

    /// The table of a set; `None` for those that need none.
    fn table(self) -> Option<&'static Encoding> {
        Some(match self {
            Self::Ascii | Self::Latin1 | Self::Utf8 | Self::Escapes => return None,
            Self::Latin2 => encoding_rs::ISO_8859_2,
            Self::Cyrillic => encoding_rs::ISO_8859_5,
            Self::Greek => encoding_rs::ISO_8859_7,
            Self::Latin3 => encoding_rs::ISO_8859_3,
            Self::Latin4 => encoding_rs::ISO_8859_4,
            Self::Arabic => encoding_rs::ISO_8859_6,
            Self::Hebrew => encoding_rs::ISO_8859_8,
            // ISO 8859-9 with letters where the standard has control characters.
            Self::Latin5 => encoding_rs::WINDOWS_1254,
            Self::Latin9 => encoding_rs::ISO_8859_15,
            Self::Korean => encoding_rs::EUC_KR,
        })
    }

    /// True when the bytes are what the set declares; UTF-8 under another set is not.
    pub(crate) fn admits(self, bytes: &[u8]) -> bool {
        if bytes.is_ascii() {
            return true;
        }
        let is_utf8 = std::str::from_utf8(bytes).is_ok();
        match self {
            Self::Ascii | Self::Escapes => false,
            Self::Utf8 => is_utf8,
            // What the standard has no character for is one of Windows.
            Self::Latin1 => !is_utf8 && !bytes.iter().any(|byte| (0x80..0xa0).contains(byte)),
            _ => {
                let decoded = self
                    .table()
                    .and_then(|table| table.decode_without_bom_handling_and_without_replacement(bytes));
                !is_utf8 && decoded.is_some()
            }
        }
    }

    /// Reads bytes as text: UTF-8 when they are valid as such, else by the declared set, else as Windows-1252, which is ISO 8859-1
    /// with letters where that has control characters. Never fails,
    /// never drops a byte.
    #[inline]
    pub(crate) fn decode(self, bytes: &[u8]) -> Cow<'_, str> {
        match std::str::from_utf8(bytes) {
            Ok(text) => Cow::Borrowed(text),
            Err(_) => self.decode_table(bytes),
        }
    }

    #[cold]
    fn decode_table(self, bytes: &[u8]) -> Cow<'_, str> {
        let decoded =
            self.table().and_then(|table| table.decode_without_bom_handling_and_without_replacement(bytes));
        decoded.unwrap_or_else(|| encoding_rs::WINDOWS_1252.decode_without_bom_handling(bytes).0)
    }

    /// The bytes of a character in this set; `None` when it has none. ASCII is the caller's.
    pub(crate) fn encode(self, c: char) -> Option<([u8; 4], usize)> {
        let mut bytes = [0; 4];
        match (self, u8::try_from(c)) {
            (Self::Latin1, Ok(byte)) if byte >= 0xa0 => Some(([byte, 0, 0, 0], 1)),
            (Self::Utf8, _) if !c.is_control() => {
                let length = c.encode_utf8(&mut bytes).len();
                Some((bytes, length))
            }
            _ => {
                let mut text = [0; 4];
                let (encoded, _, failed) = self.table()?.encode(c.encode_utf8(&mut text));
                let slot = bytes.get_mut(..encoded.len()).filter(|_| !failed && !c.is_control())?;
                slot.copy_from_slice(&encoded);
                Some((bytes, encoded.len()))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sets_are_read_and_written() {
        let rows: &[(&[u8], &str, &[u8])] = &[
            (b"UNOC", "MÜLLER", b"M\xdcLLER"),
            (b"UNOD", "ŁUKASZ", b"\xa3UKASZ"),
            (b"UNOE", "ЮСУФ", b"\xce\xc1\xc3\xc4"),
            (b"UNOF", "ΓΙΩΡΓΟΣ", b"\xc3\xc9\xd9\xd1\xc3\xcf\xd3"),
            (b"UNOK", "İBRAHİM", b"\xddBRAH\xddM"),
            (b"UNOL", "€", b"\xa4"),
            (b"UNOW", "ЮСУФ", "ЮСУФ".as_bytes()),
        ];
        for (id, text, bytes) in rows {
            let (set, known) = Charset::of_syntax(id);
            assert!(known && set.admits(bytes), "{text}");
            assert_eq!(set.decode(bytes), *text);
            let written: Vec<u8> = text
                .chars()
                .flat_map(|c| {
                    let (bytes, n) = if c.is_ascii() {
                        ([u8::try_from(c).unwrap(), 0, 0, 0], 1)
                    } else {
                        set.encode(c).unwrap()
                    };
                    bytes[..n].to_vec()
                })
                .collect();
            assert_eq!(written, *bytes, "{text}");
        }
        // What is not of the set is still read, and said.
        assert!(!Charset::Ascii.admits(b"M\xdcLLER") && !Charset::Cyrillic.admits("ЮСУФ".as_bytes()));
        assert_eq!(Charset::Ascii.decode(b"M\xdcLLER"), "MÜLLER");
        assert_eq!(Charset::Cyrillic.decode("ЮСУФ".as_bytes()), "ЮСУФ");
        assert_eq!(Charset::Latin2.encode('Ю'), None);
    }
}
