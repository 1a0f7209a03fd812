use crate::{Location, ReadError};
use serde_json::{Map, Value};

/// A record and the line it stands on.
pub(crate) type Line = (u64, Result<Map<String, Value>, ReadError>);

/// The records of JSONL, line by line. Lines of white space only are passed over. JSON is UTF-8 (RFC 8259), so no other encoding is tried.
pub(crate) fn records<'b>(bytes: &'b [u8], path: &'b str) -> impl Iterator<Item = Line> + 'b {
    let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
    bytes.split(|b| *b == b'\n').zip(1u64..).filter_map(move |(line, n)| self::line(line, path, n))
}

/// The record of one line; none for white space.
pub(crate) fn line(line: &[u8], path: &str, n: u64) -> Option<Line> {
    let read = || record(line).map_err(|reason| ReadError::Syntax { location: Location::Line(path.into(), n), reason });
    (!line.trim_ascii().is_empty()).then(|| (n, read()))
}

fn record(line: &[u8]) -> Result<Map<String, Value>, String> {
    let text = std::str::from_utf8(line)
        .map_err(|e| format!("broken UTF-8, byte {} of the line is {:#04x}", e.valid_up_to(), line[e.valid_up_to()]))?;
    match serde_json::from_str(text) {
        Ok(Value::Object(o)) => Ok(o),
        Ok(v) => Err(format!("each line must be a JSON object, got {}", kind(&v))),
        Err(e) => {
            let words = e.to_string();
            let what = words.split(" at line ").next().unwrap_or(&words);
            Err(format!("each line must be a JSON object, this one is no JSON: {what} at column {}", e.column()))
        }
    }
}

/// What a value is, with the value where it is short.
pub(crate) fn kind(v: &Value) -> String {
    match v {
        Value::Null => "null".into(),
        Value::Bool(b) => format!("{b}"),
        Value::Number(n) => format!("the number {n}"),
        Value::String(s) if s.chars().count() > 40 => format!("{:?}...", s.chars().take(40).collect::<String>()),
        Value::String(s) => format!("{s:?}"),
        Value::Array(a) => format!("a list of {}", a.len()),
        Value::Object(_) => "an object".into(),
    }
}
