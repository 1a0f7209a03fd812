//! Counting and weighting of terms.

mod hashing;
mod state;

pub(crate) use hashing::{hash_rows, murmur3_32};
pub(crate) use state::{PyTermCounts, pack, unpack};

use crate::documents::{Document, Documents};
use crate::error::{Error, detached};
use newsloom_core::Csr;
use newsloom_text::word_pattern::{StripAccents, UnicodeVersion};
use newsloom_text::{Language, StemEngine};
use newsloom_tfidf::{
    Analyzer, CountValue, Counted, CountedShard, Lookup, LookupRows, Norm, RowWeights, Selection, Terms, TfidfError, Vocabulary, gather,
};
use numpy::{Element, IntoPyArray, PyArray1, PyReadonlyArray1};
use pyo3::exceptions::{PyRuntimeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyList, PyString};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// `indptr`, `indices`, `data`.
type Arrays<'py> = (Bound<'py, PyArray1<i64>>, Bound<'py, PyArray1<u32>>, Bound<'py, PyAny>);

pub(crate) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Runs `f` with `n_jobs` threads; Ctrl-C ends it.
pub(crate) fn install<R: Send>(py: Python<'_>, n_jobs: usize, f: impl FnOnce() -> R + Send) -> PyResult<R> {
    Ok(detached(py, n_jobs, || Ok::<R, TfidfError>(f()))?)
}

/// How texts become terms.
#[pyclass(name = "Analyzer", module = "newsloom._core", frozen)]
pub(crate) struct PyAnalyzer(Analyzer);

#[pymethods]
impl PyAnalyzer {
    #[new]
    #[pyo3(signature = (*, terms, min_len, lowercase, strip_accents, stop_words, stemmer, ngram_range, unicode_version))]
    #[allow(clippy::too_many_arguments)]
    fn new(
        terms: &str,
        min_len: usize,
        lowercase: bool,
        strip_accents: Option<&str>,
        stop_words: Vec<String>,
        stemmer: Option<(String, String)>,
        ngram_range: (usize, usize),
        unicode_version: &str,
    ) -> Result<Self, Error> {
        let terms = match terms {
            "char" => Terms::Chars,
            "char_wb" => Terms::CharsInWords,
            _ => Terms::Words { min_len },
        };
        let strip = match strip_accents {
            Some("ascii") => Some(StripAccents::Ascii),
            Some(_) => Some(StripAccents::Unicode),
            None => None,
        };
        let stemmer = stemmer.map(|(language, engine)| stemmer_of(&language, &engine)).transpose()?;
        let analyzer = Analyzer::default()
            .terms(terms)
            .lowercase(lowercase)
            .strip_accents(strip)
            .stop_words(stop_words)
            .stemmer(stemmer)
            .ngram_range(ngram_range.0, ngram_range.1)
            .unicode_version(UnicodeVersion::parse(unicode_version));
        analyzer.check()?;
        Ok(Self(analyzer))
    }
}

fn stemmer_of(language: &str, engine: &str) -> PyResult<(Language, StemEngine)> {
    let language = language.parse::<Language>().map_err(|e| PyValueError::new_err(format!("stemmer: {e}")))?;
    let engine = engine.parse::<StemEngine>().map_err(|e| PyValueError::new_err(e.to_string()))?;
    Ok((language, engine))
}

/// What is done to a row of counts.
#[derive(FromPyObject)]
pub(crate) struct Weighting<'py> {
    #[pyo3(item)]
    binary: bool,
    #[pyo3(item)]
    sublinear_tf: bool,
    #[pyo3(item)]
    idf: Option<PyReadonlyArray1<'py, f64>>,
    #[pyo3(item)]
    norm: Option<String>,
    #[pyo3(item)]
    dtype: String,
}

