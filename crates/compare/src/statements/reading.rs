//! The evidence in the open: for deriving the weights and for explaining a pair.

use super::Scores;
use super::editions::Editions;
use super::model::{FIRST_NAMES, First, Logistic, Models, SECOND_NAMES, Second};
use super::pairs::Pairs;
use super::profile::Profiles;
use super::weights::MODELS;
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

/// Names of the second model's inputs, in order.
pub(crate) fn standing_names() -> &'static [&'static str] {
    &SECOND_NAMES
}

/// The sentences of the articles and the evidence of every pair that shares enough words, articles ordered by id.
///
/// # Errors
/// As for [`compare`](crate::compare).
pub fn pair_evidence(articles: &[Article], options: &CompareOptions) -> Result<(Vec<Place>, Vec<PairEvidence>), CompareError> {
    let units = prepare(articles, options)?.units;
    let profiles = Profiles::new(&units);
    let pairs = Pairs::new(&units, &profiles);
    let (first, p) = (First::new(&units, &profiles, &pairs), MODELS.probabilities(&units, &profiles, &pairs));
    let place = |u: u32| units.units[u as usize].place;
    let found = pairs.all.iter().zip(p).enumerate().map(|(i, (&(a, b), probability))| PairEvidence {
        a: place(a),
        b: place(b),
        evidence: first.inputs(i).to_vec(),
        probability,
    });
    Ok((units.units.iter().map(|u| u.place).collect(), found.collect()))
}

/// What the second model reads of every pair of [`pair_evidence`], in the same order, when the first one has other weights than the
/// built-in ones: for deriving those.
///
/// # Errors
/// As for [`compare`](crate::compare), and when the number of weights is wrong.
pub fn pair_standing(articles: &[Article], options: &CompareOptions, evidence: &(f64, Vec<f64>)) -> Result<Vec<Vec<f64>>, CompareError> {
    let units = prepare(articles, options)?.units;
    let profiles = Profiles::new(&units);
    let pairs = Pairs::new(&units, &profiles);
    let log_odds = First::new(&units, &profiles, &pairs).log_odds(&logistic("evidence", evidence)?);
    let second = Second::new(&units, &profiles, &pairs, log_odds);
    Ok((0..pairs.all.len()).map(|p| second.inputs(p).to_vec()).collect())
}

/// Weights of both models, for measuring on events that the built-in ones were derived from.
#[derive(Clone, Debug, PartialEq)]
pub struct PairWeights {
    /// Bias and weights of the evidence, in the order of [`evidence_names`].
    pub evidence: (f64, Vec<f64>),
    /// Bias and weights of a pair's standing.
    pub standing: (f64, Vec<f64>),
}

/// The places of each statement's members, by other weights than the built-in ones.
///
/// # Errors
/// As for [`compare`](crate::compare), and when the number of weights is wrong.
pub fn statements_by(articles: &[Article], options: &CompareOptions, weights: &PairWeights) -> Result<Vec<Vec<Place>>, CompareError> {
    let units = prepare(articles, options)?.units;
    let models = Models { evidence: logistic("evidence", &weights.evidence)?, standing: logistic("standing", &weights.standing)? };
    let found = super::find(&units, &Scores::with(&units, &models));
    Ok(found.into_iter().map(|(s, _)| s.members.iter().map(|m| m.place).collect()).collect())
}

fn logistic<const N: usize>(parameter: &'static str, (bias, weights): &(f64, Vec<f64>)) -> Result<Logistic<N>, CompareError> {
    let rule = "a bias and one weight for each input";
    let weights =
        weights[..].try_into().map_err(|_| CompareError::Parameter { parameter, rule, value: format!("{} weights", weights.len()) })?;
    Ok(Logistic { bias: *bias, weights })
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

/// How the models read the pair of two units; `None` when they are no pair: of one article or of one wording of an article,
/// or of too few shared words.
pub(crate) fn pair_reading(units: &Units, a: Place, b: Place) -> Option<PairReading> {
    let editions = Editions::new(units);
    let number = |p: Place| units.units.binary_search_by_key(&p, |u| u.place).ok().map(|u| editions.distinct[u]);
    let units = &editions.units;
    let profiles = Profiles::new(units);
    let pairs = Pairs::new(units, &profiles);
    let pair = pairs.find(number(a)?, number(b)?)?;
    let first = First::new(units, &profiles, &pairs);
    let log_odds = first.log_odds(&MODELS.evidence);
    let evidence_log_odds = log_odds[pair];
    let second = Second::new(units, &profiles, &pairs, log_odds).inputs(pair);
    Some(PairReading {
        evidence: first.inputs(pair).to_vec(),
        evidence_weights: MODELS.evidence.weights.to_vec(),
        evidence_bias: MODELS.evidence.bias,
        evidence_log_odds,
        standing: second.to_vec(),
        standing_weights: MODELS.standing.weights.to_vec(),
        standing_bias: MODELS.standing.bias,
        log_odds: MODELS.standing.log_odds(&second),
    })
}
