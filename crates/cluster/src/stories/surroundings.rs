use crate::rows::Rows;
use rustc_hash::{FxHashMap, FxHashSet};

/// Size from which what is usual for a group is measured, and then whenever it has doubled.
const FIRST: usize = 4;
/// Rows beside one more at which the measured ratio counts half.
const HALF: f64 = 2.0;
/// Least that is usual, in similarities over backgrounds.
const LEAST: f64 = 0.05;
/// Least relief that pairs are kept for.
const LEAST_RELIEF: f64 = 0.2;

/// What lies around rows: the nearest rows of other groups.
pub(super) struct Surroundings<'a> {
    pub(super) rows: &'a Rows<'a>,
    /// Root of each row's background.
    pub(super) scales: &'a [f64],
    /// What is taken for the group of each row, and whether that is a large one.
    pub(super) own: &'a [usize],
    pub(super) large: &'a [bool],
    /// Per place, the row there and its nearest rows of other groups with their cosines, nearest first.
    pub(super) outside: &'a [(u32, Vec<(u32, f64)>)],
    pub(super) n_background: usize,
}

impl Surroundings<'_> {
    fn outside(&self, place: usize) -> impl Iterator<Item = (u32, f64)> + '_ {
        let (i, list) = &self.outside[place];
        list.iter().map(move |&(j, s)| (j, s / (self.scales[*i as usize] * self.scales[j as usize])))
    }

    /// Mean similarity of a row to the nearest of other groups.
    fn usual(&self, place: usize) -> f64 {
        let sum: f64 = self.outside(place).take(self.n_background).map(|n| n.1).sum();
        (sum / self.n_background as f64).max(LEAST)
    }

    /// The same for the mean of the rows at some places, given as their sum. Compared are the rows that are nearest to its rows.
    fn usual_of(&self, places: &[u32], sum: &[(u32, f64)]) -> f64 {
        let row = |p: u32| self.outside[p as usize].0;
        let members: FxHashSet<u32> = places.iter().map(|&p| row(p)).collect();
        let own: FxHashSet<usize> = members.iter().map(|&i| self.own[i as usize]).collect();
        let mut near: FxHashMap<u32, f64> = FxHashMap::default();
        for &p in places {
            for (j, s) in self.outside(p as usize) {
                if !members.contains(&j) && !own.contains(&self.own[j as usize]) {
                    *near.entry(j).or_default() += s;
                }
            }
        }
        let mut near: Vec<(u32, f64)> = near.into_iter().collect();
        near.sort_unstable_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        near.truncate(self.n_background * 3 / 2);
        let mut alike: Vec<f64> = near.iter().map(|&(j, _)| self.product(sum, j as usize) / places.len() as f64).collect();
        alike.sort_unstable_by(|a, b| b.total_cmp(a));
        (alike.iter().take(self.n_background).sum::<f64>() / self.n_background as f64).max(LEAST)
    }

    /// Product of a sum of scaled rows with the scaled row `i`.
    fn product(&self, sum: &[(u32, f64)], i: usize) -> f64 {
        let (columns, values) = self.rows.x.row(i);
        let mut rest = sum;
        let mut product = 0.0;
        for (c, v) in columns.iter().zip(values) {
            let at = rest.partition_point(|e| e.0 < *c);
            rest = &rest[at..];
            match rest.first() {
                Some(e) if e.0 == *c => product += e.1 * v,
                Some(_) => {}
                None => break,
            }
        }
        product / (self.rows.norms[i] * self.scales[i])
    }
}

/// How much less alike to others a group is than its rows are by themselves.
///
/// A row's background is its mean similarity to the few rows of other groups that are nearest to it, the best of thousands, some of them
/// near by the chance of a word. The mean of a group's rows is near to nobody by chance. So what is usual is measured anew on groups as
/// they grow; `ratio` is that over what is usual for their rows, and the relief of a group of `n` rows is
///
/// `(4 + (n - 1)^2 ratio) / (4 + (n - 1)^2)`.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Relief {
    /// Places of its rows; none where nobody asks for relief.
    places: Vec<u32>,
    /// Sum over rows of what is usual for each.
    usual: f64,
    /// As measured last, and the size then.
    ratio: f64,
    measured: usize,
    large: bool,
}

