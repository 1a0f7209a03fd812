//! Where do articles come from? The only library crate that opens files.
//!
//! [`read`] takes files, folders, globs and `-` (JSONL on standard input), [`from_records`] takes records that are
//! in memory already. Both check alike: what can't be used is one [`ReadError`] that names place, rule and value;
//! what was left out or decoded from another encoding is listed in [`Corpus::notes`]. [`write_atomically`] is how
//! results leave the process; [`SparseRows`] writes the rows of a matrix as they are made. [`ArticleStream`] reads a corpus that is
//! larger than memory.
//!
//! The words of an article are never edited: [`newsloom_core::Article::text`] is the whole file as decoded, so that offsets fit;
//! of an HTML page it is the main text as it was taken out of the page.
#![allow(clippy::disallowed_methods)]

mod decode;
mod error;
mod format;
mod gathered;
mod head;
mod options;
mod paths;
mod read;
mod record;
mod sparse_rows;
mod stream;
mod table;
mod write;

pub use error::{Location, ReadError};
pub use format::Format;
pub use options::{FIELDS, ReadOptions};
pub use read::{Corpus, Note, NoteKind, columns, from_batches, from_records, read, read_with_stdin};
pub use sparse_rows::{RowSink, RowValue, SparseRows};
pub use stream::ArticleStream;
pub use table::{Column, batch, parquet};
pub use write::{WriteError, write_atomically};
