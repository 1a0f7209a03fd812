//! Which sentences report the same, over all articles at once.

mod alone;
mod clause;
mod context;
mod editions;
mod evidence;
mod expressions;
mod grade;
mod group;
mod kindred;
mod lexicon;
mod links;
mod model;
mod pairs;
mod profile;
mod reading;
mod scores;
// A derived weight may happen to come near a constant of nature.
#[allow(clippy::approx_constant)]
mod weights;

pub use alone::sentence_scores;
pub(crate) use lexicon::{kin, weight};
pub use reading::{PairEvidence, PairWeights, evidence_names, pair_evidence, pair_standing, statements_by};
pub(crate) use reading::{pair_reading, standing_names};
pub(crate) use scores::Scores;

use crate::units::Units;
use crate::{Member, Statement};
use profile::Profiles;

/// The statements in the order of the longest report of the most articles, each with the units that are its members.
pub(crate) fn find(units: &Units, scores: &Scores) -> Vec<(Statement, Vec<usize>)> {
    let mut groups = grown(scores);
    let n_articles = |g: &[usize]| g.chunk_by(|&a, &b| units.article(a) == units.article(b)).count();
    groups.sort_by(|a, b| n_articles(b).cmp(&n_articles(a)).then_with(|| a.cmp(b)));
    let editions = &scores.editions;
    let profiles = Profiles::new(&editions.units);
    groups
        .into_iter()
        .enumerate()
        .map(|(i, g)| {
            let headline = headline(units, scores, &g);
            let other = nearest(scores, &g, headline);
            let part = |j: usize| {
                let (u, to) = (editions.distinct[g[j]], editions.distinct[g[if j == headline { other } else { headline }]]);
                // In a copy of an article only the furniture before a sentence differs.
                let (unit, here) = (&editions.units.units[u].place.span, &units.units[g[j]].place.span);
                let c = clause::clause(&editions.units, &profiles, u, to)?;
                (unit.end - unit.start == here.end - here.start).then(|| {
                    let start = here.start + (c.start - unit.start);
                    newsloom_text::Span::new(start, start + (c.end - c.start))
                })
            };
            let members = (0..g.len())
                .map(|j| Member {
                    place: units.units[g[j]].place,
                    clause: part(j),
                    grade: grade::grade(&units.units[g[headline]], &units.units[g[j]]),
                    score: if j == headline { 1.0 } else { likeness(units, scores, &g, headline, j) },
                })
                .collect();
            // How many are independent is counted when passages are known, by corroboration alone.
            (Statement { id: format!("s{}", i + 1), n_articles: n_articles(&g), n_independent: 0, headline, members }, g)
        })
        .collect()
}

/// The groups of distinct units with all their copies, each ordered; sentences that only copies share are groups too.
fn grown(scores: &Scores) -> Vec<Vec<usize>> {
    let copies = &scores.editions.copies;
    let mut groups = group::groups(scores);
    let mut grouped = vec![false; copies.len()];
    groups.iter().flatten().for_each(|&d| grouped[d] = true);
    groups.extend((0..copies.len()).filter(|&d| !grouped[d] && copies[d].len() > 1).map(|d| vec![d]));
    let with_copies = |g: Vec<usize>| {
        let mut all: Vec<usize> = g.into_iter().flat_map(|d| copies[d].iter().copied()).collect();
        all.sort_unstable();
        all
    };
    groups.into_iter().map(with_copies).collect()
}

/// The member that is most like all others: what most outlets' wordings come closest to.
fn headline(units: &Units, scores: &Scores, group: &[usize]) -> usize {
    let sum: Vec<f64> = group.iter().map(|&u| group.iter().filter(|&&v| v != u).map(|&v| scores.of(u, v)).sum::<f64>()).collect();
    let size = |u: usize| units.units[u].words.len();
    (0..group.len())
        .max_by(|&i, &j| {
            let (a, b) = (group[i], group[j]);
            sum[i].total_cmp(&sum[j]).then(size(a).cmp(&size(b))).then(b.cmp(&a))
        })
        .unwrap_or_default()
}

/// How probable it is that a member reports what the headline does; one of the headline's own article, what another member does.
fn likeness(units: &Units, scores: &Scores, group: &[usize], headline: usize, member: usize) -> f64 {
    if units.article(group[headline]) != units.article(group[member]) {
        return scores.of(group[headline], group[member]);
    }
    let others = group.iter().filter(|&&u| units.article(u) != units.article(group[member]));
    others.map(|&u| scores.of(u, group[member])).fold(0.0, f64::max)
}

/// The member of another sentence that is most like the headline.
fn nearest(scores: &Scores, group: &[usize], headline: usize) -> usize {
    (0..group.len())
        .filter(|&j| j != headline)
        .max_by(|&i, &j| scores.of(group[headline], group[i]).total_cmp(&scores.of(group[headline], group[j])).then(j.cmp(&i)))
        .unwrap_or(headline)
}
