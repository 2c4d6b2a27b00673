//! What a state asks for, as a value that is loaded, never a branch (PAXLST guide, national requirements).

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::preset::{PRESETS, Preset};
use crate::codes::DataField;
use crate::finding::{Finding, Rule, Severity};

/// A rule's severity in a profile.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Level {
    /// The rule does not speak.
    Off,
    /// As information.
    Info,
    /// As a warning.
    Warning,
    /// As an error.
    Error,
}

impl Level {
    const fn severity(self) -> Option<Severity> {
        match self {
            Self::Off => None,
            Self::Info => Some(Severity::Info),
            Self::Warning => Some(Severity::Warning),
            Self::Error => Some(Severity::Error),
        }
    }
}

/// What a state asks for: required and excluded fields, accepted functions and directories, severities.
///
/// Loaded with any `serde` format; unknown keys are refused, so that a typing slip never turns a rule off.
///
/// ```
/// let profile: paxgov::validate::Profile = serde_json::from_str(
///     r#"{ "name": "EXAMPLE", "passenger": ["sur", "dob", "dno"], "severities": { "VAL05": "error" } }"#,
/// )?;
/// assert_eq!(profile.name, "EXAMPLE");
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
pub struct Profile {
    /// Name.
    pub name: Cow<'static, str>,
    /// Fields that every passenger must have.
    pub passenger: Vec<DataField>,
    /// Fields that every crew member must have.
    pub crew: Vec<DataField>,
    /// Fields that must not be sent.
    pub forbidden: Vec<DataField>,
    /// Releases of the directory that are accepted, such as `05B`; empty for any.
    pub directories: Vec<Cow<'static, str>>,
    /// Functions (BGM 1004) by list (BGM 1001); an empty text stands for none. Empty for the guide's table.
    pub functions: BTreeMap<Cow<'static, str>, Vec<Cow<'static, str>>>,
    /// Document types that are accepted; empty for the guide's list.
    pub document_types: Vec<Cow<'static, str>>,
    /// True when functional groups (UNG) are required.
    pub groups_required: bool,
    /// True when the source of this profile is sure; otherwise what it requires is only a warning.
    pub is_sure: bool,
    /// Severities of rules that differ from the registry, by id.
    pub severities: BTreeMap<Rule, Level>,
}

impl Profile {
    /// The base profile: the guides, and nothing of any state.
    pub fn base() -> Self {
        Self { name: Cow::Borrowed("base"), ..Self::default() }
    }

    /// A built-in profile by its name, such as `US`; `base` is the guides alone.
    pub fn preset(name: &str) -> Option<Self> {
        if name == "base" {
            return Some(Self::base());
        }
        PRESETS.iter().find(|preset| preset.name == name).map(Preset::profile)
    }

    /// The names of the built-in profiles, `base` first.
    pub fn preset_names() -> impl Iterator<Item = &'static str> {
        std::iter::once("base").chain(PRESETS.iter().map(|preset| preset.name))
    }

    /// Sets a rule's severity.
    #[must_use]
    pub fn with_severity(mut self, rule: Rule, level: Level) -> Self {
        self.severities.insert(rule, level);
        self
    }

    /// The finding as this profile judges it; `None` when the rule is off.
    pub fn judge(&self, mut finding: Finding) -> Option<Finding> {
        if let Some(level) = self.severities.get(&finding.rule) {
            finding.severity = level.severity()?;
        } else if matches!(finding.rule, Rule::FieldMissing) && !self.is_sure {
            finding.severity = Severity::Warning;
        }
        Some(finding)
    }

    /// The finding of a push as this profile judges it: counts and references of pushes are often wrong and only
    /// warned about (PNRGOV guide 4.5), unless the profile says otherwise.
    pub fn judge_push(&self, finding: Finding) -> Option<Finding> {
        let mut judged = self.judge(finding)?;
        let soft = matches!(
            finding.rule,
            Rule::UntCount
                | Rule::UntReference
                | Rule::UnzCount
                | Rule::UnzReference
                | Rule::UneCount
                | Rule::UneReference
        );
        if soft && !self.severities.contains_key(&finding.rule) {
            judged.severity = Severity::Warning;
        }
        Some(judged)
    }
}
