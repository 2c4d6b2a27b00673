//! Rights: who looks at people, by what law, for what purpose.

mod access;

pub use access::{
    Access, AccessError, BorderControl, Certification, HealthProtection, LawEnforcement, MayScreen, Purpose,
};
