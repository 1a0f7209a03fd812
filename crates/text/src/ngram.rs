use crate::TextError;

/// Shortest and longest n-gram asked for, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct NgramRange {
    low: usize,
    high: usize,
}

impl NgramRange {
    /// From `low` to `high`.
    ///
    /// # Errors
    ///
    /// [`TextError::NgramRange`] unless `1 <= low <= high`.
    pub const fn new(low: usize, high: usize) -> Result<Self, TextError> {
        if low >= 1 && low <= high { Ok(Self { low, high }) } else { Err(TextError::NgramRange { low, high }) }
    }

    /// Of one length.
    ///
    /// # Errors
    ///
    /// [`TextError::NgramRange`] if it is zero.
    pub const fn of(n: usize) -> Result<Self, TextError> {
        Self::new(n, n)
    }
}

/// The runs of words, joined: all of the shortest length, then all of the next, as in scikit-learn's `_word_ngrams`.
///
/// Runs with an empty word (padding) in them are left out.
///
/// ```
/// use newsloom_text::{NgramRange, word_ngrams};
/// let grams = word_ngrams(&["the", "old", "harbor"], NgramRange::new(1, 2)?, " ");
/// assert_eq!(grams, ["the", "old", "harbor", "the old", "old harbor"]);
/// # Ok::<(), newsloom_text::TextError>(())
/// ```
#[must_use]
pub fn word_ngrams(words: &[&str], range: NgramRange, joint: &str) -> Vec<String> {
    (range.low..=range.high.min(words.len()))
        .flat_map(|n| words.windows(n))
        .filter(|run| run.iter().all(|w| !w.is_empty()))
        .map(|run| run.join(joint))
        .collect()
}

/// The skip-grams of `n` words with at most `k` words left out between them in all (Guthrie et al. 2006), in the order of their
/// first words; `k` = 0 gives the n-grams.
///
/// ```
/// use newsloom_text::skipgrams;
/// assert_eq!(skipgrams(&["a", "b", "c", "d"], 2, 1, " "), ["a b", "a c", "b c", "b d", "c d"]);
/// ```
#[must_use]
pub fn skipgrams(words: &[&str], n: usize, k: usize, joint: &str) -> Vec<String> {
    let mut grams = Vec::new();
    let mut chosen = Vec::with_capacity(n);
    for first in 0..words.len() {
        if n == 0 || words.len() - first < n {
            break;
        }
        chosen.clear();
        chosen.push(first);
        extend(words, n, k, joint, &mut chosen, &mut grams);
    }
    grams
}

fn extend(words: &[&str], n: usize, k: usize, joint: &str, chosen: &mut Vec<usize>, grams: &mut Vec<String>) {
    if chosen.iter().any(|&i| words[i].is_empty()) {
        return;
    }
    if chosen.len() == n {
        grams.push(chosen.iter().map(|&i| words[i]).collect::<Vec<_>>().join(joint));
        return;
    }
    let last = chosen[chosen.len() - 1];
    let skipped = last + 1 - chosen[0] - chosen.len();
    for next in last + 1..words.len().min(last + 2 + k - skipped) {
        chosen.push(next);
        extend(words, n, k, joint, chosen, grams);
        chosen.pop();
    }
}

/// Gives the runs of code points of a text, each stretch of two and more white spaces being one space: scikit-learn's `_char_ngrams`,
/// in its order.
///
/// ```
/// use newsloom_text::{NgramRange, char_ngrams};
/// let mut grams = Vec::new();
/// char_ngrams("a  bc", NgramRange::new(2, 3)?, |g| grams.push(g.to_owned()));
/// assert_eq!(grams, ["a ", " b", "bc", "a b", " bc"]);
/// # Ok::<(), newsloom_text::TextError>(())
/// ```
pub fn char_ngrams(text: &str, range: NgramRange, mut sink: impl FnMut(&str)) {
    let text = squeeze(text);
    let starts = starts(&text);
    let length = starts.len() - 1;
    for n in range.low..=range.high.min(length) {
        for i in 0..=length - n {
            sink(&text[starts[i]..starts[i + n]]);
        }
    }
}

