use super::Geometry;
use super::kernel::Kernel;
use super::moves::{Loosen, Moves, RowState, Shift, WIDE, loses};
use super::points::Points;
use crate::vectorized;
use ndarray::Array2;
use newsloom_core::map;
use rayon::prelude::*;

/// Rows that one task works on; their results do not depend on it.
const TASK: usize = 512;

/// Stands for "can't win" in the place of the own cluster; far below any score, yet finite.
const OWN: f32 = -1e30;

/// Finds the cluster of every row, time and again while centroids move.
///
/// The cluster is that of the largest score, the lower number among equals; the score of row `i` and cluster `j` is their
/// product, summed in the order of the row's values in double precision, less `bias[j]`.
///
/// Per row there is a lower bound on the score of its own cluster and an upper bound on that of each other one (as in
/// Elkan 2003). When a centroid moves, a product rises by no more than the norm of what its values rose by times the norm of
/// the row (Cauchy and Schwarz; negative values of a row by what fell, see [`Moves`]): tighter than the whole distance, which for
/// unit rows is as tight as the bound on angles of Schubert, Lang and Feher 2021 to first order, and tighter than the triangle
/// inequality on distances. Only where bounds cross are products computed again, in single precision with a
/// bound on their rounding; what that leaves open is settled in double precision. So labels are exact, and are the same
/// on every machine although a fast product of matrices is not.
pub(crate) struct BoundedAssign<'a, K> {
    kernel: K,
    order: &'a [u32],
    states: Vec<RowState>,
    /// Upper bounds, as many per row as there are clusters, rounded up to whole blocks.
    upper: Vec<f32>,
    bias: Vec<f64>,
    /// Largest norm of a centroid and largest bias, in units of scaled values.
    largest: f32,
    largest_bias: f32,
}

impl<'a, K: Kernel> BoundedAssign<'a, K> {
    /// Assignment of the rows in `order`.
    pub(crate) fn new(kernel: K, order: &'a [u32]) -> Self {
        let scaled = |norm: f64| (norm * kernel.unit() * (1.0 + 1e-6)) as f32;
        let state = |&i: &u32| {
            let i = i as usize;
            let norm = kernel.rows().norm(i);
            let (plus, minus) = if kernel.negative() { norms_by_sign(kernel.rows(), i) } else { (norm, 0.0) };
            let spread = (kernel.terms(i) as f32 + 8.0) * scaled(norm);
            RowState { plus: scaled(plus), minus: scaled(minus), spread, ..RowState::default() }
        };
        let states = map(order, state);
        Self { kernel, order, states, upper: Vec::new(), bias: Vec::new(), largest: 0.0, largest_bias: 0.0 }
    }

    /// Writes the label of every row that takes part. `squared` are the squared norms of the centroids, half of which is
    /// their bias in Euclidean geometry; `shift[j]` is how far centroid `j` moved since the last call, `None` on the first.
    pub(crate) fn assign(
        &mut self,
        centroids: &Array2<f64>,
        squared: &[f64],
        geometry: Geometry,
        shift: Option<&[Shift]>,
        labels: &mut [u32],
    ) {
        let bias: Vec<f64> = squared.iter().map(|s| if geometry == Geometry::Euclidean { 0.5 * s } else { 0.0 }).collect();
        let k = centroids.nrows();
        let width = self.kernel.width(k);
        let lanes = k.next_multiple_of(WIDE);
        let unit = self.kernel.unit();
        self.kernel.load(centroids, shift);
        let norm = squared.iter().copied().fold(0.0, f64::max).sqrt();
        self.largest = (norm * unit * (1.0 + 1e-6)) as f32;
        let bias_units: Vec<f64> = bias.iter().map(|b| b * unit * unit).collect();
        self.largest_bias = bias_units.iter().fold(0f64, |m, b| m.max(b.abs())) as f32;
        let old_bias = std::mem::replace(&mut self.bias, bias_units);
        let moves = Moves::new(lanes, unit, shift.unwrap_or_default(), &old_bias, &self.bias);
        if shift.is_none() {
            self.upper = vec![OWN; self.order.len() * lanes];
        }
        let mut states = std::mem::take(&mut self.states);
        let mut upper = std::mem::take(&mut self.upper);
        let mut own: Vec<u32> = self.order.iter().map(|&i| labels[i as usize]).collect();
        let task = Task { assign: self, centroids, bias: &bias, moves: &moves, lanes, width, k, first: shift.is_none() };
        let work = states.par_chunks_mut(TASK).zip(upper.par_chunks_mut(TASK * lanes)).zip(own.par_chunks_mut(TASK));
        work.zip(self.order.par_chunks(TASK)).for_each(|(((states, upper), own), order)| task.run(order, states, upper, own));
        self.states = states;
        self.upper = upper;
        self.order.iter().zip(own).for_each(|(&i, j)| labels[i as usize] = j);
    }
}

