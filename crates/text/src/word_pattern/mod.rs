//! Python's `\w`: the words that scikit-learn's `(?u)\b\w\w+\b` finds, with Python's `str.lower` and its ways to strip accents.
//!
//! Rust's `\w` differs: it takes in combining marks and joiners, which Python's `str.isalnum` does not, and leaves out
//! numbers such as `½`, which Python's takes in.

mod fold;
mod packed;
mod python;
mod scan;
mod table;

pub use fold::{StripAccents, lowercase, strip_accents_ascii, strip_accents_unicode};
pub use packed::{WordKey, prefix_order};
pub use python::PythonPattern;
pub use scan::WordScanner;

use crate::Span;
use std::sync::OnceLock;
use table::{LATER, VERSIONS, WORD};

/// The version of Unicode by which characters are judged. CPython fixes it per release; [`UnicodeVersion::newest`] is the default.
///
/// Versions differ only in the characters that later ones added: in an older one they count as unassigned.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct UnicodeVersion(u8);

impl Default for UnicodeVersion {
    fn default() -> Self {
        Self::newest()
    }
}

impl UnicodeVersion {
    /// The newest version known here.
    #[must_use]
    pub const fn newest() -> Self {
        Self(VERSIONS.len() as u8 - 1)
    }

    /// The version called `name` (as `unicodedata.unidata_version` has it, for example `15.1.0`), else the newest known one before
    /// it, else the oldest.
    ///
    /// ```
    /// use newsloom_text::word_pattern::UnicodeVersion;
    /// assert_eq!(UnicodeVersion::parse("15.1.0").name(), "15.1.0");
    /// assert_eq!(UnicodeVersion::parse("99.0.0"), UnicodeVersion::newest());
    /// ```
    #[must_use]
    pub fn parse(name: &str) -> Self {
        let key = |v: &str| v.split('.').map(|p| p.parse().unwrap_or(0)).collect::<Vec<u32>>();
        let wanted = key(name);
        Self(VERSIONS.iter().rposition(|v| key(v) <= wanted).unwrap_or(0) as u8)
    }

    /// Its name.
    #[must_use]
    pub fn name(self) -> &'static str {
        VERSIONS.get(usize::from(self.0)).copied().unwrap_or_default()
    }

    /// Whether `c` was assigned by then, given that it is assigned at all.
    #[must_use]
    pub fn knows(self, c: char) -> bool {
        let c = c as u32;
        let i = LATER.partition_point(|&(_, last, _)| last < c);
        LATER.get(i).is_none_or(|&(first, _, version)| c < first || version <= self.0)
    }
}

/// Which characters Python's `\w` matches under one version of Unicode: `str.isalnum()` or `_`.
///
/// Two levels: for each block of 256 code points the bits of that block; blocks alike are stored once.
#[derive(Debug)]
pub struct WordClass {
    block: Vec<u8>,
    bits: Vec<[u64; 4]>,
}

impl WordClass {
    /// The class under `version`; built once a process.
    #[must_use]
    pub fn of(version: UnicodeVersion) -> &'static Self {
        static CLASSES: [OnceLock<WordClass>; VERSIONS.len()] = [const { OnceLock::new() }; VERSIONS.len()];
        CLASSES[usize::from(version.0)].get_or_init(|| Self::build(version))
    }

    fn build(version: UnicodeVersion) -> Self {
        let mut flat = vec![[0u64; 4]; 0x11_0000 / 256];
        let mut mark = |first: u32, last: u32, on: bool| {
            for c in first..=last {
                let bit = 1u64 << (c % 64);
                let word = &mut flat[c as usize / 256][c as usize / 64 % 4];
                *word = if on { *word | bit } else { *word & !bit };
            }
        };
        WORD.iter().for_each(|&(first, last)| mark(first, last, true));
        LATER.iter().filter(|l| l.2 > version.0).for_each(|&(first, last, _)| mark(first, last, false));
        let mut bits: Vec<[u64; 4]> = Vec::new();
        let block = flat
            .iter()
            .map(|b| match bits.iter().position(|x| x == b) {
                Some(i) => i as u8,
                None => {
                    bits.push(*b);
                    (bits.len() - 1) as u8
                }
            })
            .collect();
        Self { block, bits }
    }

    /// Whether `\w` matches `c`.
    #[inline]
    #[must_use]
    pub fn contains(&self, c: char) -> bool {
        let c = c as usize;
        self.bits[usize::from(self.block[c / 256])][c / 64 % 4] >> (c % 64) & 1 == 1
    }
}

/// The tokens of scikit-learn's pattern `(?u)\b\w\w+\b`: runs of word characters, `min_len` code points or longer, with their
/// places in bytes.
///
/// ```
/// use newsloom_text::word_pattern::{UnicodeVersion, word_tokens};
/// let t = "A naïve plan: 2 words";
/// let w: Vec<&str> = word_tokens(t, 2, UnicodeVersion::newest()).map(|s| s.of(t)).collect();
/// assert_eq!(w, ["naïve", "plan", "words"]);
/// ```
pub fn word_tokens(text: &str, min_len: usize, version: UnicodeVersion) -> impl Iterator<Item = Span> + '_ {
    let class = WordClass::of(version);
    let mut chars = text.char_indices().peekable();
    std::iter::from_fn(move || {
        loop {
            let (start, _) = chars.by_ref().find(|&(_, c)| class.contains(c))?;
            let mut len = 1;
            while chars.next_if(|&(_, c)| class.contains(c)).is_some() {
                len += 1;
            }
            if len >= min_len {
                return Some(Span::new(start, chars.peek().map_or(text.len(), |&(at, _)| at)));
            }
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expect: &[&str]) {
        let got: Vec<&str> = word_tokens(text, 2, UnicodeVersion::newest()).map(|s| s.of(text)).collect();
        assert_eq!(got, expect, "{text:?}");
    }

    #[test]
    fn python_words_are_runs_of_alnum_and_underscore() {
        check("", &[]);
        check("a b c", &[]);
        check("It's a well-known snake_case fact", &["It", "well", "known", "snake_case", "fact"]);
        check("½x ²² Ⅷ一", &["½x", "²²", "Ⅷ一"]);
    }

    #[test]
    fn marks_and_joiners_part_words_as_in_python() {
        check("cafe\u{301}s", &["cafe"]);
        check("नमस्ते", &["नमस"]);
        check("ab\u{200d}cd", &["ab", "cd"]);
    }

    #[test]
    fn later_letters_are_no_letters_before_they_came() {
        let (old, new) = (UnicodeVersion::parse("13.0.0"), UnicodeVersion::newest());
        let kawi = "\u{11f04}\u{11f05}";
        assert_eq!(word_tokens(kawi, 2, new).count(), 1);
        assert_eq!(word_tokens(kawi, 2, old).count(), 0);
        assert!(new.knows('\u{11f04}') && !old.knows('\u{11f04}') && old.knows('a'));
        assert_eq!(UnicodeVersion::parse("15.5.0").name(), "15.1.0");
        assert_eq!(UnicodeVersion::parse("nonsense").name(), "13.0.0");
    }
}
