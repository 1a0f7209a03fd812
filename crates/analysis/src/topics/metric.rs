use newsloom_core::{CHUNK, Csr, fold, map};

/// Most parts that sums over rows are made in, so that a large pile needs no more memory for them.
const PARTS: usize = 64;
/// Share of the mean variance below which a direction counts as one in which rows of a topic do not differ at all.
const ROUNDING: f64 = 1e-12;

/// How far apart two rows are, told from rows whose groups are known: a direction in which rows of one group differ anyway says little
/// (Mahalanobis; in turn with k-means, Ding and Li 2007). Holds the lower triangle `G` with `G Gᵀ` the covariance within groups, so that
/// the product of `G⁻¹ x` and `G⁻¹ y` is that of `x` and `y` under the inverse covariance.
#[derive(Clone, Debug)]
pub(super) struct Metric {
    /// Row by row, `d` values each.
    root: Vec<f64>,
    d: usize,
}

impl Metric {
    /// Learns from rows and their groups, numbers from `k` on standing for none. The covariance is shrunk towards a multiple of the
    /// identity as far as so few rows ask for it (Ledoit and Wolf 2004). `None` where there are fewer rows than it has to be learnt from,
    /// or rows of a group do not differ.
    pub(super) fn learn(space: &Csr<f64>, labels: &[usize], k: usize) -> Option<Self> {
        let d = space.cols();
        let rows: Vec<usize> = (0..space.rows()).filter(|&i| labels[i] < k).collect();
        let (mut means, mut sizes) = (vec![0.0; k * d], vec![0.0f64; k]);
        for &i in &rows {
            sizes[labels[i]] += 1.0;
            let (columns, values) = space.row(i);
            columns.iter().zip(values).for_each(|(&c, v)| means[labels[i] * d + c as usize] += v);
        }
        means.chunks_mut(d.max(1)).zip(&sizes).for_each(|(mean, n)| mean.iter_mut().for_each(|m| *m /= n.max(1.0)));
        if d == 0 || rows.len() < d + sizes.iter().filter(|n| **n > 0.0).count() {
            return None;
        }
        // Products of the deviations from the mean, and the sum of the squares of their squared lengths.
        let observe = |(products, fourth): &mut (Vec<f64>, f64), &i: &usize| {
            let mut x: Vec<f64> = means[labels[i] * d..][..d].iter().map(|m| -m).collect();
            let (columns, values) = space.row(i);
            columns.iter().zip(values).for_each(|(&c, v)| x[c as usize] += v);
            for (a, row) in x.iter().zip(products.chunks_exact_mut(d)) {
                row.iter_mut().zip(&x).for_each(|(p, b)| *p += a * b);
            }
            *fourth += x.iter().map(|v| v * v).sum::<f64>().powi(2);
        };
        let join = |(all, n): &mut (Vec<f64>, f64), (part, m): (Vec<f64>, f64)| {
            all.iter_mut().zip(part).for_each(|(a, p)| *a += p);
            *n += m;
        };
        let chunk = CHUNK.max(rows.len().div_ceil(PARTS));
        let (mut covariance, fourth) = fold(&rows, chunk, || (vec![0.0; d * d], 0.0), observe, join);
        let n = rows.len() as f64;
        covariance.iter_mut().for_each(|v| *v /= n);
        let mean = (0..d).map(|p| covariance[p * d + p]).sum::<f64>() / d as f64;
        let shrinkage = shrinkage(&covariance, fourth / n, n, mean, d);
        covariance.iter_mut().for_each(|v| *v *= 1.0 - shrinkage);
        (0..d).for_each(|p| covariance[p * d + p] += shrinkage * mean);
        root(covariance, d, ROUNDING * mean).map(|root| Self { root, d })
    }

    /// `G⁻¹ x`.
    fn turn(&self, x: &mut [f64]) {
        for p in 0..self.d {
            let row = &self.root[p * self.d..][..=p];
            let known: f64 = row[..p].iter().zip(&*x).map(|(g, v)| g * v).sum();
            x[p] = (x[p] - known) / row[p];
        }
    }

    /// `G⁻ᵀ y`: the product of `G⁻¹ x` with `y` is that of `x` with it.
    pub(super) fn back(&self, y: &mut [f64]) {
        for p in (0..self.d).rev() {
            y[p] /= self.root[p * self.d + p];
            let (value, row) = (y[p], &self.root[p * self.d..][..p]);
            y.iter_mut().zip(row).for_each(|(v, g)| *v -= g * value);
        }
    }