/// Norms of the positive and of the negative values of a row.
fn norms_by_sign(points: &impl Points, i: usize) -> (f64, f64) {
    let (mut plus, mut minus) = (0.0, 0.0);
    points.for_each(i, |_, v| *if v > 0.0 { &mut plus } else { &mut minus } += v * v);
    (f64::sqrt(plus), f64::sqrt(minus))
}

struct Task<'t, 'a, K> {
    assign: &'t BoundedAssign<'a, K>,
    centroids: &'t Array2<f64>,
    bias: &'t [f64],
    moves: &'t Moves,
    lanes: usize,
    /// Clusters per block.
    width: usize,
    k: usize,
    first: bool,
}

impl<K: Kernel> Task<'_, '_, K> {
    fn run(&self, order: &[u32], states: &mut [RowState], upper: &mut [f32], own: &mut [u32]) {
        // Rows to be computed per block; a row's own block comes first, which tightens its lower bound.
        let mut todo: Vec<Vec<u32>> = vec![Vec::new(); self.k.div_ceil(self.width)];
        for state in &mut *states {
            state.error = self.error(state.spread);
        }
        if self.first {
            todo.iter_mut().for_each(|t| t.extend(0..order.len() as u32));
        } else {
            let crossed = vectorized(Loosen { moves: self.moves, states, upper, own });
            for (r, _) in crossed.iter().enumerate().filter(|(_, crossed)| **crossed) {
                todo[own[r] as usize / self.width].push(r as u32);
            }
        }
        let mut open = vec![false; order.len()];
        self.compute(&todo, order, states, upper, own, &mut open);
        if !self.first {
            todo.iter_mut().for_each(Vec::clear);
            for (r, (state, upper)) in states.iter().zip(upper.chunks(self.lanes)).enumerate().filter(|(r, _)| open[*r]) {
                let home = own[r] as usize / self.width;
                for (b, bounds) in upper.chunks(self.width).enumerate().filter(|(b, _)| *b != home) {
                    if bounds.iter().any(|u| !loses(*u, state.lower)) {
                        todo[b].push(r as u32);
                    }
                }
            }
            self.compute(&todo, order, states, upper, own, &mut open);
        }
        for r in (0..order.len()).filter(|&r| open[r]) {
            self.decide(order[r] as usize, &mut states[r], &mut upper[r * self.lanes..(r + 1) * self.lanes], &mut own[r]);
        }
    }

    /// Bound on the error of a score in single precision: one rounding per value, product and sum, and those of the bias.
    fn error(&self, spread: f32) -> f32 {
        (spread * self.assign.largest + 8.0 * self.assign.largest_bias) * 6.1e-8 + 1e-35
    }

    /// Computes rows with blocks and tightens their bounds.
    fn compute(&self, todo: &[Vec<u32>], order: &[u32], states: &mut [RowState], upper: &mut [f32], own: &[u32], open: &mut [bool]) {
        let width = self.width;
        let (mut ids, mut products) = (Vec::new(), Vec::new());
        for (b, rows) in todo.iter().enumerate().filter(|(_, rows)| !rows.is_empty()) {
            ids.clear();
            ids.extend(rows.iter().map(|&r| order[r as usize]));
            self.assign.kernel.products(b, &ids, &mut products);
            let real = b * width..((b + 1) * width).min(self.k);
            for (&r, products) in rows.iter().zip(products.chunks(width)) {
                let r = r as usize;
                let bounds = &mut upper[r * self.lanes..(r + 1) * self.lanes];
                for ((u, s), bias) in bounds[real.clone()].iter_mut().zip(products).zip(&self.assign.bias[real.clone()]) {
                    *u = s - *bias as f32 + states[r].error;
                }
                let a = own[r] as usize;
                if !self.first && real.contains(&a) {
                    states[r].lower = bounds[a] - 2.5 * states[r].error;
                    bounds[a] = OWN;
                }
                open[r] = true;
            }
        }
    }

    /// Chooses the cluster of a row whose bounds crossed.
    fn decide(&self, i: usize, state: &mut RowState, upper: &mut [f32], own: &mut u32) {
        // An upper bound may be loose where its block was not computed; it is then below the own score, and can't matter.
        let best = upper.iter().fold(OWN, |m, &u| m.max(u));
        let mut floor = best - 2.5 * state.error;
        if !self.first {
            floor = floor.max(state.lower);
        }
        let is_own = |j: usize| !self.first && j == *own as usize;
        let own_open = !self.first && state.lower + 2.5 * state.error >= floor;
        let mut rivals = (0..self.k).filter(|&j| !is_own(j) && !loses(upper[j], floor));
        let winner = match (own_open, rivals.next(), rivals.next()) {
            (true, None, _) => *own as usize,
            (false, Some(j), None) => j,
            _ => self.settle(i, floor, upper, own_open.then_some(*own as usize)),
        };
        if is_own(winner) {
            return;
        }
        if !self.first {
            upper[*own as usize] = state.lower + 2.5 * state.error;
        }
        state.lower = upper[winner] - 2.5 * state.error;
        upper[winner] = OWN;
        *own = winner as u32;
    }

