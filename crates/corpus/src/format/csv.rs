use crate::{Location, ReadError, format::jsonl::Line};
use newsloom_core::hint;
use serde_json::{Map, Value};
use std::io;

/// The records of a table with a header, and the separator if it is not what the ending says.
pub(crate) struct Table {
    pub(crate) records: Vec<Line>,
    pub(crate) separator: Option<char>,
}

/// Reads a table whose first row names the columns. The separator is the first of comma, semicolon and tab (`.tsv`: tab first)
/// with which the header has the column `text`.
pub(crate) fn table(content: &str, path: &str, text: &str) -> Result<Table, ReadError> {
    let header = header(content, path, text)?;
    Ok(Table { records: rows(content, path, header.sep, &header.names), separator: header.separator })
}

/// The columns of a table.
pub(crate) struct Header {
    sep: char,
    pub(crate) names: Vec<String>,
    pub(crate) separator: Option<char>,
}

/// Reads the first row of `content`, which may be the beginning of a table only.
pub(crate) fn header(content: &str, path: &str, text: &str) -> Result<Header, ReadError> {
    let order = if path.to_ascii_lowercase().ends_with(".tsv") { ['\t', ',', ';'] } else { [',', ';', '\t'] };
    let header = |sep: char| -> Result<Vec<String>, ReadError> {
        let mut reader = reader(content.as_bytes(), sep);
        let names = reader.headers().map_err(|e| syntax(path, 1, e.to_string()))?;
        Ok(names.iter().map(|s| s.trim().to_owned()).collect())
    };
    let mut found = None;
    for sep in order {
        let names = header(sep)?;
        if names.iter().any(|n| n == text) {
            found = Some((sep, names));
            break;
        }
    }
    let Some((sep, mut names)) = found else {
        let names = header(order[0])?;
        let names: Vec<_> = names.iter().map(String::as_str).collect();
        return Err(syntax(path, 1, format!("the first row must be a header with the column {text:?}; {}", hint(text, &names))));
    };
    for (n, name) in names.iter_mut().enumerate().filter(|(_, name)| name.is_empty()) {
        *name = format!("column_{}", n + 1);
    }
    if let Some(name) = (1..names.len()).find(|&i| names[..i].contains(&names[i])).map(|i| &names[i]) {
        return Err(syntax(path, 1, format!("columns must have different names, {name:?} stands twice")));
    }
    Ok(Header { sep, names, separator: (sep != order[0]).then_some(sep) })
}

/// The rows of a table that is UTF-8, as they are read.
pub(crate) fn stream<'r>(from: impl io::Read + 'r, path: String, header: Header) -> Box<dyn Iterator<Item = Line> + 'r> {
    let mut line = 1;
    Box::new(reader(from, header.sep).into_records().map(move |row| {
        line = row.as_ref().ok().and_then(|r| r.position()).map_or(line + 1, csv::Position::line);
        (line, row.map_err(|e| syntax(&path, line, e.to_string())).and_then(|row| record(&row, &header.names, &path, line)))
    }))
}

fn record(row: &csv::StringRecord, names: &[String], path: &str, line: u64) -> Result<Map<String, Value>, ReadError> {
    if row.len() == names.len() {
        return Ok(names.iter().cloned().zip(row.iter().map(Value::from)).collect());
    }
    let reason = format!("each row must have as many fields as the header, {}, got {}", names.len(), row.len());
    Err(syntax(path, line, reason))
}

fn reader<R: io::Read>(from: R, sep: char) -> csv::Reader<R> {
    csv::ReaderBuilder::new().delimiter(sep as u8).flexible(true).from_reader(from)
}

fn rows(content: &str, path: &str, sep: char, names: &[String]) -> Vec<Line> {
    let mut rows: Vec<Line> = Vec::new();
    let mut last = String::new();
    for row in reader(content.as_bytes(), sep).records() {
        let line = rows.last().map_or(1, |r| r.0 + 1);
        rows.push(match row {
            Err(e) => (line, Err(syntax(path, e.position().map_or(line, csv::Position::line), e.to_string()))),
            Ok(row) => {
                let line = row.position().map_or(line, csv::Position::line);
                let line = line + blank_lines(content, row.position());
                last = row.get(names.len() - 1).unwrap_or_default().to_owned();
                (line, record(&row, names, path, line))
            }
        });
    }
    // A field that is opened and never closed swallows the rest of the file without a word from the parser.
    if content.bytes().filter(|b| *b == b'"').count() % 2 == 1
        && let Some((line, row)) = rows.last_mut()
        && (row.is_err() || last.contains('\n'))
    {
        *row = Err(open_quote(path, *line));
    }
    rows
}

/// The parser counts a row from where the one before ended; blank lines between belong to neither.
fn blank_lines(content: &str, position: Option<&csv::Position>) -> u64 {
    let from = position.and_then(|p| usize::try_from(p.byte()).ok()).unwrap_or(0);
    content.as_bytes().get(from..).unwrap_or_default().iter().take_while(|b| matches!(b, b'\n' | b'\r')).filter(|b| **b == b'\n').count()
        as u64
}

pub(crate) fn open_quote(path: &str, line: u64) -> ReadError {
    syntax(path, line, "a quotation mark opens a field and none closes it".into())
}

fn syntax(path: &str, line: u64, reason: String) -> ReadError {
    ReadError::Syntax { location: Location::Line(path.into(), line), reason }
}
