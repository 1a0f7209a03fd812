use super::{Vectorizer, VectorizerClass, VectorizerParams};
use crate::{TfidfError, Vocabulary};
use newsloom_core::{Envelope, EnvelopeError};
use newsloom_text::StemEngine;
use newsloom_text::word_pattern::UnicodeVersion;
use serde::{Deserialize, Serialize};

const KIND: &str = "vectorizer";
const VERSION: u32 = 1;

/// The head of a saved vectorizer.
#[derive(Serialize, Deserialize)]
struct Head {
    class: VectorizerClass,
    params: VectorizerParams,
    fixed: bool,
    stemmer_version: Option<String>,
    /// numpy's name of the type of `idf`; none without idf.
    idf: Option<String>,
    /// Of a SMART string: the pivot in use.
    #[serde(default)]
    pivot: Option<f64>,
    #[serde(default)]
    unicode_version: Option<String>,
}

fn malformed(what: &str) -> TfidfError {
    EnvelopeError::Malformed(what.into()).into()
}

/// The version of the stemmer that these parameters ask for.
fn stemmer_version(params: &VectorizerParams) -> Option<&'static str> {
    params.stemmer.as_ref().and_then(|_| params.stemmer_engine.parse::<StemEngine>().ok()).map(StemEngine::version)
}

impl Vectorizer {
    /// The model as bytes: versioned, checksummed, no code.
    ///
    /// # Errors
    /// When the parameters can't be written as JSON.
    pub fn to_bytes(&self) -> Result<Vec<u8>, TfidfError> {
        let head = Head {
            class: self.class,
            params: self.params.clone(),
            fixed: self.fixed,
            stemmer_version: stemmer_version(&self.params).map(Into::into),
            idf: self.idf.is_some().then(|| self.idf_type.into()),
            pivot: self.pivot,
            unicode_version: Some(self.unicode.clone()),
        };
        let mut head = serde_json::to_value(&head).map_err(|e| malformed(&e.to_string()))?;
        if self.class == VectorizerClass::CountVectorizer
            && let Some(params) = head.get_mut("params").and_then(|p| p.as_object_mut())
        {
            // Python's class for counts has no such parameters.
            ["norm", "use_idf", "smooth_idf", "sublinear_tf", "smartirs", "pivot", "slope"]
                .iter()
                .for_each(|name| drop(params.shift_remove(*name)));
        }
        let mut envelope = Envelope::new(KIND, VERSION, &head)?;
        let (text, ends) = self.vocabulary.parts();
        let idf = self.idf.iter().flatten();
        let idf = match self.idf_type {
            "float32" => idf.flat_map(|v| (*v as f32).to_le_bytes()).collect(),
            _ => idf.flat_map(|v| v.to_le_bytes()).collect(),
        };
        envelope.push("terms", text.as_bytes().to_vec());
        envelope.push("ends", ends.iter().flat_map(|n| (*n as u64).to_le_bytes()).collect());
        envelope.push("idf", idf);
        envelope.push("counts", self.counts.clone());
        Ok(envelope.to_bytes()?)
    }

    /// Reads what [`Vectorizer::to_bytes`] or Python's `save` wrote.
    ///
    /// # Errors
    /// When the bytes are no such model, are truncated or altered, of another version, or made with another version of the
    /// stemmer; when a parameter has a meaning in Python only (a pattern that is beyond [`PythonPattern`], a type of values that
    /// only numpy has).
    ///
    /// [`PythonPattern`]: newsloom_text::word_pattern::PythonPattern
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, TfidfError> {
        let envelope = Envelope::from_bytes(bytes, KIND, VERSION)?;
        let mut head: Head = envelope.params()?;
        head.params.class = head.class;
        head.params.value_type()?;
        let smart = head.params.smart()?;
        let here = stemmer_version(&head.params);
        if here != head.stemmer_version.as_deref() {
            let (expected, found) = (here.unwrap_or("none").into(), head.stemmer_version.unwrap_or_else(|| "none".into()));
            return Err(EnvelopeError::Other { what: "stemmer", expected, found }.into());
        }
        let unicode = head.unicode_version.unwrap_or_else(|| UnicodeVersion::newest().name().into());
        head.params.analyzer(&unicode)?;
        let text = std::str::from_utf8(envelope.block("terms")?).map_err(|_| malformed("terms are not UTF-8"))?;
        let (ends, rest) = envelope.block("ends")?.as_chunks::<8>();
        let ends: Vec<u64> = ends.iter().map(|e| u64::from_le_bytes(*e)).collect();
        if !rest.is_empty() || ends.last().copied().unwrap_or(0) != text.len() as u64 {
            return Err(malformed("ends must rise to the end of the terms"));
        }
        let mut from = 0;
        let terms = ends.iter().map(|&end| {
            let term = text.get(from as usize..end as usize);
            from = end;
            term.ok_or_else(|| malformed("ends must rise at characters"))
        });
        let vocabulary = Vocabulary::try_new(terms.collect::<Result<Vec<_>, _>>()?).map_err(|e| malformed(&e.to_string()))?;
        let (idf, idf_type) = idf(envelope.block("idf")?, head.idf.as_deref(), vocabulary.len())?;
        if head.class == VectorizerClass::TfidfVectorizer && (head.params.use_idf || smart.is_some()) && idf.is_none() {
            return Err(malformed("weights need an idf per term"));
        }
        if head.pivot.is_some_and(|p| !p.is_finite()) {
            return Err(malformed("the pivot must be finite"));
        }
        let counts = envelope.block("counts")?.to_vec();
        let (class, params, fixed, pivot) = (head.class, head.params, head.fixed, head.pivot);
        Ok(Self { class, params, fixed, vocabulary, idf, idf_type, pivot, unicode, counts })
    }
}

type Idf = (Option<Vec<f64>>, &'static str);

fn idf(bytes: &[u8], kind: Option<&str>, terms: usize) -> Result<Idf, TfidfError> {
    let (values, kind): (Vec<f64>, _) = match kind {
        None => return Ok((None, "float64")),
        Some("float64") => (bytes.as_chunks::<8>().0.iter().map(|b| f64::from_le_bytes(*b)).collect(), "float64"),
        Some("float32") => (bytes.as_chunks::<4>().0.iter().map(|b| f64::from(f32::from_le_bytes(*b))).collect(), "float32"),
        Some(other) => return Err(malformed(&format!("idf of type {other:?}"))),
    };
    let width = if kind == "float32" { 4 } else { 8 };
    match values.len() == terms && bytes.len() == terms * width && values.iter().all(|v| v.is_finite()) {
        true => Ok((Some(values), kind)),
        false => Err(malformed("one finite idf per term")),
    }
}
