use crate::Span;
use memchr::memchr2_iter;

/// Widths between which prose is wrapped by hand or by a mail program, in code points.
const WRAP_WIDTHS: std::ops::RangeInclusive<usize> = 30..=132;

/// One line that is not blank, without the white space around it.
struct Line {
    span: Span,
    /// Code points.
    width: usize,
    /// Code points of its first word.
    first_word: usize,
    /// Whether a blank line, or the beginning of the text, stands before it.
    after_blank: bool,
    /// Whether its last character, closing marks aside, ends a sentence.
    ended: bool,
    start: Start,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Start {
    Lower,
    Item,
    Other,
}

/// The stretches of a text within which a line break is mere white space: paragraphs, headings, list items.
///
/// A blank line always ends one. So does every other line break, as articles are scraped with one paragraph a line and their headings
/// and captions lack a full stop, unless the break stands in mid-sentence: the next line goes on in lower case and the
/// paragraph comes to a full stop, or the text is hard-wrapped and the next word would not have fitted the line.
pub(super) fn segments(text: &str) -> Vec<Span> {
    let lines = lines(text);
    let mut segments: Vec<Span> = Vec::with_capacity(lines.len());
    let wrap = wrap_width(&lines);
    let mut block = 0..0;
    let (mut block_ended, mut block_width) = (false, 0);
    for (i, line) in lines.iter().enumerate() {
        if i >= block.end {
            block = i..i + 1 + lines[i + 1..].iter().take_while(|l| !l.after_blank).count();
            block_ended = lines[block.end - 1].ended;
            block_width = lines[block.clone()].iter().map(|l| l.width).max().unwrap_or(0);
        }
        let soft = i > block.start && {
            let before = &lines[i - 1];
            let full = before.width + 1 + line.first_word > block_width && WRAP_WIDTHS.contains(&block_width);
            let wrapped = full && wrap.is_some_and(|w| 4 * before.width >= 3 * w && block_width <= 2 * w);
            match line.start {
                Start::Item => false,
                Start::Lower => !before.ended && (block_ended || wrapped),
                Start::Other => wrapped,
            }
        };
        match segments.last_mut() {
            Some(last) if soft => last.end = line.span.end,
            _ => segments.push(line.span),
        }
    }
    segments
}

/// The width to which a text is hard-wrapped, if it is: among its line breaks without a full stop, many must go on in lower case at
/// the place where the next word would not have fitted.
fn wrap_width(lines: &[Line]) -> Option<usize> {
    let mut widths: Vec<usize> = Vec::new();
    let mut open = 0;
    for pair in lines.windows(2) {
        let (a, b) = (&pair[0], &pair[1]);
        if b.after_blank || a.ended {
            continue;
        }
        open += 1;
        if b.start == Start::Lower && WRAP_WIDTHS.contains(&a.width) {
            widths.push(a.width);
        }
    }
    if widths.len() < 2 || 5 * widths.len() < 2 * open {
        return None;
    }
    let middle = widths.len() / 2;
    Some(*widths.select_nth_unstable(middle).1)
}

fn lines(text: &str) -> Vec<Line> {
    let mut lines = Vec::new();
    let (mut at, mut blank) = (0, true);
    let ends = memchr2_iter(b'\n', b'\r', text.as_bytes()).chain(std::iter::once(text.len()));
    for end in ends {
        let raw = &text[at..end];
        let trimmed = raw.trim();
        // The empty line between \r and \n is none.
        let between = raw.is_empty() && at > 0 && text.as_bytes()[at - 1] == b'\r' && text.as_bytes().get(end) == Some(&b'\n');
        if !trimmed.is_empty() {
            let start = at + (raw.len() - raw.trim_start().len());
            lines.push(line(trimmed, start, blank));
            blank = false;
        } else if !between && end < text.len() {
            blank = true;
        }
        at = end + 1;
        if at > text.len() {
            break;
        }
    }
    lines
}

fn line(trimmed: &str, start: usize, after_blank: bool) -> Line {
    let word = trimmed.split(char::is_whitespace).next().unwrap_or_default();
    let body = trimmed.trim_end_matches(is_closing);
    let head = trimmed.trim_start_matches(|c: char| matches!(c, '"' | '\'' | '“' | '‘' | '(' | '[' | '«' | '„'));
    let start_kind = if is_item(trimmed, word) {
        Start::Item
    } else if head.chars().next().is_some_and(char::is_lowercase) {
        Start::Lower
    } else {
        Start::Other
    };
    Line {
        span: Span::new(start, start + trimmed.len()),
        width: width(trimmed),
        first_word: width(word),
        after_blank,
        ended: body.ends_with(['.', '!', '?', '…', '。', '！', '？', '।', '؟', '۔']),
        start: start_kind,
    }
}

/// Whether a line begins as an item of a list does.
fn is_item(line: &str, word: &str) -> bool {
    let bullet = line.starts_with(['•', '⁃', '‣', '◦', '▪', '●', '·']);
    let dash = matches!(word, "-" | "–" | "—" | "*" | "+");
    let number = word.strip_suffix([')', '.']).is_some_and(|n| {
        let n = n.trim_end_matches('.').trim_start_matches('(');
        !n.is_empty()
            && (n.len() <= 3 && n.bytes().all(|b| b.is_ascii_digit()) || n.len() == 1 && n.bytes().all(|b| b.is_ascii_lowercase()))
    });
    bullet || dash || number
}

fn is_closing(c: char) -> bool {
    matches!(c, '"' | '\'' | '”' | '’' | '“' | '»' | ')' | ']' | '」' | '』')
}

fn width(text: &str) -> usize {
    text.bytes().filter(|b| b & 0xC0 != 0x80).count()
}
