use crate::{Format, Location, Note, ReadError, read::NoteKind};
use globset::GlobBuilder;
use std::{
    collections::HashSet,
    fs, io,
    path::{Path, PathBuf},
};
use walkdir::WalkDir;

/// One place that articles are read from.
#[derive(Debug)]
pub(crate) enum Source {
    /// JSONL on standard input.
    Stdin,
    /// A file, and whether the user named it (then it must be usable) or a folder or glob held it.
    File { path: PathBuf, format: Format, named: bool },
}

/// The files behind the paths, in the order given, those of a folder or glob sorted; what is passed over goes to `notes`.
pub(crate) fn resolve<P: AsRef<str>>(paths: &[P], notes: &mut Vec<Note>) -> Result<Vec<Source>, ReadError> {
    let mut all = Sources { found: Vec::new(), seen: HashSet::new(), notes };
    for path in paths {
        let path = path.as_ref();
        if path == "-" {
            if !all.found.iter().any(|s| matches!(s, Source::Stdin)) {
                all.found.push(Source::Stdin);
            }
            continue;
        }
        match fs::metadata(path) {
            Ok(m) if m.is_dir() => all.folder(path)?,
            Ok(_) => all.named(path)?,
            Err(e) if e.kind() == io::ErrorKind::NotFound && path.contains(['*', '?', '[', '{']) => all.glob(path)?,
            Err(source) => return Err(ReadError::Io { path: path.into(), source }),
        }
    }
    Ok(all.found)
}

struct Sources<'n> {
    found: Vec<Source>,
    seen: HashSet<PathBuf>,
    notes: &'n mut Vec<Note>,
}

impl Sources<'_> {
    fn named(&mut self, path: &str) -> Result<(), ReadError> {
        let format = Format::of(Path::new(path)).ok_or_else(|| ReadError::Ending {
            path: path.into(),
            ending: Path::new(path).extension().map_or_else(String::new, |e| format!(".{}", e.to_string_lossy())),
            known: Format::endings(),
        })?;
        self.add(PathBuf::from(path), format, true);
        Ok(())
    }

    fn folder(&mut self, folder: &str) -> Result<(), ReadError> {
        let before = (self.found.len(), self.notes.len());
        self.walk(Path::new(folder), |_| true)?;
        if self.found.len() == before.0 && self.notes.len() == before.1 {
            return Err(ReadError::Empty { path: folder.into(), reason: format!("no file that ends in {}", Format::endings()) });
        }
        Ok(())
    }

    fn glob(&mut self, pattern: &str) -> Result<(), ReadError> {
        let glob = GlobBuilder::new(pattern.strip_prefix("./").unwrap_or(pattern)).literal_separator(true).build();
        let glob = glob.map_err(|e| ReadError::Glob { pattern: pattern.into(), reason: e.kind().to_string() })?.compile_matcher();
        // The part before the first folder with a wild card needs no search.
        let fixed: PathBuf = Path::new(pattern).components().take_while(|c| !is_wild(&c.as_os_str().to_string_lossy())).collect();
        let root = if fixed.as_os_str().is_empty() { Path::new(".") } else { &fixed };
        let mut matched = false;
        if root.exists() {
            self.walk(root, |p| {
                let hit = glob.is_match(p.strip_prefix("./").unwrap_or(p));
                matched |= hit;
                hit
            })?;
        }
        if matched { Ok(()) } else { Err(ReadError::NoMatch { pattern: pattern.into() }) }
    }

    /// Every wanted file below `root`, sorted by name, folder by folder.
    fn walk(&mut self, root: &Path, mut wanted: impl FnMut(&Path) -> bool) -> Result<(), ReadError> {
        let hidden = |name: &std::ffi::OsStr| name.to_string_lossy().starts_with('.');
        let mut walk = WalkDir::new(root).follow_links(true).sort_by_file_name().into_iter();
        while let Some(entry) = walk.next() {
            let entry = entry.map_err(|e| {
                let path = e.path().unwrap_or(root).display().to_string();
                let source = if e.loop_ancestor().is_some() {
                    io::Error::other("a symbolic link that leads back to its own folder")
                } else {
                    e.into_io_error().unwrap_or_else(|| io::ErrorKind::Other.into())
                };
                ReadError::Io { path, source }
            })?;
            if entry.depth() > 0 && entry.file_type().is_dir() && hidden(entry.file_name()) {
                self.skip(entry.path(), "hidden folder");
                walk.skip_current_dir();
            } else if !entry.file_type().is_dir() && wanted(entry.path()) {
                match Format::of(entry.path()) {
                    _ if hidden(entry.file_name()) => self.skip(entry.path(), "hidden file"),
                    Some(format) => self.add(entry.into_path(), format, false),
                    None => self.skip(entry.path(), &format!("its ending is none of {}", Format::endings())),
                }
            }
        }
        Ok(())
    }

    fn add(&mut self, path: PathBuf, format: Format, named: bool) {
        if self.seen.insert(fs::canonicalize(&path).unwrap_or_else(|_| path.clone())) {
            self.found.push(Source::File { path, format, named });
        } else {
            self.skip(&path, "the same file was given before");
        }
    }

    fn skip(&mut self, path: &Path, reason: &str) {
        let location = Location::File(path.display().to_string());
        self.notes.push(Note { location, kind: NoteKind::Skipped, reason: reason.into() });
    }
}

fn is_wild(s: &str) -> bool {
    s.contains(['*', '?', '[', '{'])
}
