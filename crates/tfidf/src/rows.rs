use crate::CountValue;
use newsloom_core::Csr;
use rayon::prelude::*;

/// Rows of a matrix as one thread makes them, batch by batch.
#[derive(Clone, Debug)]
pub struct Rows<V> {
    indices: Vec<u32>,
    data: Vec<V>,
    ends: Vec<usize>,
    /// Per batch: its number, and the number of rows before it.
    batches: Vec<(usize, usize)>,
}

impl<V> Default for Rows<V> {
    fn default() -> Self {
        Self { indices: Vec::new(), data: Vec::new(), ends: Vec::new(), batches: Vec::new() }
    }
}

impl<V: Copy> Rows<V> {
    /// Begins the batch of documents that has this number among all.
    pub fn begin(&mut self, batch: usize) {
        self.batches.push((batch, self.ends.len()));
    }

    /// Adds a row of columns and values; `finish` may change its values.
    pub fn push(&mut self, row: impl Iterator<Item = (u32, V)>, finish: impl FnOnce(&[u32], &mut [V])) {
        let from = self.indices.len();
        row.for_each(|(c, v)| {
            self.indices.push(c);
            self.data.push(v);
        });
        finish(&self.indices[from..], &mut self.data[from..]);
        self.ends.push(self.indices.len());
    }

    /// Columns and values of each row.
    pub fn iter(&self) -> impl Iterator<Item = (&[u32], &[V])> {
        let mut from = 0;
        self.ends.iter().map(move |&to| {
            let row = std::mem::replace(&mut from, to)..to;
            (&self.indices[row.clone()], &self.data[row])
        })
    }
}

/// Brings together the rows that threads have made, in the order of documents: batches are numbered from 0, and each stands in
/// one shard. Columns are below `cols`.
#[must_use]
pub fn gather<V: CountValue>(cols: usize, mut shards: Vec<Rows<V>>) -> Csr<V> {
    if let [one] = shards.as_mut_slice() {
        let one = std::mem::take(one);
        let indptr = std::iter::once(0).chain(one.ends).collect();
        return Csr::try_new(cols, indptr, one.indices, one.data).unwrap_or_else(|_| Csr::empty(cols));
    }
    let mut batches: Vec<(usize, usize, std::ops::Range<usize>)> = Vec::new();
    for (s, shard) in shards.iter().enumerate() {
        for (i, &(batch, from)) in shard.batches.iter().enumerate() {
            batches.push((batch, s, from..shard.batches.get(i + 1).map_or(shard.ends.len(), |b| b.1)));
        }
    }
    batches.sort_unstable_by_key(|b| b.0);
    let nnz = shards.iter().map(|s| s.indices.len()).sum();
    let mut indptr = Vec::with_capacity(shards.iter().map(|s| s.ends.len()).sum::<usize>() + 1);
    indptr.push(0);
    let (mut indices, mut data) = (vec![0u32; nnz], vec![V::default(); nnz]);
    let (mut i, mut d) = (indices.as_mut_slice(), data.as_mut_slice());
    let mut tasks = Vec::with_capacity(batches.len());
    let mut base = 0;
    for (_, s, rows) in batches {
        let shard = &shards[s];
        let start = rows.start.checked_sub(1).map_or(0, |p| shard.ends[p]);
        let end = rows.end.checked_sub(1).map_or(0, |p| shard.ends[p]);
        indptr.extend(shard.ends[rows].iter().map(|e| base + e - start));
        base += end - start;
        let (i0, i1) = std::mem::take(&mut i).split_at_mut(end - start);
        let (d0, d1) = std::mem::take(&mut d).split_at_mut(end - start);
        (i, d) = (i1, d1);
        tasks.push((i0, &shard.indices[start..end], d0, &shard.data[start..end]));
    }
    tasks.into_par_iter().for_each(|(indices, from_indices, data, from_data)| {
        indices.copy_from_slice(from_indices);
        data.copy_from_slice(from_data);
    });
    Csr::try_new(cols, indptr, indices, data).unwrap_or_else(|_| Csr::empty(cols))
}
