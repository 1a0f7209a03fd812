use crate::{Analyzer, Df, Norm, Terms, TfidfError, TfidfTransformerParams, VectorizerClass, prune::Prune};
use newsloom_text::word_pattern::{StripAccents, UnicodeVersion};
use newsloom_text::{Language, StemEngine, StopWordSource, stop_words};
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
            other: serde_json::Map::new(),
        }
    }
}

fn wrong(parameter: &'static str, rule: &'static str, value: impl ToString) -> TfidfError {
    TfidfError::parameter(parameter, rule, value)
}

impl VectorizerParams {
    /// How texts become terms, with this version of Unicode.
    pub(crate) fn analyzer(&self, unicode: &str) -> Result<Analyzer, TfidfError> {
        if let Some((name, value)) = ["smartirs", "tokenizer", "preprocessor"].iter().find_map(|n| Some((*n, self.other.get(*n)?)))
            && !value.is_null()
        {
            return Err(wrong(name, "null outside Python", value));
        }
        let terms = match self.analyzer.as_str() {
            "word" => Terms::Words { min_len: self.shortest_word()? },
            "char" => Terms::Chars,
            "char_wb" => Terms::CharsInWords,
            other => return Err(wrong("analyzer", "word, char or char_wb", format!("{other:?}"))),
        };
        let words = matches!(terms, Terms::Words { .. });
        let stops = match &self.stop_words {
            _ if !words => Vec::new(),
            None => Vec::new(),
            Some(StopWords::List(list)) => list.clone(),
            Some(StopWords::Name(name)) if name == "english" => {
                stop_words("english", StopWordSource::Sklearn).unwrap_or_default().into_iter().map(String::from).collect()
            }
            Some(StopWords::Name(name)) => return Err(wrong("stop_words", "english or a list of words", format!("{name:?}"))),
        };
        let stemmer = match &self.stemmer {
            Some(language) if words => {
                let language = language.parse::<Language>().map_err(|_| wrong("stemmer", "a language with a stemmer", language))?;
                let engine = self.stemmer_engine.parse::<StemEngine>();
                Some((language, engine.map_err(|_| wrong("stemmer_engine", "rust-stemmers or snowball", &self.stemmer_engine))?))
            }
            _ => None,
        };
        let analyzer = Analyzer::default()
            .terms(terms)
            .lowercase(self.lowercase)
            .strip_accents(self.strip_accents)
            .stop_words(stops)
            .stemmer(stemmer)
            .ngram_range(self.ngram_range.0, self.ngram_range.1)
            .unicode_version(UnicodeVersion::parse(unicode));
        analyzer.check()?;
        Ok(analyzer)
    }

    /// The least length of words, for patterns that stand for runs of word characters.
    fn shortest_word(&self) -> Result<usize, TfidfError> {
        const RULE: &str = r"runs of word characters outside Python, such as \b\w\w+\b, \w+ or \w{3,}";
        let given = self.token_pattern.as_deref().unwrap_or_default();
        let failed = || wrong("token_pattern", RULE, format!("{given:?}"));
        let p = given.strip_prefix("(?u)").unwrap_or(given);
        let p = p.strip_prefix(r"\b").unwrap_or(p);
        let p = p.strip_suffix(r"\b").unwrap_or(p);
        let p = p.strip_prefix('(').and_then(|p| p.strip_suffix(')')).unwrap_or(p);
        if let Some(least) = p.strip_prefix(r"\w{").and_then(|p| p.strip_suffix(",}")) {
            return least.parse().ok().filter(|n| *n > 0).ok_or_else(failed);
        }
        let each = p.strip_suffix('+').ok_or_else(failed)?;
        if each.is_empty() || !each.replace(r"\w", "").is_empty() { Err(failed()) } else { Ok(each.len() / 2) }
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

    pub(crate) fn check_dtype(&self) -> Result<(), TfidfError> {
        let counts = self.class == VectorizerClass::CountVectorizer;
        match self.dtype.as_str() {
            "float64" | "float32" => Ok(()),
            "int64" if counts => Ok(()),
            other => Err(wrong("dtype", "float64, float32 or, for counts, int64 outside Python", format!("{other:?}"))),
        }
    }
}
