//! Keywords in context and collocations for Python.

use crate::error::{Error, detached};
use newsloom_compare::{CollocationOptions, CompareError, KwicOptions, KwicRow};
use newsloom_text::CodePoints;
use pyo3::prelude::*;
use pyo3::pybacked::PyBackedStr;
use pyo3::types::PyDict;

/// Occurrences of patterns as columns: index of the text, from, to (code points), pre, keyword, post, index of the pattern.
#[pyfunction]
#[pyo3(signature = (texts, patterns, *, window, valuetype, case_insensitive, n_jobs))]
pub(crate) fn kwic<'py>(
    py: Python<'py>,
    texts: Vec<PyBackedStr>,
    patterns: Vec<PyBackedStr>,
    window: usize,
    valuetype: &str,
    case_insensitive: bool,
    n_jobs: usize,
) -> Result<Bound<'py, PyDict>, Error> {
    let options = KwicOptions { window, valuetype: valuetype.parse()?, case_insensitive };
    let (rows, spans) = detached(py, n_jobs, || {
        let rows = newsloom_compare::kwic(&texts, &patterns, &options)?;
        let spans = rows.chunk_by(|a, b| a.text == b.text).flat_map(|rows| {
            let points = CodePoints::new(&texts[rows[0].text]);
            rows.iter().map(move |r| points.span(r.keyword)).collect::<Vec<_>>()
        });
        let spans: Vec<(usize, usize)> = spans.collect();
        Ok::<_, CompareError>((rows, spans))
    })?;
    let columns = PyDict::new(py);
    let words = |f: fn(&KwicRow, &str) -> String| rows.iter().map(|r| f(r, &texts[r.text])).collect::<Vec<_>>();
    columns.set_item("text", rows.iter().map(|r| r.text).collect::<Vec<_>>())?;
    columns.set_item("from", spans.iter().map(|s| s.0).collect::<Vec<_>>())?;
    columns.set_item("to", spans.iter().map(|s| s.1).collect::<Vec<_>>())?;
    columns.set_item("pre", words(|r, text| newsloom_compare::one_line(r.pre.of(text))))?;
    columns.set_item("keyword", words(|r, text| r.keyword.of(text).to_owned()))?;
    columns.set_item("post", words(|r, text| newsloom_compare::one_line(r.post.of(text))))?;
    columns.set_item("pattern", rows.iter().map(|r| r.pattern).collect::<Vec<_>>())?;
    Ok(columns)
}

/// Collocations as columns.
#[pyfunction]
#[pyo3(signature = (texts, *, sizes, min_count, smoothing, lowercase, stop_words, n_jobs))]
#[allow(clippy::too_many_arguments)]
pub(crate) fn collocations<'py>(
    py: Python<'py>,
    texts: Vec<PyBackedStr>,
    sizes: Vec<usize>,
    min_count: u64,
    smoothing: f64,
    lowercase: bool,
    stop_words: Vec<String>,
    n_jobs: usize,
) -> Result<Bound<'py, PyDict>, Error> {
    let options = CollocationOptions { sizes, min_count, smoothing, lowercase, stop_words };
    let found = detached(py, n_jobs, || newsloom_compare::collocations(&texts, &options))?;
    let columns = PyDict::new(py);
    columns.set_item("collocation", found.iter().map(|c| c.collocation.as_str()).collect::<Vec<_>>())?;
    columns.set_item("count", found.iter().map(|c| c.count).collect::<Vec<_>>())?;
    columns.set_item("count_nested", found.iter().map(|c| c.count_nested).collect::<Vec<_>>())?;
    columns.set_item("length", found.iter().map(|c| c.length).collect::<Vec<_>>())?;
    columns.set_item("lambda", found.iter().map(|c| c.lambda).collect::<Vec<_>>())?;
    columns.set_item("z", found.iter().map(|c| c.z).collect::<Vec<_>>())?;
    Ok(columns)
}
