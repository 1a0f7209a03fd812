//! Keywords in context.

use crate::CompareError;
use newsloom_text::{Span, Tokenizer, TokenizerParams};
use regex::{Regex, RegexBuilder};
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};
use std::str::FromStr;

/// What a pattern is; the names are quanteda's.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Valuetype {
    /// `*` stands for any characters, `?` for one; the whole token has to match.
    #[default]
    Glob,
    /// A regular expression that has to match somewhere in the token. Linear time, no look-around.
    Regex,
    /// The token itself.
    Fixed,
}

impl Valuetype {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Glob, Self::Regex, Self::Fixed];

    /// The name users choose it by.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Glob => "glob",
            Self::Regex => "regex",
            Self::Fixed => "fixed",
        }
    }
}

impl FromStr for Valuetype {
    type Err = CompareError;

    fn from_str(given: &str) -> Result<Self, CompareError> {
        let wrong = || CompareError::Parameter { parameter: "valuetype", rule: "one of glob, regex, fixed", value: format!("{given:?}") };
        Self::ALL.into_iter().find(|v| v.name() == given).ok_or_else(wrong)
    }
}

/// How keywords are found and shown. The defaults are quanteda's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct KwicOptions {
    /// Tokens shown before and after.
    pub window: usize,
    /// What a pattern is.
    pub valuetype: Valuetype,
    /// Whether upper and lower case are alike.
    pub case_insensitive: bool,
}

impl Default for KwicOptions {
    fn default() -> Self {
        Self { window: 5, valuetype: Valuetype::default(), case_insensitive: true }
    }
}

/// One occurrence of a pattern. Spans are bytes of the text as given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KwicRow {
    /// Index of the text.
    pub text: usize,
    /// The keyword.
    pub keyword: Span,
    /// The tokens before it; empty at the keyword's start where there are none.
    pub pre: Span,
    /// The tokens after it; empty at the keyword's end where there are none.
    pub post: Span,
    /// Index of the pattern.
    pub pattern: usize,
}

/// What one token is held against.
#[derive(Debug)]
enum Matcher {
    Any,
    Fixed(String),
    Regex(Regex),
}

/// Patterns made ready to be looked for.
///
/// A pattern of several words, white space between them, is a phrase: its words have to stand next to one another. Tokens are
/// words and marks as [`newsloom_text`] cuts them, hyphened words whole, so that no phrase goes over punctuation.
///
/// ```
/// use newsloom_compare::{Kwic, KwicOptions};
/// let kwic = Kwic::new(&["port strike*"], &KwicOptions { window: 2, ..KwicOptions::default() })?;
/// let text = "On Monday a Port strike began at noon.";
/// let rows = kwic.find(text);
/// assert_eq!(rows.len(), 1);
/// assert_eq!([rows[0].pre.of(text), rows[0].keyword.of(text), rows[0].post.of(text)], ["Monday a", "Port strike", "began at"]);
/// # Ok::<(), newsloom_compare::CompareError>(())
/// ```
#[derive(Debug)]
pub struct Kwic {
    /// By pattern: its words, as places in `matchers`.
    patterns: Vec<Vec<usize>>,
    matchers: Vec<Matcher>,
    options: KwicOptions,
    tokenizer: Tokenizer,
}

impl Kwic {
    /// Makes patterns ready.
    ///
    /// # Errors
    /// When a pattern holds nothing but white space, or is no regular expression where one is asked for.
    pub fn new<S: AsRef<str>>(patterns: &[S], options: &KwicOptions) -> Result<Self, CompareError> {
        let mut kwic = Self {
            patterns: Vec::with_capacity(patterns.len()),
            matchers: Vec::new(),
            options: *options,
            tokenizer: TokenizerParams::default().split_hyphens(false).check(),
        };
        for pattern in patterns {
            let from = kwic.matchers.len();
            for word in pattern.as_ref().split_whitespace() {
                kwic.matchers.push(kwic.matcher(word)?);
            }
            if kwic.matchers.len() == from {
                let value = format!("{:?}", pattern.as_ref());
                return Err(CompareError::Parameter { parameter: "pattern", rule: "one word or more", value });
            }
            kwic.patterns.push((from..kwic.matchers.len()).collect());
        }
        Ok(kwic)
    }

    fn matcher(&self, word: &str) -> Result<Matcher, CompareError> {
        let expression = match self.options.valuetype {
            Valuetype::Fixed => return Ok(Matcher::Fixed(self.folded(word))),
            Valuetype::Glob if word == "*" => return Ok(Matcher::Any),
            Valuetype::Glob if !word.contains(['*', '?']) => return Ok(Matcher::Fixed(self.folded(word))),
            Valuetype::Glob => format!("^{}$", regex::escape(word).replace(r"\*", ".*").replace(r"\?", ".")),
            Valuetype::Regex => word.to_owned(),
        };
        let wrong = |e: regex::Error| {
            // The last line says what is wrong; those before it draw the place.
            let reason = e.to_string().lines().last().unwrap_or_default().trim().to_owned();
            CompareError::Parameter { parameter: "pattern", rule: "a regular expression", value: format!("{word:?} ({reason})") }
        };
        let built = RegexBuilder::new(&expression).case_insensitive(self.options.case_insensitive).dot_matches_new_line(true).build();
        built.map(Matcher::Regex).map_err(wrong)
    }

    fn folded(&self, word: &str) -> String {
        if self.options.case_insensitive { word.to_lowercase() } else { word.to_owned() }
    }

    fn holds(&self, token: &str) -> Box<[bool]> {
        let folded = self.folded(token);
        let holds = |m: &Matcher| match m {
            Matcher::Any => true,
            Matcher::Fixed(word) => *word == folded,
            Matcher::Regex(regex) => regex.is_match(token),
        };
        self.matchers.iter().map(holds).collect()
    }

