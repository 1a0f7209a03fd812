use crate::{Span, TextError};
use regex::Regex;
use std::str::FromStr;

/// How a text is cut into tokens.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub enum TokenRule {
    /// The segments of UAX #29 (Unicode 17) but white space: words, and each mark between them.
    #[default]
    Unicode,
    /// scikit-learn's pattern `(?u)\b\w\w+\b` with Python's `\w`: words of two characters and more, no marks.
    Sklearn,
    /// Whatever stands between white space.
    Whitespace,
    /// Each code point but white space.
    Character,
    /// What a regular expression matches.
    Pattern(TokenPattern),
}

impl FromStr for TokenRule {
    type Err = TextError;

    fn from_str(given: &str) -> Result<Self, TextError> {
        match given {
            "unicode" => Ok(Self::Unicode),
            "sklearn" => Ok(Self::Sklearn),
            "whitespace" => Ok(Self::Whitespace),
            "character" => Ok(Self::Character),
            _ => Err(TextError::Tokenizer { given: given.to_owned() }),
        }
    }
}

/// A regular expression whose matches are tokens; with one capturing group, what the group captures is.
///
/// The syntax is the `regex` crate's: linear time, no look-around, Unicode's own `\w` (scikit-learn's default pattern is
/// [`TokenRule::Sklearn`]).
///
/// # Errors
///
/// [`TextError::Pattern`] if it is no regular expression, with the place; [`TextError::CapturingGroups`] if it has two or more.
#[derive(Clone, Debug)]
pub struct TokenPattern {
    regex: Regex,
    group: usize,
}

impl FromStr for TokenPattern {
    type Err = TextError;

    fn from_str(pattern: &str) -> Result<Self, TextError> {
        let wrong = |reason: String, start: usize| TextError::Pattern {
            pattern: pattern.to_owned(),
            position: pattern[..start.min(pattern.len())].chars().count(),
            reason,
        };
        let parsed = regex_syntax::Parser::new().parse(pattern);
        if let Err(error) = &parsed {
            return Err(match error {
                regex_syntax::Error::Parse(e) => wrong(e.kind().to_string(), e.span().start.offset),
                regex_syntax::Error::Translate(e) => wrong(e.kind().to_string(), e.span().start.offset),
                other => wrong(other.to_string(), 0),
            });
        }
        // What parses may still be too big to compile.
        let regex = Regex::new(pattern).map_err(|e| wrong(e.to_string(), 0))?;
        match regex.captures_len() - 1 {
            groups @ 0..=1 => Ok(Self { regex, group: groups }),
            groups => Err(TextError::CapturingGroups { pattern: pattern.to_owned(), groups }),
        }
    }
}

impl TokenPattern {
    /// The tokens of a text.
    pub(crate) fn spans(&self, text: &str) -> Vec<Span> {
        let Self { regex, group } = self;
        if *group == 0 {
            return regex.find_iter(text).map(|m| Span::new(m.start(), m.end())).collect();
        }
        // A group that takes no part in a match gives the empty token, as in Python's `findall`.
        let range = |c: regex::Captures<'_>| c.get(*group).map_or_else(|| c.get_match().start()..c.get_match().start(), |m| m.range());
        regex.captures_iter(text).map(range).map(|range| Span::new(range.start, range.end)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wrong_pattern_names_the_place() {
        let error = |p: &str| p.parse::<TokenPattern>().unwrap_err();
        assert!(matches!(error(r"é[a"), TextError::Pattern { position: 1, .. }), "{}", error(r"é[a"));
        assert!(matches!(error(r"ab(?=c)"), TextError::Pattern { position: 2, .. }), "{}", error("ab(?=c)"));
        assert!(error(r"é[a").to_string().contains("at character 1"));
        assert_eq!(error("(a)(b)"), TextError::CapturingGroups { pattern: "(a)(b)".into(), groups: 2 });
        assert!(matches!(error(r"\w{1000}{1000}"), TextError::Pattern { .. }));
    }

    #[test]
    fn names_lead_to_rules() {
        assert!(matches!("sklearn".parse(), Ok(TokenRule::Sklearn)));
        assert!("words".parse::<TokenRule>().unwrap_err().to_string().contains("\"words\""));
    }
}
