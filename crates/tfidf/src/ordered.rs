use crate::lexicon::NONE;
use crate::term_counts::TermCounts;
use crate::word_map::Arena;
use crate::{TermStatistics, Vocabulary};
use newsloom_text::word_pattern::prefix_order;
use rayon::prelude::*;

/// The terms of states in byte order.
#[derive(Debug, Default)]
pub(crate) struct Ordered {
    documents: u64,
    /// All words in byte order; the places of words in it are their ranks.
    words: Arena,
    /// Words of the longest term.
    longest: usize,
    /// Per term, where terms may be longer than a word: `longest` ranks plus one, 0 behind the last word.
    ranks: Vec<u32>,
    counts: Vec<(u64, u64)>,
    /// Where terms are words, per state and number of a term in it: the term's place here.
    places: Vec<Vec<u32>>,
}

/// How ranks and numbers lie in a key.
#[derive(Clone, Copy)]
struct Shape {
    longest: usize,
    rank_bits: usize,
    id_bits: usize,
}

/// A term's ranks, then its number in its state, as one value that sorts by the ranks.
trait Key: Ord + Send + Sync + Sized {
    /// `ranks` are those plus one, the last word's first.
    fn new(ranks: &[u32], id: u32, shape: Shape) -> Self;
    fn id(&self, shape: Shape) -> u32;
    /// Writes `longest` ranks plus one, the first word's first.
    fn ranks(&self, shape: Shape, out: &mut Vec<u32>);
}

macro_rules! packed_keys {
    ($($t:ty),*) => {$(impl Key for $t {
        fn new(ranks: &[u32], id: u32, shape: Shape) -> Self {
            let words = ranks.iter().rev().fold(0, |k: $t, &r| k << shape.rank_bits | <$t>::from(r));
            (words << (shape.rank_bits * (shape.longest - ranks.len()))) << shape.id_bits | <$t>::from(id)
        }
        fn id(&self, shape: Shape) -> u32 {
            (self & ((1 << shape.id_bits) - 1)) as u32
        }
        fn ranks(&self, shape: Shape, out: &mut Vec<u32>) {
            let words = self >> shape.id_bits;
            out.extend((0..shape.longest).rev().map(|i| (words >> (i * shape.rank_bits) & ((1 << shape.rank_bits) - 1)) as u32));
        }
    })*};
}

packed_keys!(u64, u128);

impl Key for (Vec<u32>, u32) {
    fn new(ranks: &[u32], id: u32, _: Shape) -> Self {
        (ranks.iter().rev().copied().collect(), id)
    }
    fn id(&self, _: Shape) -> u32 {
        self.1
    }
    fn ranks(&self, shape: Shape, out: &mut Vec<u32>) {
        out.extend(self.0.iter().copied().chain(std::iter::repeat(0)).take(shape.longest));
    }
}

fn bits(most: usize) -> usize {
    (usize::BITS - most.leading_zeros()) as usize
}

impl Ordered {
    /// Brings together states of one analyzer whose terms are single words.
    pub(crate) fn of_words(states: &[&TermCounts]) -> Self {
        let documents = states.iter().map(|s| s.documents()).sum();
        let (words, places) = words(states);
        let mut counts = vec![(0, 0); words.len()];
        for (state, places) in states.iter().zip(&places) {
            for (id, &place) in (0u32..).zip(places) {
                let (df, tf) = state.count(id);
                let c: &mut (u64, u64) = &mut counts[place as usize];
                *c = (c.0 + df, c.1 + tf);
            }
        }
        Self { documents, words, longest: 1, ranks: Vec::new(), counts, places }
    }

    /// Orders the terms of one state, whose rows are not asked for.
    pub(crate) fn new(state: &TermCounts) -> Self {
        let longest = state.analyzer().longest();
        if longest == 1 {
            return Self::of_words(&[state]);
        }
        let (words, ranks) = words(&[state]);
        let shape = Shape { longest, rank_bits: bits(words.len()), id_bits: bits(state.numbers()).max(1) };
        let mut all = Self { documents: state.documents(), words, longest, ..Self::default() };
        let ranks = ranks.first().map_or(&[][..], Vec::as_slice);
        match longest.saturating_mul(shape.rank_bits).saturating_add(shape.id_bits) {
            0..64 => all.sort::<u64>(state, ranks, shape),
            64..128 => all.sort::<u128>(state, ranks, shape),
            _ => all.sort::<(Vec<u32>, u32)>(state, ranks, shape),
        }
        all
    }

