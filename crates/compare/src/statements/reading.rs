//! The evidence in the open: for deriving the weights and for explaining a pair.

use super::model::{self, FIRST_NAMES};
use super::pairs::Pairs;
use super::profile::Profiles;
use crate::pipeline::prepare;
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
