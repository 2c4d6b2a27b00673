//! The segment table of CONTRL (ISO 9735-4, syntax versions 3 and 4).

use crate::directory::{Group, Row, Table, groups, records};

/// Head: UCI.
pub(crate) const HEAD: Group = 0;
/// SG1 and SG4: a message.
pub(crate) const MESSAGE: Group = 1;
/// SG2 and SG5: a segment.
pub(crate) const SEGMENT: Group = 2;

records! { SHAPES;
    /// The interchange that is reported on (UCI).
    0 Subject under NONE, closes [] {
        UCI {
            /// 0020 control reference of the subject.
            reference = (1, 1),
            /// S002 0004 its sender.
            sender = (2, 1),
            /// S003 0010 its recipient.
            recipient = (3, 1),
            /// 0083 action.
            action = (4, 1),
            /// 0085 syntax error.
            error = (5, 1),
        }
    }
    /// A functional group (UCF).
    1 SubjectGroup under NONE, closes [SubjectMessage, SubjectSegment] {
        OWN {
            /// 0048 reference of the group.
            reference = (1, 1),
            /// 0083 action.
            action = (4, 1),
            /// 0085 syntax error.
            error = (5, 1),
        }
    }
    /// A message (UCM).
    2 SubjectMessage under NONE, closes [SubjectSegment] {
        OWN {
            /// 0062 message reference.
            reference = (1, 1),
            /// S009 0065 message type.
            kind = (2, 1),
            /// 0083 action.
            action = (3, 1),
            /// 0085 syntax error.
            error = (4, 1),
        }
    }
    /// A segment (UCS).
    3 SubjectSegment under SubjectMessage, closes [] {
        OWN {
            /// 0096 position of the segment, UNH is 1.
            position = (1, 1),
            /// 0085 syntax error.
            error = (2, 1),
        }
    }
    /// An element (UCD).
    4 SubjectElement under SubjectSegment, closes [] {
        OWN {
            /// 0085 syntax error.
            error = (1, 1),
            /// S011 0098 position of the element.
            element = (2, 1),
            /// S011 0104 position of the component.
            component = (2, 2),
        }
    }
}

/// CONTRL.
pub(crate) static CONTRL: Table = Table::new(
    "CONTRL",
    &[
        Row::fill(b"UCI", Subject::KIND, Subject::UCI),
        Row::open(b"UCF", SubjectGroup::KIND).then(HEAD),
        Row::open(b"UCM", SubjectMessage::KIND).then(MESSAGE),
        Row::open(b"UCS", SubjectSegment::KIND).within(groups(&[MESSAGE, SEGMENT])).then(SEGMENT),
        Row::open(b"UCD", SubjectElement::KIND).within(groups(&[SEGMENT])),
    ],
    SHAPES,
);
