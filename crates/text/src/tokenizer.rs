use crate::token::{for_each_segment, joined_by_hyphen};
use crate::word_pattern::{self, UnicodeVersion};
use crate::{Span, Token, TokenRule, categories};
use std::borrow::Cow;
use unicode_segmentation::UnicodeSegmentation;

/// Parameters of a [`Tokenizer`]; the names are quanteda's.
///
/// All are off by default: every token of the rule is kept as it stands.
#[derive(Clone, Debug, Default)]
pub struct TokenizerParams {
    rule: TokenRule,
    lowercase: bool,
    remove_punct: bool,
    remove_symbols: bool,
    remove_numbers: bool,
    remove_urls: bool,
    keep_separators: bool,
    keep_hyphens: bool,
    padding: bool,
    unicode_version: UnicodeVersion,
}

impl TokenizerParams {
    /// How the text is cut.
    #[must_use]
    pub fn rule(mut self, rule: TokenRule) -> Self {
        self.rule = rule;
        self
    }

    /// Gives tokens in lower case, as Python's `str.lower` has it.
    #[must_use]
    pub const fn lowercase(mut self, yes: bool) -> Self {
        self.lowercase = yes;
        self
    }

    /// Leaves out tokens of punctuation only (Unicode category P).
    #[must_use]
    pub const fn remove_punct(mut self, yes: bool) -> Self {
        self.remove_punct = yes;
        self
    }

    /// Leaves out tokens of symbols only (category S): `$`, `+`, `€`, emoji.
    #[must_use]
    pub const fn remove_symbols(mut self, yes: bool) -> Self {
        self.remove_symbols = yes;
        self
    }

    /// Leaves out tokens that are numbers (`3.5`, `1,000`), but not words with digits in them (`2day`).
    #[must_use]
    pub const fn remove_numbers(mut self, yes: bool) -> Self {
        self.remove_numbers = yes;
        self
    }

    /// Leaves out addresses of pages and of mail, whole.
    #[must_use]
    pub const fn remove_urls(mut self, yes: bool) -> Self {
        self.remove_urls = yes;
        self
    }

    /// Leaves out white space (the default); else the rule `unicode` gives it as tokens, as UAX #29 cuts it, and every character of the
    /// text belongs to one token.
    #[must_use]
    pub const fn remove_separators(mut self, yes: bool) -> Self {
        self.keep_separators = !yes;
        self
    }

    /// Cuts words at hyphens, as UAX #29 does (the default); else `well-known` is one token.
    #[must_use]
    pub const fn split_hyphens(mut self, yes: bool) -> Self {
        self.keep_hyphens = !yes;
        self
    }

    /// Leaves an empty token where one was left out, so that n-grams and distances do not close the gap.
    #[must_use]
    pub const fn padding(mut self, yes: bool) -> Self {
        self.padding = yes;
        self
    }

    /// The version of Unicode by which the rule `sklearn` and lower case judge characters: that of the Python to agree with.
    #[must_use]
    pub const fn unicode_version(mut self, version: UnicodeVersion) -> Self {
        self.unicode_version = version;
        self
    }

    /// The tokenizer.
    #[must_use]
    pub const fn check(self) -> Tokenizer {
        Tokenizer(self)
    }
}

/// Cuts texts into tokens with their places.
///
/// ```
/// use newsloom_text::TokenizerParams;
/// let tokenizer = TokenizerParams::default().lowercase(true).remove_punct(true).split_hyphens(false).check();
/// let text = "A well-known Harbor, he said.";
/// let tokens: Vec<_> = tokenizer.tokenize(text).iter().map(|t| tokenizer.term(t, text)).collect();
/// assert_eq!(tokens, ["a", "well-known", "harbor", "he", "said"]);
/// ```
#[derive(Clone, Debug, Default)]
pub struct Tokenizer(TokenizerParams);

