use crate::{TermStatistics, TfidfError};
use linfa::Float;
use newsloom_core::{Csr, CsrRef};
use serde::{Deserialize, Serialize};

/// To which length rows are brought.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Norm {
    /// The absolute values of a row add up to 1.
    L1,
    /// The squares of a row add up to 1.
    L2,
}

impl Norm {
    /// Brings one row to this length, summed in 64 bits; a row of zeros stays.
    pub fn apply<V: Float>(self, row: &mut [V]) {
        let wide = |v: &V| v.to_f64().unwrap_or_default();
        let length = match self {
            Self::L1 => row.iter().map(|v| wide(v).abs()).sum::<f64>(),
            Self::L2 => row.iter().map(|v| wide(v) * wide(v)).sum::<f64>().sqrt(),
        };
        if length != 0.0 {
            row.iter_mut().for_each(|v| *v = V::cast(wide(v) / length));
        }
    }
}

/// What is done to a row of counts, in scikit-learn's order: 1 for every count, the logarithm, idf, the norm.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RowWeights<V> {
    /// Whether every count is 1.
    pub binary: bool,
    /// Whether `1 + ln(count)` stands for the count.
    pub sublinear_tf: bool,
    /// What columns are multiplied by.
    pub idf: Option<Vec<V>>,
    /// To which length the row is brought.
    pub norm: Option<Norm>,
}

impl<V: Float> RowWeights<V> {
    /// Weights one row in place, given its columns.
    pub fn apply(&self, columns: &[u32], row: &mut [V]) {
        if self.binary {
            row.fill(V::one());
        }
        if self.sublinear_tf {
            row.iter_mut().for_each(|v| *v = v.ln() + V::one());
        }
        if let Some(idf) = &self.idf {
            row.iter_mut().zip(columns).for_each(|(v, &c)| *v *= idf[c as usize]);
        }
        if let Some(norm) = self.norm {
            norm.apply(row);
        }
    }
}

/// How counts are weighted, by scikit-learn's names and defaults. Every value is valid, so there is nothing to check.
///
/// `tf * idf`, then the norm. `tf` is the count, or `1 + ln(count)` if `sublinear_tf`. `idf` is `ln((1 + n) / (1 + df)) + 1` if
/// `smooth_idf`, else `ln(n / df) + 1`, and 1 without `use_idf`; `n` documents, of which the term stands in `df`.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct TfidfTransformerParams {
    pub(crate) norm: Option<Norm>,
    pub(crate) use_idf: bool,
    pub(crate) smooth_idf: bool,
    pub(crate) sublinear_tf: bool,
}

impl Default for TfidfTransformerParams {
    fn default() -> Self {
        Self { norm: Some(Norm::L2), use_idf: true, smooth_idf: true, sublinear_tf: false }
    }
}

impl TfidfTransformerParams {
    /// To which length rows are brought. Default: `Some(Norm::L2)`.
    #[must_use]
    pub fn norm(mut self, norm: Option<Norm>) -> Self {
        self.norm = norm;
        self
    }

    /// Whether counts are multiplied by idf. Default: true.
    #[must_use]
    pub fn use_idf(mut self, on: bool) -> Self {
        self.use_idf = on;
        self
    }

    /// Whether idf counts one more document that holds every term. Default: true.
    #[must_use]
    pub fn smooth_idf(mut self, on: bool) -> Self {
        self.smooth_idf = on;
        self
    }

    /// Whether `1 + ln(count)` stands for the count. Default: false.
    #[must_use]
    pub fn sublinear_tf(mut self, on: bool) -> Self {
        self.sublinear_tf = on;
        self
    }

    /// Learns idf from counts of shape `(documents, terms)`: a term stands in a document when a value is stored.
    #[must_use]
    pub fn fit<T>(&self, x: CsrRef<'_, T>) -> TfidfTransformer {
        let mut df = vec![0u64; x.cols()];
        x.parts().1.iter().for_each(|&c| df[c as usize] += 1);
        self.with_df(x.rows() as u64, &df)
    }

    /// Learns idf from term statistics, which may be of another corpus than the rows to be weighted.
    #[must_use]
    pub fn fit_statistics(&self, s: &TermStatistics) -> TfidfTransformer {
        self.with_df(s.documents, &s.df)
    }

    pub(crate) fn with_df(&self, documents: u64, df: &[u64]) -> TfidfTransformer {
        let one = f64::from(u8::from(self.smooth_idf));
        let n = documents as f64 + one;
        let idf = self.use_idf.then(|| df.iter().map(|&d| (n / (d as f64 + one)).ln() + 1.0).collect());
        let weights = RowWeights { binary: false, sublinear_tf: self.sublinear_tf, idf, norm: self.norm };
        TfidfTransformer { cols: df.len(), weights }
    }
}

/// Weights counts: scikit-learn's `TfidfTransformer`, fitted.
#[derive(Clone, Debug, PartialEq)]
pub struct TfidfTransformer {
    cols: usize,
    weights: RowWeights<f64>,
}

impl TfidfTransformer {
    /// The parameters, to be changed and then fitted.
    #[must_use]
    pub fn params() -> TfidfTransformerParams {
        TfidfTransformerParams::default()
    }

    /// idf per term; none without `use_idf`.
    #[must_use]
    pub fn idf(&self) -> Option<&[f64]> {
        self.weights.idf.as_deref()
    }

    /// The weights of counts, shape `(documents, terms)` in and out.
    ///
    /// # Errors
    /// When `x` has another number of columns than the counts this was fitted on.
    pub fn transform<T: Copy + Into<f64>>(&self, x: &Csr<T>) -> Result<Csr<f64>, TfidfError> {
        if x.cols() != self.cols {
            return Err(TfidfError::Columns { expected: self.cols, found: x.cols() });
        }
        let mut out = x.map(|v| (*v).into());
        for i in 0..out.rows() {
            let (columns, row) = out.row_mut(i);
            self.weight(columns, row);
        }
        Ok(out)
    }

    /// Weights one row in place.
    pub(crate) fn weight(&self, columns: &[u32], row: &mut [f64]) {
        self.weights.apply(columns, row);
    }
}
