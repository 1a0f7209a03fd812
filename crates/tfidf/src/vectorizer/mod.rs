//! A fitted vectorizer as it is kept in a file, whatever its class.

mod fit;
mod params;
mod saved;

use crate::counting::CountValue;
use crate::{Lookup, LookupRows, RowWeights, Rows, Vocabulary};
pub use fit::VectorizerFit;
use linfa::Float;
pub use params::{StopWords, VectorizerParams};

/// Which of the two estimators with a vocabulary.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum VectorizerClass {
    /// Counts.
    CountVectorizer,
    /// Weights.
    #[default]
    TfidfVectorizer,
}

/// What the values of rows are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ValueType {
    /// 64-bit floats.
    F64,
    /// 32-bit floats.
    F32,
    /// 64-bit integers; counts only.
    I64,
}

/// A fitted vectorizer: what [`Vectorizer::to_bytes`] writes and [`Vectorizer::from_bytes`] reads, in Rust, Python and the command alike.
///
/// ```
/// use newsloom_core::Partial;
/// use newsloom_tfidf::{Vectorizer, VectorizerParams};
/// let mut fit = VectorizerParams::default().fit()?;
/// ["rain and wind", "wind"].iter().for_each(|text| fit.observe(text));
/// let model = fit.finish()?;
/// let again = Vectorizer::from_bytes(&model.to_bytes()?)?;
/// assert_eq!(again.vocabulary().iter().collect::<Vec<_>>(), ["and", "rain", "wind"]);
/// let lookup = again.lookup();
/// let mut rows = again.rows::<f64>(&lookup);
/// rows.text("wind");
/// assert_eq!(rows.take().iter().collect::<Vec<_>>(), [(&[2][..], &[1.0][..])]);
/// # Ok::<(), newsloom_tfidf::TfidfError>(())
/// ```
#[derive(Clone, Debug)]
pub struct Vectorizer {
    class: VectorizerClass,
    params: VectorizerParams,
    fixed: bool,
    vocabulary: Vocabulary,
    idf: Option<Vec<f64>>,
    /// numpy's name of the type that idf was learned in.
    idf_type: &'static str,
    unicode: String,
    /// The state of growing models, carried through as it is.
    counts: Vec<u8>,
}

impl Vectorizer {
    /// Counts or weights.
    #[must_use]
    pub fn class(&self) -> VectorizerClass {
        self.class
    }

    /// The parameters it was made with.
    #[must_use]
    pub fn params(&self) -> &VectorizerParams {
        &self.params
    }

    /// The terms, one per column.
    #[must_use]
    pub fn vocabulary(&self) -> &Vocabulary {
        &self.vocabulary
    }

    /// idf per term; none for counts and without `use_idf`.
    #[must_use]
    pub fn idf(&self) -> Option<&[f64]> {
        self.idf.as_deref()
    }

    /// What the values of its rows are.
    #[must_use]
    pub fn value_type(&self) -> ValueType {
        match self.params.dtype.as_str() {
            "float32" => ValueType::F32,
            "int64" if self.class == VectorizerClass::CountVectorizer => ValueType::I64,
            _ => ValueType::F64,
        }
    }

    /// The vocabulary, ready for [`Self::rows`].
    #[must_use]
    pub fn lookup(&self) -> Lookup {
        // Parameters were checked when it was made.
        let analyzer = self.params.analyzer(&self.unicode).unwrap_or_default();
        Lookup::new(&analyzer, &self.vocabulary)
    }

    /// Rows of texts, as one thread makes them; `lookup` is of [`Self::lookup`].
    #[must_use]
    pub fn rows<'l, V: WeightValue>(&self, lookup: &'l Lookup) -> WeightedRows<'l, V> {
        let p = &self.params;
        let weights = match self.class {
            VectorizerClass::CountVectorizer => RowWeights { binary: p.binary, ..RowWeights::default() },
            VectorizerClass::TfidfVectorizer => {
                RowWeights { binary: p.binary, sublinear_tf: p.sublinear_tf, idf: self.idf.clone(), norm: p.norm }
            }
        };
        WeightedRows { weights: V::weights(&weights), rows: LookupRows::new(lookup) }
    }
}

/// Rows of texts over a fitted vectorizer's terms.
#[derive(Debug)]
pub struct WeightedRows<'l, V: WeightValue> {
    weights: V::Weights,
    rows: LookupRows<'l, V>,
}

impl<V: WeightValue> WeightedRows<'_, V> {
    /// Adds the row of a text.
    pub fn text(&mut self, text: &str) {
        let Self { weights, rows } = self;
        rows.text(text, |columns, row| V::apply(weights, columns, row));
    }

    /// The rows made since the last call.
    #[must_use]
    pub fn take(&mut self) -> Rows<V> {
        self.rows.take()
    }
}

/// What an entry of a row can be, with what weights it.
pub trait WeightValue: CountValue {
    /// What is done to a row.
    type Weights: std::fmt::Debug + Send;
    /// The same weights for values of this type.
    fn weights(weights: &RowWeights<f64>) -> Self::Weights;
    /// Weights one row in place, given its columns.
    fn apply(weights: &Self::Weights, columns: &[u32], row: &mut [Self]);
}

macro_rules! floats {
    ($($t:ty),*) => {$(impl WeightValue for $t {
        type Weights = RowWeights<$t>;
        fn weights(w: &RowWeights<f64>) -> RowWeights<$t> {
            let idf = w.idf.as_ref().map(|idf| idf.iter().map(|&v| <$t as Float>::cast(v)).collect());
            RowWeights { binary: w.binary, sublinear_tf: w.sublinear_tf, idf, norm: w.norm }
        }
        #[inline]
        fn apply(weights: &RowWeights<$t>, columns: &[u32], row: &mut [$t]) {
            weights.apply(columns, row);
        }
    })*};
}

floats!(f32, f64);

impl WeightValue for i64 {
    /// Whether every count is 1.
    type Weights = bool;
    fn weights(weights: &RowWeights<f64>) -> bool {
        weights.binary
    }
    #[inline]
    fn apply(binary: &bool, _: &[u32], row: &mut [i64]) {
        if *binary {
            row.fill(1);
        }
    }
}
