//! Tables that other libraries hand over through the Arrow C stream interface.

use arrow_array::ffi_stream::{FFI_ArrowArrayStream, RecordBatchStreamReader};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::PyCapsule;

/// Takes the stream out of a capsule that `__arrow_c_stream__` gave; the capsule is empty afterwards.
pub(crate) fn reader(capsule: &Bound<'_, PyCapsule>) -> PyResult<RecordBatchStreamReader> {
    let pointer = capsule.pointer_checked(Some(c"arrow_array_stream"))?.cast::<FFI_ArrowArrayStream>();
    // SAFETY: the Arrow PyCapsule interface fixes what a capsule of this name holds: a valid stream, to be moved out by its one taker.
    #[allow(unsafe_code)]
    let reader = unsafe { RecordBatchStreamReader::from_raw(pointer.as_ptr()) };
    reader.map_err(|e| PyValueError::new_err(e.to_string()))
}
