//! The score of two sentences that stand alone, without rivals.

use super::evidence::Evidence;
use super::model::alone;
use super::profile::Profiles;
use crate::units::Units;
use newsloom_core::map;

/// For each pair of sentences, the probability by its evidence alone that both report the same.
///
/// It is what statements are made from, before a pair's standing among rivals, the sentences around it and other articles
/// are weighed: as if each sentence were the other's only candidate. Inverse document frequencies are counted over all
/// sentences given, so a single pair by itself tells little.
///
/// ```
/// let pairs = [
///     ["The ferry sank near the port on Monday.", "On Monday the ferry sank close to the port."],
///     ["The council met in the town hall.", "Rain is expected over the weekend."],
///     ["Prices rose by 3 percent in May.", "Prices fell by 2 percent in June."],
/// ];
/// let scores = newsloom_compare::sentence_scores(&pairs, "en");
/// assert!(scores[0] > scores[2] && scores[2] > scores[1]);
/// ```
#[must_use]
pub fn sentence_scores(pairs: &[[&str; 2]], language: &str) -> Vec<f64> {
    let texts: Vec<&str> = pairs.iter().flatten().copied().collect();
    let units = Units::whole(&texts, language);
    let profiles = Profiles::new(&units);
    let numbers: Vec<usize> = (0..pairs.len()).collect();
    map(&numbers, |&i| alone(&Evidence::of(&profiles, 2 * i, 2 * i + 1)))
}
