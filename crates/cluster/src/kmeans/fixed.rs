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
        Self {
            cols: column_max.len(),
            scale: column_max.iter().map(|&m| steps(m, rows)).collect(),
            sums: vec![0; clusters * column_max.len()],
            weight_scale: steps(max_weight, rows),
            weights: vec![0; clusters],
        }
    }

    /// Adds `factor * row` to cluster `j`, and `weight` to its weight.
    pub(crate) fn add(&mut self, j: usize, columns: &[u32], values: &[f64], factor: f64, weight: f64) {
        let sums = &mut self.sums[j * self.cols..(j + 1) * self.cols];
        for (&c, v) in columns.iter().zip(values) {
            sums[c as usize] += (v * factor * self.scale[c as usize]) as i64;
        }
        self.weights[j] += (weight * self.weight_scale) as i64;
    }

    /// Takes away what [`FixedSums::add`] added.
    pub(crate) fn remove(&mut self, j: usize, columns: &[u32], values: &[f64], factor: f64, weight: f64) {
        let sums = &mut self.sums[j * self.cols..(j + 1) * self.cols];
        for (&c, v) in columns.iter().zip(values) {
            sums[c as usize] -= (v * factor * self.scale[c as usize]) as i64;
        }
        self.weights[j] -= (weight * self.weight_scale) as i64;
    }

    /// Weight of cluster `j`.
    pub(crate) fn weight(&self, j: usize) -> f64 {
        self.weights[j] as f64 / self.weight_scale
    }

    /// Whether nothing that weighs is in cluster `j`.
    pub(crate) fn is_empty(&self, j: usize) -> bool {
        self.weights[j] == 0
    }

    /// Writes the sum of cluster `j` into `out`.
    pub(crate) fn sum_into(&self, j: usize, out: &mut [f64]) {
        let sums = &self.sums[j * self.cols..(j + 1) * self.cols];
        for ((o, &s), scale) in out.iter_mut().zip(sums).zip(&self.scale) {
            *o = s as f64 / scale;
        }
    }
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
            let mut forth = FixedSums::new(1, &[1.0], 1.0, 31);
            let mut back = forth.clone();
            v.iter().for_each(|x| forth.add(0, &[0], &[*x], 1.0, 1.0));
            let detour = v[seed % v.len()];
            back.add(0, &[0], &[detour], 1.0, 1.0);
            v.iter().rev().for_each(|x| back.add(0, &[0], &[*x], 1.0, 1.0));
            back.remove(0, &[0], &[detour], 1.0, 1.0);
            prop_assert_eq!(&forth, &back);
            let mut sum = [0.0];
            forth.sum_into(0, &mut sum);
            prop_assert!((sum[0] - v.iter().sum::<f64>()).abs() < 1e-12);
        }
    }
}
