use crate::{
    Format, Location, Note, NoteKind, ReadError, ReadOptions,
    format::{csv, jsonl, packed::Packing},
    gathered::{Gathered, nothing},
    paths::{Source, resolve},
};
use newsloom_core::Article;
use std::{
    fs::File,
    io::{self, BufRead, BufReader, Read, Seek},
    iter::Peekable,
    path::Path,
};

/// Tables up to this many bytes are read whole: then the encoding can be guessed and lines are counted exactly.
const WHOLE: u64 = 32 << 20;
/// What is looked at of a longer table to find its columns.
const HEAD: u64 = 1 << 20;

/// Articles one after another, as they are read, so that a corpus larger than memory can be worked through.
///
/// The same paths, options, articles and messages as [`crate::read`], but for two things that need the whole: ids are not compared with
/// each other, and a table of more than 32 MB has to be UTF-8. In memory is at most one line of JSONL (packed or not), one row of such
/// a table, or one other file.
pub struct ArticleStream<'a> {
    gathered: Gathered<'a>,
    sources: std::vec::IntoIter<Source>,
    open: Option<Open<'a>>,
    stdin: Option<&'a mut dyn Read>,
    given: String,
    ready: std::vec::IntoIter<Article>,
    /// Whether an article has been given.
    any: bool,
    whole: u64,
    ended: bool,
}

/// A file that is being read.
struct Open<'a> {
    path: String,
    /// The name in the ids of records without one.
    stem: String,
    /// Whether it was named, so that it must hold something.
    named: bool,
    /// Whether it has held something.
    any: bool,
    lines: Lines<'a>,
}

enum Lines<'a> {
    Jsonl { from: Box<dyn BufRead + 'a>, line: u64, buffer: Vec<u8> },
    Table { rows: Peekable<Box<dyn Iterator<Item = jsonl::Line> + 'a>>, open_quote: bool },
}

impl std::fmt::Debug for ArticleStream<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ArticleStream").field("given", &self.given).field("notes", &self.gathered.notes).finish_non_exhaustive()
    }
}

impl<'a> ArticleStream<'a> {
    /// Finds the files behind the paths; nothing is read yet. `stdin` is read where a path is `-`.
    ///
    /// # Errors
    /// As [`crate::read`], as far as it concerns paths and options.
    pub fn open<P: AsRef<str>>(paths: &[P], options: &'a ReadOptions, stdin: &'a mut dyn Read) -> Result<Self, ReadError> {
        options.check()?;
        if paths.is_empty() {
            return Err(ReadError::NoPath);
        }
        let mut gathered = Gathered::new(options);
        let sources = resolve(paths, &mut gathered.notes)?.into_iter();
        let given = paths.iter().map(AsRef::as_ref).collect::<Vec<_>>().join(" ");
        let ready = Vec::new().into_iter();
        Ok(Self { gathered, sources, open: None, stdin: Some(stdin), given, ready, any: false, whole: WHOLE, ended: false })
    }

    /// What was noted so far; each note is given once.
    pub fn take_notes(&mut self) -> Vec<Note> {
        // The last note stays, so that an end without an article can say why.
        let keep = self.gathered.notes.len().saturating_sub(1);
        if self.ended { std::mem::take(&mut self.gathered.notes) } else { self.gathered.notes.drain(..keep).collect() }
    }

    /// The next article, or none at the end.
    fn advance(&mut self) -> Result<Option<Article>, ReadError> {
        loop {
            if let Some(article) = self.ready.next() {
                self.any = true;
                return Ok(Some(article));
            }
            self.gathered.places.clear();
            if !self.gathered.articles.is_empty() {
                self.ready = std::mem::take(&mut self.gathered.articles).into_iter();
                continue;
            }
            if let Some(mut open) = self.open.take() {
                if self.line(&mut open)? {
                    self.open = Some(open);
                } else if !open.any {
                    self.without_record(open.path, open.named)?;
                }
                continue;
            }
            match self.sources.next() {
                None if !self.any => return Err(nothing(&self.given, &self.gathered.notes)),
                None => return self.gathered.check_mapping().map(|()| None),
                Some(Source::Stdin) => {
                    let from: Box<dyn Read> = self.stdin.take().map_or(Box::new(io::empty()), |s| Box::new(s));
                    self.open = Some(Open::jsonl(from, Path::new("stdin"), true));
                }
                Some(Source::File { path, format, named }) => {
                    let outcome = self.file(&path, format, named);
                    self.gathered.or_skip(outcome, &Location::File(path.display().to_string()))?;
                }
            }
        }
    }

    fn file(&mut self, path: &Path, format: Format, named: bool) -> Result<(), ReadError> {
        let name = path.display().to_string();
        let failed = |source| ReadError::Io { path: name.clone(), source };
        match format {
            Format::Jsonl => {
                let file = File::open(path).map_err(failed)?;
                let from: Box<dyn Read> = match Packing::of(path) {
                    Some(packing) => packing.reader(file).map_err(failed)?,
                    None => Box::new(file),
                };
                self.open = Some(Open::jsonl(from, path, named));
                Ok(())
            }
            Format::Csv if Packing::of(path).is_none() && path.metadata().map_err(failed)?.len() > self.whole => {
                match Table::examine(path).map_err(failed)? {
                    Some(table) => self.table(table, path, named),
                    None => self.gathered.file(path, format, named),
                }
            }
            _ => self.gathered.file(path, format, named),
        }
    }

