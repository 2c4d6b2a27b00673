//! Names in Hangul as Koreans write them in Latin letters: family names have spellings of their own, a full name stands in one word,
//! and of a given name each syllable may be a word. Put together by hand from common usage.

/// Family names of two syllables, and of one, with their usual spellings.
const FAMILIES: &[(&str, &[&str])] = &[
    ("남궁", &["NAMGUNG", "NAMKOONG"]),
    ("황보", &["HWANGBO"]),
    ("제갈", &["JEGAL"]),
    ("선우", &["SUNWOO", "SEONU"]),
    ("독고", &["DOKGO", "DOKKO"]),
    ("사공", &["SAGONG"]),
    ("서문", &["SEOMUN"]),
    ("김", &["KIM"]),
    ("이", &["LEE", "YI", "RI"]),
    ("리", &["RI", "LEE"]),
    ("박", &["PARK", "PAK"]),
    ("최", &["CHOI", "CHOE"]),
    ("정", &["JUNG", "CHUNG", "JONG"]),
    ("강", &["KANG"]),
    ("조", &["CHO", "JO"]),
    ("윤", &["YOON", "YUN"]),
    ("장", &["JANG", "CHANG"]),
    ("임", &["LIM", "IM"]),
    ("림", &["LIM", "RIM"]),
    ("한", &["HAN"]),
    ("오", &["OH", "O"]),
    ("서", &["SEO", "SUH"]),
    ("신", &["SHIN"]),
    ("권", &["KWON"]),
    ("황", &["HWANG"]),
    ("안", &["AHN", "AN"]),
    ("송", &["SONG"]),
    ("유", &["YOO", "RYU"]),
    ("류", &["RYU", "YOO"]),
    ("전", &["JEON", "CHUN"]),
    ("홍", &["HONG"]),
    ("고", &["KO", "GO"]),
    ("문", &["MOON"]),
    ("양", &["YANG"]),
    ("량", &["RYANG", "YANG"]),
    ("손", &["SON", "SOHN"]),
    ("배", &["BAE", "PAE"]),
    ("백", &["BAEK", "PAIK"]),
    ("허", &["HUH", "HEO"]),
    ("남", &["NAM"]),
    ("심", &["SHIM"]),
    ("노", &["NOH", "ROH"]),
    ("로", &["RO", "NO"]),
    ("하", &["HA"]),
    ("곽", &["KWAK"]),
    ("성", &["SUNG", "SEONG"]),
    ("차", &["CHA"]),
    ("주", &["JOO"]),
    ("우", &["WOO"]),
    ("구", &["KOO", "GU"]),
    ("나", &["NA", "RA"]),
    ("라", &["RA", "NA"]),
    ("민", &["MIN"]),
    ("진", &["JIN", "CHIN"]),
    ("지", &["JI", "CHI"]),
    ("엄", &["UM", "EOM"]),
    ("채", &["CHAE"]),
    ("원", &["WON"]),
    ("천", &["CHEON", "CHUN"]),
    ("방", &["BANG", "PANG"]),
    ("공", &["KONG", "GONG"]),
    ("현", &["HYUN"]),
    ("함", &["HAM"]),
    ("변", &["BYUN", "PYON"]),
    ("염", &["YEOM", "YUM"]),
    ("여", &["YEO", "RYO"]),
    ("추", &["CHOO"]),
    ("도", &["DO"]),
    ("소", &["SO"]),
    ("석", &["SEOK", "SUK"]),
    ("선", &["SUN"]),
    ("설", &["SEOL", "SUL"]),
    ("마", &["MA"]),
    ("길", &["GIL", "KIL"]),
    ("연", &["YEON"]),
    ("위", &["WI"]),
    ("표", &["PYO"]),
    ("명", &["MYUNG"]),
    ("기", &["KI"]),
    ("반", &["BAN", "PAN"]),
    ("왕", &["WANG"]),
    ("금", &["KEUM", "KUM"]),
    ("옥", &["OK"]),
    ("육", &["YOOK"]),
    ("인", &["IN"]),
    ("맹", &["MAENG"]),
    ("제", &["JE"]),
    ("모", &["MO"]),
    ("탁", &["TAK"]),
    ("국", &["KOOK"]),
    ("어", &["EO"]),
    ("은", &["EUN"]),
    ("편", &["PYEON"]),
    ("용", &["YONG"]),
    ("예", &["YE"]),
    ("경", &["KYUNG"]),
    ("봉", &["BONG"]),
    ("부", &["BOO"]),
    ("태", &["TAE"]),
    ("복", &["BOK"]),
    ("계", &["KYE"]),
    ("피", &["PI"]),
    ("두", &["DOO"]),
    ("감", &["KAM"]),
    ("음", &["EUM"]),
    ("빈", &["BIN"]),
    ("동", &["DONG"]),
    ("온", &["ON"]),
    ("호", &["HO"]),
    ("범", &["BUM"]),
    ("좌", &["JWA"]),
    ("팽", &["PAENG"]),
    ("승", &["SEUNG"]),
    ("간", &["KAN"]),
    ("상", &["SANG"]),
    ("시", &["SI"]),
    ("갈", &["GAL"]),
    ("단", &["DAN"]),
    ("견", &["KYUN"]),
    ("당", &["DANG"]),
];
/// Syllables of given names that are a vowel, or are written otherwise than their letters say.
const SYLLABLES: &[(char, &str)] = &[
    ('우', "WOO"),
    ('이', "YI"),
    ('아', "AH"),
    ('오', "OH"),
    ('애', "AE"),
    ('희', "HEE"),
    ('의', "UI"),
    ('으', "EU"),
];
/// Most syllables of a given name; foreign names in Hangul are mostly longer.
const MOST_OF_GIVEN: usize = 2;

