//! One file per format: bytes in, records or articles out.

pub(crate) mod csv;
pub(crate) mod jsonl;
pub(crate) mod text;

use std::path::Path;

/// The formats that articles are read from, told by a file's ending.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Format {
    /// `.txt`: one article a file.
    Text,
    /// `.jsonl`, `.ndjson`: one record a line.
    Jsonl,
    /// `.csv`, `.tsv`: one record a row, names in the first.
    Csv,
}

const ENDINGS: [(&str, Format); 5] =
    [("txt", Format::Text), ("jsonl", Format::Jsonl), ("ndjson", Format::Jsonl), ("csv", Format::Csv), ("tsv", Format::Csv)];

impl Format {
    /// The format that a path's ending tells, whatever its case.
    #[must_use]
    pub fn of(path: &Path) -> Option<Self> {
        let ending = path.extension()?.to_str()?.to_ascii_lowercase();
        ENDINGS.iter().find(|(e, _)| *e == ending).map(|(_, f)| *f)
    }

    /// The known endings as a list for people.
    #[must_use]
    pub fn endings() -> String {
        ENDINGS.map(|(e, _)| format!(".{e}")).join(", ")
    }
}
