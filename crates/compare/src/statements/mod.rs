//! Which sentences report the same, over all articles at once.

mod alone;
mod context;
mod evidence;
mod grade;
mod group;
mod lexicon;
mod model;
mod pairs;
mod profile;
mod reading;
mod scores;
mod weights;

pub use alone::sentence_scores;
pub(crate) use reading::pair_reading;
pub use reading::{PairEvidence, evidence_names, pair_evidence};
pub(crate) use scores::Scores;

use crate::units::Units;
use crate::{Member, Statement};

/// The statements in the order of the longest report of the most articles, each with the units that are its members.
pub(crate) fn find(units: &Units, scores: &Scores) -> Vec<(Statement, Vec<usize>)> {
    let mut groups = group::groups(units, scores);
    for g in &mut groups {
        g.sort_unstable();
    }
    let n_articles = |g: &[usize]| g.chunk_by(|&a, &b| units.article(a) == units.article(b)).count();
    groups.sort_by(|a, b| n_articles(b).cmp(&n_articles(a)).then_with(|| a.cmp(b)));
    groups
        .into_iter()
        .enumerate()
        .map(|(i, g)| {
            let headline = headline(units, scores, &g);
            let members = g
                .iter()
                .enumerate()
                .map(|(j, &u)| Member {
                    place: units.units[u].place,
                    grade: grade::grade(&units.units[g[headline]], &units.units[u]),
                    score: if j == headline { 1.0 } else { scores.between(g[headline], u) },
                })
                .collect();
            (Statement { id: format!("s{}", i + 1), n_articles: n_articles(&g), headline, members }, g)
        })
        .collect()
}

/// The member that is most like all others: what most outlets' wordings come closest to.
fn headline(units: &Units, scores: &Scores, group: &[usize]) -> usize {
    let sum = |u: usize| group.iter().map(|&v| scores.between(u, v)).sum::<f64>();
    let size = |u: usize| units.units[u].words.len();
    (0..group.len())
        .max_by(|&i, &j| {
            let (a, b) = (group[i], group[j]);
            sum(a).total_cmp(&sum(b)).then(size(a).cmp(&size(b))).then(b.cmp(&a))
        })
        .unwrap_or_default()
}
