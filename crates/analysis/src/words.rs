use crate::reading::Reading;
use newsloom_core::{Article, Csr, map};
use newsloom_text::Language;
use rustc_hash::{FxHashMap, FxHashSet};

/// What a term is, as far as its letters tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Says what a text is about.
    Content,
    /// Of a closed class: counted, never weighed.
    Function,
    /// Begins with a digit.
    Number,
}

/// How texts become words, for the record of what made a result.
pub(crate) const WORDS_RECIPE: &str = "Unicode words without possessive 's, in lower case; Snowball stems; stop words of the article's language (scikit-learn's, else Snowball's, else ISO's); short texts that stand under three titles left out";

/// Stands between words that punctuation or a line's end keeps apart.
pub(crate) const BREAK: u32 = u32::MAX;

/// The words of one article as numbers of terms, in order, with a [`BREAK`] where a phrase can't go on.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Words {
    pub(crate) title: Vec<u32>,
    pub(crate) body: Vec<u32>,
}

/// A pile as terms: stems in byte order, the form each is mostly written in, and every article's words.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Pile {
    /// Stems, in byte order.
    pub(crate) terms: Vec<String>,
    /// The most frequent form of each term, as written.
    pub(crate) forms: Vec<String>,
    pub(crate) kinds: Vec<Kind>,
    pub(crate) articles: Vec<Words>,
    /// Every form, and the words of each article as numbers of forms: what stands in `articles`, as written.
    pub(crate) spelled: Vec<String>,
    /// Whether each form is a verb that tells who speaks.
    pub(crate) reporting: Vec<bool>,
    pub(crate) written: Vec<Words>,
}

/// A text of fewer words that stands under so many titles is a notice (“More to follow.”), no account.
const NOTICE: usize = 20;
const TITLES: usize = 3;

impl Pile {
    /// Reads titles and texts; a title that opens the text counts once.
    pub(crate) fn read(articles: &[&Article], language: Option<Language>) -> Self {
        let mut reading = Reading::new(language);
        reading.take(articles);
        reading.pile(&(0..articles.len()).collect::<Vec<_>>())
    }

    /// Counts of terms that `keep` allows, one row per article; words of the title count `title` times.
    pub(crate) fn counts(&self, title: u32, keep: impl Fn(usize) -> bool + Sync) -> Csr<u32> {
        let keep: Vec<bool> = (0..self.terms.len()).map(keep).collect();
        let rows = map(&self.articles, |a| {
            let mut row: FxHashMap<u32, u32> = FxHashMap::default();
            a.title.iter().filter(|w| **w != BREAK).for_each(|&w| *row.entry(w).or_default() += title);
            a.body.iter().filter(|w| **w != BREAK).for_each(|&w| *row.entry(w).or_default() += 1);
            let mut row: Vec<(u32, u32)> = row.into_iter().filter(|(w, n)| keep[*w as usize] && *n > 0).collect();
            row.sort_unstable();
            row
        });
        let mut indptr = vec![0];
        let (mut indices, mut data) = (Vec::new(), Vec::new());
        for row in rows {
            indices.extend(row.iter().map(|r| r.0));
            data.extend(row.iter().map(|r| r.1));
            indptr.push(indices.len());
        }
        Csr::try_new(self.terms.len(), indptr, indices, data).unwrap_or_else(|_| Csr::empty(self.terms.len()))
    }
}

/// Empties short texts that stand under several titles: only the titles tell these articles apart.
pub(crate) fn leave_out_notices(articles: &mut [Words]) {
    let mut titles: FxHashMap<&[u32], FxHashSet<&[u32]>> = FxHashMap::default();
    for a in articles.iter().filter(|a| a.body.len() < NOTICE && !a.body.is_empty() && !a.title.is_empty()) {
        titles.entry(&a.body).or_default().insert(&a.title);
    }
    let notices: FxHashSet<Vec<u32>> = titles.into_iter().filter(|(_, t)| t.len() >= TITLES).map(|(b, _)| b.to_vec()).collect();
    articles.iter_mut().filter(|a| !a.title.is_empty() && notices.contains(&a.body)).for_each(|a| a.body.clear());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_notice_under_several_titles_is_left_out() {
        let titled = |id: &str, title: &str, text: &str| Article { title: title.into(), ..Article::new(id, text) };
        let mut articles = vec![
            titled("a", "Ferry aground", "**** More to follow."),
            titled("b", "Wheat at a record", "More to follow."),
            titled("c", "Ferry aground", "The ferry ran aground at noon."),
        ];
        let bodies = |articles: &[Article]| -> Vec<usize> {
            Pile::read(&articles.iter().collect::<Vec<_>>(), None).articles.iter().map(|a| a.body.len()).collect()
        };
        assert_eq!(bodies(&articles), [3, 3, 6]);
        articles.push(titled("d", "Mayor resigns", "More to follow."));
        assert_eq!(bodies(&articles), [0, 0, 6, 0]);
        articles[3].title.clear();
        assert_eq!(bodies(&articles), [3, 3, 6, 3]);
    }
}
