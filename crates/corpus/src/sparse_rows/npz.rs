use super::{RowSink, RowValue};
use std::{
    fs::File,
    io::{self, BufWriter, Seek, Write},
    marker::PhantomData,
    path::Path,
};
use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

/// A CSR matrix in scipy's layout: a zip of the arrays `indices`, `indptr`, `data`, `shape` and the name of the format.
pub(super) struct Npz<V> {
    indices: BufWriter<File>,
    indptr: BufWriter<File>,
    data: BufWriter<File>,
    rows: u64,
    stored: u64,
    bytes: Vec<u8>,
    value: PhantomData<V>,
}

impl<V: RowValue> Npz<V> {
    /// Spools into nameless files in `folder`.
    pub(super) fn new(folder: &Path) -> io::Result<Self> {
        let spool = || tempfile::tempfile_in(folder).map(|f| BufWriter::with_capacity(1 << 18, f));
        let (indices, mut indptr, data) = (spool()?, spool()?, spool()?);
        indptr.write_all(&0u64.to_le_bytes())?;
        Ok(Self { indices, indptr, data, rows: 0, stored: 0, bytes: Vec::new(), value: PhantomData })
    }

    pub(super) fn finish(self, cols: usize, out: &mut dyn Write) -> io::Result<()> {
        // scipy wants one type for both kinds of indices, and takes 32 bits where they suffice.
        let narrow = self.stored <= i32::MAX as u64;
        let mut zip = ZipWriter::new_stream(out);
        let start = |zip: &mut ZipWriter<_>, name: &str, descr: &str, shape: &str| -> io::Result<()> {
            let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored).large_file(true);
            zip.start_file(format!("{name}.npy"), options)?;
            zip.write_all(&header(descr, shape))
        };
        start(&mut zip, "indices", if narrow { "<i4" } else { "<i8" }, &format!("({},)", self.stored))?;
        copy(self.indices, &mut zip, |four: [u8; 4], out| match narrow {
            true => out.extend_from_slice(&four),
            false => out.extend_from_slice(&u64::from(u32::from_le_bytes(four)).to_le_bytes()),
        })?;
        start(&mut zip, "indptr", if narrow { "<i4" } else { "<i8" }, &format!("({},)", self.rows + 1))?;
        copy(self.indptr, &mut zip, |eight: [u8; 8], out| out.extend_from_slice(if narrow { &eight[..4] } else { &eight }))?;
        start(&mut zip, "format", "|S3", "()")?;
        zip.write_all(b"csr")?;
        start(&mut zip, "shape", "<i8", "(2,)")?;
        zip.write_all(&[self.rows.to_le_bytes(), (cols as u64).to_le_bytes()].concat())?;
        start(&mut zip, "data", V::DESCR, &format!("({},)", self.stored))?;
        copy(self.data, &mut zip, |one: [u8; 1], out| out.push(one[0]))?;
        zip.finish()?;
        Ok(())
    }
}

impl<V: RowValue> RowSink<V> for Npz<V> {
    fn row(&mut self, _id: &str, columns: &[u32], values: &[V]) -> io::Result<()> {
        self.bytes.clear();
        columns.iter().for_each(|c| self.bytes.extend_from_slice(&c.to_le_bytes()));
        self.indices.write_all(&self.bytes)?;
        self.bytes.clear();
        values.iter().for_each(|v| v.put(&mut self.bytes));
        self.data.write_all(&self.bytes)?;
        self.rows += 1;
        self.stored += columns.len() as u64;
        self.indptr.write_all(&self.stored.to_le_bytes())
    }
}

/// The head of a `.npy` file, version 1.0: its length is a multiple of 64.
fn header(descr: &str, shape: &str) -> Vec<u8> {
    let mut text = format!("{{'descr': '{descr}', 'fortran_order': False, 'shape': {shape}, }}");
    let unpadded = 10 + text.len() + 1;
    text.extend(std::iter::repeat_n(' ', unpadded.next_multiple_of(64) - unpadded));
    text.push('\n');
    let mut out = b"\x93NUMPY\x01\x00".to_vec();
    out.extend_from_slice(&(text.len() as u16).to_le_bytes());
    out.extend_from_slice(text.as_bytes());
    out
}

/// Copies what was spooled, item by item.
fn copy<const N: usize>(from: BufWriter<File>, to: &mut dyn Write, put: impl Fn([u8; N], &mut Vec<u8>)) -> io::Result<()> {
    let mut from = from.into_inner().map_err(io::IntoInnerError::into_error)?;
    from.rewind()?;
    let (mut buffer, mut out) = (vec![0u8; 1 << 18], Vec::new());
    loop {
        let n = fill(&mut from, &mut buffer)?;
        if n == 0 {
            return Ok(());
        }
        out.clear();
        buffer[..n].as_chunks::<N>().0.iter().for_each(|item| put(*item, &mut out));
        to.write_all(&out)?;
    }
}

/// Reads until the buffer is full or the file ends.
fn fill(from: &mut impl io::Read, buffer: &mut [u8]) -> io::Result<usize> {
    let mut n = 0;
    while n < buffer.len() {
        match from.read(&mut buffer[n..])? {
            0 => break,
            more => n += more,
        }
    }
    Ok(n)
}
