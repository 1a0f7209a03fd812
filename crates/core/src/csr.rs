use linfa::Float;
use linfa::dataset::Records;
use std::cmp::Ordering;
use thiserror::Error;

/// Why three arrays are no CSR matrix.
#[derive(Debug, Error, PartialEq, Eq)]
#[non_exhaustive]
pub enum CsrError {
    /// `indptr` has to have one entry more than there are rows, and at least one.
    #[error("indptr must hold one entry per row and one more, got none")]
    NoIndptr,
    /// `indptr` has to start at zero, never fall, and end at the number of stored values.
    #[error("indptr must rise from 0 to {nnz}, broken at row {row}")]
    Indptr {
        /// The first row at which the rule is broken.
        row: usize,
        /// The number of stored values.
        nnz: usize,
    },
    /// `indices` and `data` have to be equally long.
    #[error("indices and data must be equally long, got {indices} and {data}")]
    Lengths {
        /// Length of `indices`.
        indices: usize,
        /// Length of `data`.
        data: usize,
    },
    /// Every column index has to be below the number of columns.
    #[error("column indices must be below {cols}, got {column} in row {row}")]
    Column {
        /// The row it stands in.
        row: usize,
        /// The index given.
        column: u32,
        /// The number of columns.
        cols: usize,
    },
}

/// Sparse rows: compressed sparse row storage, as `scipy.sparse.csr_matrix` has it.
///
/// Row `i` holds `data[indptr[i]..indptr[i + 1]]` in the columns `indices[indptr[i]..indptr[i + 1]]`.
#[derive(Clone, Debug, PartialEq)]
pub struct Csr<T> {
    cols: usize,
    indptr: Vec<usize>,
    indices: Vec<u32>,
    data: Vec<T>,
}

impl<T> Csr<T> {
    /// Takes the three arrays after checking them.
    ///
    /// # Errors
    /// When `indptr` is empty, does not start at 0, falls, or does not end at `data.len()`; when `indices` and
    /// `data` differ in length; when a column index is not below `cols`.
    ///
    /// ```
    /// use newsloom_core::Csr;
    /// let x = Csr::try_new(3, vec![0, 2, 3], vec![0, 2, 1], vec![1.0, 2.0, 3.0])?;
    /// assert_eq!((x.rows(), x.cols(), x.nnz()), (2, 3, 3));
    /// # Ok::<(), newsloom_core::CsrError>(())
    /// ```
    pub fn try_new(cols: usize, indptr: Vec<usize>, indices: Vec<u32>, data: Vec<T>) -> Result<Self, CsrError> {
        CsrRef::try_new(cols, &indptr, &indices, &data)?;
        Ok(Self { cols, indptr, indices, data })
    }

    /// A matrix without rows.
    #[must_use]
    pub fn empty(cols: usize) -> Self {
        Self { cols, indptr: vec![0], indices: Vec::new(), data: Vec::new() }
    }

    /// Number of rows.
    #[must_use]
    pub fn rows(&self) -> usize {
        self.indptr.len() - 1
    }

    /// Number of columns.
    #[must_use]
    pub fn cols(&self) -> usize {
        self.cols
    }

    /// Number of stored values.
    #[must_use]
    pub fn nnz(&self) -> usize {
        self.data.len()
    }

    /// Columns and values of row `i`.
    #[must_use]
    pub fn row(&self, i: usize) -> (&[u32], &[T]) {
        let r = self.indptr[i]..self.indptr[i + 1];
        (&self.indices[r.clone()], &self.data[r])
    }

    /// Columns of row `i`, and its values to be changed in place.
    pub fn row_mut(&mut self, i: usize) -> (&[u32], &mut [T]) {
        let r = self.indptr[i]..self.indptr[i + 1];
        (&self.indices[r.clone()], &mut self.data[r])
    }

    /// Row `i` with its zeros, one value a column.
    ///
    /// ```
    /// let x = newsloom_core::Csr::try_new(3, vec![0, 2], vec![0, 2], vec![1.0, 2.0])?;
    /// assert_eq!(x.dense_row(0), [1.0, 0.0, 2.0]);
    /// # Ok::<(), newsloom_core::CsrError>(())
    /// ```
    #[must_use]
    pub fn dense_row(&self, i: usize) -> Vec<T>
    where
        T: Copy + Default,
    {
        let mut out = vec![T::default(); self.cols];
        let (columns, values) = self.row(i);
        columns.iter().zip(values).for_each(|(&c, v)| out[c as usize] = *v);
        out
    }

    /// The same pattern with other values.
    #[must_use]
    pub fn map<U>(&self, f: impl FnMut(&T) -> U) -> Csr<U> {
        let data = self.data.iter().map(f).collect();
        Csr { cols: self.cols, indptr: self.indptr.clone(), indices: self.indices.clone(), data }
    }

    /// The values, to be changed in place (a weighting keeps the pattern).
    pub fn data_mut(&mut self) -> &mut [T] {
        &mut self.data
    }

    /// Borrows the matrix.
    #[must_use]
    pub fn view(&self) -> CsrRef<'_, T> {
        CsrRef { cols: self.cols, indptr: &self.indptr, indices: &self.indices, data: &self.data }
    }

    /// The three arrays: `indptr`, `indices`, `data`.
    #[must_use]
    pub fn into_parts(self) -> (Vec<usize>, Vec<u32>, Vec<T>) {
        (self.indptr, self.indices, self.data)
    }
}

