//! Columns of Python objects as an Arrow C stream, which pandas, polars, duckdb and pyarrow take.

use crate::value::from_py;
use arrow_array::ffi_stream::FFI_ArrowArrayStream;
use arrow_array::{RecordBatch, RecordBatchIterator};
use arrow_schema::SchemaRef;
use newsloom_corpus::batch;
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::{PyCapsule, PyDict, PyList, PyString};

/// The columns as an Arrow C stream of one batch.
#[pyfunction]
pub(crate) fn arrow_stream<'py>(py: Python<'py>, columns: &Bound<'py, PyDict>) -> PyResult<Bound<'py, PyCapsule>> {
    let mut table = Vec::with_capacity(columns.len());
    for (name, values) in columns.iter() {
        let values = values.cast::<PyList>()?.iter().map(|v| from_py(&v)).collect::<PyResult<Vec<_>>>()?;
        table.push((name.cast::<PyString>()?.to_str()?.to_owned(), values));
    }
    let batch = py.detach(|| batch(table)).map_err(|e| PyValueError::new_err(e.to_string()))?;
    let schema = batch.schema();
    capsule(py, vec![batch], schema)
}

/// A capsule that hands over batches; what they hold stays where it is.
pub(crate) fn capsule(py: Python<'_>, batches: Vec<RecordBatch>, schema: SchemaRef) -> PyResult<Bound<'_, PyCapsule>> {
    let reader = RecordBatchIterator::new(batches.into_iter().map(Ok), schema);
    PyCapsule::new_with_value(py, FFI_ArrowArrayStream::new(Box::new(reader)), c"arrow_array_stream")
}
