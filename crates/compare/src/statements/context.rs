//! How a pair stands among the other pairs of its sentences.

use super::pairs::Pairs;
use crate::units::Units;

/// Where a value stands among the values of the same sentence with other sentences of the same article, on both sides.
pub(super) const RELATIVE: usize = 5;

/// For every pair, from one value per pair: the lesser and the greater ratio to the best of its row and column, the lesser
/// and the greater lead over the best rival, and the product of the reciprocal ranks.
pub(super) fn relative(units: &Units, pairs: &Pairs, value: &[f64]) -> Vec<[f64; RELATIVE]> {
    pairs.each(|p, a, b| {
        let (x, y) = (standing(units, pairs, value, p, a, b), standing(units, pairs, value, p, b, a));
        [x.0.min(y.0), x.0.max(y.0), x.1.min(y.1), x.1.max(y.1), x.2 * y.2]
    })
}

/// Ratio to the best, lead over the best rival, and reciprocal rank of pair `p` among the pairs of `a` with the article of `b`.
fn standing(units: &Units, pairs: &Pairs, value: &[f64], p: usize, a: usize, b: usize) -> (f64, f64, f64) {
    let (mut rival, mut rank) = (0.0f64, 1.0);
    for &(_, q) in pairs.with_article(units, a, units.article(b)) {
        if q != p {
            rival = rival.max(value[q]);
            rank += f64::from(value[q] > value[p]);
        }
    }
    (value[p] / (value[p].max(rival) + 1e-9), value[p] - rival, 1.0 / rank)
}

/// The best and, along the diagonal, the sum of the values of the pairs around a pair: the sentences before and after.
pub(super) fn neighbours(units: &Units, pairs: &Pairs, value: &[f64]) -> Vec<[f64; 2]> {
    pairs.each(|_, a, b| {
        let (mut best, mut along) = (0.0f64, 0.0);
        let near = |u: usize| units.range(units.article(u)).filter(move |v| v.abs_diff(u) <= 1);
        for x in near(a) {
            for y in near(b) {
                if (x, y) != (a, b) {
                    let v = pairs.find(x, y).map_or(0.0, |p| value[p]);
                    best = best.max(v);
                    if x != a && y != b && (x < a) == (y < b) {
                        along += v;
                    }
                }
            }
        }
        [best, along]
    })
}

/// The best support by a third sentence of another article: the lesser of its values with both.
pub(super) fn support(pairs: &Pairs, value: &[f64]) -> Vec<f64> {
    pairs.each(|_, a, b| {
        let (x, y) = (pairs.of(a), pairs.of(b));
        let (mut i, mut j, mut best) = (0, 0, 0.0f64);
        while i < x.len() && j < y.len() {
            match x[i].0.cmp(&y[j].0) {
                std::cmp::Ordering::Less => i += 1,
                std::cmp::Ordering::Greater => j += 1,
                std::cmp::Ordering::Equal => {
                    best = best.max(value[x[i].1].min(value[y[j].1]));
                    i += 1;
                    j += 1;
                }
            }
        }
        best
    })
}
