//! Tables and columns that other libraries hand over through the Arrow C interfaces.

use arrow_array::ffi::{FFI_ArrowArray, FFI_ArrowSchema, from_ffi};
use arrow_array::ffi_stream::{ArrayStreamReader, FFI_ArrowArrayStream, RecordBatchStreamReader};
use arrow_array::{ArrayRef, make_array};
use arrow_schema::ArrowError;
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::PyCapsule;

pub(crate) fn refused(e: ArrowError) -> PyErr {
    PyValueError::new_err(e.to_string())
}

/// Takes the stream out of a capsule that `__arrow_c_stream__` gave; the capsule is empty afterwards.
fn stream(capsule: &Bound<'_, PyCapsule>) -> PyResult<FFI_ArrowArrayStream> {
    let pointer = capsule.pointer_checked(Some(c"arrow_array_stream"))?.cast::<FFI_ArrowArrayStream>();
    // SAFETY: the Arrow PyCapsule interface fixes what a capsule of this name holds: a valid stream, to be moved out by its one taker.
    #[allow(unsafe_code)]
    Ok(unsafe { FFI_ArrowArrayStream::from_raw(pointer.as_ptr()) })
}

/// The batches of a table's stream.
pub(crate) fn reader(capsule: &Bound<'_, PyCapsule>) -> PyResult<RecordBatchStreamReader> {
    RecordBatchStreamReader::try_new(stream(capsule)?).map_err(refused)
}

/// The chunks of a column's stream.
pub(crate) fn arrays(capsule: &Bound<'_, PyCapsule>) -> PyResult<Vec<ArrayRef>> {
    ArrayStreamReader::try_new(stream(capsule)?).and_then(Iterator::collect).map_err(refused)
}

/// Takes the array out of the two capsules that `__arrow_c_array__` gave; that of the array is empty afterwards.
pub(crate) fn array(schema: &Bound<'_, PyCapsule>, data: &Bound<'_, PyCapsule>) -> PyResult<ArrayRef> {
    let schema = schema.pointer_checked(Some(c"arrow_schema"))?.cast::<FFI_ArrowSchema>();
    let data = data.pointer_checked(Some(c"arrow_array"))?.cast::<FFI_ArrowArray>();
    // SAFETY: as above, a schema that the capsule keeps, and an array of it, to be moved out by its one taker.
    #[allow(unsafe_code)]
    let array = unsafe { from_ffi(FFI_ArrowArray::from_raw(data.as_ptr()), schema.as_ref()) };
    Ok(make_array(array.map_err(refused)?))
}
