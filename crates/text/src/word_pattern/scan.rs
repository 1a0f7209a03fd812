use super::packed::WordKey;
use super::{UnicodeVersion, VERSIONS, WordClass, lowercase};
use std::sync::OnceLock;

/// Entries of [`Folding`]: not part of a word.
const SEPARATOR: u16 = 0;
/// Entries of [`Folding`]: the lower case depends on the neighbours, or is not one word character.
const SPECIAL: u16 = u16::MAX;

/// What each character of the basic plane becomes inside a word: its lower case (or itself), [`SEPARATOR`] or [`SPECIAL`].
struct Folding {
    basic: Vec<u16>,
    class: &'static WordClass,
    lower: bool,
}

impl Folding {
    fn of(version: UnicodeVersion, lower: bool) -> &'static Self {
        static ALL: [[OnceLock<Folding>; 2]; VERSIONS.len()] = [const { [const { OnceLock::new() }; 2] }; VERSIONS.len()];
        ALL[usize::from(version.0)][usize::from(lower)].get_or_init(|| {
            let class = WordClass::of(version);
            let mut f = Self { basic: Vec::new(), class, lower };
            f.basic = (0..0x1_0000).map(|c| char::from_u32(c).map_or(SEPARATOR, |c| f.judge(c) as u16)).collect();
            f
        })
    }

    fn judge(&self, c: char) -> u32 {
        let word = self.class.contains(c);
        if !self.lower {
            return if word { c as u32 } else { u32::from(SEPARATOR) };
        }
        let mut to = c.to_lowercase();
        let (first, more) = (to.next().unwrap_or(c), to.next().is_some());
        // The capital sigma alone looks at its neighbours.
        if c == 'Σ' || more || self.class.contains(first) != word {
            return u32::from(SPECIAL);
        }
        if word { first as u32 } else { u32::from(SEPARATOR) }
    }

    #[inline]
    fn get(&self, c: char) -> u32 {
        self.basic.get(c as usize).map_or_else(|| self.judge(c), |&to| u32::from(to))
    }
}

/// Finds the tokens of scikit-learn's pattern in lower case, fast: marks the word characters of a text as bits, eight bytes at
/// a time, then reads the words off the bits. What ASCII does not cover is looked up in a table; a text in which lower case
/// depends on context is lower-cased as a whole first.
#[derive(Clone, Debug)]
pub struct WordScanner {
    version: UnicodeVersion,
    lower: bool,
    min_len: usize,
    /// One bit per byte of the text: it is part of a word. With a spare word at the end.
    word: Vec<u64>,
    /// One bit per byte: it belongs to a word character that is not ASCII.
    wide: Vec<u64>,
    buffer: String,
}

impl std::fmt::Debug for Folding {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Folding").field("lower", &self.lower).finish_non_exhaustive()
    }
}

impl WordScanner {
    /// A scanner for words of `min_len` code points or more, in lower case or as they stand.
    #[must_use]
    pub fn new(min_len: usize, lower: bool, version: UnicodeVersion) -> Self {
        Self { version, lower, min_len, word: Vec::new(), wide: Vec::new(), buffer: String::new() }
    }

