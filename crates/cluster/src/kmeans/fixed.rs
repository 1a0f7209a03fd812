use super::points::Points;
use rayon::prelude::*;

/// Exact sums of rows per cluster: every value is rounded once to a whole number of steps, the rest is integers.
///
/// So a sum does not depend on the order of rows, on threads or on how often rows went in and out, and merging sums
/// of parts gives the sum of the whole to the bit. A step is a power of two, chosen such that `rows` rows of the
/// largest value can't overflow 62 bits: for a million rows of norm one it is 2^-42.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct FixedSums {
    cols: usize,
    /// Steps per unit, one per column.
    scale: Vec<f64>,
    /// Units per step: exact, since both are powers of two.
    unit: Vec<f64>,
    sums: Vec<i64>,
    weight_scale: f64,
    weights: Vec<i64>,
}

/// The largest power of two by which `max` may be multiplied `rows` times and summed without overflow.
fn steps(max: f64, rows: usize) -> f64 {
    if max <= 0.0 {
        return 1.0;
    }
    let exponent = (max.to_bits() >> 52) as i64 - 1023 + 1;
    let room = 62 - i64::from(usize::BITS - rows.leading_zeros()) - exponent;
    f64::from_bits(((room.clamp(-1000, 1000) + 1023) as u64) << 52)
}

impl FixedSums {
    /// Empty sums of `clusters` clusters; `column_max[c]` bounds the absolute weighted values in column `c`.
    pub(crate) fn new(clusters: usize, column_max: &[f64], max_weight: f64, rows: usize) -> Self {
        let scale: Vec<f64> = column_max.iter().map(|&m| steps(m, rows)).collect();
        Self {
            cols: column_max.len(),
            unit: scale.iter().map(|s| 1.0 / s).collect(),
            scale,
            sums: vec![0; clusters * column_max.len()],
            weight_scale: steps(max_weight, rows),
            weights: vec![0; clusters],
        }
    }

    /// Adds `factor` times row `i` of `points` to cluster `j` where `sign` is 1, takes it away where it is -1.
    pub(crate) fn add(&mut self, j: usize, points: &impl Points, i: usize, factor: f64, sign: i64) {
        add_cells(&mut self.sums[j * self.cols..(j + 1) * self.cols], &self.scale, points, i, factor, sign);
        self.weights[j] += sign * (points.weight(i) * self.weight_scale) as i64;
    }

    /// Moves many rows at once: `moves[j]` lists the rows that come (sign 1) and go (sign -1) for cluster `j`.
    pub(crate) fn add_all<P: Points>(&mut self, moves: &[Vec<(u32, i64)>], points: &P, factor: impl Fn(usize) -> f64 + Sync) {
        let (scale, weight_scale) = (&self.scale, self.weight_scale);
        let clusters = self.sums.par_chunks_mut(self.cols.max(1)).zip(&mut self.weights).zip(moves);
        clusters.for_each(|((sums, weight), moves)| {
            for &(i, sign) in moves {
                let i = i as usize;
                add_cells(sums, scale, points, i, factor(i), sign);
                *weight += sign * (points.weight(i) * weight_scale) as i64;
            }
        });
    }

    /// Weight of cluster `j`.
    pub(crate) fn weight(&self, j: usize) -> f64 {
        self.weights[j] as f64 / self.weight_scale
    }

    /// Whether nothing that weighs is in cluster `j`.
    pub(crate) fn is_empty(&self, j: usize) -> bool {
        self.weights[j] == 0
    }

    /// The sum of cluster `j`, column by column.
    pub(crate) fn sum(&self, j: usize) -> impl Iterator<Item = f64> + '_ {
        self.of(j).iter().zip(&self.unit).map(|(&s, unit)| s as f64 * unit)
    }

    /// The sum of cluster `j` in steps, column by column.
    pub(crate) fn of(&self, j: usize) -> &[i64] {
        &self.sums[j * self.cols..(j + 1) * self.cols]
    }

    /// Units per step, column by column.
    pub(crate) fn unit(&self) -> &[f64] {
        &self.unit
    }
}

fn add_cells(sums: &mut [i64], scale: &[f64], points: &impl Points, i: usize, factor: f64, sign: i64) {
    points.for_each(i, |c, v| sums[c] += sign * (v * factor * scale[c]) as i64);
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_step_leaves_room_for_all_rows() {
        assert_eq!(steps(1.0, 1), 2f64.powi(60));
        assert_eq!(steps(0.0, 5), 1.0);
        for (max, rows) in [(1.0, 1usize << 20), (3.7, 1000), (1e-9, 7), (1e9, 12345)] {
            let s = steps(max, rows);
            assert!(max * s * (rows as f64) < 2f64.powi(62), "{max} {rows}");
            assert!(max * s * (rows as f64) > 2f64.powi(58), "{max} {rows}");
        }
    }

    proptest! {
        #[test]
        fn order_and_detours_leave_no_trace(v in prop::collection::vec(-1.0f64..1.0, 1..30), seed in 0usize..30) {
            let n = v.len();
            let x = newsloom_core::Csr::try_new(1, (0..=n).collect(), vec![0; n], v.clone()).unwrap();
            let rows = crate::rows::Rows::new(x.view(), None).unwrap();
            let mut forth = FixedSums::new(1, &[1.0], 1.0, 31);
            let mut back = forth.clone();
            forth.add_all(&[(0..n as u32).map(|i| (i, 1)).collect()], &rows, |_| 1.0);
            back.add(0, &rows, seed % n, 1.0, 1);
            (0..n).rev().for_each(|i| back.add(0, &rows, i, 1.0, 1));
            back.add(0, &rows, seed % n, 1.0, -1);
            prop_assert_eq!(&forth, &back);
            let sum: f64 = forth.sum(0).sum();
            prop_assert!((sum - v.iter().sum::<f64>()).abs() < 1e-12);
        }
    }
}