    fn table(&mut self, table: Table, path: &Path, named: bool) -> Result<(), ReadError> {
        let name = path.display().to_string();
        let header = csv::header(&table.head, &name, self.gathered.options.source("text"))?;
        if let Some(sep) = header.separator {
            self.gathered.note(Location::File(name.clone()), NoteKind::Read, format!("columns are separated by {sep:?}"));
        }
        let rows = csv::stream(table.from, name, header).peekable();
        self.open = Some(Open::new(path, named, Lines::Table { rows, open_quote: table.open_quote }));
        Ok(())
    }

    /// Takes in the next record of a file; false at its end.
    fn line(&mut self, open: &mut Open<'a>) -> Result<bool, ReadError> {
        let Some((line, record)) = open.next().map_err(|source| ReadError::Io { path: open.path.clone(), source })? else {
            return Ok(false);
        };
        open.any = true;
        let stem = &open.stem;
        self.gathered.record(record, Location::Line(open.path.clone(), line), || format!("{stem}:{line}"))?;
        Ok(true)
    }

    fn without_record(&mut self, path: String, named: bool) -> Result<(), ReadError> {
        let reason = "no record".to_owned();
        if named {
            let location = Location::File(path.clone());
            return self.gathered.or_skip(Err(ReadError::Empty { path, reason }), &location);
        }
        self.gathered.note(Location::File(path), NoteKind::Skipped, reason);
        Ok(())
    }
}

impl Iterator for ArticleStream<'_> {
    type Item = Result<Article, ReadError>;

    /// After an error nothing more comes.
    fn next(&mut self) -> Option<Self::Item> {
        if self.ended {
            return None;
        }
        let next = self.advance();
        self.ended = !matches!(next, Ok(Some(_)));
        next.transpose()
    }
}

impl<'a> Open<'a> {
    fn new(path: &Path, named: bool, lines: Lines<'a>) -> Self {
        let stem = Format::stem(path);
        Self { path: path.display().to_string(), stem, named, any: false, lines }
    }

    fn jsonl(from: Box<dyn Read + 'a>, path: &Path, named: bool) -> Self {
        let from = Box::new(BufReader::with_capacity(1 << 18, from));
        Self::new(path, named, Lines::Jsonl { from, line: 0, buffer: Vec::new() })
    }

    fn next(&mut self) -> io::Result<Option<jsonl::Line>> {
        match &mut self.lines {
            Lines::Jsonl { from, line, buffer } => loop {
                buffer.clear();
                if from.read_until(b'\n', buffer)? == 0 {
                    return Ok(None);
                }
                *line += 1;
                let marked = if *line == 1 { buffer.strip_prefix("\u{feff}".as_bytes()) } else { None };
                if let Some(found) = jsonl::line(marked.unwrap_or(buffer), &self.path, *line) {
                    return Ok(Some(found));
                }
            },
            Lines::Table { rows, open_quote } => {
                let row = rows.next();
                let last = *open_quote && rows.peek().is_none();
                Ok(row.map(|(line, record)| match record {
                    // A field that is opened and never closed swallows the rest of the file without a word from the parser.
                    Ok(r) if last && r.values().next_back().is_some_and(|v| v.as_str().is_some_and(|s| s.contains('\n'))) => {
                        (line, Err(csv::open_quote(&self.path, line)))
                    }
                    record => (line, record),
                }))
            }
        }
    }
}

/// A table that is UTF-8 throughout.
struct Table {
    head: String,
    from: BufReader<File>,
    /// Whether its quotation marks are odd in number.
    open_quote: bool,
}

impl Table {
    /// Reads the file once; none if it is not UTF-8 or no text, so that it has to be read whole and decoded.
    fn examine(path: &Path) -> io::Result<Option<Self>> {
        let mut from = BufReader::with_capacity(1 << 18, File::open(path)?);
        let (mut marks, mut carried, mut head) = (0, Vec::new(), Vec::new());
        loop {
            let block = from.fill_buf()?;
            if block.is_empty() {
                break;
            }
            let n = block.len();
            marks += memchr::memchr_iter(b'"', block).count();
            if memchr::memchr(0, block).is_some() {
                return Ok(None);
            }
            if (head.len() as u64) < HEAD {
                head.extend_from_slice(block);
            }
            carried.extend_from_slice(block);
            from.consume(n);
            match std::str::from_utf8(&carried) {
                Ok(_) => carried.clear(),
                Err(e) if e.error_len().is_none() => drop(carried.drain(..e.valid_up_to())),
                Err(_) => return Ok(None),
            }
        }
        if !carried.is_empty() {
            return Ok(None);
        }
        let head = head.strip_prefix("\u{feff}".as_bytes()).unwrap_or(&head);
        let head = String::from_utf8_lossy(head).into_owned();
        from.rewind()?;
        Ok(Some(Self { head, from, open_quote: marks % 2 == 1 }))
    }
}

#[cfg(test)]
mod tests;
