//! From evidence to the probability that two sentences report the same.

use super::context::{RELATIVE, neighbours, relative, support};
use super::evidence::Evidence;
use super::pairs::Pairs;
use super::profile::Profiles;
use super::weights::{EVIDENCE, STANDING};
use crate::units::Units;

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
    "numbers_differ",
    "position",
    "shared",
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

/// The first model's inputs for all pairs.
pub(super) fn first_inputs(units: &Units, profiles: &Profiles, pairs: &Pairs) -> Vec<[f64; FIRST]> {
    let evidence = pairs.each(|_, a, b| Evidence::of(profiles, a, b));
    let grams = relative(units, pairs, &evidence.iter().map(|e| e.grams).collect::<Vec<_>>());
    let coverage = relative(units, pairs, &evidence.iter().map(Evidence::coverage).collect::<Vec<_>>());
    evidence.iter().zip(grams.iter().zip(&coverage)).map(|(e, (g, c))| joined([&e.to_array()[..], g, c])).collect()
}

/// The second model's inputs for all pairs, from the first one's log-odds.
pub(super) fn second_inputs(units: &Units, pairs: &Pairs, log_odds: &[f64]) -> Vec<[f64; SECOND]> {
    let p: Vec<f64> = log_odds.iter().map(|&x| probability(x)).collect();
    let (relative, around, third) = (relative(units, pairs, &p), neighbours(units, pairs, &p), support(pairs, &p));
    (0..p.len()).map(|i| joined([&log_odds[i..=i], &relative[i], &around[i], &third[i..=i]])).collect()
}

/// The probability that the units of each pair report the same.
pub(super) fn probabilities(units: &Units, profiles: &Profiles, pairs: &Pairs) -> Vec<f64> {
    let first: Vec<f64> = first_inputs(units, profiles, pairs).iter().map(|x| EVIDENCE.log_odds(x)).collect();
    second_inputs(units, pairs, &first).iter().map(|x| probability(STANDING.log_odds(x))).collect()
}

fn joined<const N: usize, const M: usize>(parts: [&[f64]; M]) -> [f64; N] {
    let mut out = [0.0; N];
    out.iter_mut().zip(parts.into_iter().flatten()).for_each(|(o, x)| *o = *x);
    out
}
