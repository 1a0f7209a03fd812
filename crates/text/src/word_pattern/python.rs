use super::{UnicodeVersion, WordClass};
use crate::{Span, TextError, TokenPattern};
use regex_syntax::ast::{self, AssertionKind, Ast, ClassSetBinaryOp, ClassSetItem, Visitor};
use regex_syntax::hir::HirKind;
use std::borrow::Cow;
use std::fmt;
use std::sync::OnceLock;

/// A regular expression whose matches are tokens, read as Python's `re` reads it: with Python's `\w`, `\b`, `\s` and `findall`.
///
/// Characters on which Python and the `regex` crate disagree are seen as others of their length on which they agree. What can't be had
/// so is refused: look-around, references, patterns that match nothing at all, and syntax that both read in their own way.
///
/// ```
/// use newsloom_text::word_pattern::{PythonPattern, UnicodeVersion};
/// let p = PythonPattern::new(r"(?u)\b[a-z]\w+\b", UnicodeVersion::newest())?;
/// let text = "cafe\u{301}s of 1½ stars";
/// assert_eq!(p.tokens(text).iter().map(|s| s.of(text)).collect::<Vec<_>>(), ["cafe", "of", "stars"]);
/// # Ok::<(), newsloom_text::TextError>(())
/// ```
#[derive(Clone)]
pub struct PythonPattern {
    pattern: TokenPattern,
    class: &'static WordClass,
}

impl PythonPattern {
    /// Reads a pattern.
    ///
    /// # Errors
    /// As for [`TokenPattern`]; when Python reads part of the pattern otherwise.
    pub fn new(pattern: &str, version: UnicodeVersion) -> Result<Self, TextError> {
        let class = WordClass::of(version);
        let parsed: TokenPattern = pattern.parse()?;
        let refused = |(reason, at): (&str, usize)| TextError::Pattern {
            pattern: pattern.to_owned(),
            position: pattern[..at.min(pattern.len())].chars().count(),
            reason: reason.to_owned(),
        };
        if let Ok(tree) = ast::parse::Parser::new().parse(pattern) {
            ast::visit(&tree, Other { class }).map_err(refused)?;
        }
        if regex_syntax::parse(pattern).is_ok_and(|hir| hir.properties().minimum_len() == Some(0)) {
            return Err(refused(("it matches the empty text, which only Python's re does in its way,", 0)));
        }
        Ok(Self { pattern: parsed, class })
    }

    /// The tokens of a text, as `re.findall` gives them.
    #[must_use]
    pub fn tokens(&self, text: &str) -> Vec<Span> {
        // Stand-ins have as many bytes, so places stay.
        self.pattern.spans(&self.agreed(text))
    }

    fn agreed<'t>(&self, text: &'t str) -> Cow<'t, str> {
        match text.chars().any(|c| stand_in(c, self.class).is_some()) {
            true => Cow::Owned(text.chars().map(|c| stand_in(c, self.class).unwrap_or(c)).collect()),
            false => Cow::Borrowed(text),
        }
    }
}

impl fmt::Debug for PythonPattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("PythonPattern").field(&self.pattern).finish()
    }
}

/// What stands for a character on which `\w` or `\s` of Python and of the `regex` crate disagree: a character of the same length in
/// UTF-8 that is to both what this one is to Python. None where they agree.
fn stand_in(c: char, class: &WordClass) -> Option<char> {
    if c.is_ascii() {
        // Python's white space, and no one else's.
        return ('\x1c'..='\x1f').contains(&c).then_some('\x0b');
    }
    let word = class.contains(c);
    if word == perl_word(c) {
        return None;
    }
    Some(match (c.len_utf8(), word) {
        (2, true) => '\u{7ca}',
        (2, false) => '\u{7f7}',
        (3, true) => '\u{a000}',
        (3, false) => '\u{a490}',
        (_, true) => '\u{10000}',
        (_, false) => '\u{10100}',
    })
}

/// Whether the `regex` crate's `\w` matches a character.
fn perl_word(c: char) -> bool {
    static RANGES: OnceLock<Vec<(char, char)>> = OnceLock::new();
    let ranges = RANGES.get_or_init(|| match regex_syntax::parse(r"\w").map(regex_syntax::hir::Hir::into_kind) {
        Ok(HirKind::Class(regex_syntax::hir::Class::Unicode(class))) => class.iter().map(|r| (r.start(), r.end())).collect(),
        _ => Vec::new(),
    });
    ranges.get(ranges.partition_point(|&(_, end)| end < c)).is_some_and(|&(start, _)| start <= c)
}

