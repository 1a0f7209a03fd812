//! Documents on their way from Python to the threads that count them, a batch at a time.

use crate::corpus::PyCorpus;
use crate::text_column::{Chunk, PyTextColumn};
use newsloom_core::{Article, pump};
use pyo3::exceptions::PyUnicodeEncodeError;
use pyo3::prelude::*;
use pyo3::pybacked::{PyBackedBytes, PyBackedStr};
use pyo3::types::{PyBytes, PyString};

/// A batch is handed over when it holds that many bytes of text, or that many documents.
const BATCH_BYTES: usize = 1 << 17;
const BATCH_DOCUMENTS: usize = 512;

/// One document, readable without Python.
pub(crate) enum Document<'a> {
    /// ASCII: Python's own bytes.
    Text(PyBackedStr),
    /// UTF-8: a copy that lives as long as the batch.
    Bytes(PyBackedBytes),
    /// An article, or a row of an Arrow column.
    Slice(&'a str),
}

impl Document<'_> {
    /// The text.
    pub(crate) fn text(&self) -> &str {
        match self {
            Self::Text(s) => s,
            Self::Bytes(b) => std::str::from_utf8(b).unwrap_or_default(),
            Self::Slice(s) => s,
        }
    }

    fn len(&self) -> usize {
        match self {
            Self::Text(s) => s.len(),
            Self::Bytes(b) => b.len(),
            Self::Slice(s) => s.len(),
        }
    }
}

/// Documents as a vectorizer hands them over: an iterable of items, a corpus or an Arrow column.
#[derive(FromPyObject)]
pub(crate) enum Documents<'py> {
    /// `(items, read, read_all, surrogates)`.
    #[pyo3(annotation = "tuple")]
    Items(Bound<'py, PyAny>, Py<PyAny>, bool, Option<String>),
    /// The articles of a corpus.
    #[pyo3(annotation = "Corpus")]
    Corpus(Py<PyCorpus>),
    /// A column of strings.
    #[pyo3(annotation = "TextColumn")]
    Column(Py<PyTextColumn>),
}

impl<'py> Documents<'py> {
    /// Runs `step` over all documents with one state per thread.
    pub(crate) fn pump<S: Send>(
        &self,
        py: Python<'_>,
        n_jobs: usize,
        make: impl Fn() -> S + Sync + Send,
        step: impl Fn(&mut S, usize, &[Document<'_>]) + Sync + Send,
    ) -> PyResult<Vec<S>> {
        let mut source = match self {
            Self::Items(items, read, read_all, surrogates) => Source::Items {
                items: items.try_iter()?.into_any().unbind(),
                read: read.clone_ref(py),
                read_all: *read_all,
                surrogates: surrogates.clone(),
            },
            Self::Corpus(corpus) => Source::Articles(corpus.get().articles().iter()),
            Self::Column(column) => Source::Column { chunks: column.get().chunks(), chunk: 0, row: 0 },
        };
        py.detach(|| {
            let next = || source.next();
            pump(n_jobs, next, make, |state, n, batch| (step(state, n, &batch), batch).1, reclaim)
        })
    }
}

/// Where documents come from.
enum Source<'a> {
    /// A Python iterator, and what to do with items that are no plain strings.
    Items {
        items: Py<PyAny>,
        /// Makes a string of bytes, a file, a path or whatever else; raises what scikit-learn raises.
        read: Py<PyAny>,
        /// Whether every item goes through `read`.
        read_all: bool,
        /// How a text with lone surrogates is encoded; none refuses it.
        surrogates: Option<String>,
    },
    /// Articles.
    Articles(std::slice::Iter<'a, Article>),
    /// An Arrow column of strings, and the next row.
    Column { chunks: &'a [Chunk], chunk: usize, row: usize },
}

impl<'a> Source<'a> {
    /// The next batch; none at the end. Signals are looked at, so Ctrl-C ends a long count between batches.
    fn next(&mut self) -> PyResult<Option<Vec<Document<'a>>>> {
        if let Self::Items { items, read, read_all, surrogates } = self {
            return Python::attach(|py| {
                py.check_signals()?;
                let read = read.bind(py);
                let mut items = items.bind(py).try_iter()?;
                batch(|| items.next().map(|item| document(item?, read, *read_all, surrogates.as_deref())).transpose())
            });
        }
        Python::attach(|py| py.check_signals())?;
        batch(|| Ok(self.slice().map(Document::Slice)))
    }

    /// The next text that needs no Python.
    fn slice(&mut self) -> Option<&'a str> {
        match self {
            Self::Items { .. } => None,
            Self::Articles(articles) => articles.next().map(|a| a.text.as_str()),
            Self::Column { chunks, chunk, row } => loop {
                if let Some(text) = chunks.get(*chunk)?.get(*row) {
                    *row += 1;
                    return Some(text);
                }
                (*chunk, *row) = (*chunk + 1, 0);
            },
        }
    }
}

/// Takes documents until there are enough for a batch.
fn batch<'a>(mut next: impl FnMut() -> PyResult<Option<Document<'a>>>) -> PyResult<Option<Vec<Document<'a>>>> {
    let mut batch = Vec::new();
    let mut bytes = 0;
    while bytes < BATCH_BYTES && batch.len() < BATCH_DOCUMENTS {
        let Some(document) = next()? else { break };
        bytes += document.len();
        batch.push(document);
    }
    Ok(if batch.is_empty() { None } else { Some(batch) })
}

fn document<'a>(item: Bound<'_, PyAny>, read: &Bound<'_, PyAny>, read_all: bool, surrogates: Option<&str>) -> PyResult<Document<'a>> {
    let text = if item.is_exact_instance_of::<PyString>() && !read_all { item } else { read.call1((item,))? };
    let text = text.cast_into::<PyString>()?;
    if text.call_method0(pyo3::intern!(text.py(), "isascii"))?.is_truthy()? {
        return Ok(Document::Text(PyBackedStr::try_from(text)?));
    }
    // Not PyBackedStr, which would leave a second copy of every text in Python's strings.
    let bytes = match (text.encode_utf8(), surrogates) {
        (Err(e), Some(errors)) if e.is_instance_of::<PyUnicodeEncodeError>(text.py()) => {
            text.call_method1("encode", ("utf-8", errors))?.cast_into::<PyBytes>()?
        }
        (encoded, _) => encoded?,
    };
    Ok(Document::Bytes(bytes.into()))
}

/// Gives documents back to Python to be dropped.
fn reclaim(batch: Vec<Document<'_>>) {
    Python::attach(|_| drop(batch));
}