impl Weighting<'_> {
    fn of<V: linfa::Float>(&self) -> PyResult<RowWeights<V>> {
        let norm = match self.norm.as_deref() {
            Some("l1") => Some(Norm::L1),
            Some(_) => Some(Norm::L2),
            None => None,
        };
        let idf = match &self.idf {
            Some(a) => Some(a.as_slice()?.iter().map(|&v| V::cast(v)).collect()),
            None => None,
        };
        Ok(RowWeights { binary: self.binary, sublinear_tf: self.sublinear_tf, idf, norm })
    }

    /// idf has one value per column, since rows index it.
    fn check(&self, cols: usize) -> PyResult<()> {
        match &self.idf {
            Some(idf) if idf.len()? != cols => {
                Err(PyValueError::new_err(format!("idf length = {} must be equal to vocabulary size = {cols}", idf.len()?)))
            }
            _ => Ok(()),
        }
    }
}

fn arrays<V: Element>(py: Python<'_>, x: Csr<V>) -> Arrays<'_> {
    let (indptr, indices, data) = x.into_parts();
    let indptr: Vec<i64> = indptr.into_iter().map(|p| p as i64).collect();
    (indptr.into_pyarray(py), indices.into_pyarray(py), data.into_pyarray(py).into_any())
}

/// Documents counted, over terms that have no order yet.
#[pyclass(name = "Counted", module = "newsloom._core", frozen)]
pub(crate) struct PyCounted {
    counted: Counted,
    selection: Mutex<Option<Selection>>,
}

/// Counts documents.
#[pyfunction]
#[pyo3(signature = (analyzer, documents, n_jobs))]
pub(crate) fn count(py: Python<'_>, analyzer: &PyAnalyzer, documents: Documents<'_>, n_jobs: usize) -> PyResult<PyCounted> {
    let a = &analyzer.0;
    let shards = documents.pump(
        py,
        n_jobs,
        || CountedShard::new(a),
        |shard, n, batch| {
            shard.begin(n);
            batch.iter().for_each(|d| shard.text(d.text()));
        },
    )?;
    let counted = install(py, n_jobs, || Counted::new(a, shards))?;
    Ok(PyCounted { counted, selection: Mutex::new(None) })
}

#[pymethods]
impl PyCounted {
    #[getter]
    fn n_documents(&self) -> u64 {
        self.counted.documents()
    }

    #[getter]
    fn n_selected(&self) -> PyResult<usize> {
        Ok(self.selected()?.len())
    }

    #[getter]
    fn is_empty(&self) -> bool {
        self.counted.is_empty()
    }

    /// Selects the terms that stand in `low` to `high` documents; how many they are.
    fn select(&self, py: Python<'_>, low: f64, high: f64, n_jobs: usize) -> PyResult<usize> {
        let selection = install(py, n_jobs, || self.counted.between(low, high))?;
        let n = selection.len();
        *lock(&self.selection) = Some(selection);
        Ok(n)
    }

    /// Keeps the selected terms at these places.
    fn keep(&self, mask: PyReadonlyArray1<'_, bool>) -> PyResult<()> {
        let mask = mask.as_slice()?;
        if let Some(s) = lock(&self.selection).as_mut() {
            s.retain(|i| mask.get(i).copied().unwrap_or(false));
        }
        Ok(())
    }

    /// Documents that hold each selected term.
    fn df<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyArray1<u64>>> {
        Ok(self.counted.df(&self.selected()?).into_pyarray(py))
    }

    /// Occurrences of each selected term.
    fn tf<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyArray1<u64>>> {
        Ok(self.counted.tf(&self.selected()?).into_pyarray(py))
    }

    fn vocabulary(&self, py: Python<'_>, n_jobs: usize) -> PyResult<PyVocabulary> {
        let selection = self.selected()?;
        Ok(PyVocabulary(install(py, n_jobs, || self.counted.vocabulary(&selection))?))
    }

    /// One row per document over the selected terms.
    fn rows<'py>(&self, py: Python<'py>, weighting: Weighting<'py>, n_jobs: usize) -> PyResult<Arrays<'py>> {
        let s = self.selected()?;
        weighting.check(s.len())?;
        match weighting.dtype.as_str() {
            "float64" => {
                let w = weighting.of::<f64>()?;
                Ok(arrays(py, install(py, n_jobs, || self.counted.rows(&s, |c, r: &mut [f64]| w.apply(c, r)))?))
            }
            "float32" => {
                let w = weighting.of::<f32>()?;
                Ok(arrays(py, install(py, n_jobs, || self.counted.rows(&s, |c, r: &mut [f32]| w.apply(c, r)))?))
            }
            _ => {
                let binary = weighting.binary;
                Ok(arrays(py, install(py, n_jobs, || self.counted.rows(&s, |_, r: &mut [i64]| ones(binary, r)))?))
            }
        }
    }
}

fn ones(binary: bool, row: &mut [i64]) {
    if binary {
        row.fill(1);
    }
}

impl PyCounted {
    fn selected(&self) -> PyResult<Selection> {
        lock(&self.selection).clone().ok_or_else(|| PyRuntimeError::new_err("no terms are selected yet"))
    }
}

/// Terms by column.
#[pyclass(name = "Vocabulary", module = "newsloom._core", frozen)]
pub(crate) struct PyVocabulary(Vocabulary);

#[pymethods]
impl PyVocabulary {
    #[new]
    fn new(terms: Vec<pyo3::pybacked::PyBackedStr>) -> Result<Self, Error> {
        Ok(Self(Vocabulary::try_new(terms)?))
    }

    fn __len__(&self) -> usize {
        self.0.len()
    }

    /// Terms to columns.
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let dict = PyDict::new(py);
        for (i, term) in self.0.iter().enumerate() {
            dict.set_item(PyString::new(py, term), i)?;
        }
        Ok(dict)
    }

    /// Terms in the order of columns.
    fn to_list<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyList>> {
        PyList::new(py, self.0.iter())
    }

    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<(Bound<'py, PyAny>, (Bound<'py, PyList>,))> {
        let py = slf.py();
        Ok((slf.get_type().into_any(), (slf.get().to_list(py)?,)))
    }
}

