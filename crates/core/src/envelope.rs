use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use thiserror::Error;

const MAGIC: &[u8; 8] = b"NEWSLOOM";

/// Why bytes are not the state that was asked for.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum EnvelopeError {
    /// The bytes do not start as newsloom's state does.
    #[error("no newsloom state: the first bytes are not NEWSLOOM")]
    Stranger,
    /// The bytes end too early.
    #[error("the state is truncated: {need} bytes needed, {have} there")]
    Truncated {
        /// Bytes that the header promises.
        need: u64,
        /// Bytes that are there.
        have: u64,
    },
    /// The checksum does not fit: the bytes were altered.
    #[error("the state was altered: checksum {found:08x}, expected {expected:08x}")]
    Checksum {
        /// Checksum that is stored.
        expected: u32,
        /// Checksum of the bytes.
        found: u32,
    },
    /// The state is of another kind, or of a version that this release does not read.
    #[error("{what} is {found:?}, this needs {expected:?}")]
    Other {
        /// Which mark differs: `kind` or `version`.
        what: &'static str,
        /// What this reads.
        expected: String,
        /// What the bytes say.
        found: String,
    },
    /// The header or a block does not say what it should.
    #[error("the state is malformed: {0}")]
    Malformed(String),
}

#[derive(Serialize, Deserialize)]
struct Header {
    kind: String,
    version: u32,
    params: serde_json::Value,
    blocks: Vec<(String, u64)>,
}

/// State that leaves the process: a kind, a version, the parameters that made it, and named blocks of bytes.
///
/// Layout: `NEWSLOOM`, length of the header (u64, little endian), the header as JSON, the blocks one after another,
/// CRC-32 of all before it (u32, little endian). Nothing in it is code; loading runs none.
#[derive(Debug, Clone, PartialEq)]
pub struct Envelope {
    kind: String,
    version: u32,
    params: serde_json::Value,
    blocks: Vec<(String, Vec<u8>)>,
}

impl Envelope {
    /// An envelope without blocks.
    ///
    /// # Errors
    /// When `params` can't be written as JSON.
    pub fn new(kind: &str, version: u32, params: &impl Serialize) -> Result<Self, EnvelopeError> {
        let params = serde_json::to_value(params).map_err(|e| EnvelopeError::Malformed(e.to_string()))?;
        Ok(Self { kind: kind.into(), version, params, blocks: Vec::new() })
    }

    /// Adds a block.
    pub fn push(&mut self, name: &str, bytes: Vec<u8>) {
        self.blocks.push((name.into(), bytes));
    }

    /// The parameters that made the state.
    ///
    /// # Errors
    /// When they do not read as `P`.
    pub fn params<P: DeserializeOwned>(&self) -> Result<P, EnvelopeError> {
        P::deserialize(&self.params).map_err(|e| EnvelopeError::Malformed(format!("params: {e}")))
    }

    /// The block called `name`.
    ///
    /// # Errors
    /// When there is none.
    pub fn block(&self, name: &str) -> Result<&[u8], EnvelopeError> {
        let found = self.blocks.iter().find(|(n, _)| n == name);
        found.map(|(_, b)| b.as_slice()).ok_or_else(|| EnvelopeError::Malformed(format!("no block {name:?}")))
    }

    /// The bytes to be saved.
    ///
    /// # Errors
    /// When the header can't be written as JSON.
    pub fn to_bytes(&self) -> Result<Vec<u8>, EnvelopeError> {
        let header = Header {
            kind: self.kind.clone(),
            version: self.version,
            params: self.params.clone(),
            blocks: self.blocks.iter().map(|(n, b)| (n.clone(), b.len() as u64)).collect(),
        };
        let header = serde_json::to_vec(&header).map_err(|e| EnvelopeError::Malformed(e.to_string()))?;
        let mut out = Vec::with_capacity(20 + header.len() + self.blocks.iter().map(|(_, b)| b.len()).sum::<usize>());
        out.extend_from_slice(MAGIC);
        out.extend_from_slice(&(header.len() as u64).to_le_bytes());
        out.extend_from_slice(&header);
        self.blocks.iter().for_each(|(_, b)| out.extend_from_slice(b));
        out.extend_from_slice(&crc32fast::hash(&out).to_le_bytes());
        Ok(out)
    }

