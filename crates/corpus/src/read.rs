use crate::{
    Column, Format, Location, ReadError, ReadOptions,
    decode::{Decoded, decode},
    format::{arrow, csv, html, jsonl, packed::Packing, parquet, text},
    paths::{Source, resolve},
    record::{Outcome, article},
};
use arrow_array::RecordBatch;
use arrow_schema::ArrowError;
use bytes::Bytes;
use newsloom_core::{Article, progress::Pass};
use serde::Serialize;
use serde_json::{Map, Value};
use std::{
    collections::{BTreeSet, HashMap},
    fmt, fs, io,
    path::Path,
};

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
/// Files are told by their ending, see [`Format`]. What is not understood in a folder is passed over and listed in
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

/// Names that other tools give to the outlet of an article, for a note only.
const OUTLETS: [&str; 9] = ["source", "publisher", "publication", "site", "site_name", "sitename", "newspaper", "medium", "domain"];

pub(crate) struct Gathered<'o> {
    pub(crate) options: &'o ReadOptions,
    pub(crate) articles: Vec<Article>,
    pub(crate) places: Vec<Location>,
    pub(crate) notes: Vec<Note>,
    /// The names of fields that records have, for the check of the mapping.
    fields: BTreeSet<String>,
}

impl<'o> Gathered<'o> {
    pub(crate) fn new(options: &'o ReadOptions) -> Self {
        Self { options, articles: Vec::new(), places: Vec::new(), notes: Vec::new(), fields: BTreeSet::new() }
    }

    pub(crate) fn file(&mut self, path: &Path, format: Format, named: bool) -> Result<(), ReadError> {
        let name = path.display().to_string();
        let mut bytes = fs::read(path).map_err(|source| ReadError::Io { path: name.clone(), source })?;
        if let Some(packing) = Packing::of(path)
            && !bytes.is_empty()
        {
            bytes = packing.unpack(&bytes, &name)?;
        }
        if bytes.trim_ascii().is_empty() {
            let reason = if bytes.is_empty() { "the file is empty" } else { "the file holds white space only" };
            if named {
                return Err(ReadError::Empty { path: name, reason: reason.into() });
            }
            self.note(Location::File(name), NoteKind::Skipped, reason.into());
            return Ok(());
        }
        let before = (self.articles.len(), self.notes.len());
        match format {
            Format::Jsonl => self.jsonl(&bytes, &name)?,
            Format::Csv => {
                let content = self.decoded(bytes, &name)?;
                let table = csv::table(&content, &name, self.options.source("text"))?;
                if let Some(sep) = table.separator {
                    self.note(Location::File(name.clone()), NoteKind::Read, format!("columns are separated by {sep:?}"));
                }
                self.lines(table.records, &name)?;
            }
            Format::Parquet => self.lines(parquet::records(Bytes::from(bytes), &name)?, &name)?,
            Format::Html => {
                let content = match html::declared(&bytes) {
                    Some(decoded) => self.noted(decoded, &name),
                    None => self.decoded(bytes, &name)?,
                };
                match html::article(&content, path, self.options)? {
                    Some(article) => self.push(article, &name),
                    None => self.note(Location::File(name.clone()), NoteKind::Skipped, "no main text was found in the page".into()),
                }
            }
            Format::Text => {
                let content = self.decoded(bytes, &name)?;
                if content.chars().any(char::is_alphanumeric) {
                    self.push(text::article(content, path, self.options), &name);
                } else {
                    self.note(Location::File(name.clone()), NoteKind::Skipped, "its text holds no word".into());
                }
            }
        }
        if named && (self.articles.len(), self.notes.len()) == before {
            return Err(ReadError::Empty { path: name, reason: "no record".into() });
        }
        Ok(())
    }

    /// The article that a whole file is.
    fn push(&mut self, article: Article, name: &str) {
        self.articles.push(article);
        self.places.push(Location::File(name.into()));
    }

    fn decoded(&mut self, bytes: Vec<u8>, name: &str) -> Result<String, ReadError> {
        let decoded = decode(bytes, name)?;
        Ok(self.noted(decoded, name))
    }

