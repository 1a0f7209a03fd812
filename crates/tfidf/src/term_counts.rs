use crate::reader::Reader;
use crate::word_map::{Arena, PairMap, WordMap};
use crate::{Analyzer, Vocabulary};
use newsloom_core::{MergeError, Partial};
use newsloom_text::Stemmer;
use newsloom_text::word_pattern::{WordKey, prefix_order};
use rayon::prelude::*;

/// Stands for a word that is left out, and for no run of words.
pub(crate) const NONE: u32 = u32::MAX;

/// How often each term stands in a corpus, and in how many of its documents.
///
/// The state that everything here is made from: [`Partial::observe`] counts a text in, [`TermCounts::observe_terms`] a document
/// that is already a list of terms, [`Partial::merge`] takes in another state, [`TermCounts::finish`] orders the terms by bytes.
/// All counts are `u64`, so neither order nor grouping of the input matters.
///
/// ```
/// use newsloom_core::Partial;
/// use newsloom_tfidf::TermCounts;
/// let (mut a, mut b) = (TermCounts::default(), TermCounts::default());
/// a.observe("rain, rain and wind");
/// b.observe("wind from the west");
/// a.merge(b)?;
/// let s = a.finish();
/// let wind = s.vocabulary.get("wind").unwrap() as usize;
/// assert_eq!((s.documents, s.df[wind], s.tf[wind]), (2, 2, 2));
/// # Ok::<(), newsloom_core::MergeError>(())
/// ```
#[derive(Clone, Debug)]
pub struct TermCounts {
    analyzer: Analyzer,
    reader: Reader,
    lexicon: Lexicon,
    tally: Tally,
    documents: u64,
    /// The words of the document at hand.
    ids: Vec<u32>,
}

/// What [`TermCounts::finish`] gives: terms in byte order, and their counts in the same order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TermStatistics {
    /// Number of documents, those without a term included.
    pub documents: u64,
    /// The terms, ordered by bytes.
    pub vocabulary: Vocabulary,
    /// Per term: the number of documents it stands in.
    pub df: Vec<u64>,
    /// Per term: how often it stands in the corpus.
    pub tf: Vec<u64>,
}

/// Terms by number, in order of first appearance: a word, or a run of words made of a shorter run and one more word.
#[derive(Clone, Debug, Default)]
struct Lexicon {
    /// Words as they stand in texts to numbers; those left out to [`NONE`].
    words: WordMap,
    /// Terms of one word to numbers, where they are not the words as they stand: with a stemmer or stop words.
    stems: WordMap,
    stemmer: Option<Stemmer>,
    direct: bool,
    pairs: PairMap,
    arena: Arena,
    /// Per term: the run before its last word ([`NONE`] for a word), and the last word (for a word, its place in `arena`).
    terms: Vec<(u32, u32)>,
}

/// The counts of terms, and those of the document at hand.
#[derive(Clone, Debug, Default)]
struct Tally {
    counts: Vec<Count>,
    document: u32,
    /// The terms of the document at hand with their counts, in order of first appearance.
    entries: Vec<(u32, u32)>,
}

/// One term's counts, together so that counting a word touches one line of memory.
#[derive(Clone, Copy, Debug, Default)]
struct Count {
    tf: u64,
    df: u32,
    /// The last document it stood in, and its place among that document's entries.
    document: u32,
    at: u32,
}

impl Lexicon {
    fn new(analyzer: &Analyzer) -> Self {
        let direct = analyzer.stemmer.is_none() && analyzer.stop_words.is_empty();
        let stemmer = analyzer.stemmer.map(|(l, e)| Stemmer::with_engine(l, e));
        let mut lexicon = Self { stemmer, direct, ..Self::default() };
        analyzer.stop_words.iter().for_each(|w| {
            lexicon.words.get_or_insert_with(WordKey::new(w), |_| NONE);
        });
        lexicon
    }

    #[inline]
    fn word(&mut self, word: WordKey<'_>) -> u32 {
        let Self { words, stems, stemmer, direct, arena, terms, .. } = self;
        words.get_or_insert_with(word, |w| {
            let mut add = |w: &str| {
                terms.push((NONE, arena.push(w)));
                terms.len() as u32 - 1
            };
            match stemmer {
                None if *direct => add(w),
                None => stems.get_or_insert_with(WordKey::new(w), add),
                Some(s) => stems.get_or_insert_with(WordKey::new(&s.stem(w)), add),
            }
        })
    }

    /// The number of a term that is taken as it is.
    fn term(&mut self, term: &str) -> u32 {
        let Self { words, stems, direct, arena, terms, .. } = self;
        let map = if *direct { words } else { stems };
        map.get_or_insert_with(WordKey::new(term), |w| {
            terms.push((NONE, arena.push(w)));
            terms.len() as u32 - 1
        })
    }

