use super::FoundRuns;
use crate::counting::CountValue;
use crate::lexicon::NONE;
use newsloom_core::progress::Pass;
use newsloom_core::{Csr, map};
use rayon::prelude::*;

/// A band of documents whose rows are filled by one thread.
struct Task<'r, V> {
    band: usize,
    /// Entries of each row.
    lengths: &'r [usize],
    indices: &'r mut [u32],
    data: &'r mut [V],
}

impl FoundRuns {
    /// One row per document over the terms at these places, column by column, so that rows come out sorted.
    pub(crate) fn rows<V: CountValue>(&self, places: &[u32], finish: impl Fn(&[u32], &mut [V]) + Sync) -> Csr<V> {
        let mut column = vec![NONE; self.len()];
        (0u32..).zip(places).for_each(|(c, &place)| column[place as usize] = c);
        let bands: Vec<usize> = (0..self.bands.len() - 1).collect();
        let lengths: Vec<Vec<usize>> = map(&bands, |&band| {
            let mut lengths = vec![0; self.bands[band + 1] - self.bands[band]];
            self.each(band, &column, |_, document, _| lengths[document] += 1);
            lengths
        });
        let mut indptr = Vec::with_capacity(self.bands.last().map_or(0, |n| n + 1));
        indptr.push(0);
        let mut nnz = 0;
        indptr.extend(lengths.iter().flatten().map(|n| {
            nnz += n;
            nnz
        }));
        let (mut indices, mut data) = (vec![0u32; nnz], vec![V::default(); nnz]);
        let (mut i, mut d) = (indices.as_mut_slice(), data.as_mut_slice());
        let mut tasks = Vec::with_capacity(bands.len());
        for (band, lengths) in bands.into_iter().zip(&lengths) {
            let n = lengths.iter().sum();
            let (indices, rest) = std::mem::take(&mut i).split_at_mut(n);
            i = rest;
            let (data, rest) = std::mem::take(&mut d).split_at_mut(n);
            d = rest;
            tasks.push(Task { band, lengths, indices, data });
        }
        let pass = Pass::new(tasks.len());
        tasks.into_par_iter().for_each(|task| pass.step(task.band, || self.fill(task, &column, &finish)));
        Csr::try_new(places.len(), indptr, indices, data).unwrap_or_else(|_| Csr::empty(places.len()))
    }

    fn fill<V: CountValue>(&self, task: Task<'_, V>, column: &[u32], finish: impl Fn(&[u32], &mut [V])) {
        let Task { band, lengths, mut indices, mut data } = task;
        let mut at: Vec<usize> = Vec::with_capacity(lengths.len());
        lengths.iter().fold(0, |start, n| {
            at.push(start);
            start + n
        });
        self.each(band, column, |column, document, n| {
            let to = at[document];
            at[document] = to + 1;
            indices[to] = column;
            data[to] = V::from_count(n);
        });
        for &n in lengths {
            let (columns, more) = std::mem::take(&mut indices).split_at_mut(n);
            let (values, rest) = std::mem::take(&mut data).split_at_mut(n);
            (indices, data) = (more, rest);
            finish(columns, values);
        }
    }

    /// Goes through a band: columns in order, within them documents (counted from the band's first), with occurrences.
    fn each(&self, band: usize, column: &[u32], mut f: impl FnMut(u32, usize, u32)) {
        let first = self.bands[band] as u32;
        let mut columns = column.iter();
        for share in &self.shares {
            for (i, &c) in (0..share.counts.len()).zip(columns.by_ref()) {
                if c != NONE {
                    share.postings(band, i).iter().for_each(|&(document, n)| f(c, (document - first) as usize, n));
                }
            }
        }
    }
}
