//! Names within a name: publishers write a name in other letters, and notes, into the same field.

use super::words::is_latin;

/// What says that a name in its own letters follows.
const LABEL: &str = "original script";
/// What says that no name follows, in small letters.
const NOTES: [&str; 6] = [", born ", " born in ", " born on ", " born 1", " born 2", " born circa "];
/// Most names that are taken out of one.
const MOST_NAMES: usize = 16;

fn words(text: &str) -> impl Iterator<Item = &str> {
    let words = text.split(|c: char| c.is_whitespace() || is_bracket(c) || matches!(c, ',' | ':'));
    let bare = words.map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()));
    bare.filter(|word| word.chars().any(char::is_alphabetic))
}

fn has_words(text: &str, least: usize) -> bool {
    words(text).nth(least - 1).is_some()
}

const fn is_bracket(c: char) -> bool {
    matches!(c, '(' | ')' | '[' | ']' | '\u{ff08}' | '\u{ff09}')
}

/// The names that stand in a text beside the whole of it, in its order: what is in other letters, with or without brackets, and the
/// name without its notes. None for most texts; a note in the same letters as the name is none.
pub(super) fn names_within(text: &str) -> Vec<String> {
    let name = without_note(text);
    let is_mixed = {
        let mut scripts = words(name).map(is_latin);
        scripts.next().is_some_and(|first| scripts.any(|other| other != first))
    };
    let mut names = match (is_mixed, name.contains(is_bracket)) {
        (true, true) => in_brackets(name),
        (true, false) => runs(name),
        (false, true) => without_ends(name).into_iter().collect(),
        (false, false) => vec![name.trim().to_owned()],
    };
    names.retain(|name| has_words(name, 1) && !words(name).eq(words(text)));
    names.truncate(MOST_NAMES);
    names
}

/// A text up to a note.
fn without_note(text: &str) -> &str {
    let lower = text.to_ascii_lowercase();
    let end = NOTES.iter().filter_map(|note| lower.find(note)).min();
    end.and_then(|end| text.get(..end)).filter(|name| has_words(name, 2)).unwrap_or(text)
}

/// What stands before the first bracket, and what stands behind it in other letters.
fn in_brackets(text: &str) -> Vec<String> {
    let mut pieces = text.split(is_bracket).map(without_label).filter(|piece| has_words(piece, 1));
    let Some(first) = pieces.next() else { return Vec::new() };
    let in_other_letters = |piece: &String| is_latin(piece) != is_latin(&first) && is_name(piece);
    let others: Vec<String> = pieces.filter(in_other_letters).take(MOST_NAMES).collect();
    std::iter::once(first).chain(others).collect()
}

/// True for two words, and for one in letters that are not Latin: a note is a Latin word.
fn is_name(text: &str) -> bool {
    has_words(text, if is_latin(text) { 2 } else { 1 })
}

/// A piece of a text without the words that say what follows.
fn without_label(piece: &str) -> String {
    let at = piece.to_ascii_lowercase().find(LABEL);
    let (before, after) = at.and_then(|at| piece.split_at_checked(at)).unwrap_or((piece, ""));
    let after = after.get(LABEL.len()..).unwrap_or_default();
    let bare = |text: &str| {
        text.trim_matches(|c: char| c.is_whitespace() || matches!(c, ',' | ':' | ';')).to_owned()
    };
    if has_words(before, 1) { bare(before) } else { bare(after) }
}

/// The runs of words in the same letters, when each is a name: two words or more, or one without gaps in signs.
fn runs(text: &str) -> Vec<String> {
    let mut runs: Vec<(bool, String)> = Vec::new();
    for word in words(text) {
        match runs.last_mut() {
            Some((latin, run)) if *latin == is_latin(word) => {
                run.push(' ');
                run.push_str(word);
            }
            _ => runs.push((is_latin(word), word.to_owned())),
        }
    }
    let in_signs = |run: &str| {
        run.chars().nth(1).is_some()
            && run.chars().all(|c| matches!(c, '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}'))
    };
    let are_names = runs.iter().all(|(_, run)| has_words(run, 2) || in_signs(run));
    runs.into_iter().map(|(_, run)| run).filter(|_| are_names).collect()
}

/// A text without what stands in brackets at its start or its end; what they enclose within may be a name of it.
fn without_ends(text: &str) -> Option<String> {
    let mut rest = text.trim();
    if let Some((note, name)) = rest.strip_prefix(is_bracket).and_then(|rest| rest.split_once(is_bracket)) {
        rest = if has_words(note, 1) { name } else { rest };
    }
    if let Some(at) = rest.find(is_bracket) {
        let (name, note) = rest.split_at_checked(at)?;
        let ends = note.trim_end_matches(|c: char| is_bracket(c) || c.is_whitespace());
        let is_last = ends.chars().skip(1).all(|c| !is_bracket(c));
        rest = if is_last { name } else { rest };
    }
    let name = rest.trim().to_owned();
    (has_words(&name, 2) && !name.contains(is_bracket)).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_in_other_letters_and_names_without_notes() {
        let rows: &[(&str, &[&str])] = &[
            ("Anvar Sodiq (original script: Анвар Содик)", &["Anvar Sodiq", "Анвар Содик"]),
            ("Anvar (Анвар)", &["Anvar", "Анвар"]),
            ("أنور صادق (Anwar Sadiq", &["أنور صادق", "Anwar Sadiq"]),
            ("هيئة (original script)", &["هيئة"]),
            ("Anvar Sodiq أنور صادق", &["Anvar Sodiq", "أنور صادق"]),
            ("Anvar Sodiq أنور صادق, born 1953 in Kabul", &["Anvar Sodiq", "أنور صادق"]),
            ("Kim Min-su 김민수", &["Kim Min-su", "김민수"]),
            ("Anvar Sodiq (أنور صادق) (nickname)", &["Anvar Sodiq", "أنور صادق"]),
            ("Anvar Sodiq（安瓦尔）", &["Anvar Sodiq", "安瓦尔"]),
            ("أنور صادق (nickname)", &["أنور صادق"]),
            ("Anvar Sodiq (birth name)", &["Anvar Sodiq"]),
            ("Anvar Sodiq\u{ff08}birth name\u{ff09}", &["Anvar Sodiq"]),
            ("Karl Heinz Born Meyer", &[]),
            ("(Sheikh) Anvar Sodiq", &["Anvar Sodiq"]),
            ("Anvar Sodiq, Born 1 Jan. 1953 (no passport)", &["Anvar Sodiq"]),
            ("Anvar Sodiq born in 1963", &["Anvar Sodiq"]),
            ("ANVAR (SODIQ) KARIM", &[]),
            ("Anvar (Sodiq)", &[]),
            ("Anvar Sodiq)", &[]),
            ("Anvar Содик", &[]),
            ("Anvar Sodiq", &[]),
            ("Анвар Содик", &[]),
            ("1953 (", &[]),
            ("(", &[]),
            ("", &[]),
        ];
        for (text, names) in rows {
            assert_eq!(names_within(text), *names, "{text}");
        }
        let many = "Anvar (Анвар)".repeat(1000);
        assert!(names_within(&many).len() <= MOST_NAMES);
    }
}