    /// All occurrences in one text, by place, the shorter first, then by pattern; `text` is 0 in all of them.
    #[must_use]
    pub fn find(&self, text: &str) -> Vec<KwicRow> {
        let tokens: Vec<Span> = self.tokenizer.tokenize(text).into_iter().map(|t| t.span).collect();
        let mut known: FxHashMap<&str, u32> = FxHashMap::default();
        let mut held: Vec<Box<[bool]>> = Vec::new();
        let kinds: Vec<u32> = tokens
            .iter()
            .map(|span| {
                let token = span.of(text);
                *known.entry(token).or_insert_with(|| {
                    held.push(self.holds(token));
                    held.len() as u32 - 1
                })
            })
            .collect();
        let matches = |at: usize, words: &[usize]| {
            kinds.get(at..at + words.len()).is_some_and(|kinds| kinds.iter().zip(words).all(|(&k, &m)| held[k as usize][m]))
        };
        let mut rows = Vec::new();
        for at in 0..tokens.len() {
            let mut here: Vec<usize> = (0..self.patterns.len()).filter(|&p| matches(at, &self.patterns[p])).collect();
            here.sort_by_key(|&p| (self.patterns[p].len(), p));
            for pattern in here {
                let end = at + self.patterns[pattern].len();
                let keyword = Span::new(tokens[at].start, tokens[end - 1].end);
                let before = &tokens[at.saturating_sub(self.options.window)..at];
                let after = &tokens[end..(end + self.options.window).min(tokens.len())];
                let around = |tokens: &[Span], place: usize| match tokens {
                    [] => Span::new(place, place),
                    [one] => *one,
                    [first, .., last] => Span::new(first.start, last.end),
                };
                let (pre, post) = (around(before, keyword.start), around(after, keyword.end));
                rows.push(KwicRow { text: 0, keyword, pre, post, pattern });
            }
        }
        rows
    }
}

/// Finds patterns in texts: the rows of [`Kwic::find`] text after text.
///
/// # Errors
/// As [`Kwic::new`].
pub fn kwic<S: AsRef<str> + Sync, P: AsRef<str>>(texts: &[S], patterns: &[P], options: &KwicOptions) -> Result<Vec<KwicRow>, CompareError> {
    let kwic = Kwic::new(patterns, options)?;
    let found = newsloom_core::map(texts, |t| kwic.find(t.as_ref()));
    Ok(found.into_iter().enumerate().flat_map(|(text, rows)| rows.into_iter().map(move |r| KwicRow { text, ..r })).collect())
}

/// A stretch of text on one line: white space becomes one space.
#[must_use]
pub fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "The mayor, Ana Roth, said the Mayor's office knew. Mayors met; a well-known mayor\nleft.";

    fn check(patterns: &[&str], options: KwicOptions, expect: &[(&str, &str, &str, usize)]) {
        let rows = kwic(&[TEXT], patterns, &options).unwrap();
        let found: Vec<_> = rows.iter().map(|r| (r.pre.of(TEXT), r.keyword.of(TEXT), r.post.of(TEXT), r.pattern)).collect();
        assert_eq!(found, expect);
    }

    fn window(window: usize) -> KwicOptions {
        KwicOptions { window, ..KwicOptions::default() }
    }

    #[test]
    fn a_word_and_what_stands_around_it() {
        check(&["mayor"], window(2), &[("The", "mayor", ", Ana", 0), ("a well-known", "mayor", "left.", 0)]);
        check(
            &["mayor*"],
            window(1),
            &[("The", "mayor", ",", 0), ("the", "Mayor's", "office", 0), (".", "Mayors", "met", 0), ("well-known", "mayor", "left", 0)],
        );
        check(&["left"], window(0), &[("", "left", "", 0)]);
    }

    #[test]
    fn phrases_stand_together_and_do_not_go_over_marks() {
        check(&["ana roth"], window(1), &[(",", "Ana Roth", ",", 0)]);
        check(&["mayor ana"], window(1), &[]);
        check(
            &["the * office", "the"],
            window(1),
            &[("", "The", "mayor", 1), ("said", "the", "Mayor's", 1), ("said", "the Mayor's office", "knew", 0)],
        );
    }

    #[test]
    fn what_a_pattern_is_and_case() {
        let regex = KwicOptions { valuetype: Valuetype::Regex, window: 0, ..KwicOptions::default() };
        check(&["^ma.or.?s$"], regex, &[("", "Mayor's", "", 0), ("", "Mayors", "", 0)]);
        let fixed = KwicOptions { valuetype: Valuetype::Fixed, case_insensitive: false, window: 0 };
        check(&["Mayors", "mayor*"], fixed, &[("", "Mayors", "", 0)]);
        check(&["w???-known"], window(0), &[("", "well-known", "", 0)]);
    }

    #[test]
    fn wrong_patterns_are_named() {
        let error = |p: &str, valuetype| Kwic::new(&[p], &KwicOptions { valuetype, ..KwicOptions::default() }).unwrap_err().to_string();
        assert_eq!(error(" ", Valuetype::Glob), "pattern must be one word or more, got \" \"");
        assert!(error("(", Valuetype::Regex).starts_with("pattern must be a regular expression, got \"(\" (error: unclosed group"));
        assert_eq!("Glob".parse::<Valuetype>().unwrap_err().to_string(), "valuetype must be one of glob, regex, fixed, got \"Glob\"");
    }

    #[test]
    fn texts_keep_their_places() {
        let rows = kwic(&["b a", "", "a"], &["a"], &KwicOptions::default()).unwrap();
        assert_eq!(rows.iter().map(|r| r.text).collect::<Vec<_>>(), [0, 2]);
    }
}