/// The product of two sparse rows, columns rising in both.
///
/// ```
/// let (a, b) = ((&[0, 2, 5][..], &[1.0, 2.0, 3.0][..]), (&[2, 3, 5][..], &[4.0, 9.0, 0.5][..]));
/// assert_eq!(newsloom_core::dot(a, b), 9.5);
/// ```
#[must_use]
pub fn dot(a: (&[u32], &[f64]), b: (&[u32], &[f64])) -> f64 {
    let (mut i, mut j, mut sum) = (0, 0, 0.0);
    while i < a.0.len() && j < b.0.len() {
        match a.0[i].cmp(&b.0[j]) {
            Ordering::Less => i += 1,
            Ordering::Greater => j += 1,
            Ordering::Equal => {
                sum += a.1[i] * b.1[j];
                i += 1;
                j += 1;
            }
        }
    }
    sum
}

impl<F: Float> Records for Csr<F> {
    type Elem = F;
    fn nsamples(&self) -> usize {
        self.rows()
    }
    fn nfeatures(&self) -> usize {
        self.cols()
    }
}

/// Borrowed sparse rows, so that arrays owned by scipy are read in place.
#[derive(Debug)]
pub struct CsrRef<'a, T> {
    cols: usize,
    indptr: &'a [usize],
    indices: &'a [u32],
    data: &'a [T],
}

impl<T> Clone for CsrRef<'_, T> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<T> Copy for CsrRef<'_, T> {}

impl<'a, T> CsrRef<'a, T> {
    /// Borrows the three arrays after checking them.
    ///
    /// # Errors
    /// As [`Csr::try_new`].
    pub fn try_new(cols: usize, indptr: &'a [usize], indices: &'a [u32], data: &'a [T]) -> Result<Self, CsrError> {
        let nnz = data.len();
        if indices.len() != nnz {
            return Err(CsrError::Lengths { indices: indices.len(), data: nnz });
        }
        match indptr.first() {
            None => return Err(CsrError::NoIndptr),
            Some(0) => {}
            Some(_) => return Err(CsrError::Indptr { row: 0, nnz }),
        }
        if let Some(row) = indptr.windows(2).position(|w| w[1] < w[0] || w[1] > nnz) {
            return Err(CsrError::Indptr { row, nnz });
        }
        if indptr.last() != Some(&nnz) {
            return Err(CsrError::Indptr { row: indptr.len() - 1, nnz });
        }
        // The largest is found many at a time; which it is, is asked only then.
        let wrong = indices.iter().max().filter(|&&c| c as usize >= cols);
        if let Some(at) = wrong.and_then(|c| indices.iter().position(|d| d >= c)) {
            let row = indptr.partition_point(|&p| p <= at) - 1;
            return Err(CsrError::Column { row, column: indices[at], cols });
        }
        Ok(Self { cols, indptr, indices, data })
    }

    /// Number of rows.
    #[must_use]
    pub fn rows(&self) -> usize {
        self.indptr.len() - 1
    }

    /// Number of columns.
    #[must_use]
    pub fn cols(&self) -> usize {
        self.cols
    }

    /// Number of stored values.
    #[must_use]
    pub fn nnz(&self) -> usize {
        self.data.len()
    }

    /// Columns and values of row `i`.
    #[must_use]
    pub fn row(&self, i: usize) -> (&'a [u32], &'a [T]) {
        let r = self.indptr[i]..self.indptr[i + 1];
        (&self.indices[r.clone()], &self.data[r])
    }

    /// The three arrays: `indptr`, `indices`, `data`.
    #[must_use]
    pub fn parts(&self) -> (&'a [usize], &'a [u32], &'a [T]) {
        (self.indptr, self.indices, self.data)
    }
}

impl<F: Float> Records for CsrRef<'_, F> {
    type Elem = F;
    fn nsamples(&self) -> usize {
        self.rows()
    }
    fn nfeatures(&self) -> usize {
        self.cols()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn says_which_rule_is_broken() {
        let bad = |cols, p: &[usize], i: &[u32], d: &[f64]| Csr::try_new(cols, p.to_vec(), i.to_vec(), d.to_vec()).unwrap_err();
        assert_eq!(bad(2, &[], &[], &[]), CsrError::NoIndptr);
        assert_eq!(bad(2, &[1, 1], &[0], &[1.0]), CsrError::Indptr { row: 0, nnz: 1 });
        assert_eq!(bad(2, &[0, 2, 1], &[0, 1], &[1.0, 1.0]), CsrError::Indptr { row: 1, nnz: 2 });
        assert_eq!(bad(2, &[0, 1], &[0, 1], &[1.0, 1.0]), CsrError::Indptr { row: 1, nnz: 2 });
        assert_eq!(bad(2, &[0, 1], &[0], &[]), CsrError::Lengths { indices: 1, data: 0 });
        assert_eq!(bad(2, &[0, 0, 1], &[2], &[1.0]), CsrError::Column { row: 1, column: 2, cols: 2 });
    }

    #[test]
    fn rows_are_where_indptr_says() {
        let x = Csr::try_new(4, vec![0, 0, 2], vec![1, 3], vec![5.0, 7.0]).unwrap();
        assert_eq!(x.row(0), (&[][..], &[][..]));
        assert_eq!(x.row(1), (&[1, 3][..], &[5.0, 7.0][..]));
        assert_eq!((x.nsamples(), x.nfeatures()), (2, 4));
    }
}
