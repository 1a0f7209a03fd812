use newsloom_text::Span;

/// One line of an article with what its form tells.
#[derive(Clone, Debug)]
pub(super) struct Line<'t> {
    /// Where it stands, without surrounding white space.
    pub(super) span: Span,
    /// Its words as they stand.
    pub(super) text: &'t str,
    /// In lower case, apostrophes straight, one space between words, no punctuation at either end.
    pub(super) plain: String,
    /// Number of words: runs of letters and digits between white space.
    pub(super) n_words: usize,
    /// Whether it ends as sentences do.
    pub(super) stopped: bool,
    /// Index among the article's lines that are not blank.
    pub(super) at: usize,
    /// How many lines follow.
    pub(super) left: usize,
}

/// The lines of a text that are not blank.
pub(super) fn lines(text: &str) -> Vec<Line<'_>> {
    let mut out: Vec<Line<'_>> = Vec::new();
    let mut at = 0;
    for raw in text.split_inclusive(['\n', '\u{2028}', '\u{2029}']) {
        let line = raw.trim();
        if !line.is_empty() {
            let start = at + (raw.len() - raw.trim_start().len());
            out.push(Line {
                span: Span::new(start, start + line.len()),
                text: line,
                plain: plain(line),
                n_words: words(line).count(),
                stopped: stopped(line),
                at: out.len(),
                left: 0,
            });
        }
        at += raw.len();
    }
    let n = out.len();
    for line in &mut out {
        line.left = n - 1 - line.at;
    }
    out
}

/// The words of a line: what stands between white space and holds a letter or digit.
pub(super) fn words(line: &str) -> impl Iterator<Item = &str> {
    line.split_whitespace().filter(|w| w.chars().any(char::is_alphanumeric))
}

/// A line as it is compared with others and with the lists.
pub(super) fn plain(line: &str) -> String {
    let lower = line.to_lowercase().replace(['’', '‘', '`'], "'");
    let joined = lower.split_whitespace().collect::<Vec<_>>().join(" ");
    joined.trim_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '©' | '@' | '#' | '(')).to_owned()
}

fn stopped(line: &str) -> bool {
    line.trim_end_matches(['"', '”', '’', '\'', ')', ']', '»', '“']).ends_with(['.', '!', '?', '…', '。', '！', '？', '؟', '۔', '।', ';'])
}

impl Line<'_> {
    /// Whether all its letters are capitals, and there are words of them.
    pub(super) fn all_caps(&self) -> bool {
        let mut letters = self.text.chars().filter(|c| c.is_alphabetic()).peekable();
        letters.peek().is_some() && letters.all(|c| !c.is_lowercase())
    }

    /// Whether it stands at the head or the foot of the article, `n` lines deep.
    pub(super) fn edge(&self, n: usize) -> bool {
        self.at < n || self.left < n
    }
}