    /// The best of several candidates in double precision, the lower number among equals.
    fn settle(&self, i: usize, floor: f32, upper: &[f32], own: Option<usize>) -> usize {
        let mut best = (f64::NEG_INFINITY, 0);
        for j in (0..self.k).filter(|&j| Some(j) == own || !loses(upper[j], floor)) {
            let score = self.assign.kernel.rows().dot(i, self.centroid(j)) - self.bias[j];
            if score > best.0 {
                best = (score, j);
            }
        }
        best.1
    }

    fn centroid(&self, j: usize) -> &[f64] {
        let cols = self.centroids.ncols();
        &self.centroids.as_slice().unwrap_or_default()[j * cols..(j + 1) * cols]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kmeans::kernel::{DenseKernel, SparseKernel};
    use crate::kmeans::points::Centred;
    use crate::rows::{Rows, sparse};
    use proptest::prelude::*;

    /// Labels by the definition.
    fn plain(points: &impl Points, centroids: &Array2<f64>, bias: &[f64]) -> Vec<u32> {
        let label = |i| {
            let mut best = (f64::NEG_INFINITY, 0);
            for (j, (centroid, bias)) in centroids.rows().into_iter().zip(bias).enumerate() {
                let score = points.dot(i, &centroid.to_vec()) - bias;
                if score > best.0 {
                    best = (score, j as u32);
                }
            }
            best.1
        };
        (0..points.len()).map(label).collect()
    }

    fn agrees<K: Kernel>(kernel: K, start: &Array2<f64>, steps: &[(usize, usize, f64)], geometry: Geometry) {
        let n = kernel.rows().len();
        let order: Vec<u32> = (0..n as u32).rev().collect();
        let mut assign = BoundedAssign::new(kernel, &order);
        let mut centroids = start.clone();
        let mut labels = vec![0; n];
        let mut shift: Option<Vec<Shift>> = None;
        for &(j, c, by) in std::iter::once(&(0, 0, 0.0)).chain(steps) {
            if let Some(shift) = &mut shift {
                let value = &mut centroids[[j % start.nrows(), c % start.ncols()]];
                let moved = *value + by - *value;
                *value += by;
                shift[j % start.nrows()] = Shift { up: moved.max(0.0), down: (-moved).max(0.0) };
            }
            let squared: Vec<f64> = centroids.rows().into_iter().map(|r| r.iter().map(|v| v * v).sum()).collect();
            let half = if geometry == Geometry::Euclidean { 0.5 } else { 0.0 };
            let bias: Vec<f64> = squared.iter().map(|s| half * s).collect();
            assign.assign(&centroids, &squared, geometry, shift.as_deref(), &mut labels);
            assert_eq!(labels, plain(assign.kernel.rows(), &centroids, &bias));
            shift = Some(vec![Shift::default(); start.nrows()]);
        }
    }

    fn matrix(rows: usize) -> impl Strategy<Value = Array2<f64>> {
        let cell = prop_oneof![2 => Just(0.0), 2 => -1.0f64..1.0, 1 => Just(0.5)];
        prop::collection::vec(cell, rows * 5).prop_map(move |v| Array2::from_shape_vec((rows, 5), v).unwrap())
    }

    proptest! {
        #[test]
        fn labels_are_those_of_the_definition(
            x in matrix(30),
            start in matrix(19),
            steps in prop::collection::vec((0usize..19, 0usize..5, -0.2f64..0.2), 1..8),
            euclidean: bool,
            magnitude in -130i32..130,
        ) {
            let geometry = if euclidean { Geometry::Euclidean } else { Geometry::Cosine };
            let scale = 2f64.powi(magnitude);
            let (x, start) = (x * scale, start * scale);
            let steps: Vec<_> = steps.into_iter().map(|(j, c, by)| (j, c, by * scale)).collect();
            let csr = sparse(&x).unwrap();
            let rows = Rows::new(csr.view(), None).unwrap();
            agrees(SparseKernel::new(&rows), &start, &steps, geometry);
            let dense = Centred::new(x.view(), None).unwrap();
            agrees(DenseKernel::new(&dense), &start, &steps, geometry);
        }
    }
}
