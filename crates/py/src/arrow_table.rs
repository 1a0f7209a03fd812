//! A table that another library handed over, kept as it came.

use crate::arrow_in::{reader, refused};
use crate::arrow_out::capsule;
use crate::{error::Error, value::to_py};
use arrow_array::{RecordBatch, RecordBatchIterator, RecordBatchReader};
use arrow_schema::{DataType, FieldRef, SchemaRef};
use pyo3::prelude::*;
use pyo3::types::{PyCapsule, PyDict, PyList};

/// The batches of an Arrow stream, which point at the memory of the library that made them.
#[pyclass(frozen, module = "newsloom._core")]
pub(crate) struct ArrowTable {
    schema: SchemaRef,
    batches: Vec<RecordBatch>,
}

#[pymethods]
impl ArrowTable {
    #[new]
    fn new(stream: &Bound<'_, PyCapsule>) -> PyResult<Self> {
        let batches = reader(stream)?;
        Ok(Self { schema: batches.schema(), batches: batches.collect::<Result<_, _>>().map_err(refused)? })
    }

    fn __len__(&self) -> usize {
        self.batches.iter().map(RecordBatch::num_rows).sum()
    }

    fn names(&self) -> Vec<String> {
        self.schema.fields().iter().map(|f| f.name().clone()).collect()
    }

    /// The columns by name, and the names of those that hold days or moments, in their ISO form.
    fn columns<'py>(&self, py: Python<'py>) -> Result<(Bound<'py, PyDict>, Vec<String>), Error> {
        let batches = RecordBatchIterator::new(self.batches.iter().cloned().map(Ok), self.schema.clone());
        let columns = py.detach(|| newsloom_corpus::columns(batches))?;
        let dict = PyDict::new(py);
        // A table without a row has its columns all the same.
        for field in self.schema.fields().iter().filter(|_| columns.is_empty()) {
            dict.set_item(field.name(), PyList::empty(py))?;
        }
        for (name, values) in &columns {
            dict.set_item(name, values.iter().map(|v| to_py(py, v)).collect::<PyResult<Vec<_>>>()?)?;
        }
        let timed = |f: &&FieldRef| matches!(f.data_type(), DataType::Date32 | DataType::Date64 | DataType::Timestamp(..));
        Ok((dict, self.schema.fields().iter().filter(timed).map(|f| f.name().clone()).collect()))
    }

    /// The batches as an Arrow C stream; nothing is copied.
    fn stream<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyCapsule>> {
        capsule(py, self.batches.clone(), self.schema.clone())
    }
}