    #[inline]
    fn pair(&mut self, run: u32, word: u32) -> u32 {
        let terms = &mut self.terms;
        self.pairs.get_or_insert_with(run, word, || {
            terms.push((run, word));
            terms.len() as u32 - 1
        })
    }

    /// The words of a term, last first.
    fn words_of(&self, id: u32) -> impl Iterator<Item = u32> {
        let mut next = id;
        std::iter::from_fn(move || {
            let &(run, last) = self.terms.get(next as usize)?;
            let word = if run == NONE { next } else { last };
            next = run;
            Some(word)
        })
    }

    fn text_of_word(&self, id: u32) -> &str {
        self.arena.get(self.terms[id as usize].1)
    }
}

impl Tally {
    #[inline]
    fn add(&mut self, id: u32) {
        if id as usize >= self.counts.len() {
            self.counts.resize(id as usize + 1, Count::default());
        }
        let c = &mut self.counts[id as usize];
        c.tf += 1;
        if c.document == self.document {
            self.entries[c.at as usize].1 += 1;
        } else {
            c.df += 1;
            c.document = self.document;
            c.at = self.entries.len() as u32;
            self.entries.push((id, 1));
        }
    }

    fn begin(&mut self) {
        self.entries.clear();
        if self.document == u32::MAX {
            self.counts.iter_mut().for_each(|c| c.document = 0);
            self.document = 0;
        }
        self.document += 1;
    }
}

impl Default for TermCounts {
    fn default() -> Self {
        Self::new(Analyzer::default())
    }
}

impl TermCounts {
    /// An empty state that reads texts as `analyzer` says.
    #[must_use]
    pub fn new(analyzer: Analyzer) -> Self {
        Self {
            reader: Reader::new(&analyzer),
            lexicon: Lexicon::new(&analyzer),
            analyzer,
            tally: Tally::default(),
            documents: 0,
            ids: Vec::new(),
        }
    }

    /// Number of documents seen.
    #[must_use]
    pub fn documents(&self) -> u64 {
        self.documents
    }

    /// How texts are read.
    #[must_use]
    pub fn analyzer(&self) -> &Analyzer {
        &self.analyzer
    }

    /// Counts in a document that is already a list of terms; the analyzer is not asked.
    pub fn observe_terms<S: AsRef<str>>(&mut self, terms: impl IntoIterator<Item = S>) {
        self.documents += 1;
        self.tally.begin();
        for t in terms {
            self.tally.add(self.lexicon.term(t.as_ref()));
        }
    }

    /// Puts in a term with its counts; false when it is there already, or is a run of words that can't be.
    pub(crate) fn restore(&mut self, term: &str, df: u64, tf: u64) -> bool {
        let longest = self.analyzer.longest();
        let mut id = NONE;
        if longest == 1 {
            id = self.lexicon.term(term);
        } else {
            for (n, word) in term.split(' ').enumerate() {
                let word = self.lexicon.term(word);
                id = if n == 0 { word } else { self.lexicon.pair(id, word) };
                if n == longest {
                    return false;
                }
            }
        }
        let Some(df) = u32::try_from(df).ok().filter(|_| self.count(id).0 == 0) else { return false };
        let to = id as usize;
        if to >= self.tally.counts.len() {
            self.tally.counts.resize(to + 1, Count::default());
        }
        self.tally.counts[to] = Count { tf, df, ..Count::default() };
        true
    }

    pub(crate) fn set_documents(&mut self, documents: u64) {
        self.documents = documents;
    }

    /// The document counted last: numbers of its terms, with their counts.
    pub(crate) fn entries(&self) -> &[(u32, u32)] {
        &self.tally.entries
    }

    /// How many terms have a number.
    pub(crate) fn numbers(&self) -> usize {
        self.lexicon.terms.len()
    }

    /// Documents and occurrences of a term by number. A run of words that is only part of longer terms has none.
    pub(crate) fn count(&self, id: u32) -> (u64, u64) {
        self.tally.counts.get(id as usize).map_or((0, 0), |c| (c.df.into(), c.tf))
    }

    /// Takes in the counts of another state of the same analyzer; gives each of its numbers' number here.
    pub(crate) fn absorb(&mut self, other: &Self) -> Vec<u32> {
        let mut here = Vec::with_capacity(other.numbers());
        for (id, &(run, last)) in other.lexicon.terms.iter().enumerate() {
            here.push(match run {
                NONE => self.lexicon.term(other.lexicon.arena.get(last)),
                run => self.lexicon.pair(here[run as usize], here[last as usize]),
            });
            let to = here[id] as usize;
            if to >= self.tally.counts.len() {
                self.tally.counts.resize(to + 1, Count::default());
            }
            let c = &mut self.tally.counts[to];
            let (df, tf) = other.count(id as u32);
            c.df += df as u32;
            c.tf += tf;
        }
        self.documents += other.documents;
        here
    }

