use newsloom_text::Span;

/// The paragraphs of a text, trimmed and never empty.
///
/// A blank line ends one, and so does a line end, unless the line was wrapped: it stops in mid-sentence and the next one goes on in lower case.
pub(crate) fn paragraphs(text: &str) -> Vec<Span> {
    let mut out: Vec<Span> = Vec::new();
    let (mut at, mut blank) = (0, true);
    for line in text.split_inclusive(['\n', '\u{2028}', '\u{2029}']) {
        let start = at + (line.len() - line.trim_start().len());
        at += line.len();
        let trimmed = line.trim();
        if trimmed.is_empty() {
            blank = true;
            continue;
        }
        let span = Span::new(start, start + trimmed.len());
        match out.last_mut() {
            Some(last) if !blank && wrapped(last.of(text), trimmed) => last.end = span.end,
            _ => out.push(span),
        }
        blank = false;
    }
    out
}

/// Whether `next` only goes on with the sentence of `line`.
fn wrapped(line: &str, next: &str) -> bool {
    let open = line.chars().next_back().is_some_and(|c| c.is_alphanumeric() || matches!(c, ',' | ';' | '-'));
    open && next.chars().next().is_some_and(char::is_lowercase)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_end_parts_paragraphs_unless_the_line_was_wrapped() {
        let check = |text: &str, expect: &[&str]| {
            let got: Vec<&str> = paragraphs(text).iter().map(|p| p.of(text)).collect();
            assert_eq!(got, expect, "{text:?}");
        };
        check("", &[]);
        check(" \n\n ", &[]);
        check("One.\nTwo.", &["One.", "Two."]);
        check("  One.\n\n\tTwo. \n", &["One.", "Two."]);
        check("The mayor said the bridge\nwould open in May.", &["The mayor said the bridge\nwould open in May."]);
        check("The mayor said the bridge\n\nwould open in May.", &["The mayor said the bridge", "would open in May."]);
    }
}
