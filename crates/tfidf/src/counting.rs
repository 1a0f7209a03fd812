use crate::ordered::Ordered;
use crate::term_counts::NONE;
use crate::{Analyzer, TermCounts, Vocabulary};
use newsloom_core::{Csr, Partial, pump};
use rayon::prelude::*;

/// What a document is to the counting: a text to be analyzed, or a list of terms.
pub(crate) trait Document: Sync {
    fn count(&self, counts: &mut TermCounts);
}

/// A text.
pub(crate) struct Text<'a, D>(pub(crate) &'a D);

impl<D: AsRef<str> + Sync> Document for Text<'_, D> {
    fn count(&self, counts: &mut TermCounts) {
        counts.observe(self.0.as_ref());
    }
}

/// A list of terms.
pub(crate) struct TermList<'a, S>(pub(crate) &'a [S]);

impl<S: AsRef<str> + Sync> Document for TermList<'_, S> {
    fn count(&self, counts: &mut TermCounts) {
        counts.observe_terms(self.0);
    }
}

/// Documents that are counted in one go. Few enough that threads get even shares, many enough that handing out costs nothing.
pub(crate) const BATCH: usize = 64;

/// What one thread has counted: its terms, the entries of its documents one after another, and which documents they are.
#[derive(Debug)]
pub struct CountedShard {
    counts: TermCounts,
    entries: Vec<(u32, u32)>,
    /// Ends of rows in `entries`.
    ends: Vec<usize>,
    /// Per batch: its number, and the number of rows before it.
    batches: Vec<(usize, usize)>,
}

impl CountedShard {
    /// Nothing counted yet.
    #[must_use]
    pub fn new(analyzer: &Analyzer) -> Self {
        Self { counts: TermCounts::new(analyzer.clone()), entries: Vec::new(), ends: Vec::new(), batches: Vec::new() }
    }

    /// Begins the batch of documents that has this number among all.
    pub fn begin(&mut self, batch: usize) {
        self.batches.push((batch, self.ends.len()));
    }

    /// Counts a text.
    #[inline]
    pub fn text(&mut self, text: &str) {
        self.counts.observe(text);
        self.close();
    }

    /// Counts a list of terms.
    pub fn terms<S: AsRef<str>>(&mut self, terms: impl IntoIterator<Item = S>) {
        self.counts.observe_terms(terms);
        self.close();
    }

    #[inline]
    fn close(&mut self) {
        self.entries.extend_from_slice(self.counts.entries());
        self.ends.push(self.entries.len());
    }
}

/// Documents counted, and their terms in byte order, of which some are still to be chosen.
#[derive(Debug)]
pub struct Counted {
    terms: Ordered,
    shards: Vec<CountedShard>,
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

count_values!(u32, i64, f32, f64);

/// Counts documents, with as many threads as rayon's pool has.
pub(crate) fn count(documents: &[impl Document], analyzer: &Analyzer) -> Counted {
    let mut batches = documents.chunks(BATCH);
    let counted = pump(
        rayon::current_num_threads(),
        || Ok::<_, std::convert::Infallible>(batches.next()),
        || CountedShard::new(analyzer),
        |shard, n, batch| {
            shard.begin(n);
            for d in batch {
                d.count(&mut shard.counts);
                shard.close();
            }
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
        let terms = Ordered::new(&shards.iter().map(|s| &s.counts).collect::<Vec<_>>());
        // The tables of the threads are as large as what is left, and of no more use.
        shards.iter_mut().for_each(|s| s.counts = TermCounts::new(analyzer.clone()));
        Self { terms, shards }
    }

    /// Number of documents.
    #[must_use]
    pub fn documents(&self) -> u64 {
        self.terms.documents()
    }

    /// Whether no document has a term.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.terms.is_empty()
    }

    /// The terms that stand in `low` to `high` documents, ordered by bytes.
    #[must_use]
    pub fn between(&self, low: f64, high: f64) -> Selection {
        Selection(self.terms.between(low, high))
    }

    /// The terms selected.
    #[must_use]
    pub fn vocabulary(&self, selection: &Selection) -> Vocabulary {
        self.terms.vocabulary(&selection.0)
    }

    /// In how many documents each of the terms selected stands.
    #[must_use]
    pub fn df(&self, selection: &Selection) -> Vec<u64> {
        selection.0.iter().map(|&place| self.terms.count(place).0).collect()
    }

    /// How often each of the terms selected stands in the corpus.
    #[must_use]
    pub fn tf(&self, selection: &Selection) -> Vec<u64> {
        selection.0.iter().map(|&place| self.terms.count(place).1).collect()
    }

    /// One row per document over the terms selected. `finish` may change the values of each row, given its columns.
    pub fn rows<V: CountValue>(&self, selection: &Selection, finish: impl Fn(&[u32], &mut [V]) + Sync) -> Csr<V> {
        let mut column = vec![NONE; self.terms.len()];
        selection.0.iter().enumerate().for_each(|(c, &place)| column[place as usize] = c as u32);
        let of = |&place: &u32| column.get(place as usize).copied().unwrap_or(NONE);
        let maps: Vec<Vec<u32>> = (0..self.shards.len()).into_par_iter().map(|s| self.terms.places(s).iter().map(of).collect()).collect();
        // All batches in the order of documents: shard, rows.
        let mut batches: Vec<(usize, usize, std::ops::Range<usize>)> = Vec::new();
        for (s, shard) in self.shards.iter().enumerate() {
            for (i, &(batch, from)) in shard.batches.iter().enumerate() {
                batches.push((batch, s, from..shard.batches.get(i + 1).map_or(shard.ends.len(), |b| b.1)));
            }
        }
        batches.sort_unstable_by_key(|b| b.0);
        let lengths: Vec<Vec<usize>> = batches
            .par_iter()
            .map(|(_, s, rows)| {
                let kept = |row| self.shards[*s].row(row).iter().filter(|e| maps[*s][e.0 as usize] != NONE).count();
                rows.clone().map(kept).collect()
            })
            .collect();
        let mut indptr = Vec::with_capacity(self.documents() as usize + 1);
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
        tasks.into_par_iter().for_each_init(Vec::new, |row: &mut Vec<u64>, ((_, s, rows), lengths, mut indices, mut data)| {
            for (r, &n) in rows.clone().zip(lengths) {
                row.clear();
                let map = &maps[*s];
                row.extend(self.shards[*s].row(r).iter().filter_map(|&(id, n)| {
                    let c = map[id as usize];
                    (c != NONE).then_some(u64::from(c) << 32 | u64::from(n))
                }));
                row.sort_unstable();
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
        Csr::try_new(selection.0.len(), indptr, indices, data).unwrap_or_else(|_| Csr::empty(selection.0.len()))
    }
}

impl CountedShard {
    fn row(&self, row: usize) -> &[(u32, u32)] {
        &self.entries[row.checked_sub(1).map_or(0, |p| self.ends[p])..self.ends[row]]
    }
}

/// Terms chosen of a [`Counted`], in byte order.
#[derive(Clone, Debug)]
pub struct Selection(Vec<u32>);

impl Selection {
    /// Number of terms.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether none is left.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Keeps those at places for which `keep` holds.
    pub fn retain(&mut self, keep: impl Fn(usize) -> bool) {
        let mut at = 0;
        self.0.retain(|_| {
            at += 1;
            keep(at - 1)
        });
    }
}