/// The usual spellings of a family name.
fn family(word: &str) -> Option<&'static [&'static str]> {
    FAMILIES.iter().find(|row| row.0 == word).map(|row| row.1)
}

/// The ways in which Koreans write a name, when it is one in Hangul: a full name in one word, or a family name and a given one.
pub(super) fn in_korea(words: &[&str]) -> Vec<String> {
    let mut ways = Vec::new();
    match words {
        [name] => {
            for (at, _) in name.char_indices().skip(1).take(2) {
                ways.extend(name.split_at_checked(at).into_iter().flat_map(ways_of));
            }
        }
        [family, given] => ways.extend(ways_of((family, given))),
        [family, first, second] => ways.extend(ways_of((family, &format!("{first}{second}")))),
        _ => {}
    }
    ways
}

/// A family name in each spelling, and a given one in one word and by its syllables.
fn ways_of((name, given): (&str, &str)) -> Vec<String> {
    let syllables = given.chars().count();
    let is_hangul = given.chars().all(|c| matches!(c, '\u{ac00}'..='\u{d7a3}'));
    let Some(spellings) = family(name).filter(|_| is_hangul && (1..=MOST_OF_GIVEN).contains(&syllables))
    else {
        return Vec::new();
    };
    let apart = given.chars().fold(String::new(), |apart, c| match SYLLABLES.iter().find(|row| row.0 == c) {
        Some((_, spelling)) => format!("{apart} {spelling}"),
        None => format!("{apart} {}", with_k(round(c, &ROUND))),
    });
    let together: String = given.chars().map(|c| round(c, ROUND.get(..1).unwrap_or_default())).collect();
    let of_each = |spelling: &&str| {
        let in_one = (!melts(given)).then(|| format!("{spelling} {together}"));
        let by_syllable = (syllables > 1).then(|| format!("{spelling}{apart}"));
        in_one.into_iter().chain(by_syllable)
    };
    spellings.iter().flat_map(of_each).collect()
}

