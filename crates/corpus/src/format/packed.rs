use crate::ReadError;
use flate2::read::MultiGzDecoder;
use std::{
    borrow::Cow,
    io::{self, Read},
    path::{Path, PathBuf},
};

/// How a file is packed, told by the last of its endings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Packing {
    Gzip,
    Zstd,
}

impl Packing {
    pub(crate) fn of(path: &Path) -> Option<Self> {
        match path.extension()?.to_str()?.to_ascii_lowercase().as_str() {
            "gz" => Some(Self::Gzip),
            "zst" => Some(Self::Zstd),
            _ => None,
        }
    }

    /// The path without the ending of the packing.
    pub(crate) fn strip(path: &Path) -> Cow<'_, Path> {
        match Self::of(path) {
            Some(_) => Cow::Owned(path.file_stem().map(PathBuf::from).unwrap_or_default()),
            None => Cow::Borrowed(path),
        }
    }

    /// What stands in a packed file; several packed streams one after the other count as one.
    pub(crate) fn unpack(self, bytes: &[u8], path: &str) -> Result<Vec<u8>, ReadError> {
        let mut out = Vec::with_capacity(bytes.len() * 4);
        let what = match self {
            Self::Gzip => "gzip",
            Self::Zstd => "zstd",
        };
        match self.reader(bytes).and_then(|mut from| from.read_to_end(&mut out)) {
            Ok(_) => Ok(out),
            Err(e) => Err(ReadError::Unreadable { path: path.into(), what, reason: e.to_string() }),
        }
    }

    /// Undoes the packing while it is read.
    pub(crate) fn reader<'r>(self, from: impl Read + 'r) -> io::Result<Box<dyn Read + 'r>> {
        Ok(match self {
            Self::Gzip => Box::new(MultiGzDecoder::new(from)),
            Self::Zstd => Box::new(zstd::Decoder::new(from)?),
        })
    }
}
