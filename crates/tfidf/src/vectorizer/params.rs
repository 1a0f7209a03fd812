use crate::pattern_terms::PatternTerms;
use crate::smart::Smart;
use crate::{Analyzer, Df, Norm, Terms, TfidfError, TfidfTransformerParams, ValueType, VectorizerClass, prune::Prune};
use newsloom_text::word_pattern::{PythonPattern, StripAccents, UnicodeVersion};
use newsloom_text::{Language, StemEngine, Stemmer, StopWordSource, stop_words};
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// The parameters of a vectorizer by scikit-learn's names and defaults, as they stand in a saved one.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct VectorizerParams {
    /// Counts or weights. It stands beside the parameters in a file.
    #[serde(skip)]
    pub class: VectorizerClass,
    /// `word`, `char` or `char_wb`.
    pub analyzer: String,
    /// Which runs of word characters are words.
    pub token_pattern: Option<String>,
    /// Whether texts are lower-cased.
    pub lowercase: bool,
    /// Whether and how accents are taken off.
    pub strip_accents: Option<StripAccents>,
    /// Words left out.
    pub stop_words: Option<StopWords>,
    /// Language of the stemmer.
    pub stemmer: Option<String>,
    /// Which of the two stemmers.
    pub stemmer_engine: String,
    /// Shortest and longest run of words or characters.
    pub ngram_range: (usize, usize),
    /// Documents that a term must stand in: a count, or a share with a point.
    pub min_df: Df,
    /// Documents that a term may stand in.
    pub max_df: Df,
    /// How many of the most frequent terms are kept.
    pub max_features: Option<usize>,
    /// Whether every count is 1.
    pub binary: bool,
    /// numpy's name of the type of the values.
    pub dtype: String,
    /// To which length rows are brought.
    pub norm: Option<Norm>,
    /// Whether idf is applied.
    pub use_idf: bool,
    /// Whether one more document holds every term.
    pub smooth_idf: bool,
    /// Whether `1 + ln(count)` stands for the count.
    pub sublinear_tf: bool,
    /// Three letters of a SMART string in place of `norm`, `use_idf`, `smooth_idf` and `sublinear_tf`.
    pub smartirs: Option<String>,
    /// Length above which a SMART string holds documents back; the mean length if none, for lengths that are counts.
    pub pivot: Option<f64>,
    /// How much the length weighs beside the pivot, from 0 to 1.
    pub slope: f64,
    /// Whatever else Python's class has; carried through.
    #[serde(flatten)]
    pub other: serde_json::Map<String, Value>,
}

/// Words left out: the built-in English list, or a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum StopWords {
    /// The name of a list; scikit-learn has `english`.
    Name(String),
    /// The words.
    List(Vec<String>),
}

impl Default for VectorizerParams {
    fn default() -> Self {
        Self {
            class: VectorizerClass::TfidfVectorizer,
            analyzer: "word".into(),
            token_pattern: Some(r"(?u)\b\w\w+\b".into()),
            lowercase: true,
            strip_accents: None,
            stop_words: None,
            stemmer: None,
            stemmer_engine: StemEngine::default().to_string(),
            ngram_range: (1, 1),
            min_df: Df::Count(1),
            max_df: Df::Share(1.0),
            max_features: None,
            binary: false,
            dtype: "float64".into(),
            norm: Some(Norm::L2),
            use_idf: true,
            smooth_idf: true,
            sublinear_tf: false,
            smartirs: None,
            pivot: None,
            slope: 0.25,
            other: serde_json::Map::new(),
        }
    }
}

fn wrong(parameter: &'static str, rule: &'static str, value: impl ToString) -> TfidfError {
    TfidfError::parameter(parameter, rule, value)
}

impl VectorizerParams {
    /// How texts become terms, with this version of Unicode. With a pattern of its own, terms come as lists.
    pub(crate) fn analyzer(&self, unicode: &str) -> Result<(Analyzer, Option<PatternTerms>), TfidfError> {
        if let Some((name, value)) = ["tokenizer", "preprocessor"].iter().find_map(|n| Some((*n, self.other.get(*n)?)))
            && !value.is_null()
        {
            return Err(wrong(name, "null: a file holds no code", value));
        }
        let version = UnicodeVersion::parse(unicode);
        let (low, high) = self.ngram_range;
        let terms = match self.analyzer.as_str() {
            "word" => self.shortest_word().map(|min_len| Terms::Words { min_len }),
            "char" => Some(Terms::Chars),
            "char_wb" => Some(Terms::CharsInWords),
            other => return Err(wrong("analyzer", "word, char or char_wb", format!("{other:?}"))),
        };
        let words = self.analyzer == "word";
        let stop_words = if words { self.stop_list()? } else { Vec::new() };
        let stemmer = if words { self.stemming()? } else { None };
        let Some(terms) = terms else {
            Analyzer::default().ngram_range(low, high).check()?;
            let pattern = PatternTerms {
                pattern: PythonPattern::new(self.token_pattern.as_deref().unwrap_or_default(), version)?,
                version,
                lowercase: self.lowercase,
                strip_accents: self.strip_accents,
                stop_words: stop_words.into_iter().collect(),
                stemmer: stemmer.map(|(language, engine)| Stemmer::with_engine(language, engine)),
                range: (low, high),
            };
            return Ok((Analyzer::default(), Some(pattern)));
        };
        let analyzer = Analyzer::default()
            .terms(terms)
            .lowercase(self.lowercase)
            .strip_accents(self.strip_accents)
            .stop_words(stop_words)
            .stemmer(stemmer)
            .ngram_range(low, high)
            .unicode_version(version);
        analyzer.check()?;
        Ok((analyzer, None))
    }

