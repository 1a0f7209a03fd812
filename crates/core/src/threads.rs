//! The one place that decides how many threads work.

/// Runs `f` with a pool of `threads` threads (0: as many as the machine has), dropped afterwards.
///
/// A pool per call, not a global one, survives `fork`: a child process never waits for threads that it did not inherit.
///
/// # Errors
/// When the system refuses to start the threads.
pub fn install<R: Send>(threads: usize, f: impl FnOnce() -> R + Send) -> Result<R, rayon::ThreadPoolBuildError> {
    #[allow(clippy::disallowed_methods)]
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build()?;
    Ok(pool.install(f))
}

/// Number of threads that parallel work started here would use.
#[must_use]
pub fn current() -> usize {
    rayon::current_num_threads()
}
