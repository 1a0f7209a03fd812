//! Columns of Python objects as an Arrow C stream, which pandas, polars, duckdb and pyarrow take.

use arrow_array::builder::{ListBuilder, StringBuilder};
use arrow_array::ffi_stream::FFI_ArrowArrayStream;
use arrow_array::{ArrayRef, BooleanArray, Float64Array, Int64Array, RecordBatch, RecordBatchIterator, StringArray};
use arrow_schema::{DataType, Field, Schema};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::{PyBool, PyCapsule, PyDict, PyFloat, PyInt, PyList, PyString, PyTuple};
use std::sync::Arc;

/// What a column holds, told by all its values: the narrowest type that fits them all.
#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Empty,
    Bool,
    Int,
    Float,
    Strings,
    Text,
}

fn kind_of(value: &Bound<'_, PyAny>) -> Kind {
    if value.is_none() {
        Kind::Empty
    } else if value.is_instance_of::<PyBool>() {
        Kind::Bool
    } else if value.is_instance_of::<PyInt>() && value.extract::<i64>().is_ok() {
        Kind::Int
    } else if value.is_instance_of::<PyFloat>() {
        Kind::Float
    } else if value.is_instance_of::<PyList>() || value.is_instance_of::<PyTuple>() {
        Kind::Strings
    } else {
        Kind::Text
    }
}

fn joined(a: Kind, b: Kind) -> Kind {
    match (a, b) {
        (x, y) if x == y => x,
        (Kind::Empty, x) | (x, Kind::Empty) => x,
        (Kind::Int, Kind::Float) | (Kind::Float, Kind::Int) => Kind::Float,
        _ => Kind::Text,
    }
}

/// The words of a value: a string as it is, anything else as Python prints it.
fn words(value: &Bound<'_, PyAny>) -> PyResult<String> {
    match value.cast::<PyString>() {
        Ok(s) => Ok(s.to_str()?.to_owned()),
        Err(_) => Ok(value.str()?.to_str()?.to_owned()),
    }
}

fn column(values: &Bound<'_, PyList>) -> PyResult<ArrayRef> {
    let kind = values.iter().fold(Kind::Empty, |k, v| joined(k, kind_of(&v)));
    let some = |v: Bound<'_, PyAny>| (!v.is_none()).then_some(v).map(|v| v.unbind());
    let py = values.py();
    let items = || values.iter().map(some);
    Ok(match kind {
        Kind::Bool => Arc::new(items().map(|v| v.map(|v| v.extract(py)).transpose()).collect::<PyResult<BooleanArray>>()?),
        Kind::Int => Arc::new(items().map(|v| v.map(|v| v.extract(py)).transpose()).collect::<PyResult<Int64Array>>()?),
        Kind::Float => Arc::new(items().map(|v| v.map(|v| v.extract(py)).transpose()).collect::<PyResult<Float64Array>>()?),
        Kind::Empty | Kind::Text => Arc::new(items().map(|v| v.map(|v| words(v.bind(py))).transpose()).collect::<PyResult<StringArray>>()?),
        Kind::Strings => {
            let mut lists = ListBuilder::new(StringBuilder::new());
            for list in items() {
                if let Some(list) = &list {
                    for v in list.bind(py).try_iter()? {
                        lists.values().append_value(words(&v?)?);
                    }
                }
                lists.append(list.is_some());
            }
            Arc::new(lists.finish())
        }
    })
}

/// The columns as an Arrow C stream of one batch.
#[pyfunction]
pub(crate) fn arrow_stream<'py>(py: Python<'py>, columns: &Bound<'py, PyDict>) -> PyResult<Bound<'py, PyCapsule>> {
    let wrong = |e: arrow_schema::ArrowError| PyValueError::new_err(e.to_string());
    let (mut fields, mut arrays) = (Vec::new(), Vec::new());
    for (name, values) in columns.iter() {
        let array = column(values.cast::<PyList>()?)?;
        let data_type: DataType = array.data_type().clone();
        fields.push(Field::new(name.cast::<PyString>()?.to_str()?, data_type, true));
        arrays.push(array);
    }
    let schema = Arc::new(Schema::new(fields));
    let batches = if arrays.is_empty() { Vec::new() } else { vec![RecordBatch::try_new(Arc::clone(&schema), arrays).map_err(wrong)?] };
    let reader = RecordBatchIterator::new(batches.into_iter().map(Ok), schema);
    PyCapsule::new_with_value(py, FFI_ArrowArrayStream::new(Box::new(reader)), c"arrow_array_stream")
}
