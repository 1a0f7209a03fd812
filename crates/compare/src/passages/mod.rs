//! Runs of words that two articles share.

use crate::units::{Units, Word};
use crate::{Passage, Place};
use newsloom_core::map;
use newsloom_text::Span;
use rustc_hash::FxHashMap;

/// Words in a row that begin a passage.
const SEED: usize = 5;
/// Words that may differ between two runs of one passage, on either side.
const GAP: usize = 3;
/// Equal words that make a passage.
const MIN_WORDS: usize = 8;

/// The passages of all pairs of articles, by article, then by place.
pub(crate) fn find(units: &Units) -> Vec<Passage> {
    let words: Vec<Vec<Word>> =
        (0..units.n_articles()).map(|a| units.of_article(a).iter().flat_map(|u| u.words.iter().copied()).collect()).collect();
    let pairs: Vec<(usize, usize)> = (0..words.len()).flat_map(|a| (a + 1..words.len()).map(move |b| (a, b))).collect();
    map(&pairs, |&(a, b)| between(a, b, &words[a], &words[b])).concat()
}

/// A run of equal words: where it begins on both sides and its length.
type Run = (usize, usize, usize);

/// The passages of two articles: seeds of equal words extended to the longest runs, runs close to each other joined.
fn between(a: usize, b: usize, x: &[Word], y: &[Word]) -> Vec<Passage> {
    let mut seeds: FxHashMap<Vec<u32>, Vec<usize>> = FxHashMap::default();
    for (j, w) in y.windows(SEED).enumerate() {
        seeds.entry(w.iter().map(|w| w.term).collect()).or_default().push(j);
    }
    let mut runs: Vec<Run> = Vec::new();
    let mut i = 0;
    while i + SEED <= x.len() {
        let seed: Vec<u32> = x[i..i + SEED].iter().map(|w| w.term).collect();
        let longest = seeds
            .get(&seed)
            .into_iter()
            .flatten()
            .map(|&j| (i, j, x[i..].iter().zip(&y[j..]).take_while(|(p, q)| p.term == q.term).count()));
        match longest.max_by_key(|&(_, j, n)| (n, std::cmp::Reverse(j))) {
            Some(run) => {
                runs.push(run);
                i += run.2;
            }
            None => i += 1,
        }
    }
    let mut passages: Vec<Vec<Run>> = Vec::new();
    for r in runs {
        match passages.last_mut().map(|p| (p[p.len() - 1], p)) {
            Some((l, p)) if r.0 <= l.0 + l.2 + GAP && r.1 >= l.1 + l.2 && r.1 <= l.1 + l.2 + GAP => p.push(r),
            _ => passages.push(vec![r]),
        }
    }
    let place =
        |article: usize, w: &[Word], from: usize, to: usize| Place { article, span: Span::new(w[from].span.start, w[to - 1].span.end) };
    passages
        .into_iter()
        .filter(|p| p.iter().map(|r| r.2).sum::<usize>() >= MIN_WORDS)
        .map(|p| {
            let (first, last) = (p[0], p[p.len() - 1]);
            let equal: usize = p.iter().map(|r| r.2).sum();
            let aligned = (last.0 + last.2 - first.0).max(last.1 + last.2 - first.1);
            Passage {
                a: place(a, x, first.0, last.0 + last.2),
                b: place(b, y, first.1, last.1 + last.2),
                similarity: equal as f64 / aligned as f64,
            }
        })
        .collect()
}
