//! Values of people: redacted wherever they are printed, with one way out.

use std::cell::Cell;
use std::fmt;
use std::ops::Deref;

use serde::{Serialize, Serializer};

/// What is printed instead of a value.
const REDACTED: &str = "***";

thread_local! {
    static REVEALING: Cell<bool> = const { Cell::new(false) };
}

/// True while this thread prints something [`Revealed`].
pub(super) fn revealing() -> bool {
    REVEALING.get()
}

/// Sets the flag of this thread and puts it back when it goes, also when a printer panics.
struct Scope(bool);

impl Scope {
    fn open() -> Self {
        Self(REVEALING.replace(true))
    }
}

impl Drop for Scope {
    fn drop(&mut self) {
        REVEALING.set(self.0);
    }
}

/// A value that identifies or describes a person. `Debug`, `Display` and `Serialize` give `***`; the value itself is
/// reached by dereference, and printed only inside [`Revealed`].
#[derive(Clone, Copy, PartialEq, Eq, Hash, Default, PartialOrd, Ord)]
pub struct Personal<T>(pub T);

impl<T> Personal<T> {
    /// The value without its protection.
    pub fn into_inner(self) -> T {
        self.0
    }
}

impl<T> Deref for Personal<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

impl<T> From<T> for Personal<T> {
    fn from(value: T) -> Self {
        Self(value)
    }
}

impl<T: fmt::Debug> fmt::Debug for Personal<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if revealing() { self.0.fmt(f) } else { f.write_str(REDACTED) }
    }
}

impl<T: fmt::Display> fmt::Display for Personal<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if revealing() { self.0.fmt(f) } else { f.pad(REDACTED) }
    }
}

impl<T: Serialize> Serialize for Personal<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if revealing() { self.0.serialize(serializer) } else { serializer.serialize_str(REDACTED) }
    }
}

/// The one way out: prints and serialises what it wraps with its personal values in the clear.
///
/// ```
/// use paxgov::model::{Personal, Revealed};
/// let number = Personal("X1234567");
/// assert_eq!(format!("{number} {number:?}"), "*** ***");
/// assert_eq!(format!("{}", Revealed(&number)), "X1234567");
/// ```
#[derive(Clone, Copy)]
pub struct Revealed<'a, T: ?Sized>(pub &'a T);

impl<T: fmt::Debug + ?Sized> fmt::Debug for Revealed<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let _scope = Scope::open();
        self.0.fmt(f)
    }
}

impl<T: fmt::Display + ?Sized> fmt::Display for Revealed<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let _scope = Scope::open();
        self.0.fmt(f)
    }
}

impl<T: Serialize + ?Sized> Serialize for Revealed<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let _scope = Scope::open();
        self.0.serialize(serializer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_shows_unless_it_is_revealed() {
        let value = Personal("ERIKSSON");
        assert_eq!(format!("{value}|{value:?}|{value:>5}"), "***|***|  ***");
        assert_eq!(serde_json::to_string(&value).unwrap(), "\"***\"");
        assert_eq!(serde_json::to_string(&Revealed(&value)).unwrap(), "\"ERIKSSON\"");
        assert_eq!(format!("{:?}", Revealed(&value)), "\"ERIKSSON\"");
        assert_eq!(format!("{value}"), "***");
    }

    #[test]
    fn a_panic_while_revealing_closes_the_door() {
        struct Bad;
        impl fmt::Display for Bad {
            fn fmt(&self, _: &mut fmt::Formatter<'_>) -> fmt::Result {
                panic!("printer broke")
            }
        }
        let broke = std::panic::catch_unwind(|| format!("{}", Revealed(&Bad)));
        assert!(broke.is_err());
        assert_eq!(format!("{}", Personal(1)), "***");
    }
}
