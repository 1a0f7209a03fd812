use crate::AnalysisError;
use crate::words::Pile;
use newsloom_cluster::{Overlap, near_duplicates};
use newsloom_core::{Article, map};
use newsloom_text::Shingler;
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

/// Words per shingle, and the share of shingles (Jaccard) from which two texts are taken for one.
pub(crate) const SHINGLE: usize = 5;
pub(crate) const THRESHOLD: f64 = 0.8;
/// Shingles below which only the very same words make a duplicate, and words below which the title belongs to them.
const LEAST: usize = 20;

/// An article that repeats another one and is weighed together with it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Duplicate {
    /// The article.
    pub id: String,
    /// The first article, by id, with these words or nearly these.
    pub duplicate_of: String,
}

/// Hashes of the shingles of each text; none for a short one.
pub(crate) fn shingles(articles: &[&Article]) -> Result<Vec<Vec<u64>>, AnalysisError> {
    let shingler = Shingler::new(SHINGLE)?;
    Ok(map(articles, |a| Some(shingler.set(&a.text)).filter(|s| s.len() >= LEAST).unwrap_or_default()))
}

/// Articles that say the same in the same words, each weighed once.
#[derive(Clone, Debug)]
pub(crate) struct Distinct {
    /// One article of each kind.
    pub(crate) first: Vec<usize>,
    /// The kind of each article.
    pub(crate) of: Vec<usize>,
}

impl Distinct {
    pub(crate) fn new(articles: &[&Article], pile: &Pile) -> Result<Self, AnalysisError> {
        Self::of_sets(&shingles(articles)?, pile)
    }

    /// Articles repeat an earlier one when their words are the same in the same order, or when they share most [`shingles`] with it and
    /// it repeats no other: likeness is not passed on.
    pub(crate) fn of_sets(sets: &[impl AsRef<[u64]> + Sync], pile: &Pile) -> Result<Self, AnalysisError> {
        let mut alike: Vec<Vec<usize>> = vec![Vec::new(); sets.len()];
        for pair in near_duplicates(sets, THRESHOLD, Overlap::Jaccard)? {
            alike[pair.b].push(pair.a);
        }
        let mut seen: FxHashMap<Vec<u32>, usize> = FxHashMap::default();
        let (mut first, mut of): (Vec<usize>, Vec<usize>) = (Vec::new(), Vec::with_capacity(sets.len()));
        for (i, words) in pile.articles.iter().enumerate() {
            // A short text (“Developing story.”) says nothing without its title.
            let title = if words.body.len() < LEAST { words.title.as_slice() } else { &[] };
            let key = [title, words.body.as_slice()].concat();
            let near = alike[i].iter().map(|&a| of[a]).zip(&alike[i]).find(|(kind, a)| first[*kind] == **a).map(|n| n.0);
            // Articles without words have nothing in common.
            let same = seen.get(&key).copied().filter(|_| !key.is_empty());
            let kind = same.or(near).unwrap_or(first.len());
            if kind == first.len() {
                first.push(i);
            }
            seen.entry(key).or_insert(kind);
            of.push(kind);
        }
        Ok(Self { first, of })
    }

    pub(crate) fn duplicates(&self, articles: &[&Article]) -> Vec<Duplicate> {
        let repeated = self.of.iter().enumerate().filter(|(i, d)| self.first[**d] != *i);
        repeated.map(|(i, &d)| Duplicate { id: articles[i].id.clone(), duplicate_of: articles[self.first[d]].id.clone() }).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reprints_count_with_the_first() {
        let words = |n: usize| (0..n).map(|i| format!("word{i}")).collect::<Vec<_>>().join(" ");
        let reprint = format!("{} and a last line", words(100));
        let texts = [words(100), reprint, words(60), "short note".into(), "Short note!".into(), "short notes again".into()];
        let articles: Vec<Article> = texts.iter().enumerate().map(|(i, t)| Article::new(format!("a{i}"), t.as_str())).collect();
        let articles: Vec<&Article> = articles.iter().collect();
        let found = Distinct::new(&articles, &Pile::read(&articles, None)).unwrap();
        assert_eq!(found.of, [0, 0, 1, 2, 2, 3]);
        let titled = |id: &str, title: &str| Article { title: title.into(), ..Article::new(id, "More to follow.") };
        let notices = [titled("x", "Ferry aground"), titled("y", "Wheat at a record"), titled("z", "Ferry aground")];
        let notices: Vec<&Article> = notices.iter().collect();
        assert_eq!(Distinct::new(&notices, &Pile::read(&notices, None)).unwrap().of, [0, 1, 0]);
        let duplicates = found.duplicates(&articles);
        assert_eq!((duplicates.len(), duplicates[0].duplicate_of.as_str(), duplicates[1].id.as_str()), (2, "a0", "a4"));
    }
}