    fn stop_list(&self) -> Result<Vec<String>, TfidfError> {
        match &self.stop_words {
            None => Ok(Vec::new()),
            Some(StopWords::List(list)) => Ok(list.clone()),
            Some(StopWords::Name(name)) if name == "english" => {
                Ok(stop_words("english", StopWordSource::Sklearn)?.into_iter().map(String::from).collect())
            }
            Some(StopWords::Name(name)) => Err(wrong("stop_words", "english or a list of words", format!("{name:?}"))),
        }
    }

    fn stemming(&self) -> Result<Option<(Language, StemEngine)>, TfidfError> {
        let Some(language) = &self.stemmer else { return Ok(None) };
        let language = language.parse::<Language>().map_err(|_| wrong("stemmer", "a language with a stemmer", language))?;
        let engine = self.stemmer_engine.parse::<StemEngine>();
        Ok(Some((language, engine.map_err(|_| wrong("stemmer_engine", "rust-stemmers or snowball", &self.stemmer_engine))?)))
    }

    /// The least length of words, for patterns that stand for runs of word characters.
    fn shortest_word(&self) -> Option<usize> {
        let given = self.token_pattern.as_deref().unwrap_or_default();
        let p = given.strip_prefix("(?u)").unwrap_or(given);
        let p = p.strip_prefix(r"\b").unwrap_or(p);
        let p = p.strip_suffix(r"\b").unwrap_or(p);
        let p = p.strip_prefix('(').and_then(|p| p.strip_suffix(')')).unwrap_or(p);
        if let Some(least) = p.strip_prefix(r"\w{").and_then(|p| p.strip_suffix(",}")) {
            return least.parse().ok().filter(|n| *n > 0);
        }
        let each = p.strip_suffix('+')?;
        (!each.is_empty() && each.replace(r"\w", "").is_empty()).then_some(each.len() / 2)
    }

    /// The SMART string, checked with what belongs to it.
    pub(crate) fn smart(&self) -> Result<Option<Smart>, TfidfError> {
        if self.class == VectorizerClass::CountVectorizer {
            return Ok(None);
        }
        let Some(letters) = &self.smartirs else { return Ok(None) };
        if let Some(pivot) = self.pivot.filter(|p| !(*p >= 0.0 && p.is_finite())) {
            return Err(wrong("pivot", "a number from 0", pivot));
        }
        if !(0.0..=1.0).contains(&self.slope) {
            return Err(wrong("slope", "from 0 to 1", self.slope));
        }
        letters.parse().map(Some)
    }

    pub(crate) fn prune(&self) -> Result<Prune, TfidfError> {
        self.min_df.check("min_df")?;
        self.max_df.check("max_df")?;
        if self.max_features == Some(0) {
            return Err(wrong("max_features", "at least 1", 0));
        }
        Ok(Prune { min_df: self.min_df, max_df: self.max_df, max_features: self.max_features })
    }

    pub(crate) fn weights(&self) -> TfidfTransformerParams {
        TfidfTransformerParams { norm: self.norm, use_idf: self.use_idf, smooth_idf: self.smooth_idf, sublinear_tf: self.sublinear_tf }
    }

    /// What the values of rows are. Weights are floats, whatever type counts have before.
    pub(crate) fn value_type(&self) -> Result<ValueType, TfidfError> {
        let counts = self.class == VectorizerClass::CountVectorizer;
        Ok(match self.dtype.as_str() {
            "float32" => ValueType::F32,
            _ if !counts => ValueType::F64,
            "float64" => ValueType::F64,
            "int64" => ValueType::I64,
            "int32" => ValueType::I32,
            "int16" => ValueType::I16,
            "int8" => ValueType::I8,
            "uint64" => ValueType::U64,
            "uint32" => ValueType::U32,
            "uint16" => ValueType::U16,
            "uint8" => ValueType::U8,
            "bool" => ValueType::Bool,
            other => {
                return Err(wrong(
                    "dtype",
                    "bool, a float of 32 or 64 bits or an integer of 8 to 64 bits outside Python",
                    format!("{other:?}"),
                ));
            }
        })
    }
}
