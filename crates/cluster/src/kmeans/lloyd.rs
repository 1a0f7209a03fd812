use super::Geometry;
use super::blocks::Blocks;
use super::fixed::FixedSums;
use crate::rows::{Rows, ordered_sum};
use ndarray::Array2;
use newsloom_core::map;
use std::cmp::Reverse;

/// Label of a row that belongs to no cluster.
pub(crate) const NONE: u32 = u32::MAX;

/// Lloyd's algorithm on sparse rows, in one geometry.
pub(crate) struct Lloyd<'a> {
    pub(crate) rows: &'a Rows<'a>,
    pub(crate) geometry: Geometry,
    /// Rows that take part, in the order that settles ties.
    pub(crate) order: &'a [u32],
    pub(crate) max_iter: usize,
    /// Bound on the summed squared shift of centroids at which to stop.
    pub(crate) tol: f64,
}

/// What one run found.
#[derive(Clone, Debug)]
pub(crate) struct Run {
    pub(crate) labels: Vec<u32>,
    pub(crate) centroids: Array2<f64>,
    pub(crate) inertia: f64,
    pub(crate) n_iter: usize,
}

impl Lloyd<'_> {
    /// Runs from the given centroids.
    pub(crate) fn run(&self, init: Array2<f64>) -> Run {
        let k = init.nrows();
        let mut sums = FixedSums::new(k, &self.column_max(), self.rows.max_weight(), self.order.len() + 1);
        let mut centroids = init;
        let mut labels = vec![NONE; self.rows.len()];
        let mut n_iter = 0;
        let mut settled = false;
        while n_iter < self.max_iter && !settled {
            n_iter += 1;
            let new = self.assign(&centroids);
            settled = new == labels;
            for &i in self.order {
                let i = i as usize;
                if new[i] != labels[i] {
                    if labels[i] != NONE {
                        self.shift(&mut sums, labels[i], i, false);
                    }
                    self.shift(&mut sums, new[i], i, true);
                }
            }
            labels = new;
            let moved = self.relocate(&mut sums, &centroids, &labels);
            let next = self.centroids(&sums, &centroids);
            let shift = ordered_sum(0..k, |j| next.row(j).iter().zip(centroids.row(j)).map(|(a, b)| (a - b) * (a - b)).sum());
            for &(i, to) in &moved {
                // The sums follow the labels again before the next step.
                self.shift(&mut sums, to, i, false);
                self.shift(&mut sums, labels[i], i, true);
            }
            centroids = next;
            if !settled && shift <= self.tol {
                labels = self.assign(&centroids);
                break;
            }
            if !settled && n_iter == self.max_iter {
                labels = self.assign(&centroids);
            }
        }
        let inertia = self.inertia(&centroids, &labels);
        Run { labels, centroids, inertia, n_iter }
    }

    /// The factor by which row `i` enters a sum.
    fn factor(&self, i: usize) -> f64 {
        match self.geometry {
            Geometry::Euclidean => self.rows.weight(i),
            Geometry::Cosine => self.rows.weight(i) / self.rows.norms[i],
        }
    }

    fn shift(&self, sums: &mut FixedSums, j: u32, i: usize, add: bool) {
        let (columns, values) = self.rows.x.row(i);
        let (factor, weight) = (self.factor(i), self.rows.weight(i));
        if add {
            sums.add(j as usize, columns, values, factor, weight);
        } else {
            sums.remove(j as usize, columns, values, factor, weight);
        }
    }

    fn column_max(&self) -> Vec<f64> {
        let mut max = vec![0f64; self.rows.x.cols()];
        for &i in self.order {
            let (columns, values) = self.rows.x.row(i as usize);
            let factor = self.factor(i as usize);
            for (&c, v) in columns.iter().zip(values) {
                let m = &mut max[c as usize];
                *m = m.max((v * factor).abs());
            }
        }
        max
    }

    /// The cluster of each row: the largest product less half the squared norm (Euclidean), or the largest product
    /// (cosine); the lower number among equals.
    pub(crate) fn assign(&self, centroids: &Array2<f64>) -> Vec<u32> {
        let blocks = Blocks::new(centroids.view());
        let bias = self.bias(centroids);
        let mut labels = vec![NONE; self.rows.len()];
        let found = map(self.order, |&i| {
            let (columns, values) = self.rows.x.row(i as usize);
            let mut score = vec![0.0; bias.len()];
            blocks.dots(columns, values, &mut score);
            let mut best = (f64::NEG_INFINITY, 0);
            for (j, (s, b)) in score.iter().zip(&bias).enumerate() {
                if s - b > best.0 {
                    best = (s - b, j as u32);
                }
            }
            best.1
        });
        self.order.iter().zip(found).for_each(|(&i, j)| labels[i as usize] = j);
        labels
    }

    fn bias(&self, centroids: &Array2<f64>) -> Vec<f64> {
        let half = |c: ndarray::ArrayView1<'_, f64>| 0.5 * c.iter().map(|v| v * v).sum::<f64>();
        centroids.rows().into_iter().map(|c| if self.geometry == Geometry::Cosine { 0.0 } else { half(c) }).collect()
    }

    /// Distance of row `i` to centroid `j`.
    pub(crate) fn distance(&self, centroids: &Array2<f64>, i: usize, j: u32) -> f64 {
        let (columns, values) = self.rows.x.row(i);
        let row = centroids.row(j as usize);
        let dot: f64 = columns.iter().zip(values).map(|(&c, v)| v * row[c as usize]).sum();
        match self.geometry {
            Geometry::Cosine => (1.0 - dot / self.rows.norms[i]).max(0.0),
            Geometry::Euclidean => {
                let squared: f64 = row.iter().map(|v| v * v).sum();
                (self.rows.norms[i] * self.rows.norms[i] - 2.0 * dot + squared).max(0.0)
            }
        }
    }

    /// Gives each empty cluster the row that is farthest from its own centroid; returns which rows went where.
    fn relocate(&self, sums: &mut FixedSums, centroids: &Array2<f64>, labels: &[u32]) -> Vec<(usize, u32)> {
        let empty: Vec<u32> = (0..centroids.nrows() as u32).filter(|&j| sums.is_empty(j as usize)).collect();
        if empty.is_empty() {
            return Vec::new();
        }
        let distances = map(self.order, |&i| self.distance(centroids, i as usize, labels[i as usize]));
        if distances.iter().all(|&d| d == 0.0) {
            return Vec::new();
        }
        let mut far: Vec<usize> = (0..self.order.len()).collect();
        far.sort_by(|&a, &b| distances[b].total_cmp(&distances[a]).then(a.cmp(&b)));
        let moved: Vec<(usize, u32)> = far.iter().map(|&p| self.order[p] as usize).zip(empty).collect();
        for &(i, to) in &moved {
            self.shift(sums, labels[i], i, false);
            self.shift(sums, to, i, true);
        }
        moved
    }

    /// Centroids from sums; an empty cluster takes the place of the heaviest one.
    fn centroids(&self, sums: &FixedSums, old: &Array2<f64>) -> Array2<f64> {
        let mut new = old.clone();
        let ids: Vec<usize> = (0..old.nrows()).collect();
        let heaviest = ids.iter().copied().max_by(|&a, &b| sums.weight(a).total_cmp(&sums.weight(b)).then(b.cmp(&a))).unwrap_or(0);
        let rows = map(&ids, |&j| {
            let from = if sums.is_empty(j) { heaviest } else { j };
            let mut row = vec![0.0; old.ncols()];
            sums.sum_into(from, &mut row);
            let divisor = match self.geometry {
                Geometry::Euclidean => sums.weight(from),
                Geometry::Cosine => row.iter().map(|v| v * v).sum::<f64>().sqrt(),
            };
            (divisor > 0.0).then(|| {
                row.iter_mut().for_each(|v| *v /= divisor);
                row
            })
        });
        for (mut to, row) in new.rows_mut().into_iter().zip(rows) {
            if let Some(row) = row {
                to.iter_mut().zip(row).for_each(|(t, v)| *t = v);
            }
        }
        new
    }

    pub(crate) fn inertia(&self, centroids: &Array2<f64>, labels: &[u32]) -> f64 {
        let squared: Vec<f64> = centroids.rows().into_iter().map(|c| c.iter().map(|v| v * v).sum()).collect();
        ordered_sum(0..self.order.len(), |p| {
            let i = self.order[p] as usize;
            let j = labels[i] as usize;
            let (columns, values) = self.rows.x.row(i);
            let row = centroids.row(j);
            let dot: f64 = columns.iter().zip(values).map(|(&c, v)| v * row[c as usize]).sum();
            let norm = self.rows.norms[i];
            let distance = match self.geometry {
                Geometry::Cosine => 1.0 - dot / norm,
                Geometry::Euclidean => norm * norm - 2.0 * dot + squared[j],
            };
            self.rows.weight(i) * distance.max(0.0)
        })
    }
}

