use super::form::address;
use super::line::Line;
use newsloom_text::Span;

/// The end of a line that an embedded post leaves: `pic.twitter.com/abc — Anna Berg (@berg) May 3, 2021`.
pub(super) fn tail(line: &Line<'_>) -> Option<Span> {
    let text = line.text;
    let at = text.rfind("(@").filter(|&at| text.len() - at <= 80)?;
    let mut start = text[..at].rfind(['—', '–', '-']).filter(|&dash| at - dash <= 80)?;
    let year = text[at..].chars().rev().take_while(|c| !c.is_alphabetic()).filter(char::is_ascii_digit).count() >= 4;
    if !year {
        return None;
    }
    // The addresses right before the name belong to it.
    loop {
        let before = text[..start].trim_end();
        let word = before.rfind(char::is_whitespace).map_or(0, |i| i + before[i..].chars().next().map_or(1, char::len_utf8));
        if !address(&before[word..]) {
            break;
        }
        start = word;
    }
    Some(Span::new(line.span.start + start, line.span.end))
}
