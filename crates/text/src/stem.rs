use crate::{Language, TextError};
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::str::FromStr;

/// Which implementation of the Snowball algorithms stems.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum StemEngine {
    /// The crate `rust-stemmers`: the algorithms as of 2019, which Lucene-era tools and NLTK give.
    #[default]
    RustStemmers,
    /// The crate `frostem`: the algorithms of today, equal to PyStemmer 3.1 but for the French elision `z'`, which is newer.
    Snowball,
}

impl StemEngine {
    /// The name users choose it by.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::RustStemmers => "rust-stemmers",
            Self::Snowball => "snowball",
        }
    }

    /// Crate and exact version, for recipes and saved models: stems change with it.
    #[must_use]
    pub const fn version(self) -> &'static str {
        match self {
            Self::RustStemmers => "rust-stemmers 1.2.0",
            Self::Snowball => "frostem 2.20261016.1",
        }
    }
}

impl fmt::Display for StemEngine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

impl FromStr for StemEngine {
    type Err = TextError;

    fn from_str(given: &str) -> Result<Self, TextError> {
        [Self::RustStemmers, Self::Snowball]
            .into_iter()
            .find(|e| e.name() == given)
            .ok_or_else(|| TextError::Engine { given: given.to_owned() })
    }
}

/// Reduces words to their stems by the Snowball algorithm of a language.
///
/// Words are taken as they come: lower-case them first, as the algorithms expect.
///
/// ```
/// use newsloom_text::{Language, StemEngine, Stemmer};
/// assert_eq!(Stemmer::new(Language::English).stem("reported"), "report");
/// let today = Stemmer::with_engine(Language::English, StemEngine::Snowball);
/// assert_eq!(today.stem("organization"), "organiz");
/// ```
pub struct Stemmer {
    language: Language,
    inner: Inner,
}

enum Inner {
    RustStemmers(rust_stemmers::Stemmer),
    Snowball(frostem::Stemmer),
}

impl Stemmer {
    /// The stemmer of a language with the default engine.
    #[must_use]
    pub fn new(language: Language) -> Self {
        Self::with_engine(language, StemEngine::default())
    }

    /// The stemmer of a language with the engine chosen.
    #[must_use]
    pub fn with_engine(language: Language, engine: StemEngine) -> Self {
        let inner = match engine {
            StemEngine::RustStemmers => Inner::RustStemmers(rust_stemmers::Stemmer::create(algorithm_2019(language))),
            StemEngine::Snowball => Inner::Snowball(frostem::Stemmer::new(algorithm_today(language))),
        };
        Self { language, inner }
    }

    /// Its language.
    #[must_use]
    pub const fn language(&self) -> Language {
        self.language
    }

    /// Its engine.
    #[must_use]
    pub const fn engine(&self) -> StemEngine {
        match self.inner {
            Inner::RustStemmers(_) => StemEngine::RustStemmers,
            Inner::Snowball(_) => StemEngine::Snowball,
        }
    }

    /// The stem of one lower-cased word.
    #[must_use]
    pub fn stem<'w>(&self, word: &'w str) -> Cow<'w, str> {
        match &self.inner {
            Inner::RustStemmers(stemmer) if self.language == Language::Greek => stem_greek(stemmer, word),
            Inner::RustStemmers(stemmer) => stemmer.stem(word),
            Inner::Snowball(stemmer) => stemmer.stem(word),
        }
    }
}

impl Clone for Stemmer {
    fn clone(&self) -> Self {
        Self::with_engine(self.language, self.engine())
    }
}

impl fmt::Debug for Stemmer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Stemmer").field("language", &self.language).field("engine", &self.engine()).finish()
    }
}

/// Greek of 2019 runs past the end of words that begin with `ισαισ`: a slice in one of its steps keeps an offset from before a
/// deletion. Today's algorithm has that step mended, so it stems what the old one cannot: those words, which would make noise on
/// the way through a panic, and whatever else should make it panic.
fn stem_greek<'w>(stemmer: &rust_stemmers::Stemmer, word: &'w str) -> Cow<'w, str> {
    let today = || frostem::Stemmer::new(frostem::Algorithm::Greek).stem(word);
    if overruns(word) {
        return today();
    }
    catch_unwind(AssertUnwindSafe(|| stemmer.stem(word))).unwrap_or_else(|_| today())
}

/// Whether a word begins with `ισαισ`, accents and the form of sigma aside.
fn overruns(word: &str) -> bool {
    let mut letters = word.chars().map(|c| match c {
        'ί' | 'ϊ' | 'ΐ' => 'ι',
        'ά' => 'α',
        'ς' => 'σ',
        c => c,
    });
    "ισαισ".chars().all(|wanted| letters.next() == Some(wanted))
}

/// Stems words through a memo: a word seen before costs one look-up.
///
/// News repeats its words, so a stream of tokens stems at the speed of the look-up. One memo per thread; it grows with
/// the distinct words it sees.
///
/// ```
/// use newsloom_text::{Language, StemMemo, Stemmer};
/// let mut memo = StemMemo::new(Stemmer::new(Language::English));
/// assert_eq!(memo.stem("talks"), "talk");
/// assert_eq!(memo.stem("talks"), "talk");
/// ```
#[derive(Clone, Debug)]
pub struct StemMemo {
    stemmer: Stemmer,
    stems: FxHashMap<Box<str>, Box<str>>,
}

