use super::{RowSink, RowValue};
use parquet::{
    basic::{Compression, ZstdLevel},
    data_type::{ByteArray, ByteArrayType, DataType, DoubleType, Int64Type},
    errors::ParquetError,
    file::{
        properties::WriterProperties,
        writer::{SerializedFileWriter, SerializedRowGroupWriter},
    },
    schema::parser::parse_message_type,
};
use std::{
    io::{self, Write},
    sync::Arc,
};

/// Stored values per row group: what is held in memory.
const GROUP: usize = 1 << 18;
/// Values that are handed to a column at once.
const PART: usize = 1 << 12;

const SCHEMA: &str = "message weights {
    required int64 row;
    required binary id (string);
    required binary term (string);
    required double value;
}";

/// Stored values as rows of a Parquet table.
pub(super) struct Triples<'o> {
    writer: SerializedFileWriter<&'o mut (dyn Write + Send)>,
    terms: Vec<ByteArray>,
    /// The documents of the group at hand: where each ends in `columns`, and its id.
    ends: Vec<(usize, ByteArray)>,
    columns: Vec<u32>,
    values: Vec<f64>,
    /// Number of the first document of the group.
    first: i64,
}

fn wrong(e: ParquetError) -> io::Error {
    io::Error::other(e)
}

impl<'o> Triples<'o> {
    pub(super) fn new(out: &'o mut (dyn Write + Send), terms: &[&str]) -> io::Result<Self> {
        let schema = Arc::new(parse_message_type(SCHEMA).map_err(wrong)?);
        let properties = WriterProperties::builder().set_compression(Compression::ZSTD(ZstdLevel::default())).build();
        let writer = SerializedFileWriter::new(out, schema, Arc::new(properties)).map_err(wrong)?;
        let terms = terms.iter().map(|t| ByteArray::from(*t)).collect();
        Ok(Self { writer, terms, ends: Vec::new(), columns: Vec::new(), values: Vec::new(), first: 0 })
    }

    pub(super) fn finish(mut self) -> io::Result<()> {
        self.flush()?;
        self.writer.close().map_err(wrong)?;
        Ok(())
    }

    fn flush(&mut self) -> io::Result<()> {
        if self.values.is_empty() {
            (self.first, self.ends) = (self.first + self.ends.len() as i64, Vec::new());
            return Ok(());
        }
        let Self { writer, terms, ends, columns, values, first } = self;
        let each = || {
            let mut from = 0;
            ends.iter().enumerate().flat_map(move |(i, (end, id))| {
                let n = end - std::mem::replace(&mut from, *end);
                std::iter::repeat_n((i as i64, id), n)
            })
        };
        let mut group = writer.next_row_group().map_err(wrong)?;
        column::<Int64Type>(&mut group, each().map(|(i, _)| *first + i)).map_err(wrong)?;
        column::<ByteArrayType>(&mut group, each().map(|(_, id)| id.clone())).map_err(wrong)?;
        column::<ByteArrayType>(&mut group, columns.iter().map(|&c| terms.get(c as usize).cloned().unwrap_or_default())).map_err(wrong)?;
        column::<DoubleType>(&mut group, values.iter().copied()).map_err(wrong)?;
        group.close().map_err(wrong)?;
        *first += ends.len() as i64;
        ends.clear();
        columns.clear();
        values.clear();
        Ok(())
    }
}

fn column<T: DataType>(
    group: &mut SerializedRowGroupWriter<'_, &mut (dyn Write + Send)>,
    mut values: impl Iterator<Item = T::T>,
) -> Result<(), ParquetError> {
    let Some(mut column) = group.next_column()? else { return Ok(()) };
    loop {
        let part: Vec<T::T> = values.by_ref().take(PART).collect();
        if part.is_empty() {
            return column.close();
        }
        column.typed::<T>().write_batch(&part, None, None)?;
    }
}

impl<V: RowValue> RowSink<V> for Triples<'_> {
    fn row(&mut self, id: &str, columns: &[u32], values: &[V]) -> io::Result<()> {
        self.columns.extend_from_slice(columns);
        self.values.extend(values.iter().map(|v| v.wide()));
        self.ends.push((self.columns.len(), ByteArray::from(id)));
        if self.values.len() >= GROUP || self.ends.len() >= GROUP { self.flush() } else { Ok(()) }
    }
}
