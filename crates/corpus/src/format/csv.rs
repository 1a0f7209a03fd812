use crate::{Location, ReadError, format::jsonl::Line};
use newsloom_core::hint;
use serde_json::{Map, Value};

/// The records of a table with a header, and the separator if it is not what the ending says.
pub(crate) struct Table {
    pub(crate) records: Vec<Line>,
    pub(crate) separator: Option<char>,
}

/// Reads a table whose first row names the columns. The separator is the first of comma, semicolon and tab (`.tsv`: tab first)
/// with which the header has the column `text`.
pub(crate) fn table(content: &str, path: &str, text: &str) -> Result<Table, ReadError> {
    let order = if path.to_ascii_lowercase().ends_with(".tsv") { ['\t', ',', ';'] } else { [',', ';', '\t'] };
    let header = |sep: char| -> Result<Vec<String>, ReadError> {
        let mut reader = reader(content, sep);
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
    Ok(Table { records: rows(content, path, sep, &names), separator: (sep != order[0]).then_some(sep) })
}

fn reader(content: &str, sep: char) -> csv::Reader<&[u8]> {
    csv::ReaderBuilder::new().delimiter(sep as u8).flexible(true).from_reader(content.as_bytes())
}

fn rows(content: &str, path: &str, sep: char, names: &[String]) -> Vec<Line> {
    let mut rows: Vec<Line> = Vec::new();
    let mut last = String::new();
    for row in reader(content, sep).records() {
        let line = rows.last().map_or(1, |r| r.0 + 1);
        rows.push(match row {
            Err(e) => (line, Err(syntax(path, e.position().map_or(line, csv::Position::line), e.to_string()))),
            Ok(row) => {
                let line = row.position().map_or(line, csv::Position::line);
                let line = line + blank_lines(content, row.position());
                if row.len() == names.len() {
                    last = row.get(names.len() - 1).unwrap_or_default().to_owned();
                    (line, Ok(names.iter().cloned().zip(row.iter().map(Value::from)).collect::<Map<_, _>>()))
                } else {
                    let reason = format!("each row must have as many fields as the header, {}, got {}", names.len(), row.len());
                    (line, Err(syntax(path, line, reason)))
                }
            }
        });
    }
    // A field that is opened and never closed swallows the rest of the file without a word from the parser.
    if content.bytes().filter(|b| *b == b'"').count() % 2 == 1
        && let Some((line, row)) = rows.last_mut()
        && (row.is_err() || last.contains('\n'))
    {
        *row = Err(syntax(path, *line, "a quotation mark opens a field and none closes it".into()));
    }
    rows
}

/// The parser counts a row from where the one before ended; blank lines between belong to neither.
fn blank_lines(content: &str, position: Option<&csv::Position>) -> u64 {
    let from = position.and_then(|p| usize::try_from(p.byte()).ok()).unwrap_or(0);
    content.as_bytes().get(from..).unwrap_or_default().iter().take_while(|b| matches!(b, b'\n' | b'\r')).filter(|b| **b == b'\n').count()
        as u64
}

fn syntax(path: &str, line: u64, reason: String) -> ReadError {
    ReadError::Syntax { location: Location::Line(path.into(), line), reason }
}
