//! What long work tells while it goes on, and how it is told to stop.
//!
//! A [`Monitor`] is shared by the threads of one call ([`crate::threads::watched`]). [`crate::map`] and whoever walks over many
//! things begin a [`Pass`] and tick; whoever waits reads [`Monitor::pass`] or calls [`Monitor::cancel`], and the next tick on any thread
//! ends the call. Without a monitor a pass costs nothing.

use std::{
    cell::{Cell, RefCell},
    panic::resume_unwind,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering::Relaxed},
    },
};

/// How far a call is, and whether it is still wanted.
#[derive(Debug, Default)]
pub struct Monitor {
    cancelled: AtomicBool,
    pass: AtomicU64,
    done: AtomicUsize,
    total: AtomicUsize,
}

impl Monitor {
    /// The number of the pass that goes on (from 1; 0 before the first), how many of its things are done, and of how many.
    #[must_use]
    pub fn pass(&self) -> (u64, usize, usize) {
        (self.pass.load(Relaxed), self.done.load(Relaxed), self.total.load(Relaxed))
    }

    /// Ends the call at the next tick of any of its threads.
    pub fn cancel(&self) {
        self.cancelled.store(true, Relaxed);
    }
}

/// What travels up the stack of a call that was cancelled; [`crate::threads::watched`] catches it.
pub(crate) struct Cancelled;

thread_local! {
    static MONITOR: RefCell<Option<Arc<Monitor>>> = const { RefCell::new(None) };
    /// Whether this thread works on a thing of some pass: a pass begun there is a part of it and is not counted.
    static INSIDE: Cell<bool> = const { Cell::new(false) };
}

/// Lets this thread work under a monitor.
pub(crate) fn watch(monitor: Option<Arc<Monitor>>) {
    MONITOR.set(monitor);
}

/// A walk over a known number of things.
#[derive(Clone, Debug)]
pub struct Pass {
    monitor: Option<Arc<Monitor>>,
    counts: bool,
    total: usize,
    stride: usize,
}

impl Pass {
    /// Begins a walk over `total` things.
    #[must_use]
    pub fn new(total: usize) -> Self {
        let monitor = MONITOR.with_borrow(Clone::clone);
        let counts = !INSIDE.get();
        if let Some(m) = monitor.as_ref().filter(|_| counts) {
            m.pass.fetch_add(1, Relaxed);
            m.done.store(0, Relaxed);
            m.total.store(total, Relaxed);
        }
        Self { monitor, counts, total, stride: total.div_ceil(256).max(1) }
    }

    /// Runs `f` on the thing at index `i`; some of the things are counted for all, so that a tick costs next to nothing.
    pub fn step<R>(&self, i: usize, f: impl FnOnce() -> R) -> R {
        let Some(monitor) = &self.monitor else { return f() };
        if i.is_multiple_of(self.stride) {
            if monitor.cancelled.load(Relaxed) {
                resume_unwind(Box::new(Cancelled));
            }
            if self.counts {
                monitor.done.fetch_add(self.stride.min(self.total.saturating_sub(i)), Relaxed);
            }
        }
        let outside = INSIDE.replace(true);
        let result = f();
        INSIDE.set(outside);
        result
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{map, threads};

    #[test]
    fn passes_are_counted_and_what_is_inside_them_is_not() {
        let monitor = Arc::new(Monitor::default());
        let items: Vec<usize> = (0..1000).collect();
        let out = threads::watched(2, &monitor, || map(&items, |i| map(&[1, 2, 3], |x| x * i).iter().sum::<usize>())).unwrap();
        assert_eq!(out.map(|v| v[10]), Some(60));
        assert_eq!(monitor.pass(), (1, 1000, 1000));
    }

    #[test]
    fn a_cancelled_call_ends_early() {
        let monitor = Arc::new(Monitor::default());
        let seen = AtomicUsize::new(0);
        let items: Vec<usize> = (0..100_000).collect();
        let stop = |i: &usize| {
            seen.fetch_add(1, Relaxed);
            if *i == 10 {
                monitor.cancel();
            }
        };
        assert!(threads::watched(2, &monitor, || map(&items, stop)).unwrap().is_none());
        assert!(seen.load(Relaxed) < 100_000);
        // The next call is another one.
        let next = Arc::new(Monitor::default());
        assert_eq!(threads::watched(2, &next, || map(&[1, 2], |x| x + 1)).unwrap(), Some(vec![2, 3]));
    }

    #[test]
    fn a_panic_is_not_a_cancellation() {
        let monitor = Arc::new(Monitor::default());
        let caught = std::panic::catch_unwind(|| threads::watched(1, &monitor, || resume_unwind(Box::new("broken"))));
        assert_eq!(caught.err().and_then(|e| e.downcast_ref::<&str>().copied()), Some("broken"));
    }
}
