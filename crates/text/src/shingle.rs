//! Runs of words as numbers: what near-duplicates and shared passages are found by.

use crate::{Span, TextError};

/// A word as a number, and where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HashedWord {
    /// Where it stands, in bytes.
    pub span: Span,
    /// Its hash: equal for words that differ in case only.
    pub hash: u64,
}

/// Version of the hashes below: state that holds them is worth nothing to a release that hashes otherwise.
pub const SHINGLE_VERSION: u32 = 1;

/// What a byte is to a word: 0 no part of it, 1 a look at the character is needed, else the byte itself in lower case.
const BYTES: [u8; 256] = {
    let mut table = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        table[byte] = match byte as u8 {
            b @ (b'0'..=b'9' | b'a'..=b'z') => b,
            b @ b'A'..=b'Z' => b + 32,
            0x80..=0xFF => 1,
            _ => 0,
        };
        byte += 1;
    }
    table
};

const OFFSET: u64 = 0xCBF2_9CE4_8422_2325;
const PRIME: u64 = 0x0000_0100_0000_01B3;

/// Spreads the bits of a number over all of it; one to one (the last step of SplitMix64, Steele, Lea and Flood 2014).
const fn mix(mut x: u64) -> u64 {
    x = (x ^ (x >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    x = (x ^ (x >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    x ^ (x >> 31)
}

/// Scripts that put no space between words: each character is a word.
const fn stands_alone(c: char) -> bool {
    matches!(c, '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' | '\u{3040}'..='\u{30ff}'
        | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

/// Gives every word of a text: bytes from, bytes to, hash.
///
/// A word is the longest run of letters and digits, so that house style (hyphens, apostrophes straight, curly or lost, `U.S.` or `U.S`,
/// quotation marks) changes few of them; letters count in lower case. Hashes are FNV-1a over UTF-8, then mixed.
fn for_each_word(text: &str, mut sink: impl FnMut(usize, usize, u64)) {
    let bytes = text.as_bytes();
    let (mut at, mut start, mut hash) = (0, 0, OFFSET);
    while at < bytes.len() {
        let byte = BYTES[usize::from(bytes[at])];
        if byte > 1 {
            hash = (hash ^ u64::from(byte)).wrapping_mul(PRIME);
            at += 1;
            continue;
        }
        let c = if byte == 0 { None } else { text[at..].chars().next() };
        let length = c.map_or(1, char::len_utf8);
        match c {
            Some(c) if stands_alone(c) => {
                if at > start {
                    sink(start, at, mix(hash));
                }
                if c.is_alphanumeric() {
                    sink(at, at + length, mix((OFFSET ^ u64::from(c as u32)).wrapping_mul(PRIME)));
                }
            }
            Some(c) if c.is_alphanumeric() => {
                for lower in c.to_lowercase() {
                    let mut buffer = [0; 4];
                    for b in lower.encode_utf8(&mut buffer).bytes() {
                        hash = (hash ^ u64::from(b)).wrapping_mul(PRIME);
                    }
                }
                at += length;
                continue;
            }
            _ => {
                if at > start {
                    sink(start, at, mix(hash));
                }
            }
        }
        at += length;
        (start, hash) = (at, OFFSET);
    }
    if at > start {
        sink(start, at, mix(hash));
    }
}

/// The words of a text as numbers: runs of letters and digits, in lower case.
///
/// ```
/// use newsloom_text::hashed_words;
/// let text = "The mayor’s VOTE";
/// let words = hashed_words(text);
/// assert_eq!(words.iter().map(|w| w.span.of(text)).collect::<Vec<_>>(), ["The", "mayor", "s", "VOTE"]);
/// assert_eq!(words[3].hash, hashed_words("vote")[0].hash);
/// ```
#[must_use]
pub fn hashed_words(text: &str) -> Vec<HashedWord> {
    let mut words = Vec::with_capacity(text.len() / 6 + 1);
    for_each_word(text, |start, end, hash| words.push(HashedWord { span: Span::new(start, end), hash }));
    words
}

/// Turns texts into hashes of their word n-grams (shingles; Broder 1997).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shingler {
    n: usize,
    /// What the oldest word of a run has been multiplied with.
    oldest: u64,
}

/// Base of the rolling sum.
const BASE: u64 = 0x9E37_79B9_7F4A_7C15;

impl Shingler {
    /// Shingles of `ngram` words.
    ///
    /// # Errors
    /// [`TextError::NgramRange`] if it is zero.
    pub const fn new(ngram: usize) -> Result<Self, TextError> {
        if ngram == 0 {
            return Err(TextError::NgramRange { low: 0, high: 0 });
        }
        let (mut oldest, mut i) = (1u64, 1);
        while i < ngram {
            oldest = oldest.wrapping_mul(BASE);
            i += 1;
        }
        Ok(Self { n: ngram, oldest })
    }

    /// Words per shingle.
    #[must_use]
    pub const fn ngram(&self) -> usize {
        self.n
    }

    /// The hash of every run of n words, by its first word: `mix(sum of w[i] * B^(n-1-i))` in arithmetic modulo 2^64.
    ///
    /// Fewer words than n are one run.
    #[must_use]
    pub fn runs(&self, words: &[u64]) -> Vec<u64> {
        let sum = |words: &[u64]| words.iter().fold(0u64, |h, &w| h.wrapping_mul(BASE).wrapping_add(w));
        if words.is_empty() {
            return Vec::new();
        }
        if words.len() <= self.n {
            return vec![mix(sum(words))];
        }
        let mut hash = sum(&words[..self.n]);
        let mut runs = Vec::with_capacity(words.len() - self.n + 1);
        runs.push(mix(hash));
        for (old, new) in words.iter().zip(&words[self.n..]) {
            hash = hash.wrapping_sub(old.wrapping_mul(self.oldest)).wrapping_mul(BASE).wrapping_add(*new);
            runs.push(mix(hash));
        }
        runs
    }

    /// The set of a text's shingles, ascending; empty for a text without words, one shingle for a text of fewer words than n.
    ///
    /// ```
    /// use newsloom_text::Shingler;
    /// let shingler = Shingler::new(2)?;
    /// assert_eq!(shingler.set("the bell, the bell, the BELL").len(), 2);
    /// assert_eq!(shingler.set("“The bell: the bell”"), shingler.set("the bell the bell the bell"));
    /// # Ok::<(), newsloom_text::TextError>(())
    /// ```
    #[must_use]
    pub fn set(&self, text: &str) -> Vec<u64> {
        let mut words = Vec::with_capacity(text.len() / 6 + 1);
        for_each_word(text, |_, _, hash| words.push(hash));
        let mut runs = self.runs(&words);
        runs.sort_unstable();
        runs.dedup();
        runs
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check(text: &str, expect: &[&str]) {
        assert_eq!(hashed_words(text).iter().map(|w| w.span.of(text)).collect::<Vec<_>>(), expect, "{text}");
    }

    #[test]
    fn words_by_hand() {
        check("", &[]);
        check(" -- ", &[]);
        check("St. Aldric's 3.5m", &["St", "Aldric", "s", "3", "5m"]);
        check("Straße—été, мир", &["Straße", "été", "мир"]);
        check("a船舶b。c", &["a", "船", "舶", "b", "c"]);
        check("end_", &["end"]);
    }

    #[test]
    fn hashes_are_fixed_for_all_machines() {
        // Saved state holds them: another value needs another SHINGLE_VERSION.
        assert_eq!(SHINGLE_VERSION, 1);
        assert_eq!(hashed_words("harbour")[0].hash, 0x9290_fc64_6a35_3469);
        assert_eq!(Shingler::new(2).unwrap().set("old harbour"), [0xaf4c_0f58_373a_7583]);
    }

    #[test]
    fn ngram_must_be_at_least_one() {
        assert_eq!(Shingler::new(0), Err(TextError::NgramRange { low: 0, high: 0 }));
    }

    proptest! {
        #[test]
        fn rolling_equals_starting_anew(words in prop::collection::vec(any::<u64>(), 0..40), n in 1usize..9) {
            let shingler = Shingler::new(n).unwrap();
            let expect: Vec<u64> = if words.len() < n {
                words.chunks(n).flat_map(|w| shingler.runs(w)).collect()
            } else {
                words.windows(n).flat_map(|w| shingler.runs(w)).collect()
            };
            prop_assert_eq!(shingler.runs(&words), expect);
        }

        #[test]
        fn words_are_runs_of_letters_and_digits(text in "[a-zA-Zé0-9Ж’'., \\-]{0,60}") {
            let expect: Vec<&str> = text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).collect();
            let words = hashed_words(&text);
            prop_assert_eq!(words.iter().map(|w| w.span.of(&text)).collect::<Vec<_>>(), expect);
            let lower = text.to_lowercase();
            prop_assert_eq!(words.iter().map(|w| w.hash).collect::<Vec<_>>(), hashed_words(&lower).iter().map(|w| w.hash).collect::<Vec<_>>());
        }
    }
}
