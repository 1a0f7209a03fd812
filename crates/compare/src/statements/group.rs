//! From pairs to statements.

use super::Scores;
use rustc_hash::{FxHashMap, FxHashSet};

/// Probability from which two sentences count as reporting the same.
pub(super) const THRESHOLD: f64 = 0.36;
/// Probability from which a pair that was kept out of the groups makes a statement of its own: more is asked, since its
/// sentences have found their groups.
const EXTRA: f64 = 0.45;
/// Share of the pairs across articles that must count so before two groups become one.
const QUORUM: f64 = 0.6;

/// Two distinct units that count as reporting the same, with the probability.
type Edge = (usize, usize, f64);

/// Groups of distinct units over two articles or more; a unit may stand in several.
///
/// Pairs are taken from the most probable on. Two groups become one only when a quorum of all their pairs across articles
/// counts as reporting the same and each of their units does with the other group's medoid, so that a chain of
/// resemblances never makes a group. A pair that counts but was kept apart is a group of its own: a sentence that holds
/// two statements belongs to both.
pub(super) fn groups(scores: &Scores) -> Vec<Vec<usize>> {
    let n = scores.editions.units.units.len();
    let of = |u: usize| scores.neighbours(u).iter().map(move |&(v, s)| (u, v as usize, s)).filter(|e| e.0 < e.1 && e.2 >= THRESHOLD);
    let mut edges: Vec<Edge> = (0..n).flat_map(of).collect();
    edges.sort_by(|a, b| b.2.total_cmp(&a.2).then((a.0, a.1).cmp(&(b.0, b.1))));
    let mut growing = Growing::new(scores, n);
    edges.iter().for_each(|e| growing.join(e.0, e.1));
    let left: Vec<Edge> = edges.into_iter().filter(|e| e.2 >= EXTRA && growing.group_of[e.0] != growing.group_of[e.1]).collect();
    let article = |u: usize| scores.editions.units.article(u);
    let over_two = |g: &&Vec<usize>| g.iter().any(|&u| article(u) != article(g[0]));
    let mut groups: Vec<Vec<usize>> = growing.members.iter().filter(over_two).cloned().collect();
    let together = |a: usize, b: usize| growing.group_of[a] == growing.group_of[b] && scores.between(a, b) >= THRESHOLD;
    let apart = cliques(&left, together);
    groups.extend(apart);
    groups
}

/// Groups while pairs are taken.
struct Growing<'s> {
    scores: &'s Scores,
    group_of: Vec<usize>,
    /// By group; empty when it went into another one.
    members: Vec<Vec<usize>>,
    /// By unit: sum of its probabilities with the others of its group.
    likeness: Vec<f64>,
    /// Groups that could not be joined, with their sizes then: they are asked again only when one has grown.
    refused: FxHashMap<(usize, usize), (usize, usize)>,
}

impl<'s> Growing<'s> {
    fn new(scores: &'s Scores, n: usize) -> Self {
        let members = (0..n).map(|u| vec![u]).collect();
        Self { scores, group_of: (0..n).collect(), members, likeness: vec![0.0; n], refused: FxHashMap::default() }
    }

    fn join(&mut self, u: usize, v: usize) {
        let (a, b) = (self.group_of[u].min(self.group_of[v]), self.group_of[u].max(self.group_of[v]));
        let sizes = (self.members[a].len(), self.members[b].len());
        if a == b || self.refused.get(&(a, b)) == Some(&sizes) {
            return;
        }
        if !self.joinable(a, b) {
            self.refused.insert((a, b), sizes);
            return;
        }
        for &x in &self.members[a] {
            for &y in &self.members[b] {
                let s = self.scores.between(x, y);
                self.likeness[x] += s;
                self.likeness[y] += s;
            }
        }
        let moved = std::mem::take(&mut self.members[b]);
        moved.iter().for_each(|&m| self.group_of[m] = a);
        self.members[a].extend(moved);
    }

    /// Whether a quorum of the pairs across articles counts, and every unit does with the other side's medoid.
    fn joinable(&self, a: usize, b: usize) -> bool {
        let (a, b) = (&self.members[a], &self.members[b]);
        let units = &self.scores.editions.units;
        let same = |x: usize, y: usize| units.article(x) == units.article(y);
        let counts = |x: usize, y: usize| self.scores.between(x, y) >= THRESHOLD;
        let with = |side: &[usize], m: usize| side.iter().all(|&x| same(x, m) || counts(x, m));
        if !with(a, self.medoid(b)) || !with(b, self.medoid(a)) {
            return false;
        }
        let (mut across, mut count) = (0usize, 0usize);
        for &x in a {
            for &y in b {
                if !same(x, y) {
                    across += 1;
                    count += usize::from(counts(x, y));
                }
            }
        }
        count as f64 >= QUORUM * across as f64
    }

    /// The unit that is most like the others of its group.
    fn medoid(&self, group: &[usize]) -> usize {
        let like = |u: usize| self.likeness[u];
        group.iter().copied().max_by(|&a, &b| like(a).total_cmp(&like(b)).then(b.cmp(&a))).unwrap_or_default()
    }
}

/// Covers pairs by cliques, the most probable pairs first: a unit joins when with every member it makes such a pair or counts within
/// one group, so that a sentence that says something else too stands once beside those of a group that say it.
fn cliques(left: &[Edge], together: impl Fn(usize, usize) -> bool) -> Vec<Vec<usize>> {
    let pairs: FxHashSet<(usize, usize)> = left.iter().map(|e| (e.0, e.1)).collect();
    let pair = |a: usize, b: usize| pairs.contains(&(a.min(b), a.max(b)));
    let mut partners: FxHashMap<usize, Vec<usize>> = FxHashMap::default();
    for &(u, v, _) in left {
        partners.entry(u).or_default().push(v);
        partners.entry(v).or_default().push(u);
    }
    partners.values_mut().for_each(|p| p.sort_unstable());
    let mut covered: FxHashSet<(usize, usize)> = FxHashSet::default();
    let mut out = Vec::new();
    for &(u, v, _) in left {
        if covered.contains(&(u, v)) {
            continue;
        }
        let mut clique = vec![u, v];
        let mut near = [&partners[&u][..], &partners[&v]].concat();
        near.sort_unstable();
        near.dedup();
        for x in near {
            if clique.iter().all(|&y| y != x && (pair(x, y) || together(x, y))) {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_kept_apart_stands_once_beside_the_members_that_it_reports_with() {
        // 9 counts with 1, 2 and 3 of one group, where 2 and 3 do not count with each other.
        let left = [(1, 9, 0.9), (2, 9, 0.8), (3, 9, 0.7)];
        let together = |a: usize, b: usize| [(1, 2), (1, 3)].contains(&(a.min(b), a.max(b)));
        assert_eq!(cliques(&left, together), [vec![1, 2, 9], vec![1, 3, 9]]);
        assert_eq!(cliques(&left, |_, _| false), [[1, 9], [2, 9], [3, 9]]);
        assert_eq!(cliques(&[(1, 9, 0.9), (1, 4, 0.8), (4, 9, 0.7)], |_, _| false), [[1, 4, 9]]);
    }
}
