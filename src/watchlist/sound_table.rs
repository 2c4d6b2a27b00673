//! How names sound: letter groups, classes and what it costs to take one sound for another. Source: the romanisations of
//! ICAO Doc 9303-3 section 6 and national practice (Kazakh, Kyrgyz, Tajik, Turkmen, Uzbek, Arabic, Polish, German,
//! Turkish), put together by hand.

/// Sounds. `NONE` ends a token.
pub(super) mod sound {
    pub(crate) const NONE: u8 = 0;
    pub(crate) const A: u8 = 1;
    pub(crate) const E: u8 = 2;
    pub(crate) const I: u8 = 3;
    pub(crate) const O: u8 = 4;
    pub(crate) const U: u8 = 5;
    pub(crate) const Y: u8 = 6;
    pub(crate) const H: u8 = 7;
    pub(crate) const X: u8 = 8;
    pub(crate) const K: u8 = 9;
    pub(crate) const G: u8 = 10;
    pub(crate) const S: u8 = 11;
    pub(crate) const Z: u8 = 12;
    pub(crate) const SH: u8 = 13;
    pub(crate) const ZH: u8 = 14;
    pub(crate) const CH: u8 = 15;
    pub(crate) const J: u8 = 16;
    pub(crate) const TS: u8 = 17;
    pub(crate) const T: u8 = 18;
    pub(crate) const D: u8 = 19;
    pub(crate) const P: u8 = 20;
    pub(crate) const B: u8 = 21;
    pub(crate) const F: u8 = 22;
    pub(crate) const V: u8 = 23;
    pub(crate) const W: u8 = 24;
    pub(crate) const M: u8 = 25;
    pub(crate) const N: u8 = 26;
    pub(crate) const L: u8 = 27;
    pub(crate) const R: u8 = 28;
    /// A digit or a letter that no table knows.
    pub(crate) const OTHER: u8 = 29;
    /// A vowel or none, where a script does not say. Tokens of A to Z never hold it, nor the next.
    pub(crate) const MAYBE: u8 = 30;
    /// L or R, where a script has one sign for both.
    pub(crate) const LIQUID: u8 = 31;
}

use sound::{
    A, B, CH, D, E, F, G, H, I, J, K, L, LIQUID, M, MAYBE, N, NONE, O, OTHER, P, R, S, SH, T, TS, U, V, W, X,
    Y, Z, ZH,
};

/// Letters whose sound the machine-readable spelling hides, with the spelling that tells it.
pub(super) const SPOKEN: &[(char, &str)] = &[
    ('Ç', "CH"),
    ('Ə', "A"),
    ('Ć', "CH"),
    ('Č', "CH"),
    ('Đ', "DJ"),
    ('Ğ', "G"),
    ('Ņ', "N"),
    ('Ř', "R"),
    ('Ś', "S"),
    ('Ş', "SH"),
    ('Š', "SH"),
    ('Ţ', "TS"),
    ('Ź', "Z"),
    ('Ż', "ZH"),
    ('Ž', "ZH"),
    ('Ș', "SH"),
    ('Ț', "TS"),
    ('Ö', "O"),
    ('Ü', "U"),
    ('Ø', "O"),
    ('Å', "A"),
    ('Й', "Y"),
    ('Џ', "DZH"),
    ('Ъ', ""),
    ('Ь', ""),
];

