use crate::Span;
use unicode_segmentation::UnicodeSegmentation;

/// A word and where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// Where it stands, in bytes.
    pub span: Span,
}

/// The words of a text: segments of UAX #29 (Unicode 17) that hold a letter or a number.
///
/// ```
/// use newsloom_text::words;
/// let text = "U.S. aid: $3.5 million, she’d said";
/// let found: Vec<_> = words(text).iter().map(|w| w.span.of(text)).collect();
/// assert_eq!(found, ["U.S", "aid", "3.5", "million", "she’d", "said"]);
/// ```
#[must_use]
pub fn words(text: &str) -> Vec<Token> {
    let mut tokens = Vec::with_capacity(text.len() / 6);
    for_each_segment(text, |start, end, is_word| {
        if is_word {
            tokens.push(Token { span: Span::new(start, end) });
        }
    });
    tokens
}

/// The words of a text as [`words`] gives them, but with those that only a hyphen joins as one: `well-known`, `twenty‑one`.
///
/// quanteda's `tokens` keeps hyphened words whole in the same way.
///
/// ```
/// use newsloom_text::hyphened_words;
/// let text = "a well-known poet - so he said";
/// let found: Vec<_> = hyphened_words(text).iter().map(|w| w.span.of(text)).collect();
/// assert_eq!(found, ["a", "well-known", "poet", "so", "he", "said"]);
/// ```
#[must_use]
pub fn hyphened_words(text: &str) -> Vec<Token> {
    let mut tokens = words(text);
    tokens.dedup_by(|next, last| {
        let joined = joined_by_hyphen(text, last.span, next.span);
        if joined {
            last.span.end = next.span.end;
        }
        joined
    });
    tokens
}

/// Whether nothing but a hyphen stands between two words, and a letter or digit on either side of it.
pub(crate) fn joined_by_hyphen(text: &str, before: Span, after: Span) -> bool {
    matches!(&text[before.end..after.start], "-" | "\u{2010}" | "\u{2011}")
        && before.of(text).ends_with(char::is_alphanumeric)
        && after.of(text).starts_with(char::is_alphanumeric)
}

/// What UAX #29 makes of a character; only what the fast path knows.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    /// White space or control: splits.
    Space,
    Letter,
    Digit,
    /// `_`.
    Connector,
    /// Joins letters.
    MidLetter,
    /// Joins digits.
    MidNumber,
    /// Joins letters, and digits.
    MidBoth,
    /// Stands for itself.
    Other,
    /// The slow path has to look at it.
    Unknown,
}

const ASCII: [Class; 256] = {
    let mut table = [Class::Other; 256];
    let mut byte = 0;
    while byte < 256 {
        table[byte] = match byte as u8 {
            0..=b' ' | 0x7F => Class::Space,
            b'a'..=b'z' | b'A'..=b'Z' => Class::Letter,
            b'0'..=b'9' => Class::Digit,
            b'_' => Class::Connector,
            b':' => Class::MidLetter,
            b',' | b';' => Class::MidNumber,
            b'.' | b'\'' => Class::MidBoth,
            0x80..=0xFF => Class::Unknown,
            _ => Class::Other,
        };
        byte += 1;
    }
    table
};

/// The class of the character at `at` and its length.
#[inline]
fn class(bytes: &[u8], at: usize) -> (Class, usize) {
    let byte = bytes[at];
    if byte < 0x80 {
        return (ASCII[usize::from(byte)], 1);
    }
    let next = |n: usize| bytes.get(at + n).map_or(0, |b| u32::from(b & 0x3F));
    match byte {
        0xC2..=0xDF => (two_bytes(u32::from(byte & 0x1F) << 6 | next(1)), 2),
        0xE2 => (three_bytes(0x2000 | next(1) << 6 | next(2)), 3),
        _ => (Class::Unknown, 1),
    }
}

