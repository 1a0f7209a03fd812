use crate::{FIELDS, Location, ReadError, ReadOptions, format::jsonl::kind};
use newsloom_core::{Article, listed, nearest};
use serde_json::{Map, Value};

/// Names that other tools give to the text of an article, for a hint only.
const OTHER_NAMES: [&str; 7] = ["body", "content", "article", "article_text", "full_text", "maintext", "story"];

/// What became of a record.
pub(crate) enum Outcome {
    Article(Box<Article>),
    /// Its text holds no word.
    Blank,
}

/// The article that a record is: fields by name, the others carried through. `fallback` is the id of a record without one.
pub(crate) fn article(
    mut record: Map<String, Value>,
    location: &Location,
    fallback: impl FnOnce() -> String,
    options: &ReadOptions,
) -> Result<Outcome, ReadError> {
    let text = options.source("text");
    match record.get(text) {
        None => {
            return Err(ReadError::MissingField { location: location.clone(), field: text.into(), found: found(text, &record) });
        }
        Some(Value::String(_)) => (),
        Some(v) => {
            let (location, field, value) = (location.clone(), text.into(), kind(v));
            return Err(ReadError::FieldValue { location, field, rule: "a string", value });
        }
    }
    let mut fields: [String; FIELDS.len()] = std::array::from_fn(|_| String::new());
    let values: Vec<_> = FIELDS.iter().map(|f| record.get(options.source(f)).cloned()).collect();
    for ((field, value), slot) in FIELDS.iter().zip(values).zip(&mut fields) {
        *slot = plain(value).map_err(|v| ReadError::FieldValue {
            location: location.clone(),
            field: options.source(field).into(),
            rule: "a string or a number",
            value: kind(&v),
        })?;
    }
    record.retain(|name, _| !FIELDS.iter().any(|f| options.source(f) == name));
    let [id, title, text, outlet, date, url, lang] = fields;
    if !text.chars().any(char::is_alphanumeric) {
        return Ok(Outcome::Blank);
    }
    let path = match location {
        Location::File(p) | Location::Line(p, _) => p.clone(),
        // What was read from a file once keeps saying so.
        Location::Record(_) => match record.shift_remove("path") {
            Some(Value::String(p)) => p,
            Some(other) => {
                record.insert("path".into(), other);
                String::new()
            }
            None => String::new(),
        },
    };
    let id = if id.is_empty() { fallback() } else { id };
    Ok(Outcome::Article(Box::new(Article { id, title, text, outlet, date, url, lang, path, extra: record })))
}

/// A value as a field of an article; lists and objects come back.
fn plain(value: Option<Value>) -> Result<String, Value> {
    match value {
        None | Some(Value::Null) => Ok(String::new()),
        Some(Value::String(s)) => Ok(s),
        Some(Value::Number(n)) => Ok(n.to_string()),
        Some(v) => Err(v),
    }
}

fn found(text: &str, record: &Map<String, Value>) -> String {
    let names: Vec<&str> = record.keys().map(String::as_str).collect();
    let likely = nearest(text, names.iter().copied()).or_else(|| OTHER_NAMES.into_iter().find(|o| names.contains(o)));
    let likely = likely.map(|l| format!("; did you mean {l:?}?")).unwrap_or_default();
    format!("{}{likely}", listed(&names))
}
