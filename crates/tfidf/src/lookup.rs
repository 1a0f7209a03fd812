use crate::counting::{BATCH, CountValue};
use crate::digits;
use crate::lexicon::{AHEAD, NONE};
use crate::reader::Reader;
use crate::rows::{Rows, gather};
use crate::word_map::{PairMap, WordMap};
use crate::{Analyzer, Vocabulary};
use newsloom_core::{Csr, pump};
use newsloom_text::Stemmer;
use newsloom_text::word_pattern::WordKey;

/// A word that is in no term.
const UNKNOWN: u32 = u32::MAX - 1;

/// A vocabulary made ready for counting its terms in documents.
#[derive(Clone, Debug)]
pub struct Lookup {
    analyzer: Analyzer,
    /// Words (stems, if there is a stemmer) to numbers; without a stemmer, stop words to [`NONE`].
    words: WordMap,
    /// A run of words and one more word to the number of the longer run.
    pairs: PairMap,
    /// Per number its column, or [`NONE`] for what is only part of terms. Empty when terms are single words: then numbers are columns.
    columns: Vec<u32>,
    /// Whole terms to columns, for documents that are lists of terms.
    terms: WordMap,
    cols: usize,
}

impl Lookup {
    /// Makes `vocabulary` ready for texts read as `analyzer` says.
    #[must_use]
    pub fn new(analyzer: &Analyzer, vocabulary: &Vocabulary) -> Self {
        let (words, pairs, columns) = (WordMap::default(), PairMap::default(), Vec::new());
        let mut l = Self { analyzer: analyzer.clone(), words, pairs, columns, terms: WordMap::default(), cols: vocabulary.len() };
        if analyzer.stemmer.is_none() {
            analyzer.stop_words.iter().for_each(|w| {
                l.words.get_or_insert_with(WordKey::new(w), |_| NONE);
            });
        }
        let (low, high) = (analyzer.shortest(), analyzer.longest());
        for (column, term) in vocabulary.iter().enumerate() {
            if high == 1 {
                l.words.get_or_insert_with(WordKey::new(term), |_| column as u32);
                continue;
            }
            let n = term.split(' ').count();
            if n < low || n > high || term.split(' ').any(str::is_empty) {
                continue;
            }
            let mut run = NONE;
            for (i, w) in term.split(' ').enumerate() {
                let column = if i + 1 == n { column as u32 } else { NONE };
                let word = l.word(w, if n == 1 { column } else { NONE });
                if word == NONE {
                    break;
                }
                run = match run {
                    NONE => word,
                    run => l.pair(run, word, column),
                };
            }
        }
        l
    }

    fn word(&mut self, word: &str, column: u32) -> u32 {
        let columns = &mut self.columns;
        let id = self.words.get_or_insert_with(WordKey::new(word), |_| add(columns));
        if id != NONE && column != NONE {
            self.columns[id as usize] = column;
        }
        id
    }

    fn pair(&mut self, run: u32, word: u32, column: u32) -> u32 {
        let columns = &mut self.columns;
        let id = self.pairs.get_or_insert_with(run, word, || add(columns));
        if column != NONE {
            self.columns[id as usize] = column;
        }
        id
    }

    /// Number of columns.
    #[must_use]
    pub fn cols(&self) -> usize {
        self.cols
    }

    /// Readies it for [`LookupRows::terms`].
    #[must_use]
    pub fn with_terms(mut self, vocabulary: &Vocabulary) -> Self {
        for (column, term) in vocabulary.iter().enumerate() {
            self.terms.get_or_insert_with(WordKey::new(term), |_| column as u32);
        }
        self
    }
}

fn add(columns: &mut Vec<u32>) -> u32 {
    columns.push(NONE);
    columns.len() as u32 - 1
}

/// Rows over a known vocabulary, as one thread counts them.
#[derive(Debug)]
pub struct LookupRows<'l, V> {
    lookup: &'l Lookup,
    reader: Reader,
    /// With a stemmer: words as they stand to numbers, remembered.
    memo: WordMap,
    stemmer: Option<Stemmer>,
    /// Per column: the row it stood in last, and its place in `row`.
    seen: Vec<(u32, u32)>,
    number: u32,
    /// Words that are about to be looked up.
    keys: Vec<u128>,
    /// The words of the document at hand.
    ids: Vec<u32>,
    row: Vec<u64>,
    scratch: Vec<u64>,
    rows: Rows<V>,
}

impl<'l, V: CountValue> LookupRows<'l, V> {
    /// No row yet.
    #[must_use]
    pub fn new(lookup: &'l Lookup) -> Self {
        let analyzer = &lookup.analyzer;
        Self {
            reader: Reader::new(analyzer),
            memo: WordMap::default(),
            stemmer: analyzer.stemmer.map(|(l, e)| Stemmer::with_engine(l, e)),
            seen: vec![(0, 0); lookup.cols],
            number: 0,
            keys: Vec::new(),
            ids: Vec::new(),
            row: Vec::new(),
            scratch: Vec::new(),
            rows: Rows::default(),
            lookup,
        }
    }

    /// Begins the batch of documents that has this number among all.
    pub fn begin(&mut self, batch: usize) {
        self.rows.begin(batch);
    }

    fn open(&mut self) {
        self.row.clear();
        if self.number == u32::MAX {
            self.seen.fill((0, 0));
            self.number = 0;
        }
        self.number += 1;
    }