    /// Rows as directions by which cosines are those of the metric.
    pub(super) fn apply(&self, space: &Csr<f64>) -> Csr<f64> {
        let ids: Vec<usize> = (0..space.rows()).collect();
        let turned = map(&ids, |&i| {
            if space.row(i).0.is_empty() {
                return Vec::new();
            }
            let mut x = space.dense_row(i);
            self.turn(&mut x);
            let norm = x.iter().map(|v| v * v).sum::<f64>().sqrt();
            x.iter_mut().for_each(|v| *v /= norm);
            x
        });
        super::reduction::sparse(turned.iter().map(Vec::as_slice), self.d)
    }
}

/// The share that the identity gets, by Ledoit and Wolf's lemma 3.3; `fourth` is the mean of the fourth powers of lengths.
fn shrinkage(covariance: &[f64], fourth: f64, n: f64, mean: f64, d: usize) -> f64 {
    let squares: f64 = covariance.iter().map(|v| v * v).sum();
    let from_identity = squares - mean * mean * d as f64;
    let error = (fourth - squares) / n;
    if from_identity <= 0.0 { 1.0 } else { (error / from_identity).clamp(0.0, 1.0) }
}

/// Cholesky's root of a symmetric matrix, `None` where it has a direction of no more than `least`.
fn root(mut a: Vec<f64>, d: usize, least: f64) -> Option<Vec<f64>> {
    for p in 0..d {
        for q in 0..=p {
            let (above, below) = a.split_at(p * d);
            let known = |row: &[f64]| row[..q].iter().zip(&below[..q]).map(|(x, y)| x * y).sum::<f64>();
            let rest = below[q] - if q == p { known(below) } else { known(&above[q * d..]) };
            let value = if q < p {
                rest / above[q * d + q]
            } else if rest > least {
                rest.sqrt()
            } else {
                return None;
            };
            a[p * d + q] = value;
        }
    }
    Some(a)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn space(rows: &[[f64; 2]]) -> Csr<f64> {
        super::super::reduction::sparse(rows.iter().map(<[f64; 2]>::as_slice), 2)
    }

    const ROWS: [[f64; 2]; 8] = [[1.0, 0.1], [1.4, 0.4], [0.6, -0.3], [1.1, 0.3], [0.2, 1.0], [-0.3, 0.6], [0.7, 1.5], [-0.4, 0.3]];
    const LABELS: [usize; 8] = [0, 0, 0, 0, 1, 1, 1, 1];

    #[test]
    fn the_covariance_is_scikit_learns() {
        // D = X less the means of its groups; sklearn.covariance.ledoit_wolf(D, assume_centered=True), numpy.linalg.cholesky of it.
        let metric = Metric::learn(&space(&ROWS), &LABELS, 2).unwrap();
        let expect = [0.370388, 0.0, 0.270850, 0.252642];
        assert!(metric.root[0] > 0.0 && metric.root.iter().enumerate().all(|(i, v)| i == 1 || (v - expect[i]).abs() < 1e-6), "{metric:?}");
    }

    #[test]
    fn turning_and_back_is_one_product() {
        let metric = Metric::learn(&space(&ROWS), &LABELS, 2).unwrap();
        let (x, y) = ([0.3, -0.7], [0.5, 0.2]);
        let dot = |a: &[f64], b: &[f64]| a.iter().zip(b).map(|(a, b)| a * b).sum::<f64>();
        let (mut turned, mut back) = (x, y);
        metric.turn(&mut turned);
        metric.back(&mut back);
        assert!((dot(&turned, &y) - dot(&x, &back)).abs() < 1e-12);
        let unit = metric.apply(&space(&[x, [0.0, 0.0]]));
        assert!((dot(unit.row(0).1, unit.row(0).1) - 1.0).abs() < 1e-12 && unit.row(1).0.is_empty());
    }

    #[test]
    fn nothing_is_learnt_from_too_few_rows_or_from_equal_ones() {
        assert!(Metric::learn(&space(&ROWS[..3]), &[0, 1, 1], 2).is_none());
        assert!(Metric::learn(&space(&[[1.0, 0.0]; 6]), &[0; 6], 1).is_none());
        assert!(Metric::learn(&space(&ROWS), &[2; 8], 2).is_none());
    }
}