    fn sort<K: Key>(&mut self, state: &TermCounts, rank: &[u32], shape: Shape) {
        let numbers = (0..state.numbers() as u32).into_par_iter().filter(|&id| state.count(id).0 > 0);
        let key = |id| K::new(&state.words_of(id).map(|w| rank[w as usize] + 1).collect::<Vec<_>>(), id, shape);
        let mut keys: Vec<K> = numbers.map(key).collect();
        keys.par_sort_unstable();
        for key in &keys {
            key.ranks(shape, &mut self.ranks);
            self.counts.push(state.count(key.id(shape)));
        }
    }

    pub(crate) fn documents(&self) -> u64 {
        self.documents
    }

    /// Number of terms.
    pub(crate) fn len(&self) -> usize {
        self.counts.len()
    }

    /// Whether no document has a term.
    pub(crate) fn is_empty(&self) -> bool {
        self.counts.iter().all(|c| c.0 == 0)
    }

    /// Documents and occurrences of the term at a place.
    pub(crate) fn count(&self, place: u32) -> (u64, u64) {
        self.counts[place as usize]
    }

    /// The places of terms by their numbers in a state.
    pub(crate) fn places(&self, state: usize) -> &[u32] {
        &self.places[state]
    }

    /// The places of the terms that stand in `low` to `high` documents, one at least.
    pub(crate) fn between(&self, low: f64, high: f64) -> Vec<u32> {
        let within = |df: u64| df > 0 && (low..=high).contains(&(df as f64));
        (0..self.len() as u32).filter(|&p| within(self.count(p).0)).collect()
    }

    /// The terms at these places.
    pub(crate) fn vocabulary(&self, places: &[u32]) -> Vocabulary {
        let mut arena = Arena::default();
        arena.ends.reserve(places.len());
        for &place in places {
            if self.longest == 1 {
                arena.push(self.words.get(place));
                continue;
            }
            let ranks = &self.ranks[place as usize * self.longest..][..self.longest];
            for (i, &rank) in ranks.iter().take_while(|r| **r > 0).enumerate() {
                arena.text.push_str(if i == 0 { "" } else { " " });
                arena.text.push_str(self.words.get(rank - 1));
            }
            arena.close();
        }
        Vocabulary::from_arena(arena)
    }

    /// The terms at these places with their counts.
    pub(crate) fn statistics(&self, places: &[u32]) -> TermStatistics {
        let (df, tf) = places.iter().map(|&p| self.count(p)).unzip();
        TermStatistics { documents: self.documents, vocabulary: self.vocabulary(places), df, tf }
    }
}

/// The words of all states in byte order, and per state the rank of each number that is a word.
pub(crate) fn words(states: &[&TermCounts]) -> (Arena, Vec<Vec<u32>>) {
    let mut all: Vec<(u128, u32, u32)> = Vec::new();
    for (s, state) in (0u32..).zip(states) {
        let of_state = (0..state.numbers() as u32).into_par_iter().filter(|&id| state.is_word(id));
        all.par_extend(of_state.map(|id| (prefix_order(state.text_of_word(id)), s, id)));
    }
    let text = |w: &(u128, u32, u32)| states[w.1 as usize].text_of_word(w.2);
    all.par_sort_unstable_by(|a, b| a.0.cmp(&b.0).then_with(|| text(a).cmp(text(b))));
    let mut arena = Arena::default();
    let mut ranks: Vec<Vec<u32>> = states.iter().map(|s| vec![NONE; s.numbers()]).collect();
    let mut before: Option<&(u128, u32, u32)> = None;
    for w in &all {
        if before.is_none_or(|b| b.0 != w.0 || text(b) != text(w)) {
            arena.push(text(w));
        }
        ranks[w.1 as usize][w.2 as usize] = arena.len() as u32 - 1;
        before = Some(w);
    }
    (arena, ranks)
}