impl StemMemo {
    /// An empty memo of a stemmer.
    #[must_use]
    pub fn new(stemmer: Stemmer) -> Self {
        Self { stemmer, stems: FxHashMap::default() }
    }

    /// The stemmer that fills it.
    #[must_use]
    pub const fn stemmer(&self) -> &Stemmer {
        &self.stemmer
    }

    /// The stem of one lower-cased word.
    pub fn stem(&mut self, word: &str) -> &str {
        // Looked up twice for a known word since a borrow returned early would hold the map; see rust-lang/rust#54663.
        if !self.stems.contains_key(word) {
            let stem = self.stemmer.stem(word);
            self.stems.insert(word.into(), stem.as_ref().into());
        }
        self.stems.get(word).map_or("", |s| s)
    }
}

const fn algorithm_2019(language: Language) -> rust_stemmers::Algorithm {
    use rust_stemmers::Algorithm as A;
    match language {
        Language::Arabic => A::Arabic,
        Language::Danish => A::Danish,
        Language::Dutch => A::Dutch,
        Language::English => A::English,
        Language::Finnish => A::Finnish,
        Language::French => A::French,
        Language::German => A::German,
        Language::Greek => A::Greek,
        Language::Hungarian => A::Hungarian,
        Language::Italian => A::Italian,
        Language::Norwegian => A::Norwegian,
        Language::Portuguese => A::Portuguese,
        Language::Romanian => A::Romanian,
        Language::Russian => A::Russian,
        Language::Spanish => A::Spanish,
        Language::Swedish => A::Swedish,
        Language::Tamil => A::Tamil,
        Language::Turkish => A::Turkish,
    }
}

const fn algorithm_today(language: Language) -> frostem::Algorithm {
    use frostem::Algorithm as A;
    match language {
        Language::Arabic => A::Arabic,
        Language::Danish => A::Danish,
        Language::Dutch => A::Dutch,
        Language::English => A::English,
        Language::Finnish => A::Finnish,
        Language::French => A::French,
        Language::German => A::German,
        Language::Greek => A::Greek,
        Language::Hungarian => A::Hungarian,
        Language::Italian => A::Italian,
        Language::Norwegian => A::Norwegian,
        Language::Portuguese => A::Portuguese,
        Language::Romanian => A::Romanian,
        Language::Russian => A::Russian,
        Language::Spanish => A::Spanish,
        Language::Swedish => A::Swedish,
        Language::Tamil => A::Tamil,
        Language::Turkish => A::Turkish,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn engines_stem_what_their_time_stemmed() {
        let (then, now) = (Stemmer::new(Language::English), Stemmer::with_engine(Language::English, StemEngine::Snowball));
        for (word, old, new) in [("evenings", "even", "evening"), ("organization", "organ", "organiz"), ("reported", "report", "report")] {
            assert_eq!((then.stem(word).as_ref(), now.stem(word).as_ref()), (old, new), "{word}");
        }
    }

    #[test]
    fn greek_that_overruns_the_old_algorithm_is_stemmed_by_the_new() {
        let stemmer = Stemmer::new(Language::Greek);
        assert_eq!(stemmer.stem("ισαισα"), "ισα");
        for word in ["ισαισε", "ίσαισες", "ισαιςά", "ισαισαιζα", "ισαισεωθηκα"] {
            assert!(overruns(word));
            assert_eq!(stemmer.stem(word), Stemmer::with_engine(Language::Greek, StemEngine::Snowball).stem(word), "{word}");
        }
        assert!(!overruns("ισα") && !overruns("ισαβ"));
        assert_eq!(stemmer.stem("λόγος"), Stemmer::with_engine(Language::Greek, StemEngine::Snowball).stem("λόγος"));
    }

    #[test]
    fn the_memo_stems_as_the_stemmer() {
        for language in Language::ALL {
            let stemmer = Stemmer::new(language);
            let mut memo = StemMemo::new(stemmer.clone());
            for word in ["talks", "talking", "talks", "", "ministerium", "ministerium", "говорили", "κυβέρνηση", "2024"] {
                assert_eq!(memo.stem(word), stemmer.stem(word), "{language} {word}");
            }
        }
    }

    #[test]
    fn the_versions_are_those_of_the_lock_file() {
        let lock = include_str!("../../../Cargo.lock");
        for engine in [StemEngine::RustStemmers, StemEngine::Snowball] {
            let (name, version) = engine.version().split_once(' ').unwrap();
            assert!(lock.contains(&format!("name = \"{name}\"\nversion = \"{version}\"")), "{}", engine.version());
            assert_eq!(engine.to_string().parse(), Ok(engine));
        }
        assert!("porter".parse::<StemEngine>().unwrap_err().to_string().contains("porter"));
    }
}
