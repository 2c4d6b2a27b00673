//! Other ways to read names in Cyrillic letters: Ё is E in documents (ICAO Doc 9303-3 section 6) and YO as it sounds, Г is G and, in
//! Belarusian, Ukrainian and for a foreign H, an H, У before a vowel at the start of a word may be a foreign W.

/// Those of a name, each a text of its words; none for most names.
pub(super) fn cyrillic_ways<'t>(parts: &(impl Iterator<Item = &'t str> + Clone)) -> Vec<String> {
    let may = |part: &str| part.contains(['Ё', 'ё', 'Г', 'г', 'У', 'у', '\u{308}']);
    if !parts.clone().any(may) {
        return Vec::new();
    }
    let name = parts.clone().collect::<Vec<_>>().join(" ").to_uppercase().replace("Е\u{308}", "Ё");
    let with_yo = name.replace('Ё', "ЙО");
    let mut ways = vec![with_w(&name), name.replace('Г', "H"), with_yo.replace('Г', "H"), with_yo];
    ways.sort_unstable();
    ways.dedup();
    ways.retain(|way| *way != name);
    ways
}

/// The same with W for У before a vowel at the start of a word: Уильям.
fn with_w(name: &str) -> String {
    const VOWELS: &str = "АЕИОЭ";
    let mut before = None;
    let mut letters = name.chars().peekable();
    let mut out = String::with_capacity(name.len());
    while let Some(letter) = letters.next() {
        let begins = !before.replace(letter).is_some_and(char::is_alphanumeric);
        let is_w = letter == 'У' && begins && letters.peek().is_some_and(|next| VOWELS.contains(*next));
        out.push(if is_w { 'W' } else { letter });
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::watchlist::name_score;

    #[test]
    fn letters_are_read_as_documents_and_as_they_sound() {
        let ways = |parts: &[&'static str]| cyrillic_ways(&parts.iter().copied());
        assert_eq!(ways(&["Королёв", "Пе\u{308}тр"]), ["КОРОЛЙОВ ПЙОТР"]);
        assert_eq!(ways(&["ГОЛЬБАХ"]), ["HОЛЬБАХ"]);
        assert_eq!(ways(&["Гайдзёнак"]), ["HАЙДЗЁНАК", "HАЙДЗЙОНАК", "ГАЙДЗЙОНАК"]);
        assert_eq!(ways(&["Уэллс", "Уя", "Баур"]), ["WЭЛЛС УЯ БАУР"]);
        for other in [&["Каримов", "Рустам"][..], &["GOTTLIEB"], &["Умар"], &[]] {
            assert!(ways(other).is_empty(), "{other:?}");
        }
        for (one, other) in [
            ("ЁҚУБОВ АЛИШЕР", "YOQUBOV ALISHER"),
            ("ЁҚУБОВ АЛИШЕР", "EKUBOV ALISHER"),
            ("Королёв Фёдор", "KOROLYOV FYODOR"),
            ("Королёв Фёдор", "KOROLEV FEDOR"),
            ("Гаврилюк Богдан", "HAVRYLIUK BOHDAN"),
            ("Гаврилюк Богдан", "GAVRILYUK BOGDAN"),
            ("Уилсон Джон", "WILSON JOHN"),
            ("Кавалёў Рыгор", "KAVALIOU RYHOR"),
            ("Артём Гончар", "ARTEM HONCHAR"),
            ("Уэда Акира", "UEDA AKIRA"),
        ] {
            for (one, other) in [(one, other), (other, one)] {
                assert!(name_score(one, other).is_some_and(|score| score >= 0.8), "{one}, {other}");
            }
        }
    }
}
