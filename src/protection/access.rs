//! Access: actor, legal basis and purpose, made once per run. The purpose is a type, so that what a purpose may not do
//! does not compile.

use std::fmt;
use std::marker::PhantomData;

use crate::codes::SensitivePolicy;

mod sealed {
    pub trait Sealed {}
}

/// A purpose for which data of people may be used. Closed: the purposes of the law are those below.
pub trait Purpose: sealed::Sealed + Copy + fmt::Debug + 'static {
    /// The name in reports and logs.
    const NAME: &'static str;
    /// What reading does with sensitive data for this purpose.
    const SENSITIVE: SensitivePolicy;
}

/// A purpose for which people may be matched against lists.
pub trait MayScreen: Purpose {}

macro_rules! purposes {
    ($($(#[$doc:meta])* $name:ident, $text:literal, $sensitive:ident;)+) => {
        $(
            $(#[$doc])*
            #[derive(Clone, Copy, Debug, PartialEq, Eq)]
            pub struct $name;
            impl sealed::Sealed for $name {}
            impl Purpose for $name {
                const NAME: &'static str = $text;
                const SENSITIVE: SensitivePolicy = SensitivePolicy::$sensitive;
            }
        )+
    };
}

purposes! {
    /// Checks at the border: data restricted to this purpose is kept.
    BorderControl, "border control", Border;
    /// Fight against terrorism and serious crime (Directive (EU) 2016/681).
    LawEnforcement, "law enforcement", Protect;
    /// Protection of public health: finding contacts of a case. May not screen against lists.
    HealthProtection, "health protection", Protect;
    /// Certification of a carrier's messages. May not screen against lists.
    Certification, "certification", Protect;
}

impl MayScreen for BorderControl {}
impl MayScreen for LawEnforcement {}

/// Why an access was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum AccessError {
    /// No actor was named.
    #[error("expected the name of an actor, met an empty text")]
    ActorMissing,
    /// No legal basis was named.
    #[error("expected a legal basis, met an empty text")]
    BasisMissing,
}

/// Who looks, by what law, for what purpose.
///
/// Health protection may not screen against lists:
///
/// ```compile_fail
/// use paxgov::protection::{Access, HealthProtection};
/// use paxgov::screening::Pipeline;
/// let access = Access::<HealthProtection>::new("clerk 7", "Health Act s. 3").unwrap();
/// let pipeline = Pipeline::new(access);
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct Access<P: Purpose> {
    actor: String,
    legal_basis: String,
    purpose: PhantomData<P>,
}

impl<P: Purpose> Access<P> {
    /// An access for the purpose `P`.
    ///
    /// # Errors
    /// When the actor or the legal basis is empty.
    pub fn new(actor: impl Into<String>, legal_basis: impl Into<String>) -> Result<Self, AccessError> {
        let (actor, legal_basis) = (actor.into(), legal_basis.into());
        if actor.trim().is_empty() {
            return Err(AccessError::ActorMissing);
        }
        if legal_basis.trim().is_empty() {
            return Err(AccessError::BasisMissing);
        }
        Ok(Self { actor, legal_basis, purpose: PhantomData })
    }

    /// Who looks.
    pub fn actor(&self) -> &str {
        &self.actor
    }

    /// By what law.
    pub fn legal_basis(&self) -> &str {
        &self.legal_basis
    }

    /// For what purpose.
    pub const fn purpose(&self) -> &'static str {
        P::NAME
    }
}

impl<P: Purpose> fmt::Debug for Access<P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Access")
            .field("actor", &self.actor)
            .field("legal_basis", &self.legal_basis)
            .field("purpose", &P::NAME)
            .finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_access_names_actor_and_law() {
        let access = Access::<BorderControl>::new("unit 4", "Border Act s. 12").unwrap();
        assert_eq!(
            (access.actor(), access.legal_basis(), access.purpose()),
            ("unit 4", "Border Act s. 12", "border control")
        );
        assert_eq!(Access::<BorderControl>::new(" ", "x"), Err(AccessError::ActorMissing));
        assert_eq!(Access::<BorderControl>::new("x", ""), Err(AccessError::BasisMissing));
    }
}
