//! Where do articles come from? The only library crate that opens files.
#![allow(clippy::disallowed_methods)]

use newsloom_core::Article;
use thiserror::Error;

/// Why articles can't be read.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum ReadError {
    /// No path was given.
    #[error("no path given")]
    NoPath,
}

/// Articles with what was noted while reading.
#[derive(Clone, Debug, Default)]
pub struct Corpus {
    /// The articles, in the order of reading.
    pub articles: Vec<Article>,
    /// What was skipped or decoded otherwise than as UTF-8: file and reason.
    pub notes: Vec<(String, String)>,
}

/// How files are read.
#[derive(Clone, Debug, Default)]
pub struct ReadOptions {}

/// Reads files, folders, globs and `-` (JSONL on stdin).
///
/// # Errors
/// When no path is given, a file can't be read or is not what its ending says.
pub fn read<P: AsRef<str>>(paths: &[P], _options: &ReadOptions) -> Result<Corpus, ReadError> {
    if paths.is_empty() {
        return Err(ReadError::NoPath);
    }
    Ok(Corpus::default())
}