/// A vocabulary ready for counting its terms.
#[pyclass(name = "Lookup", module = "newsloom._core", frozen)]
pub(crate) struct PyLookup(Lookup);

#[pymethods]
impl PyLookup {
    #[new]
    fn new(py: Python<'_>, analyzer: &PyAnalyzer, vocabulary: &PyVocabulary) -> Self {
        Self(py.detach(|| Lookup::new(&analyzer.0, &vocabulary.0)))
    }

    /// One row per document.
    fn rows<'py>(&self, py: Python<'py>, documents: Documents<'py>, weighting: Weighting<'py>, n_jobs: usize) -> PyResult<Arrays<'py>> {
        weighting.check(self.0.cols())?;
        match weighting.dtype.as_str() {
            "float64" => {
                let w = weighting.of::<f64>()?;
                Ok(arrays(py, self.run(py, &documents, n_jobs, |c, r: &mut [f64]| w.apply(c, r))?))
            }
            "float32" => {
                let w = weighting.of::<f32>()?;
                Ok(arrays(py, self.run(py, &documents, n_jobs, |c, r: &mut [f32]| w.apply(c, r))?))
            }
            _ => {
                let binary = weighting.binary;
                Ok(arrays(py, self.run(py, &documents, n_jobs, |_, r: &mut [i64]| ones(binary, r))?))
            }
        }
    }
}

impl PyLookup {
    fn run<V: CountValue>(
        &self,
        py: Python<'_>,
        documents: &Documents<'_>,
        n_jobs: usize,
        finish: impl Fn(&[u32], &mut [V]) + Sync + Send,
    ) -> PyResult<Csr<V>> {
        let step = |rows: &mut LookupRows<'_, V>, n: usize, batch: &[Document<'_>]| {
            rows.begin(n);
            batch.iter().for_each(|d| rows.text(d.text(), &finish));
        };
        let shards = documents.pump(py, n_jobs, || LookupRows::new(&self.0), step)?;
        install(py, n_jobs, || gather(self.0.cols(), shards.into_iter().map(LookupRows::finish).collect()))
    }
}
