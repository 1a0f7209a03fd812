use crate::Analyzer;
use crate::reader::Reader;
use crate::rows::Rows;
use newsloom_text::Stemmer;
use newsloom_text::word_pattern::WordKey;
use std::collections::VecDeque;

/// MurmurHash3 of 32 bits (Appleby), as a signed number, with the seed scikit-learn's hashing uses: 0.
///
/// ```
/// assert_eq!(newsloom_tfidf::murmur3_32(b"foo"), -156_908_512);
/// ```
#[must_use]
pub fn murmur3_32(bytes: &[u8]) -> i32 {
    let scramble = |k: u32| k.wrapping_mul(0xcc9e_2d51).rotate_left(15).wrapping_mul(0x1b87_3593);
    let (blocks, rest) = bytes.as_chunks::<4>();
    let mut h =
        blocks.iter().fold(0u32, |h, b| (h ^ scramble(u32::from_le_bytes(*b))).rotate_left(13).wrapping_mul(5).wrapping_add(0xe654_6b64));
    if !rest.is_empty() {
        h ^= scramble(rest.iter().rev().fold(0, |k, &b| k << 8 | u32::from(b)));
    }
    h ^= bytes.len() as u32;
    h = (h ^ h >> 16).wrapping_mul(0x85eb_ca6b);
    h = (h ^ h >> 13).wrapping_mul(0xc2b2_ae35);
    (h ^ h >> 16) as i32
}

/// Rows of term counts over hashed columns, as one thread makes them: scikit-learn's `HashingVectorizer`.
///
/// The column of a term is `|h| mod n_features` of its hash `h`; with `alternate_sign` the sign of `h` is the sign of its count.
#[derive(Debug)]
pub struct HashedRows {
    analyzer: Analyzer,
    reader: Reader,
    stemmer: Option<Stemmer>,
    n_features: u32,
    alternate_sign: bool,
    row: Vec<(u32, i32)>,
    rows: Rows<f64>,
}

impl HashedRows {
    /// No row yet.
    #[must_use]
    pub fn new(analyzer: &Analyzer, n_features: u32, alternate_sign: bool) -> Self {
        Self {
            reader: Reader::new(analyzer),
            stemmer: analyzer.stemmer.map(|(l, e)| Stemmer::with_engine(l, e)),
            analyzer: analyzer.clone(),
            n_features: n_features.max(1),
            alternate_sign,
            row: Vec::new(),
            rows: Rows::default(),
        }
    }

    /// Begins the batch of documents that has this number among all.
    pub fn begin(&mut self, batch: usize) {
        self.rows.begin(batch);
    }

    /// Counts a text.
    pub fn text(&mut self, text: &str, finish: impl FnOnce(&[u32], &mut [f64])) {
        let Self { analyzer, reader, stemmer, row, .. } = self;
        let (n, sign) = (self.n_features, self.alternate_sign);
        let (low, high) = (analyzer.shortest(), analyzer.longest());
        let mut last: VecDeque<String> = VecDeque::new();
        let mut gram = String::new();
        row.clear();
        reader.read(analyzer, text, |key| {
            let mut buffer = [0; 16];
            let word = match key {
                WordKey::Short(k) => WordKey::unpack(k, &mut buffer),
                WordKey::Long(w) => w,
            };
            if analyzer.stop_words.contains(word) {
                return;
            }
            let word = stemmer.as_ref().map_or(word.into(), |s| s.stem(word));
            if high == 1 {
                return row.push(hashed(word.as_bytes(), n, sign));
            }
            if last.len() == high {
                last.pop_front();
            }
            last.push_back(word.into_owned());
            for from in 0..(last.len() + 1).saturating_sub(low) {
                gram.clear();
                for (i, w) in last.range(from..).enumerate() {
                    gram.push_str(if i == 0 { "" } else { " " });
                    gram.push_str(w);
                }
                row.push(hashed(gram.as_bytes(), n, sign));
            }
        });
        self.close(finish);
    }

    /// Counts a list of terms.
    pub fn terms<S: AsRef<str>>(&mut self, terms: impl IntoIterator<Item = S>, finish: impl FnOnce(&[u32], &mut [f64])) {
        self.row.clear();
        let (n, sign) = (self.n_features, self.alternate_sign);
        self.row.extend(terms.into_iter().map(|t| hashed(t.as_ref().as_bytes(), n, sign)));
        self.close(finish);
    }

    fn close(&mut self, finish: impl FnOnce(&[u32], &mut [f64])) {
        self.row.sort_unstable();
        let sums = self.row.chunk_by(|a, b| a.0 == b.0).map(|c| (c[0].0, c.iter().map(|e| f64::from(e.1)).sum()));
        self.rows.push(sums, finish);
    }

    /// The rows counted.
    #[must_use]
    pub fn finish(self) -> Rows<f64> {
        self.rows
    }
}

/// Column and sign of a term.
fn hashed(term: &[u8], n_features: u32, alternate_sign: bool) -> (u32, i32) {
    let h = murmur3_32(term);
    // scikit-learn takes the one number without a positive counterpart to the column of 2^31 - 1 - (n - 1).
    let column = if h == i32::MIN { (0x7fff_ffff - (n_features - 1)) % n_features } else { h.unsigned_abs() % n_features };
    (column, if alternate_sign && h < 0 { -1 } else { 1 })
}
