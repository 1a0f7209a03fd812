//! Lists of words that say little; their licences stand in LICENSES.md, and generate.py writes them.

use crate::{Language, TextError};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// Where a stop list comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum StopWordSource {
    /// scikit-learn's list, English only: what `stop_words="english"` means there.
    Sklearn,
    /// The Snowball project's lists, 13 languages.
    Snowball,
    /// stopwords-iso, 58 languages; the longest lists.
    Iso,
}

impl StopWordSource {
    const ALL: [Self; 3] = [Self::Sklearn, Self::Snowball, Self::Iso];

    /// The name users choose it by.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Sklearn => "sklearn",
            Self::Snowball => "snowball",
            Self::Iso => "iso",
        }
    }

    /// The packages its lists were taken from, with exact versions, for recipes.
    #[must_use]
    pub const fn version(self) -> &'static str {
        match self {
            Self::Sklearn => "scikit-learn 1.9",
            Self::Snowball => "tantivy 0.27.0, stop-words 2018.7.23",
            Self::Iso => "stopwordsiso 0.7.1",
        }
    }

    /// The ISO 639-1 codes of its languages, in order.
    pub fn languages(self) -> impl Iterator<Item = &'static str> {
        self.lists().map(|(code, _)| code)
    }

    fn lists(self) -> impl Iterator<Item = (&'static str, &'static str)> {
        let text = match self {
            Self::Sklearn => include_str!("sklearn.txt"),
            Self::Snowball => include_str!("snowball.txt"),
            Self::Iso => include_str!("iso.txt"),
        };
        text.lines().filter_map(|line| line.split_once('\t'))
    }
}

impl fmt::Display for StopWordSource {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

impl FromStr for StopWordSource {
    type Err = TextError;

    fn from_str(given: &str) -> Result<Self, TextError> {
        Self::ALL.into_iter().find(|s| s.name() == given).ok_or_else(|| TextError::StopWordSource { given: given.to_owned() })
    }
}

/// The stop words of a language (by English name or ISO 639-1 code), in the order of their bytes.
///
/// ```
/// use newsloom_text::{StopWordSource, stop_words};
/// let words = stop_words("english", StopWordSource::Sklearn)?;
/// assert_eq!((words.len(), words[0]), (318, "a"));
/// assert!(stop_words("sl", StopWordSource::Iso)?.contains(&"kaj"));
/// # Ok::<(), newsloom_text::TextError>(())
/// ```
///
/// # Errors
///
/// [`TextError::StopWords`] if the source has no list of the language.
pub fn stop_words(language: &str, source: StopWordSource) -> Result<Vec<&'static str>, TextError> {
    let code = language.parse::<Language>().map_or_else(|_| language.trim().to_ascii_lowercase(), |l| l.code().to_owned());
    match source.lists().find(|(own, _)| *own == code) {
        Some((_, words)) => Ok(words.split('\t').collect()),
        None => Err(TextError::StopWords {
            given: source.name(),
            language: language.to_owned(),
            known: source.languages().collect::<Vec<_>>().join(", "),
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_whole_and_in_order() {
        for (source, languages) in [(StopWordSource::Sklearn, 1), (StopWordSource::Snowball, 13), (StopWordSource::Iso, 58)] {
            assert_eq!(source.languages().count(), languages);
            for code in source.languages() {
                let words = stop_words(code, source).unwrap();
                assert!(words.len() > 5 && words.is_sorted() && !words.contains(&""), "{source} {code}");
            }
        }
    }

    #[test]
    fn known_words_stand_in_them() {
        assert_eq!(stop_words("en", StopWordSource::Snowball).unwrap().len(), 174);
        assert!(stop_words("german", StopWordSource::Snowball).unwrap().contains(&"nicht"));
        assert!(stop_words("no", StopWordSource::Iso).unwrap().contains(&"ikke"));
    }

    #[test]
    fn what_is_missing_is_named() {
        let error = stop_words("greek", StopWordSource::Snowball).unwrap_err().to_string();
        assert!(error.contains("greek") && error.contains("\"snowball\"") && error.contains("sv"), "{error}");
        assert!("nltk".parse::<StopWordSource>().unwrap_err().to_string().contains("nltk"));
        assert_eq!("iso".parse(), Ok(StopWordSource::Iso));
    }
}
