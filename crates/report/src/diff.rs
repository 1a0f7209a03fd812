//! Which words of one wording differ from another's.

use crate::html::Text;
use std::{fmt::Write, ops::Range};

/// Words beyond which two wordings are not compared word by word.
const LONG: usize = 600;

/// A word, where it stands, and the form in which it is compared: lower case, without apostrophes.
struct Word {
    start: usize,
    end: usize,
    bare: String,
}

fn words(text: &str) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    let mut open = false;
    for (at, c) in text.char_indices() {
        let inner = open && is_apostrophe(c) && text[at + c.len_utf8()..].starts_with(char::is_alphanumeric);
        if c.is_alphanumeric() || inner {
            let end = at + c.len_utf8();
            match words.last_mut() {
                Some(w) if open => w.end = end,
                _ => words.push(Word { start: at, end, bare: String::new() }),
            }
            if let Some(w) = words.last_mut().filter(|_| !inner) {
                w.bare.extend(c.to_lowercase());
            }
            open = true;
        } else {
            open = false;
        }
    }
    words
}

const fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '‘' | '\u{b4}' | '`')
}

/// Pairs of equal words in a longest common subsequence, in order.
fn common(a: &[Word], b: &[Word]) -> Vec<(usize, usize)> {
    let wide = b.len() + 1;
    let mut length = vec![0u16; (a.len() + 1) * wide];
    for i in (0..a.len()).rev() {
        for j in (0..b.len()).rev() {
            length[i * wide + j] = if a[i].bare == b[j].bare {
                length[(i + 1) * wide + j + 1] + 1
            } else {
                length[(i + 1) * wide + j].max(length[i * wide + j + 1])
            };
        }
    }
    let (mut i, mut j, mut pairs) = (0, 0, Vec::new());
    while i < a.len() && j < b.len() {
        if a[i].bare == b[j].bare {
            pairs.push((i, j));
            (i, j) = (i + 1, j + 1);
        } else if length[(i + 1) * wide + j] >= length[i * wide + j + 1] {
            i += 1;
        } else {
            j += 1;
        }
    }
    pairs
}

/// A stretch of both wordings in which they differ: the words of the old one in its words' numbers, those of the new one likewise.
type Change = (Range<usize>, Range<usize>);

/// Where the words differ, in order; none when one wording is too long to be compared word by word.
fn changes(old: &[Word], new: &[Word]) -> Vec<Change> {
    if old.len() > LONG || new.len() > LONG {
        return Vec::new();
    }
    let (mut i, mut j, mut found) = (0, 0, Vec::new());
    for (next_i, next_j) in common(old, new).into_iter().chain([(old.len(), new.len())]) {
        if i < next_i || j < next_j {
            found.push((i..next_i, j..next_j));
        }
        (i, j) = (next_i + 1, next_j + 1);
    }
    found
}

/// The stretches of `text`, in bytes, whose words `reference` does not have at this point: what the page marks.
///
/// ```
/// let text = "The mayor spoke on Tuesday.";
/// assert_eq!(newsloom_report::differing_words("The mayor spoke on Monday.", text), [19..26]);
/// ```
#[must_use]
pub fn differing_words(reference: &str, text: &str) -> Vec<Range<usize>> {
    let (old, new) = (words(reference), words(text));
    let added = changes(&old, &new).into_iter().filter(|(_, j)| !j.is_empty());
    added.map(|(_, j)| new[j.start].start..new[j.end - 1].end).collect()
}

/// `text` as HTML: words that are not in `reference` at this point stand in `ins`, those of `reference` that it lacks in `del`
/// (with a blank, so that hiding them leaves the text as it was).
pub(crate) fn marked(reference: &str, text: &str) -> String {
    let (old, new) = (words(reference), words(text));
    let mut out = String::with_capacity(text.len() * 2);
    let mut at = 0;
    for (i, j) in changes(&old, &new) {
        // What is equal before it, up to its own first word or, if it has none, to the next one.
        let before = new.get(j.start).map_or(text.len(), |w| w.start);
        if !i.is_empty() {
            let dropped = &reference[old[i.start].start..old[i.end - 1].end];
            let _ = write!(out, "{}<del>{} </del>", Text(&text[at..before]), Text(dropped));
            at = before;
        }
        if !j.is_empty() {
            let end = new[j.end - 1].end;
            let _ = write!(out, "{}<ins>{}</ins>", Text(&text[at..before]), Text(&text[before..end]));
            at = end;
        }
    }
    let _ = write!(out, "{}", Text(&text[at..]));
    out
}

