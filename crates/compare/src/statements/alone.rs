//! The score of two sentences that stand alone, without rivals.

use super::evidence::Reader;
use super::profile::Profiles;
use crate::units::Units;
use newsloom_core::map;

/// For each pair of sentences, how much of the one the other says: the share of a sentence's mass that stands in the other in
/// the same or kindred words, the lesser of the two directions, 0 to 1.
///
/// It is the evidence that carries most when statements are made, before a pair's standing among rivals is weighed. A word's
/// mass is `ln((n + 1) / (df + 1))`, times how telling it is in general English; kindred are words of one root and words
/// that mean nearly the same. Document frequencies are counted over all sentences given, so a single pair tells little.
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
    let batches: Vec<&[usize]> = numbers.chunks(256).collect();
    map(&batches, |batch| {
        let mut reader = Reader::new(&profiles);
        batch.iter().flat_map(|&i| reader.with(2 * i, [2 * i + 1].into_iter())).map(|e| e.coverage_min).collect::<Vec<_>>()
    })
    .concat()
}
