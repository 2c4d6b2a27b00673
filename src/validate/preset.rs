//! The built-in profiles, one row each. Source: the published requirements of the states as collected in the
//! project's PAXLST reference, section 8; `sure` marks rows with two sources.

use std::borrow::Cow;

use super::profile::Profile;
use crate::codes::{CodeList, DataField};

/// A built-in profile.
pub(super) struct Preset {
    pub(super) name: &'static str,
    sure: bool,
    directories: &'static [&'static str],
    passenger: &'static str,
    crew: &'static str,
    forbidden: &'static str,
    groups: bool,
    /// List and its functions; an empty text stands for none.
    functions: &'static [(&'static str, &'static [&'static str])],
    document_types: &'static [&'static str],
}

const ROW: Preset = Preset {
    name: "",
    sure: false,
    directories: &[],
    passenger: "",
    crew: "",
    forbidden: "",
    groups: false,
    functions: &[],
    document_types: &[],
};

pub(super) const PRESETS: &[Preset] = &[
    Preset {
        name: "US",
        sure: true,
        directories: &["02B", "05B"],
        passenger: "sur giv sex dob nat dty dno dis dex res emb dst clr con",
        crew: "sur giv sex dob nat dty dno dis dex res bpl adr emp emb dst clr",
        groups: true,
        functions: &[
            ("745", &["", "CP", "XR", "RP"]),
            ("250", &["C", "CC", "B", "BC", "A", "D", "E", "EC", "F", "FC"]),
            ("266", &["CL", "CLNB", "CLOB", "XF", "CF"]),
            ("336", &["G", "H", "I"]),
            ("655", &[""]),
        ],
        ..ROW
    },
    Preset {
        name: "UK",
        sure: true,
        directories: &["05B"],
        passenger: "sur giv sex dob nat dty dno dis con",
        crew: "sur giv sex dob nat dty dno dis",
        forbidden: "emp lic",
        functions: &[
            ("745", &["", "CI", "DC", "DE"]),
            ("250", &["", "CI", "DC", "DE", "CLOB", "CLNB", "CL"]),
            ("266", &["CLOB", "CLNB", "CL"]),
        ],
        ..ROW
    },
    Preset {
        name: "CA",
        directories: &["05B", "13B"],
        passenger: "sur giv sex dob nat dty dno dis pnr upr ref con",
        crew: "sur giv sex dob nat dty dno dis",
        ..ROW
    },
    Preset {
        name: "CN-batch",
        sure: true,
        directories: &["02B"],
        passenger: "sur giv sex dob nat dty dno",
        crew: "sur giv sex dob nat dty dno",
        forbidden: "fun bpt",
        ..ROW
    },
    Preset {
        name: "CN-iapi",
        sure: true,
        directories: &["05B"],
        passenger: "sur giv sex dob nat dty dno dis dex ver upr tkt ref con emb dst",
        functions: &[("745", &["", "CP"]), ("266", &["CLOB", "XF"])],
        ..ROW
    },
    Preset {
        name: "IN",
        directories: &["02B", "05B"],
        passenger: "sur giv sex dob dty dno",
        crew: "sur giv sex dob dty dno",
        ..ROW
    },
    Preset {
        name: "KR",
        directories: &["05B"],
        passenger: "sur giv sex dob nat dty dno dis dex",
        crew: "sur giv sex dob nat dty dno dis dex",
        ..ROW
    },
    Preset {
        name: "TR",
        directories: &["12B"],
        passenger: "sur giv sex dob nat dty dno dis dex",
        crew: "sur giv sex dob nat dty dno dis dex",
        ..ROW
    },
    Preset { name: "AE", directories: &["05B"], passenger: "sur giv sex dob nat dty dno dis dex upr", ..ROW },
    Preset {
        name: "VN",
        directories: &["05B"],
        passenger: "sur giv sex dob nat dty dno ref",
        crew: "sur giv sex dob nat dty dno",
        ..ROW
    },
    Preset { name: "AZ", directories: &["05B"], passenger: "sur giv sex dob nat dty dno dis dex", ..ROW },
    Preset {
        name: "CZ",
        sure: true,
        directories: &["02B"],
        passenger: "sur giv sex dob nat dty dno con",
        ..ROW
    },
    Preset { name: "LT", directories: &["02B"], passenger: "sur giv sex dob nat dty dno dis dex", ..ROW },
    Preset {
        name: "ES",
        directories: &["02B"],
        passenger: "sur giv sex dob nat dty dno dis",
        crew: "sur giv sex dob nat dty dno dis",
        ..ROW
    },
    Preset {
        name: "DE",
        directories: &["02B"],
        passenger: "sur giv sex dob nat dty dno dis",
        document_types: &["P", "I", "V"],
        ..ROW
    },
    Preset {
        name: "JP",
        directories: &["05B"],
        passenger: "sur giv sex dob nat dty dno",
        crew: "sur giv sex dob nat dty dno",
        forbidden: "ref",
        ..ROW
    },
    Preset {
        name: "NO",
        directories: &["05B"],
        crew: "sur giv sex dob nat dty dno dis",
        forbidden: "ref",
        ..ROW
    },
    Preset { name: "DK", directories: &["05B"], crew: "sur giv sex dob nat dty dno dis", ..ROW },
    Preset { name: "MX", directories: &["05B"], crew: "sur giv sex dob nat dty dno dis", ..ROW },
    Preset { name: "RU", directories: &["02B", "05B"], crew: "sur giv sex dob nat dty dno dis emp", ..ROW },
    Preset { name: "EU-2025-12", passenger: "sur giv sex dob nat dty dno dis dex pnr con", ..ROW },
];

/// The fields named in a row; a test holds that every word is one.
fn fields(words: &str) -> Vec<DataField> {
    words.split_whitespace().filter_map(|word| DataField::from_wire(word.as_bytes())).collect()
}

fn texts(list: &[&'static str]) -> Vec<Cow<'static, str>> {
    list.iter().copied().map(Cow::Borrowed).collect()
}

impl Preset {
    pub(super) fn profile(&self) -> Profile {
        Profile {
            name: Cow::Borrowed(self.name),
            passenger: fields(self.passenger),
            crew: fields(self.crew),
            forbidden: fields(self.forbidden),
            directories: texts(self.directories),
            functions: self
                .functions
                .iter()
                .map(|&(list, codes)| (Cow::Borrowed(list), texts(codes)))
                .collect(),
            document_types: texts(self.document_types),
            groups_required: self.groups,
            is_sure: self.sure,
            ..Profile::default()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_is_a_field_and_names_are_unique() {
        let mut names = Vec::new();
        for preset in PRESETS {
            for words in [preset.passenger, preset.crew, preset.forbidden] {
                assert_eq!(fields(words).len(), words.split_whitespace().count(), "{}", preset.name);
            }
            names.push(preset.name);
        }
        let all = names.len();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), all);
    }
}
