//! Passages: runs of words that two articles share, found wherever they stand.

mod align;
mod pile;
mod seeds;

pub use pile::{PassagePair, Passages, passages};

use crate::units::{Units, Word};
use crate::{Passage, PassageEdit, Place};
use align::{Run, Stream, common};
use newsloom_core::map;
use newsloom_text::{Shingler, Span, TextError};
use seeds::Seeds;
use serde::{Deserialize, Serialize};

/// What counts as a passage.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PassageOptions {
    /// Equal words in a row that a passage begins with.
    pub ngram: usize,
    /// Equal words that a passage has at least.
    pub min_words: usize,
    /// Words in a row that may differ inside a passage, on either side.
    pub max_gap: usize,
    /// N-grams in more articles than this begin a passage only where none rarer is near.
    pub max_df: usize,
}

impl Default for PassageOptions {
    fn default() -> Self {
        Self { ngram: 4, min_words: 8, max_gap: 12, max_df: 100 }
    }
}

/// The passages of all pairs of articles of a story, by article, then by place.
pub(crate) fn find(units: &Units) -> Vec<Passage> {
    let words: Vec<Vec<Word>> =
        (0..units.n_articles()).map(|a| units.of_article(a).iter().flat_map(|u| u.words.iter().copied()).collect()).collect();
    let streams: Vec<Stream> = words
        .iter()
        .map(|words| {
            let mut stream = Stream::default();
            words.iter().for_each(|w| stream.push(mixed(w.term), &units.forms[w.form as usize]));
            stream
        })
        .collect();
    let spans: Vec<Vec<Span>> = words.iter().map(|w| w.iter().map(|w| w.span).collect()).collect();
    between_all(&streams, &spans, &PassageOptions::default()).unwrap_or_default()
}

/// The number of a term as a key whose bits are spread, as the index wants them.
fn mixed(term: u32) -> u64 {
    u64::from(term).wrapping_add(1).wrapping_mul(0x9E37_79B9_7F4A_7C15)
}

/// The passages of every pair of streams, by article, then by place. `spans` says where the words stand.
fn between_all(streams: &[Stream], spans: &[Vec<Span>], options: &PassageOptions) -> Result<Vec<Passage>, TextError> {
    let seeds = Seeds::new(streams, &Shingler::new(options.ngram)?, options.max_df);
    let articles: Vec<usize> = (0..streams.len()).collect();
    let found = map(&articles, |&a| {
        let mut of_article = Vec::new();
        for group in seeds.of(a).chunk_by(|p, q| p.0 == q.0) {
            let b = group[0].0;
            let anchors: Vec<(usize, usize)> = group.iter().map(|&(_, i, j)| (i, j)).collect();
            let aligned = align::passages(&streams[a], &streams[b], &anchors, options);
            of_article.extend(aligned.iter().map(|runs| passage((a, b), (&streams[a], &streams[b]), (&spans[a], &spans[b]), runs)));
        }
        of_article
    });
    Ok(found.concat())
}

/// A passage of its runs.
fn passage((a, b): (usize, usize), (x, y): (&Stream, &Stream), (of_x, of_y): (&[Span], &[Span]), runs: &[Run]) -> Passage {
    let (first, last) = (runs[0], runs[runs.len() - 1]);
    let (end_x, end_y) = (last.0 + last.2, last.1 + last.2);
    let stretch = |spans: &[Span], from: usize, to: usize| {
        if from < to {
            return Span::new(spans[from].start, spans[to - 1].end);
        }
        // Nothing stands here: the place after the word before.
        let at = from.checked_sub(1).map_or(0, |i| spans[i].end);
        Span::new(at, at)
    };
    let mut equal: usize = runs.iter().map(|r| r.2).sum();
    let mut edits = Vec::new();
    for w in runs.windows(2) {
        let ((i, j), (to_i, to_j)) = ((w[0].0 + w[0].2, w[0].1 + w[0].2), (w[1].0, w[1].1));
        // Single words that are equal inside a gap part it.
        let (mut at_i, mut at_j) = (i, j);
        for (p, q, n) in common(&x.keys[i..to_i], &y.keys[j..to_j]).into_iter().chain([(to_i - i, to_j - j, 0)]) {
            if at_i < i + p || at_j < j + q {
                edits.push(PassageEdit {
                    a: stretch(of_x, at_i, i + p),
                    b: stretch(of_y, at_j, j + q),
                    n_a: i + p - at_i,
                    n_b: j + q - at_j,
                });
            }
            equal += n;
            (at_i, at_j) = (i + p + n, j + q + n);
        }
    }
    let aligned = (end_x - first.0).max(end_y - first.1);
    Passage {
        a: Place { article: a, span: stretch(of_x, first.0, end_x) },
        b: Place { article: b, span: stretch(of_y, first.1, end_y) },
        similarity: equal as f64 / aligned as f64,
        n_equal: equal,
        edits,
    }
}
