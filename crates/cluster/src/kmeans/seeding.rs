use super::Geometry;
use super::blocks::LANES;
use super::points::Points;
use crate::rows::Columns;
use newsloom_core::{map, threads};

/// Trials per centroid: `2 + ln k`, as Arthur and Vassilvitskii tried and scikit-learn does.
pub(crate) fn local_trials(clusters: usize) -> usize {
    2 + (clusters as f64).ln() as usize
}

/// Greedy k-means++ (Arthur and Vassilvitskii 2007): rows far from the chosen ones are drawn more often, and of
/// several draws the one that lowers the potential most is taken.
///
/// What depends on the rows alone is made once for all starts.
pub(crate) struct Seeding<'a, P> {
    points: &'a P,
    geometry: Geometry,
    /// Rows that may be drawn.
    order: &'a [u32],
    weights: Vec<f64>,
    /// Parts of `order`, so that threads share the work; their number shows nowhere.
    parts: Vec<Part<'a>>,
}

/// Some of the rows that may be drawn, and their columns where those help.
struct Part<'a> {
    order: &'a [u32],
    columns: Option<Columns>,
}

impl<'a, P: Points> Seeding<'a, P> {
    pub(crate) fn new(points: &'a P, geometry: Geometry, order: &'a [u32]) -> Self {
        let weights = order.iter().map(|&i| points.weight(i as usize)).collect();
        let shares: Vec<&[u32]> = order.chunks(order.len().div_ceil(threads::current()).max(1)).collect();
        let parts = map(&shares, |&order| Part { order, columns: points.columns(order) });
        Self { points, geometry, order, weights, parts }
    }

    /// Draws `clusters` rows, as positions in `order`. `uniform` gives numbers in [0, 1): one for the first row and `trials`
    /// for each further one.
    pub(crate) fn draw(&self, clusters: usize, trials: usize, mut uniform: impl FnMut() -> f64) -> Vec<usize> {
        let n = self.order.len();
        let total = cumulate(self.weights.iter().copied());
        let goal = uniform() * total.last().copied().unwrap_or(0.0);
        let first = total.partition_point(|&c| c <= goal).min(n - 1);
        let mut chosen = vec![first];
        let mut nearest = self.distances(&[first]).remove(0);
        while chosen.len() < clusters {
            let cumulated = cumulate(self.weights.iter().zip(&nearest).map(|(w, d)| w * d));
            let potential = cumulated.last().copied().unwrap_or(0.0);
            let candidates: Vec<usize> = (0..trials)
                .map(|_| {
                    let goal = uniform() * potential;
                    cumulated.partition_point(|&c| c < goal).min(n - 1)
                })
                .collect();
            let mut best: Option<(f64, usize, Vec<f64>)> = None;
            for (candidate, mut distance) in candidates.iter().zip(self.distances(&candidates)) {
                let mut sum = 0.0;
                for ((d, &near), w) in distance.iter_mut().zip(&nearest).zip(&self.weights) {
                    *d = d.min(near);
                    sum += *d * w;
                }
                if best.as_ref().is_none_or(|(least, ..)| sum < *least) {
                    best = Some((sum, *candidate, distance));
                }
            }
            if let Some((_, candidate, distance)) = best {
                chosen.push(candidate);
                nearest = distance;
            }
        }
        chosen
    }

    /// Squared Euclidean distance, or one minus cosine, of all rows to each candidate.
    fn distances(&self, candidates: &[usize]) -> Vec<Vec<f64>> {
        let of_parts = map(&self.parts, |part| self.distances_of(part, candidates));
        let join = |l: usize| of_parts.iter().flat_map(|part| &part[l]).copied().collect();
        let mut all: Vec<Vec<f64>> = (0..candidates.len()).map(join).collect();
        all.iter_mut().zip(candidates).for_each(|(distances, &p)| distances[p] = 0.0);
        all
    }

