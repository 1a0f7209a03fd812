use crate::coverage::Expectation;
use crate::statements::Scores;
use crate::units::Units;
use crate::{Nearest, Omission, Presence, Statement};

/// A sentence this near leaves it open whether the article reports the statement.
pub(crate) const UNCERTAIN: f64 = 0.2;
/// Share of the articles that report a statement before anybody is told to leave it out; two do always.
const SHARE: f64 = 0.05;

/// The fewest articles that report a statement before what others do about it is listed: two, and one in twenty.
pub(crate) fn min_articles(n_articles: usize) -> usize {
    ((SHARE * n_articles as f64).ceil() as usize).max(2)
}

/// For every statement that enough articles report and every article of its language: whether it reports it, how far that was to
/// be expected, and its nearest sentence.
pub(crate) fn find(units: &Units, scores: &Scores, statements: &[(Statement, Vec<usize>)], expected: &[Expectation]) -> Vec<Omission> {
    let least = min_articles(units.n_articles());
    let words = Words::new(units);
    let mut out = Vec::new();
    for (i, (s, members)) in statements.iter().enumerate().filter(|(_, (s, _))| s.n_articles >= least) {
        let near = scores.nearest(members);
        let from = units.article(members[s.headline]);
        let weakest = words.beside(members[s.headline]);
        for article in (0..units.n_articles()).filter(|&a| units.one_language(from, a)) {
            let own = s
                .members
                .iter()
                .filter(|m| m.place.article == article)
                .max_by(|a, b| a.score.total_cmp(&b.score).then(b.place.cmp(&a.place)));
            let (state, nearest) = match own {
                Some(m) => (Presence::Present, Some(Nearest { place: m.place, score: m.score })),
                None => {
                    let near = near.get(&article).copied().or_else(|| weakest.of(article).map(|u| (u, 0.0)));
                    let near = near.map(|(u, score)| Nearest { place: units.units[u].place, score });
                    (if near.as_ref().is_some_and(|n| n.score >= UNCERTAIN) { Presence::Uncertain } else { Presence::Absent }, near)
                }
            };
            out.push(Omission { statement: i, article, state, expected: expected[i].of(article), nearest });
        }
    }
    out
}

/// For sentences that share too little to be scored: which shares most words all the same.
struct Words<'u> {
    units: &'u Units,
    norms: Vec<f64>,
}

impl<'u> Words<'u> {
    fn new(units: &'u Units) -> Self {
        let norm = |u: &crate::units::Unit| u.counts.iter().map(|&(t, _)| units.idf[t as usize].powi(2)).sum::<f64>().sqrt();
        Self { units, norms: units.units.iter().map(norm).collect() }
    }

    fn beside(&self, unit: usize) -> Beside<'_> {
        let mut weight = vec![0.0; self.units.terms.len()];
        // A word that stands in a third of all sentences says nothing.
        let rare = |t: u32| 3 * self.units.df[t as usize] as usize <= self.units.units.len().max(3);
        let counts = &self.units.units[unit].counts;
        counts.iter().filter(|c| rare(c.0)).for_each(|&(t, _)| weight[t as usize] = self.units.idf[t as usize].powi(2));
        Beside { words: self, weight }
    }
}

/// A sentence whose words lie open.
struct Beside<'w> {
    words: &'w Words<'w>,
    weight: Vec<f64>,
}

impl Beside<'_> {
    /// The unit of an article with the greatest cosine of idf; `None` when none shares a word.
    fn of(&self, article: usize) -> Option<usize> {
        let units = self.words.units;
        let cosine = |u: usize| units.units[u].counts.iter().map(|&(t, _)| self.weight[t as usize]).sum::<f64>() / self.words.norms[u];
        units
            .range(article)
            .map(|u| (u, cosine(u)))
            .filter(|x| x.1 > 0.0)
            .max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0)))
            .map(|x| x.0)
    }
}
