//! A fitted vectorizer as it is kept in a file, whatever its class.

mod fit;
mod params;
mod saved;

use crate::counting::CountValue;
use crate::pattern_terms::PatternTerms;
use crate::smart::{SmartWeights, widths};
use crate::{Analyzer, Lookup, LookupRows, RowWeights, Rows, Vocabulary};
pub use fit::VectorizerFit;
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
    /// 64-bit integers; as those below, for counts only.
    I64,
    /// 32-bit integers.
    I32,
    /// 16-bit integers.
    I16,
    /// 8-bit integers.
    I8,
    /// 64-bit integers without sign.
    U64,
    /// 32-bit integers without sign.
    U32,
    /// 16-bit integers without sign.
    U16,
    /// 8-bit integers without sign.
    U8,
    /// Whether there are any.
    Bool,
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
    /// Of a SMART string: the pivot in use.
    pivot: Option<f64>,
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
        // Parameters were checked when it was made.
        self.params.value_type().unwrap_or(ValueType::F64)
    }

    /// The vocabulary, ready for [`Self::rows`].
    #[must_use]
    pub fn lookup(&self) -> Lookup {
        match self.params.analyzer(&self.unicode) {
            Ok((analyzer, None)) => Lookup::new(&analyzer, &self.vocabulary),
            _ => Lookup::new(&Analyzer::default(), &self.vocabulary).with_terms(&self.vocabulary),
        }
    }

    /// Rows of texts, as one thread makes them; `lookup` is of [`Self::lookup`].
    #[must_use]
    pub fn rows<'l, V: WeightValue>(&self, lookup: &'l Lookup) -> WeightedRows<'l, V> {
        let p = &self.params;
        let weights = || RowWeights { binary: p.binary, sublinear_tf: p.sublinear_tf, idf: self.idf.clone(), norm: p.norm };
        let weighing = match (self.class, p.smart(), self.value_type()) {
            (VectorizerClass::TfidfVectorizer, Ok(Some(letters)), _) => {
                let (idf, widths) = (self.idf.clone().unwrap_or_default(), widths(self.vocabulary.iter()));
                Kind::Smart(p.binary, SmartWeights { letters, idf, widths, pivot: self.pivot, slope: p.slope })
            }
            (VectorizerClass::TfidfVectorizer, _, ValueType::F32) => {
                let RowWeights { binary, sublinear_tf, idf, norm } = weights();
                let idf = idf.map(|idf| idf.into_iter().map(|v| v as f32).collect());
                Kind::Single(RowWeights { binary, sublinear_tf, idf, norm })
            }
            (VectorizerClass::TfidfVectorizer, ..) => Kind::Double(weights()),
            (VectorizerClass::CountVectorizer, ..) => Kind::Counts(p.binary),
        };
        let pattern = p.analyzer(&self.unicode).ok().and_then(|(_, pattern)| pattern);
        WeightedRows { weighing: Weighing(weighing), pattern, rows: LookupRows::new(lookup) }
    }
}

/// Rows of texts over a fitted vectorizer's terms.
#[derive(Debug)]
pub struct WeightedRows<'l, V: WeightValue> {
    weighing: Weighing,
    pattern: Option<PatternTerms>,
    rows: LookupRows<'l, V>,
}

impl<V: WeightValue> WeightedRows<'_, V> {
    /// Adds the row of a text.
    pub fn text(&mut self, text: &str) {
        let Self { weighing, pattern, rows } = self;
        let finish = |columns: &[u32], row: &mut [V]| V::weigh(weighing, columns, row);
        match pattern {
            Some(pattern) => rows.terms(pattern.of(text), finish),
            None => rows.text(text, finish),
        }
    }

    /// The rows made since the last call.
    #[must_use]
    pub fn take(&mut self) -> Rows<V> {
        self.rows.take()
    }
}

/// What a fitted vectorizer does to a row of counts.
#[derive(Debug)]
pub struct Weighing(Kind);

#[derive(Debug)]
enum Kind {
    /// Nothing, or 1 for every count.
    Counts(bool),
    Single(RowWeights<f32>),
    Double(RowWeights<f64>),
    /// A SMART string, of counts or of 1 for every count.
    Smart(bool, SmartWeights),
}

/// What an entry of a row can be, with how it is weighted.
pub trait WeightValue: CountValue {
    /// Weights one row in place, given its columns.
    fn weigh(weighing: &Weighing, columns: &[u32], row: &mut [Self]) {
        if let Weighing(Kind::Counts(true) | Kind::Smart(true, _)) = weighing {
            row.fill(Self::from_count(1));
        }
        Self::weigh_floats(weighing, columns, row);
    }

    /// Weights a row of floats in place; what is no float is a count.
    fn weigh_floats(_weighing: &Weighing, _columns: &[u32], _row: &mut [Self]) {}
}

impl WeightValue for f64 {
    fn weigh_floats(weighing: &Weighing, columns: &[u32], row: &mut [f64]) {
        match &weighing.0 {
            Kind::Double(weights) => weights.apply(columns, row),
            Kind::Smart(_, weights) => weights.apply(columns, row),
            Kind::Counts(_) | Kind::Single(_) => {}
        }
    }
}

impl WeightValue for f32 {
    fn weigh_floats(weighing: &Weighing, columns: &[u32], row: &mut [f32]) {
        match &weighing.0 {
            Kind::Single(weights) => weights.apply(columns, row),
            Kind::Smart(_, weights) => {
                let mut wide: Vec<f64> = row.iter().map(|&v| v.into()).collect();
                weights.apply(columns, &mut wide);
                row.iter_mut().zip(wide).for_each(|(v, w)| *v = w as f32);
            }
            Kind::Counts(_) | Kind::Double(_) => {}
        }
    }
}

macro_rules! counts {
    ($($t:ty),*) => {$(impl WeightValue for $t {})*};
}

counts!(bool, u8, u16, u32, u64, i8, i16, i32, i64);
