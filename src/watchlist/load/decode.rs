//! Text of a file as UTF-8, by its byte order mark or the declaration of XML; what is no text becomes U+FFFD.

use std::io::{BufRead, Read, Result};

use encoding_rs::{Decoder, Encoding, UTF_8};

/// Bytes in which the declaration of XML stands.
const DECLARATION: usize = 200;

pub(super) struct Decoded<R> {
    source: R,
    /// The first bytes, as far as they are gathered and not yet decoded.
    start: Vec<u8>,
    decoder: Option<Decoder>,
    text: String,
    at: usize,
    is_done: bool,
}

/// The encoding that a file declares.
fn declared(start: &[u8]) -> &'static Encoding {
    let start = start.get(..DECLARATION).unwrap_or(start);
    let declaration = start.split(|byte| *byte == b'>').next().unwrap_or_default();
    let value = || {
        let at = memchr::memmem::find(declaration, b"encoding=")?;
        let mut quoted = declaration.get(at..)?.split(|byte| matches!(byte, b'"' | b'\''));
        Encoding::for_label(quoted.nth(1)?)
    };
    value().unwrap_or(UTF_8)
}

impl<R: BufRead> Decoded<R> {
    pub(super) const fn new(source: R) -> Self {
        Self { source, start: Vec::new(), decoder: None, text: String::new(), at: 0, is_done: false }
    }
}

impl<R: BufRead> BufRead for Decoded<R> {
    fn fill_buf(&mut self) -> Result<&[u8]> {
        while self.at >= self.text.len() && !self.is_done {
            // However few bytes the source gives at once, the declaration is read whole.
            while self.decoder.is_none() && self.start.len() < DECLARATION {
                let input = self.source.fill_buf()?;
                let read = input.len();
                self.start.extend_from_slice(input);
                self.source.consume(read);
                if read == 0 {
                    break;
                }
            }
            let decoder = self.decoder.get_or_insert_with(|| declared(&self.start).new_decoder());
            let start = std::mem::take(&mut self.start);
            let input = if start.is_empty() { self.source.fill_buf()? } else { &start };
            self.is_done = input.is_empty();
            self.at = 0;
            self.text.clear();
            self.text.reserve(decoder.max_utf8_buffer_length(input.len()).unwrap_or_default());
            let (_, read, _) = decoder.decode_to_string(input, &mut self.text, self.is_done);
            if start.is_empty() {
                self.source.consume(read);
            }
        }
        Ok(self.text.as_bytes().get(self.at..).unwrap_or_default())
    }

    fn consume(&mut self, amount: usize) {
        self.at = self.at.saturating_add(amount);
    }
}

impl<R: BufRead> Read for Decoded<R> {
    fn read(&mut self, out: &mut [u8]) -> Result<usize> {
        let text = self.fill_buf()?;
        let n = text.len().min(out.len());
        if let (Some(slot), Some(text)) = (out.get_mut(..n), text.get(..n)) {
            slot.copy_from_slice(text);
        }
        self.consume(n);
        Ok(n)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_read_by_their_mark_or_declaration() {
        let rows: [(&[u8], &str); 5] = [
            (b"\xef\xbb\xbf<a/>", "<a/>"),
            (b"\xff\xfe<\0a\0>\0", "<a>"),
            (b"<?xml encoding='windows-1252'?>\xfc", "<?xml encoding='windows-1252'?>\u{fc}"),
            (b"<?xml?>encoding='windows-1252'\xc3\xbc", "<?xml?>encoding='windows-1252'\u{fc}"),
            (b"a\xffb\xc3", "a\u{fffd}b\u{fffd}"),
        ];
        for (bytes, text) in rows {
            let mut read = String::new();
            Decoded::new(bytes).read_to_string(&mut read).unwrap();
            assert_eq!(read, text);
            for pieces in [1, 3, 40] {
                let mut read = String::new();
                let source = std::io::BufReader::with_capacity(pieces, bytes);
                Decoded::new(source).read_to_string(&mut read).unwrap();
                assert_eq!(read, text, "{pieces}");
            }
        }
    }
}
