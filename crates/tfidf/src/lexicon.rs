use crate::Analyzer;
use crate::word_map::{Arena, PairMap, WordMap};
use newsloom_text::Stemmer;
use newsloom_text::word_pattern::WordKey;

/// Stands for a word that is left out, and for no run of words.
pub(crate) const NONE: u32 = u32::MAX;
/// How many places in memory are asked for at once: enough to keep the memory busy, few enough to stay near.
pub(crate) const AHEAD: usize = 32;

/// Terms by number, in order of first appearance: a word, or a run of words made of a shorter run and one more word.
#[derive(Clone, Debug, Default)]
pub(crate) struct Lexicon {
    /// Words as they stand in texts to numbers; those left out to [`NONE`].
    words: WordMap,
    /// Terms of one word to numbers, where they are not the words as they stand: with a stemmer or stop words.
    stems: WordMap,
    stemmer: Option<Stemmer>,
    direct: bool,
    pairs: PairMap,
    pub(crate) arena: Arena,
    /// Per term: the run before its last word ([`NONE`] for a word), and the last word (for a word, its place in `arena`).
    pub(crate) terms: Vec<(u32, u32)>,
}

impl Lexicon {
    pub(crate) fn new(analyzer: &Analyzer) -> Self {
        let direct = analyzer.stemmer.is_none() && analyzer.stop_words.is_empty();
        let stemmer = analyzer.stemmer.map(|(l, e)| Stemmer::with_engine(l, e));
        let mut lexicon = Self { stemmer, direct, ..Self::default() };
        analyzer.stop_words.iter().for_each(|w| {
            lexicon.words.get_or_insert_with(WordKey::new(w), |_| NONE);
        });
        lexicon
    }

    #[inline]
    pub(crate) fn word(&mut self, word: WordKey<'_>) -> u32 {
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

    /// Looks words up, all at once; none is left in `keys`.
    #[inline]
    pub(crate) fn look_up(&mut self, keys: &mut Vec<u128>, ids: &mut Vec<u32>) {
        self.words.touch(keys);
        ids.extend(keys.drain(..).map(|key| self.word(WordKey::Short(key))));
    }

    /// The number of a term that is taken as it is.
    pub(crate) fn term(&mut self, term: &str) -> u32 {
        let Self { words, stems, direct, arena, terms, .. } = self;
        let map = if *direct { words } else { stems };
        map.get_or_insert_with(WordKey::new(term), |w| {
            terms.push((NONE, arena.push(w)));
            terms.len() as u32 - 1
        })
    }

    /// The number of a term that is a word, or a run of up to `longest` words, so that it is the same term as that run in a text.
    pub(crate) fn run(&mut self, term: &str, longest: usize) -> u32 {
        if longest == 1 || term.split(' ').any(str::is_empty) || term.split(' ').count() > longest {
            return self.term(term);
        }
        term.split(' ').fold(NONE, |run, word| {
            let word = self.term(word);
            if run == NONE { word } else { self.pair(run, word) }
        })
    }

    /// Makes of each run the run that is longer by the word at the same place; what has no such word is cut off.
    #[inline]
    pub(crate) fn pairs_in_place(&mut self, runs: &mut Vec<u32>, words: &[u32]) {
        runs.truncate(words.len());
        for (runs, words) in runs.chunks_mut(AHEAD).zip(words.chunks(AHEAD)) {
            self.pairs.touch(runs, words);
            runs.iter_mut().zip(words).for_each(|(run, &word)| *run = self.pair(*run, word));
        }
    }

    #[inline]
    pub(crate) fn pair(&mut self, run: u32, word: u32) -> u32 {
        let terms = &mut self.terms;
        self.pairs.get_or_insert_with(run, word, || {
            terms.push((run, word));
            terms.len() as u32 - 1
        })
    }
}
