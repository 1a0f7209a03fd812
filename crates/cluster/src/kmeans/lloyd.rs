use super::Geometry;
use super::bounds::BoundedAssign;
use super::centroid::Move;
use super::fixed::FixedSums;
use super::kernel::Kernel;
use super::moves::Shift;
use super::points::Points;
use crate::rows::ordered_sum;
use crate::vectorized;
use ndarray::Array2;
use newsloom_core::map;
use rayon::prelude::*;
use std::cmp::Reverse;

/// Label of a row that belongs to no cluster.
pub(crate) const NONE: u32 = u32::MAX;

/// Lloyd's algorithm in one geometry.
pub(crate) struct Lloyd<'a, P> {
    pub(crate) points: &'a P,
    pub(crate) geometry: Geometry,
    /// Rows that take part, in the order that settles ties.
    pub(crate) order: &'a [u32],
    max_iter: usize,
    /// Bound on the summed squared shift of centroids at which to stop.
    tol: f64,
    /// Largest absolute value of each column as it enters a sum.
    column_max: Vec<f64>,
}

/// What one run found.
#[derive(Clone, Debug)]
pub(crate) struct Run {
    pub(crate) labels: Vec<u32>,
    pub(crate) centroids: Array2<f64>,
    pub(crate) inertia: f64,
    pub(crate) n_iter: usize,
}

impl<'a, P: Points> Lloyd<'a, P> {
    /// Runs of at most `max_iter` iterations, which end when the squared shifts of the centroids sum to no more than `tol` times
    /// the mean over columns of the variance of the values as clustered (as scikit-learn has it: weights do not count).
    pub(crate) fn new(points: &'a P, geometry: Geometry, order: &'a [u32], max_iter: usize, tol: f64) -> Self {
        let divisor = |i: usize| if geometry == Geometry::Cosine { points.norm(i) } else { 1.0 };
        let plain = column_extents(points, order, |i| 1.0 / divisor(i));
        let tol = if tol == 0.0 { 0.0 } else { tol * mean_variance(points, order, &plain, divisor) };
        let weighted = order.iter().any(|&i| points.weight(i as usize) != 1.0);
        let factor = |i: usize| points.weight(i) / divisor(i);
        let extents = if weighted { column_extents(points, order, factor) } else { plain };
        let column_max = extents.iter().map(|e| e.max).collect();
        Self { points, geometry, order, max_iter, tol, column_max }
    }

    /// Assignment alone: [`Lloyd::run`] then moves no centroid.
    pub(crate) fn still(points: &'a P, geometry: Geometry, order: &'a [u32]) -> Self {
        Self { points, geometry, order, max_iter: 0, tol: 0.0, column_max: Vec::new() }
    }

    /// Runs from the given centroids.
    pub(crate) fn run(&self, init: Array2<f64>, assign: &mut BoundedAssign<'_, impl Kernel<Rows = P>>) -> Run {
        let k = init.nrows();
        let mut sums = self.empty_sums(k);
        let mut centroids = init;
        let mut squared = squared_norms(&centroids);
        let mut labels = vec![NONE; self.points.len()];
        let mut new = labels.clone();
        let mut shift: Option<Vec<Shift>> = None;
        let mut relocated = Vec::new();
        let mut n_iter = 0;
        loop {
            assign.assign(&centroids, &squared, self.geometry, shift.as_deref(), &mut new);
            let settled = new == labels;
            if n_iter == self.max_iter || shift.as_ref().is_some_and(|s| total(s) <= self.tol) {
                break;
            }
            n_iter += 1;
            let mut changed = self.follow(&mut sums, &labels, &new, &relocated, k);
            labels.copy_from_slice(&new);
            relocated = self.relocate(&mut sums, &centroids, &labels);
            for &(i, to) in &relocated {
                changed[to as usize] = true;
                changed[labels[i] as usize] = true;
            }
            shift = Some(self.update(&sums, &mut centroids, &mut squared, &changed));
            if settled {
                break;
            }
        }
        let inertia = self.inertia(&centroids, &new);
        Run { labels: new, centroids, inertia, n_iter }
    }

    fn empty_sums(&self, clusters: usize) -> FixedSums {
        let max_weight = self.order.iter().map(|&i| self.points.weight(i as usize)).fold(0.0, f64::max);
        FixedSums::new(clusters, &self.column_max, max_weight, self.order.len() + 1)
    }

    /// The factor by which row `i` enters a sum.
    fn factor(&self, i: usize) -> f64 {
        match self.geometry {
            Geometry::Euclidean => self.points.weight(i),
            Geometry::Cosine => self.points.weight(i) / self.points.norm(i),
        }
    }

    /// Brings the sums from one labelling to the next; says which clusters changed.
    fn follow(&self, sums: &mut FixedSums, old: &[u32], new: &[u32], relocated: &[(usize, u32)], clusters: usize) -> Vec<bool> {
        let mut moves: Vec<Vec<(u32, i64)>> = vec![Vec::new(); clusters];
        for &(i, to) in relocated {
            // A relocated row counted for `to`, whatever its label said.
            moves[to as usize].push((i as u32, -1));
            moves[old[i] as usize].push((i as u32, 1));
        }
        for &i in self.order {
            let (from, to) = (old[i as usize], new[i as usize]);
            if from != to {
                if from != NONE {
                    moves[from as usize].push((i, -1));
                }
                moves[to as usize].push((i, 1));
            }
        }
        sums.add_all(&moves, self.points, |i| self.factor(i));
        moves.iter().map(|m| !m.is_empty()).collect()
    }

