use crate::TextError;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// A language newsloom has a stemmer for.
///
/// Written and read by its English name in lower case (`english`), as scikit-learn, NLTK and Snowball write it;
/// [`FromStr`] takes the ISO 639-1 code (`en`) as well, in any case, and a region after it (`en-GB`, `pt_BR`).
///
/// ```
/// use newsloom_text::Language;
/// let language: Language = "en-GB".parse()?;
/// assert_eq!(language, Language::English);
/// assert_eq!((language.to_string().as_str(), language.code()), ("english", "en"));
/// # Ok::<(), newsloom_text::TextError>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Language {
    /// Arabic.
    Arabic,
    /// Danish.
    Danish,
    /// Dutch.
    Dutch,
    /// English.
    #[default]
    English,
    /// Finnish.
    Finnish,
    /// French.
    French,
    /// German.
    German,
    /// Greek.
    Greek,
    /// Hungarian.
    Hungarian,
    /// Italian.
    Italian,
    /// Norwegian, Bokmål.
    Norwegian,
    /// Portuguese.
    Portuguese,
    /// Romanian.
    Romanian,
    /// Russian.
    Russian,
    /// Spanish.
    Spanish,
    /// Swedish.
    Swedish,
    /// Tamil.
    Tamil,
    /// Turkish.
    Turkish,
}

impl Language {
    /// Every language, by name.
    pub const ALL: [Self; 18] = [
        Self::Arabic,
        Self::Danish,
        Self::Dutch,
        Self::English,
        Self::Finnish,
        Self::French,
        Self::German,
        Self::Greek,
        Self::Hungarian,
        Self::Italian,
        Self::Norwegian,
        Self::Portuguese,
        Self::Romanian,
        Self::Russian,
        Self::Spanish,
        Self::Swedish,
        Self::Tamil,
        Self::Turkish,
    ];

    /// The rule of [`Language::unless_auto`], as an error about a parameter tells it.
    pub const OR_AUTO: &str = "auto, or the name or ISO 639-1 code of a language with a stemmer";

    /// The language of a pile of articles; `None` for `auto`, which leaves it to each article ([`crate::ArticleLanguages`]).
    ///
    /// # Errors
    /// When no language has this name or code.
    ///
    /// ```
    /// use newsloom_text::Language;
    /// assert_eq!(Language::unless_auto("en")?, Some(Language::English));
    /// assert_eq!(Language::unless_auto("auto")?, None);
    /// # Ok::<(), newsloom_text::TextError>(())
    /// ```
    pub fn unless_auto(given: &str) -> Result<Option<Self>, TextError> {
        if given == "auto" { Ok(None) } else { given.parse().map(Some) }
    }

    /// The English name in lower case: `english`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Arabic => "arabic",
            Self::Danish => "danish",
            Self::Dutch => "dutch",
            Self::English => "english",
            Self::Finnish => "finnish",
            Self::French => "french",
            Self::German => "german",
            Self::Greek => "greek",
            Self::Hungarian => "hungarian",
            Self::Italian => "italian",
            Self::Norwegian => "norwegian",
            Self::Portuguese => "portuguese",
            Self::Romanian => "romanian",
            Self::Russian => "russian",
            Self::Spanish => "spanish",
            Self::Swedish => "swedish",
            Self::Tamil => "tamil",
            Self::Turkish => "turkish",
        }
    }

    /// The ISO 639-1 code: `en`.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Arabic => "ar",
            Self::Danish => "da",
            Self::Dutch => "nl",
            Self::English => "en",
            Self::Finnish => "fi",
            Self::French => "fr",
            Self::German => "de",
            Self::Greek => "el",
            Self::Hungarian => "hu",
            Self::Italian => "it",
            Self::Norwegian => "no",
            Self::Portuguese => "pt",
            Self::Romanian => "ro",
            Self::Russian => "ru",
            Self::Spanish => "es",
            Self::Swedish => "sv",
            Self::Tamil => "ta",
            Self::Turkish => "tr",
        }
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

impl FromStr for Language {
    type Err = TextError;

    fn from_str(given: &str) -> Result<Self, TextError> {
        let lower = given.trim().to_ascii_lowercase();
        let base = lower.split(['-', '_']).next().unwrap_or_default();
        // Norwegian has two written forms with codes of their own.
        let base = if matches!(base, "nb" | "nn") { "no" } else { base };
        Self::ALL.into_iter().find(|l| l.name() == lower || l.code() == base).ok_or_else(|| TextError::Language { given: given.to_owned() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_codes_lead_back() {
        for language in Language::ALL {
            assert_eq!(language.name().parse(), Ok(language));
            assert_eq!(language.code().parse(), Ok(language));
            assert_eq!(language.to_string().to_uppercase().parse(), Ok(language));
        }
        assert_eq!("nb".parse(), Ok(Language::Norwegian));
        assert_eq!("pt_BR".parse(), Ok(Language::Portuguese));
    }

    #[test]
    fn strangers_are_named() {
        let error = "klingon".parse::<Language>().unwrap_err().to_string();
        assert!(error.contains("klingon") && error.contains("english, finnish"), "{error}");
        assert!("".parse::<Language>().is_err());
    }
}
