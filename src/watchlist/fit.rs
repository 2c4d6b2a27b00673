//! Settings of the comparison of names.

/// Settings of the comparison; fitted to sums over labelled pairs.
#[derive(Clone, Copy, Debug)]
pub(super) struct Fit {
    /// How much a ratio of one weighs.
    pub(super) gain: f32,
    /// Ratio at which names speak neither for nor against.
    pub(super) even: f32,
    /// How fast likeness falls with the cost of a sound.
    pub(super) slope: f32,
    /// Weight of what is lost in matched tokens.
    pub(super) loss: f32,
    /// Weight of tokens that are left over on both sides.
    pub(super) conflict: f32,
    /// Weight of tokens that are left over on one side.
    pub(super) surplus: f32,
    /// Share of what is left over in the whole.
    pub(super) thin: f32,
    /// Weight against each matched token that is missing to two whole ones.
    pub(super) scarce: f32,
    /// Weight against names of which no token is the same.
    pub(super) inexact: f32,
    /// Weight against names whose father and son change places.
    pub(super) crossed: f32,
}

/// The fit in use.
pub(super) const FIT: Fit = Fit {
    gain: 9.0,
    even: 0.62,
    slope: 2.5,
    loss: 0.3,
    conflict: 2.5,
    surplus: 0.1,
    thin: 0.4,
    scarce: 0.8,
    inexact: 0.5,
    crossed: 4.0,
};

/// Most that names can weigh.
pub(super) const NAME_MOST: f32 = 3.0;
/// Most that one token can weigh which is all that two longer names share.
pub(super) const ONE_TOKEN_MOST: f32 = -1.5;
/// Weight of an initial that nothing on the other side agrees with.
pub(super) const OTHER_INITIAL: f32 = 0.6;
/// Letters from which a name may have been cut by a machine-readable zone.
pub(super) const CUT_FROM: usize = 25;
/// Share of a variant by its ending or from a dictionary.
pub(super) const VARIANT: f32 = 0.9;
/// Share of two tokens of which one is the other when two neighbouring letters change places, by the number of sounds; of short
/// names many are another one then.
pub(super) const fn slip(sounds: usize) -> f32 {
    match sounds {
        ..=3 => 0.5,
        4 => 0.6,
        5 => 0.7,
        _ => 0.8,
    }
}
/// Share of two tokens that are the same together, by the number of sounds; short ones are often two other names.
pub(super) const fn mended(sounds: usize) -> f32 {
    if sounds < LEAST_MENDED { 0.8 } else { 0.95 }
}
/// Sounds from which two tokens in one piece are hardly two others.
pub(super) const LEAST_MENDED: usize = 9;
/// Least sounds of a token that may be several in one piece; each of them has two or more.
pub(super) const LEAST_JOINED: usize = 4;
/// Least sounds of one that counts as two names; shorter ones are one: MINJI and MIN JI.
pub(super) const LEAST_TWO: usize = 6;
/// Most tokens that are joined to one.
pub(super) const MOST_JOINED: usize = 4;
