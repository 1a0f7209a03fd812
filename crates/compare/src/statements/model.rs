//! From evidence to the probability that two sentences report the same.

use super::context::{RELATIVE, leads, neighbours, relative, support};
use super::evidence::{Evidence, Reader};
use super::pairs::Pairs;
use super::profile::Profiles;
use crate::units::Units;
use newsloom_core::map;

/// Inputs of the first model: the evidence, and where its coverage, whole and by clauses, stands among its rivals.
pub(super) const FIRST: usize = Evidence::LEN + 2 * RELATIVE;
/// Inputs of the second: the first one's log-odds, the leads of its probability, the sentences around, a third article.
pub(super) const SECOND: usize = 5;

/// What the first model's inputs are called.
pub(super) const FIRST_NAMES: [&str; FIRST] = [
    "grams",
    "coverage_min",
    "coverage_max",
    "names",
    "numbers",
    "figures_share",
    "position",
    "shared",
    "coverage_before",
    "opening",
    "coverage_length",
    "clause_coverage",
    "coverage_ratio_min",
    "coverage_ratio_max",
    "coverage_rank",
    "clause_ratio_min",
    "clause_ratio_max",
    "clause_rank",
];

/// What the second model's inputs are called.
pub(super) const SECOND_NAMES: [&str; SECOND] = ["evidence", "lead_min", "lead_max", "around", "third_article"];

/// A logistic model: `ln(p / (1 - p)) = bias + sum of weight * input`.
#[derive(Clone, Copy, Debug)]
pub(super) struct Logistic<const N: usize> {
    pub(super) bias: f64,
    pub(super) weights: [f64; N],
}

impl<const N: usize> Logistic<N> {
    pub(super) fn log_odds(&self, x: &[f64; N]) -> f64 {
        self.bias + self.weights.iter().zip(x).map(|(w, x)| w * x).sum::<f64>()
    }
}

/// `1 / (1 + exp(-x))`.
fn probability(log_odds: f64) -> f64 {
    1.0 / (1.0 + (-log_odds).exp())
}

/// Units that are read with the same tables.
const BATCH: usize = 16;

/// The evidence of all pairs.
fn evidence(units: &Units, profiles: &Profiles, pairs: &Pairs) -> Vec<Evidence> {
    let numbers: Vec<usize> = (0..units.units.len()).collect();
    let batches: Vec<&[usize]> = numbers.chunks(BATCH).collect();
    map(&batches, |batch| {
        let mut reader = Reader::new(profiles);
        batch.iter().flat_map(|&u| reader.with(u, pairs.led_by(u).iter().map(|p| p.1 as usize))).collect::<Vec<_>>()
    })
    .concat()
}

/// What the first model reads of all pairs.
pub(super) struct First {
    evidence: Vec<Evidence>,
    coverage: Vec<[f64; RELATIVE]>,
    clauses: Vec<[f64; RELATIVE]>,
}

impl First {
    pub(super) fn new(units: &Units, profiles: &Profiles, pairs: &Pairs) -> Self {
        let evidence = evidence(units, profiles, pairs);
        let standing = |of: fn(&Evidence) -> f64| relative(units, pairs, &evidence.iter().map(of).collect::<Vec<_>>());
        let (coverage, clauses) = (standing(Evidence::coverage), standing(|e| e.clause_coverage));
        Self { evidence, coverage, clauses }
    }

    /// The inputs of one pair.
    pub(super) fn inputs(&self, pair: usize) -> [f64; FIRST] {
        joined([&self.evidence[pair].to_array()[..], &self.coverage[pair], &self.clauses[pair]])
    }

    /// The log-odds of all pairs.
    pub(super) fn log_odds(&self, model: &Logistic<FIRST>) -> Vec<f64> {
        (0..self.evidence.len()).map(|p| model.log_odds(&self.inputs(p))).collect()
    }
}

/// What the second model reads of all pairs, made from the first one's log-odds.
pub(super) struct Second {
    log_odds: Vec<f64>,
    leads: Vec<[f64; 2]>,
    around: Vec<f64>,
    third: Vec<f64>,
}

impl Second {
    pub(super) fn new(units: &Units, profiles: &Profiles, pairs: &Pairs, log_odds: Vec<f64>) -> Self {
        let p: Vec<f64> = log_odds.iter().map(|&x| probability(x)).collect();
        let (leads, around, third) = (leads(units, profiles, pairs, &p), neighbours(units, pairs, &p), support(units, pairs, &p));
        Self { log_odds, leads, around, third }
    }

    /// The inputs of one pair.
    pub(super) fn inputs(&self, pair: usize) -> [f64; SECOND] {
        let [least, most] = self.leads[pair];
        [self.log_odds[pair], least, most, self.around[pair], self.third[pair]]
    }
}

/// Both models.
#[derive(Clone, Copy, Debug)]
pub(super) struct Models {
    pub(super) evidence: Logistic<FIRST>,
    pub(super) standing: Logistic<SECOND>,
}

impl Models {
    /// The probability that the units of each pair report the same.
    pub(super) fn probabilities(&self, units: &Units, profiles: &Profiles, pairs: &Pairs) -> Vec<f64> {
        let first = First::new(units, profiles, pairs).log_odds(&self.evidence);
        let second = Second::new(units, profiles, pairs, first);
        (0..pairs.all.len()).map(|p| probability(self.standing.log_odds(&second.inputs(p)))).collect()
    }
}

fn joined<const N: usize, const M: usize>(parts: [&[f64]; M]) -> [f64; N] {
    let mut out = [0.0; N];
    out.iter_mut().zip(parts.into_iter().flatten()).for_each(|(o, x)| *o = *x);
    out
}
