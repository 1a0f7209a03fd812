use super::{Correction, Measure};
use crate::CompareError;
use newsloom_text::{Language, NgramRange};
use serde::{Deserialize, Serialize};
use std::str::FromStr;

/// What is counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    /// Every occurrence of a word, among all words.
    #[default]
    Words,
    /// The articles that hold it, among all articles: a word that one article repeats counts once.
    Articles,
}

impl Unit {
    /// The name users choose it by.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Words => "words",
            Self::Articles => "articles",
        }
    }
}

impl FromStr for Unit {
    type Err = CompareError;

    fn from_str(given: &str) -> Result<Self, CompareError> {
        let wrong = || CompareError::Parameter { parameter: "unit", rule: "one of words, articles", value: format!("{given:?}") };
        [Self::Words, Self::Articles].into_iter().find(|m| m.name() == given).ok_or_else(wrong)
    }
}

/// How a text becomes words. By default every word counts as it stands, in lower case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct WordOptions {
    /// Words that are left out; runs of words that begin or end with one are, too.
    pub stop_words: Vec<String>,
    /// The language whose stemmer reduces words to stems.
    pub stemmer: Option<Language>,
    /// Shortest and longest run of words that is counted. Runs don't go over punctuation.
    pub ngram_range: (usize, usize),
}

impl Default for WordOptions {
    fn default() -> Self {
        Self { stop_words: Vec::new(), stemmer: None, ngram_range: (1, 1) }
    }
}

impl WordOptions {
    /// Checks every parameter.
    ///
    /// # Errors
    /// When `ngram_range` starts at 0 or falls.
    pub fn check(&self) -> Result<(), CompareError> {
        let (low, high) = self.ngram_range;
        let wrong = |_| CompareError::Parameter {
            parameter: "ngram_range",
            rule: "two whole numbers, 1 <= low <= high",
            value: format!("({low}, {high})"),
        };
        NgramRange::new(low, high).map(drop).map_err(wrong)
    }
}

/// How keyness is computed. The defaults are quanteda's where it has them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct KeynessOptions {
    /// The score.
    pub measure: Measure,
    /// What is done for small counts in `lr` and `chi2`. None: the measure's own, Yates's for `chi2`, nothing for `lr`.
    pub correction: Option<Correction>,
    /// What is counted.
    pub unit: Unit,
    /// How often a word must stand in target and reference together to be tested.
    pub min_count: u64,
    /// The level of the confidence interval of `lrc`.
    pub confidence: f64,
    /// How many words the prior of `log_odds` stands for. None: as many as all groups have.
    pub prior: Option<f64>,
    /// How many of the words that a target uses more are given, and how many of those that it uses less. None: all.
    pub top: Option<usize>,
    /// The group that is set against all others. None: each group in turn.
    pub target: Option<String>,
    /// How texts become words.
    pub words: WordOptions,
}

impl Default for KeynessOptions {
    fn default() -> Self {
        Self {
            measure: Measure::default(),
            correction: None,
            unit: Unit::default(),
            min_count: 2,
            confidence: 0.95,
            prior: None,
            top: Some(20),
            target: None,
            words: WordOptions::default(),
        }
    }
}

impl KeynessOptions {
    /// Checks every parameter.
    ///
    /// # Errors
    /// When `min_count` is 0, `confidence` lies outside 0 to 1, `prior` is not positive, a correction is asked for that the measure
    /// does not know, or [`WordOptions::check`] fails.
    pub fn check(&self) -> Result<(), CompareError> {
        let wrong = |parameter, rule, value: String| Err(CompareError::Parameter { parameter, rule, value });
        if self.min_count == 0 {
            return wrong("min_count", "at least 1", "0".into());
        }
        if !(self.confidence > 0.0 && self.confidence < 1.0) {
            return wrong("confidence", "above 0 and below 1", self.confidence.to_string());
        }
        if let Some(prior) = self.prior.filter(|p| !(*p > 0.0 && p.is_finite())) {
            return wrong("prior", "a positive number of words", prior.to_string());
        }
        if self.correction.is_some_and(|c| c != Correction::None) && !matches!(self.measure, Measure::Lr | Measure::Chi2) {
            return wrong("correction", "none unless the measure is lr or chi2", format!("{:?}", self.correction_used().name()));
        }
        self.words.check()
    }

    /// The correction asked for, else the measure's own.
    #[must_use]
    pub fn correction_used(&self) -> Correction {
        self.correction.unwrap_or(if self.measure == Measure::Chi2 { Correction::Yates } else { Correction::None })
    }
}
