use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::{
    sync::mpsc::{RecvTimeoutError, channel},
    thread,
    time::Duration,
};

/// Work that is done sooner shows no sign of life.
const PATIENCE: Duration = Duration::from_secs(1);

/// Runs `f`; after a second, if `visible`, a spinner on standard error says what is going on and for how long.
pub(crate) fn while_working<R>(visible: bool, what: &str, f: impl FnOnce() -> R) -> R {
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
            while wait.recv_timeout(Duration::from_millis(100)) == Err(RecvTimeoutError::Timeout) {
                bar.tick();
            }
            bar.finish_and_clear();
        });
        let result = f();
        drop(done);
        result
    })
}
