use crate::term_counts::{NONE, TermCounts};
use crate::word_map::Arena;
use crate::{TermStatistics, Vocabulary};
use newsloom_text::word_pattern::prefix_order;
use rayon::prelude::*;

/// The terms of states that threads have counted, brought together in byte order.
///
/// Terms are sorted per state and then joined, which reads memory in its order where a common table would be read at random.
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
    /// Per state and number of a term in it: the term's place here, or [`NONE`] for what is only part of terms.
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
    fn same(&self, other: &Self, shape: Shape) -> bool;
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
        #[inline]
        fn same(&self, other: &Self, shape: Shape) -> bool {
            (self ^ other) >> shape.id_bits == 0
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
    fn same(&self, other: &Self, _: Shape) -> bool {
        self.0 == other.0
    }
}

/// Of one state: its terms' places by number, and the counts of its sorted keys.
type Part = (Vec<u32>, Vec<(u64, u64)>);

fn bits(most: usize) -> usize {
    (usize::BITS - most.leading_zeros()) as usize
}

impl Ordered {
    /// Brings together states of one analyzer.
    pub(crate) fn new(states: &[&TermCounts]) -> Self {
        let longest = states.first().map_or(1, |s| s.analyzer().longest());
        let documents = states.iter().map(|s| s.documents()).sum();
        let (words, word_ranks) = words(states);
        let mut all = Self { documents, words, longest, ..Self::default() };
        if longest == 1 {
            all.counts = vec![(0, 0); all.words.len()];
            for (state, ranks) in states.iter().zip(&word_ranks) {
                for (id, &rank) in (0u32..).zip(ranks) {
                    let (df, tf) = state.count(id);
                    let c = &mut all.counts[rank as usize];
                    *c = (c.0 + df, c.1 + tf);
                }
            }
            all.places = word_ranks;
            return all;
        }
        let numbers = states.iter().map(|s| s.numbers()).max().unwrap_or(0);
        let shape = Shape { longest, rank_bits: bits(all.words.len()), id_bits: bits(numbers).max(1) };
        match longest.saturating_mul(shape.rank_bits).saturating_add(shape.id_bits) {
            0..64 => all.join::<u64>(states, &word_ranks, shape),
            64..128 => all.join::<u128>(states, &word_ranks, shape),
            _ => all.join::<(Vec<u32>, u32)>(states, &word_ranks, shape),
        }
        all
    }

    fn join<K: Key>(&mut self, states: &[&TermCounts], word_ranks: &[Vec<u32>], shape: Shape) {
        let sorted: Vec<Vec<K>> = states
            .par_iter()
            .zip(word_ranks)
            .map(|(state, rank)| {
                let mut words = Vec::new();
                let keys = (0..state.numbers() as u32).filter(|&id| state.count(id).0 > 0).map(|id| {
                    words.clear();
                    words.extend(state.words_of(id).map(|w| rank[w as usize] + 1));
                    K::new(&words, id, shape)
                });
                let mut keys: Vec<K> = keys.collect();
                keys.par_sort_unstable();
                keys
            })
            .collect();
        // Which keys begin a term of their own, and per state the place of each of its keys.
        let mut heads = vec![0usize; sorted.len()];
        let mut at: Vec<Vec<u32>> = sorted.iter().map(|s| Vec::with_capacity(s.len())).collect();
        let mut n = 0u32;
        loop {
            let left = (0..sorted.len()).filter(|&s| heads[s] < sorted[s].len());
            let Some(least) = left.min_by(|&a, &b| sorted[a][heads[a]].cmp(&sorted[b][heads[b]])) else { break };
            let key = &sorted[least][heads[least]];
            key.ranks(shape, &mut self.ranks);
            for s in 0..sorted.len() {
                if sorted[s].get(heads[s]).is_some_and(|k| k.same(key, shape)) {
                    at[s].push(n);
                    heads[s] += 1;
                }
            }
            n += 1;
        }
        let parts: Vec<Part> = states
            .par_iter()
            .zip(sorted)
            .zip(&at)
            .map(|((state, keys), at)| {
                let mut places = vec![NONE; state.numbers()];
                let counts = keys.iter().zip(at).map(|(key, &place)| {
                    let id = key.id(shape);
                    places[id as usize] = place;
                    state.count(id)
                });
                let counts = counts.collect();
                (places, counts)
            })
            .collect();
        self.counts = vec![(0, 0); n as usize];
        for ((places, counts), at) in parts.into_iter().zip(at) {
            for ((df, tf), place) in counts.into_iter().zip(at) {
                let c = &mut self.counts[place as usize];
                *c = (c.0 + df, c.1 + tf);
            }
            self.places.push(places);
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
fn words(states: &[&TermCounts]) -> (Arena, Vec<Vec<u32>>) {
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
