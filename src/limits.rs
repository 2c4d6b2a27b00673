//! Budgets: how much of a stranger's input is read before reading stops with an error.

/// Budgets of reading. Each has a documented default; exceeding one is an [`Error`](crate::Error) of kind
/// [`LimitExceeded`](crate::ErrorKind::LimitExceeded), never a silent cut.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Limits {
    /// Bytes of one interchange or XML document. Default 64 MiB (a real push is about 50 KB a message, batch files several MB).
    pub interchange_bytes: usize,
    /// Segments of one interchange. Default 4,000,000.
    pub segments: usize,
    /// Bytes of one segment. Default 64 KiB.
    pub segment_bytes: usize,
    /// Messages of one interchange. Default 100,000.
    pub messages: usize,
    /// Findings kept per message or envelope; further ones are counted in one last finding. Default 1,000.
    pub findings: usize,
    /// Depth of open elements in an XML document. Default 64 (the deepest element of PNRGOV XML is the eighth).
    pub xml_depth: usize,
    /// Elements of one XML document. Default 4,000,000.
    pub xml_elements: usize,
    /// Attributes of one XML element. Default 256.
    pub xml_attributes: usize,
    /// Bytes of one attribute value or of the text of one element, as sent. Default 64 KiB.
    pub xml_value_bytes: usize,
}

impl Limits {
    /// The documented defaults.
    pub const DEFAULT: Self = Self {
        interchange_bytes: 64 << 20,
        segments: 4_000_000,
        segment_bytes: 64 << 10,
        messages: 100_000,
        findings: 1_000,
        xml_depth: 64,
        xml_elements: 4_000_000,
        xml_attributes: 256,
        xml_value_bytes: 64 << 10,
    };

    /// Sets the budget of bytes for one interchange (at most 4 GiB - 1 is ever read).
    #[must_use]
    pub const fn with_interchange_bytes(mut self, bytes: usize) -> Self {
        self.interchange_bytes = bytes;
        self
    }

    /// Sets the budget of segments for one interchange.
    #[must_use]
    pub const fn with_segments(mut self, segments: usize) -> Self {
        self.segments = segments;
        self
    }

    /// Sets the budget of bytes for one segment.
    #[must_use]
    pub const fn with_segment_bytes(mut self, bytes: usize) -> Self {
        self.segment_bytes = bytes;
        self
    }

    /// Sets how many findings are kept per message or envelope.
    #[must_use]
    pub const fn with_findings(mut self, findings: usize) -> Self {
        self.findings = findings;
        self
    }

    /// Sets the budget of open elements in an XML document.
    #[must_use]
    pub const fn with_xml_depth(mut self, depth: usize) -> Self {
        self.xml_depth = depth;
        self
    }

    /// Sets the budget of elements for one XML document.
    #[must_use]
    pub const fn with_xml_elements(mut self, elements: usize) -> Self {
        self.xml_elements = elements;
        self
    }

    /// Sets the budget of attributes for one XML element.
    #[must_use]
    pub const fn with_xml_attributes(mut self, attributes: usize) -> Self {
        self.xml_attributes = attributes;
        self
    }

    /// Sets the budget of bytes for one XML value.
    #[must_use]
    pub const fn with_xml_value_bytes(mut self, bytes: usize) -> Self {
        self.xml_value_bytes = bytes;
        self
    }

    /// Sets the budget of messages for one interchange.
    #[must_use]
    pub const fn with_messages(mut self, messages: usize) -> Self {
        self.messages = messages;
        self
    }
}

impl Default for Limits {
    fn default() -> Self {
        Self::DEFAULT
    }
}
