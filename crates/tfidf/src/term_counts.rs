use crate::lexicon::{AHEAD, Lexicon, NONE};
use crate::reader::Reader;
use crate::tally::Tally;
use crate::{Analyzer, Vocabulary, ordered::Ordered};
use newsloom_core::{MergeError, Partial};
use newsloom_text::word_pattern::WordKey;

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
    /// Words that are about to be looked up.
    keys: Vec<u128>,
    /// The words of the document at hand.
    ids: Vec<u32>,
    /// Its runs of words.
    runs: Vec<u32>,
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
            keys: Vec::new(),
            ids: Vec::new(),
            runs: Vec::new(),
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
        let longest = self.analyzer.longest();
        for t in terms {
            self.tally.add(self.lexicon.run(t.as_ref(), longest));
        }
    }

    /// The numbers of the words of a text, which is not counted.
    pub(crate) fn words(&mut self, text: &str) -> &[u32] {
        self.read(text);
        self.ids.retain(|&id| id != NONE);
        &self.ids
    }

    /// Writes the numbers of the words of a text to `ids`, [`NONE`] for those left out.
    #[inline]
    fn read(&mut self, text: &str) {
        let Self { analyzer, reader, lexicon, ids, keys, .. } = self;
        // Step by step, so that a wrong guess in one does not hold up the memory reads of the next.
        ids.clear();
        reader.read(analyzer, text, |word| match word {
            WordKey::Short(key) => {
                keys.push(key);
                if keys.len() == AHEAD {
                    lexicon.look_up(keys, ids);
                }
            }
            WordKey::Long(_) => {
                lexicon.look_up(keys, ids);
                ids.push(lexicon.word(word));
            }
        });
        lexicon.look_up(keys, ids);
    }

    /// Puts in a term with its counts; false when it is there already.
    pub(crate) fn restore(&mut self, term: &str, df: u64, tf: u64) -> bool {
        let id = self.lexicon.run(term, self.analyzer.longest());
        let Some(df) = u32::try_from(df).ok().filter(|_| self.count(id).0 == 0) else { return false };
        self.tally.add_counts(id, df, tf);
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
        self.tally.count(id)
    }

    /// Takes in the counts of another state of the same analyzer; gives each of its numbers' number here.
    pub(crate) fn absorb(&mut self, other: &Self) -> Vec<u32> {
        let mut here = Vec::with_capacity(other.numbers());
        for (id, &(run, last)) in other.lexicon.terms.iter().enumerate() {
            here.push(match run {
                NONE => self.lexicon.term(other.lexicon.arena.get(last)),
                run => self.lexicon.pair(here[run as usize], here[last as usize]),
            });
            let (df, tf) = other.count(id as u32);
            self.tally.add_counts(here[id], df as u32, tf);
        }
        self.documents += other.documents;
        here
    }

    /// Whether a number stands for a single word.
    pub(crate) fn is_word(&self, id: u32) -> bool {
        self.lexicon.terms[id as usize].0 == NONE
    }

    pub(crate) fn text_of_word(&self, id: u32) -> &str {
        self.lexicon.arena.get(self.lexicon.terms[id as usize].1)
    }

    /// The words of a term, last first.
    pub(crate) fn words_of(&self, id: u32) -> impl Iterator<Item = u32> {
        let mut next = id;
        std::iter::from_fn(move || {
            let &(run, last) = self.lexicon.terms.get(next as usize)?;
            let word = if run == NONE { next } else { last };
            next = run;
            Some(word)
        })
    }

    /// The terms in byte order with their counts.
    #[must_use]
    pub fn finish(&self) -> TermStatistics {
        let ordered = Ordered::new(self);
        ordered.statistics(&ordered.between(1.0, f64::INFINITY))
    }
}

impl Partial for TermCounts {
    type Item = str;

    #[inline]
    fn observe(&mut self, text: &str) {
        self.documents += 1;
        self.tally.begin();
        self.read(text);
        let Self { analyzer, lexicon, tally, ids, runs, .. } = self;
        let (low, high) = (analyzer.shortest(), analyzer.longest());
        if high == 1 {
            return ids.iter().filter(|&&id| id != NONE).for_each(|&id| tally.add(id));
        }
        ids.retain(|&id| id != NONE);
        if low == 1 {
            tally.add_all(ids);
        }
        // Level by level: the runs of n words, each made of a run of n - 1 and the word behind it.
        runs.clear();
        runs.extend_from_slice(ids);
        for n in 2..=high.min(ids.len()) {
            lexicon.pairs_in_place(runs, &ids[n - 1..]);
            if n >= low {
                tally.add_all(runs);
            }
        }
    }

    fn merge(&mut self, other: Self) -> Result<(), MergeError> {
        if let Some((parameter, ours, theirs)) = self.analyzer.difference(&other.analyzer) {
            return Err(MergeError::new(parameter, ours, theirs));
        }
        self.absorb(&other);
        Ok(())
    }
}
