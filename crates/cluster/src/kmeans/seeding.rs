use super::Geometry;
use super::blocks::LANES;
use super::points::Points;
use newsloom_core::map;

/// Trials per centroid: `2 + ln k`, as Arthur and Vassilvitskii tried and scikit-learn does.
pub(crate) fn local_trials(clusters: usize) -> usize {
    2 + (clusters as f64).ln() as usize
}

/// Greedy k-means++ (Arthur and Vassilvitskii 2007): rows far from the chosen ones are drawn more often, and of
/// several draws the one that lowers the potential most is taken.
///
/// `order` lists the rows that may be drawn, `uniform` gives numbers in [0, 1): one for the first centroid and
/// `local_trials` for each further one. Returns positions in `order`.
pub(crate) fn greedy_kmeans_plusplus(
    points: &impl Points,
    geometry: Geometry,
    order: &[u32],
    clusters: usize,
    trials: usize,
    mut uniform: impl FnMut() -> f64,
) -> Vec<usize> {
    let n = order.len();
    let weights: Vec<f64> = order.iter().map(|&i| points.weight(i as usize)).collect();
    let mut distances = Distances::new(points, geometry, order);
    let total = cumulate(weights.iter().copied());
    let goal = uniform() * total.last().copied().unwrap_or(0.0);
    let first = total.partition_point(|&c| c <= goal).min(n - 1);
    let mut chosen = vec![first];
    let mut nearest = distances.to(&[first]).remove(0);
    while chosen.len() < clusters {
        let cumulated = cumulate(weights.iter().zip(&nearest).map(|(w, d)| w * d));
        let potential = cumulated.last().copied().unwrap_or(0.0);
        let candidates: Vec<usize> = (0..trials)
            .map(|_| {
                let goal = uniform() * potential;
                cumulated.partition_point(|&c| c < goal).min(n - 1)
            })
            .collect();
        let mut best: Option<(f64, usize, Vec<f64>)> = None;
        for (candidate, mut distance) in candidates.iter().zip(distances.to(&candidates)) {
            let mut sum = 0.0;
            for ((d, &near), w) in distance.iter_mut().zip(&nearest).zip(&weights) {
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

fn cumulate(values: impl Iterator<Item = f64>) -> Vec<f64> {
    values
        .scan(0.0, |s, v| {
            *s += v;
            Some(*s)
        })
        .collect()
}

/// Distances of all rows to a few of them.
struct Distances<'a, P> {
    points: &'a P,
    geometry: Geometry,
    order: &'a [u32],
    dense: Vec<[f64; LANES]>,
}

impl<'a, P: Points> Distances<'a, P> {
    fn new(points: &'a P, geometry: Geometry, order: &'a [u32]) -> Self {
        Self { points, geometry, order, dense: vec![[0.0; LANES]; points.cols()] }
    }

    /// One list per candidate, in the order of rows: squared Euclidean distance, or one minus cosine.
    fn to(&mut self, candidates: &[usize]) -> Vec<Vec<f64>> {
        let mut all = Vec::with_capacity(candidates.len());
        for lanes in candidates.chunks(LANES) {
            for (l, &p) in lanes.iter().enumerate() {
                self.points.for_each(self.order[p] as usize, |c, v| self.dense[c][l] += v);
            }
            let norm = |i: u32| self.points.norm(i as usize);
            let norms: Vec<f64> = lanes.iter().map(|&p| norm(self.order[p])).collect();
            let dots = map(self.order, |&i| {
                let mut sum = [0.0; LANES];
                self.points.for_each(i as usize, |c, v| sum.iter_mut().zip(&self.dense[c]).for_each(|(s, w)| *s += v * w));
                for (s, &m) in sum.iter_mut().zip(&norms) {
                    *s = match self.geometry {
                        Geometry::Cosine => (1.0 - *s / (m * norm(i))).max(0.0),
                        Geometry::Euclidean => (m * m + norm(i) * norm(i) - 2.0 * *s).max(0.0),
                    };
                }
                sum
            });
            for (l, &p) in lanes.iter().enumerate() {
                let mut own: Vec<f64> = dots.iter().map(|d| d[l]).collect();
                own[p] = 0.0;
                all.push(own);
                self.points.for_each(self.order[p] as usize, |c, _| self.dense[c][l] = 0.0);
            }
        }
        all
    }
}