/// Gives the runs of code points within each word, a space before and after it: scikit-learn's `_char_wb_ngrams`, in its order. A word
/// shorter than the run is given once.
///
/// ```
/// use newsloom_text::{NgramRange, char_wb_ngrams};
/// let mut grams = Vec::new();
/// char_wb_ngrams("a bc", NgramRange::of(3)?, |g| grams.push(g.to_owned()));
/// assert_eq!(grams, [" a ", " bc", "bc "]);
/// # Ok::<(), newsloom_text::TextError>(())
/// ```
pub fn char_wb_ngrams(text: &str, range: NgramRange, mut sink: impl FnMut(&str)) {
    let mut padded = String::new();
    for word in text.split(is_space).filter(|w| !w.is_empty()) {
        padded.clear();
        padded.push(' ');
        padded.push_str(word);
        padded.push(' ');
        let starts = starts(&padded);
        let length = starts.len() - 1;
        for n in range.low..=range.high {
            if n >= length {
                sink(&padded);
                break;
            }
            for i in 0..=length - n {
                sink(&padded[starts[i]..starts[i + n]]);
            }
        }
    }
}

/// What Python's `\s` and `str.split` take for white space: Unicode's, and the four separators of ASCII.
const fn is_space(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{1c}'..='\u{1f}')
}

fn squeeze(text: &str) -> String {
    let mut squeezed = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        if is_space(c) && chars.peek().is_some_and(|&next| is_space(next)) {
            while chars.next_if(|&next| is_space(next)).is_some() {}
            squeezed.push(' ');
        } else {
            squeezed.push(c);
        }
    }
    squeezed
}

/// Where each code point begins, and the end.
fn starts(text: &str) -> Vec<usize> {
    text.char_indices().map(|(at, _)| at).chain(std::iter::once(text.len())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn gather(by: impl Fn(&mut dyn FnMut(&str))) -> Vec<String> {
        let mut grams = Vec::new();
        by(&mut |g: &str| grams.push(g.to_owned()));
        grams
    }

    #[test]
    fn ranges_are_checked() {
        assert_eq!(NgramRange::new(2, 1), Err(TextError::NgramRange { low: 2, high: 1 }));
        assert!(NgramRange::of(0).is_err());
    }

    #[test]
    fn padding_breaks_runs() {
        let words = ["a", "", "b", "c"];
        assert_eq!(word_ngrams(&words, NgramRange::new(1, 2).unwrap(), "_"), ["a", "b", "c", "b_c"]);
        assert_eq!(skipgrams(&words, 2, 2, " "), ["a b", "a c", "b c"]);
        assert!(word_ngrams(&["a"], NgramRange::of(2).unwrap(), " ").is_empty());
    }

    #[test]
    fn skips_count_in_all() {
        let words = ["i", "k", "n", "o", "f"];
        let by_hand = ["i k n", "i k o", "i k f", "i n o", "i n f", "i o f", "k n o", "k n f", "k o f", "n o f"];
        assert_eq!(skipgrams(&words, 3, 2, " "), by_hand);
        assert_eq!(skipgrams(&words, 2, 0, " "), word_ngrams(&words, NgramRange::of(2).unwrap(), " "));
        assert!(skipgrams(&words, 0, 2, " ").is_empty() && skipgrams(&words, 6, 2, " ").is_empty());
    }

    #[test]
    fn short_words_are_given_once() {
        let range = NgramRange::new(3, 5).unwrap();
        assert_eq!(gather(|sink| char_wb_ngrams("é xyz", range, sink)), [" é ", " xy", "xyz", "yz ", " xyz", "xyz ", " xyz "]);
    }

    #[test]
    fn white_space_is_pythons() {
        let range = NgramRange::of(3).unwrap();
        assert_eq!(gather(|sink| char_ngrams("a\u{1c}\n b", range, sink)), ["a b"]);
        assert_eq!(gather(|sink| char_ngrams("a\tb", range, sink)), ["a\tb"]);
        assert_eq!(gather(|sink| char_wb_ngrams("a\u{1f}b\u{a0}", range, sink)), [" a ", " b "]);
        assert!(gather(|sink| char_ngrams("", range, sink)).is_empty());
    }
}