    /// Gives the words of `text` in order.
    ///
    /// ```
    /// use newsloom_text::word_pattern::{UnicodeVersion, WordKey, WordScanner};
    /// let mut words = Vec::new();
    /// WordScanner::new(2, true, UnicodeVersion::newest()).scan("A Naïve “plan”", |w| words.push(w == WordKey::new("plan")));
    /// assert_eq!(words, [false, true]);
    /// ```
    pub fn scan(&mut self, text: &str, sink: impl FnMut(WordKey<'_>)) {
        let folding = Folding::of(self.version, self.lower);
        if self.mark(text, folding) {
            self.read(text, folding, sink);
        } else {
            let lowered = lowercase(text, self.version);
            let plain = Folding::of(self.version, false);
            self.mark(&lowered, plain);
            self.read(&lowered, plain, sink);
        }
    }

    /// Sets the bits; false when the text has a character that is special.
    fn mark(&mut self, text: &str, folding: &Folding) -> bool {
        let bytes = text.as_bytes();
        let n = bytes.len() / 64 + 2;
        self.word.clear();
        self.word.reserve(n);
        self.wide.clear();
        let mut high = 0;
        let (blocks, rest) = bytes.as_chunks::<64>();
        for block in blocks {
            let (w, h) = classify(block);
            self.word.push(w);
            high |= h;
        }
        let mut last = [0; 64];
        last[..rest.len()].copy_from_slice(rest);
        let (w, h) = classify(&last);
        self.word.push(w);
        self.word.push(0);
        high |= h;
        if high == 0 {
            return true;
        }
        self.wide.resize(self.word.len(), 0);
        let mut at = 0;
        while let Some(skip) = next_high(&bytes[at..]) {
            at += skip;
            let Some(c) = text[at..].chars().next() else { break };
            let to = folding.get(c);
            if to == u32::from(SPECIAL) {
                return false;
            }
            if to != u32::from(SEPARATOR) {
                for i in at..at + c.len_utf8() {
                    self.word[i / 64] |= 1 << (i % 64);
                    self.wide[i / 64] |= 1 << (i % 64);
                }
            }
            at += c.len_utf8();
        }
        true
    }

    fn read(&mut self, text: &str, folding: &Folding, mut sink: impl FnMut(WordKey<'_>)) {
        let Self { word, wide, buffer, min_len, lower, .. } = self;
        let (lower, min_len, any_wide) = (*lower && folding.lower, (*min_len).max(1), !wide.is_empty());
        let mut start = usize::MAX;
        let mut before = 0u64;
        for (i, &w) in word.iter().enumerate() {
            // A change is where a bit differs from the one before it: words start and end at changes in turn.
            let mut changes = w ^ (w << 1 | before);
            before = w >> 63;
            while changes != 0 {
                let at = i * 64 + changes.trailing_zeros() as usize;
                changes &= changes - 1;
                if start == usize::MAX {
                    start = at;
                    continue;
                }
                let from = std::mem::replace(&mut start, usize::MAX);
                if any_wide && any_bit(wide, from, at) {
                    buffer.clear();
                    buffer.extend(text[from..at].chars().map(|c| char::from_u32(folding.get(c)).unwrap_or(c)));
                    if buffer.chars().nth(min_len - 1).is_some() {
                        sink(WordKey::new(buffer));
                    }
                } else if at - from >= min_len {
                    sink(ascii_key(text, from, at, lower, buffer));
                }
            }
        }
    }
}

/// The key of an ASCII word, lower-cased when it has to be.
#[inline]
fn ascii_key<'b>(text: &str, from: usize, to: usize, lower: bool, buffer: &'b mut String) -> WordKey<'b> {
    let len = to - from;
    if len <= WordKey::SHORT {
        let bytes = text.as_bytes();
        let raw = match bytes.get(from..from + 16).and_then(|b| b.try_into().ok()) {
            Some(b) => u128::from_le_bytes(b),
            None => {
                let mut b = [0; 16];
                b[..len].copy_from_slice(&bytes[from..to]);
                u128::from_le_bytes(b)
            }
        };
        let raw = raw & (u128::MAX >> (128 - 8 * len));
        let key = if lower { ascii_lower(raw) } else { raw };
        return WordKey::Short(key | (len as u128 + 1) << 120);
    }
    buffer.clear();
    buffer.push_str(&text[from..to]);
    if lower {
        buffer.make_ascii_lowercase();
    }
    WordKey::Long(buffer)
}

/// Lower-cases sixteen ASCII bytes at once.
#[inline]
fn ascii_lower(x: u128) -> u128 {
    const ONE: u128 = u128::MAX / 255;
    let upper = (x + ONE * (0x80 - b'A' as u128)) & !(x + ONE * (0x80 - b'Z' as u128 - 1)) & (ONE * 0x80);
    x | upper >> 2
}

