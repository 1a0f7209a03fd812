use memchr::memmem;

/// How far an item of a list may reach within one line, in bytes: keeps the search linear.
const REACH: usize = 2000;

/// The number or bullet a list item begins with.
pub(super) struct Marker {
    /// One past its last byte; full stops before it end no sentence.
    pub(super) end: usize,
    /// What the next item begins with.
    next: String,
    /// Whether a bullet stands first: then no capital need follow.
    bullet: bool,
}

/// The list marker at the beginning of a sentence: `1.`, `2)`, `3.)`, `a.`, `•`.
pub(super) fn marker(text: &str, start: usize, end: usize) -> Option<Marker> {
    let sentence = &text[start..end];
    let first = sentence.chars().next()?;
    if matches!(first, '•' | '⁃' | '‣' | '◦' | '▪' | '●') {
        let rest = sentence[first.len_utf8()..].trim_start();
        let at = end - rest.len();
        let own = number(rest).map_or(at, |(n, _)| at + n);
        return Some(Marker { end: own, next: first.to_string(), bullet: true });
    }
    let (length, next) = number(sentence)?;
    let after = sentence[length..].chars().next();
    after.is_some_and(char::is_whitespace).then_some(Marker { end: start + length, next, bullet: false })
}

/// The length of a number or letter with its point, and the marker that follows it in a list.
fn number(text: &str) -> Option<(usize, String)> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let (length, next) = match (digits, text.as_bytes().first()) {
        (1..=2, _) => (digits, (text[..digits].parse::<u32>().ok()? + 1).to_string()),
        (0, Some(b @ b'a'..=b'y')) => (1, char::from(b + 1).to_string()),
        _ => return None,
    };
    let point = [".)", ".", ")"].into_iter().find(|p| text[length..].starts_with(p))?;
    Some((length + point.len(), format!("{next}{point}")))
}

impl Marker {
    /// Where the next item of the list begins.
    pub(super) fn next_item(&self, text: &str, end: usize) -> Option<usize> {
        let mut reach = end.min(self.end + REACH);
        while !text.is_char_boundary(reach) {
            reach -= 1;
        }
        let within = &text[self.end..reach];
        memmem::find_iter(within.as_bytes(), self.next.as_bytes()).map(|i| self.end + i).find(|&at| {
            let spaced = text[..at].ends_with(char::is_whitespace);
            let mut after = text[at + self.next.len()..end].chars();
            spaced
                && (self.bullet
                    || after.next().is_some_and(char::is_whitespace) && after.find(|c| !c.is_whitespace()).is_some_and(char::is_uppercase))
        })
    }
}
