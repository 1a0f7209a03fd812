use crate::units::{Units, dot};
use newsloom_core::map;
use serde_json::{Value, json};

/// Pairs less alike than this are not kept.
const FLOOR: f64 = 0.05;

/// How alike two units of different articles are, for all pairs that share enough.
pub(crate) struct Scores {
    /// By unit: the units of other articles that are alike, by number, with their score.
    neighbours: Vec<Vec<(usize, f64)>>,
}

impl Scores {
    /// Scores all pairs that share a word, through an inverted index.
    pub(crate) fn new(units: &Units) -> Self {
        let vectors: Vec<Vec<(u32, f64)>> = map(&units.units, |u| units.weights(u));
        let mut postings: Vec<Vec<usize>> = vec![Vec::new(); units.terms.len()];
        for (u, v) in vectors.iter().enumerate() {
            v.iter().for_each(|&(t, _)| postings[t as usize].push(u));
        }
        let all: Vec<usize> = (0..vectors.len()).collect();
        let neighbours = map(&all, |&u| {
            let mut near: Vec<usize> = vectors[u]
                .iter()
                .flat_map(|&(t, _)| postings[t as usize].iter().copied())
                .filter(|&v| units.article(v) != units.article(u))
                .collect();
            near.sort_unstable();
            near.dedup();
            near.into_iter().map(|v| (v, dot(&vectors[u], &vectors[v]).min(1.0))).filter(|&(_, s)| s >= FLOOR).collect()
        });
        Self { neighbours }
    }

    /// The units of other articles that are like this one, by number, with their score.
    pub(crate) fn neighbours(&self, unit: usize) -> &[(usize, f64)] {
        &self.neighbours[unit]
    }

    /// The score of two units, 0 when they are not alike or of one article.
    pub(crate) fn between(&self, a: usize, b: usize) -> f64 {
        let near = &self.neighbours[a];
        near.binary_search_by_key(&b, |n| n.0).map_or(0.0, |i| near[i].1)
    }

    /// What made the scores.
    pub(crate) fn recipe(&self) -> Value {
        json!({"score": "cosine of stems, tf-idf", "floor": FLOOR})
    }
}