    fn noted(&mut self, decoded: Decoded, name: &str) -> String {
        if let Some(encoding) = decoded.encoding {
            self.note(Location::File(name.into()), NoteKind::Read, format!("decoded from {encoding}"));
        }
        decoded.text
    }

    fn jsonl(&mut self, bytes: &[u8], name: &str) -> Result<(), ReadError> {
        self.lines(jsonl::records(bytes, name), name)
    }

    fn lines(&mut self, lines: impl IntoIterator<Item = jsonl::Line>, name: &str) -> Result<(), ReadError> {
        let stem = Format::stem(Path::new(name));
        for (line, record) in lines {
            self.record(record, Location::Line(name.into(), line), || format!("{stem}:{line}"))?;
        }
        Ok(())
    }

    pub(crate) fn record(
        &mut self,
        record: Result<Map<String, Value>, ReadError>,
        location: Location,
        fallback: impl FnOnce() -> String,
    ) -> Result<(), ReadError> {
        if let Ok(r) = &record {
            r.keys().filter(|k| !self.fields.contains(*k)).cloned().collect::<Vec<_>>().into_iter().for_each(|k| {
                self.fields.insert(k);
            });
        }
        match record.and_then(|r| article(r, &location, fallback, self.options)) {
            Ok(Outcome::Article(a)) => {
                self.articles.push(*a);
                self.places.push(location);
                Ok(())
            }
            Ok(Outcome::Blank) => {
                self.note(location, NoteKind::Skipped, "its text holds no word".into());
                Ok(())
            }
            Err(e) => self.or_skip(Err(e), &location),
        }
    }

    /// An error, or with `skip_bad` a note.
    pub(crate) fn or_skip(&mut self, outcome: Result<(), ReadError>, location: &Location) -> Result<(), ReadError> {
        match outcome {
            Err(e) if self.options.skip_bad => {
                let said = e.to_string();
                let reason = said.strip_prefix(&format!("{location}: ")).unwrap_or(&said).to_owned();
                self.note(location.clone(), NoteKind::Skipped, reason);
                Ok(())
            }
            other => other,
        }
    }

    pub(crate) fn note(&mut self, location: Location, kind: NoteKind, reason: String) {
        self.notes.push(Note { location, kind, reason });
    }

    fn finish(mut self, given: &str) -> Result<Corpus, ReadError> {
        if self.articles.is_empty() {
            return Err(nothing(given, &self.notes));
        }
        let mut first: HashMap<&str, usize> = HashMap::new();
        for (i, a) in self.articles.iter().enumerate() {
            if let Some(j) = first.insert(&a.id, i) {
                let (first, second) = (self.places[j].clone(), self.places[i].clone());
                return Err(ReadError::DuplicateId { id: a.id.clone(), first, second });
            }
        }
        self.check_mapping()?;
        if !self.options.fields.contains_key("outlet")
            && self.articles.iter().all(|a| a.outlet.is_empty())
            && let Some(name) = OUTLETS.into_iter().find(|name| self.fields.contains(*name))
        {
            let reason = format!(
                "no article names its outlet; if the field {name:?} does, map it: outlet={name:?} in Python, --field outlet={name} on the command line"
            );
            self.note(Location::File(given.into()), NoteKind::Read, reason);
        }
        Ok(Corpus { articles: self.articles, notes: self.notes })
    }

    /// Whether every field that is mapped stands in some record.
    pub(crate) fn check_mapping(&self) -> Result<(), ReadError> {
        let known: Vec<&str> = self.fields.iter().map(String::as_str).collect();
        if let Some((field, source)) = self.options.fields.iter().find(|(_, s)| !known.is_empty() && !known.contains(&s.as_str())) {
            let hint = newsloom_core::hint(source, &known);
            return Err(ReadError::UnusedField { field: field.clone(), source_field: source.clone(), hint });
        }
        Ok(())
    }
}

/// That no article is left, and the first reason why.
pub(crate) fn nothing(given: &str, notes: &[Note]) -> ReadError {
    let reason = match notes.iter().filter(|n| n.kind == NoteKind::Skipped).collect::<Vec<_>>().as_slice() {
        [] => "nothing was found".into(),
        [one] => one.to_string(),
        [one, others @ ..] => format!("{one}; {} more were skipped", others.len()),
    };
    ReadError::Empty { path: given.into(), reason }
}