/// The relief of a group of `n` rows at the ratio measured.
pub(super) fn relief(n: f64, ratio: f64) -> f64 {
    let (half, weight) = (HALF * HALF, (n - 1.0).max(0.0).powi(2));
    (half + weight * ratio) / (half + weight)
}

impl Relief {
    pub(super) fn of_row(place: usize, around: Option<&Surroundings<'_>>) -> Self {
        let none = Self { places: Vec::new(), usual: 0.0, ratio: 1.0, measured: FIRST / 2, large: false };
        let Some(around) = around else { return none };
        let row = around.outside[place].0 as usize;
        Self { places: vec![place as u32], usual: around.usual(place), large: around.large[row], ..none }
    }

    /// The relief of two groups made one, whose scaled rows add up to `sum`.
    pub(super) fn with(self, other: Self, around: Option<&Surroundings<'_>>, sum: &[(u32, f64)]) -> Self {
        let Some(around) = around else { return self };
        let (mut into, from) = if self.measured >= other.measured { (self, other) } else { (other, self) };
        into.places.extend(from.places);
        into.usual += from.usual;
        into.large |= from.large;
        if into.places.len() >= 2 * into.measured {
            let alone = into.usual / into.places.len() as f64;
            into.ratio = (around.usual_of(&into.places, sum) / alone).min(1.0);
            into.measured = into.places.len();
        }
        into
    }

    fn value(&self) -> f64 {
        relief(self.places.len() as f64, self.ratio)
    }

    /// What the similarity of two groups is divided by.
    pub(super) fn and(&self, other: &Self) -> f64 {
        (self.value() * other.value()).sqrt()
    }

    /// What it may come to be divided by.
    pub(super) fn least(&self, other: &Self) -> f64 {
        if self.large && other.large { LEAST_RELIEF } else { self.and(other) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use newsloom_core::Csr;

    #[test]
    fn a_group_is_less_alike_to_others_than_its_rows() {
        assert_eq!((relief(0.0, 0.5), relief(1.0, 0.5), relief(3.0, 0.5)), (1.0, 1.0, 0.75));
        // Rows 0 to 3 share column 0 and each has one more with one of the rows 4 to 7.
        let row = |i: u32| if i < 4 { vec![0, i + 1] } else { vec![i - 3, i + 1] };
        let indices: Vec<u32> = (0..8).flat_map(row).collect();
        let x = Csr::try_new(9, (0..9).map(|i| 2 * i).collect(), indices, vec![1.0; 16]).unwrap();
        let rows = Rows::new(x.view(), None).unwrap();
        let outside: Vec<(u32, Vec<(u32, f64)>)> = (0..8u32).map(|i| (i, vec![((i + 4) % 8, 0.5)])).collect();
        let around = Surroundings {
            rows: &rows,
            scales: &[1.0; 8],
            own: &[0, 0, 0, 0, 1, 1, 1, 1],
            large: &[false; 8],
            outside: &outside,
            n_background: 1,
        };
        let rows_of = |places: &[u32]| places.iter().map(|&p| Relief::of_row(p as usize, Some(&around))).collect::<Vec<_>>();
        let sum = |columns: &[u32], values: &[f64]| columns.iter().copied().zip(values.iter().copied()).collect::<Vec<_>>();
        let root = 0.5f64.sqrt();
        let mut all = rows_of(&[0, 1, 2, 3]).into_iter();
        let pair = all.next().unwrap().with(all.next().unwrap(), Some(&around), &sum(&[0, 1, 2], &[2.0 * root, root, root]));
        assert_eq!(pair.and(&pair), 1.0);
        let other = all.next().unwrap().with(all.next().unwrap(), Some(&around), &sum(&[0, 3, 4], &[2.0 * root, root, root]));
        let four = pair.with(other, Some(&around), &sum(&[0, 1, 2, 3, 4], &[4.0 * root, root, root, root, root]));
        // A row is alike to its one neighbour by 0.5, the mean of four rows to any of theirs by 0.5 / 4.
        assert!((four.ratio - 0.25).abs() < 1e-12);
        assert!((four.and(&four) - (4.0 + 9.0 * 0.25) / 13.0).abs() < 1e-12);
        assert_eq!(four.least(&four), four.and(&four));
    }
}
