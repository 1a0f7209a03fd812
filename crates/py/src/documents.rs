//! Documents on their way from Python to the threads that count them, a batch at a time.

use crate::corpus::PyCorpus;
use newsloom_core::{Article, pump};
use numpy::PyReadonlyArray1;
use pyo3::exceptions::{PyTypeError, PyUnicodeEncodeError, PyValueError};
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
    /// A row of an Arrow column.
    Slice(&'a [u8]),
    /// What a Python callable made of it.
    Terms(Vec<PyBackedStr>),
}

impl Document<'_> {
    /// The text, or the terms.
    pub(crate) fn read(&self) -> Result<&str, &[PyBackedStr]> {
        let utf8 = |b| std::str::from_utf8(b).unwrap_or_default();
        match self {
            Self::Text(s) => Ok(s),
            Self::Bytes(b) => Ok(utf8(b)),
            Self::Slice(b) => Ok(utf8(b)),
            Self::Terms(t) => Err(t),
        }
    }

    fn len(&self) -> usize {
        match self {
            Self::Text(s) => s.len(),
            Self::Bytes(b) => b.len(),
            Self::Slice(b) => b.len(),
            Self::Terms(t) => 8 * t.len(),
        }
    }
}

/// Documents as a vectorizer hands them over: an iterable of items, or Arrow columns.
#[derive(FromPyObject)]
pub(crate) enum Documents<'py> {
    /// `(items, decode, analyze, decode_all, surrogates)`.
    #[pyo3(annotation = "tuple")]
    Items(Bound<'py, PyAny>, Py<PyAny>, Py<PyAny>, bool, Option<String>),
    /// The articles of a corpus.
    #[pyo3(annotation = "Corpus")]
    Corpus(Py<PyCorpus>),
    /// `[(bytes, offsets), ...]`.
    #[pyo3(annotation = "list")]
    Columns(Vec<Column<'py>>),
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
            Self::Items(items, decode, analyze, decode_all, surrogates) => Source::Items {
                items: items.try_iter()?.into_any().unbind(),
                decode: decode.clone_ref(py),
                analyze: analyze.clone_ref(py),
                decode_all: *decode_all,
                surrogates: surrogates.clone(),
            },
            Self::Corpus(corpus) => Source::Articles { articles: corpus.get().articles(), at: 0 },
            Self::Columns(columns) => Source::columns(borrow(columns)?)?,
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
        /// Makes a string of bytes, a file or a path.
        decode: Py<PyAny>,
        /// Makes terms of whatever is left; raises what scikit-learn raises.
        analyze: Py<PyAny>,
        /// Whether every item goes through `decode`.
        decode_all: bool,
        /// How a text with lone surrogates is encoded; none refuses it.
        surrogates: Option<String>,
    },
    /// Articles.
    Articles { articles: &'a [Article], at: usize },
    /// Arrow columns of strings: bytes, and where each row begins and ends.
    Columns { columns: Vec<(&'a [u8], &'a [i64])>, column: usize, row: usize },
}

impl<'a> Source<'a> {
    /// Rows of Arrow columns, checked.
    fn columns(columns: Vec<(&'a [u8], &'a [i64])>) -> PyResult<Self> {
        for (bytes, offsets) in &columns {
            let ok = offsets.first().is_none_or(|&o| o >= 0)
                && offsets.windows(2).all(|w| w[0] <= w[1])
                && offsets.last().is_none_or(|&o| usize::try_from(o).is_ok_and(|o| o <= bytes.len()));
            if !ok || std::str::from_utf8(bytes).is_err() {
                return Err(PyValueError::new_err("the Arrow column is malformed: offsets must rise within UTF-8 text"));
            }
        }
        Ok(Self::Columns { columns, column: 0, row: 0 })
    }

    /// The next batch; none at the end. Signals are looked at, so Ctrl-C ends a long count between batches.
    fn next(&mut self) -> PyResult<Option<Vec<Document<'a>>>> {
        let mut batch = Vec::new();
        let mut bytes = 0;
        match self {
            Self::Columns { columns, column, row } => {
                Python::attach(|py| py.check_signals())?;
                while let Some((text, offsets)) = columns.get(*column) {
                    let Some(&[from, to]) = offsets.get(*row..*row + 2) else {
                        (*column, *row) = (*column + 1, 0);
                        continue;
                    };
                    *row += 1;
                    let slice = &text[from as usize..to as usize];
                    bytes += slice.len();
                    batch.push(Document::Slice(slice));
                    if bytes >= BATCH_BYTES || batch.len() >= BATCH_DOCUMENTS {
                        break;
                    }
                }
            }
            Self::Articles { articles, at } => {
                Python::attach(|py| py.check_signals())?;
                while let Some(article) = articles.get(*at) {
                    *at += 1;
                    bytes += article.text.len();
                    batch.push(Document::Slice(article.text.as_bytes()));
                    if bytes >= BATCH_BYTES || batch.len() >= BATCH_DOCUMENTS {
                        break;
                    }
                }
            }
            Self::Items { items, decode, analyze, decode_all, surrogates } => Python::attach(|py| {
                py.check_signals()?;
                let (decode, analyze) = (decode.bind(py), analyze.bind(py));
                for item in items.bind(py).try_iter()? {
                    let document = document(item?, decode, analyze, *decode_all, surrogates.as_deref())?;
                    bytes += document.len();
                    batch.push(document);
                    if bytes >= BATCH_BYTES || batch.len() >= BATCH_DOCUMENTS {
                        break;
                    }
                }
                PyResult::Ok(())
            })?,
        }
        Ok(if batch.is_empty() { None } else { Some(batch) })
    }
}

fn document<'a>(
    item: Bound<'_, PyAny>,
    decode: &Bound<'_, PyAny>,
    analyze: &Bound<'_, PyAny>,
    decode_all: bool,
    surrogates: Option<&str>,
) -> PyResult<Document<'a>> {
    let text = if item.is_exact_instance_of::<PyString>() && !decode_all {
        item
    } else if item.is_instance_of::<PyBytes>() || decode_all {
        decode.call1((&item,))?
    } else {
        return terms(&analyze.call1((item,))?);
    };
    if !text.is_exact_instance_of::<PyString>() {
        return terms(&analyze.call1((text,))?);
    }
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

fn terms<'a>(terms: &Bound<'_, PyAny>) -> PyResult<Document<'a>> {
    let terms = terms.try_iter()?.map(|t| {
        let t = t?;
        t.extract::<PyBackedStr>().map_err(|e| match e.is_instance_of::<PyUnicodeEncodeError>(t.py()) {
            true => e,
            false => PyTypeError::new_err("terms must be strings"),
        })
    });
    Ok(Document::Terms(terms.collect::<PyResult<_>>()?))
}

/// Arrow columns as Python hands them over: the bytes of all rows, and their offsets.
type Column<'py> = (PyReadonlyArray1<'py, u8>, PyReadonlyArray1<'py, i64>);

/// Borrows the columns.
fn borrow<'a>(columns: &'a [Column<'_>]) -> PyResult<Vec<(&'a [u8], &'a [i64])>> {
    columns
        .iter()
        .map(|(b, o)| match (b.as_slice(), o.as_slice()) {
            (Ok(b), Ok(o)) => Ok((b, o)),
            _ => Err(PyValueError::new_err("Arrow buffers must be contiguous")),
        })
        .collect()
}

/// Gives documents back to Python to be dropped.
fn reclaim(batch: Vec<Document<'_>>) {
    Python::attach(|_| drop(batch));
}
