use super::metric::Metric;
use crate::AnalysisError;
use linfa::ParamGuard;
use newsloom_cluster::Lsa;
use newsloom_core::Csr;

/// Components that rows are reduced to.
const COMPONENTS: usize = 150;

/// How rows are reduced: by latent semantic analysis, or not at all when there is next to nothing to reduce; then, once topics are known,
/// turned by the metric that was learnt from them.
#[derive(Clone, Debug)]
pub(super) struct Reduction {
    lsa: Option<Lsa>,
    metric: Option<Metric>,
}

impl Reduction {
    pub(super) fn fit(rows: &Csr<f64>, seed: u64) -> Result<Self, AnalysisError> {
        let full = (0..rows.rows()).filter(|&i| !rows.row(i).0.is_empty()).count();
        let d = COMPONENTS.min(full / 4).max(2.min(full)).min(rows.cols());
        let lsa = if d < 2 { None } else { Some(Lsa::params(d).seed(seed).check()?.fit_rows(rows.view())?) };
        Ok(Self { lsa, metric: None })
    }

    /// The same, by the metric that topics found in the reduced space have shown.
    pub(super) fn by(self, metric: Option<Metric>) -> Self {
        Self { metric, ..self }
    }

    /// Unit rows in the reduced space.
    pub(super) fn apply(&self, rows: &Csr<f64>) -> Result<Csr<f64>, AnalysisError> {
        let reduced = match &self.lsa {
            Some(lsa) => {
                let reduced = lsa.project(rows.view())?;
                sparse(reduced.rows().into_iter().map(|r| r.to_slice().unwrap_or_default()), reduced.ncols())
            }
            None => rows.clone(),
        };
        Ok(self.metric.as_ref().map_or_else(|| reduced.clone(), |m| m.apply(&reduced)))
    }

    /// What each term adds to the product with a direction of the reduced space, before rows are brought to norm one.
    pub(super) fn of_terms(&self, direction: &[f64]) -> Vec<f64> {
        let mut direction = direction.to_vec();
        if let Some(metric) = &self.metric {
            metric.back(&mut direction);
        }
        match &self.lsa {
            Some(lsa) => lsa.components().columns().into_iter().map(|c| c.iter().zip(&direction).map(|(x, y)| x * y).sum()).collect(),
            None => direction,
        }
    }
}

/// Rows of `d` values, or of none, without their zeros.
pub(super) fn sparse<'a>(rows: impl Iterator<Item = &'a [f64]>, d: usize) -> Csr<f64> {
    let mut indptr = vec![0];
    let (mut indices, mut data) = (Vec::new(), Vec::new());
    for row in rows {
        for (c, &v) in row.iter().enumerate().filter(|(_, v)| **v != 0.0) {
            indices.push(c as u32);
            data.push(v);
        }
        indptr.push(indices.len());
    }
    Csr::try_new(d, indptr, indices, data).unwrap_or_else(|_| Csr::empty(d))
}