    /// Counts a text.
    pub fn text(&mut self, text: &str, finish: impl Fn(&[u32], &mut [V])) {
        self.open();
        // Step by step, so that a wrong guess in one does not hold up the memory reads of the next.
        self.read(text);
        let Self { lookup, seen, number, row, ids, .. } = self;
        let Lookup { analyzer, pairs, columns, .. } = *lookup;
        let (low, high) = (analyzer.shortest(), analyzer.longest());
        if high == 1 {
            ids.iter().for_each(|&column| mark(column, seen, *number, row));
            return self.close(finish);
        }
        let mut count = |ids: &[u32]| {
            ids.iter().filter_map(|&id| columns.get(id as usize)).for_each(|&column| mark(column, seen, *number, row));
        };
        ids.retain(|&id| id != NONE);
        if low == 1 {
            count(ids);
        }
        let mut runs = ids.clone();
        for n in 2..=high.min(ids.len()) {
            runs.truncate(ids.len() + 1 - n);
            for (runs, words) in runs.chunks_mut(AHEAD).zip(ids[n - 1..].chunks(AHEAD)) {
                pairs.touch(runs, words);
                for (run, &word) in runs.iter_mut().zip(words) {
                    let known = *run != UNKNOWN && word != UNKNOWN;
                    *run = if known { pairs.get(*run, word).unwrap_or(UNKNOWN) } else { UNKNOWN };
                }
            }
            if n >= low {
                count(&runs);
            }
        }
        self.close(finish);
    }

    /// The numbers of the words of a text, in `ids`.
    fn read(&mut self, text: &str) {
        let Self { lookup, reader, memo, stemmer, keys, ids, .. } = self;
        let Lookup { analyzer, words, .. } = *lookup;
        let mut number_of = |word: WordKey<'_>| match &stemmer {
            None => words.get(word).unwrap_or(UNKNOWN),
            Some(s) => memo.get_or_insert_with(word, |w| {
                if analyzer.stop_words.contains(w) { NONE } else { words.get(WordKey::new(&s.stem(w))).unwrap_or(UNKNOWN) }
            }),
        };
        let mut look_up = |keys: &mut Vec<u128>, ids: &mut Vec<u32>, long: Option<WordKey<'_>>| {
            if stemmer.is_none() {
                words.touch(keys);
            }
            ids.extend(keys.drain(..).map(WordKey::Short).chain(long).map(&mut number_of));
        };
        ids.clear();
        reader.read(analyzer, text, |word| match word {
            WordKey::Short(key) => {
                keys.push(key);
                if keys.len() == AHEAD {
                    look_up(keys, ids, None);
                }
            }
            WordKey::Long(_) => look_up(keys, ids, Some(word)),
        });
        look_up(keys, ids, None);
    }

    /// Counts a list of terms.
    pub fn terms<S: AsRef<str>>(&mut self, terms: impl IntoIterator<Item = S>, finish: impl Fn(&[u32], &mut [V])) {
        self.open();
        for t in terms {
            if let Some(column) = self.lookup.terms.get(WordKey::new(t.as_ref())) {
                mark(column, &mut self.seen, self.number, &mut self.row);
            }
        }
        self.close(finish);
    }

    fn close(&mut self, finish: impl Fn(&[u32], &mut [V])) {
        let bits = usize::BITS - self.lookup.cols.leading_zeros();
        digits::sort(&mut self.row, &mut self.scratch, bits, |e| (e >> 32) as u32);
        self.rows.push(self.row.iter().map(|e| ((e >> 32) as u32, V::from_count(*e as u32))), finish);
    }

    /// The rows counted since the last call; for those who write rows as they come.
    #[must_use]
    pub fn take(&mut self) -> Rows<V> {
        std::mem::take(&mut self.rows)
    }

    /// The rows counted.
    #[must_use]
    pub fn finish(self) -> Rows<V> {
        self.rows
    }
}

#[inline]
fn mark(column: u32, seen: &mut [(u32, u32)], number: u32, row: &mut Vec<u64>) {
    let Some(s) = seen.get_mut(column as usize) else { return };
    if s.0 == number {
        row[s.1 as usize] += 1;
    } else {
        *s = (number, row.len() as u32);
        row.push(u64::from(column) << 32 | 1);
    }
}

/// Counts texts over a vocabulary, with as many threads as rayon's pool has.
pub(crate) fn transform<V: CountValue, D: AsRef<str> + Sync>(
    lookup: &Lookup,
    docs: &[D],
    finish: impl Fn(&[u32], &mut [V]) + Sync,
) -> Csr<V> {
    run(lookup, docs, |rows, d| rows.text(d.as_ref(), &finish))
}

/// As [`transform`], for lists of terms.
pub(crate) fn transform_terms<V: CountValue, D: AsRef<[S]> + Sync, S: AsRef<str>>(
    lookup: &Lookup,
    vocabulary: &Vocabulary,
    docs: &[D],
    finish: impl Fn(&[u32], &mut [V]) + Sync,
) -> Csr<V> {
    let lookup = lookup.clone().with_terms(vocabulary);
    run(&lookup, docs, |rows, d: &D| rows.terms(d.as_ref(), &finish))
}

fn run<'l, V: CountValue, D: Sync>(lookup: &'l Lookup, docs: &[D], step: impl Fn(&mut LookupRows<'l, V>, &D) + Sync) -> Csr<V> {
    let mut batches = docs.chunks(BATCH);
    let rows = pump(
        rayon::current_num_threads(),
        || Ok::<_, std::convert::Infallible>(batches.next()),
        || LookupRows::new(lookup),
        |rows, n, batch| {
            rows.begin(n);
            batch.iter().for_each(|d| step(rows, d));
        },
        |()| (),
    );
    let rows = rows.unwrap_or_else(|never| match never {});
    gather(lookup.cols, rows.into_iter().map(LookupRows::finish).collect())
}
