//! Results as a table, JSON, JSON lines, CSV or Parquet.

mod page;
mod rows;

pub(crate) use page::{Align, Page, clip, one_line};
pub(crate) use rows::{Row, Rows, plain};

use crate::Terminal;
use clap::ValueEnum;
use serde_json::Value;
use std::{io, path::Path};

/// How a result is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// For people: headings and columns that fit the width.
    Table,
    /// One JSON value with everything.
    Json,
    /// One JSON object a row.
    Jsonl,
    /// One row a line, names in the first.
    Csv,
    /// Typed columns.
    Parquet,
}

impl Format {
    pub(crate) fn of(path: &Path) -> Option<Self> {
        match path.extension()?.to_str()?.to_ascii_lowercase().as_str() {
            "json" => Some(Self::Json),
            "jsonl" | "ndjson" => Some(Self::Jsonl),
            "csv" => Some(Self::Csv),
            "parquet" => Some(Self::Parquet),
            _ => None,
        }
    }
}

/// A result that can be written.
pub(crate) trait Show {
    /// Everything, as one value.
    fn json(&self) -> Value;
    /// Flat rows.
    fn rows(&self) -> Rows<'_>;
    /// For people. Without an own layout: the rows.
    fn page(&self, page: &mut Page) {
        page.rows(self.rows());
    }
}

/// Rows as the value that JSON shows: version, schema, and the rows under their name.
pub(crate) fn rows_json(name: &str, rows: Rows<'_>) -> Value {
    let columns = rows.columns;
    let objects: Vec<Value> = rows.rows.map(|r| rows::object(columns, r)).collect();
    let mut value = serde_json::json!({"newsloom": env!("CARGO_PKG_VERSION"), "schema": 1});
    value[name] = objects.into();
    value
}

pub(crate) fn write_as(result: &dyn Show, format: Format, terminal: Terminal, out: &mut dyn io::Write) -> io::Result<()> {
    match format {
        Format::Table => {
            let mut page = Page::new(terminal);
            result.page(&mut page);
            out.write_all(page.finish().as_bytes())
        }
        Format::Json => {
            serde_json::to_writer(&mut *out, &result.json())?;
            out.write_all(b"\n")
        }
        Format::Jsonl => result.rows().jsonl(out),
        Format::Csv => result.rows().csv(out),
        Format::Parquet => result.rows().parquet(out),
    }
}
