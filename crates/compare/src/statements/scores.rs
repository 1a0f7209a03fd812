use super::model;
use super::pairs::Pairs;
use super::profile::Profiles;
use crate::units::Units;
use serde_json::{Value, json};

/// How probable it is that two units of different articles report the same, for all pairs that share enough.
pub(crate) struct Scores {
    /// By unit: the units of other articles that are alike, by number, with the probability.
    neighbours: Vec<Vec<(usize, f64)>>,
}

impl Scores {
    /// Scores all pairs that share enough words.
    pub(crate) fn new(units: &Units) -> Self {
        let profiles = Profiles::new(units);
        let pairs = Pairs::new(units, &profiles);
        let p = model::probabilities(units, &profiles, &pairs);
        let neighbours = (0..units.units.len()).map(|u| pairs.of(u).iter().map(|&(v, i)| (v, p[i])).collect()).collect();
        Self { neighbours }
    }

    /// The units of other articles that are like this one, by number, with the probability.
    pub(crate) fn neighbours(&self, unit: usize) -> &[(usize, f64)] {
        &self.neighbours[unit]
    }

    /// The probability for two units, 0 when they share too little or are of one article.
    pub(crate) fn between(&self, a: usize, b: usize) -> f64 {
        let near = &self.neighbours[a];
        near.binary_search_by_key(&b, |n| n.0).map_or(0.0, |i| near[i].1)
    }

    /// What made the scores.
    pub(crate) fn recipe(&self) -> Value {
        json!({"score": "probability that two sentences report the same, by two logistic models", "threshold": super::group::THRESHOLD})
    }
}
