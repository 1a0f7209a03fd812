use crate::{Norm, TfidfError};
use linfa::ParamGuard;
use newsloom_core::Csr;

/// Adds up the rows that have one label: counts of documents become counts of classes, shape `(classes, terms)`.
///
/// # Errors
/// When there is not one label per row, or a label is not below `classes`.
pub fn sum_rows<T: Copy + Into<f64>>(x: &Csr<T>, labels: &[usize], classes: usize) -> Result<Csr<f64>, TfidfError> {
    if labels.len() != x.rows() {
        return Err(TfidfError::Labels { labels: labels.len(), rows: x.rows() });
    }
    if let Some(l) = labels.iter().find(|&&l| l >= classes) {
        return Err(TfidfError::parameter("labels", "below the number of classes", l));
    }
    let mut members = vec![Vec::new(); classes];
    labels.iter().enumerate().for_each(|(i, &l)| members[l].push(i));
    let mut sums = vec![0.0; x.cols()];
    let mut seen = vec![false; x.cols()];
    let mut indptr = vec![0];
    let (mut indices, mut data) = (Vec::new(), Vec::new());
    for rows in members {
        let from = indices.len();
        for i in rows {
            let (c, v) = x.row(i);
            for (&c, &v) in c.iter().zip(v) {
                sums[c as usize] += v.into();
                if !std::mem::replace(&mut seen[c as usize], true) {
                    indices.push(c);
                }
            }
        }
        indices[from..].sort_unstable();
        for &c in &indices[from..] {
            data.push(std::mem::take(&mut sums[c as usize]));
            seen[c as usize] = false;
        }
        indptr.push(indices.len());
    }
    Ok(Csr::try_new(x.cols(), indptr, indices, data).unwrap_or_else(|_| Csr::empty(x.cols())))
}

/// How the counts of classes are weighted, by BERTopic's names and defaults.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ClassTfidfParams(ClassTfidfValidParams);

/// Checked [`ClassTfidfParams`].
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ClassTfidfValidParams {
    bm25_weighting: bool,
    reduce_frequent_words: bool,
    seeds: Vec<u32>,
    seed_multiplier: Option<f64>,
}

impl ClassTfidfParams {
    /// Whether idf is BM25's, `ln(1 + (A - f + 0.5) / (f + 0.5))`, in place of `ln(1 + A / f)`. Default: false.
    #[must_use]
    pub fn bm25_weighting(mut self, on: bool) -> Self {
        self.0.bm25_weighting = on;
        self
    }

    /// Whether the square root of a term's share in its class stands for the share. Default: false.
    #[must_use]
    pub fn reduce_frequent_words(mut self, on: bool) -> Self {
        self.0.reduce_frequent_words = on;
        self
    }

    /// Columns whose idf is multiplied by `multiplier` (BERTopic's `seed_words`, with 2 as its default). Default: none.
    #[must_use]
    pub fn seeds(mut self, columns: impl IntoIterator<Item = u32>, multiplier: f64) -> Self {
        self.0.seeds = columns.into_iter().collect();
        self.0.seed_multiplier = Some(multiplier);
        self
    }
}

impl ParamGuard for ClassTfidfParams {
    type Checked = ClassTfidfValidParams;
    type Error = TfidfError;

    fn check_ref(&self) -> Result<&Self::Checked, Self::Error> {
        match self.0.seed_multiplier {
            Some(m) if !(m.is_finite() && m >= 0.0) => Err(TfidfError::parameter("seed_multiplier", "finite and not negative", m)),
            _ => Ok(&self.0),
        }
    }

    fn check(self) -> Result<Self::Checked, Self::Error> {
        self.check_ref()?;
        Ok(self.0)
    }
}

impl ClassTfidfValidParams {
    /// Learns idf from the counts of classes, shape `(classes, terms)`; see [`sum_rows`].
    ///
    /// # Errors
    /// When a seed is no column.
    pub fn fit(&self, classes: &Csr<f64>) -> Result<ClassTfidf, TfidfError> {
        if let Some(c) = self.seeds.iter().find(|&&c| c as usize >= classes.cols()) {
            return Err(TfidfError::parameter("seeds", "columns of the matrix", c));
        }
        let mut f = vec![0.0; classes.cols()];
        let mut all = 0.0;
        for i in 0..classes.rows() {
            let (c, v) = classes.row(i);
            c.iter().zip(v).for_each(|(&c, &v)| f[c as usize] += v);
            all += v.iter().sum::<f64>();
        }
        let mean = (all / classes.rows().max(1) as f64).floor();
        let bm25 = self.bm25_weighting;
        let mut idf: Vec<f64> =
            f.iter().map(|f| if bm25 { (1.0 + (mean - f + 0.5) / (f + 0.5)).ln() } else { (mean / f + 1.0).ln() }).collect();
        self.seeds.iter().for_each(|&c| idf[c as usize] *= self.seed_multiplier.unwrap_or(1.0));
        Ok(ClassTfidf { params: self.clone(), idf })
    }
}

/// Class-based TF-IDF as BERTopic has it: which terms tell one class from the others.
///
/// `W(t, c) = tf(t, c) * ln(1 + A / f(t))`: `tf` is the share of the term in the words of the class, `f` its count over all
/// classes, `A` the mean number of words per class, cut to a whole number. Grootendorst (2022), "BERTopic".
#[derive(Clone, Debug, PartialEq)]
pub struct ClassTfidf {
    params: ClassTfidfValidParams,
    idf: Vec<f64>,
}

impl ClassTfidf {
    /// The parameters, to be changed and then fitted.
    #[must_use]
    pub fn params() -> ClassTfidfParams {
        ClassTfidfParams::default()
    }

    /// idf per term.
    #[must_use]
    pub fn idf(&self) -> &[f64] {
        &self.idf
    }

    /// The weights of the counts of classes, shape `(classes, terms)` in and out.
    ///
    /// # Errors
    /// When `classes` has another number of columns than the counts this was fitted on.
    ///
    /// ```
    /// use linfa::ParamGuard;
    /// use newsloom_core::Csr;
    /// use newsloom_tfidf::ClassTfidf;
    /// let counts = Csr::try_new(2, vec![0, 2, 3], vec![0, 1, 1], vec![3.0, 1.0, 4.0])?;
    /// let w = ClassTfidf::params().check()?.fit(&counts)?.transform(&counts)?;
    /// assert_eq!(w.row(0).1[0], 0.75 * (4.0f64 / 3.0 + 1.0).ln());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn transform(&self, classes: &Csr<f64>) -> Result<Csr<f64>, TfidfError> {
        if classes.cols() != self.idf.len() {
            return Err(TfidfError::Columns { expected: self.idf.len(), found: classes.cols() });
        }
        let mut out = classes.clone();
        for i in 0..out.rows() {
            let (columns, row) = out.row_mut(i);
            Norm::L1.apply(row);
            if self.params.reduce_frequent_words {
                row.iter_mut().for_each(|v| *v = v.sqrt());
            }
            row.iter_mut().zip(columns).for_each(|(v, &c)| *v *= self.idf[c as usize]);
        }
        Ok(out)
    }
}
