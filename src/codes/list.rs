//! How a code list is written down: one row per code, and codes that are not listed survive.

use std::borrow::Cow;
use std::fmt;

use serde::{Serialize, Serializer};

/// A list of codes of a standard. Implemented by the enums of this room.
pub trait CodeList: Copy + Eq + 'static {
    /// The name of the list and its data element number.
    const NAME: &'static str;
    /// Every code, in the order of the list.
    const ALL: &'static [Self];
    /// The code as it is sent.
    fn wire(self) -> &'static str;
    /// What the code means, in the words of the standard.
    fn meaning(self) -> &'static str;
    /// The code of the list that is sent as `wire`.
    fn from_wire(wire: &[u8]) -> Option<Self>;
}

/// A code as it was read: listed, or kept as it stands.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Code<'a, L> {
    /// A code of the list.
    Listed(L),
    /// Any other code.
    Unlisted(Unlisted<'a>),
}

/// A code that is in no list. Can only be made by [`Code::read`], so that it never equals a listed code.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Unlisted<'a>(Cow<'a, str>);

impl fmt::Debug for Unlisted<'_> {
    /// Only the length: a damaged message may hold anything here.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} characters", self.0.chars().count())
    }
}

impl<'a, L: CodeList> Code<'a, L> {
    /// Reads a code, listed or not.
    pub fn read(wire: Cow<'a, str>) -> Self {
        match L::from_wire(wire.as_bytes()) {
            Some(code) => Self::Listed(code),
            None => Self::Unlisted(Unlisted(wire)),
        }
    }

    /// The listed code, if it is one.
    pub fn listed(&self) -> Option<L> {
        match self {
            Self::Listed(code) => Some(*code),
            Self::Unlisted(_) => None,
        }
    }

    /// The code as it was read and is written.
    pub fn wire(&self) -> &str {
        match self {
            Self::Listed(code) => code.wire(),
            Self::Unlisted(text) => &text.0,
        }
    }

    /// The same code without a borrow.
    pub fn into_owned(self) -> Code<'static, L> {
        match self {
            Self::Listed(code) => Code::Listed(code),
            Self::Unlisted(text) => Code::Unlisted(Unlisted(Cow::Owned(text.0.into_owned()))),
        }
    }
}

impl<L: CodeList> Serialize for Code<'_, L> {
    /// Listed codes as they are sent; others as `"unlisted"`, since a damaged message may hold anything here.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(match self {
            Self::Listed(code) => code.wire(),
            Self::Unlisted(_) => "unlisted",
        })
    }
}

/// Writes a code list once: variant, wire text, meaning.
macro_rules! code_list {
    ($(#[$doc:meta])* $name:ident, $title:literal { $($variant:ident = $wire:literal: $meaning:literal,)+ }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[non_exhaustive]
        pub enum $name {
            $(#[doc = concat!("`", $wire, "`: ", $meaning, ".")] $variant,)+
        }

        impl $crate::codes::CodeList for $name {
            const NAME: &'static str = $title;
            const ALL: &'static [Self] = &[$(Self::$variant),+];

            fn wire(self) -> &'static str {
                match self { $(Self::$variant => $wire,)+ }
            }

            fn meaning(self) -> &'static str {
                match self { $(Self::$variant => $meaning,)+ }
            }

            fn from_wire(wire: &[u8]) -> Option<Self> {
                Self::ALL.iter().copied().find(|code| code.wire().as_bytes() == wire)
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str($crate::codes::CodeList::wire(*self))
            }
        }
    };
}
pub(super) use code_list;
