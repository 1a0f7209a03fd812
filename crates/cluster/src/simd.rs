use pulp::{Arch, NullaryFnOnce};

/// Runs `work` as compiled for the widest vectors of this machine that we build for, else for its baseline.
///
/// Lanes hold different sums, and no product is fused with its sum, so all paths give the same bits. What is to be wide has to
/// be inlined into `call`.
pub(crate) fn vectorized<W: NullaryFnOnce>(work: W) -> W::Output {
    Arch::new().dispatch(work)
}

/// Values side by side that fill a line of the cache: one visit, wherever in a list it stands.
#[derive(Clone, Copy)]
#[repr(align(64))]
pub(crate) struct Line<T, const N: usize>(pub(crate) [T; N]);

/// As [`Line`], for values that fill half of one.
#[derive(Clone, Copy)]
#[repr(align(32))]
pub(crate) struct HalfLine<T, const N: usize>(pub(crate) [T; N]);

/// As [`Line`], for values that fill a quarter of one.
#[derive(Clone, Copy)]
#[repr(align(16))]
pub(crate) struct QuarterLine<T, const N: usize>(pub(crate) [T; N]);

/// Values side by side.
pub(crate) trait Lanes<T, const N: usize> {
    fn lanes(&self) -> &[T; N];
    fn lanes_mut(&mut self) -> &mut [T; N];
}

macro_rules! lanes {
    ($($line:ident),*) => {$(
        impl<T, const N: usize> Lanes<T, N> for $line<T, N> {
            #[inline(always)]
            fn lanes(&self) -> &[T; N] {
                &self.0
            }

            #[inline(always)]
            fn lanes_mut(&mut self) -> &mut [T; N] {
                &mut self.0
            }
        }
    )*};
}

lanes!(Line, HalfLine, QuarterLine);
