//! How a pair stands among the other pairs of its sentences.

use super::links::{met, said};
use super::pairs::{Pairs, Side};
use super::profile::Profiles;
use crate::units::Units;
use newsloom_core::map;

/// Where a value stands among the values of the same sentence with other sentences of the same article, on both sides.
pub(super) const RELATIVE: usize = 3;
/// Only a sentence's best pairs, this many, may lend it support.
const SUPPORTERS: usize = 64;

/// For every pair, from one value per pair: the lesser and the greater ratio to the best of its row and column, and the product of
/// the reciprocal ranks.
pub(super) fn relative(units: &Units, pairs: &Pairs, value: &[f64]) -> Vec<[f64; RELATIVE]> {
    let standing = by_row(units, pairs, |_, row| standings(&row.iter().map(|s| value[s.pair as usize]).collect::<Vec<_>>()));
    pairs.each(|p, _, _| {
        let (a, b) = pairs.places[p];
        let (x, y) = (standing[a as usize], standing[b as usize]);
        [x[0].min(y[0]), x[0].max(y[0]), x[1] * y[1]]
    })
}

/// What `of` makes of each sentence's pairs with the sentences of one article, in the order of [`Pairs::sides`].
fn by_row<T: Clone + Send>(units: &Units, pairs: &Pairs, of: impl Fn(usize, &[Side]) -> Vec<T> + Sync + Send) -> Vec<T> {
    let numbers: Vec<usize> = (0..units.units.len()).collect();
    map(&numbers, |&u| {
        let rows = pairs.of(u).chunk_by(|x, y| units.article(x.other as usize) == units.article(y.other as usize));
        rows.flat_map(|row| of(u, row)).collect::<Vec<_>>()
    })
    .concat()
}

/// For each value: ratio to the best, and reciprocal rank.
fn standings(values: &[f64]) -> Vec<[f64; 2]> {
    let mut order: Vec<usize> = (0..values.len()).collect();
    order.sort_unstable_by(|&i, &j| values[j].total_cmp(&values[i]));
    let best = order.first().map_or(0.0, |&i| values[i]);
    let mut out = vec![[0.0; 2]; values.len()];
    let mut rank = 0;
    for (k, &i) in order.iter().enumerate() {
        if k == 0 || values[i] < values[order[k - 1]] {
            rank = k + 1;
        }
        out[i] = [values[i] / (best + 1e-9), 1.0 / rank as f64];
    }
    out
}

/// For every pair: the lesser and the greater lead of its value over that of its best rival, a sentence of the same article for
/// the same words.
///
/// A rival's value counts by the share of the words said by the pair that the rival says too: of a long sentence two others may
/// each say a part, and are no rivals.
pub(super) fn leads(units: &Units, profiles: &Profiles, pairs: &Pairs, value: &[f64]) -> Vec<[f64; 2]> {
    let lead = by_row(units, pairs, |u, row| {
        let values: Vec<f64> = row.iter().map(|s| value[s.pair as usize]).collect();
        if values.len() == 1 {
            return values;
        }
        let x = &profiles.of[u].words;
        let said = |s: &Side| met(&said(&profiles.related, x, &profiles.of[s.other as usize].words), x).collect::<Vec<_>>();
        rivalry(&values, &row.iter().map(said).collect::<Vec<_>>())
    });
    pairs.each(|p, _, _| {
        let (a, b) = pairs.places[p];
        let (x, y) = (lead[a as usize], lead[b as usize]);
        [x.min(y), x.max(y)]
    })
}

/// For each value: its lead over the greatest of the others, each times the share of the one's words that the other has too.
fn rivalry(values: &[f64], said: &[Vec<(usize, f64)>]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..values.len()).collect();
    order.sort_unstable_by(|&i, &j| values[j].total_cmp(&values[i]).then(i.cmp(&j)));
    let lead = |i: usize| {
        let total: f64 = said[i].iter().map(|w| w.1).sum();
        let mut best = 0.0f64;
        for &j in order.iter().filter(|&&j| j != i) {
            if values[j] <= best {
                break;
            }
            let share = if total > 0.0 { overlap(&said[i], &said[j]) / total } else { 0.0 };
            best = best.max(values[j] * share);
        }
        values[i] - best
    };
    (0..values.len()).map(lead).collect()
}

/// The mass that two vectors, ordered by place, share.
fn overlap(a: &[(usize, f64)], b: &[(usize, f64)]) -> f64 {
    let mut b = b.iter().peekable();
    let mut shared = 0.0;
    for &(place, mass) in a {
        while b.next_if(|y| y.0 < place).is_some() {}
        if let Some(y) = b.next_if(|y| y.0 == place) {
            shared += mass.min(y.1);
        }
    }
    shared
}

/// The best of the values of the pairs around a pair: the sentences before and after.
pub(super) fn neighbours(units: &Units, pairs: &Pairs, value: &[f64]) -> Vec<f64> {
    pairs.each(|_, a, b| {
        let mut best = 0.0f64;
        let (rows, columns) = (units.range(units.article(a)), units.range(units.article(b)));
        let (first, last) = (b.saturating_sub(1).max(columns.start), (b + 1).min(columns.end - 1));
        for x in a.saturating_sub(1).max(rows.start)..=(a + 1).min(rows.end - 1) {
            let row = pairs.of(x);
            let from = row.partition_point(|s| (s.other as usize) < first);
            for s in row[from..].iter().take_while(|s| s.other as usize <= last) {
                if (x, s.other as usize) != (a, b) {
                    best = best.max(value[s.pair as usize]);
                }
            }
        }
        best
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
        let rounded = |s: Vec<[f64; 2]>| s.iter().map(|r| r.map(|x| (x * 1000.0).round() / 1000.0)).collect::<Vec<_>>();
        assert_eq!(rounded(standings(&[0.2, 0.8, 0.8])), [[0.25, 0.333], [1.0, 1.0], [1.0, 1.0]]);
        assert_eq!(rounded(standings(&[0.5])), [[1.0, 1.0]]);
        assert_eq!(standings(&[0.0])[0], [0.0, 1.0]);
    }

    #[test]
    fn only_those_who_say_the_same_words_are_rivals() {
        let said = [vec![(0, 2.0), (1, 1.0)], vec![(1, 1.0), (2, 4.0)], vec![(3, 1.0)], vec![]];
        let leads = rivalry(&[0.9, 0.6, 0.5, 0.1], &said);
        let want = [0.9 - 0.6 / 3.0, 0.6 - 0.9 / 5.0, 0.5, 0.1];
        assert!(leads.iter().zip(want).all(|(a, b): (&f64, f64)| (a - b).abs() < 1e-12), "{leads:?}");
    }
}
