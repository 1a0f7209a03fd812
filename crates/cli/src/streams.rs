use std::io::{self, BufWriter, IsTerminal, Read, Write};

/// What is known about where the output goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Terminal {
    /// Whether standard error is a terminal: then progress is shown.
    pub stderr: bool,
    /// Columns that tables may take.
    pub width: usize,
    /// Whether bold and dim text is welcome.
    pub color: bool,
}

/// Columns that tables take when nobody tells the width.
const WIDTH: usize = 100;

/// Where the command reads and writes.
pub struct Streams<'s> {
    /// JSONL, when a path is `-`.
    pub stdin: &'s mut dyn Read,
    /// Data, and nothing else.
    pub stdout: &'s mut dyn Write,
    /// Errors, notes, progress.
    pub stderr: &'s mut dyn Write,
    /// How it looks.
    pub terminal: Terminal,
}

impl<'s> Streams<'s> {
    /// Streams that are no terminal.
    pub fn piped(stdin: &'s mut dyn Read, stdout: &'s mut dyn Write, stderr: &'s mut dyn Write) -> Self {
        Self { stdin, stdout, stderr, terminal: Terminal { stderr: false, width: WIDTH, color: false } }
    }

    /// The process's own streams, buffered. `NO_COLOR`, `TERM=dumb` and `COLUMNS` are heeded.
    pub(crate) fn with_process<R>(f: impl FnOnce(Streams<'_>) -> R) -> R {
        let set = |name: &str| std::env::var(name).ok().filter(|v| !v.is_empty());
        let stdout = io::stdout();
        let columns = set("COLUMNS").and_then(|c| c.parse().ok());
        let measured = || terminal_size::terminal_size_of(&stdout).map(|(w, _)| usize::from(w.0));
        let width = columns.or_else(measured).unwrap_or(WIDTH).clamp(40, 500);
        let color = stdout.is_terminal() && set("NO_COLOR").is_none() && set("TERM").is_none_or(|t| t != "dumb");
        let terminal = Terminal { stderr: io::stderr().is_terminal(), width, color };
        let mut out = BufWriter::with_capacity(1 << 16, stdout.lock());
        f(Streams { stdin: &mut io::stdin().lock(), stdout: &mut out, stderr: &mut io::stderr(), terminal })
    }
}
