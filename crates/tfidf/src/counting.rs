use crate::{Analyzer, TermCounts, TermStatistics, Vocabulary};
use newsloom_core::{Csr, Partial};
use rayon::prelude::*;

/// What a document is to the counting: a text to be analyzed, or a list of terms.
pub(crate) trait Document: Sync {
    fn count(&self, counts: &mut TermCounts);
    fn look_up(&self, analyzer: &Analyzer, vocabulary: &Vocabulary, sink: &mut dyn FnMut(u32));
}

pub(crate) struct Text<'a>(pub(crate) &'a str);

impl Document for Text<'_> {
    fn count(&self, counts: &mut TermCounts) {
        counts.observe(self.0);
    }
    fn look_up(&self, analyzer: &Analyzer, vocabulary: &Vocabulary, sink: &mut dyn FnMut(u32)) {
        analyzer.for_each(self.0, |t| {
            if let Some(column) = vocabulary.get(t) {
                sink(column);
            }
        });
    }
}

pub(crate) struct TermList<'a, S>(pub(crate) &'a [S]);

impl<S: AsRef<str> + Sync> Document for TermList<'_, S> {
    fn count(&self, counts: &mut TermCounts) {
        counts.observe_terms(self.0);
    }
    fn look_up(&self, _: &Analyzer, vocabulary: &Vocabulary, sink: &mut dyn FnMut(u32)) {
        for t in self.0 {
            if let Some(column) = vocabulary.get(t.as_ref()) {
                sink(column);
            }
        }
    }
}

/// Counts documents in parallel: the statistics of all terms, and one row of counts per document over them.
pub(crate) fn count(documents: &[impl Document], analyzer: &Analyzer) -> (TermStatistics, Csr<u32>) {
    let chunk = documents.len().div_ceil(rayon::current_num_threads().max(1)).max(1);
    let shards: Vec<(TermCounts, Vec<(u32, u32)>, Vec<usize>)> = documents
        .par_chunks(chunk)
        .map(|docs| {
            let mut counts = TermCounts::new(analyzer.clone());
            let (mut entries, mut ends) = (Vec::new(), Vec::with_capacity(docs.len()));
            for d in docs {
                d.count(&mut counts);
                entries.extend_from_slice(counts.entries());
                ends.push(entries.len());
            }
            (counts, entries, ends)
        })
        .collect();
    let mut all = TermCounts::new(analyzer.clone());
    for (counts, ..) in &shards {
        // Same analyzer by construction, so the merge can't refuse.
        let _ = all.merge(counts.clone());
    }
    let statistics = all.finish();
    let mut indptr = vec![0];
    let (mut indices, mut data) = (Vec::new(), Vec::new());
    for (counts, entries, ends) in shards {
        let terms = counts.terms();
        let columns: Vec<u32> = (0..terms.len() as u32).map(|id| statistics.vocabulary.get(terms.term(id)).unwrap_or_default()).collect();
        let mut from = 0;
        for end in ends {
            push_row(entries[from..end].iter().map(|&(id, n)| (columns[id as usize], n)), &mut indptr, &mut indices, &mut data);
            from = end;
        }
    }
    let x = Csr::try_new(statistics.vocabulary.len(), indptr, indices, data).unwrap_or_else(|_| Csr::empty(0));
    (statistics, x)
}

/// Counts the terms of a vocabulary in documents.
pub(crate) fn count_known(documents: &[impl Document], analyzer: &Analyzer, vocabulary: &Vocabulary) -> Csr<u32> {
    let rows: Vec<Vec<u32>> = documents
        .par_iter()
        .map(|d| {
            let mut row = Vec::new();
            d.look_up(analyzer, vocabulary, &mut |c| row.push(c));
            row.sort_unstable();
            row
        })
        .collect();
    let mut indptr = vec![0];
    let (mut indices, mut data) = (Vec::new(), Vec::new());
    for row in rows {
        let runs = row.chunk_by(|a, b| a == b).map(|r| (r[0], r.len() as u32));
        push_row(runs, &mut indptr, &mut indices, &mut data);
    }
    Csr::try_new(vocabulary.len(), indptr, indices, data).unwrap_or_else(|_| Csr::empty(0))
}

fn push_row(entries: impl Iterator<Item = (u32, u32)>, indptr: &mut Vec<usize>, indices: &mut Vec<u32>, data: &mut Vec<u32>) {
    let mut row: Vec<(u32, u32)> = entries.collect();
    row.sort_unstable();
    indices.extend(row.iter().map(|e| e.0));
    data.extend(row.iter().map(|e| e.1));
    indptr.push(indices.len());
}
