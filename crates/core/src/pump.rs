use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError, mpsc};

/// Lets `threads` threads (0: as many as the machine has) work through batches as they are produced.
///
/// `produce` is called on the calling thread until it gives none; `step` takes a batch and its number into a state, one state
/// per thread; what `step` gives back is handed to `reclaim` on the calling thread (so that what has to be dropped there, is).
/// At most two batches per thread wait, so memory stays bounded. Which state sees which batch depends on timing: a caller must
/// order its result by something else, such as the numbers of the batches. A single batch is worked on without another thread.
///
/// # Errors
/// The first error of `produce`; no further batch is begun then.
///
/// ```
/// let mut left = vec![vec![1, 2], vec![3]];
/// let sums = newsloom_core::pump(2, || Ok::<_, ()>(left.pop()), || 0, |s, _, b: Vec<i32>| *s += b.iter().sum::<i32>(), |()| ())?;
/// assert_eq!(sums.iter().sum::<i32>(), 6);
/// # Ok::<(), ()>(())
/// ```
pub fn pump<B: Send, S: Send, R: Send, E>(
    threads: usize,
    mut produce: impl FnMut() -> Result<Option<B>, E>,
    make: impl Fn() -> S + Sync,
    step: impl Fn(&mut S, usize, B) -> R + Sync,
    mut reclaim: impl FnMut(R),
) -> Result<Vec<S>, E> {
    let threads = if threads == 0 { std::thread::available_parallelism().map_or(1, usize::from) } else { threads };
    let Some(first) = produce()? else { return Ok(Vec::new()) };
    let second = if threads == 1 { None } else { produce()? };
    let Some(second) = second else {
        let mut state = make();
        reclaim(step(&mut state, 0, first));
        if threads == 1 {
            let mut n = 1;
            while let Some(batch) = produce()? {
                reclaim(step(&mut state, n, batch));
                n += 1;
            }
        }
        return Ok(vec![state]);
    };
    let (send, receive) = mpsc::sync_channel::<(usize, B)>(2 * threads);
    let (give, take) = mpsc::channel::<R>();
    let receive = Mutex::new(receive);
    let stop = AtomicBool::new(false);
    let work = |give: mpsc::Sender<R>| {
        let mut state = make();
        loop {
            let next = receive.lock().unwrap_or_else(PoisonError::into_inner).recv();
            match next {
                Ok((n, batch)) if !stop.load(Ordering::Relaxed) => {
                    // The calling thread takes until the end, so sending fails only when it has failed itself.
                    let _ = give.send(step(&mut state, n, batch));
                }
                Ok(_) => {}
                Err(_) => return state,
            }
        }
    };
    std::thread::scope(|scope| {
        let workers: Vec<_> = (0..threads)
            .map(|_| {
                scope.spawn({
                    let give = give.clone();
                    || work(give)
                })
            })
            .collect();
        drop(give);
        let mut failed = None;
        let feed = || -> Result<(), E> {
            let mut next = Some(first);
            let mut after = Some(second);
            let mut n = 0;
            while let Some(batch) = next {
                if send.send((n, batch)).is_err() {
                    break;
                }
                n += 1;
                take.try_iter().for_each(&mut reclaim);
                next = match after.take() {
                    Some(b) => Some(b),
                    None => produce()?,
                };
            }
            Ok(())
        };
        if let Err(e) = feed() {
            stop.store(true, Ordering::Relaxed);
            failed = Some(e);
        }
        drop(send);
        let states = workers.into_iter().map(|w| w.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))).collect();
        take.try_iter().for_each(&mut reclaim);
        failed.map_or(Ok(states), Err)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_batch_is_worked_on_once() {
        for threads in [0, 1, 2, 5] {
            for batches in [0, 1, 2, 100] {
                let (mut given, mut back) = (0..batches, Vec::new());
                let states =
                    pump(threads, || Ok::<_, ()>(given.next()), Vec::new, |s, n, b: usize| (s.push((n, b)), b).1, |b| back.push(b));
                let mut seen: Vec<(usize, usize)> = states.unwrap().concat();
                seen.sort_unstable();
                back.sort_unstable();
                assert_eq!(seen, (0..batches).map(|b| (b, b)).collect::<Vec<_>>());
                assert_eq!(back, (0..batches).collect::<Vec<_>>());
            }
        }
    }

    #[test]
    fn an_error_ends_it() {
        for threads in [1, 3] {
            let mut n = 0;
            let produce = || {
                n += 1;
                if n == 5 { Err("no more") } else { Ok(Some(n)) }
            };
            assert_eq!(pump(threads, produce, || (), |(), _, _| (), |()| ()), Err("no more"));
        }
    }
}
