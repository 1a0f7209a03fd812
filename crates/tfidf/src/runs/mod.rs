//! Runs of words, found by sorting instead of by looking each of them up.
//!
//! Documents are kept as ranks of their words. The places of each first word are brought together in the order of documents; within
//! them, places are sorted by the next word, and so on, so that terms come out in byte order with their documents beside them. A run
//! that stands in too few documents is left there: it has no number, no string, and no longer run that could be frequent enough.
//! What is read and written lies side by side, where a table of all runs would be reached into at random.

mod place;
mod rows;
mod search;

use crate::Vocabulary;
use crate::ordered::words;
use crate::shard::CountedShard;
use crate::term_counts::TermCounts;
use crate::word_map::Arena;
use newsloom_core::map;
use place::{Pair, Place, Position};
use rayon::prelude::*;
use search::Search;
use std::ops::Range;

/// First words are handed out in shares: enough of them that threads end together.
const SHARES: usize = 64;
/// Documents whose rows are filled at the same time, so that the ends of all of them stay near.
const BAND: usize = 4096;
/// No more bands than that, since each term has an end in each of them.
const BANDS: usize = 64;

/// Documents as words by rank.
#[derive(Debug)]
pub(crate) struct WordRuns {
    /// All words in byte order.
    words: Arena,
    /// Words of the shortest and of the longest term.
    range: (usize, usize),
    /// Ranks plus one; 0 ends a document.
    tokens: Vec<u32>,
    /// Ends of documents in `tokens`, behind the 0.
    ends: Vec<usize>,
}

/// The places of one stretch of documents by their first words, each in the order of documents.
struct Stretch<P> {
    places: Vec<P>,
    /// Per rank plus one: where its places end.
    ends: Vec<usize>,
}

/// The terms that begin with a stretch of words.
#[derive(Debug)]
struct Share {
    /// Ranks plus one, as many per term as the longest has; 0 behind the last word.
    ranks: Vec<u32>,
    /// Documents and occurrences of each term.
    counts: Vec<(u64, u64)>,
    /// Per band of documents: documents and occurrences in them, term by term.
    postings: Vec<Vec<(u32, u32)>>,
    /// Per band: ends of terms in its postings.
    ends: Vec<Vec<usize>>,
}

/// The runs of words that stand in as many documents as asked for.
#[derive(Debug)]
pub(crate) struct FoundRuns {
    longest: usize,
    /// First documents of bands, and the number of documents.
    bands: Vec<usize>,
    shares: Vec<Share>,
}

impl WordRuns {
    /// Brings together what threads have read; `batches` are the shard and the rows of each batch, in the order of documents.
    pub(crate) fn new(shards: &[CountedShard], batches: &[(usize, Range<usize>)], range: (usize, usize)) -> Self {
        let states: Vec<&TermCounts> = shards.iter().map(CountedShard::counts).collect();
        let (words, ranks) = words(&states);
        let mut ends = Vec::with_capacity(shards.iter().map(CountedShard::rows).sum());
        let mut at = 0;
        for (shard, rows) in batches {
            for row in rows.clone() {
                at += shards[*shard].words(row).len() + 1;
                ends.push(at);
            }
        }
        let mut tokens = vec![0u32; at];
        let mut tasks = Vec::with_capacity(batches.len());
        let mut left = tokens.as_mut_slice();
        for (shard, rows) in batches {
            let n = rows.clone().map(|row| shards[*shard].words(row).len() + 1).sum();
            let (these, rest) = std::mem::take(&mut left).split_at_mut(n);
            left = rest;
            tasks.push((*shard, rows.clone(), these));
        }
        tasks.into_par_iter().for_each(|(shard, rows, mut to)| {
            for row in rows {
                let from = shards[shard].words(row);
                let (document, rest) = std::mem::take(&mut to).split_at_mut(from.len() + 1);
                document.iter_mut().zip(from).for_each(|(to, &id)| *to = ranks[shard][id as usize] + 1);
                to = rest;
            }
        });
        Self { words, range, tokens, ends }
    }

    pub(crate) fn documents(&self) -> usize {
        self.ends.len()
    }

    /// Whether no document has a term.
    pub(crate) fn is_empty(&self) -> bool {
        !(0..self.documents()).any(|d| self.document(d).len() > self.range.0)
    }

    /// Where a document stands in `tokens`, its 0 included.
    fn document(&self, d: usize) -> Range<usize> {
        d.checked_sub(1).map_or(0, |p| self.ends[p])..self.ends[d]
    }

    /// The terms that stand in `low` to `high` documents, one at least.
    pub(crate) fn find(&self, low: f64, high: f64) -> FoundRuns {
        if self.range.1 == 2 { self.find_as::<Pair>(low, high) } else { self.find_as::<Position>(low, high) }
    }

