//! The `newsloom` command, for the console script.

use crate::error::Error;
use pyo3::prelude::*;
use std::{ffi::OsString, path::PathBuf};

/// Runs the command with these arguments and returns its exit code.
#[pyfunction]
pub(crate) fn run(py: Python<'_>, args: Vec<OsString>) -> u8 {
    py.detach(|| newsloom_cli::run_process(args))
}

/// Writes text to a file, whole or not at all.
#[pyfunction]
pub(crate) fn write_text(py: Python<'_>, path: PathBuf, text: &str) -> Result<(), Error> {
    Ok(py.detach(|| newsloom_corpus::write_atomically(path, |out| out.write_all(text.as_bytes())))?)
}
