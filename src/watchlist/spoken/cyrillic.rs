//! Other ways to read names in Cyrillic letters: Ё is E in documents (ICAO Doc 9303-3 section 6) and YO as it sounds, Г is G and, in
//! Belarusian, Ukrainian and for a foreign H, an H.

/// Those of a name, each a text of its words; none for most names.
pub(super) fn cyrillic_ways<'t>(parts: &(impl Iterator<Item = &'t str> + Clone)) -> Vec<String> {
    let holds = |letters: [char; 2]| parts.clone().any(|part| part.contains(letters));
    let (yo, h) = (holds(['Ё', 'ё']), holds(['Г', 'г']));
    if !yo && !h {
        return Vec::new();
    }
    let with_yo: String = parts.clone().collect::<Vec<_>>().join(" ").to_uppercase().replace('Ё', "YO");
    let with_h = h.then(|| with_yo.replace('Г', "H"));
    yo.then_some(with_yo).into_iter().chain(with_h).collect()
}

/// True for У before a vowel at the start of a word, where it stands for a foreign W: Уильям.
pub(super) fn is_w(letter: char, next: Option<char>, before: Option<char>) -> bool {
    const VOWELS: &str = "АЕЁИОЫЭЮЯІЇЄӘӨ";
    let is_vowel = |c: char| c.to_uppercase().any(|c| VOWELS.contains(c));
    matches!(letter, 'У' | 'у') && next.is_some_and(is_vowel) && !before.is_some_and(char::is_alphanumeric)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::watchlist::name_score;

    #[test]
    fn letters_are_read_as_documents_and_as_they_sound() {
        let ways = |parts: &[&'static str]| cyrillic_ways(&parts.iter().copied());
        assert_eq!(ways(&["Королёв", "Пётр"]), ["КОРОЛYOВ ПYOТР"]);
        assert_eq!(ways(&["ГОЛЬБАХ"]), ["HОЛЬБАХ"]);
        assert_eq!(ways(&["Гайдзёнак"]), ["ГАЙДЗYOНАК", "HАЙДЗYOНАК"]);
        for other in [&["Каримов", "Рустам"][..], &["GOTTLIEB"], &[]] {
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
        ] {
            for (one, other) in [(one, other), (other, one)] {
                assert!(name_score(one, other).is_some_and(|score| score >= 0.8), "{one}, {other}");
            }
        }
    }
}
