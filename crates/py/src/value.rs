//! JSON values to Python objects and back.

use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::{PyBool, PyDict, PyFloat, PyInt, PyList, PyString};
use serde_json::{Map, Value};

/// A JSON value as the Python object that `json.loads` would give.
pub(crate) fn to_py<'py>(py: Python<'py>, value: &Value) -> PyResult<Bound<'py, PyAny>> {
    Ok(match value {
        Value::Null => py.None().into_bound(py),
        Value::Bool(b) => PyBool::new(py, *b).to_owned().into_any(),
        Value::Number(n) => match (n.as_i64(), n.as_u64()) {
            (Some(i), _) => i.into_pyobject(py)?.into_any(),
            (None, Some(u)) => u.into_pyobject(py)?.into_any(),
            _ => PyFloat::new(py, n.as_f64().unwrap_or(f64::NAN)).into_any(),
        },
        Value::String(s) => PyString::new(py, s).into_any(),
        Value::Array(a) => {
            let items = a.iter().map(|v| to_py(py, v)).collect::<PyResult<Vec<_>>>()?;
            PyList::new(py, items)?.into_any()
        }
        Value::Object(o) => {
            let dict = PyDict::new(py);
            for (k, v) in o {
                dict.set_item(k, to_py(py, v)?)?;
            }
            dict.into_any()
        }
    })
}

/// A Python object as JSON: `None` and NaN are null, dates their ISO form, numpy scalars plain numbers.
pub(crate) fn from_py(object: &Bound<'_, PyAny>) -> PyResult<Value> {
    if object.is_none() {
        return Ok(Value::Null);
    }
    if let Ok(b) = object.cast::<PyBool>() {
        return Ok(Value::Bool(b.is_true()));
    }
    if let Ok(s) = object.cast::<PyString>() {
        return Ok(Value::String(s.to_str()?.to_owned()));
    }
    if object.is_instance_of::<PyInt>() {
        return match (object.extract::<i64>(), object.extract::<u64>()) {
            (Ok(i), _) => Ok(i.into()),
            (_, Ok(u)) => Ok(u.into()),
            _ => Ok(Value::String(object.str()?.to_str()?.to_owned())),
        };
    }
    if let Ok(f) = object.cast::<PyFloat>() {
        return Ok(serde_json::Number::from_f64(f.value()).map_or(Value::Null, Value::Number));
    }
    if let Ok(d) = object.cast::<PyDict>() {
        return record(d).map(Value::Object);
    }
    if object.is_instance_of::<PyList>() || object.is_instance_of::<pyo3::types::PyTuple>() {
        return object.try_iter()?.map(|v| from_py(&v?)).collect::<PyResult<_>>().map(Value::Array);
    }
    for (probe, convert) in [("isoformat", "isoformat"), ("tolist", "tolist"), ("item", "item"), ("as_py", "as_py")] {
        if object.hasattr(probe)? {
            let inner = object.call_method0(convert)?;
            // pandas' NaT writes itself as the string "NaT".
            if inner.extract::<&str>().is_ok_and(|s| s == "NaT") {
                return Ok(Value::Null);
            }
            // A moment at midnight without a zone is a day.
            if let Ok(day) = inner.extract::<&str>().map(|s| s.strip_suffix("T00:00:00"))
                && let Some(day) = day
            {
                return Ok(Value::String(day.to_owned()));
            }
            return from_py(&inner);
        }
    }
    Err(PyTypeError::new_err(format!("a field must be a string, number, date, list or dict, got {}", object.get_type().name()?)))
}

/// A dict with string keys as a JSON object.
pub(crate) fn record(dict: &Bound<'_, PyDict>) -> PyResult<Map<String, Value>> {
    let mut map = Map::new();
    for (k, v) in dict.iter() {
        let key = k.cast::<PyString>().map_err(|_| PyTypeError::new_err(format!("field names must be strings, got {k}")))?;
        let value = from_py(&v).map_err(|e| in_field(dict.py(), &e, key))?;
        map.insert(key.to_str()?.to_owned(), value);
    }
    Ok(map)
}

fn in_field(py: Python<'_>, error: &PyErr, key: &Bound<'_, PyString>) -> PyErr {
    let text = format!("field {key}: {}", error.value(py));
    if error.is_instance_of::<PyTypeError>(py) { PyTypeError::new_err(text) } else { PyValueError::new_err(text) }
}

/// A serialisable result as plain Python objects.
pub(crate) fn serialized<'py>(py: Python<'py>, result: &impl serde::Serialize) -> PyResult<Bound<'py, PyAny>> {
    let value = serde_json::to_value(result).map_err(|e| PyValueError::new_err(e.to_string()))?;
    to_py(py, &value)
}