    /// The numbers for which `keep` holds, by the bytes of their terms.
    pub(crate) fn sorted(&self, keep: impl Fn(u32) -> bool + Sync) -> Vec<u32> {
        let longest = self.analyzer.longest();
        let words: Vec<u32> =
            (0..self.numbers() as u32).filter(|&id| self.lexicon.terms[id as usize].0 == NONE && (longest > 1 || keep(id))).collect();
        let mut words: Vec<(u128, u32)> = words.into_par_iter().map(|id| (prefix_order(self.lexicon.text_of_word(id)), id)).collect();
        let text = |id| self.lexicon.text_of_word(id);
        words.par_sort_unstable_by(|a, b| a.0.cmp(&b.0).then_with(|| text(a.1).cmp(text(b.1))));
        if longest == 1 {
            return words.into_iter().map(|w| w.1).collect();
        }
        // No character of a word is below the space that parts words, so runs stand in the order of their words' ranks.
        let mut rank = vec![0u32; self.numbers()];
        words.iter().enumerate().for_each(|(r, w)| rank[w.1 as usize] = r as u32 + 1);
        let kept: Vec<u32> = (0..self.numbers() as u32).into_par_iter().filter(|&id| keep(id)).collect();
        let ranks = |id| {
            let mut r: Vec<u32> = self.lexicon.words_of(id).map(|w| rank[w as usize]).collect();
            r.reverse();
            r
        };
        if longest > 4 {
            let mut keyed: Vec<(Vec<u32>, u32)> = kept.into_par_iter().map(|id| (ranks(id), id)).collect();
            keyed.par_sort_unstable();
            return keyed.into_iter().map(|k| k.1).collect();
        }
        let key = |id| {
            let (mut key, mut n) = (0u128, 0);
            for w in self.lexicon.words_of(id) {
                key = key >> 32 | u128::from(rank[w as usize]) << 96;
                n += 1;
            }
            debug_assert!(n <= 4);
            key
        };
        let mut keyed: Vec<(u128, u32)> = kept.into_par_iter().map(|id| (key(id), id)).collect();
        keyed.par_sort_unstable();
        keyed.into_iter().map(|k| k.1).collect()
    }

    /// The terms of these numbers.
    pub(crate) fn vocabulary(&self, ids: &[u32]) -> Vocabulary {
        let mut arena = Arena::default();
        let mut words = Vec::new();
        for &id in ids {
            words.clear();
            words.extend(self.lexicon.words_of(id));
            for (i, &w) in words.iter().rev().enumerate() {
                arena.text.push_str(if i == 0 { "" } else { " " });
                arena.text.push_str(self.lexicon.text_of_word(w));
            }
            arena.close();
        }
        Vocabulary::from_arena(arena)
    }

    /// The terms in byte order with their counts.
    #[must_use]
    pub fn finish(&self) -> TermStatistics {
        self.statistics(&self.sorted(|id| self.count(id).0 > 0))
    }

    pub(crate) fn statistics(&self, ids: &[u32]) -> TermStatistics {
        let (df, tf) = ids.iter().map(|&id| self.count(id)).unzip();
        TermStatistics { documents: self.documents, vocabulary: self.vocabulary(ids), df, tf }
    }
}

impl Partial for TermCounts {
    type Item = str;

    #[inline]
    fn observe(&mut self, text: &str) {
        self.documents += 1;
        let Self { analyzer, reader, lexicon, tally, ids, .. } = self;
        tally.begin();
        let (low, high) = (analyzer.shortest(), analyzer.longest());
        if high == 1 {
            // In two steps, so that a wrong guess in one does not hold up the memory reads of the other.
            ids.clear();
            reader.read(analyzer, text, |word| ids.push(lexicon.word(word)));
            return ids.iter().filter(|&&id| id != NONE).for_each(|&id| tally.add(id));
        }
        // Per length: the run of that many words that ends at the word before.
        let mut runs = vec![NONE; high];
        reader.read(analyzer, text, |word| {
            let id = lexicon.word(word);
            if id == NONE {
                return;
            }
            for n in (1..high).rev() {
                if runs[n - 1] != NONE {
                    runs[n] = lexicon.pair(runs[n - 1], id);
                    if n >= low - 1 {
                        tally.add(runs[n]);
                    }
                }
            }
            runs[0] = id;
            if low == 1 {
                tally.add(id);
            }
        });
    }

    fn merge(&mut self, other: Self) -> Result<(), MergeError> {
        if let Some((parameter, ours, theirs)) = self.analyzer.difference(&other.analyzer) {
            return Err(MergeError::new(parameter, ours, theirs));
        }
        self.absorb(&other);
        Ok(())
    }
}
