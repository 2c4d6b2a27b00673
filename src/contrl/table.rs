//! The segment table of CONTRL (ISO 9735-4, syntax versions 3 and 4).

use crate::directory::{FieldAt, Group, NONE, Row, Table, at, groups, records};

/// Head: UCI.
pub(crate) const HEAD: Group = 0;
/// SG1 and SG4: a message.
pub(crate) const MESSAGE: Group = 1;
/// SG2 and SG5: a segment.
pub(crate) const SEGMENT: Group = 2;

records! { SHAPES;
    /// The interchange that is reported on (UCI).
    0 Subject under NONE, closes [] {
        /// 0020 control reference of the subject.
        reference = 0,
        /// S002 0004 its sender.
        sender = 1,
        /// S003 0010 its recipient.
        recipient = 2,
        /// 0083 action.
        action = 3,
        /// 0085 syntax error.
        error = 4,
    }
    /// A functional group (UCF).
    1 SubjectGroup under NONE, closes [2, 3] {
        /// 0048 reference of the group.
        reference = 0,
        /// 0083 action.
        action = 1,
        /// 0085 syntax error.
        error = 2,
    }
    /// A message (UCM).
    2 SubjectMessage under NONE, closes [3] {
        /// 0062 message reference.
        reference = 0,
        /// S009 0065 message type.
        kind = 1,
        /// 0083 action.
        action = 2,
        /// 0085 syntax error.
        error = 3,
    }
    /// A segment (UCS).
    3 SubjectSegment under 2, closes [] {
        /// 0096 position of the segment, UNH is 1.
        position = 0,
        /// 0085 syntax error.
        error = 1,
    }
    /// An element (UCD).
    4 SubjectElement under 3, closes [] {
        /// 0085 syntax error.
        error = 0,
        /// S011 0098 position of the element.
        element = 1,
        /// S011 0104 position of the component.
        component = 2,
    }
}

const GROUP: &[FieldAt] = &[at(1, 1, 0), at(4, 1, 1), at(5, 1, 2)];

/// CONTRL.
pub(crate) static CONTRL: Table = Table::new(
    "CONTRL",
    &[
        Row::fill(b"UCI", Subject::KIND).fields(&[
            at(1, 1, 0),
            at(2, 1, 1),
            at(3, 1, 2),
            at(4, 1, 3),
            at(5, 1, 4),
        ]),
        Row::open(b"UCF", SubjectGroup::KIND).then(HEAD).fields(GROUP),
        Row::open(b"UCM", SubjectMessage::KIND).then(MESSAGE).fields(&[
            at(1, 1, 0),
            at(2, 1, 1),
            at(3, 1, 2),
            at(4, 1, 3),
        ]),
        Row::open(b"UCS", SubjectSegment::KIND)
            .within(groups(&[MESSAGE, SEGMENT]))
            .then(SEGMENT)
            .fields(&[at(1, 1, 0), at(2, 1, 1)]),
        Row::open(b"UCD", SubjectElement::KIND).within(groups(&[SEGMENT])).fields(&[
            at(1, 1, 0),
            at(2, 1, 1),
            at(2, 2, 2),
        ]),
    ],
    SHAPES,
);