/// Latin, Greek and Cyrillic.
fn two_bytes(c: u32) -> Class {
    match c {
        0xAA | 0xB5 | 0xBA | 0xC0..=0xD6 | 0xD8..=0xF6 | 0xF8..=0x24F => Class::Letter,
        0x388..=0x38A | 0x38C | 0x38E..=0x3A1 | 0x3A3..=0x3CE | 0x400..=0x481 | 0x48A..=0x52F => Class::Letter,
        0xB7 => Class::MidLetter,
        0xA0..=0xA8 | 0xAB | 0xAC | 0xAF..=0xB1 | 0xB4 | 0xB6 | 0xBB | 0xBF | 0xD7 | 0xF7 => Class::Other,
        _ => Class::Unknown,
    }
}

/// Typographic marks.
fn three_bytes(c: u32) -> Class {
    match c {
        0x2018 | 0x2019 => Class::MidBoth,
        0x2013 | 0x2014 | 0x201C..=0x201E | 0x2022 | 0x2026 | 0x20AC => Class::Other,
        _ => Class::Unknown,
    }
}

/// Gives every segment of UAX #29 but those of white space: start, end, and whether it is a word.
///
/// Between white space, text of ASCII, Latin, Greek and Cyrillic letters takes a path of its own that knows the rules without
/// combining marks, emoji and the like; any other character sends its stretch through the full rules. Tests hold the two equal.
pub(crate) fn for_each_segment(text: &str, mut sink: impl FnMut(usize, usize, bool)) {
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        if ASCII[usize::from(bytes[at])] == Class::Space {
            at += 1;
            continue;
        }
        match fast(bytes, at, &mut sink) {
            Ok(end) => at = end,
            Err(from) => {
                let end = at + bytes[at..].iter().position(|b| ASCII[usize::from(*b)] == Class::Space).unwrap_or(bytes.len() - at);
                // A mark that extends the white space before it joins that: begin there.
                let from = if from == at { text[..at].trim_end_matches(is_space_of_words).len().min(at.saturating_sub(1)) } else { from };
                slow(text, from, end, &mut sink);
                at = end;
            }
        }
    }
}

/// Spaces that UAX #29 keeps together.
const fn is_space_of_words(c: char) -> bool {
    matches!(c, ' ' | '\u{1680}' | '\u{2000}'..='\u{2006}' | '\u{2008}'..='\u{200a}' | '\u{205f}' | '\u{3000}')
}

/// The stretch through the full rules.
#[cold]
fn slow(text: &str, from: usize, end: usize, sink: &mut impl FnMut(usize, usize, bool)) {
    for (at, segment) in text[from..end].split_word_bound_indices() {
        if !segment.chars().all(|c| c.is_whitespace() || c.is_control()) {
            sink(from + at, from + at + segment.len(), segment.chars().any(char::is_alphanumeric));
        }
    }
}