/// Which of 64 bytes are ASCII word characters, one bit each; and whether a byte is not ASCII (any bit set).
#[inline]
fn classify(block: &[u8; 64]) -> (u64, u64) {
    const ONE: u64 = u64::MAX / 255;
    const TOP: u64 = ONE * 0x80;
    let (mut word, mut high) = (0, 0);
    let (chunks, _) = block.as_chunks::<8>();
    for (i, chunk) in chunks.iter().enumerate() {
        let x = u64::from_le_bytes(*chunk);
        let y = x & !TOP;
        let l = y | (ONE * 0x20);
        let letter = (l + ONE * (0x80 - b'a' as u64)) & !(l + ONE * (0x80 - b'z' as u64 - 1));
        let digit = (y + ONE * (0x80 - b'0' as u64)) & !(y + ONE * (0x80 - b'9' as u64 - 1));
        let underscore = !((y ^ (ONE * b'_' as u64)) + ONE * 0x7f);
        let is = (letter | digit | underscore) & !x & TOP;
        high |= x & TOP;
        // Gathers the eight top bits into one byte.
        word |= ((is >> 7).wrapping_mul(0x0102_0408_1020_4080) >> 56) << (8 * i);
    }
    (word, high)
}

/// Bytes until the next one that is not ASCII.
#[inline]
fn next_high(bytes: &[u8]) -> Option<usize> {
    const TOP: u64 = 0x8080_8080_8080_8080;
    let (chunks, rest) = bytes.as_chunks::<8>();
    for (i, chunk) in chunks.iter().enumerate() {
        let top = u64::from_le_bytes(*chunk) & TOP;
        if top != 0 {
            return Some(8 * i + top.trailing_zeros() as usize / 8);
        }
    }
    rest.iter().position(|b| *b >= 0x80).map(|p| bytes.len() - rest.len() + p)
}

/// Whether a bit from `from` up to `to` is set.
#[inline]
fn any_bit(bits: &[u64], from: usize, to: usize) -> bool {
    let (a, b) = (from / 64, to / 64);
    let (low, high) = (u64::MAX << (from % 64), (1u64 << (to % 64)) - 1);
    if a == b {
        return bits[a] & low & high != 0;
    }
    bits[a] & low != 0 || bits[b] & high != 0 || bits[a + 1..b].iter().any(|w| *w != 0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::word_pattern::word_tokens;
    use proptest::prelude::*;

    fn fast(text: &str, min_len: usize, lower: bool, version: UnicodeVersion) -> Vec<String> {
        let mut out = Vec::new();
        WordScanner::new(min_len, lower, version).scan(text, |w| {
            out.push(match w {
                WordKey::Short(k) => WordKey::unpack(k, &mut [0; 16]).to_string(),
                WordKey::Long(w) => w.to_string(),
            });
        });
        out
    }

    fn slow(text: &str, min_len: usize, lower: bool, version: UnicodeVersion) -> Vec<String> {
        let text = if lower { lowercase(text, version).into_owned() } else { text.to_string() };
        word_tokens(&text, min_len, version).map(|s| s.of(&text).to_string()).collect()
    }

    #[test]
    fn every_character_is_read_as_the_simple_version_does() {
        for version in [UnicodeVersion::newest(), UnicodeVersion::parse("13.0.0")] {
            for c in (0..0x11_0000).filter_map(char::from_u32) {
                let text = format!("{c}b {c}{c} a{c}Z");
                assert_eq!(fast(&text, 2, true, version), slow(&text, 2, true, version), "{c:?}");
            }
        }
    }

    #[test]
    fn capital_sigma_and_dotted_i_look_at_their_neighbours() {
        assert_eq!(fast("ΟΔΟΣ ΑΣ'Β İstanbul", 2, true, UnicodeVersion::newest()), ["οδος", "ας".replace('ς', "σ").as_str(), "stanbul"]);
    }

    proptest! {
        #[test]
        fn fast_equals_simple(
            text in "[a-zA-Z0-9_ .,'’“”éÉßΣσİ\u{301}\u{200d}中½𝒜\u{10d50}\0]{0,200}",
            min_len in 1usize..4,
            lower: bool,
        ) {
            let v = UnicodeVersion::newest();
            prop_assert_eq!(fast(&text, min_len, lower, v), slow(&text, min_len, lower, v));
        }

        #[test]
        fn long_words_cross_blocks(n in 0usize..300, m in 1usize..200, wide: bool) {
            let text = format!("{}{}{} end", " ".repeat(n), "X".repeat(m), if wide { "é" } else { "" });
            let v = UnicodeVersion::newest();
            prop_assert_eq!(fast(&text, 2, true, v), slow(&text, 2, true, v));
        }
    }
}
