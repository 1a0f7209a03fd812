use crate::{
    Corpus, Format, Location, Note, NoteKind, ReadError, ReadOptions,
    decode::{Decoded, decode},
    format::{csv, html, jsonl, packed::Packing, parquet, text},
    record::{Outcome, article},
};
use bytes::Bytes;
use newsloom_core::Article;
use serde_json::{Map, Value};
use std::{
    collections::{BTreeSet, HashMap},
    fs,
    path::Path,
};

/// Names that other tools give to the outlet of an article, for a note only.
const OUTLETS: [&str; 9] = ["source", "publisher", "publication", "site", "site_name", "sitename", "newspaper", "medium", "domain"];

/// What has been read so far.
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

    pub(crate) fn jsonl(&mut self, bytes: &[u8], name: &str) -> Result<(), ReadError> {
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

    pub(crate) fn finish(mut self, given: &str) -> Result<Corpus, ReadError> {
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
