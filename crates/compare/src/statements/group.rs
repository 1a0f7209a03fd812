use super::Scores;
use crate::units::Units;
use std::collections::BTreeMap;

/// Units at least this alike may be brought together.
const THRESHOLD: f64 = 0.33;
/// In a group every two units of different articles are at least this alike.
const LINK: f64 = 0.2;

/// Complete-link groups of units over two articles or more.
///
/// Pairs are taken from the most alike on, and two groups are joined only when every pair of theirs across articles is
/// alike: a chain of resemblances never makes a group.
pub(crate) fn groups(units: &Units, scores: &Scores) -> Vec<Vec<usize>> {
    let n = units.units.len();
    let best: Vec<f64> = (0..n).map(|u| scores.neighbours(u).iter().map(|x| x.1).fold(0.0, f64::max)).collect();
    let mut edges: Vec<(usize, usize, f64)> = (0..n)
        .flat_map(|u| scores.neighbours(u).iter().filter(move |x| u < x.0).map(move |&(v, s)| (u, v, s)))
        .filter(|&(u, v, s)| s >= THRESHOLD && s >= 0.8 * best[u].min(best[v]))
        .collect();
    edges.sort_by(|a, b| b.2.total_cmp(&a.2).then((a.0, a.1).cmp(&(b.0, b.1))));
    let mut group_of: Vec<usize> = (0..n).collect();
    let mut members: BTreeMap<usize, Vec<usize>> = (0..n).map(|u| (u, vec![u])).collect();
    for (u, v, _) in edges {
        let (a, b) = (group_of[u].min(group_of[v]), group_of[u].max(group_of[v]));
        let alike = |x: usize, y: usize| units.article(x) == units.article(y) || scores.between(x, y) >= LINK;
        if a == b || !members[&a].iter().all(|&x| members[&b].iter().all(|&y| alike(x, y))) {
            continue;
        }
        let moved = members.remove(&b).unwrap_or_default();
        moved.iter().for_each(|&m| group_of[m] = a);
        members.entry(a).or_default().extend(moved);
    }
    members.into_values().filter(|g| g.iter().any(|&u| units.article(u) != units.article(g[0]))).collect()
}
