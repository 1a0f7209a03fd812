//! Keyness for Python.

use crate::error::{Error, detached};
use crate::value::to_py;
use newsloom_compare::{CompareError, Keyness, KeynessOptions, Unit, WordOptions, keyness_of_texts};
use newsloom_text::Language;
use pyo3::prelude::*;
use pyo3::pybacked::PyBackedStr;

/// The parameters as the Python functions pass them on, in a dict.
#[derive(FromPyObject)]
#[pyo3(from_item_all)]
pub(crate) struct KeynessArguments {
    measure: String,
    correction: Option<String>,
    unit: String,
    min_count: u64,
    confidence: f64,
    prior: Option<f64>,
    top: Option<usize>,
    target: Option<String>,
    stop_words: Vec<String>,
    stemmer: Option<String>,
    ngram_range: (usize, usize),
    n_jobs: usize,
}

impl KeynessArguments {
    /// The checked parameters, and the number of threads.
    pub(crate) fn options(self) -> Result<(KeynessOptions, usize), Error> {
        let unit: Unit = self.unit.parse()?;
        let stemmer = self.stemmer.map(|s| s.parse::<Language>()).transpose()?;
        let options = KeynessOptions {
            measure: self.measure.parse()?,
            correction: self.correction.map(|c| c.parse()).transpose()?,
            unit,
            min_count: self.min_count,
            confidence: self.confidence,
            prior: self.prior,
            top: self.top,
            target: self.target,
            words: WordOptions { stop_words: self.stop_words, stemmer, ngram_range: self.ngram_range },
        };
        options.check()?;
        Ok((options, self.n_jobs))
    }
}

/// Computes on the threads asked for; the result in the form of JSON schema 1.
pub(crate) fn computed<'py>(
    py: Python<'py>,
    arguments: KeynessArguments,
    compute: impl FnOnce(&KeynessOptions) -> Result<Keyness, CompareError> + Send,
) -> Result<Bound<'py, PyAny>, Error> {
    let (options, n_jobs) = arguments.options()?;
    let found = detached(py, n_jobs, || compute(&options).map(|k| k.to_json()))?;
    Ok(to_py(py, &found)?)
}

/// Compares the words of two lists of texts.
#[pyfunction]
pub(crate) fn keyness<'py>(
    py: Python<'py>,
    target: Vec<PyBackedStr>,
    reference: Vec<PyBackedStr>,
    options: KeynessArguments,
) -> Result<Bound<'py, PyAny>, Error> {
    computed(py, options, |o| keyness_of_texts(&target, &reference, o))
}
