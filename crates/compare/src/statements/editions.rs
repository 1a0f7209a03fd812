//! Articles of the same words: what they report is found once.

use crate::units::{Unit, Units};
use rustc_hash::FxHashMap;

/// The distinct articles of a story. Copies would be evidence for each other and make the work grow with their square.
pub(crate) struct Editions {
    /// The units of the distinct articles, numbered anew.
    pub(crate) units: Units,
    /// By unit of the story: the unit of `units` with the same words in the same place of the same article.
    pub(crate) distinct: Vec<usize>,
    /// By unit of `units`: the units of the story that it stands for, one an article.
    pub(crate) copies: Vec<Vec<usize>>,
    /// By unit of the story: its article.
    articles: Vec<usize>,
}

/// What two articles of the same words share: language, the marks between words, and the words with their capitals, by unit.
type Wording<'u> = (&'u str, Vec<&'u [bool]>, Vec<Vec<(u32, bool)>>);

impl Editions {
    pub(crate) fn new(all: &Units) -> Self {
        let mut known: FxHashMap<Wording<'_>, usize> = FxHashMap::default();
        let forms = |u: &Unit| u.words.iter().map(|w| (w.form, w.capital)).collect();
        let mut first: Vec<usize> = Vec::new();
        let edition: Vec<usize> = (0..all.n_articles())
            .map(|a| {
                let units = all.of_article(a);
                let key = (all.codes[a].as_str(), units.iter().map(|u| &u.gap_before[..]).collect(), units.iter().map(forms).collect());
                *known.entry(key).or_insert_with(|| {
                    first.push(a);
                    first.len() - 1
                })
            })
            .collect();
        let units = all.only(&first);
        let mut distinct = Vec::with_capacity(all.units.len());
        let mut copies = vec![Vec::new(); units.units.len()];
        for (a, &e) in edition.iter().enumerate() {
            for (u, d) in all.range(a).zip(units.range(e)) {
                distinct.push(d);
                copies[d].push(u);
            }
        }
        let articles = all.units.iter().map(|u| u.place.article).collect();
        Self { units, distinct, copies, articles }
    }

    /// The article of a unit of the story.
    pub(crate) fn article(&self, unit: usize) -> usize {
        self.articles[unit]
    }
}