    fn distance(&self, i: usize, centroid: &[f64], squared: f64) -> f64 {
        match self.geometry {
            Geometry::Cosine => {
                let distance = 1.0 - self.points.dot(i, centroid) / self.points.norm(i);
                if distance <= 1e-14 { 0.0 } else { distance }
            }
            Geometry::Euclidean => self.points.squared_distance(i, centroid, squared),
        }
    }

    /// Distance of each row in `order` to the centroid of its cluster.
    pub(crate) fn distances(&self, centroids: &Array2<f64>, labels: &[u32]) -> Vec<f64> {
        let squared = squared_norms(centroids);
        let flat = centroids.as_slice().unwrap_or_default();
        let cols = centroids.ncols();
        map(self.order, |&i| {
            let j = labels[i as usize] as usize;
            self.distance(i as usize, &flat[j * cols..(j + 1) * cols], squared[j])
        })
    }

    /// Gives each empty cluster the row that is farthest from its own centroid; returns which rows went where.
    fn relocate(&self, sums: &mut FixedSums, centroids: &Array2<f64>, labels: &[u32]) -> Vec<(usize, u32)> {
        let empty: Vec<u32> = (0..centroids.nrows() as u32).filter(|&j| sums.is_empty(j as usize)).collect();
        if empty.is_empty() {
            return Vec::new();
        }
        let distances = self.distances(centroids, labels);
        if distances.iter().all(|&d| d == 0.0) {
            return Vec::new();
        }
        let mut far: Vec<usize> = (0..self.order.len()).collect();
        far.sort_by(|&a, &b| distances[b].total_cmp(&distances[a]).then(a.cmp(&b)));
        let moved: Vec<(usize, u32)> = far.iter().map(|&p| self.order[p] as usize).zip(empty).collect();
        for &(i, to) in &moved {
            sums.add(labels[i] as usize, self.points, i, self.factor(i), -1);
            sums.add(to as usize, self.points, i, self.factor(i), 1);
        }
        moved
    }

    /// Moves the centroids of changed clusters to where the sums say, and empty ones to the heaviest; returns how far.
    fn update(&self, sums: &FixedSums, centroids: &mut Array2<f64>, squared: &mut [f64], changed: &[bool]) -> Vec<Shift> {
        let (k, cols) = centroids.dim();
        let heaviest = (0..k).max_by(|&a, &b| sums.weight(a).total_cmp(&sums.weight(b)).then(b.cmp(&a))).unwrap_or(0);
        let Some(flat) = centroids.as_slice_mut() else {
            return vec![Shift { up: f64::INFINITY, down: f64::INFINITY }; k];
        };
        let mut shift = vec![Shift::default(); k];
        let moved = flat.par_chunks_mut(cols.max(1)).zip(&mut shift).zip(squared).enumerate();
        moved.for_each(|(j, ((centroid, shift), squared))| {
            let empty = sums.is_empty(j);
            if !changed[j] && !empty {
                return;
            }
            let from = if empty { heaviest } else { j };
            let divisor = match self.geometry {
                Geometry::Euclidean => sums.weight(from),
                Geometry::Cosine => sums.sum(from).map(|v| v * v).sum::<f64>().sqrt(),
            };
            if divisor > 0.0 {
                (*shift, *squared) = vectorized(Move { centroid, sums: sums.of(from), unit: sums.unit(), factor: 1.0 / divisor });
            }
        });
        shift
    }

    pub(crate) fn inertia(&self, centroids: &Array2<f64>, labels: &[u32]) -> f64 {
        let distances = self.distances(centroids, labels);
        ordered_sum(0..distances.len(), |p| self.points.weight(self.order[p] as usize) * distances[p])
    }
}

fn squared_norms(centroids: &Array2<f64>) -> Vec<f64> {
    let ids: Vec<usize> = (0..centroids.nrows()).collect();
    map(&ids, |&j| centroids.row(j).iter().map(|v| v * v).sum::<f64>())
}

fn total(shift: &[Shift]) -> f64 {
    shift.iter().map(|s| s.squared()).sum()
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

/// Mean over columns of the variance of the rows, each divided by its `divisor`; `columns` are theirs.
fn mean_variance(points: &impl Points, order: &[u32], columns: &[ColumnExtent], divisor: impl Fn(usize) -> f64 + Sync) -> f64 {
    let n = order.len() as f64;
    let squares = ordered_sum(0..order.len(), |p| {
        let of = points.norm(order[p] as usize) / divisor(order[p] as usize);
        of * of
    });
    let mean: f64 = columns.iter().map(|c| (c.sum / n) * (c.sum / n)).sum();
    (squares / n - mean).max(0.0) / points.cols().max(1) as f64
}

/// Sum and largest absolute value of a column.
#[derive(Clone, Copy, Default)]
struct ColumnExtent {
    sum: f64,
    max: f64,
}

/// Sums and extremes of `factor` times each row, column by column; in at most eight parts, whatever the number of threads.
fn column_extents<P: Points>(points: &P, order: &[u32], factor: impl Fn(usize) -> f64 + Sync) -> Vec<ColumnExtent> {
    let parts = order.len().div_ceil(1024).clamp(1, 8);
    newsloom_core::fold(
        order,
        order.len().div_ceil(parts),
        || vec![ColumnExtent::default(); points.cols()],
        |columns, &i| {
            let factor = factor(i as usize);
            points.for_each(i as usize, |c, v| {
                let (v, column) = (v * factor, &mut columns[c]);
                column.sum += v;
                column.max = column.max.max(v.abs());
            });
        },
        |columns, other| {
            for (column, other) in columns.iter_mut().zip(other) {
                column.sum += other.sum;
                column.max = column.max.max(other.max);
            }
        },
    )
}
