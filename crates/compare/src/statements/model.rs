//! From evidence to the probability that two sentences report the same.

use super::context::{RELATIVE, neighbours, relative, support};
use super::evidence::{Evidence, Reader};
use super::pairs::Pairs;
use super::profile::Profiles;
use crate::units::Units;
use newsloom_core::map;

/// Inputs of the first model: the evidence, and where its grams and its coverage stand among their rivals.
pub(super) const FIRST: usize = Evidence::LEN + 2 * RELATIVE;
/// Inputs of the second: the first one's log-odds, where its probability stands, the sentences around, a third article.
pub(super) const SECOND: usize = 1 + RELATIVE + 3;

/// What the first model's inputs are called.
pub(super) const FIRST_NAMES: [&str; FIRST] = [
    "grams",
    "clause_grams",
    "clause_terms",
    "coverage_min",
    "coverage_max",
    "names",
    "names_share",
    "numbers",
    "figures_share",
    "numbers_differ",
    "position",
    "shared",
    "coverage_before",
    "opening",
    "coverage_length",
    "grams_ratio_min",
    "grams_ratio_max",
    "grams_lead_min",
    "grams_lead_max",
    "grams_rank",
    "coverage_ratio_min",
    "coverage_ratio_max",
    "coverage_lead_min",
    "coverage_lead_max",
    "coverage_rank",
];

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
    grams: Vec<[f64; RELATIVE]>,
    coverage: Vec<[f64; RELATIVE]>,
}

impl First {
    pub(super) fn new(units: &Units, profiles: &Profiles, pairs: &Pairs) -> Self {
        let evidence = evidence(units, profiles, pairs);
        let grams = relative(units, pairs, &evidence.iter().map(|e| e.grams).collect::<Vec<_>>());
        let coverage = relative(units, pairs, &evidence.iter().map(Evidence::coverage).collect::<Vec<_>>());
        Self { evidence, grams, coverage }
    }

    /// The inputs of one pair.
    pub(super) fn inputs(&self, pair: usize) -> [f64; FIRST] {
        joined([&self.evidence[pair].to_array()[..], &self.grams[pair], &self.coverage[pair]])
    }

    /// The log-odds of all pairs.
    pub(super) fn log_odds(&self, model: &Logistic<FIRST>) -> Vec<f64> {
        (0..self.evidence.len()).map(|p| model.log_odds(&self.inputs(p))).collect()
    }
}

/// What the second model reads of all pairs, made from the first one's log-odds.
pub(super) struct Second {
    log_odds: Vec<f64>,
    relative: Vec<[f64; RELATIVE]>,
    around: Vec<[f64; 2]>,
    third: Vec<f64>,
}

impl Second {
    pub(super) fn new(units: &Units, pairs: &Pairs, log_odds: Vec<f64>) -> Self {
        let p: Vec<f64> = log_odds.iter().map(|&x| probability(x)).collect();
        let (relative, around, third) = (relative(units, pairs, &p), neighbours(units, pairs, &p), support(units, pairs, &p));
        Self { log_odds, relative, around, third }
    }

    /// The inputs of one pair.
    pub(super) fn inputs(&self, pair: usize) -> [f64; SECOND] {
        joined([&self.log_odds[pair..=pair], &self.relative[pair], &self.around[pair], &self.third[pair..=pair]])
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
        let second = Second::new(units, pairs, first);
        (0..pairs.all.len()).map(|p| probability(self.standing.log_odds(&second.inputs(p)))).collect()
    }
}

fn joined<const N: usize, const M: usize>(parts: [&[f64]; M]) -> [f64; N] {
    let mut out = [0.0; N];
    out.iter_mut().zip(parts.into_iter().flatten()).for_each(|(o, x)| *o = *x);
    out
}
