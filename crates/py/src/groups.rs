//! Topics and stories for Python.

use crate::corpus::PyCorpus;
use crate::error::{Error, detached};
use crate::value::serialized;
use newsloom_analysis::{AnalysisError, StoryModel, TopicModel};
use pyo3::prelude::*;
use pyo3::types::PyBytes;
use std::sync::Arc;

/// The topics of a pile as Rust holds them; the face is `newsloom.Topics`.
#[pyclass(name = "Topics", module = "newsloom._core", frozen)]
pub(crate) struct PyTopics(pub(crate) TopicModel);

#[pymethods]
impl PyTopics {
    /// The result in the form of JSON schema 1.
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        serialized(py, self.0.topics())
    }

    /// Why an article is in its topic rather than in the runner-up.
    fn why<'py>(&self, py: Python<'py>, id: &str) -> Result<Bound<'py, PyAny>, Error> {
        let found = py.detach(|| self.0.why(id))?;
        Ok(serialized(py, &found)?)
    }

    /// The topics of more articles, the model unchanged.
    #[pyo3(signature = (corpus, *, n_jobs))]
    fn assign<'py>(&self, py: Python<'py>, corpus: &PyCorpus, n_jobs: usize) -> Result<Bound<'py, PyAny>, Error> {
        let articles = Arc::clone(corpus.articles());
        let found = detached(py, n_jobs, || self.0.assign(&articles))?;
        Ok(serialized(py, &found)?)
    }
}

/// The stories of a pile as Rust holds them; the face is `newsloom.Stories`.
#[pyclass(name = "Stories", module = "newsloom._core", frozen)]
pub(crate) struct PyStories(pub(crate) StoryModel);

#[pymethods]
impl PyStories {
    /// The result in the form of JSON schema 1.
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        serialized(py, self.0.stories())
    }

    /// The stories with more articles taken in; these stay as they are.
    #[pyo3(signature = (corpus, *, n_jobs))]
    fn add(&self, py: Python<'_>, corpus: &PyCorpus, n_jobs: usize) -> Result<Self, Error> {
        let articles = Arc::clone(corpus.articles());
        let grow = || -> Result<StoryModel, AnalysisError> {
            let mut model = self.0.clone();
            model.add(&articles)?;
            Ok(model)
        };
        Ok(Self(detached(py, n_jobs, grow)?))
    }

    /// The articles, by id.
    fn corpus(&self) -> PyCorpus {
        PyCorpus::of(self.0.articles().to_vec())
    }

    /// The stories with their articles as bytes: versioned, checksummed, no code.
    fn to_bytes<'py>(&self, py: Python<'py>) -> Result<Bound<'py, PyBytes>, Error> {
        let bytes = py.detach(|| self.0.to_bytes())?;
        Ok(PyBytes::new(py, &bytes))
    }

    /// Reads what `to_bytes` wrote.
    #[staticmethod]
    #[pyo3(signature = (bytes, *, n_jobs))]
    fn from_bytes(py: Python<'_>, bytes: &[u8], n_jobs: usize) -> Result<Self, Error> {
        Ok(Self(detached(py, n_jobs, || StoryModel::from_bytes(bytes))?))
    }
}
