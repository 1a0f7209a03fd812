//! One file per format: bytes in, records or articles out.

pub(crate) mod arrow;
pub(crate) mod csv;
pub(crate) mod html;
pub(crate) mod jsonl;
pub(crate) mod packed;
pub(crate) mod parquet;
pub(crate) mod text;

use packed::Packing;
use std::path::Path;

/// The formats that articles are read from, told by a file's ending; each may be packed, `.gz` or `.zst` after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Format {
    /// `.txt`: one article a file.
    Text,
    /// `.html`, `.htm`: one article a file, its main text.
    Html,
    /// `.jsonl`, `.ndjson`: one record a line.
    Jsonl,
    /// `.csv`, `.tsv`: one record a row, names in the first.
    Csv,
    /// `.parquet`: one record a row.
    Parquet,
}

const ENDINGS: [(&str, Format); 8] = [
    ("txt", Format::Text),
    ("html", Format::Html),
    ("htm", Format::Html),
    ("jsonl", Format::Jsonl),
    ("ndjson", Format::Jsonl),
    ("csv", Format::Csv),
    ("tsv", Format::Csv),
    ("parquet", Format::Parquet),
];

impl Format {
    /// The format that a path's ending tells, whatever its case and packed or not.
    ///
    /// ```
    /// use newsloom_corpus::Format;
    /// use std::path::Path;
    /// assert_eq!(Format::of(Path::new("pile.JSONL.gz")), Some(Format::Jsonl));
    /// assert_eq!(Format::of(Path::new("pile.pdf")), None);
    /// ```
    #[must_use]
    pub fn of(path: &Path) -> Option<Self> {
        let name = Packing::strip(path);
        let ending = name.extension()?.to_str()?.to_ascii_lowercase();
        ENDINGS.iter().find(|(e, _)| *e == ending).map(|(_, f)| *f)
    }

    /// The known endings as a list for people.
    #[must_use]
    pub fn endings() -> String {
        format!("{} (each also .gz or .zst)", ENDINGS.map(|(e, _)| format!(".{e}")).join(", "))
    }

    /// The file's name without its endings.
    pub(crate) fn stem(path: &Path) -> String {
        Packing::strip(path).file_stem().map(|s| s.to_string_lossy().into_owned()).unwrap_or_default()
    }
}