/// The stretch from `at` to the next white space, whose end it gives; or, if it meets a character it does not know, where the segments
/// not yet given begin.
fn fast(bytes: &[u8], mut at: usize, sink: &mut impl FnMut(usize, usize, bool)) -> Result<usize, usize> {
    while at < bytes.len() {
        let start = at;
        let (first, length) = class(bytes, at);
        match first {
            Class::Space => return Ok(at),
            Class::Unknown => return Err(start),
            Class::Letter | Class::Digit | Class::Connector => {
                let mut is_word = first != Class::Connector;
                let mut last = first;
                at += length;
                loop {
                    if at >= bytes.len() {
                        break;
                    }
                    let (here, length) = class(bytes, at);
                    match here {
                        Class::Letter | Class::Digit => {
                            is_word = true;
                            last = here;
                            at += length;
                        }
                        Class::Connector => {
                            last = here;
                            at += length;
                        }
                        Class::Unknown => return Err(start),
                        Class::MidLetter | Class::MidNumber | Class::MidBoth => {
                            let (next, next_length) = if at + length < bytes.len() { class(bytes, at + length) } else { (Class::Space, 0) };
                            if next == Class::Unknown {
                                return Err(start);
                            }
                            let joins = match here {
                                Class::MidLetter => next == Class::Letter,
                                Class::MidNumber => next == Class::Digit,
                                _ => matches!(next, Class::Letter | Class::Digit),
                            };
                            if !(joins && next == last) {
                                break;
                            }
                            at += length + next_length;
                        }
                        Class::Space | Class::Other => break,
                    }
                }
                sink(start, at, is_word);
            }
            Class::MidLetter | Class::MidNumber | Class::MidBoth | Class::Other => {
                // What follows may extend it.
                at += length;
                if at < bytes.len() && class(bytes, at).0 == Class::Unknown {
                    return Err(start);
                }
                if &bytes[start..at] != "\u{a0}".as_bytes() {
                    sink(start, at, false);
                }
            }
        }
    }
    Ok(at)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn all_segments(text: &str) -> Vec<(usize, usize, bool)> {
        let mut found = Vec::new();
        for_each_segment(text, |start, end, is_word| found.push((start, end, is_word)));
        found
    }

    /// What UAX #29 says, white space left out.
    fn by_the_rules(text: &str) -> Vec<(usize, usize, bool)> {
        let mut found = Vec::new();
        slow(text, 0, text.len(), &mut |start, end, is_word| found.push((start, end, is_word)));
        found
    }

    #[test]
    fn words_by_hand() {
        for (text, expected) in [
            ("", vec![]),
            ("The U.S. won 3:2, can't stop", vec!["The", "U.S", "won", "3", "2", "can't", "stop"]),
            ("a_b _ __c d’e ‘f’ 1,000.5 x,y 1a2", vec!["a_b", "__c", "d’e", "f", "1,000.5", "x", "y", "1a2"]),
            ("naïve café—Straße «été»", vec!["naïve", "café", "Straße", "été"]),
            ("well-known end.The next", vec!["well", "known", "end.The", "next"]),
            ("καλημέρα мир 船 🙂 e\u{301}té", vec!["καλημέρα", "мир", "船", "e\u{301}té"]),
        ] {
            assert_eq!(words(text).iter().map(|w| w.span.of(text)).collect::<Vec<_>>(), expected, "{text}");
        }
    }

    #[test]
    fn every_character_of_the_fast_path_is_classed_as_unicode_does() {
        // Each character between every two kinds of neighbour, by the fast path and by the full rules.
        let known: Vec<char> = ('\0'..='\u{20ff}').filter(|c| class(c.to_string().as_bytes(), 0).0 != Class::Unknown).collect();
        assert!(known.len() > 700, "{}", known.len());
        for &c in &known {
            for (before, after) in
                [("a", "a"), ("1", "1"), ("a", "1"), ("_", "_"), ("", ""), (" ", " "), (".", "a"), ("a", "\u{301}"), ("a", "")]
            {
                let text = format!("{before}{c}{after}");
                assert_eq!(all_segments(&text), by_the_rules(&text), "{text:?}");
            }
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2000))]

        #[test]
        fn the_fast_path_equals_the_slow(pieces in prop::collection::vec(prop::sample::select(vec![
            "a", "B", "é", "ж", "λ", "1", "٣", "_", ".", "'", "’", "‘", "“", ":", ",", ";", "-", "·", " ", "  ", "\t", "\n", "\r\n", "\u{a0}",
            "\u{301}", "\u{200d}", "\u{ad}", "🙂", "🇺", "🇸", "Ⓜ", "船", "カ", "ק", "\"", "²", "\u{2003}", "\u{85}", "\u{1}", "ﬁ", "\u{fe0f}",
        ]), 0..24)) {
            let text = pieces.concat();
            prop_assert_eq!(all_segments(&text), by_the_rules(&text), "{:?}", text);
        }

        #[test]
        fn words_are_those_of_unicode(text in "\\PC*") {
            let expected: Vec<_> = text.unicode_word_indices().map(|(at, w)| (at, at + w.len())).collect();
            prop_assert_eq!(words(&text).iter().map(|w| (w.span.start, w.span.end)).collect::<Vec<_>>(), expected);
        }
    }
}
