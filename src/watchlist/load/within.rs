//! Names within a name: publishers write a name in other letters, and notes, into the same field.

use super::words::is_latin;

/// What says that a name in its own letters follows.
const LABEL: &str = "original script";
/// What says that no name follows.
const NOTES: [&str; 2] = [", born ", " born "];

fn words(text: &str) -> impl Iterator<Item = &str> {
    let words = text.split(|c: char| c.is_whitespace() || matches!(c, ',' | ':'));
    let bare = words.map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()));
    bare.filter(|word| word.chars().any(char::is_alphabetic))
}

fn has_words(text: &str, least: usize) -> bool {
    words(text).nth(least - 1).is_some()
}

/// The names that stand in a text beside the whole of it, in its order: what is in other letters, with or without brackets, and the
/// name without its notes. None for most texts.
pub(super) fn names_within(text: &str) -> Vec<String> {
    let brackets = |c: char| matches!(c, '(' | ')' | '[' | ']');
    let has_brackets = text.contains(brackets);
    let scripts = || words(text).map(is_latin);
    let is_mixed = scripts().any(|is_latin| is_latin) && scripts().any(|is_latin| !is_latin);
    let mut names: Vec<String> = if is_mixed && has_brackets {
        text.split(brackets).map(without_label).filter(|name| has_words(name, 1)).collect()
    } else if is_mixed {
        runs(text)
    } else if has_brackets {
        let outside = outside(text);
        [outside].into_iter().filter(|name| has_words(name, 2)).collect()
    } else {
        let note =
            NOTES.iter().find_map(|note| text.split_once(note)).map(|(name, _)| name.trim().to_owned());
        note.into_iter().filter(|name| has_words(name, 2)).collect()
    };
    names.retain(|name| !words(name).eq(words(text)));
    names
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

/// The runs of words in the same letters, when each has two words or more.
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
    let are_names = runs.iter().all(|(_, run)| has_words(run, 2));
    runs.into_iter().map(|(_, run)| run).filter(|_| are_names).collect()
}

/// A text without what stands in brackets; one that is not closed ends with the text.
fn outside(text: &str) -> String {
    let mut depth = 0_u32;
    let mut out = String::new();
    for c in text.chars() {
        match c {
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            c if depth == 0 => out.push(c),
            _ => {}
        }
    }
    out.split_whitespace().collect::<Vec<_>>().join(" ")
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
            ("Anvar Sodiq (birth name)", &["Anvar Sodiq"]),
            ("(Sheikh) Anvar Sodiq", &["Anvar Sodiq"]),
            ("Anvar Sodiq, born 1 Jan. 1953 (no passport)", &["Anvar Sodiq, born 1 Jan. 1953"]),
            ("Anvar Sodiq born in 1963", &["Anvar Sodiq"]),
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
    }
}
