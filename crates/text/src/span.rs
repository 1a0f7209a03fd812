use serde::{Deserialize, Serialize};

/// A stretch of a text, in bytes: `text[start..end]`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

impl Span {
    /// A span from `start` to `end`.
    #[must_use]
    pub const fn new(start: usize, end: usize) -> Self {
        Self { start, end }
    }

    /// The words it covers; empty when it does not fit the text.
    #[must_use]
    pub fn of<'t>(&self, text: &'t str) -> &'t str {
        text.get(self.start..self.end).unwrap_or_default()
    }

    /// Length in bytes.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.end - self.start
    }

    /// Whether it covers nothing.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.end <= self.start
    }

    /// Whether the two share a byte.
    #[must_use]
    pub const fn overlaps(&self, other: &Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// Whether the other lies wholly inside this one.
    #[must_use]
    pub const fn contains(&self, other: &Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }
}

/// Turns byte offsets of one text into code points, the unit of Python and of JSON.
///
/// Built in one pass over the text; a look-up is then O(1) for ASCII and O(log n) else.
#[derive(Clone, Debug)]
pub struct CodePoints {
    /// Byte offsets of the characters that take more than one byte, with the code point each one is. Empty for ASCII.
    wide: Vec<(usize, usize)>,
}

impl CodePoints {
    /// Reads the text once.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let wide =
            text.char_indices().enumerate().filter(|(_, (_, c))| c.len_utf8() > 1).map(|(n, (b, c))| (b + c.len_utf8(), n + 1)).collect();
        Self { wide }
    }

    /// The number of code points before byte `at`.
    #[must_use]
    pub fn at(&self, at: usize) -> usize {
        match self.wide.partition_point(|&(b, _)| b <= at) {
            0 => at,
            i => self.wide[i - 1].1 + (at - self.wide[i - 1].0),
        }
    }

    /// A span of bytes as `(start, end)` in code points.
    #[must_use]
    pub fn span(&self, span: Span) -> (usize, usize) {
        (self.at(span.start), self.at(span.end))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_points_are_pythons_indices() {
        for text in ["", "plain", "é", "naïve “words” 🙂 end", "日本語"] {
            let c = CodePoints::new(text);
            for (n, (b, _)) in text.char_indices().enumerate() {
                assert_eq!(c.at(b), n, "{text} at {b}");
            }
            assert_eq!(c.at(text.len()), text.chars().count());
        }
    }
}