/// Looks for what Python reads otherwise.
struct Other {
    class: &'static WordClass,
}

type Found = (&'static str, usize);

impl Other {
    fn literal(&self, literal: &ast::Literal) -> Result<(), Found> {
        match stand_in(literal.c, self.class) {
            Some(_) => Err(("it names a character whose class only Python's re has", literal.span.start.offset)),
            None => Ok(()),
        }
    }
}

impl Visitor for Other {
    type Output = ();
    type Err = Found;

    fn finish(self) -> Result<(), Found> {
        Ok(())
    }

    fn visit_pre(&mut self, tree: &Ast) -> Result<(), Found> {
        let at = tree.span().start.offset;
        match tree {
            Ast::Literal(l) => self.literal(l),
            Ast::Assertion(a) => match a.kind {
                AssertionKind::EndLine => Err(("Python's $ also matches before a last line break", at)),
                AssertionKind::StartLine
                | AssertionKind::StartText
                | AssertionKind::EndText
                | AssertionKind::WordBoundary
                | AssertionKind::NotWordBoundary => Ok(()),
                _ => Err(("Python reads this escape otherwise", at)),
            },
            Ast::Repetition(r) if matches!(*r.ast, Ast::Repetition(_)) => Err(("Python reads a repetition of a repetition otherwise", at)),
            _ => Ok(()),
        }
    }

    fn visit_class_set_item_pre(&mut self, item: &ClassSetItem) -> Result<(), Found> {
        match item {
            ClassSetItem::Literal(l) => self.literal(l),
            ClassSetItem::Range(r) => self.literal(&r.start).and_then(|()| self.literal(&r.end)),
            // The outer brackets are no item.
            ClassSetItem::Bracketed(b) => Err(("Python reads a bracket within brackets as itself", b.span.start.offset)),
            ClassSetItem::Ascii(a) => Err(("Python has no such class", a.span.start.offset)),
            _ => Ok(()),
        }
    }

    fn visit_class_set_binary_op_pre(&mut self, op: &ClassSetBinaryOp) -> Result<(), Found> {
        Err(("Python has no operations on classes", op.span.start.offset))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tokens(pattern: &str, text: &str) -> Vec<String> {
        let p = PythonPattern::new(pattern, UnicodeVersion::newest()).unwrap();
        p.tokens(text).iter().map(|s| s.of(text).to_string()).collect()
    }

    #[test]
    fn classes_are_pythons() {
        assert_eq!(tokens(r"\b\w+\b", "नमस्ते ½ ‿x"), ["नमस", "त", "½", "x"]);
        assert_eq!(tokens(r"[^\W\d]+", "ab1½ⅷ"), ["ab", "½ⅷ"]);
        assert_eq!(tokens(r"\S+", "a\u{1c}b\u{a0}c"), ["a", "b", "c"]);
        assert_eq!(tokens(r"\S+ \S+", "new york rain"), ["new york"]);
        assert_eq!(tokens(r"(?:https?://)?(\w{3,})", "see http://example"), ["see", "example"]);
    }

    #[test]
    fn what_python_reads_otherwise_is_refused_with_its_place() {
        for (pattern, position) in [
            (r"\w+$", 3),
            (r"é[a[b]]", 3),
            (r"[[:alpha:]]+", 1),
            (r"[a-z&&[^b]]+", 1),
            (r"a++", 0),
            (r"\<a", 0),
            (r"x(?=y)", 1),
            ("a[\u{900}-\u{97f}]", 2),
            (r"\w*", 0),
        ] {
            match PythonPattern::new(pattern, UnicodeVersion::newest()) {
                Err(TextError::Pattern { position: at, .. }) => assert_eq!(at, position, "{pattern}"),
                other => panic!("{pattern}: {:?}", other.map(|_| ())),
            }
        }
        assert!(matches!(PythonPattern::new("(a)(b)", UnicodeVersion::newest()), Err(TextError::CapturingGroups { groups: 2, .. })));
    }
}
