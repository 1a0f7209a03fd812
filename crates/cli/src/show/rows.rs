use serde_json::{Map, Value};
use std::io;

/// The values of one row, in the order of the columns.
pub(crate) type Row = Vec<Value>;

/// Flat rows that are made as they are written.
pub(crate) struct Rows<'r> {
    pub(crate) columns: &'r [&'r str],
    pub(crate) rows: Box<dyn Iterator<Item = Row> + 'r>,
}

impl<'r> Rows<'r> {
    pub(crate) fn new(columns: &'r [&'r str], rows: impl IntoIterator<Item = Row, IntoIter: 'r>) -> Self {
        Self { columns, rows: Box::new(rows.into_iter()) }
    }

    pub(crate) fn jsonl(self, out: &mut dyn io::Write) -> io::Result<()> {
        for row in self.rows {
            serde_json::to_writer(&mut *out, &object(self.columns, row))?;
            out.write_all(b"\n")?;
        }
        Ok(())
    }

    pub(crate) fn csv(self, out: &mut dyn io::Write) -> io::Result<()> {
        let mut writer = csv::Writer::from_writer(out);
        writer.write_record(self.columns).map_err(io_error)?;
        for row in self.rows {
            writer.write_record(row.iter().map(plain)).map_err(io_error)?;
        }
        writer.flush()
    }

    pub(crate) fn parquet(self, out: &mut dyn io::Write) -> io::Result<()> {
        out.write_all(&newsloom_corpus::parquet(self.columns, self.rows).map_err(io::Error::other)?)
    }
}

/// csv wraps the error of the stream; its kind (a closed pipe) must be seen.
fn io_error(e: csv::Error) -> io::Error {
    match e.into_kind() {
        csv::ErrorKind::Io(e) => e,
        other => io::Error::other(format!("{other:?}")),
    }
}

pub(crate) fn object(columns: &[&str], row: Row) -> Value {
    Value::Object(columns.iter().map(|c| (*c).to_owned()).zip(row).collect::<Map<_, _>>())
}

/// A value in one cell: text as it is, nothing for null, lists joined by a bar.
pub(crate) fn plain(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(s) => s.clone(),
        Value::Array(a) => a.iter().map(plain).collect::<Vec<_>>().join("|"),
        other => other.to_string(),
    }
}
