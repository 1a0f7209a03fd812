//! Rows of a sparse matrix, written as they are made.

mod npz;
mod triples;

use crate::{WriteError, write_atomically};
use npz::Npz;
use std::{io, path::Path};
use triples::Triples;

/// The files that sparse rows are written to, told by the ending.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum SparseRows {
    /// `.npz`: what `scipy.sparse.load_npz` reads.
    Npz,
    /// `.parquet`: one row `row, id, term, value` per stored value; `row` counts documents from 0.
    Parquet,
}

/// What a stored value is.
pub trait RowValue: Copy {
    /// numpy's name of the type.
    const DESCR: &'static str;
    /// Its bytes, little endian.
    fn put(self, out: &mut Vec<u8>);
    /// As a 64-bit float.
    fn wide(self) -> f64;
}

macro_rules! row_values {
    ($($t:ty, $descr:literal);*) => {$(impl RowValue for $t {
        const DESCR: &'static str = $descr;
        fn put(self, out: &mut Vec<u8>) {
            out.extend_from_slice(&self.to_le_bytes());
        }
        fn wide(self) -> f64 {
            self as f64
        }
    })*};
}

row_values!(
    f64, "<f8"; f32, "<f4"; i64, "<i8"; i32, "<i4"; i16, "<i2"; i8, "|i1"; u64, "<u8"; u32, "<u4"; u16, "<u2"; u8, "|u1"
);

impl RowValue for bool {
    const DESCR: &'static str = "|b1";
    fn put(self, out: &mut Vec<u8>) {
        out.push(self.into());
    }
    fn wide(self) -> f64 {
        f64::from(u8::from(self))
    }
}

/// Takes rows in their order.
pub trait RowSink<V> {
    /// One document's row: its id, its columns in rising order, and their values.
    ///
    /// # Errors
    /// When it can't be written.
    fn row(&mut self, id: &str, columns: &[u32], values: &[V]) -> io::Result<()>;
}

impl SparseRows {
    /// The kind of file that a path's ending tells, whatever its case.
    #[must_use]
    pub fn of(path: &Path) -> Option<Self> {
        match path.extension()?.to_str()?.to_ascii_lowercase().as_str() {
            "npz" => Some(Self::Npz),
            "parquet" => Some(Self::Parquet),
            _ => None,
        }
    }

    /// Writes a matrix with a column per term: whole or not at all, as [`write_atomically`]. `make` hands over the rows.
    ///
    /// In memory is a block of a few megabytes; an npz, which begins with its lengths, is gathered in temporary files.
    ///
    /// # Errors
    /// Whatever `make` gives; a [`WriteError`] when the file can't be written.
    pub fn write<V: RowValue, E>(
        self,
        path: &Path,
        terms: &[&str],
        make: impl FnOnce(&mut dyn RowSink<V>) -> Result<(), E>,
    ) -> Result<(), E>
    where
        E: From<WriteError>,
    {
        let mut failed = None;
        let hand_over = |sink: &mut dyn RowSink<V>| {
            make(sink).map_err(|e| {
                failed = Some(e);
                io::Error::other("no more rows")
            })
        };
        let outcome = write_atomically(path, |out| match self {
            Self::Npz => {
                let folder = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
                let mut sink = Npz::new(folder)?;
                hand_over(&mut sink)?;
                sink.finish(terms.len(), out)
            }
            Self::Parquet => {
                let mut sink = Triples::new(out, terms)?;
                hand_over(&mut sink)?;
                sink.finish()
            }
        });
        match failed {
            Some(e) => Err(e),
            None => Ok(outcome?),
        }
    }
}
