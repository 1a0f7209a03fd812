use crate::digits;
use crate::lexicon::NONE;
use crate::ordered::Ordered;
use crate::runs::{FoundRuns, WordRuns};
use crate::shard::{CountedShard, Document, batches};
use crate::{Analyzer, Vocabulary};
use newsloom_core::{Csr, map, pump};
use rayon::prelude::*;
use std::ops::Range;
use std::sync::Arc;

/// Documents that are counted in one go. Few enough that threads get even shares, many enough that handing out costs nothing.
pub(crate) const BATCH: usize = 64;

/// Documents counted, and their terms in byte order, of which some are still to be chosen.
#[derive(Debug)]
pub struct Counted(Source);

#[derive(Debug)]
enum Source {
    /// Terms of one word, with what each document has of them.
    Words { terms: Ordered, shards: Vec<CountedShard>, batches: Vec<(usize, Range<usize>)> },
    /// Terms of several words, which are found when it is known how frequent they must be.
    Runs(WordRuns),
}

/// What an entry of a matrix of counts can be.
pub trait CountValue: Copy + Default + Send + Sync {
    /// A count as this value.
    fn from_count(n: u32) -> Self;
}

macro_rules! count_values {
    ($($t:ty),*) => {$(impl CountValue for $t {
        #[inline]
        fn from_count(n: u32) -> Self {
            n as $t
        }
    })*};
}

count_values!(u8, u16, u32, u64, i8, i16, i32, i64, f32, f64);

impl CountValue for bool {
    #[inline]
    fn from_count(n: u32) -> Self {
        n > 0
    }
}

/// Counts documents, with as many threads as rayon's pool has.
pub(crate) fn count<D: Document>(documents: &[D], analyzer: &Analyzer) -> Counted {
    let for_terms;
    let analyzer = if D::TERMS {
        for_terms = analyzer.for_terms();
        &for_terms
    } else {
        analyzer
    };
    let mut batches = documents.chunks(BATCH);
    let counted = pump(
        rayon::current_num_threads(),
        || Ok::<_, std::convert::Infallible>(batches.next()),
        || CountedShard::new(analyzer),
        |shard, n, batch| {
            shard.begin(n);
            batch.iter().for_each(|d| d.count(shard));
        },
        |()| (),
    );
    let shards = counted.unwrap_or_else(|never| match never {});
    Counted::new(analyzer, shards)
}

impl Counted {
    /// Brings together what threads have counted. Batches are numbered from 0, and each stands in one shard.
    #[must_use]
    pub fn new(analyzer: &Analyzer, mut shards: Vec<CountedShard>) -> Self {
        let batches = batches(&shards);
        if analyzer.longest() > 1 {
            return Self(Source::Runs(WordRuns::new(&shards, &batches, analyzer.ngram_range)));
        }
        let terms = Ordered::of_words(&shards.iter().map(CountedShard::counts).collect::<Vec<_>>());
        shards.iter_mut().for_each(CountedShard::close_counts);
        Self(Source::Words { terms, shards, batches })
    }

    /// Number of documents.
    #[must_use]
    pub fn documents(&self) -> u64 {
        match &self.0 {
            Source::Words { terms, .. } => terms.documents(),
            Source::Runs(runs) => runs.documents() as u64,
        }
    }

    /// Whether no document has a term.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        match &self.0 {
            Source::Words { terms, .. } => terms.is_empty(),
            Source::Runs(runs) => runs.is_empty(),
        }
    }

    /// The terms that stand in `low` to `high` documents, ordered by bytes.
    #[must_use]
    pub fn between(&self, low: f64, high: f64) -> Selection {
        match &self.0 {
            Source::Words { terms, .. } => Selection { places: terms.between(low, high), found: None },
            Source::Runs(runs) => {
                let found = runs.find(low, high);
                Selection { places: (0..found.len() as u32).collect(), found: Some(Arc::new(found)) }
            }
        }
    }

    /// The terms selected.
    #[must_use]
    pub fn vocabulary(&self, selection: &Selection) -> Vocabulary {
        match (&self.0, &selection.found) {
            (Source::Words { terms, .. }, _) => terms.vocabulary(&selection.places),
            (Source::Runs(runs), Some(found)) => runs.vocabulary(found, &selection.places),
            (Source::Runs(_), None) => Vocabulary::default(),
        }
    }

    /// Documents and occurrences of each of the terms selected.
    fn counts(&self, selection: &Selection) -> Vec<(u64, u64)> {
        match (&self.0, &selection.found) {
            (Source::Words { terms, .. }, _) => selection.places.iter().map(|&place| terms.count(place)).collect(),
            (Source::Runs(_), found) => found.iter().flat_map(|found| found.counts(&selection.places)).collect(),
        }
    }

    /// In how many documents each of the terms selected stands.
    #[must_use]
    pub fn df(&self, selection: &Selection) -> Vec<u64> {
        self.counts(selection).into_iter().map(|c| c.0).collect()
    }

    /// How often each of the terms selected stands in the corpus.
    #[must_use]
    pub fn tf(&self, selection: &Selection) -> Vec<u64> {
        self.counts(selection).into_iter().map(|c| c.1).collect()
    }

    /// One row per document over the terms selected. `finish` may change the values of each row, given its columns.
    pub fn rows<V: CountValue>(&self, selection: &Selection, finish: impl Fn(&[u32], &mut [V]) + Sync) -> Csr<V> {
        match (&self.0, &selection.found) {
            (Source::Words { terms, shards, batches }, _) => word_rows(terms, shards, batches, &selection.places, finish),
            (Source::Runs(_), Some(found)) => found.rows(&selection.places, finish),
            (Source::Runs(_), None) => Csr::empty(selection.len()),
        }
    }
}

