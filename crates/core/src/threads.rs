//! The one place that decides how many threads work.

use crate::progress::{Cancelled, Monitor, watch};
use rayon::{ThreadPoolBuildError, ThreadPoolBuilder};
use std::{
    panic::{AssertUnwindSafe, catch_unwind, resume_unwind},
    sync::Arc,
};

/// Runs `f` with a pool of `threads` threads (0: as many as the machine has), dropped afterwards.
///
/// A pool per call, not a global one, survives `fork`: a child process never waits for threads that it did not inherit.
///
/// # Errors
/// When the system refuses to start the threads.
pub fn install<R: Send>(threads: usize, f: impl FnOnce() -> R + Send) -> Result<R, ThreadPoolBuildError> {
    #[allow(clippy::disallowed_methods)]
    let pool = ThreadPoolBuilder::new().num_threads(threads).build()?;
    Ok(pool.install(f))
}

/// [`install`] under a monitor: none when the call was cancelled before it was done.
///
/// # Errors
/// When the system refuses to start the threads.
pub fn watched<R: Send>(threads: usize, monitor: &Arc<Monitor>, f: impl FnOnce() -> R + Send) -> Result<Option<R>, ThreadPoolBuildError> {
    let watched = Arc::clone(monitor);
    #[allow(clippy::disallowed_methods)]
    let pool = ThreadPoolBuilder::new().num_threads(threads).start_handler(move |_| watch(Some(Arc::clone(&watched)))).build()?;
    // What a cancelled call leaves behind is dropped with it: nobody sees it half done.
    match catch_unwind(AssertUnwindSafe(|| pool.install(f))) {
        Ok(result) => Ok(Some(result)),
        Err(payload) if payload.is::<Cancelled>() => Ok(None),
        Err(payload) => resume_unwind(payload),
    }
}

/// Number of threads that parallel work started here would use.
#[must_use]
pub fn current() -> usize {
    rayon::current_num_threads()
}
