//! Results as typed columns: Arrow for data-frame libraries, Parquet for files.

use arrow_array::{
    ArrayRef, BooleanArray, Date32Array, Float64Array, Int64Array, RecordBatch, StringArray, TimestampMicrosecondArray,
    builder::{ListBuilder, StringBuilder},
    temporal_conversions::MICROSECONDS,
};
use arrow_schema::{ArrowError, Field, Schema};
use parquet::{arrow::ArrowWriter, basic::Compression, errors::ParquetError, file::properties::WriterProperties};
use serde_json::Value;
use std::sync::Arc;

/// A column of a result: its name and a value for each row.
pub type Column = (String, Vec<Value>);

/// What a column holds, told by all its values: the narrowest type that fits them all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Empty,
    Bool,
    Int,
    Float,
    List,
    Day,
    Moment,
    /// The empty string, which is no day but may stand for a missing one.
    Blank,
    Text,
}

impl Kind {
    fn of(value: &Value) -> Self {
        match value {
            Value::Null => Self::Empty,
            Value::Bool(_) => Self::Bool,
            Value::Number(n) if n.is_i64() => Self::Int,
            Value::Number(_) => Self::Float,
            Value::Array(_) => Self::List,
            Value::String(s) if s.is_empty() => Self::Blank,
            Value::String(s) if day(s).is_some() => Self::Day,
            Value::String(s) if moment(s).is_some() => Self::Moment,
            Value::String(_) | Value::Object(_) => Self::Text,
        }
    }

    fn joined(self, other: Self) -> Self {
        match (self, other) {
            (a, b) if a == b => a,
            (Self::Empty, x) | (x, Self::Empty) => x,
            (Self::Int, Self::Float) | (Self::Float, Self::Int) => Self::Float,
            (Self::Day | Self::Blank, Self::Day) | (Self::Day, Self::Blank) => Self::Day,
            (Self::Day | Self::Moment | Self::Blank, Self::Moment) | (Self::Moment, Self::Day | Self::Blank) => Self::Moment,
            _ => Self::Text,
        }
    }
}

/// The columns as one Arrow batch: booleans, integers, floats, lists of strings, days (every value `YYYY-MM-DD`), moments (every value
/// an ISO date and time), else text. The empty string is a missing day or moment in a column of such.
///
/// # Errors
/// When the columns are not equally long.
///
/// ```
/// use serde_json::json;
/// let batch = newsloom_corpus::batch(vec![("date".into(), vec![json!("2026-03-14"), json!("")])])?;
/// assert_eq!(batch.schema().field(0).data_type().to_string(), "Date32");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn batch(columns: Vec<Column>) -> Result<RecordBatch, ArrowError> {
    let (mut fields, mut arrays) = (Vec::new(), Vec::new());
    for (name, values) in columns {
        let array = array(&values);
        fields.push(Field::new(name, array.data_type().clone(), true));
        arrays.push(array);
    }
    if arrays.is_empty() {
        return Ok(RecordBatch::new_empty(Arc::new(Schema::empty())));
    }
    RecordBatch::try_new(Arc::new(Schema::new(fields)), arrays)
}

/// The rows as a Parquet file, zstd-packed, with columns typed as [`batch`] does.
///
/// # Errors
/// When a row has another number of values than there are columns.
pub fn parquet(columns: &[&str], rows: impl IntoIterator<Item = Vec<Value>>) -> Result<Vec<u8>, ArrowError> {
    let mut table: Vec<Column> = columns.iter().map(|c| ((*c).to_owned(), Vec::new())).collect();
    for row in rows {
        table.iter_mut().zip(row).for_each(|(column, value)| column.1.push(value));
    }
    let batch = batch(table)?;
    let wrong = |e: ParquetError| ArrowError::ParquetError(e.to_string());
    let properties = WriterProperties::builder().set_compression(Compression::ZSTD(Default::default())).build();
    let mut out = Vec::new();
    let mut writer = ArrowWriter::try_new(&mut out, batch.schema(), Some(properties)).map_err(wrong)?;
    writer.write(&batch).map_err(wrong)?;
    writer.close().map_err(wrong)?;
    Ok(out)
}

fn array(values: &[Value]) -> ArrayRef {
    match values.iter().fold(Kind::Empty, |k, v| k.joined(Kind::of(v))) {
        Kind::Bool => Arc::new(values.iter().map(Value::as_bool).collect::<BooleanArray>()),
        Kind::Int => Arc::new(values.iter().map(Value::as_i64).collect::<Int64Array>()),
        Kind::Float => Arc::new(values.iter().map(Value::as_f64).collect::<Float64Array>()),
        Kind::Day => Arc::new(values.iter().map(|v| day(v.as_str()?)).collect::<Date32Array>()),
        Kind::Moment => {
            let all: TimestampMicrosecondArray = values.iter().map(|v| moment(v.as_str()?)).collect();
            let zoned = values.iter().filter_map(Value::as_str).any(|s| s.len() > 10 && offset(&s[10..]).is_some());
            Arc::new(if zoned { all.with_timezone("UTC") } else { all })
        }
        Kind::Empty | Kind::Blank | Kind::Text => Arc::new(values.iter().map(words).collect::<StringArray>()),
        Kind::List => {
            let mut lists = ListBuilder::new(StringBuilder::new());
            for value in values {
                for item in value.as_array().into_iter().flatten() {
                    lists.values().append_option(words(item));
                }
                lists.append(value.is_array());
            }
            Arc::new(lists.finish())
        }
    }
}

/// A string as it is, anything else as JSON writes it; nothing for null.
fn words(value: &Value) -> Option<String> {
    match value {
        Value::Null => None,
        Value::String(s) => Some(s.clone()),
        other => Some(other.to_string()),
    }
}