/// Rows over the terms at these places.
fn word_rows<V: CountValue>(
    terms: &Ordered,
    shards: &[CountedShard],
    batches: &[(usize, Range<usize>)],
    places: &[u32],
    finish: impl Fn(&[u32], &mut [V]) + Sync,
) -> Csr<V> {
    let mut column = vec![NONE; terms.len()];
    (0u32..).zip(places).for_each(|(c, &place)| column[place as usize] = c);
    let of = |&place: &u32| column.get(place as usize).copied().unwrap_or(NONE);
    let maps: Vec<Vec<u32>> = (0..shards.len()).into_par_iter().map(|s| terms.places(s).iter().map(of).collect()).collect();
    let lengths = map(batches, |(s, rows)| {
        let kept = |row| shards[*s].row(row).iter().filter(|e| maps[*s][e.0 as usize] != NONE).count();
        rows.clone().map(kept).collect::<Vec<usize>>()
    });
    let mut indptr = Vec::with_capacity(terms.documents() as usize + 1);
    indptr.push(0);
    let mut nnz = 0;
    for &n in lengths.iter().flatten() {
        nnz += n;
        indptr.push(nnz);
    }
    let (mut indices, mut data) = (vec![0u32; nnz], vec![V::default(); nnz]);
    let mut tasks = Vec::with_capacity(batches.len());
    let (mut i, mut d) = (indices.as_mut_slice(), data.as_mut_slice());
    for (batch, lengths) in batches.iter().zip(&lengths) {
        let n = lengths.iter().sum();
        let (i0, i1) = std::mem::take(&mut i).split_at_mut(n);
        let (d0, d1) = std::mem::take(&mut d).split_at_mut(n);
        (i, d) = (i1, d1);
        tasks.push((batch, lengths, i0, d0));
    }
    let bits = usize::BITS - places.len().leading_zeros();
    tasks.into_par_iter().for_each_init(Default::default, |(row, scratch): &mut (Vec<u64>, Vec<u64>), task| {
        let ((s, rows), lengths, mut indices, mut data) = task;
        for (r, &n) in rows.clone().zip(lengths) {
            row.clear();
            let map = &maps[*s];
            row.extend(shards[*s].row(r).iter().filter_map(|&(id, n)| {
                let c = map[id as usize];
                (c != NONE).then_some(u64::from(c) << 32 | u64::from(n))
            }));
            digits::sort(row, scratch, bits, |e| (e >> 32) as u32);
            let (c, rest_c) = std::mem::take(&mut indices).split_at_mut(n);
            let (v, rest_v) = std::mem::take(&mut data).split_at_mut(n);
            (indices, data) = (rest_c, rest_v);
            for ((c, v), &e) in c.iter_mut().zip(v.iter_mut()).zip(row.iter()) {
                *c = (e >> 32) as u32;
                *v = V::from_count(e as u32);
            }
            finish(c, v);
        }
    });
    Csr::try_new(places.len(), indptr, indices, data).unwrap_or_else(|_| Csr::empty(places.len()))
}

/// Terms chosen of a [`Counted`], in byte order.
#[derive(Clone, Debug)]
pub struct Selection {
    places: Vec<u32>,
    /// The runs of words that the places are of.
    found: Option<Arc<FoundRuns>>,
}

impl Selection {
    /// Number of terms.
    #[must_use]
    pub fn len(&self) -> usize {
        self.places.len()
    }

    /// Whether none is left.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.places.is_empty()
    }

    /// Keeps those at places for which `keep` holds.
    pub fn retain(&mut self, keep: impl Fn(usize) -> bool) {
        let mut at = 0;
        self.places.retain(|_| {
            at += 1;
            keep(at - 1)
        });
    }
}
