//! The evidence in the open: for deriving the weights and for explaining a pair.

use super::model::{self, FIRST_NAMES};
use super::pairs::Pairs;
use super::profile::Profiles;
use super::weights::{EVIDENCE, STANDING};
use crate::pipeline::prepare;
use crate::units::Units;
use crate::{CompareError, CompareOptions, Place};
use newsloom_core::Article;

/// Two sentences of different articles with what speaks for and against their reporting the same.
#[derive(Clone, Debug, PartialEq)]
pub struct PairEvidence {
    /// The one sentence.
    pub a: Place,
    /// The other.
    pub b: Place,
    /// Inputs of the first model, named by [`evidence_names`].
    pub evidence: Vec<f64>,
    /// Probability that they report the same, after their standing among other pairs is weighed.
    pub probability: f64,
}

/// Names of [`PairEvidence::evidence`], in order.
#[must_use]
pub fn evidence_names() -> &'static [&'static str] {
    &FIRST_NAMES
}

/// The sentences of the articles and the evidence of every pair that shares enough words, articles ordered by id.
///
/// # Errors
/// As for [`compare`](crate::compare).
pub fn pair_evidence(articles: &[Article], options: &CompareOptions) -> Result<(Vec<Place>, Vec<PairEvidence>), CompareError> {
    let story = prepare(articles, options)?;
    let profiles = Profiles::new(&story.units);
    let pairs = Pairs::new(&story.units, &profiles);
    let (inputs, p) = (model::first_inputs(&story.units, &profiles, &pairs), model::probabilities(&story.units, &profiles, &pairs));
    let place = |u: usize| story.units.units[u].place;
    let found = pairs.all.iter().zip(inputs.iter().zip(p));
    Ok((
        (0..story.units.units.len()).map(place).collect(),
        found.map(|(&(a, b), (x, p))| PairEvidence { a: place(a), b: place(b), evidence: x.to_vec(), probability: p }).collect(),
    ))
}

/// Values and weights of both models for one pair.
pub(crate) struct PairReading {
    pub(crate) evidence: Vec<f64>,
    pub(crate) evidence_weights: Vec<f64>,
    pub(crate) evidence_bias: f64,
    pub(crate) evidence_log_odds: f64,
    pub(crate) standing: Vec<f64>,
    pub(crate) standing_weights: Vec<f64>,
    pub(crate) standing_bias: f64,
    pub(crate) log_odds: f64,
}

/// How the models read the pair of two units, the lesser place first; `None` when they are no pair.
pub(crate) fn pair_reading(units: &Units, a: Place, b: Place) -> Option<PairReading> {
    let profiles = Profiles::new(units);
    let pairs = Pairs::new(units, &profiles);
    let number = |p: Place| units.units.binary_search_by_key(&p, |u| u.place).ok();
    let pair = pairs.find(number(a)?, number(b)?)?;
    let first = model::first_inputs(units, &profiles, &pairs);
    let log_odds: Vec<f64> = first.iter().map(|x| EVIDENCE.log_odds(x)).collect();
    let second = model::second_inputs(units, &pairs, &log_odds)[pair];
    Some(PairReading {
        evidence: first[pair].to_vec(),
        evidence_weights: EVIDENCE.weights.to_vec(),
        evidence_bias: EVIDENCE.bias,
        evidence_log_odds: log_odds[pair],
        standing: second.to_vec(),
        standing_weights: STANDING.weights.to_vec(),
        standing_bias: STANDING.bias,
        log_odds: STANDING.log_odds(&second),
    })
}
