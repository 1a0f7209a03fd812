use serde::Serialize;
use std::{fmt, io};
use thiserror::Error;

/// Where an article, a line or a record stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub enum Location {
    /// A whole file.
    File(String),
    /// A line of a file, counted from 1.
    Line(String, u64),
    /// A record given in memory, counted from 0.
    Record(usize),
}

impl fmt::Display for Location {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File(path) => f.write_str(path),
            Self::Line(path, line) => write!(f, "{path}:{line}"),
            Self::Record(n) => write!(f, "record {n}"),
        }
    }
}

/// Why articles can't be read. Each message names the place, the rule and the value.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum ReadError {
    /// No path was given.
    #[error("no path given: name files, folders, globs, or - for JSONL on standard input")]
    NoPath,
    /// The operating system refuses.
    #[error("{path}: {}", said(.source))]
    Io {
        /// The file or folder.
        path: String,
        /// What the operating system says.
        source: io::Error,
    },
    /// A pattern that can't be read as a glob.
    #[error("{pattern}: not a glob: {reason}")]
    Glob {
        /// The pattern given.
        pattern: String,
        /// What is wrong with it.
        reason: String,
    },
    /// A pattern that no file matches.
    #[error("{pattern}: no file matches this pattern")]
    NoMatch {
        /// The pattern given.
        pattern: String,
    },
    /// The file's ending says nothing.
    #[error("{path}: the ending of a file must be one of {known}, got {ending:?}")]
    Ending {
        /// The file.
        path: String,
        /// Its ending, with the dot; empty without one.
        ending: String,
        /// The endings that are known.
        known: String,
    },
    /// A folder, file or set of paths without a single article.
    #[error("{path}: holds no article ({reason})")]
    Empty {
        /// The folder, file or paths.
        path: String,
        /// What was found instead.
        reason: String,
    },
    /// Bytes that are no text.
    #[error("{location}: not a text: {reason}")]
    NotText {
        /// File or line.
        location: Location,
        /// What tells so.
        reason: String,
    },
    /// A file that is not what its ending says, or broken.
    #[error("{path}: can't be read as {what}: {reason}")]
    Unreadable {
        /// The file.
        path: String,
        /// What its ending says.
        what: &'static str,
        /// What is wrong with it.
        reason: String,
    },
    /// A line or row that its format does not allow.
    #[error("{location}: {reason}")]
    Syntax {
        /// The line.
        location: Location,
        /// What is wrong with it.
        reason: String,
    },
    /// A record without a field that it needs.
    #[error("{location}: a record needs the field {field:?}, got {found}")]
    MissingField {
        /// The record.
        location: Location,
        /// The field's name in the record.
        field: String,
        /// The fields it has, with the likely one.
        found: String,
    },
    /// A field with a value of the wrong kind.
    #[error("{location}: the field {field:?} must be {rule}, got {value}")]
    FieldValue {
        /// The record.
        location: Location,
        /// The field's name in the record.
        field: String,
        /// What it must be.
        rule: &'static str,
        /// What it is.
        value: String,
    },
    /// Two articles with one id.
    #[error("ids must be unique, {id:?} stands twice: {first} and {second}")]
    DuplicateId {
        /// The id.
        id: String,
        /// Where it stands first.
        first: Location,
        /// Where it stands again.
        second: Location,
    },
    /// A field is mapped that articles do not have.
    #[error("articles have no field {field:?}; {hint}")]
    UnknownField {
        /// The name given.
        field: String,
        /// The names there are, with the likely one.
        hint: String,
    },
    /// A field is mapped that stands in no record.
    #[error("no record has the field {source_field:?} that {field:?} is to be read from; {hint}")]
    UnusedField {
        /// The article's field.
        field: String,
        /// The record's field that was asked for.
        source_field: String,
        /// The fields that records have, with the likely one.
        hint: String,
    },
}

impl ReadError {
    /// The kind of error that the operating system gave, for those that come from it.
    #[must_use]
    pub fn io_kind(&self) -> Option<io::ErrorKind> {
        match self {
            Self::Io { source, .. } => Some(source.kind()),
            _ => None,
        }
    }
}

/// The system's words for the errors that users meet, without the number at the end.
pub(crate) fn said(e: &io::Error) -> String {
    match e.kind() {
        io::ErrorKind::NotFound => "no such file or folder".into(),
        io::ErrorKind::PermissionDenied => "permission denied".into(),
        io::ErrorKind::IsADirectory => "is a folder".into(),
        _ => e.to_string(),
    }
}