    fn distances_of(&self, part: &Part<'_>, candidates: &[usize]) -> Vec<Vec<f64>> {
        let mut all = match &part.columns {
            Some(columns) => candidates.iter().map(|&p| self.products_by_column(columns, part.order.len(), p)).collect(),
            None => candidates.chunks(LANES).flat_map(|lanes| self.products_by_row(part.order, lanes)).collect::<Vec<_>>(),
        };
        for (products, &p) in all.iter_mut().zip(candidates) {
            let m = self.points.norm(self.order[p] as usize);
            for (s, &i) in products.iter_mut().zip(part.order) {
                let norm = self.points.norm(i as usize);
                *s = match self.geometry {
                    Geometry::Cosine => (1.0 - *s / (m * norm)).max(0.0),
                    Geometry::Euclidean => (m * m + norm * norm - 2.0 * *s).max(0.0),
                };
            }
        }
        all
    }

    /// Products of `len` rows with one: only rows that share a column with it are visited.
    fn products_by_column(&self, columns: &Columns, len: usize, candidate: usize) -> Vec<f64> {
        let mut sums = vec![0.0; len];
        self.points.for_each(self.order[candidate] as usize, |c, v| {
            let (rows, values) = columns.of(c);
            rows.iter().zip(values).for_each(|(&p, w)| sums[p as usize] += v * w);
        });
        sums
    }

    /// Products of some rows with a few candidates, in one pass over the rows.
    fn products_by_row(&self, order: &[u32], candidates: &[usize]) -> Vec<Vec<f64>> {
        let mut dense = vec![[0.0; LANES]; self.points.cols()];
        for (l, &p) in candidates.iter().enumerate() {
            self.points.for_each(self.order[p] as usize, |c, v| dense[c][l] = v);
        }
        let products = map(order, |&i| {
            let mut sum = [0.0; LANES];
            self.points.for_each(i as usize, |c, v| sum.iter_mut().zip(&dense[c]).for_each(|(s, w)| *s += v * w));
            sum
        });
        (0..candidates.len()).map(|l| products.iter().map(|p| p[l]).collect()).collect()
    }
}

fn cumulate(values: impl Iterator<Item = f64>) -> Vec<f64> {
    values
        .scan(0.0, |s, v| {
            *s += v;
            Some(*s)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kmeans::points::Centred;
    use crate::rows::{Rows, sparse};
    use ndarray::Array2;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn products_by_column_are_those_by_row(v in prop::collection::vec(prop_oneof![Just(0.0), -1.0f64..1.0], 120)) {
            let csr = sparse(&Array2::from_shape_vec((12, 10), v).unwrap()).unwrap();
            let rows = Rows::new(csr.view(), None).unwrap();
            let order: Vec<u32> = (0..12).rev().collect();
            let seeding = Seeding::new(&rows, Geometry::Euclidean, &order);
            for part in &seeding.parts {
                let by_row = seeding.products_by_row(part.order, &[3, 0, 11]);
                for (p, list) in [3, 0, 11].into_iter().zip(by_row) {
                    let columns = part.columns.as_ref().unwrap();
                    prop_assert_eq!(seeding.products_by_column(columns, part.order.len(), p), list);
                }
            }
            let alone = threads::install(1, || Seeding::new(&rows, Geometry::Euclidean, &order).distances(&[3, 0, 11]));
            let shared = threads::install(5, || Seeding::new(&rows, Geometry::Euclidean, &order).distances(&[3, 0, 11]));
            prop_assert_eq!(alone.unwrap(), shared.unwrap());
        }
    }

    #[test]
    fn a_row_far_from_all_is_chosen() {
        let x = Array2::from_shape_fn((9, 2), |(i, _)| if i == 4 { 100.0 } else { i as f64 / 10.0 });
        let points = Centred::new(x.view(), None).unwrap();
        let order: Vec<u32> = (0..9).collect();
        let mut uniform = [0.0, 0.5, 0.9].into_iter();
        let chosen = Seeding::new(&points, Geometry::Euclidean, &order).draw(2, 2, || uniform.next().unwrap());
        assert_eq!(chosen, [0, 4]);
    }
}
