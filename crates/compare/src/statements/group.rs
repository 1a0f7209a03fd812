use super::Scores;
use crate::units::Units;
use std::collections::{BTreeMap, BTreeSet};

/// Probability from which two sentences count as reporting the same.
pub(super) const THRESHOLD: f64 = 0.36;
/// Probability from which a pair that was kept out of the groups makes a statement of its own: more is asked, since its
/// sentences have found their groups.
const EXTRA: f64 = 0.45;
/// Share of the pairs across articles that must count so before two groups become one.
const QUORUM: f64 = 0.6;

/// Groups of units over two articles or more; a unit may stand in several.
///
/// Pairs are taken from the most probable on. Two groups become one only when a quorum of all their pairs across articles
/// counts as reporting the same and each of their units does with the other group's medoid, so that a chain of
/// resemblances never makes a group. A pair that counts but was kept apart is a group of its own: a sentence that holds
/// two statements belongs to both.
pub(crate) fn groups(units: &Units, scores: &Scores) -> Vec<Vec<usize>> {
    let n = units.units.len();
    let mut edges: Vec<(usize, usize, f64)> = (0..n)
        .flat_map(|u| scores.neighbours(u).iter().filter(move |x| u < x.0).map(move |&(v, s)| (u, v, s)))
        .filter(|e| e.2 >= THRESHOLD)
        .collect();
    edges.sort_by(|a, b| b.2.total_cmp(&a.2).then((a.0, a.1).cmp(&(b.0, b.1))));
    let mut group_of: Vec<usize> = (0..n).collect();
    let mut members: BTreeMap<usize, Vec<usize>> = (0..n).map(|u| (u, vec![u])).collect();
    for &(u, v, _) in &edges {
        let (a, b) = (group_of[u].min(group_of[v]), group_of[u].max(group_of[v]));
        if a == b || !joinable(units, scores, &members[&a], &members[&b]) {
            continue;
        }
        let moved = members.remove(&b).unwrap_or_default();
        moved.iter().for_each(|&m| group_of[m] = a);
        members.entry(a).or_default().extend(moved);
    }
    let mut groups: Vec<Vec<usize>> =
        members.into_values().filter(|g| g.iter().any(|&u| units.article(u) != units.article(g[0]))).collect();
    let left: BTreeSet<(usize, usize)> =
        edges.iter().filter(|e| e.2 >= EXTRA && group_of[e.0] != group_of[e.1]).map(|e| (e.0, e.1)).collect();
    groups.extend(cliques(&left, &edges));
    groups
}

/// Whether a quorum of the pairs across articles counts, and every unit does with the other side's medoid.
fn joinable(units: &Units, scores: &Scores, a: &[usize], b: &[usize]) -> bool {
    let same = |x: usize, y: usize| units.article(x) == units.article(y);
    let counts = |x: usize, y: usize| scores.between(x, y) >= THRESHOLD;
    let (mut across, mut count) = (0usize, 0usize);
    for &x in a {
        for &y in b {
            if !same(x, y) {
                across += 1;
                count += usize::from(counts(x, y));
            }
        }
    }
    let (p, q) = (medoid(scores, a), medoid(scores, b));
    let with = |side: &[usize], m: usize| side.iter().all(|&x| same(x, m) || counts(x, m));
    count as f64 >= QUORUM * across as f64 && with(a, q) && with(b, p)
}

/// The unit that is most like the others of its group.
fn medoid(scores: &Scores, group: &[usize]) -> usize {
    let sum = |u: usize| group.iter().map(|&v| scores.between(u, v)).sum::<f64>();
    group.iter().copied().max_by(|&a, &b| sum(a).total_cmp(&sum(b)).then(b.cmp(&a))).unwrap_or_default()
}

/// Covers pairs by cliques, the most probable pairs first: a unit joins when it makes a pair with every member.
fn cliques(left: &BTreeSet<(usize, usize)>, edges: &[(usize, usize, f64)]) -> Vec<Vec<usize>> {
    let pair = |a: usize, b: usize| left.contains(&(a.min(b), a.max(b)));
    let mut covered = BTreeSet::new();
    let mut out = Vec::new();
    for &(u, v, _) in edges {
        if !pair(u, v) || covered.contains(&(u, v)) {
            continue;
        }
        let mut clique = vec![u, v];
        for x in left.iter().filter(|p| p.0 == u || p.1 == u).map(|p| if p.0 == u { p.1 } else { p.0 }) {
            if clique.iter().all(|&y| y != x && pair(x, y)) {
                clique.push(x);
            }
        }
        clique.sort_unstable();
        for (i, &x) in clique.iter().enumerate() {
            clique[i + 1..].iter().for_each(|&y| {
                covered.insert((x, y));
            });
        }
        out.push(clique);
    }
    out
}
