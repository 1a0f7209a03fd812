use super::editions::Editions;
use super::group::THRESHOLD;
use super::model::Models;
use super::pairs::Pairs;
use super::profile::Profiles;
use super::weights::MODELS;
use crate::Place;
use crate::units::Units;
use rustc_hash::FxHashMap;
use serde_json::{Value, json};

/// How probable it is that two units of different articles report the same, for all pairs that share enough.
pub(crate) struct Scores {
    pub(super) editions: Editions,
    /// By distinct unit: the units of other articles that are alike, by number, with the probability.
    neighbours: Vec<Vec<(u32, f64)>>,
}

impl Scores {
    /// Scores all pairs that share enough words.
    pub(crate) fn new(units: &Units) -> Self {
        Self::with(units, &MODELS)
    }

    /// Scores all pairs by other models.
    pub(super) fn with(units: &Units, models: &Models) -> Self {
        let editions = Editions::new(units);
        let profiles = Profiles::new(&editions.units);
        let pairs = Pairs::new(&editions.units, &profiles);
        let p = models.probabilities(&editions.units, &profiles, &pairs);
        let of = |u: usize| pairs.of(u).iter().map(|s| (s.other, p[s.pair as usize])).collect();
        let neighbours = (0..editions.units.units.len()).map(of).collect();
        Self { editions, neighbours }
    }

    /// The distinct units that are like this distinct one, by number, with the probability.
    pub(super) fn neighbours(&self, unit: usize) -> &[(u32, f64)] {
        &self.neighbours[unit]
    }

    /// The probability for two distinct units, 0 when they share too little or are of one article.
    pub(super) fn between(&self, a: usize, b: usize) -> f64 {
        let near = &self.neighbours[a];
        near.binary_search_by_key(&b, |n| n.0 as usize).map_or(0.0, |i| near[i].1)
    }

    /// The probability for two units of different articles; 1 for the same sentence of articles of the same words.
    pub(crate) fn of(&self, a: usize, b: usize) -> f64 {
        let (x, y) = (self.editions.distinct[a], self.editions.distinct[b]);
        if x == y { 1.0 } else { self.between(x, y) }
    }

    /// The probability for the units in which two places of different articles begin, 0 when one of them is in none.
    pub(crate) fn of_places(&self, units: &Units, a: Place, b: Place) -> f64 {
        let unit = |p: Place| {
            let after = units.units.partition_point(|u| (u.place.article, u.place.span.start) <= (p.article, p.span.start));
            after.checked_sub(1).filter(|&u| units.article(u) == p.article && p.span.start < units.units[u].place.span.end)
        };
        match (unit(a), unit(b)) {
            (Some(a), Some(b)) => self.of(a, b),
            _ => 0.0,
        }
    }

    /// By article: its unit that is most like one of these, with the probability.
    pub(crate) fn nearest(&self, units: &[usize]) -> FxHashMap<usize, (usize, f64)> {
        let mut distinct: Vec<usize> = units.iter().map(|&u| self.editions.distinct[u]).collect();
        distinct.sort_unstable();
        distinct.dedup();
        let mut best: FxHashMap<u32, f64> = FxHashMap::default();
        for &(v, s) in distinct.iter().flat_map(|&d| self.neighbours(d)) {
            let now = best.entry(v).or_insert(s);
            *now = now.max(s);
        }
        let mut out: FxHashMap<usize, (usize, f64)> = FxHashMap::default();
        for (v, s) in best {
            for &u in &self.editions.copies[v as usize] {
                let now = out.entry(self.editions.article(u)).or_insert((u, s));
                if s > now.1 || s == now.1 && u < now.0 {
                    *now = (u, s);
                }
            }
        }
        out
    }

    /// The probability of the unit that is most like this one, 0 when none is; 1 when another article has the same words.
    pub(crate) fn best(&self, unit: usize) -> f64 {
        let d = self.editions.distinct[unit];
        let others = self.neighbours(d).iter().map(|n| n.1).fold(0.0, f64::max);
        if self.editions.copies[d].len() > 1 { 1.0 } else { others }
    }

    /// What made the scores.
    pub(crate) fn recipe(&self) -> Value {
        json!({"score": "probability that two sentences report the same, by two logistic models", "threshold": THRESHOLD})
    }
}