impl Tokenizer {
    /// The tokens of a text, in order; with padding, an empty one stands where one was left out.
    #[must_use]
    pub fn tokenize(&self, text: &str) -> Vec<Token> {
        let mut spans = self.cut(text);
        if self.0.keep_hyphens {
            join_hyphens(text, &mut spans);
        }
        if !(self.0.remove_punct || self.0.remove_symbols || self.0.remove_numbers || self.0.remove_urls) {
            return spans.into_iter().map(|span| Token { span }).collect();
        }
        let urls = if self.0.remove_urls { addresses(text) } else { Vec::new() };
        let mut url = 0;
        let mut tokens = Vec::with_capacity(spans.len());
        for span in spans {
            while url < urls.len() && urls[url].end <= span.start {
                url += 1;
            }
            let in_url = urls.get(url).is_some_and(|u: &Span| u.overlaps(&span));
            if !in_url && !self.removes(span.of(text)) {
                tokens.push(Token { span });
            } else if self.0.padding
                && !(in_url && urls[url].start < span.start && tokens.last().is_some_and(|t| urls[url].contains(&t.span)))
            {
                // One empty token for an address, however many segments it has.
                tokens.push(Token { span: Span::new(span.start, span.start) });
            }
        }
        tokens
    }

    /// Whether the options keep a token that was cut elsewhere.
    #[must_use]
    pub fn keeps(&self, token: &str) -> bool {
        !(self.removes(token) || self.0.remove_urls && is_address(token))
    }

    /// The token as a term: what it covers, in lower case if the tokenizer gives that.
    #[must_use]
    pub fn term<'t>(&self, token: &Token, text: &'t str) -> Cow<'t, str> {
        let term = token.span.of(text);
        if self.0.lowercase { word_pattern::lowercase(term, self.0.unicode_version) } else { Cow::Borrowed(term) }
    }

    fn cut(&self, text: &str) -> Vec<Span> {
        match &self.0.rule {
            TokenRule::Unicode if self.0.keep_separators => {
                text.split_word_bound_indices().map(|(at, segment)| Span::new(at, at + segment.len())).collect()
            }
            TokenRule::Unicode => {
                let mut spans = Vec::with_capacity(text.len() / 5);
                for_each_segment(text, |start, end, _| spans.push(Span::new(start, end)));
                spans
            }
            TokenRule::Sklearn => word_pattern::word_tokens(text, 2, self.0.unicode_version).collect(),
            TokenRule::Whitespace => {
                let at = |piece: &str| piece.as_ptr() as usize - text.as_ptr() as usize;
                text.split_whitespace().map(|piece| Span::new(at(piece), at(piece) + piece.len())).collect()
            }
            TokenRule::Character => {
                text.char_indices().filter(|(_, c)| !c.is_whitespace()).map(|(at, c)| Span::new(at, at + c.len_utf8())).collect()
            }
            TokenRule::Pattern(pattern) => pattern.spans(text),
        }
    }

    fn removes(&self, token: &str) -> bool {
        let only = |wanted: fn(char) -> bool| !token.is_empty() && token.chars().all(wanted);
        self.0.remove_punct && only(categories::is_punctuation)
            || self.0.remove_symbols && only(categories::is_symbol)
            || self.0.remove_numbers
                && token.chars().any(char::is_numeric)
                && only(|c| c.is_numeric() || categories::is_punctuation(c) || categories::is_symbol(c))
    }
}

/// Joins words that only a hyphen stands between: `well-known`, `twenty‑one`.
fn join_hyphens(text: &str, spans: &mut Vec<Span>) {
    let mut joined: Vec<Span> = Vec::with_capacity(spans.len());
    for &span in spans.iter() {
        joined.push(span);
        if let [.., last, hyphen, next] = joined[..]
            && last.end == hyphen.start
            && hyphen.end == next.start
            && joined_by_hyphen(text, last, next)
        {
            joined.truncate(joined.len() - 3);
            joined.push(Span::new(last.start, next.end));
        }
    }
    *spans = joined;
}

/// The addresses of pages and of mail in a text, in order.
fn addresses(text: &str) -> Vec<Span> {
    let mut found = Vec::new();
    for piece in text.split_whitespace() {
        let start = piece.as_ptr() as usize - text.as_ptr() as usize;
        let bare = piece.trim_start_matches(['(', '[', '<', '"', '“', '\'', '‘']);
        let start = start + (piece.len() - bare.len());
        let bare = bare.trim_end_matches(['.', ',', ';', ':', '!', '?', ')', ']', '>', '"', '”', '\'', '’']);
        if is_address(bare) {
            found.push(Span::new(start, start + bare.len()));
        }
    }
    found
}

