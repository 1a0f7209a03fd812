//! One place where core errors become Python's.

use newsloom_analysis::AnalysisError;
use newsloom_cluster::ClusterError;
use newsloom_compare::CompareError;
use newsloom_core::progress::Monitor;
use newsloom_corpus::{ReadError, WriteError};
use newsloom_text::TextError;
use newsloom_tfidf::TfidfError;
use pyo3::exceptions::{PyRuntimeError, PyValueError};
use pyo3::prelude::*;
use std::{
    io,
    panic::resume_unwind,
    sync::{
        Arc,
        mpsc::{RecvTimeoutError, channel},
    },
    thread,
    time::Duration,
};

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

/// How often a call that goes on looks at signals and tells how far it is.
const BEAT: Duration = Duration::from_millis(100);

/// Runs `f` detached from Python with `threads` threads (0: all); Ctrl-C ends it.
pub(crate) fn detached<T: Send, E: Send>(py: Python<'_>, threads: usize, f: impl FnOnce() -> Result<T, E> + Send) -> Result<T, Error>
where
    Error: From<E>,
{
    reported(py, threads, None, f)
}

/// [`detached`], telling `progress` now and then how far it is: called with the number of the pass, things done, and of how many.
pub(crate) fn reported<T: Send, E: Send>(
    py: Python<'_>,
    threads: usize,
    progress: Option<Py<PyAny>>,
    f: impl FnOnce() -> Result<T, E> + Send,
) -> Result<T, Error>
where
    Error: From<E>,
{
    let monitor = Arc::new(Monitor::default());
    let mut raised = None;
    let outcome = py.detach(|| {
        thread::scope(|scope| {
            let (send, done) = channel();
            let watched = Arc::clone(&monitor);
            // Python's own thread waits, since only there signals are seen.
            let work = scope.spawn(move || {
                let outcome = newsloom_core::threads::watched(threads, &watched, f);
                let _ = send.send(());
                outcome
            });
            while done.recv_timeout(BEAT) == Err(RecvTimeoutError::Timeout) {
                if raised.is_none()
                    && let Err(e) = Python::attach(|py| beat(py, progress.as_ref(), &monitor))
                {
                    monitor.cancel();
                    raised = Some(e);
                }
            }
            work.join().unwrap_or_else(|panic| resume_unwind(panic))
        })
    });
    match (raised, outcome) {
        (Some(e), _) => Err(Error(e)),
        (None, Ok(Some(result))) => Ok(result?),
        (None, Ok(None)) => Err(Error(PyRuntimeError::new_err("the call was cancelled"))),
        (None, Err(e)) => Err(Error(PyRuntimeError::new_err(format!("threads could not be started: {e}")))),
    }
}

fn beat(py: Python<'_>, progress: Option<&Py<PyAny>>, monitor: &Monitor) -> PyResult<()> {
    py.check_signals()?;
    progress.map_or(Ok(()), |p| p.call1(py, monitor.pass()).map(|_| ()))
}
