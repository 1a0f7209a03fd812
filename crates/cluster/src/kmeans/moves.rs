//! How far bounds on scores move when centroids do.

use std::array::from_fn;

/// Values that are worked on side by side.
pub(crate) const WIDE: usize = 8;

/// What one update of a bound may lose to rounding, relative to its size: eight halves of a unit in the last place.
const SLACK: f32 = 4.8e-7;

/// How far a centroid moved: the norms of what its values rose by and of what they fell by.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Shift {
    pub(crate) up: f64,
    pub(crate) down: f64,
}

impl Shift {
    /// The square of the distance.
    pub(crate) fn squared(self) -> f64 {
        self.up * self.up + self.down * self.down
    }

    /// Whether the centroid moved at all.
    pub(crate) fn any(self) -> bool {
        self.up > 0.0 || self.down > 0.0
    }
}

/// Bounds of one row but those on its other clusters.
#[derive(Clone, Copy, Default)]
pub(crate) struct RowState {
    pub(crate) lower: f32,
    /// Norms of the row's positive and of its negative values in units of the scaled values, rounded up.
    pub(crate) plus: f32,
    pub(crate) minus: f32,
    /// Bound on the error of a product less its bias, in the same units, for centroids as they are.
    pub(crate) error: f32,
    /// The error per unit of a centroid's norm.
    pub(crate) spread: f32,
}

/// How much bounds move, lane by lane: a product with the cluster in a lane rises by no more than `plus * up + minus * down` and
/// falls by no more than `plus * down + minus * up` (Cauchy and Schwarz, for values of either sign), a score by `bias` on top.
pub(crate) struct Moves {
    up: Vec<f32>,
    down: Vec<f32>,
    bias: Vec<f32>,
    /// The largest distance and the largest bias, for the rounding of the sums.
    largest: (f32, f32),
}

/// Whether an upper bound rules a cluster out; one that is no number rules out nothing.
#[inline(always)]
pub(crate) fn loses(upper: f32, floor: f32) -> bool {
    upper < floor
}

impl Moves {
    /// `lanes` is a multiple of [`WIDE`]; biases are in units of scaled values, as they were and as they are.
    pub(crate) fn new(lanes: usize, unit: f64, shift: &[Shift], old_bias: &[f64], new_bias: &[f64]) -> Self {
        let zeros = || vec![0.0; lanes];
        let mut moves = Self { up: zeros(), down: zeros(), bias: zeros(), largest: (0.0, 0.0) };
        let scaled = |s: f64| (s * unit * (1.0 + 1e-6)) as f32;
        for (j, s) in shift.iter().enumerate() {
            (moves.up[j], moves.down[j]) = (scaled(s.up), scaled(s.down));
            moves.bias[j] = (old_bias[j] - new_bias[j]) as f32;
            moves.largest = (moves.largest.0.max(scaled(s.squared().sqrt())), moves.largest.1.max(moves.bias[j].abs()));
        }
        moves
    }
}

/// Moves the bounds of rows; says for each whether some cross.
pub(crate) struct Loosen<'a> {
    pub(crate) moves: &'a Moves,
    pub(crate) states: &'a mut [RowState],
    /// As many per row as there are lanes.
    pub(crate) upper: &'a mut [f32],
    pub(crate) own: &'a [u32],
}

impl pulp::NullaryFnOnce for Loosen<'_> {
    type Output = Vec<bool>;

    #[inline(always)]
    fn call(self) -> Vec<bool> {
        let moves = self.moves;
        let (up, down, bias) = (moves.up.as_chunks::<WIDE>().0, moves.down.as_chunks::<WIDE>().0, moves.bias.as_chunks::<WIDE>().0);
        let mut crossed = Vec::with_capacity(self.own.len());
        for ((state, upper), &own) in self.states.iter_mut().zip(self.upper.chunks_exact_mut(moves.up.len())).zip(self.own) {
            let (plus, minus, a) = (state.plus, state.minus, own as usize);
            // Both norms together are at most the sum of the two.
            let slack = SLACK * ((plus + minus) * moves.largest.0 + moves.largest.1);
            let lower = state.lower - (plus * moves.down[a] + minus * moves.up[a]) + moves.bias[a];
            let lower = lower - lower.abs() * SLACK - slack;
            state.lower = lower;
            let mut open = [0u32; WIDE];
            for (((u, s), t), b) in upper.as_chunks_mut::<WIDE>().0.iter_mut().zip(up).zip(down).zip(bias) {
                let moved: [f32; WIDE] = from_fn(|l| u[l] + (plus * s[l] + minus * t[l] + b[l]));
                u.iter_mut().zip(moved).for_each(|(u, moved)| *u = moved + moved.abs() * SLACK + slack);
                open.iter_mut().zip(&*u).for_each(|(open, &u)| *open |= u32::from(!loses(u, lower)));
            }
            crossed.push(open.iter().fold(0, |any, o| any | o) != 0);
        }
        crossed
    }
}
