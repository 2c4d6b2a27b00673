//! The place of birth as evidence: it speaks for a hit and never against it, since towns change their names and messages
//! give now the town and now the state.

use std::borrow::Cow;

use serde::Serialize;

use super::ear::alike;
use super::evidence::Evidence;
use super::normal::{Kind, Token, Tokens};
use super::person::Facts;
use crate::codes::StateCode;
use crate::model::{BirthPlace, Passenger};

/// How a place of birth agrees with an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum PlaceAgreement {
    /// A town or region sounds the same.
    Place,
    /// The state is the same; the town is another or is not known.
    State,
    /// Nothing agrees.
    Other,
}

impl PlaceAgreement {
    /// What it weighs.
    pub const fn weight(self) -> f32 {
        match self {
            Self::Place => 0.6,
            Self::State => 0.3,
            Self::Other => 0.0,
        }
    }
}

/// Most characters of a place that are looked at.
const LONGEST: usize = 200;

/// The words of a place, and its state when it is named.
fn read(text: &str) -> (Vec<Token>, Option<StateCode>) {
    let (mut words, mut state) = (Vec::new(), None);
    let end = text.char_indices().nth(LONGEST).map_or(text.len(), |(at, _)| at);
    for part in text.get(..end).unwrap_or_default().split([',', ';', '(', ')']) {
        match StateCode::from_name(part.trim()) {
            Some(known) => state = Some(known),
            None => words.extend(Tokens::of_words(part).list),
        }
    }
    words.retain(|word| word.kind == Kind::Strong);
    (words, state)
}

/// How one of the places of an entry agrees at best.
fn agreement(entry: &impl Facts, born: &BirthPlace<'_>) -> Option<PlaceAgreement> {
    let (words, named) = read(born.place.as_ref().map_or("", |place| &**place));
    let state = born.state.valid().map(|state| state.0).or(named);
    if entry.birth_places().next().is_none() || (words.is_empty() && state.is_none()) {
        return None;
    }
    let same =
        |a: &Token, b: &Token| a.sound == b.sound || alike(&a.sound, a.bits, &b.sound, b.bits).is_some();
    let of = |listed: Cow<'_, str>| {
        let (listed, in_state) = read(&listed);
        if listed.iter().any(|listed| words.iter().any(|word| same(word, listed))) {
            PlaceAgreement::Place
        } else if in_state.is_some() && in_state == state {
            PlaceAgreement::State
        } else {
            PlaceAgreement::Other
        }
    };
    entry.birth_places().map(of).max_by(|a, b| a.weight().total_cmp(&b.weight()))
}

/// The evidence of the place of birth, when both sides know one.
pub(super) fn place_evidence(entry: &impl Facts, passenger: &Passenger<'_>) -> Option<Evidence> {
    let agreement = agreement(entry, passenger.birth_place.as_ref()?)?;
    Some(Evidence::BirthPlace { agreement, weight: agreement.weight() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Field, Personal};
    use crate::watchlist::entry::Entry;

    #[test]
    fn places_speak_by_town_and_by_state() {
        let rows = [
            ("Tashkent, Uzbekistan", "TOSHKENT", None, Some(PlaceAgreement::Place)),
            ("Tashkent, Uzbekistan", "SAMARQAND", Some("UZB"), Some(PlaceAgreement::State)),
            ("Tashkent, Uzbekistan", "", Some("UZB"), Some(PlaceAgreement::State)),
            ("Uzbekistan", "Samarkand, Uzbekistan", None, Some(PlaceAgreement::State)),
            ("Tashkent", "SAMARQAND", Some("UZB"), Some(PlaceAgreement::Other)),
            ("Tashkent, Uzbekistan", "", Some("KAZ"), Some(PlaceAgreement::Other)),
            ("Tashkent", "", None, None),
        ];
        for (listed, place, state, want) in rows {
            let mut entry = Entry::new("L", "1");
            entry.birth_places = vec![Personal(listed.to_owned())];
            let state = state.and_then(|code| StateCode::from_alpha3(code.as_bytes()));
            let born = BirthPlace {
                state: state.map_or(Field::Absent, |state| Field::Valid(Personal(state))),
                place: (!place.is_empty()).then_some(Personal(Cow::Borrowed(place))),
            };
            assert_eq!(agreement(&entry, &born), want, "{listed}: {place}");
        }
    }
}