/// Letter groups and their sounds; of those that begin alike the longer ones first. A group that starts with `^` stands at the start only, one that
/// ends with `$` at the end only.
pub(super) const GROUPS: &[(&str, &[u8])] = &[
    ("TSCHTSCH", &[SH]),
    ("SCHTSCH", &[SH]),
    ("SHTSH", &[SH]),
    ("SHCH", &[SH]),
    ("STSCH", &[SH]),
    ("TSCH", &[CH]),
    ("DSCH", &[J]),
    ("SCH", &[SH]),
    ("TCH", &[CH]),
    ("TSH", &[CH]),
    ("DZH", &[J]),
    ("DSH", &[J]),
    ("^MC", &[M, A, K]),
    ("CIC$", &[CH, I, CH]),
    ("IC$", &[I, CH]),
    ("OWNA$", &[O, W, N, A]),
    ("^IEVA$", &[E, V, A]),
    ("NXX", &[N]),
    ("UXX", &[U]),
    ("DZADEH$", &[D, Z, A, D, E]),
    ("DZADE$", &[D, Z, A, D, E]),
    ("DZADA$", &[D, Z, A, D, A]),
    ("DZODA$", &[D, Z, O, D, A]),
    ("AEVICH$", &[A, Y, E, V, CH]),
    ("EEVICH$", &[E, Y, E, V, CH]),
    ("IEVICH$", &[I, E, V, CH]),
    ("AEVNA$", &[A, Y, E, V, CH]),
    ("EEVNA$", &[E, Y, E, V, CH]),
    ("IEVNA$", &[I, E, V, CH]),
    ("AEVA$", &[A, Y, E, V]),
    ("IEVA$", &[I, E, V]),
    ("OEVA$", &[O, Y, E, V]),
    ("UEVA$", &[U, Y, E, V]),
    ("AEV$", &[A, Y, E, V]),
    ("IEV$", &[I, E, V]),
    ("OEV$", &[O, Y, E, V]),
    ("UEV$", &[U, Y, E, V]),
    ("OFF$", &[O, V]),
    ("EFF$", &[E, V]),
    ("OW$", &[O, V]),
    ("EW$", &[E, V]),
    ("OWA$", &[O, V, A]),
    ("EWA$", &[E, V, A]),
    ("AUX$", &[O]),
    ("EAU", &[O]),
    ("SKY", &[S, K, I]),
    ("CHR", &[K, R]),
    ("QUE", &[K, E]),
    ("QUI", &[K, I]),
    ("GUE", &[G, E]),
    ("GUI", &[G, I]),
    ("NGH", &[N, G, H]),
    ("DZAI$", &[D, Z, A, I]),
    ("DZAY$", &[D, Z, A, I]),
    ("DZEI$", &[D, Z, A, I]),
    ("DZEY$", &[D, Z, A, I]),
    ("AEE", &[A, I]),
    ("^OUA", &[W, A]),
    ("AOUA", &[A, W, A]),
    ("ZH", &[ZH]),
    ("KH", &[X]),
    ("SH", &[SH]),
    ("SZ", &[SH]),
    ("CZ", &[CH]),
    ("CH", &[CH]),
    ("CS", &[CH]),
    ("PH", &[F]),
    ("TH", &[T]),
    ("DH", &[D]),
    ("GH", &[G]),
    ("^RH", &[R]),
    ("BH", &[B]),
    ("JH", &[J]),
    ("CK", &[K]),
    ("CQ", &[K]),
    ("QU", &[K, U]),
    ("DJ", &[J]),
    ("DZ", &[Z]),
    ("TS", &[TS]),
    ("TZ", &[TS]),
    ("OU", &[U]),
    ("OO", &[U]),
    ("EE", &[I]),
    ("IE", &[I]),
    ("AE", &[E]),
    ("OE", &[O]),
    ("UE", &[U]),
    ("CE", &[S, E]),
    ("CI", &[S, I]),
    ("CY", &[S, I]),
    ("^X", &[S]),
    ("X", &[K, S]),
    ("C", &[K]),
    ("Q", &[K]),
    ("A", &[A]),
    ("B", &[B]),
    ("D", &[D]),
    ("E", &[E]),
    ("F", &[F]),
    ("G", &[G]),
    ("H", &[H]),
    ("I", &[I]),
    ("J", &[J]),
    ("K", &[K]),
    ("L", &[L]),
    ("M", &[M]),
    ("N", &[N]),
    ("O", &[O]),
    ("P", &[P]),
    ("R", &[R]),
    ("S", &[S]),
    ("T", &[T]),
    ("U", &[U]),
    ("V", &[V]),
    ("W", &[W]),
    ("Y", &[Y]),
    ("Z", &[Z]),
];

/// The sounds of what is no capital: a mark of a reading, or a letter that no table knows.
pub(super) fn marked(byte: Option<u8>) -> &'static [u8] {
    match byte.map(char::from) {
        Some(super::spoken::MAYBE) => &[MAYBE],
        Some(super::spoken::LIQUID) => &[LIQUID],
        _ => &[OTHER],
    }
}

/// Endings of a family name or of a father's by gender and language, the least sounds before them, and what stands for all of them.
/// What stands for itself is no such ending: GURBANGULY.
pub(super) const ENDINGS: &[(&[u8], usize, &[u8])] = &[
    (&[S, K, A, Y, A], 2, &[S, K, I]),
    (&[TS, K, A, Y, A], 2, &[TS, K, I]),
    (&[S, K, A], 2, &[S, K, I]),
    (&[TS, K, A], 2, &[TS, K, I]),
    (&[O, V, A], 2, &[O, V]),
    (&[E, V, A], 2, &[E, V]),
    (&[O, W, N, A], 2, &[]),
    (&[O, V, N, A], 2, &[O, V, CH]),
    (&[E, V, N, A], 2, &[E, V, CH]),
    (&[O, V, I, CH], 2, &[O, V, CH]),
    (&[E, V, I, CH], 2, &[E, V, CH]),
    (&[B, E, K, I, Z, I], 1, &[B, E, K, O, V, CH]),
    (&[B, E, K, U, L, I], 1, &[B, E, K, O, V, CH]),
    (&[K, I, Z, I], 3, &[O, V, CH]),
    (&[G, I, Z, I], 3, &[O, V, CH]),
    (&[O, G, L, I], 3, &[O, V, CH]),
    (&[O, G, L, U], 3, &[O, V, CH]),
    (&[U, G, L, I], 3, &[O, V, CH]),
    (&[K, U, L, I], 1, &[K, U, L, I]),
    (&[G, U, L, I], 1, &[G, U, L, I]),
    (&[U, L, I], 3, &[O, V, CH]),
    (&[Z, O, D, A], 0, &[Z, A, D, A]),
    (&[Z, A, D, E], 0, &[Z, A, D, A]),
];

