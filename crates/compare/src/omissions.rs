use crate::statements::Scores;
use crate::units::Units;
use crate::{Nearest, Omission, Presence, Statement};

/// A sentence this near leaves it open whether the article reports the statement.
const UNCERTAIN: f64 = 0.2;

/// For every statement and article: whether it reports it, and its nearest sentence.
pub(crate) fn find(units: &Units, scores: &Scores, statements: &[(Statement, Vec<usize>)]) -> Vec<Omission> {
    let mut out = Vec::with_capacity(statements.len() * units.n_articles());
    for (i, (s, members)) in statements.iter().enumerate() {
        let mut nearest: Vec<Option<(usize, f64)>> = vec![None; units.n_articles()];
        for &(u, s) in members.iter().flat_map(|&m| scores.neighbours(m)) {
            let best = &mut nearest[units.article(u)];
            if best.is_none_or(|(v, t)| s > t || s == t && u < v) {
                *best = Some((u, s));
            }
        }
        for article in 0..units.n_articles() {
            let own = s
                .members
                .iter()
                .filter(|m| m.place.article == article)
                .max_by(|a, b| a.score.total_cmp(&b.score).then(b.place.cmp(&a.place)));
            let (state, nearest) = match own {
                Some(m) => (Presence::Present, Some(Nearest { place: m.place, score: m.score })),
                None => {
                    let near = nearest[article].or_else(|| units.range(article).next().map(|u| (u, 0.0)));
                    let near = near.map(|(u, score)| Nearest { place: units.units[u].place, score });
                    (if near.as_ref().is_some_and(|n| n.score >= UNCERTAIN) { Presence::Uncertain } else { Presence::Absent }, near)
                }
            };
            out.push(Omission { statement: i, article, state, nearest });
        }
    }
    out
}