/// Days from 1970-01-01 to the day `YYYY-MM-DD`.
fn day(s: &str) -> Option<i32> {
    let b = s.as_bytes();
    if b.len() != 10 || b[4] != b'-' || b[7] != b'-' {
        return None;
    }
    let number = |r: std::ops::Range<usize>| s.get(r).filter(|p| p.bytes().all(|b| b.is_ascii_digit()))?.parse::<i32>().ok();
    let (year, month, day) = (number(0..4)?, number(5..7)?, number(8..10)?);
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let length = match month {
        2 => 28 + i32::from(leap),
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => return None,
    };
    // Years that begin in March, so that the leap day is the last of its year.
    let (y, m) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    let century = y.div_euclid(100);
    (1..=length).contains(&day).then(|| 365 * y + y.div_euclid(4) - century + century.div_euclid(4) + (153 * m + 2) / 5 + day - 719_469)
}

/// Microseconds from 1970 to `YYYY-MM-DD`, `YYYY-MM-DDTHH:MM[:SS[.fraction]]`, with `Z` or an offset such as `+01:00` or without (UTC then).
fn moment(s: &str) -> Option<i64> {
    let days = day(s.get(..10)?)?;
    let rest = &s[10..];
    if rest.is_empty() {
        return Some(i64::from(days) * 86_400 * MICROSECONDS);
    }
    let time = rest.strip_prefix(['T', ' '])?;
    let zone = offset(rest);
    let clock = &time[..time.len() - zone.map_or(0, |z| z.1)];
    let (clock, fraction) = clock.split_once('.').unwrap_or((clock, ""));
    let mut parts = clock.split(':').map(|p| (p.len() == 2).then(|| p.parse::<i64>().ok())?);
    let (hours, minutes, seconds) = (parts.next()??, parts.next()??, parts.next().unwrap_or(Some(0))?);
    if parts.next().is_some()
        || hours > 23
        || minutes > 59
        || seconds > 60
        || fraction.len() > 9
        || !fraction.bytes().all(|b| b.is_ascii_digit())
    {
        return None;
    }
    let micros: i64 = format!("{fraction:0<6}")[..6].parse().ok()?;
    let seconds = i64::from(days) * 86_400 + hours * 3600 + minutes * 60 + seconds - zone.map_or(0, |z| z.0);
    Some(seconds * MICROSECONDS + micros)
}

/// The offset from UTC at the end of a time, in seconds, and its length in bytes.
fn offset(time: &str) -> Option<(i64, usize)> {
    if time.ends_with('Z') {
        return Some((0, 1));
    }
    let at = time.rfind(['+', '-'])?;
    let (sign, digits) = (if time[at..].starts_with('-') { -1 } else { 1 }, time[at + 1..].replace(':', ""));
    if digits.len() != 4 || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let number: i64 = digits.parse().ok()?;
    Some((sign * (number / 100 * 3600 + number % 100 * 60), time.len() - at))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn kind_of(values: Value) -> String {
        let Value::Array(values) = values else { unreachable!() };
        array(&values).data_type().to_string()
    }

    #[test]
    fn columns_have_the_narrowest_type_that_fits() {
        for (values, expect) in [
            (json!([true, null]), "Boolean"),
            (json!([1, null, 3]), "Int64"),
            (json!([1, 2.5]), "Float64"),
            (json!(["a", 1]), "Utf8"),
            (json!([null]), "Utf8"),
            (json!([["a"], null]), "List(Utf8)"),
            (json!(["2026-03-14", "", null]), "Date32"),
            (json!(["2026-03-14", "soon"]), "Utf8"),
            (json!(["2026-02-29"]), "Utf8"),
            (json!(["2026-03-14", "2026-03-14T08:00"]), "Timestamp(µs)"),
            (json!(["2026-03-14T08:00:00Z"]), "Timestamp(µs, \"UTC\")"),
            (json!([{"a": 1}]), "Utf8"),
        ] {
            let said = format!("{values}");
            assert!(kind_of(values).starts_with(expect), "{said}");
        }
    }

    #[test]
    fn days_and_moments_count_from_1970() {
        assert_eq!((day("1970-01-01"), day("2000-02-29"), day("1969-12-31")), (Some(0), Some(11_016), Some(-1)));
        let hour = 3600 * MICROSECONDS;
        assert_eq!(moment("1970-01-01T01:00:00+01:00"), Some(0));
        assert_eq!(moment("1970-01-01 01:00"), Some(hour));
        assert_eq!(moment("1970-01-01T00:00:00.25Z"), Some(250_000));
        for wrong in ["1970-01-01T1", "1970-01-01T25:00", "1970-01-01x", "1970-01-01T00:00:00:00", "é", "1970-01-0é"] {
            assert_eq!(moment(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn what_is_written_as_parquet_is_read_again() {
        let rows =
            vec![vec![json!("a"), json!(1.5), json!(["x", "y"]), json!("2026-03-14")], vec![json!("b"), json!(null), json!([]), json!("")]];
        let bytes = parquet(&["text", "n", "terms", "date"], rows).unwrap();
        let read = crate::format::parquet::records(bytes::Bytes::from(bytes), "t.parquet").unwrap();
        let records: Vec<_> = read.into_iter().map(|(_, r)| Value::Object(r.unwrap())).collect();
        assert_eq!(
            records,
            [
                json!({"text": "a", "n": 1.5, "terms": ["x", "y"], "date": "2026-03-14"}),
                json!({"text": "b", "n": null, "terms": [], "date": null})
            ]
        );
    }
}