/// Endings of a family name that people take for one another, the least sounds before them, and the other one: -OV became -ZODA.
pub(super) const OTHER_ENDINGS: &[(&[u8], usize, &[u8])] = &[
    (&[Y, E, V], 3, &[Z, A, D, A]),
    (&[Y, E, V], 2, &[I, Z, A, D, A]),
    (&[I, Z, A, D, A], 2, &[Y, E, V]),
    (&[O, V], 3, &[Z, A, D, A]),
    (&[Z, A, D, A], 3, &[O, V]),
    (&[A, Z, A, D, A], 3, &[A, Y, E, V]),
];

/// What it costs to take one sound for another, in hundredths; pairs that are not here cost [`APART`].
pub(super) const CLOSE: &[(u8, u8, u8)] = &[
    (A, E, 30),
    (A, O, 30),
    (A, U, 40),
    (A, I, 45),
    (E, I, 25),
    (E, O, 45),
    (E, U, 50),
    (I, O, 55),
    (I, U, 45),
    (O, U, 20),
    (I, Y, 15),
    (E, Y, 40),
    (A, Y, 60),
    (U, W, 20),
    (O, W, 35),
    (U, V, 45),
    (V, W, 10),
    (V, F, 30),
    (V, B, 40),
    (W, F, 45),
    (F, P, 45),
    (B, P, 40),
    (H, X, 20),
    (H, G, 40),
    (H, K, 60),
    (X, K, 35),
    (X, G, 45),
    (X, CH, 45),
    (K, G, 35),
    (K, CH, 45),
    (K, S, 60),
    (K, TS, 60),
    (S, Z, 25),
    (S, SH, 35),
    (S, TS, 35),
    (S, CH, 45),
    (Z, ZH, 35),
    (Z, TS, 35),
    (Z, J, 45),
    (SH, ZH, 40),
    (SH, CH, 30),
    (SH, J, 55),
    (ZH, J, 20),
    (ZH, Y, 55),
    (ZH, G, 60),
    (CH, J, 40),
    (CH, TS, 35),
    (J, Y, 25),
    (J, G, 35),
    (J, D, 55),
    (J, X, 50),
    (J, H, 50),
    (T, D, 30),
    (T, TS, 50),
    (D, Z, 45),
    (T, S, 60),
    (M, N, 50),
    (L, R, 55),
    (MAYBE, A, 30),
    (MAYBE, E, 30),
    (MAYBE, I, 30),
    (MAYBE, O, 30),
    (MAYBE, U, 30),
    (MAYBE, Y, 30),
    (MAYBE, W, 30),
    (MAYBE, R, 35),
    (LIQUID, L, 10),
    (LIQUID, R, 10),
];

/// What it costs to take a sound for one that is not like it.
pub(super) const APART: u8 = 100;

/// What it costs to leave a sound out, in hundredths.
pub(super) const fn omission(sound: u8) -> u8 {
    match sound {
        H => 25,
        A | E | I | O | U => 40,
        Y | W => 40,
        MAYBE => 25,
        NONE => 0,
        _ => 90,
    }
}

/// The class of a sound in a skeleton; `0` for sounds that romanisations leave out.
pub(super) const fn class(sound: u8) -> u8 {
    match sound {
        K | G | X => 1,
        S | Z | SH | ZH | CH | TS => 2,
        T | D => 3,
        P | B => 4,
        F | V | W => 5,
        M => 6,
        N => 7,
        L => 8,
        R | LIQUID => 9,
        OTHER => 10,
        _ => 0,
    }
}

/// Classes that spellings take for each other, by each class (`0`: none): K and CH, TS and T, B and V.
pub(super) const NEAR_CLASSES: [[u8; 2]; 16] = {
    let mut near = [[0; 2]; 16];
    near[1] = [2, 0];
    near[2] = [1, 3];
    near[3] = [2, 0];
    near[4] = [5, 0];
    near[5] = [4, 0];
    near
};
/// L and R are near where a script has one sign for both.
pub(super) const LIQUIDS: [u8; 2] = [class(L), class(R)];
/// The class of the sound that H is in other alphabets.
pub(super) const BREATH: u8 = class(X);
