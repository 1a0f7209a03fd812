//! Quotations of one text for Python.

use crate::error::{Error, detached};
use newsloom_compare::{Attribution, Quotation, QuoteKind};
use newsloom_text::{CodePoints, Language};
use pyo3::prelude::*;
use pyo3::pybacked::PyBackedStr;
use pyo3::types::PyDict;

/// The quotations of a text as columns; offsets are code points.
#[pyfunction]
pub(crate) fn quotes<'py>(py: Python<'py>, text: PyBackedStr, language: &str) -> PyResult<Bound<'py, PyDict>> {
    let language: Language = language.parse().map_err(Error::from)?;
    let (found, offsets) =
        detached(py, 1, || Ok::<_, newsloom_text::TextError>((newsloom_compare::quotes(&text, language), CodePoints::new(&text))))?;
    let spans: Vec<(usize, usize)> = found.iter().map(|q| offsets.span(q.span)).collect();
    let columns = PyDict::new(py);
    columns.set_item("start", spans.iter().map(|s| s.0).collect::<Vec<_>>())?;
    columns.set_item("end", spans.iter().map(|s| s.1).collect::<Vec<_>>())?;
    columns.set_item("text", found.iter().map(|q| q.span.of(&text)).collect::<Vec<_>>())?;
    columns.set_item("speaker", found.iter().map(|q| q.speaker.as_deref()).collect::<Vec<_>>())?;
    columns.set_item("cue", found.iter().map(|q| q.cue.as_deref()).collect::<Vec<_>>())?;
    columns.set_item("kind", found.iter().map(kind).collect::<Vec<_>>())?;
    columns.set_item("part_of", found.iter().map(|q| q.part_of).collect::<Vec<_>>())?;
    columns.set_item(
        "attribution",
        found.iter().map(|q| (q.attribution != Attribution::None).then(|| q.attribution.name())).collect::<Vec<_>>(),
    )?;
    Ok(columns)
}

fn kind(q: &Quotation) -> &'static str {
    match q.kind {
        QuoteKind::Direct => "direct",
        QuoteKind::Mixed => "mixed",
    }
}
