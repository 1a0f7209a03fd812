//! A column of strings that another library hands over through Arrow, read where it lies.

use crate::arrow_in::{array, arrays};
use arrow_array::cast::AsArray;
use arrow_array::{Array, ArrayRef, LargeStringArray, StringArray, StringViewArray};
use arrow_schema::DataType;
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::{PyCapsule, PyTuple};

/// The strings of a column, chunk by chunk.
#[pyclass(name = "TextColumn", module = "newsloom._core", frozen)]
pub(crate) struct PyTextColumn(Vec<Chunk>);

/// Strings that lie together.
pub(crate) enum Chunk {
    Small(StringArray),
    Large(LargeStringArray),
    View(StringViewArray),
    /// Distinct strings, and for each row which it is.
    Dictionary(Box<Chunk>, Vec<usize>),
}

impl Chunk {
    /// None when the array is of another type or has missing values.
    fn new(array: &ArrayRef) -> PyResult<Option<Self>> {
        if array.null_count() > 0 {
            return Ok(None);
        }
        if let Some(dictionary) = array.as_any_dictionary_opt() {
            let keys = dictionary.normalized_keys();
            return Ok(Self::new(dictionary.values())?.map(|values| Self::Dictionary(Box::new(values), keys)));
        }
        let strings = matches!(array.data_type(), DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View);
        if !strings {
            return Ok(None);
        }
        // What comes from outside is believed no further than its layout.
        array.to_data().validate_full().map_err(|e| PyValueError::new_err(format!("the Arrow column is malformed: {e}")))?;
        let small = array.as_string_opt().cloned().map(Self::Small);
        let large = || array.as_string_opt().cloned().map(Self::Large);
        Ok(small.or_else(large).or_else(|| array.as_string_view_opt().cloned().map(Self::View)))
    }

    fn len(&self) -> usize {
        match self {
            Self::Small(a) => a.len(),
            Self::Large(a) => a.len(),
            Self::View(a) => a.len(),
            Self::Dictionary(_, keys) => keys.len(),
        }
    }

    /// The string of a row; none behind the last.
    pub(crate) fn get(&self, row: usize) -> Option<&str> {
        if row >= self.len() {
            return None;
        }
        match self {
            Self::Small(a) => Some(a.value(row)),
            Self::Large(a) => Some(a.value(row)),
            Self::View(a) => Some(a.value(row)),
            Self::Dictionary(values, keys) => values.get(keys[row]),
        }
    }
}

#[pymethods]
impl PyTextColumn {
    /// Takes the column of an object with `__arrow_c_stream__` or `__arrow_c_array__`; None unless all of it are strings.
    #[staticmethod]
    fn from_arrow(column: &Bound<'_, PyAny>) -> PyResult<Option<Self>> {
        let arrays = if column.hasattr("__arrow_c_stream__")? {
            arrays(column.call_method0("__arrow_c_stream__")?.cast::<PyCapsule>()?)?
        } else {
            let pair = column.call_method0("__arrow_c_array__")?;
            let (schema, data) = pair.cast::<PyTuple>()?.extract::<(Bound<'_, PyCapsule>, Bound<'_, PyCapsule>)>()?;
            vec![array(&schema, &data)?]
        };
        let chunks = arrays.iter().map(Chunk::new).collect::<PyResult<Option<Vec<_>>>>()?;
        Ok(chunks.map(Self))
    }
}

impl PyTextColumn {
    pub(crate) fn chunks(&self) -> &[Chunk] {
        &self.0
    }
}
