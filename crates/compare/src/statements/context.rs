//! How a pair stands among the other pairs of its sentences.

use super::pairs::Pairs;
use crate::units::Units;
use newsloom_core::map;

/// Where a value stands among the values of the same sentence with other sentences of the same article, on both sides.
pub(super) const RELATIVE: usize = 5;
/// Only a sentence's best pairs, this many, may lend it support.
const SUPPORTERS: usize = 64;

/// For every pair, from one value per pair: the lesser and the greater ratio to the best of its row and column, the lesser
/// and the greater lead over the best rival, and the product of the reciprocal ranks.
pub(super) fn relative(units: &Units, pairs: &Pairs, value: &[f64]) -> Vec<[f64; RELATIVE]> {
    let numbers: Vec<usize> = (0..units.units.len()).collect();
    let standing: Vec<[f64; 3]> = map(&numbers, |&u| {
        let of_article = pairs.of(u).chunk_by(|x, y| units.article(x.other as usize) == units.article(y.other as usize));
        of_article.flat_map(|row| standings(&row.iter().map(|s| value[s.pair as usize]).collect::<Vec<_>>())).collect::<Vec<_>>()
    })
    .concat();
    pairs.each(|p, _, _| {
        let (a, b) = pairs.places[p];
        let (x, y) = (standing[a as usize], standing[b as usize]);
        [x[0].min(y[0]), x[0].max(y[0]), x[1].min(y[1]), x[1].max(y[1]), x[2] * y[2]]
    })
}

/// For each value: ratio to the best, lead over the best rival, and reciprocal rank.
fn standings(values: &[f64]) -> Vec<[f64; 3]> {
    let mut order: Vec<usize> = (0..values.len()).collect();
    order.sort_unstable_by(|&i, &j| values[j].total_cmp(&values[i]));
    let best = order.first().map_or(0.0, |&i| values[i]);
    let second = order.get(1).map_or(0.0, |&i| values[i]);
    let mut out = vec![[0.0; 3]; values.len()];
    let mut rank = 0;
    for (k, &i) in order.iter().enumerate() {
        let v = values[i];
        if k == 0 || v < values[order[k - 1]] {
            rank = k + 1;
        }
        let rival = if k == 0 { second } else { best };
        out[i] = [v / (v.max(rival) + 1e-9), v - rival, 1.0 / rank as f64];
    }
    out
}

/// The best and, along the diagonal, the sum of the values of the pairs around a pair: the sentences before and after.
pub(super) fn neighbours(units: &Units, pairs: &Pairs, value: &[f64]) -> Vec<[f64; 2]> {
    pairs.each(|_, a, b| {
        let (mut best, mut along) = (0.0f64, 0.0);
        let (rows, columns) = (units.range(units.article(a)), units.range(units.article(b)));
        let (first, last) = (b.saturating_sub(1).max(columns.start), (b + 1).min(columns.end - 1));
        for x in a.saturating_sub(1).max(rows.start)..=(a + 1).min(rows.end - 1) {
            let row = pairs.of(x);
            let from = row.partition_point(|s| (s.other as usize) < first);
            for s in row[from..].iter().take_while(|s| s.other as usize <= last) {
                let (y, v) = (s.other as usize, value[s.pair as usize]);
                if (x, y) != (a, b) {
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
pub(super) fn support(units: &Units, pairs: &Pairs, value: &[f64]) -> Vec<f64> {
    let numbers: Vec<usize> = (0..units.units.len()).collect();
    let supporters: Vec<Vec<(u32, f64)>> = map(&numbers, |&u| {
        let mut near: Vec<(u32, f64)> = pairs.of(u).iter().map(|s| (s.other, value[s.pair as usize])).collect();
        if near.len() > SUPPORTERS {
            near.select_nth_unstable_by(SUPPORTERS - 1, |x, y| y.1.total_cmp(&x.1).then(x.0.cmp(&y.0)));
            near.truncate(SUPPORTERS);
            near.sort_unstable_by_key(|x| x.0);
        }
        near
    });
    pairs.each(|_, a, b| {
        let (x, y) = (&supporters[a], &supporters[b]);
        let (mut i, mut j, mut best) = (0, 0, 0.0f64);
        while i < x.len() && j < y.len() {
            match x[i].0.cmp(&y[j].0) {
                std::cmp::Ordering::Less => i += 1,
                std::cmp::Ordering::Greater => j += 1,
                std::cmp::Ordering::Equal => {
                    best = best.max(x[i].1.min(y[j].1));
                    i += 1;
                    j += 1;
                }
            }
        }
        best
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn standing_among_rivals() {
        let s = standings(&[0.2, 0.8, 0.8]);
        let rounded: Vec<[f64; 3]> = s.iter().map(|r| r.map(|x| (x * 1000.0).round() / 1000.0)).collect();
        assert_eq!(rounded, [[0.25, -0.6, 0.333], [1.0, 0.0, 1.0], [1.0, 0.0, 1.0]]);
        assert_eq!(standings(&[0.5])[0][1..], [0.5, 1.0]);
    }
}