/// Whether a word is the address of a page or of mail.
fn is_address(word: &str) -> bool {
    let page = ["http://", "https://", "ftp://", "www."].iter().any(|head| word.len() > head.len() && starts_with(word, head));
    page || word.split_once('@').is_some_and(|(user, host)| {
        let named = host.split_once('.').is_some_and(|(name, end)| !name.is_empty() && end.len() > 1);
        named && !user.is_empty() && !host.contains('@')
    })
}

fn starts_with(text: &str, head: &str) -> bool {
    text.get(..head.len()).is_some_and(|t| t.eq_ignore_ascii_case(head))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(params: TokenizerParams, text: &str, expected: &[&str]) {
        let tokenizer = params.check();
        let got: Vec<_> = tokenizer.tokenize(text).iter().map(|t| tokenizer.term(t, text).into_owned()).collect();
        assert_eq!(got, expected, "{text:?}");
    }

    fn params() -> TokenizerParams {
        TokenizerParams::default()
    }

    fn pattern(pattern: &str) -> TokenizerParams {
        params().rule(TokenRule::Pattern(pattern.parse().unwrap()))
    }

    #[test]
    fn rules() {
        let text = "A 2-day trip, $5 off!";
        check(params(), text, &["A", "2", "-", "day", "trip", ",", "$", "5", "off", "!"]);
        check(params().rule(TokenRule::Sklearn), text, &["day", "trip", "off"]);
        check(params().rule(TokenRule::Whitespace), text, &["A", "2-day", "trip,", "$5", "off!"]);
        check(params().rule(TokenRule::Character), "ä b", &["ä", "b"]);
    }

    #[test]
    fn separators_may_be_kept() {
        check(params().remove_separators(false), "a  b,\r\nc", &["a", "  ", "b", ",", "\r\n", "c"]);
    }

    #[test]
    fn a_pattern_gives_its_matches_or_what_its_group_captures() {
        check(pattern(r"\w+"), "ab, c", &["ab", "c"]);
        check(pattern(r"#(\w+)"), "#ab c #d", &["ab", "d"]);
        check(pattern(r"#(\w+)|!"), "#ab !", &["ab", ""]);
        check(pattern(r"#(?:\w+)"), "#ab", &["#ab"]);
    }

    #[test]
    fn options() {
        let text = "Oslo-based O’Neil paid $3.50 (2nd of 1,000) — see http://a.example/b-c?d, or mail x.y@a.example!";
        check(
            params().remove_punct(true).remove_symbols(true).remove_numbers(true).remove_urls(true),
            text,
            &["Oslo", "based", "O’Neil", "paid", "2nd", "of", "see", "or", "mail"],
        );
        check(
            params().split_hyphens(false).remove_punct(true).remove_urls(true).lowercase(true),
            text,
            &["oslo-based", "o’neil", "paid", "$", "3.50", "2nd", "of", "1,000", "see", "or", "mail"],
        );
        check(params().split_hyphens(false), "a-b-c - -d e-", &["a-b-c", "-", "-", "d", "e", "-"]);
    }

    #[test]
    fn padding_keeps_the_places() {
        check(params().remove_punct(true).padding(true), "a, b.", &["a", "", "b", ""]);
        check(params().remove_urls(true).padding(true), "see http://a.example/b now", &["see", "", "now"]);
        let tokens = params().remove_punct(true).padding(true).check().tokenize("a, b");
        assert_eq!(tokens[1].span, Span::new(1, 1));
    }

    #[test]
    fn tokens_cut_elsewhere_are_kept_alike() {
        let tokenizer = params().remove_punct(true).remove_numbers(true).remove_urls(true).check();
        for (token, kept) in
            [("a", true), ("--", false), ("3.5", false), ("3rd", true), ("www.a.example", false), ("a@b.example", false), ("a@b", true)]
        {
            assert_eq!(tokenizer.keeps(token), kept, "{token}");
        }
    }

    #[test]
    fn lower_case_is_pythons() {
        check(params().lowercase(true), "ΣΟΦΟΣ İZMİR", &["σοφος", "i\u{307}zmi\u{307}r"]);
    }
}
