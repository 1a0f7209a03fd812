use crate::{BAD_DATA, BAD_USAGE, DONE, Streams};
use newsloom_analysis::AnalysisError;
use newsloom_compare::CompareError;
use newsloom_corpus::{ReadError, WriteError};
use std::io;

/// Why the command ends before its end.
#[derive(Debug)]
pub(crate) enum Failure {
    /// The data can't be used, or the result can't be written.
    Data(String),
    /// The command was given wrongly.
    Usage(String),
    /// What clap says: help, version, or a wrong flag.
    Clap(clap::Error),
    /// Nobody reads standard output any more.
    Closed,
}

impl Failure {
    pub(crate) fn code(&self) -> u8 {
        match self {
            Self::Data(_) => BAD_DATA,
            Self::Usage(_) => BAD_USAGE,
            Self::Clap(e) if e.use_stderr() => BAD_USAGE,
            Self::Clap(_) | Self::Closed => DONE,
        }
    }

    pub(crate) fn report(&self, streams: &mut Streams<'_>) -> io::Result<()> {
        match self {
            Self::Data(message) | Self::Usage(message) => writeln!(streams.stderr, "newsloom: {message}"),
            Self::Clap(e) => {
                let words = e.render();
                let words = if streams.terminal.color { words.ansi().to_string() } else { words.to_string() };
                if e.use_stderr() {
                    write!(streams.stderr, "{words}")
                } else {
                    write!(streams.stdout, "{words}").and_then(|()| streams.stdout.flush())
                }
            }
            Self::Closed => Ok(()),
        }
    }
}

impl From<clap::Error> for Failure {
    fn from(e: clap::Error) -> Self {
        Self::Clap(e)
    }
}

/// Of writing to standard output.
impl From<io::Error> for Failure {
    fn from(e: io::Error) -> Self {
        match e.kind() {
            io::ErrorKind::BrokenPipe => Self::Closed,
            _ => Self::Data(format!("standard output can't be written: {e}")),
        }
    }
}

impl From<ReadError> for Failure {
    fn from(e: ReadError) -> Self {
        match e {
            ReadError::UnknownField { .. } | ReadError::NoPath => Self::Usage(e.to_string()),
            _ => Self::Data(e.to_string()),
        }
    }
}

impl From<WriteError> for Failure {
    fn from(e: WriteError) -> Self {
        Self::Data(e.to_string())
    }
}

/// Flags whose values the crates below check; whether they are right, no article tells.
const FLAGS: [&str; 2] = ["keep", "language"];

impl From<CompareError> for Failure {
    fn from(e: CompareError) -> Self {
        match e {
            CompareError::Parameter { parameter, .. } if FLAGS.contains(&parameter) => Self::Usage(e.to_string()),
            _ => Self::Data(e.to_string()),
        }
    }
}

impl From<AnalysisError> for Failure {
    fn from(e: AnalysisError) -> Self {
        match e {
            AnalysisError::Parameter { parameter, .. } if FLAGS.contains(&parameter) => Self::Usage(e.to_string()),
            _ => Self::Data(e.to_string()),
        }
    }
}
