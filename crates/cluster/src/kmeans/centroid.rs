use super::moves::Shift;
use std::array::from_fn;

/// Sums held apart while a centroid is moved, so that additions need not wait for one another.
const APART: usize = 8;

/// Moves a centroid to `factor` times the sum of its cluster; gives its shift and the square of its norm.
pub(crate) struct Move<'a> {
    pub(crate) centroid: &'a mut [f64],
    /// Whole numbers of steps, and units per step.
    pub(crate) sums: &'a [i64],
    pub(crate) unit: &'a [f64],
    pub(crate) factor: f64,
}

impl Move<'_> {
    /// Moves some values side by side; adds the squares of what rose, of what fell and of what they are now.
    #[inline(always)]
    fn step(&self, old: &mut [f64; APART], sums: &[i64; APART], unit: &[f64; APART], squares: &mut [[f64; APART]; 3]) {
        let values: [f64; APART] = from_fn(|l| whole(sums[l]) * unit[l] * self.factor);
        let by: [f64; APART] = from_fn(|l| values[l] - old[l]);
        let [up, down, norm] = squares;
        up.iter_mut().zip(&by).for_each(|(s, by)| *s += if *by > 0.0 { by * by } else { 0.0 });
        down.iter_mut().zip(&by).for_each(|(s, by)| *s += if *by < 0.0 { by * by } else { 0.0 });
        norm.iter_mut().zip(&values).for_each(|(s, v)| *s += v * v);
        *old = values;
    }
}

/// A whole number as the nearest of double precision: `as f64`, in operations that vectors have.
#[inline(always)]
fn whole(n: i64) -> f64 {
    // Halves of 32 bits in the last places of 2^84 and of 2^52, the upper one raised by 2^31; only the sum rounds.
    let (upper, lower) = ((n as u64 >> 32) ^ 0x4530_0000_8000_0000, (n as u64 & 0xffff_ffff) | 0x4330_0000_0000_0000);
    (f64::from_bits(upper) - f64::from_bits(0x4530_0000_8010_0000)) + f64::from_bits(lower)
}

impl pulp::NullaryFnOnce for Move<'_> {
    type Output = (Shift, f64);

    #[inline(always)]
    fn call(mut self) -> (Shift, f64) {
        let (centroid, last) = std::mem::take(&mut self.centroid).as_chunks_mut::<APART>();
        let ((sums, last_sums), (unit, last_unit)) = (self.sums.as_chunks::<APART>(), self.unit.as_chunks::<APART>());
        let mut squares = [[0.0; APART]; 3];
        for ((old, sum), unit) in centroid.iter_mut().zip(sums).zip(unit) {
            self.step(old, sum, unit, &mut squares);
        }
        let (mut old, mut sum, mut one) = ([0.0; APART], [0; APART], [0.0; APART]);
        let n = last.len();
        old[..n].copy_from_slice(last);
        sum[..n].copy_from_slice(last_sums);
        one[..n].copy_from_slice(last_unit);
        self.step(&mut old, &sum, &one, &mut squares);
        last.copy_from_slice(&old[..n]);
        let [up, down, norm] = squares.map(|lanes| lanes.iter().sum::<f64>());
        (Shift { up: up.sqrt(), down: down.sqrt() }, norm)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use pulp::NullaryFnOnce;

    proptest! {
        #[test]
        fn whole_numbers_are_rounded_as_by_a_cast(n: i64, places in 0u32..64) {
            let n = n >> places;
            prop_assert_eq!(whole(n).to_bits(), (n as f64).to_bits());
        }

        #[test]
        fn a_move_tells_how_far(old in prop::collection::vec(-9i64..9, 1..20), seed: u64) {
            let mut centroid: Vec<f64> = old.iter().map(|&v| v as f64).collect();
            let sums: Vec<i64> = (0..old.len() as u64).map(|c| (seed >> c) as i64 % 7 - 3).collect();
            let (shift, squared) = Move { centroid: &mut centroid, sums: &sums, unit: &vec![0.5; old.len()], factor: 2.0 }.call();
            let rose: i64 = old.iter().zip(&sums).map(|(o, s)| (s - o).max(0).pow(2)).sum();
            let fell: i64 = old.iter().zip(&sums).map(|(o, s)| (o - s).max(0).pow(2)).sum();
            prop_assert_eq!((shift.up, shift.down), ((rose as f64).sqrt(), (fell as f64).sqrt()));
            prop_assert_eq!(squared, sums.iter().map(|s| s * s).sum::<i64>() as f64);
            prop_assert!(centroid.iter().zip(&sums).all(|(v, s)| *v == *s as f64));
        }
    }
}
