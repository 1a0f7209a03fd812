use ndarray::ArrayView2;

/// Clusters side by side in a block: one visit of a column serves all of them.
pub(crate) const LANES: usize = 8;

/// Centroids transposed in blocks of [`LANES`]: block `b` holds, column by column, the values of its clusters.
///
/// A product with a sparse row then reads one short contiguous piece per stored value.
pub(crate) struct Blocks {
    cols: usize,
    data: Vec<[f64; LANES]>,
}

impl Blocks {
    pub(crate) fn new(centroids: ArrayView2<'_, f64>) -> Self {
        let (k, cols) = centroids.dim();
        let mut data = vec![[0.0; LANES]; k.div_ceil(LANES) * cols];
        for (j, row) in centroids.rows().into_iter().enumerate() {
            let block = &mut data[j / LANES * cols..(j / LANES + 1) * cols];
            for (cell, &v) in block.iter_mut().zip(row) {
                cell[j % LANES] = v;
            }
        }
        Self { cols, data }
    }

    /// Products of a sparse row with the clusters of block `b`, each summed in the order of the row's values.
    pub(crate) fn dot(&self, b: usize, columns: &[u32], values: &[f64]) -> [f64; LANES] {
        let block = &self.data[b * self.cols..(b + 1) * self.cols];
        let mut sum = [0.0; LANES];
        for (&c, &v) in columns.iter().zip(values) {
            let cell = &block[c as usize];
            for (s, w) in sum.iter_mut().zip(cell) {
                *s += v * w;
            }
        }
        sum
    }

    /// Products of a sparse row with all clusters.
    pub(crate) fn dots(&self, columns: &[u32], values: &[f64], out: &mut [f64]) {
        for (b, out) in out.chunks_mut(LANES).enumerate() {
            out.copy_from_slice(&self.dot(b, columns, values)[..out.len()]);
        }
    }
}
