use crate::{Analyzer, Terms};
use newsloom_text::word_pattern::{UnicodeVersion, WordKey, WordScanner, lowercase};
use std::borrow::Cow;

/// Reads texts as an [`Analyzer`] says, up to the words or character runs; stop words, stems and runs of words come after.
#[derive(Clone, Debug)]
pub(crate) struct Reader {
    version: UnicodeVersion,
    scanner: WordScanner,
    /// Ends of the characters of a text, in bytes.
    ends: Vec<usize>,
}

impl Reader {
    pub(crate) fn new(analyzer: &Analyzer) -> Self {
        let version = UnicodeVersion::parse(&analyzer.unicode);
        let min_len = if let Terms::Words { min_len } = analyzer.terms { min_len } else { 1 };
        // Accents are taken off between lower case and words, so the scanner can't do the lower case then.
        let lower = analyzer.lowercase && analyzer.strip_accents.is_none();
        Self { version, scanner: WordScanner::new(min_len, lower, version), ends: Vec::new() }
    }

    #[inline]
    pub(crate) fn read(&mut self, analyzer: &Analyzer, text: &str, mut sink: impl FnMut(WordKey<'_>)) {
        let words = matches!(analyzer.terms, Terms::Words { .. });
        if words && analyzer.strip_accents.is_none() {
            return self.scanner.scan(text, sink);
        }
        let mut text = if analyzer.lowercase { lowercase(text, self.version) } else { Cow::Borrowed(text) };
        if let Some(strip) = analyzer.strip_accents {
            text = Cow::Owned(strip.apply(&text, self.version).into_owned());
        }
        match analyzer.terms {
            Terms::Words { .. } => self.scanner.scan(&text, sink),
            Terms::Chars => self.runs(&single_spaces(&text), analyzer.ngram_range, false, &mut sink),
            Terms::CharsInWords => {
                let mut padded = String::new();
                for word in text.split(python_space).filter(|w| !w.is_empty()) {
                    padded.clear();
                    padded.extend([" ", word, " "]);
                    self.runs(&padded, analyzer.ngram_range, true, &mut sink);
                }
            }
        }
    }

    /// All runs of `low` to `high` characters. `whole`: a text shorter than a run is one run, and longer runs are not tried.
    fn runs(&mut self, text: &str, (low, high): (usize, usize), whole: bool, sink: &mut impl FnMut(WordKey<'_>)) {
        let ends = &mut self.ends;
        ends.clear();
        ends.push(0);
        ends.extend(text.char_indices().map(|(at, c)| at + c.len_utf8()));
        let len = ends.len() - 1;
        for n in low..=high {
            if n > len || (whole && n == len) {
                if whole {
                    sink(WordKey::new(text));
                }
                break;
            }
            for i in 0..=len - n {
                sink(WordKey::new(&text[ends[i]..ends[i + n]]));
            }
        }
    }
}

/// What Python's `str.split` and `\s` take for white space.
pub(crate) fn python_space(c: char) -> bool {
    c.is_whitespace() || ('\u{1c}'..='\u{1f}').contains(&c)
}

/// scikit-learn's `re.sub(r"\s\s+", " ", text)`: two or more white-space characters become one space; a single one stays.
fn single_spaces(text: &str) -> Cow<'_, str> {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(python_space) {
        let (before, from) = rest.split_at(at);
        let tail = from.trim_start_matches(python_space);
        let gap = &from[..from.len() - tail.len()];
        out.push_str(before);
        out.push_str(if gap.chars().nth(1).is_some() { " " } else { gap });
        rest = tail;
    }
    out.push_str(rest);
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(terms: Terms, range: (usize, usize), text: &str, expect: &[&str]) {
        let analyzer = Analyzer::default().terms(terms).ngram_range(range.0, range.1);
        let mut got = Vec::new();
        Reader::new(&analyzer).read(&analyzer, text, |w| {
            got.push(match w {
                WordKey::Short(k) => WordKey::unpack(k, &mut [0; 16]).to_string(),
                WordKey::Long(w) => w.to_string(),
            });
        });
        assert_eq!(got, expect, "{text:?}");
    }

    #[test]
    fn characters() {
        check(Terms::Chars, (1, 2), "aB\n\n é", &["a", "b", " ", "é", "ab", "b ", " é"]);
        check(Terms::Chars, (2, 3), "a\tb", &["a\t", "\tb", "a\tb"]);
        check(Terms::Chars, (3, 5), "ab", &[]);
        check(Terms::Chars, (1, 1), "", &[]);
    }

    #[test]
    fn characters_within_words() {
        check(Terms::CharsInWords, (2, 3), "Hi a", &[" h", "hi", "i ", " hi", "hi ", " a", "a ", " a "]);
        check(Terms::CharsInWords, (3, 5), "a bcd", &[" a ", " bc", "bcd", "cd ", " bcd", "bcd ", " bcd "]);
        check(Terms::CharsInWords, (4, 4), "\u{1f}a", &[" a "]);
    }
}
