//! Names as tokens: one spelling for what is written in several ways. Pure and led by tables.

use crate::model::{PersonName, transliterate};

/// Most tokens of a name that are looked at; longer names are cut, and said so by [`Tokens::was_cut`].
pub(super) const MOST_TOKENS: usize = 16;
/// Longest token in bytes.
const LONGEST: usize = 32;

/// Words between names that carry no weight of their own.
const PARTICLES: [&str; 14] =
    ["AL", "EL", "BIN", "IBN", "BINT", "BEN", "DE", "DA", "DOS", "DEL", "VAN", "VON", "DER", "DEN"];

/// The tokens of a name.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub(super) struct Tokens {
    pub(super) list: Vec<String>,
    pub(super) was_cut: bool,
}

impl Tokens {
    /// The tokens of some words.
    fn of_parts<'t>(parts: impl Iterator<Item = &'t str>) -> Vec<String> {
        let mut tokens = Self::default();
        parts.for_each(|part| tokens.add(part));
        tokens.list
    }

    /// The tokens of a name: transliterated, in capitals, split at everything that is no letter.
    pub(super) fn of(name: &PersonName<'_>) -> Self {
        let mut tokens = Self::default();
        tokens.add(&name.surname);
        for part in &name.given {
            tokens.add(part);
        }
        tokens
    }

    fn add(&mut self, text: &str) {
        for word in transliterate(text).split(|c: char| !c.is_alphanumeric() && c != '\'' && c != '\u{2019}')
        {
            let token: String = word.chars().filter(|c| c.is_alphanumeric()).collect();
            if token.is_empty() {
                continue;
            }
            if self.list.len() == MOST_TOKENS {
                self.was_cut = true;
                return;
            }
            let end =
                token.char_indices().map(|(at, c)| at + c.len_utf8()).take_while(|&e| e <= LONGEST).last();
            self.list.push(token.get(..end.unwrap_or(0)).unwrap_or_default().to_owned());
        }
    }
}

/// True for a word between names that carries no weight of its own.
pub(super) fn is_particle(token: &str) -> bool {
    PARTICLES.contains(&token)
}

/// The ways in which a name is looked for: token by token; with the words of the surname, of the given name, or of both
/// in one piece, since senders join and split them; with a glued title as part of the name after all.
pub(super) fn variants(name: &PersonName<'_>) -> Vec<Vec<String>> {
    let surname = Tokens::of_parts(std::iter::once(name.surname.as_ref()));
    let given = Tokens::of_parts(name.given.iter().map(AsRef::as_ref));
    let joined = |tokens: &[String]| if tokens.len() > 1 { vec![tokens.concat()] } else { tokens.to_vec() };
    let mut variants = vec![
        [surname.as_slice(), given.as_slice()].concat(),
        [joined(&surname).as_slice(), given.as_slice()].concat(),
        [surname.as_slice(), joined(&given).as_slice()].concat(),
        [joined(&surname), joined(&given)].concat(),
    ];
    if given.is_empty() {
        // A name in one piece: each pair of neighbours may be one word.
        for at in 1..surname.len() {
            let (Some(before), Some(pair), Some(after)) =
                (surname.get(..at - 1), surname.get(at - 1..=at), surname.get(at + 1..))
            else {
                continue;
            };
            variants.push([before, &[pair.concat()], after].concat());
        }
    }
    if let Some(title) = name.title.as_ref().filter(|_| name.title_glued)
        && let Some((last, others)) = given.split_last()
    {
        let whole = format!("{last}{title}");
        variants.push([surname.as_slice(), others, &[whole]].concat());
    }
    for variant in &mut variants {
        variant.truncate(MOST_TOKENS);
        for token in variant.iter_mut() {
            while token.len() > LONGEST {
                token.pop();
            }
        }
    }
    variants.sort_unstable();
    variants.dedup();
    variants
}

/// The skeleton of a token: what remains of it through several romanisations. Consonants by classes of sound, doubled
/// ones once, vowels only at the start.
pub(super) fn skeleton(token: &str) -> String {
    let mut text = token.to_owned();
    for (from, to) in DIGRAPHS {
        if text.contains(from) {
            text = text.replace(from, to);
        }
    }
    let mut out = String::with_capacity(text.len());
    for (n, c) in text.chars().enumerate() {
        let class = match c {
            'A' | 'E' | 'I' | 'O' | 'U' | 'Y' => {
                if n == 0 {
                    'A'
                } else {
                    continue;
                }
            }
            'J' | 'H' if n > 0 => continue,
            'C' | 'K' | 'Q' | 'G' => 'K',
            'Z' | 'S' | 'X' => 'S',
            'D' | 'T' => 'T',
            'B' | 'P' => 'P',
            'V' | 'W' | 'F' => 'V',
            other => other,
        };
        if !out.ends_with(class) {
            out.push(class);
        }
    }
    out
}

