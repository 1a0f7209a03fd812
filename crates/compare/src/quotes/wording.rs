use newsloom_text::{Span, Stemmer, words};

/// A word of a quotation.
#[derive(Clone, Debug)]
pub(crate) struct Word {
    /// Where it stands in the article.
    pub(crate) span: Span,
    /// In lower case, without apostrophes, which scraping loses.
    pub(crate) form: String,
    /// Its stem.
    pub(crate) stem: String,
}

/// The words of a stretch of an article.
#[derive(Clone, Debug)]
pub(crate) struct Wording {
    pub(crate) span: Span,
    pub(crate) words: Vec<Word>,
}

impl Wording {
    pub(crate) fn new(text: &str, span: Span, stemmer: &Stemmer) -> Self {
        let words = words(span.of(text))
            .into_iter()
            .flat_map(|t| {
                let at = Span::new(span.start + t.span.start, span.start + t.span.end);
                let form = at.of(text).to_lowercase().replace(['\'', '’', '‘'], "");
                let word = |form: &str| Word { span: at, form: form.to_owned(), stem: stemmer.stem(form).into_owned() };
                match contraction(&form) {
                    Some((first, second)) => vec![word(first), word(second)],
                    None => vec![word(&form)],
                }
            })
            .collect();
        Self { span, words }
    }

    /// The words `start..end` as a stretch; an empty one after word `start - 1` when there are none.
    pub(crate) fn stretch(&self, start: usize, end: usize) -> Span {
        if start < end {
            return Span::new(self.words[start].span.start, self.words[end - 1].span.end);
        }
        let at = if start > 0 { self.words[start - 1].span.end } else { self.span.start };
        Span::new(at, at)
    }
}

/// The two words of a contraction that has lost its apostrophe, so that `wasnt` is `was not`.
fn contraction(form: &str) -> Option<(&str, &str)> {
    Some(match form {
        "cant" => ("can", "not"),
        "cannot" => ("can", "not"),
        "wont" => ("will", "not"),
        "isnt" | "arent" | "wasnt" | "werent" | "dont" | "doesnt" | "didnt" | "hasnt" | "havent" | "hadnt" | "wouldnt" | "couldnt"
        | "shouldnt" | "mustnt" | "neednt" => (&form[..form.len() - 2], "not"),
        "im" => ("i", "am"),
        "ive" | "weve" | "youve" | "theyve" => (&form[..form.len() - 2], "have"),
        "youre" | "theyre" => (&form[..form.len() - 2], "are"),
        "youll" | "theyll" | "itll" => (&form[..form.len() - 2], "will"),
        "thats" | "theres" | "heres" | "whats" => (&form[..form.len() - 1], "is"),
        _ => return None,
    })
}

/// Length of the longest common subsequence of two lists of stems, with the places in `b` of its first and last word.
///
/// Takes the product of the lengths in time; `None` when that is more than `limit`.
pub(super) fn common(a: &[u32], b: &[u32], limit: usize) -> Option<(usize, usize, usize)> {
    if a.len().saturating_mul(b.len()) > limit {
        return None;
    }
    // Length, first and last place for each prefix of b.
    let mut row = vec![(0usize, 0usize, 0usize); b.len() + 1];
    for &x in a {
        let mut diagonal = row[0];
        for (j, &y) in b.iter().enumerate() {
            let above = row[j + 1];
            row[j + 1] = if x == y && diagonal.0 + 1 > above.0 {
                (diagonal.0 + 1, if diagonal.0 == 0 { j } else { diagonal.1 }, j)
            } else if row[j].0 > above.0 {
                row[j]
            } else {
                above
            };
            diagonal = above;
        }
    }
    Some(row[b.len()])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn common_words_keep_their_order() {
        assert_eq!(common(&[1, 2, 3], &[9, 1, 8, 2, 3, 7], 100), Some((3, 1, 4)));
        assert_eq!(common(&[1, 2], &[2, 1], 100).map(|c| c.0), Some(1));
        assert_eq!(common(&[1], &[2], 100).map(|c| c.0), Some(0));
        assert_eq!(common(&[1; 20], &[1; 20], 100), None);
    }
}
