//! A comparison for Python.

use crate::error::Error;
use crate::keyness::{KeynessArguments, computed};
use crate::value::{serialized, to_py};
use newsloom_compare::Comparison;
use newsloom_report::comparison_page;
use newsloom_text::CodePoints;
use pyo3::prelude::*;

/// The coverage of one story as Rust holds it; the face is `newsloom.Comparison`.
#[pyclass(name = "Comparison", module = "newsloom._core", frozen)]
pub(crate) struct PyComparison {
    inner: Comparison,
}

impl From<Comparison> for PyComparison {
    fn from(inner: Comparison) -> Self {
        Self { inner }
    }
}

/// The stretches of a wording, in code points, whose words another wording does not have at this point.
#[pyfunction]
pub(crate) fn differing_words(reference: &str, text: &str) -> Vec<(usize, usize)> {
    let points = CodePoints::new(text);
    newsloom_report::differing_words(reference, text).into_iter().map(|r| (points.at(r.start), points.at(r.end))).collect()
}

#[pymethods]
impl PyComparison {
    /// The result in the form of JSON schema 1, as plain Python objects.
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        to_py(py, &py.detach(|| self.inner.to_json()))
    }

    /// Compares the words of the articles.
    fn keyness<'py>(&self, py: Python<'py>, by: Option<&str>, options: KeynessArguments) -> Result<Bound<'py, PyAny>, Error> {
        computed(py, options, |o| self.inner.keyness(by, o))
    }

    /// The result as JSON, schema 1: the same bytes as the command writes.
    fn to_json(&self, py: Python<'_>) -> String {
        py.detach(|| format!("{:#}", self.inner.to_json()))
    }

    /// Why two articles are alike.
    fn explain<'py>(&self, py: Python<'py>, a: &str, b: &str) -> Result<Bound<'py, PyAny>, Error> {
        let found = py.detach(|| self.inner.explain(a, b))?;
        Ok(serialized(py, &found)?)
    }

    /// Why the members of two articles in one statement count as reporting the same.
    fn explain_statement<'py>(&self, py: Python<'py>, statement: &str, a: &str, b: &str) -> Result<Bound<'py, PyAny>, Error> {
        let found = py.detach(|| self.inner.explain_statement(statement, a, b))?;
        Ok(serialized(py, &found)?)
    }

    /// The result as one HTML page that loads nothing from elsewhere.
    fn to_html(&self, py: Python<'_>) -> String {
        py.detach(|| comparison_page(&self.inner))
    }
}
