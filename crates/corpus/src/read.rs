use crate::{
    Column, Location, ReadError, ReadOptions,
    format::arrow,
    gathered::Gathered,
    paths::{Source, resolve},
};
use arrow_array::RecordBatch;
use arrow_schema::ArrowError;
use newsloom_core::{Article, progress::Pass};
use serde::Serialize;
use serde_json::{Map, Value};
use std::{fmt, io};

/// What a note tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum NoteKind {
    /// A file, line or record that is not among the articles.
    Skipped,
    /// A file that was not read the usual way.
    Read,
}

/// What is worth knowing about a place that was read or passed over.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Note {
    /// The file, line or record.
    pub location: Location,
    /// Skipped, or read in another way.
    pub kind: NoteKind,
    /// Why, or how.
    pub reason: String,
}

impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let verb = match self.kind {
            NoteKind::Skipped => "skipped: ",
            NoteKind::Read => "",
        };
        write!(f, "{}: {verb}{}", self.location, self.reason)
    }
}

/// Articles with what was noted while reading.
#[derive(Clone, Debug, Default)]
pub struct Corpus {
    /// The articles, in the order of reading. Their ids are unique.
    pub articles: Vec<Article>,
    /// What was skipped, with the reason, and what was decoded otherwise than as UTF-8.
    pub notes: Vec<Note>,
}

/// Reads files, folders (with what is below them, sorted), globs and `-` (JSONL on standard input).
///
/// Files are told by their ending, see [`Format`](crate::Format). What is not understood in a folder is passed over and listed in
/// [`Corpus::notes`]; a file that is named must be usable. A record without an id gets `FILE:LINE`.
///
/// # Errors
/// When no path is given; a path does not exist or can't be opened; no article is found; a file is binary, broken UTF-8 or not what
/// its ending says; a record lacks `text` or has another kind of value there; two articles have one id. With
/// [`ReadOptions::skip_bad`], what is wrong with single files and records becomes a note instead.
///
/// ```
/// let missing = newsloom_corpus::read(&["no-such-file.txt"], &Default::default());
/// assert_eq!(missing.unwrap_err().to_string(), "no-such-file.txt: no such file or folder");
/// ```
pub fn read<P: AsRef<str>>(paths: &[P], options: &ReadOptions) -> Result<Corpus, ReadError> {
    read_with_stdin(paths, options, &mut io::stdin().lock())
}

/// [`read`] with another reader in the place of standard input.
///
/// # Errors
/// As [`read`].
pub fn read_with_stdin<P: AsRef<str>>(paths: &[P], options: &ReadOptions, stdin: &mut dyn io::Read) -> Result<Corpus, ReadError> {
    options.check()?;
    if paths.is_empty() {
        return Err(ReadError::NoPath);
    }
    let mut gathered = Gathered::new(options);
    let sources = resolve(paths, &mut gathered.notes)?;
    let pass = Pass::new(sources.len());
    for (n, source) in sources.into_iter().enumerate() {
        pass.step(n, || match source {
            Source::Stdin => {
                let mut bytes = Vec::new();
                stdin.read_to_end(&mut bytes).map_err(|source| ReadError::Io { path: "stdin".into(), source })?;
                gathered.jsonl(&bytes, "stdin")
            }
            Source::File { path, format, named } => {
                let outcome = gathered.file(&path, format, named);
                let location = Location::File(path.display().to_string());
                gathered.or_skip(outcome, &location)
            }
        })?;
    }
    let names: Vec<_> = paths.iter().map(AsRef::as_ref).collect();
    gathered.finish(&names.join(" "))
}

/// Takes records that are in memory already; the fields have the names and rules of JSONL. A record without an id gets its number, from 0.
///
/// # Errors
/// When there is no record, one lacks `text` or has another kind of value there, or two have one id.
///
/// ```
/// use serde_json::json;
/// let records = vec![json!({"id": "a", "body": "The mayor spoke."}).as_object().unwrap().clone()];
/// let options = newsloom_corpus::ReadOptions::default().field("text", "body");
/// assert_eq!(newsloom_corpus::from_records(records, &options).unwrap().articles[0].text, "The mayor spoke.");
/// ```
pub fn from_records(records: Vec<Map<String, Value>>, options: &ReadOptions) -> Result<Corpus, ReadError> {
    options.check()?;
    let mut gathered = Gathered::new(options);
    for (n, record) in records.into_iter().enumerate() {
        gathered.record(Ok(record), Location::Record(n), || n.to_string())?;
    }
    gathered.finish("records")
}

/// Takes tables that are in memory already, batch by batch: the rows are records with the names and rules of JSONL.
///
/// This is the one place where Arrow's own type stands in a signature: what data-frame libraries hand over is that type.
///
/// # Errors
/// As [`from_records`], and when a batch can't be had or a column has a type that no field can hold.
pub fn from_batches(
    batches: impl IntoIterator<Item = Result<RecordBatch, ArrowError>>,
    options: &ReadOptions,
) -> Result<Corpus, ReadError> {
    options.check()?;
    let mut gathered = Gathered::new(options);
    let mut n = 0;
    for batch in batches {
        let batch = batch.map_err(|e| no_table(e.to_string()))?;
        for record in arrow::records(&batch).map_err(no_table)? {
            gathered.record(Ok(record), Location::Record(n), || n.to_string())?;
            n += 1;
        }
    }
    gathered.finish("data frame")
}

/// The columns of tables that are in memory already, batch by batch, in their order.
///
/// # Errors
/// When a batch can't be had or a column has a type that a value of JSON can't hold.
pub fn columns(batches: impl IntoIterator<Item = Result<RecordBatch, ArrowError>>) -> Result<Vec<Column>, ReadError> {
    let mut all: Vec<Column> = Vec::new();
    for batch in batches {
        let batch = batch.map_err(|e| no_table(e.to_string()))?;
        for (n, column) in arrow::columns(&batch).enumerate() {
            let (name, values) = column.map_err(no_table)?;
            match all.get_mut(n) {
                Some((_, before)) => before.extend(values),
                None => all.push((name, values)),
            }
        }
    }
    Ok(all)
}

fn no_table(reason: String) -> ReadError {
    ReadError::Unreadable { path: "data frame".into(), what: "a table", reason }
}
