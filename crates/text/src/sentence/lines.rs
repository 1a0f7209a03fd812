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
    /// Whether it has two words at least, one of them with a letter: dates and section names do not go on in the next line.
    has_words: bool,
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
    let comes_to_end = comes_to_end(&lines);
    let mut block = Block::default();
    for (i, line) in lines.iter().enumerate() {
        if i >= block.lines.end {
            block = Block::at(&lines, i);
        }
        let soft = i > block.lines.start && {
            let before = &lines[i - 1];
            let like_the_text = wrap.is_some_and(|w| 4 * before.width >= 3 * w && block.width <= 2 * w);
            let wrapped = block.is_full(before, line) && (block.wrapped || like_the_text);
            match line.start {
                Start::Item => false,
                Start::Lower => !before.ended && before.has_words && (comes_to_end[i] || wrapped),
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

/// Lines without a blank one between them.
#[derive(Default)]
struct Block {
    lines: std::ops::Range<usize>,
    /// The width of its widest line.
    width: usize,
    /// Whether it reads as one hard-wrapped paragraph: every line but the last is full, and the last comes to a full stop.
    wrapped: bool,
}

impl Block {
    fn at(lines: &[Line], start: usize) -> Self {
        let length = 1 + lines[start + 1..].iter().take_while(|l| !l.after_blank).count();
        let own = &lines[start..start + length];
        let width = own.iter().map(|l| l.width).max().unwrap_or(0);
        let mut block = Self { lines: start..start + length, width, wrapped: false };
        block.wrapped = length > 2
            && own[length - 1].ended
            && own[1..].iter().all(|l| l.start != Start::Item)
            && own.windows(2).all(|w| 5 * w[0].width >= 4 * width && block.is_full(&w[0], &w[1]));
        block
    }

    /// Whether the first word of `line` would not have fitted the line before it.
    fn is_full(&self, before: &Line, line: &Line) -> bool {
        WRAP_WIDTHS.contains(&self.width) && before.width + 1 + line.first_word > self.width
    }
}

/// For each line, whether it or the lines that go on from it in lower case come to a full stop.
fn comes_to_end(lines: &[Line]) -> Vec<bool> {
    let mut comes = vec![false; lines.len()];
    for (i, line) in lines.iter().enumerate().rev() {
        comes[i] = line.ended || lines.get(i + 1).is_some_and(|next| next.start == Start::Lower && !next.after_blank && comes[i + 1]);
    }
    comes
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
    let head = trimmed.trim_start_matches(['"', '\'', '“', '‘', '(', '[', '«', '„']);
    let start_kind = if is_item(trimmed, word) {
        Start::Item
    } else if is_address(word) {
        Start::Other
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
        has_words: word.len() < trimmed.len() && trimmed.contains(char::is_alphabetic),
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

/// Whether a word is the address of a page.
fn is_address(word: &str) -> bool {
    word.contains("://") || word.starts_with("www.")
}

fn is_closing(c: char) -> bool {
    matches!(c, '"' | '\'' | '”' | '’' | '“' | '»' | ')' | ']' | '」' | '』')
}

fn width(text: &str) -> usize {
    text.bytes().filter(|b| b & 0xC0 != 0x80).count()
}
