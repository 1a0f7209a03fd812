use super::linkage::{add, dot};
use super::model::StoryClusterer;
use super::neighbors::neighbors;
use super::params::StoryClustererValidParams;
use super::surroundings::relief;
use super::times::{Times, When};
use crate::ClusterError;
use crate::kmeans::by_content;
use crate::rows::Rows;
use newsloom_core::CsrRef;
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;

/// Rows of one group as a sum of scaled rows.
struct Sum {
    values: Vec<(u32, f64)>,
    size: f64,
    squares: f64,
    when: When,
}

impl Sum {
    fn of(rows: &Rows<'_>, members: &[(usize, f64)], times: &Times<'_>) -> Self {
        let when = members.iter().fold(When::default(), |w, m| w.with(&times.of(m.0)));
        let mut sum = Self { values: Vec::new(), size: members.len() as f64, squares: 0.0, when };
        for &(i, background) in members {
            let (columns, values) = rows.x.row(i);
            let by = rows.norms[i] * background.sqrt();
            let row: Vec<(u32, f64)> = columns.iter().zip(values).map(|(&c, v)| (c, v / by)).collect();
            sum.squares += dot(&row, &row);
            sum.values = add(&sum.values, &row);
        }
        sum
    }

    /// Mean similarity of two of its rows; `alone` for a single one.
    fn height(&self, alone: f64) -> f64 {
        if self.size < 2.0 { alone } else { (dot(&self.values, &self.values) - self.squares) / (self.size * (self.size - 1.0)) }
    }
}

impl StoryClustererValidParams {
    /// Puts more rows into groups found before: `known` has the group of each row that is in one, `backgrounds` what
    /// [`StoryClusterer::backgrounds`] said of it. Groups known keep their rows and numbers; numbers of new groups follow.
    ///
    /// New rows are grouped among themselves first. A new group of `m` rows and mean similarity `g` joins the known group of `n` rows
    /// and mean similarity `h` that it is most alike, at mean similarity `s`, if the two together stand out more than apart, the rule
    /// by which a tree is cut: `(n + m) ln(s / threshold) >= v n ln(h / s) + w m ln(g / s)`, where `v` and `w` are `persistence`, and
    /// for a row alone 1 and its mean similarity the threshold.
    ///
    /// # Errors
    /// When values are not finite, or `days`, `known` or `backgrounds` is not one per row.
    pub fn extend_rows(
        &self,
        x: CsrRef<'_, f64>,
        days: Option<&[Option<i64>]>,
        known: &[Option<usize>],
        backgrounds: &[f64],
    ) -> Result<StoryClusterer, ClusterError> {
        for (name, n) in [("known", known.len()), ("backgrounds", backgrounds.len())] {
            if n != x.rows() {
                return Err(ClusterError::shape(name, format!("one entry per row, {}", x.rows()), n));
            }
        }
        let times = self.times(days, x.rows())?;
        let rows = Rows::new(x, None)?;
        let order = by_content(&rows, f64::MIN_POSITIVE..=f64::INFINITY);
        let row = |p: u32| order[p as usize] as usize;
        let new: Vec<u32> = (0..order.len() as u32).filter(|&p| known[row(p)].is_none()).collect();
        let near = neighbors(&rows, &order, &new, self.n_neighbors.max(self.n_background), self.max_df, |_, _| false);
        let place: FxHashMap<u32, u32> = new.iter().enumerate().map(|(at, &p)| (p, at as u32)).collect();
        let among: Vec<Vec<(u32, f64)>> =
            near.iter().map(|list| list.iter().filter_map(|(q, s)| place.get(q).map(|&at| (at, *s))).collect()).collect();
        let rows_of_new: Vec<u32> = new.iter().map(|&p| order[p as usize]).collect();
        let guess = self.guess(&rows, &rows_of_new, &among)?;
        let beside: Vec<(Vec<usize>, bool)> = near.iter().map(|list| self.known_beside(list, |q| known[row(q)])).collect();
        let anew: Vec<bool> = beside.iter().zip(&guess.large).map(|((_, large), guessed)| *large || *guessed).collect();
        let own = |p: u32, q: u32| {
            let at = place[&p] as usize;
            place.get(&q).map_or_else(
                || known[row(q)].is_some_and(|g| beside[at].0.binary_search(&g).is_ok()),
                |&other| guess.of[other as usize] == guess.of[at],
            )
        };
        let outside = self.outside(&rows, &order, &new, &near, &anew, own);
        let mut backgrounds = backgrounds.to_vec();
        // Numbers of guessed groups follow those of known ones.
        let first = known.iter().flatten().max().map_or(0, |m| m + 1);
        let mut groups_of: Vec<usize> = known.iter().map(|k| k.unwrap_or(usize::MAX)).collect();
        let mut large = vec![false; x.rows()];
        for (at, &p) in new.iter().enumerate() {
            (groups_of[row(p)], large[row(p)]) = (first + guess.of[at], guess.large[at]);
            backgrounds[row(p)] = self.background(if anew[at] { &outside[at] } else { &near[at] }, |q| own(p, q));
        }
        let groups = self.groups(&rows, &order, &rows_of_new, &among, outside, &backgrounds, (&groups_of, &large), &times);
        let mut members: Vec<Vec<usize>> = vec![Vec::new(); groups.iter().max().map_or(0, |m| m + 1)];
        groups.iter().enumerate().for_each(|(at, &g)| members[g].push(at));
        members.sort_by_key(|m| (std::cmp::Reverse(m.len()), m.first().copied()));

        let mut of_known: BTreeMap<usize, Vec<(usize, f64)>> = BTreeMap::new();
        for &i in &order {
            if let Some(g) = known[i as usize] {
                of_known.entry(g).or_default().push((i as usize, backgrounds[i as usize]));
            }
        }
        let mut sums: FxHashMap<usize, Sum> = FxHashMap::default();
        let mut labels: Vec<Option<usize>> = known.to_vec();
        let mut next = known.iter().flatten().max().map_or(0, |m| m + 1);
        for group in members {
            let own: Vec<(usize, f64)> = group.iter().map(|&at| (row(new[at]), backgrounds[row(new[at])])).collect();
            let sum = Sum::of(&rows, &own, &times);
            let mut candidates: Vec<usize> = group.iter().flat_map(|&at| &near[at]).filter_map(|&(q, _)| known[row(q)]).collect();
            candidates.sort_unstable();
            candidates.dedup();
            let mut best: Option<(f64, usize)> = None;
            for g in candidates {
                let Some(list) = of_known.get(&g) else { continue };
                let other = sums.entry(g).or_insert_with(|| Sum::of(&rows, list, &times));
                let s = dot(&sum.values, &other.values) / (sum.size * other.size) * times.closeness(&sum.when, &other.when);
                if best.is_none_or(|b| s > b.0) && self.joins(&sum, other, s) {
                    best = Some((s, g));
                }
            }
            let label = best.map_or(next, |b| b.1);
            next = next.max(label + 1);
            own.iter().for_each(|&(i, _)| labels[i] = Some(label));
        }
        let labels: Vec<usize> = labels
            .into_iter()
            .map(|l| {
                l.unwrap_or_else(|| {
                    next += 1;
                    next - 1
                })
            })
            .collect();
        Ok(StoryClusterer { labels, n_stories: next, backgrounds })
    }

