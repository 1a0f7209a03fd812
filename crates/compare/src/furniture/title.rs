use super::line::{Line, plain, words};
use rustc_hash::FxHashSet;

/// How deep a title echo may stand, in lines.
const HEAD: usize = 6;

/// For each line, whether it repeats the title.
///
/// At the head of the article, a line that has the words of the title or of another line there, but for a word or two.
pub(super) fn echoes(lines: &[Line<'_>], title: &str) -> Vec<Option<&'static str>> {
    let title: Vec<String> = split(title);
    let head: Vec<Vec<String>> = lines.iter().take(HEAD).map(|l| split(l.text)).collect();
    lines
        .iter()
        .enumerate()
        .map(|(i, line)| {
            let own = head.get(i)?;
            if own.is_empty() || line.n_words > 40 {
                return None;
            }
            let echo = alike(own, &title) || (own.len() >= 3 && head.iter().enumerate().any(|(j, other)| j != i && alike(own, other)));
            // The title over two lines.
            let pair = |j: usize| {
                !alike(&head[j], &title)
                    && head.get(j + 1).is_some_and(|next| {
                        !next.is_empty() && !alike(next, &title) && alike(&[head[j].as_slice(), next.as_slice()].concat(), &title)
                    })
            };
            let echo = echo || pair(i) || (i > 0 && pair(i - 1));
            // A section label above the echoed title.
            let label = i == 0
                && own.len() <= 2
                && !line.stopped
                && head.len() > 1
                && head.iter().enumerate().any(|(j, h)| j > 1 && alike(h, &head[1]) && h.len() >= 3);
            if echo {
                Some("title")
            } else if label {
                Some("section")
            } else {
                None
            }
        })
        .collect()
}

fn split(line: &str) -> Vec<String> {
    words(&plain(line)).map(|w| w.trim_matches(|c: char| !c.is_alphanumeric()).replace('\'', "")).filter(|w| !w.is_empty()).collect()
}

/// Whether two lines have the same words, or nine of ten of the longer one's, or one is the other cut short by `…`.
fn alike(a: &[String], b: &[String]) -> bool {
    if a.is_empty() || b.is_empty() {
        return false;
    }
    if a == b {
        return true;
    }
    let set: FxHashSet<&String> = a.iter().collect();
    let shared = b.iter().filter(|w| set.contains(w)).count();
    let longer = a.len().max(b.len());
    longer >= 4 && shared * 10 >= longer * 8
}

/// A headline of another story between the paragraphs: no full stop, six words or more, and no telling word of it in what follows.
///
/// A heading within the article is told apart by the paragraphs after it, which take up its words.
pub(super) fn teaser(line: &Line<'_>, lines: &[Line<'_>]) -> Option<&'static str> {
    if line.stopped
        || line.n_words < 6
        || line.n_words > 16
        || line.at == 0
        || line.left == 0
        || line.text.ends_with([':', ',', '-', '—', '…'])
    {
        return None;
    }
    let first = line.text.chars().next()?;
    if !first.is_uppercase()
        || line.text.contains(['“', '"', '@', '•', '‘', '\''])
        || !lines[line.at - 1].stopped
        || !lines[line.at + 1].stopped
    {
        return None;
    }
    let content: FxHashSet<String> = split(line.text).into_iter().filter(|w| w.chars().count() >= 5).map(|w| stem(&w)).collect();
    if content.len() < 3 {
        return None;
    }
    let after: FxHashSet<String> = lines[line.at + 1..].iter().take(3).flat_map(|l| split(l.text)).map(|w| stem(&w)).collect();
    let taken = content.iter().filter(|w| after.contains(*w)).count();
    (taken == 0).then_some("related")
}

/// The first five letters: enough to find a word's other forms in the next paragraphs.
fn stem(word: &str) -> String {
    word.chars().take(5).collect()
}

/// Whether a line ends an article without being a sentence: a short line that no sentence follows.
///
/// What sites print below an article: links, headlines of other stories, calls to act. An article whose last lines are a list has as many
/// such lines and is left alone.
pub(super) fn tail(line: &Line<'_>, lines: &[Line<'_>]) -> Option<&'static str> {
    let last = lines.iter().rposition(|l| l.stopped)?;
    let run = lines.len() - 1 - last;
    let short = |l: &Line<'_>| l.n_words <= 12 && !l.text.ends_with([':', ',', '”', '"', '’', '»']);
    (line.at > last && run <= 6 && last >= 3 && lines[last + 1..].iter().all(short)).then_some("tail")
}