/// The vowels EO and YEO, which Koreans write as U or O, and those that stand between the two: O and YO.
const ROUND: [(u32, u32); 2] = [(4, 8), (6, 12)];
/// Syllables from one vowel to the next, and to the next initial.
const OF_VOWEL: u32 = 28;
const OF_INITIAL: u32 = 588;
/// The initial K.
const K: u32 = 15;
/// The first syllable.
const FIRST: u32 = 0xac00;

/// A syllable with other vowels.
fn round(c: char, vowels: &[(u32, u32)]) -> char {
    let code = u32::from(c);
    let vowel = code.wrapping_sub(FIRST) % OF_INITIAL / OF_VOWEL;
    let other = vowels.iter().find(|(from, _)| *from == vowel);
    other.and_then(|(from, to)| char::from_u32(code + (to - from) * OF_VOWEL)).unwrap_or(c)
}

/// A syllable that begins with G, with K: as most people write it where a syllable is a word.
fn with_k(c: char) -> char {
    let code = u32::from(c);
    let is_g = code.wrapping_sub(FIRST) < OF_INITIAL;
    if is_g { char::from_u32(code + K * OF_INITIAL).unwrap_or(c) } else { c }
}

/// True when a syllable ends in I and the next begins with J or Y: in one word these melt, and MIJONG would be MYONG.
fn melts(given: &str) -> bool {
    let mut syllables = given.chars().map(|c| u32::from(c).wrapping_sub(FIRST));
    let (Some(first), Some(second)) = (syllables.next(), syllables.next()) else { return false };
    let (vowel, last) = (first % OF_INITIAL / OF_VOWEL, first % OF_VOWEL);
    let (initial, next_vowel) = (second / OF_INITIAL, second % OF_INITIAL / OF_VOWEL);
    let (i, j, none) = (20, 12, 11);
    let is_y = matches!(next_vowel, 2 | 3 | 6 | 7 | 12 | 17);
    vowel == i && last == 0 && (initial == j || initial == none && is_y)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::watchlist::name_score;

    #[test]
    fn full_names_are_a_family_name_and_syllables() {
        assert_eq!(in_korea(&["김민수"]), ["KIM 민수", "KIM 민 수"]);
        assert_eq!(in_korea(&["남궁", "민"]), ["NAMGUNG 민", "NAMKOONG 민"]);
        assert_eq!(in_korea(&["최", "민", "수"]).len(), 4);
        for other in [&["알렉산더"][..], &["김"], &["김", "MIN"], &["뷁민수"], &[], &["김 "]] {
            assert!(in_korea(other).is_empty(), "{other:?}");
        }
        for row in FAMILIES {
            assert!(row.1.iter().all(|spelling| spelling.bytes().all(|b| b.is_ascii_uppercase())), "{row:?}");
        }
    }

    #[test]
    fn names_in_hangul_meet_the_usual_spellings() {
        for (latin, hangul) in [
            ("LEE MINSU", "이민수"),
            ("LEE MIN SU", "이민수"),
            ("PARK JUNG HO", "박정호"),
            ("PAK JONG HO", "박정호"),
            ("CHOI JI YOUNG", "최지영"),
            ("NAMGUNG MIN", "남궁민"),
            ("YOON HYUN SUK", "윤현석"),
            ("LEE MIN SU", "이 민수"),
        ] {
            for (one, other) in [(latin, hangul), (hangul, latin)] {
                assert!(
                    name_score(one, other).is_some_and(|score| score >= 0.6),
                    "{one}, {other}: {:?}",
                    name_score(one, other)
                );
            }
        }
        for (latin, hangul) in
            [("KIM MIN SU", "이민수"), ("LEE MIN SU", "이재호"), ("PARK JUNG HO", "박미나")]
        {
            assert!(name_score(latin, hangul).is_none_or(|score| score < 0.6), "{latin}, {hangul}");
        }
    }
}