/// Letter groups that romanisations write in several ways.
const DIGRAPHS: &[(&str, &str)] = &[
    ("SHCH", "S"),
    ("SCH", "S"),
    ("TCH", "C"),
    ("DZH", "J"),
    ("KH", "K"),
    ("ZH", "Z"),
    ("SH", "S"),
    ("CH", "C"),
    ("PH", "F"),
    ("TH", "T"),
    ("DH", "D"),
    ("GH", "G"),
    ("CK", "K"),
    ("OU", "U"),
    ("OO", "U"),
    ("EE", "I"),
    ("DJ", "J"),
];

/// True when one token becomes the other by at most one insertion, deletion, substitution or swap of neighbours.
pub(super) fn one_slip(a: &str, b: &str) -> bool {
    let (a, b) = (a.as_bytes(), b.as_bytes());
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    if long.len() - short.len() > 1 {
        return false;
    }
    let common = short.iter().zip(long).take_while(|(x, y)| x == y).count();
    let (rest_short, rest_long) =
        (short.get(common..).unwrap_or_default(), long.get(common..).unwrap_or_default());
    match (rest_short, rest_long) {
        ([], _) => true,
        (_, [_, tail @ ..]) if rest_short.len() < rest_long.len() => rest_short == tail,
        ([x, y, tail_short @ ..], [p, q, tail_long @ ..]) if x == q && y == p => tail_short == tail_long,
        ([_, tail_short @ ..], [_, tail_long @ ..]) => tail_short == tail_long,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn tokens(surname: &str, given: &str) -> Vec<String> {
        Tokens::of(&PersonName::new(surname.to_owned().into(), [given.to_owned().into()])).list
    }

    #[test]
    fn names_become_tokens() {
        assert_eq!(tokens("Müller-Lüdenscheidt", "hans"), ["MUELLER", "LUEDENSCHEIDT", "HANS"]);
        assert_eq!(tokens("AL-RASHID", "OMAR BIN KHALED"), ["AL", "RASHID", "OMAR", "BIN", "KHALED"]);
        assert_eq!(tokens("DE", "LI"), ["DE", "LI"]);
        assert_eq!(tokens("O'NEILL", ""), ["ONEILL"]);
        let many = "A B C D E F G H I J K L M N O P Q R S T";
        assert!(Tokens::of(&PersonName::new(many.into(), [])).was_cut);
    }

    #[test]
    fn skeletons_join_romanisations() {
        for (a, b) in [
            ("YUSUF", "YOUSOUF"),
            ("MOHAMMED", "MUHAMMAD"),
            ("KHALED", "KHALID"),
            ("SERGEY", "SERGEJ"),
            ("TCHAIKOVSKY", "CHAIKOVSKIY"),
        ] {
            assert_eq!(skeleton(a), skeleton(b), "{a} {b}");
        }
        assert_ne!(skeleton("IVANOV"), skeleton("PETROV"));
    }

    /// The oracle: the plain table of optimal string alignment.
    fn distance(a: &[u8], b: &[u8]) -> usize {
        let mut table = vec![vec![0; b.len() + 1]; a.len() + 1];
        for i in 0..=a.len() {
            for j in 0..=b.len() {
                table[i][j] = if i == 0 {
                    j
                } else if j == 0 {
                    i
                } else {
                    let cost = usize::from(a[i - 1] != b[j - 1]);
                    let mut best =
                        (table[i - 1][j] + 1).min(table[i][j - 1] + 1).min(table[i - 1][j - 1] + cost);
                    if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                        best = best.min(table[i - 2][j - 2] + 1);
                    }
                    best
                };
            }
        }
        table[a.len()][b.len()]
    }

    proptest! {
        #[test]
        fn one_slip_equals_the_distance_table(a in "[ABC]{0,7}", b in "[ABC]{0,7}") {
            prop_assert_eq!(one_slip(&a, &b), distance(a.as_bytes(), b.as_bytes()) <= 1);
        }
    }
}
