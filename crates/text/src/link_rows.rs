use crate::Span;
use memchr::memmem;
use std::borrow::Cow;

/// How far before its end a row of links is looked for, in bytes.
const REACH: usize = 1200;
/// Words of a full name at most.
const NAME: usize = 7;
/// What a row of links ends with.
const END: &str = "MORE";

/// Rows of links to other pieces that a site sets into a sentence after a name, as scraping leaves them: the full name once
/// more, most often without a space before the first headline, up to `MORE`. In order, in bytes, none over a line's end.
///
/// ```
/// use newsloom_text::link_rows;
/// let text = "Mayor Anna Berg Anna Maria BergFerry fees to rise Council splits MORE said no.";
/// let rows: Vec<&str> = link_rows(text).iter().map(|s| s.of(text)).collect();
/// assert_eq!(rows, ["Anna Maria BergFerry fees to rise Council splits MORE"]);
/// ```
#[must_use]
pub fn link_rows(text: &str) -> Vec<Span> {
    let (mut out, mut from) = (Vec::new(), 0);
    for at in memmem::find_iter(text.as_bytes(), END) {
        let end = at + END.len();
        if at < from || text[end..].starts_with(char::is_alphanumeric) {
            continue;
        }
        let line = text[from..at].rfind(['\n', '\r']).map_or(from, |i| from + i + 1);
        let near = (line.max(at.saturating_sub(REACH))..at).find(|&i| text.is_char_boundary(i)).unwrap_or(at);
        let words: Vec<(usize, &str)> =
            text[near..end].split_whitespace().map(|w| (w.as_ptr() as usize - text.as_ptr() as usize, w)).collect();
        if let Some((start, last)) = (1..words.len()).find_map(|i| Some((again(&words, i)?, i)))
            && (words[words.len() - 1].1 == END || last == words.len() - 1)
        {
            out.push(Span::new(start, end));
            from = end;
        }
    }
    out
}

/// A text with its [`link_rows`] blanked: every other place stays what it is.
///
/// ```
/// let read = newsloom_text::without_link_rows("Anna Berg Anna BergFees rise MORE came.");
/// assert_eq!(read, format!("Anna Berg {} came.", " ".repeat(23)));
/// ```
#[must_use]
pub fn without_link_rows(text: &str) -> Cow<'_, str> {
    let mut out = Cow::Borrowed(text);
    for s in link_rows(text) {
        out.to_mut().replace_range(s.start..s.end, &" ".repeat(s.end - s.start));
    }
    out
}

/// Where a name is told for the second time, when its last word is word `i` with a headline begun right after it.
fn again(words: &[(usize, &str)], i: usize) -> Option<usize> {
    let bare = |k: usize| words[k].1.trim_matches(|c: char| !c.is_alphanumeric());
    let next_begins = words.get(i + 1).is_some_and(|w| begins(w.1));
    let last = (i.saturating_sub(NAME)..i).rev().find(|&k| {
        // `Anna Berg Anna Berg Ferry fees`: with a space, the first names have to agree.
        let twice = k > 0 && k + 1 < i && bare(k) == words[i].1 && bare(k - 1) == bare(k + 1) && next_begins;
        twice || runs_on(words[i].1, bare(k))
    })?;
    (last + 1..i).all(|k| words[k].1.starts_with(|c: char| !c.is_lowercase())).then(|| words[last + 1].0)
}

/// Whether a word is a name with what begins anew right after it: `BergFerry`, `Berg5`, `Berg'A`.
fn runs_on(word: &str, name: &str) -> bool {
    let more = word.trim_start_matches(['(', '"', '“']).strip_prefix(name);
    name.starts_with(char::is_uppercase) && name.ends_with(char::is_lowercase) && more.is_some_and(begins)
}

/// Whether a headline may begin so.
fn begins(text: &str) -> bool {
    text.trim_start_matches(['\'', '"', '‘', '“', '[', '(']).starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<&str> {
        link_rows(text).iter().map(|s| s.of(text)).collect()
    }

    #[test]
    fn links_within_a_sentence() {
        let text = "Mayor Anna Berg Anna Maria BergFerry fees to rise Council splits MORE said on Monday that Jon McLie Jon A. McLie5 things \
                    to know MORE (Harbour) and Berg's deputy Ida Sund Ida Lea SundMORE would go, and Per Holm Per Holm Ferry fees \
                    MORE too.";
        let links = [
            "Anna Maria BergFerry fees to rise Council splits MORE",
            "Jon A. McLie5 things to know MORE",
            "Ida Lea SundMORE",
            "Per Holm Ferry fees MORE",
        ];
        assert_eq!(found(text), links);
    }

    #[test]
    fn capitals_alone_are_no_links() {
        for text in ["McDonald said it wanted MORE ferries.", "She asked for MORE. Berg asked BergCouncil for MORE", "Read MORE", "MORE"] {
            assert!(found(text).len() <= usize::from(text.contains("BergCouncil")), "{text}");
        }
    }
}