    /// Known groups that may be a row's own: those that hold a row far more alike than is usual, and one that takes up so much of the
    /// list that it is what is usual; whether there is such a one.
    fn known_beside(&self, near: &[(u32, f64)], known: impl Fn(u32) -> Option<usize>) -> (Vec<usize>, bool) {
        let bar = self.first_threshold * self.first_background(near);
        let mut held: BTreeMap<usize, (usize, bool)> = BTreeMap::new();
        for &(q, s) in near {
            if let Some(g) = known(q) {
                let entry = held.entry(g).or_default();
                *entry = (entry.0 + 1, entry.1 || s >= bar);
            }
        }
        let large = |n: usize| n > self.seen();
        let beside = held.iter().filter(|(_, (n, far))| *far || large(*n)).map(|(g, _)| *g).collect();
        (beside, held.values().any(|(n, _)| large(*n)))
    }

    /// A known group below the threshold had relief when it was found, as much as holds it together now.
    fn joins(&self, a: &Sum, b: &Sum, similarity: f64) -> bool {
        let threshold = self.threshold * relief(b.size, (b.height(self.threshold) / self.threshold).min(1.0));
        let against = |sum: &Sum| {
            let weight = if sum.size < 2.0 { 1.0 } else { self.persistence };
            weight * sum.size * (sum.height(threshold).max(threshold) / similarity).ln()
        };
        similarity >= threshold && (a.size + b.size) * (similarity / threshold).ln() >= against(a) + against(b)
    }
}

#[cfg(test)]
mod tests {
    use crate::StoryClusterer;
    use linfa::ParamGuard;
    use newsloom_core::Csr;

    /// Three events of four rows each; row `i` tells of event `i % 3`.
    fn events() -> Csr<f64> {
        let (mut indptr, mut indices, mut data) = (vec![0], Vec::new(), Vec::new());
        for i in 0..12u32 {
            let event = i % 3;
            for c in 0..4 {
                indices.push(event * 4 + c);
                data.push(1.0 + f64::from((i * 7 + c * 3) % 5) / 10.0);
            }
            indices.push(12 + i);
            data.push(0.7);
            indptr.push(indices.len());
        }
        Csr::try_new(24, indptr, indices, data).unwrap()
    }

    #[test]
    fn new_rows_join_known_groups_or_found_their_own() {
        let x = events();
        let params = StoryClusterer::params().check().unwrap();
        let whole = params.fit_rows(x.view(), None).unwrap();
        assert_eq!(whole.n_stories(), 3);
        // Rows of the third event are all new, and one each of the others.
        let known: Vec<Option<usize>> = (0..12).map(|i| (i % 3 < 2 && i < 9).then_some(i % 3)).collect();
        let grown = params.extend_rows(x.view(), None, &known, whole.backgrounds()).unwrap();
        assert_eq!(grown.labels(), (0..12).map(|i| i % 3).collect::<Vec<_>>());
        assert_eq!(grown.n_stories(), 3);
        // Nothing known is the same as fitting; all known changes nothing.
        let anew = params.extend_rows(x.view(), None, &[None; 12], &[0.0; 12]).unwrap();
        assert_eq!((anew.labels(), anew.backgrounds()), (whole.labels(), whole.backgrounds()));
        let all: Vec<Option<usize>> = whole.labels().iter().map(|&l| Some(l)).collect();
        assert_eq!(params.extend_rows(x.view(), None, &all, whole.backgrounds()).unwrap().labels(), whole.labels());
    }

    #[test]
    fn a_row_without_values_stays_alone() {
        let x = Csr::try_new(2, vec![0, 1, 1, 2], vec![0, 0], vec![1.0, 1.0]).unwrap();
        let params = StoryClusterer::params().check().unwrap();
        let grown = params.extend_rows(x.view(), None, &[Some(0), None, None], &[0.03; 3]).unwrap();
        assert_eq!(grown.labels(), [0, 1, 0]);
        assert!(params.extend_rows(x.view(), None, &[None], &[0.0; 3]).is_err());
    }
}
