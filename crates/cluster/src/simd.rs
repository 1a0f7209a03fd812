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