/// Numbers clusters by size, largest first, then by their first row in `order`; returns the new number of each.
pub(crate) fn canonical_numbers(clusters: usize, order: &[u32], labels: &[u32]) -> Vec<u32> {
    let mut size = vec![0usize; clusters];
    let mut first = vec![usize::MAX; clusters];
    for (p, &i) in order.iter().enumerate() {
        let j = labels[i as usize] as usize;
        size[j] += 1;
        first[j] = first[j].min(p);
    }
    let mut ranked: Vec<usize> = (0..clusters).collect();
    ranked.sort_by_key(|&j| (Reverse(size[j]), first[j], j));
    let mut number = vec![0; clusters];
    ranked.iter().enumerate().for_each(|(new, &old)| number[old] = new as u32);
    number
}

/// Mean over columns of the variance of the values as clustered (unit rows for [`Geometry::Cosine`]), as
/// scikit-learn's tolerance has it: weights do not count.
pub(crate) fn mean_variance(rows: &Rows<'_>, geometry: Geometry, order: &[u32]) -> f64 {
    let (n, cols) = (order.len() as f64, rows.x.cols());
    let mut sum = vec![0.0; cols];
    let mut squares = vec![0.0; cols];
    for &i in order {
        let (columns, values) = rows.x.row(i as usize);
        let norm = if geometry == Geometry::Cosine { rows.norms[i as usize] } else { 1.0 };
        for (&c, v) in columns.iter().zip(values) {
            let v = v / norm;
            sum[c as usize] += v;
            squares[c as usize] += v * v;
        }
    }
    let variance = |(s, q): (&f64, &f64)| (q / n - (s / n) * (s / n)).max(0.0);
    sum.iter().zip(&squares).map(variance).sum::<f64>() / cols.max(1) as f64
}
