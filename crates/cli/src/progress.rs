use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use newsloom_core::progress::Monitor;
use std::{
    sync::mpsc::{RecvTimeoutError, channel},
    thread,
    time::Duration,
};

/// Work that is done sooner shows no sign of life.
const PATIENCE: Duration = Duration::from_secs(1);

/// Runs `f`; after a second, if `visible`, a line on standard error says what is going on, for how long, and how far a long pass is.
pub(crate) fn while_working<R>(visible: bool, what: &str, monitor: &Monitor, f: impl FnOnce() -> R) -> R {
    if !visible {
        return f();
    }
    thread::scope(|scope| {
        let (done, wait) = channel::<()>();
        scope.spawn(move || {
            if wait.recv_timeout(PATIENCE) != Err(RecvTimeoutError::Timeout) {
                return;
            }
            let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr());
            if let Ok(style) = ProgressStyle::with_template("{spinner} {msg} ({elapsed})") {
                bar.set_style(style);
            }
            bar.set_message(what.to_owned());
            bar.set_elapsed(PATIENCE);
            let mut before = 0;
            while wait.recv_timeout(Duration::from_millis(100)) == Err(RecvTimeoutError::Timeout) {
                let (pass, done, total) = monitor.pass();
                // A pass that is over by the next look is not worth a figure.
                bar.set_message(if pass == before && total > 1 { format!("{what}: {done} of {total}") } else { what.to_owned() });
                before = pass;
                bar.tick();
            }
            bar.finish_and_clear();
        });
        let result = f();
        drop(done);
        result
    })
}