    fn find_as<P: Place>(&self, low: f64, high: f64) -> FoundRuns {
        let threads = rayon::current_num_threads();
        let stretches: Vec<Stretch<P>> = map(&self.parts(threads), |documents| self.stretch(documents.clone()));
        let bands = self.parts(self.documents().div_ceil(BAND).max(threads).min(BANDS));
        let bands: Vec<usize> = std::iter::once(0).chain(bands.iter().map(|b| b.end)).collect();
        let search = |words: &Range<usize>| {
            let mut search = Search::new(self, &bands, low, high);
            words.clone().for_each(|word| search.first(word, &stretches));
            search.share
        };
        let shares = map(&self.shares(&stretches), search);
        FoundRuns { longest: self.range.1, bands, shares }
    }

    /// Documents in up to `n` parts with about as many words each.
    fn parts(&self, n: usize) -> Vec<Range<usize>> {
        let mut parts = Vec::with_capacity(n);
        let mut from = 0;
        for i in 1..=n {
            let to = self.ends.partition_point(|&end| end <= self.tokens.len() * i / n);
            if to > from {
                parts.push(from..to);
                from = to;
            }
        }
        parts
    }

    /// First words (ranks plus one) in shares with about as many places each.
    fn shares<P>(&self, stretches: &[Stretch<P>]) -> Vec<Range<usize>> {
        let places: usize = stretches.iter().map(|s| s.places.len()).sum();
        let mut shares = Vec::with_capacity(SHARES + 1);
        let (mut from, mut seen) = (1, 0);
        for word in 1..=self.words.len() {
            seen += stretches.iter().map(|s| s.of(word).len()).sum::<usize>();
            if seen * SHARES >= places || word == self.words.len() {
                shares.push(from..word + 1);
                (from, seen) = (word + 1, 0);
            }
        }
        shares
    }

    /// The places of some documents by first word: a counting sort.
    fn stretch<P: Place>(&self, documents: Range<usize>) -> Stretch<P> {
        let tokens = self.document(documents.start).start..self.document(documents.end - 1).end;
        let mut ends = vec![0usize; self.words.len() + 2];
        self.tokens[tokens].iter().for_each(|&t| ends[t as usize + 1] += 1);
        // Ends of documents are no places.
        ends[1] = 0;
        let mut sum = 0;
        for end in &mut ends {
            sum += *end;
            *end = sum;
        }
        // Here `ends` are starts; each moves to its end.
        let mut places = vec![P::default(); sum];
        for d in documents {
            let Range { start, end } = self.document(d);
            for (at, pair) in (start..).zip(self.tokens[start..end].windows(2)) {
                let to = &mut ends[pair[0] as usize];
                places[*to] = P::new(pair[1], d as u32, at);
                *to += 1;
            }
        }
        Stretch { places, ends }
    }

    /// The terms at these places among those found.
    pub(crate) fn vocabulary(&self, found: &FoundRuns, places: &[u32]) -> Vocabulary {
        let parts = map(&found.within(places), |(share, first, places)| {
            let mut arena = Arena::default();
            for &place in *places {
                for (i, &rank) in share.term((place - first) as usize, found.longest).iter().take_while(|r| **r > 0).enumerate() {
                    arena.text.push_str(if i == 0 { "" } else { " " });
                    arena.text.push_str(self.words.get(rank - 1));
                }
                arena.close();
            }
            arena
        });
        let mut all = Arena::default();
        all.text.reserve_exact(parts.iter().map(|p| p.text.len()).sum());
        all.ends.reserve_exact(places.len());
        for part in parts {
            all.append(&part);
        }
        Vocabulary::from_arena(all)
    }
}

impl<P> Stretch<P> {
    fn of(&self, word: usize) -> &[P] {
        &self.places[self.ends[word - 1]..self.ends[word]]
    }
}

impl Share {
    fn term(&self, i: usize, longest: usize) -> &[u32] {
        &self.ranks[i * longest..(i + 1) * longest]
    }

    /// Documents in one band that have the term.
    fn postings(&self, band: usize, i: usize) -> &[(u32, u32)] {
        let ends = &self.ends[band];
        &self.postings[band][i.checked_sub(1).map_or(0, |p| ends[p])..ends[i]]
    }
}

impl FoundRuns {
    /// Number of terms.
    pub(crate) fn len(&self) -> usize {
        self.shares.iter().map(|s| s.counts.len()).sum()
    }

    /// Documents and occurrences of the terms at these places.
    pub(crate) fn counts<'f>(&'f self, places: &'f [u32]) -> impl Iterator<Item = (u64, u64)> + 'f {
        self.within(places).into_iter().flat_map(|(share, first, places)| places.iter().map(move |p| share.counts[(p - first) as usize]))
    }

    /// Shares, each with the place of its first term and those of the places, in order, that are its own.
    fn within<'f>(&'f self, mut places: &'f [u32]) -> Vec<(&'f Share, u32, &'f [u32])> {
        let mut first = 0;
        let parts = self.shares.iter().map(|share| {
            let next = first + share.counts.len() as u32;
            let (these, rest) = places.split_at(places.partition_point(|p| *p < next));
            places = rest;
            (share, std::mem::replace(&mut first, next), these)
        });
        parts.collect()
    }
}
