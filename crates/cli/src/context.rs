use crate::{
    Streams,
    args::{Globals, ReadArgs},
    failure::Failure,
    progress,
    show::{Format, Show, write_as},
};
use newsloom_core::progress::Monitor;
use newsloom_corpus::{Corpus, Note, read_with_stdin, write_atomically};
use std::{io, sync::Arc};

/// Notes that are shown without `--verbose`.
const NOTES: usize = 20;

/// What every command needs: the flags that all take, and the streams.
pub(crate) struct Context<'c, 's> {
    pub(crate) globals: &'c Globals,
    pub(crate) streams: &'c mut Streams<'s>,
}

impl<'c, 's> Context<'c, 's> {
    pub(crate) fn new(globals: &'c Globals, streams: &'c mut Streams<'s>) -> Self {
        Self { globals, streams }
    }

    /// Reads the articles and tells on standard error what was skipped.
    pub(crate) fn read(&mut self, args: &ReadArgs) -> Result<Corpus, Failure> {
        let mut corpus = read_with_stdin(&args.paths, &args.options(), &mut self.streams.stdin)?;
        self.notes(&corpus.notes);
        args.filter().apply(&mut corpus.articles)?;
        Ok(corpus)
    }

    pub(crate) fn notes(&mut self, notes: &[Note]) {
        let shown = if self.globals.verbose { notes.len() } else { NOTES };
        for note in notes.iter().take(shown) {
            self.tell(&note.to_string());
        }
        if notes.len() > shown {
            self.tell(&format!("{} more notes, --verbose lists them", notes.len() - shown));
        }
    }

    /// Tells on standard error which articles something holds of; all of them with `--verbose`.
    pub(crate) fn list(&mut self, what: &str, name: &str, ids: &[String]) {
        if ids.is_empty() {
            return;
        }
        let shown = if self.globals.verbose { ids.len() } else { NOTES.min(ids.len()) };
        let more = if shown < ids.len() { format!(" and {} more, --verbose lists them", ids.len() - shown) } else { String::new() };
        self.tell(&format!(
            "{} {what} {name:?}, left out: {}{more}",
            newsloom_core::count(ids.len(), "article", "articles"),
            ids[..shown].join(", ")
        ));
    }

    /// A line on standard error, unless `--quiet`.
    pub(crate) fn tell(&mut self, line: &str) {
        if !self.globals.quiet {
            // A closed standard error must not stop the work.
            let _ = writeln!(self.streams.stderr, "newsloom: {line}");
        }
    }

    /// Runs `f` on the threads asked for, with a sign of life on a terminal when it takes over a second.
    pub(crate) fn work<R: Send>(&mut self, what: &str, f: impl FnOnce() -> R + Send) -> Result<R, Failure> {
        let visible = self.streams.terminal.stderr && !self.globals.quiet;
        let threads = self.globals.threads;
        let monitor = Arc::new(Monitor::default());
        match progress::while_working(visible, what, &monitor, || newsloom_core::threads::watched(threads, &monitor, f)) {
            Ok(Some(result)) => Ok(result),
            // Nobody cancels this monitor.
            Ok(None) => Err(Failure::Data(format!("{what} was cancelled"))),
            Err(e) => Err(Failure::Data(format!("{threads} threads can't be started: {e}"))),
        }
    }

    /// The format asked for, else the one that the output's ending tells, else a table.
    pub(crate) fn format(&self) -> Format {
        let by_ending = || self.globals.output.as_deref().and_then(Format::of);
        self.globals.format.or_else(by_ending).unwrap_or(Format::Table)
    }

    /// Writes a result to standard output or the file asked for.
    pub(crate) fn show(&mut self, result: &dyn Show) -> Result<(), Failure> {
        let (format, mut terminal) = (self.format(), self.streams.terminal);
        terminal.color &= self.globals.output.is_none();
        self.write(&mut |out| write_as(result, format, terminal, out))
    }

    /// Writes whatever `write` gives to standard output or, whole or not at all, to the file asked for.
    pub(crate) fn write(&mut self, write: &mut dyn FnMut(&mut dyn io::Write) -> io::Result<()>) -> Result<(), Failure> {
        match &self.globals.output {
            Some(path) => Ok(write_atomically(path, |out| write(out))?),
            None => Ok(write(self.streams.stdout)?),
        }
    }
}
