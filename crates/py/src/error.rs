//! One place where core errors become Python's.

use newsloom_analysis::AnalysisError;
use newsloom_cluster::ClusterError;
use newsloom_compare::CompareError;
use newsloom_corpus::{ReadError, WriteError};
use newsloom_text::TextError;
use newsloom_tfidf::TfidfError;
use pyo3::PyErr;
use pyo3::exceptions::{PyRuntimeError, PyValueError};
use std::io;

/// An error of the crates below on its way to Python.
pub(crate) struct Error(PyErr);

impl From<Error> for PyErr {
    fn from(e: Error) -> Self {
        e.0
    }
}

impl From<PyErr> for Error {
    fn from(e: PyErr) -> Self {
        Self(e)
    }
}

impl From<CompareError> for Error {
    fn from(e: CompareError) -> Self {
        Self(PyValueError::new_err(e.to_string()))
    }
}

impl From<TfidfError> for Error {
    fn from(e: TfidfError) -> Self {
        Self(PyValueError::new_err(e.to_string()))
    }
}

impl From<AnalysisError> for Error {
    fn from(e: AnalysisError) -> Self {
        Self(PyValueError::new_err(e.to_string()))
    }
}

impl From<TextError> for Error {
    fn from(e: TextError) -> Self {
        Self(PyValueError::new_err(e.to_string()))
    }
}

impl From<ClusterError> for Error {
    fn from(e: ClusterError) -> Self {
        Self(PyValueError::new_err(e.to_string()))
    }
}

impl From<ReadError> for Error {
    fn from(e: ReadError) -> Self {
        Self(match e.io_kind() {
            Some(kind) => io::Error::new(kind, e.to_string()).into(),
            None => PyValueError::new_err(e.to_string()),
        })
    }
}

impl From<WriteError> for Error {
    fn from(e: WriteError) -> Self {
        Self(io::Error::new(e.source.kind(), e.to_string()).into())
    }
}

/// Runs `f` detached from Python with `threads` threads (0: all).
pub(crate) fn detached<T: Send, E: Send>(py: pyo3::Python<'_>, threads: usize, f: impl FnOnce() -> Result<T, E> + Send) -> Result<T, Error>
where
    Error: From<E>,
{
    match py.detach(|| newsloom_core::threads::install(threads, f)) {
        Ok(result) => Ok(result?),
        Err(e) => Err(Error(PyRuntimeError::new_err(format!("threads could not be started: {e}")))),
    }
}
