use crate::progress::Pass;
use rayon::prelude::*;

/// Items per chunk where a caller has no reason for another number.
///
/// It is a constant, not a share of the input by threads, so that sums of floats are grouped alike on any machine.
pub const CHUNK: usize = 256;

/// Folds `items` in parallel: each chunk of `chunk` items is folded from `make()` in order, then the chunks are joined
/// from left to right. The result is the same for any number of threads, to the bit.
///
/// `chunk` is in items; 0 counts as 1.
///
/// ```
/// let sum = newsloom_core::fold(&[1.0, 2.0, 3.0], 2, || 0.0, |s, x| *s += x, |s, t| *s += t);
/// assert_eq!(sum, 6.0);
/// ```
pub fn fold<I: Sync, S: Send>(
    items: &[I],
    chunk: usize,
    make: impl Fn() -> S + Sync,
    observe: impl Fn(&mut S, &I) + Sync,
    mut join: impl FnMut(&mut S, S),
) -> S {
    let chunk = chunk.max(1);
    let pass = Pass::new(items.len().div_ceil(chunk));
    let parts: Vec<S> = items
        .par_chunks(chunk)
        .enumerate()
        .map(|(n, c)| {
            pass.step(n, || {
                let mut s = make();
                c.iter().for_each(|i| observe(&mut s, i));
                s
            })
        })
        .collect();
    let mut parts = parts.into_iter();
    let mut all = parts.next().unwrap_or_else(&make);
    parts.for_each(|p| join(&mut all, p));
    all
}

/// Maps `items` in parallel, results in the order of the items.
pub fn map<I: Sync, O: Send>(items: &[I], f: impl Fn(&I) -> O + Sync + Send) -> Vec<O> {
    let pass = Pass::new(items.len());
    items.par_iter().enumerate().map(|(i, item)| pass.step(i, || f(item))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::threads::install;

    #[test]
    fn same_bits_for_any_number_of_threads() {
        let x: Vec<f64> = (0..10_000u32).map(|i| 1.0 / f64::from(i + 1)).collect();
        let sum = || fold(&x, 64, || 0.0, |s: &mut f64, v| *s += v, |s, t| *s += t);
        let one = install(1, sum).unwrap();
        for n in [2, 3, 8] {
            assert_eq!(install(n, sum).unwrap().to_bits(), one.to_bits());
        }
    }

    #[test]
    fn nothing_in_gives_the_empty_state() {
        assert_eq!(fold(&[] as &[u8], 0, || 7, |_, _| (), |_, _| ()), 7);
    }
}