/// `text`, which begins at byte `from` of its article, as HTML: the stretches of `edits` stand in `ins`, the words that the reference has
/// there in `del`. What the reference has before the first word or after the last is no more than `…`.
pub(crate) fn edited(text: &str, from: usize, edits: &[(Range<usize>, &str)]) -> String {
    let mut out = String::with_capacity(text.len() * 2);
    let mut at = 0;
    let inside = |byte: usize| byte.saturating_sub(from).min(text.len());
    for (span, dropped) in edits {
        let (start, end) = (inside(span.start).max(at), inside(span.end).max(at));
        let (Some(before), Some(new)) = (text.get(at..start), text.get(start..end)) else { continue };
        let _ = write!(out, "{}", Text(before));
        if !dropped.is_empty() {
            let said = |t: &str| t.contains(char::is_alphanumeric);
            if new.is_empty() && !said(&text[..start]) {
                out.push_str("<del class=\"end\">…</del> ");
            } else if new.is_empty() && !said(&text[end..]) {
                out.push_str(" <del class=\"end\">…</del>");
            } else {
                let space = if new.is_empty() { " " } else { "" };
                let _ = write!(out, "{space}<del>{}</del>{}", Text(dropped), if new.is_empty() { "" } else { " " });
            }
        }
        if !new.is_empty() {
            let _ = write!(out, "<ins>{}</ins>", Text(new));
        }
        at = end;
    }
    let _ = write!(out, "{}", Text(&text[at..]));
    out
}

/// The form in which two wordings count as the same.
pub(crate) fn bare(text: &str) -> String {
    words(text).into_iter().map(|w| w.bare + " ").collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(reference: &str, text: &str, expect: &str) {
        assert_eq!(marked(reference, text), expect);
        let back = expect.split("<del>").enumerate().map(|(n, s)| if n == 0 { s } else { s.split_once("</del>").unwrap().1 });
        let back: String = back.collect::<String>().replace("<ins>", "").replace("</ins>", "");
        assert_eq!(back, Text(text).to_string(), "without what was dropped it is the text again");
    }

    #[test]
    fn differing_words_are_marked() {
        check("The mayor spoke on Monday.", "The mayor spoke on Tuesday.", "The mayor spoke on <del>Monday </del><ins>Tuesday</ins>.");
        check("The mayor spoke.", "The tall old mayor spoke!", "The <ins>tall old</ins> mayor spoke!");
        check("The tall mayor spoke.", "The mayor spoke.", "The <del>tall </del>mayor spoke.");
        check("“The mayor’s car”", "The mayors car", "The mayors car");
        check("One.", "", "<del>One </del>");
        check("", "<b>One</b>", "&lt;<ins>b&gt;One&lt;/b</ins>&gt;");
    }

    #[test]
    fn edits_show_what_was_dropped_and_what_came() {
        let text = "We will not close nine gates today";
        let at = |word: &str| {
            let start = 100 + text.find(word).unwrap();
            start..start + word.len()
        };
        let after = |word: &str| at(word).end..at(word).end;
        let found = edited(text, 100, &[(at("nine"), "five"), (at("today"), "")]);
        assert_eq!(found, "We will not close <del>five</del> <ins>nine</ins> gates <ins>today</ins>");
        let found = edited(text, 100, &[(100..100, "Friends,"), (after("close"), "all"), (after("today"), "or ever")]);
        assert_eq!(found, "<del class=\"end\">…</del> We will not close <del>all</del> nine gates today <del class=\"end\">…</del>");
        assert_eq!(edited("a <b>", 0, &[(3..4, "<i>")]), "a &lt;<del>&lt;i&gt;</del> <ins>b</ins>&gt;");
    }

    #[test]
    fn case_and_marks_make_no_difference() {
        assert_eq!(bare("“The Mayor’s car!”"), bare("the mayors car"));
        assert_ne!(bare("the mayor"), bare("the mayors"));
    }
}