    /// Reads what [`Envelope::to_bytes`] wrote.
    ///
    /// # Errors
    /// When the bytes are no newsloom state, end early, were altered, or are of another `kind` or `version`.
    pub fn from_bytes(bytes: &[u8], kind: &str, version: u32) -> Result<Self, EnvelopeError> {
        let have = bytes.len() as u64;
        if !bytes.starts_with(MAGIC) {
            return Err(EnvelopeError::Stranger);
        }
        let (body, sum) =
            bytes.split_at_checked(bytes.len() - 4).filter(|(b, _)| b.len() >= 16).ok_or(EnvelopeError::Truncated { need: 20, have })?;
        let header_len = u64::from_le_bytes(body[8..16].try_into().unwrap_or_default());
        let end = 16u64.saturating_add(header_len);
        if end > body.len() as u64 {
            return Err(EnvelopeError::Truncated { need: end.saturating_add(4), have });
        }
        let end = end as usize;
        let expected = u32::from_le_bytes(sum.try_into().unwrap_or_default());
        let found = crc32fast::hash(body);
        let header: Header = match serde_json::from_slice(&body[16..end]) {
            Ok(h) => h,
            Err(_) if found != expected => return Err(EnvelopeError::Checksum { expected, found }),
            Err(e) => return Err(EnvelopeError::Malformed(format!("header: {e}"))),
        };
        let need = header.blocks.iter().fold(end as u64 + 4, |n, (_, l)| n.saturating_add(*l));
        if need > have {
            return Err(EnvelopeError::Truncated { need, have });
        }
        if found != expected {
            return Err(EnvelopeError::Checksum { expected, found });
        }
        if header.kind != kind {
            return Err(EnvelopeError::Other { what: "kind", expected: kind.into(), found: header.kind });
        }
        if header.version != version {
            return Err(EnvelopeError::Other { what: "version", expected: version.to_string(), found: header.version.to_string() });
        }
        let mut at = end;
        let mut blocks = Vec::with_capacity(header.blocks.len());
        for (name, len) in header.blocks {
            let to = at + len as usize;
            blocks.push((name, body[at..to].to_vec()));
            at = to;
        }
        if at != body.len() {
            return Err(EnvelopeError::Malformed("bytes after the last block".into()));
        }
        Ok(Self { kind: header.kind, version: header.version, params: header.params, blocks })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn sample() -> Envelope {
        let mut e = Envelope::new("counts", 1, &("word", 2)).unwrap();
        e.push("terms", b"abc".to_vec());
        e.push("empty", Vec::new());
        e
    }

    #[test]
    fn comes_back_as_it_went() {
        let back = Envelope::from_bytes(&sample().to_bytes().unwrap(), "counts", 1).unwrap();
        assert_eq!(back, sample());
        assert_eq!(back.params::<(String, u8)>().unwrap(), ("word".into(), 2));
    }

    #[test]
    fn says_what_differs() {
        let b = sample().to_bytes().unwrap();
        assert!(Envelope::from_bytes(&b, "index", 1).unwrap_err().to_string().contains("kind is \"counts\""));
        assert!(Envelope::from_bytes(&b, "counts", 2).unwrap_err().to_string().contains("version is \"1\""));
        assert!(matches!(Envelope::from_bytes(b"PK", "counts", 1), Err(EnvelopeError::Stranger)));
    }

    proptest! {
        #[test]
        fn any_cut_and_any_flip_is_noticed(cut in 0usize..100, at in 0usize..100, bit in 0u8..8) {
            let b = sample().to_bytes().unwrap();
            prop_assert!(Envelope::from_bytes(&b[..cut.min(b.len() - 1)], "counts", 1).is_err());
            let mut f = b.clone();
            let at = at % f.len();
            f[at] ^= 1 << bit;
            prop_assert!(Envelope::from_bytes(&f, "counts", 1).is_err());
        }
    }
}
