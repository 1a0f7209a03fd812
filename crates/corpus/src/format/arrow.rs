//! Arrow columns as records: what Parquet files and data frames are made of.

use arrow_array::{Array, ArrayRef, RecordBatch, cast::AsArray, downcast_integer_array, temporal_conversions as moment, types::*};
use arrow_schema::{ArrowError, DataType, TimeUnit};
use serde_json::{Map, Value};

/// The rows of a batch as records; a column whose type has no place in a record is an error that names it.
pub(crate) fn records(batch: &RecordBatch) -> Result<Vec<Map<String, Value>>, String> {
    let mut records = vec![Map::with_capacity(batch.num_columns()); batch.num_rows()];
    for column in columns(batch) {
        let (name, values) = column?;
        for (record, value) in records.iter_mut().zip(values) {
            record.insert(name.clone(), value);
        }
    }
    Ok(records)
}

/// The columns of a batch by name. pandas stores its index as a column too, which is left out.
pub(crate) fn columns(batch: &RecordBatch) -> impl Iterator<Item = Result<(String, Vec<Value>), String>> {
    let names = batch.schema_ref().fields().iter().map(|f| f.name().clone());
    names.zip(batch.columns()).filter(|(name, _)| !name.starts_with("__index_level_")).map(|(name, column)| match values(column) {
        Ok(values) => Ok((name, values)),
        Err(ArrowError::NotYetImplemented(kind)) => Err(format!("the column {name:?} holds {kind}, which no field can hold")),
        Err(other) => Err(format!("the column {name:?}: {other}")),
    })
}

fn values(column: &ArrayRef) -> Result<Vec<Value>, ArrowError> {
    let n = column.len();
    let of = |get: &dyn Fn(usize) -> Value| (0..n).map(|i| if column.is_null(i) { Value::Null } else { get(i) }).collect();
    let array = column.as_ref();
    Ok(match column.data_type() {
        DataType::Null => vec![Value::Null; n],
        DataType::Boolean => of(&|i| array.as_boolean().value(i).into()),
        DataType::Utf8 => of(&|i| array.as_string::<i32>().value(i).into()),
        DataType::LargeUtf8 => of(&|i| array.as_string::<i64>().value(i).into()),
        DataType::Utf8View => of(&|i| array.as_string_view().value(i).into()),
        t if t.is_integer() => downcast_integer_array!(array => of(&|i| array.value(i).into()), _ => vec![Value::Null; n]),
        DataType::Float16 => of(&|i| float(array.as_primitive::<Float16Type>().value(i).to_f64())),
        DataType::Float32 => of(&|i| float(shortest(array.as_primitive::<Float32Type>().value(i)))),
        DataType::Float64 => of(&|i| float(array.as_primitive::<Float64Type>().value(i))),
        DataType::Date32 => of(&|i| iso(moment::date32_to_datetime(array.as_primitive::<Date32Type>().value(i)), false)),
        DataType::Date64 => of(&|i| iso(moment::date64_to_datetime(array.as_primitive::<Date64Type>().value(i)), false)),
        DataType::Timestamp(unit, zone) => {
            let zoned = zone.is_some();
            match unit {
                TimeUnit::Second => {
                    of(&|i| iso(moment::timestamp_s_to_datetime(array.as_primitive::<TimestampSecondType>().value(i)), zoned))
                }
                TimeUnit::Millisecond => {
                    of(&|i| iso(moment::timestamp_ms_to_datetime(array.as_primitive::<TimestampMillisecondType>().value(i)), zoned))
                }
                TimeUnit::Microsecond => {
                    of(&|i| iso(moment::timestamp_us_to_datetime(array.as_primitive::<TimestampMicrosecondType>().value(i)), zoned))
                }
                TimeUnit::Nanosecond => {
                    of(&|i| iso(moment::timestamp_ns_to_datetime(array.as_primitive::<TimestampNanosecondType>().value(i)), zoned))
                }
            }
        }
        DataType::Dictionary(..) => {
            let dictionary = array.as_any_dictionary();
            let distinct = values(dictionary.values())?;
            let keys = dictionary.normalized_keys();
            of(&|i| distinct.get(keys[i]).cloned().unwrap_or_default())
        }
        DataType::List(_) => lists(array.as_list::<i32>().iter())?,
        DataType::LargeList(_) => lists(array.as_list::<i64>().iter())?,
        DataType::FixedSizeList(..) => lists(array.as_fixed_size_list().iter())?,
        DataType::Struct(_) => {
            let parts = array.as_struct();
            let columns = parts.columns().iter().map(values).collect::<Result<Vec<_>, _>>()?;
            let names: Vec<_> = parts.fields().iter().map(|f| f.name().clone()).collect();
            of(&|i| Value::Object(names.iter().cloned().zip(columns.iter().map(|c| c[i].clone())).collect()))
        }
        other => return Err(ArrowError::NotYetImplemented(other.to_string())),
    })
}

fn lists(items: impl Iterator<Item = Option<ArrayRef>>) -> Result<Vec<Value>, ArrowError> {
    items.map(|list| list.map_or(Ok(Value::Null), |l| values(&l).map(Value::Array))).collect()
}

fn float(x: f64) -> Value {
    serde_json::Number::from_f64(x).map_or(Value::Null, Value::Number)
}

/// The double that is written with the digits of the single: 0.1 stays 0.1.
fn shortest(x: f32) -> f64 {
    x.to_string().parse().unwrap_or_else(|_| f64::from(x))
}

/// A moment in its ISO form; at midnight without a time zone, the day alone.
fn iso(moment: Option<impl std::fmt::Debug>, zoned: bool) -> Value {
    let Some(moment) = moment else { return Value::Null };
    let written = format!("{moment:?}");
    Value::String(match (written.strip_suffix("T00:00:00"), zoned) {
        (Some(day), false) => day.to_owned(),
        (_, true) => written + "+00:00",
        _ => written,
    })
}
