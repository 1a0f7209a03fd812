use super::dendrogram::{Cut, cut, cut_twice, joined};
use super::linkage::Linkage;
use super::neighbors::neighbors;
use super::params::StoryClustererValidParams;
use super::surroundings::Surroundings;
use super::times::Times;
use crate::ClusterError;
use crate::rows::Rows;
use newsloom_core::{Csr, dot, map};

/// How much parts speak against a group when large ones are guessed, and the least cosine then.
const AGAINST: f64 = 2.0;
const FLOOR: f64 = 0.01;
/// Most groups near one that are remembered while large ones are guessed.
const REMEMBERED: usize = 24;
/// The threshold at which a group that holds most of a larger one takes in the rest, as a share of the usual one, and how many relative
/// errors are allowed for then.
const LOOSER: f64 = 0.85;
const DOUBT: f64 = 0.5;
/// Values of a row that are looked at while large groups are guessed.
const STRONGEST: usize = 100;

/// A first guess at the group of each place, made before it is known how alike a row is to other groups.
pub(super) struct Guess {
    pub(super) of: Vec<usize>,
    /// Whether that is a group too large to be told by the rows nearest to its own.
    pub(super) large: Vec<bool>,
}

/// Groups that stand out from the tree of cosines of rows cut down to their largest values, whatever the level.
fn large_groups(rows: &Rows<'_>, order: &[u32], near: &[Vec<(u32, f64)>]) -> Result<Vec<usize>, ClusterError> {
    let strong = strongest(rows, order);
    let strong = Rows::new(strong.view(), None)?;
    let places: Vec<u32> = (0..order.len() as u32).collect();
    let near = map(&places, |&p| {
        let row = |p: u32| strong.x.row(p as usize);
        let norm = |p: u32| strong.norms[p as usize];
        near[p as usize].iter().map(|&(q, _)| (q, dot(row(p), row(q)) / (norm(p) * norm(q)))).collect::<Vec<_>>()
    });
    let ones = vec![1.0; order.len()];
    let linkage = Linkage {
        rows: &strong,
        order: &places,
        scales: &ones,
        near: &near,
        floor: FLOOR,
        times: &Times::NONE,
        around: None,
        remembered: REMEMBERED,
    };
    Ok(cut(order.len(), &linkage.merges(), Cut { floor: FLOOR, persistence: AGAINST, doubt: 0.0 }))
}

/// The rows in `order`, each with its largest values only; the first columns among equal ones.
fn strongest(rows: &Rows<'_>, order: &[u32]) -> Csr<f64> {
    let cut = map(order, |&i| {
        let (columns, values) = rows.x.row(i as usize);
        let mut row: Vec<(u32, f64)> = columns.iter().copied().zip(values.iter().copied()).collect();
        if row.len() > STRONGEST {
            row.select_nth_unstable_by(STRONGEST, |a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
            row.truncate(STRONGEST);
            row.sort_unstable_by_key(|e| e.0);
        }
        row
    });
    let mut indptr = vec![0];
    let (mut indices, mut data) = (Vec::new(), Vec::new());
    for row in cut {
        for (c, v) in row {
            indices.push(c);
            data.push(v);
        }
        indptr.push(indices.len());
    }
    Csr::try_new(rows.x.cols(), indptr, indices, data).unwrap_or_else(|_| Csr::empty(rows.x.cols()))
}

impl StoryClustererValidParams {
    /// Guesses groups, each in one of two ways.
    ///
    /// Small groups by a threshold on cosines over the mean cosine to the `n_neighbors` nearest rows. That mean says little of others
    /// where a row's own group takes up much of the list: with rows six times as alike within as outside, a group shows up to two
    /// fifths of the list. Larger groups are those that stand out from the tree of plain cosines even if their parts count twice,
    /// whatever the level.
    pub(super) fn guess(&self, rows: &Rows<'_>, order: &[u32], near: &[Vec<(u32, f64)>]) -> Result<Guess, ClusterError> {
        let scales: Vec<f64> = near.iter().map(|list| self.first_background(list).sqrt()).collect();
        let small = Linkage {
            rows,
            order,
            scales: &scales,
            near,
            floor: self.first_threshold,
            times: &Times::NONE,
            around: None,
            remembered: usize::MAX,
        };
        let (small, large) = rayon::join(|| joined(order.len(), &small.merges()), || large_groups(rows, order, near));
        let large = large?;
        let mut sizes = vec![0; large.iter().max().map_or(0, |m| m + 1)];
        large.iter().for_each(|&g| sizes[g] += 1);
        let seen = self.seen();
        let is_large: Vec<bool> = large.iter().map(|&g| sizes[g] > seen).collect();
        // Numbers of the small ones follow those of the large ones.
        let of = small.iter().zip(large).zip(&is_large).map(|((s, l), is_large)| if *is_large { l } else { sizes.len() + s }).collect();
        Ok(Guess { of, large: is_large })
    }

    /// The most rows of one group among the nearest to a row that leave enough others.
    pub(super) fn seen(&self) -> usize {
        self.n_neighbors * 2 / 5
    }

    /// The nearest rows of other groups for the places `wanted`, by their places; looked for anew where `anew` says that the list of
    /// all nearest may hold none.
    pub(super) fn outside(
        &self,
        rows: &Rows<'_>,
        order: &[u32],
        wanted: &[u32],
        near: &[Vec<(u32, f64)>],
        anew: &[bool],
        own: impl Fn(u32, u32) -> bool + Sync + Send,
    ) -> Vec<Vec<(u32, f64)>> {
        let n = 2 * self.n_background;
        let again: Vec<u32> = wanted.iter().zip(anew).filter(|(_, anew)| **anew).map(|(p, _)| *p).collect();
        let mut found = neighbors(rows, order, &again, n, self.max_df, &own).into_iter();
        let lists = wanted.iter().zip(near).zip(anew).map(|((&p, list), &anew)| {
            if anew { found.next().unwrap_or_default() } else { list.iter().filter(|(q, _)| !own(p, *q)).take(n).copied().collect() }
        });
        lists.collect()
    }

    /// Groups the rows in `order` for good, once backgrounds are known. `all` has the row of each place that `outside` names, `near`
    /// places in `order`.
    #[expect(clippy::too_many_arguments, reason = "what is known of rows, of lists and of time")]
    pub(super) fn groups(
        &self,
        rows: &Rows<'_>,
        all: &[u32],
        order: &[u32],
        near: &[Vec<(u32, f64)>],
        outside: Vec<Vec<(u32, f64)>>,
        backgrounds: &[f64],
        (own, large): (&[usize], &[bool]),
        times: &Times<'_>,
    ) -> Vec<usize> {
        let roots: Vec<f64> = backgrounds.iter().map(|b| b.sqrt()).collect();
        let scales: Vec<f64> = order.iter().map(|&i| roots[i as usize]).collect();
        let outside: Vec<(u32, Vec<(u32, f64)>)> =
            order.iter().zip(outside).map(|(&i, list)| (i, list.into_iter().map(|(q, s)| (all[q as usize], s)).collect())).collect();
        let around = Surroundings { rows, scales: &roots, own, large, outside: &outside, n_background: self.n_background };
        let strict = Cut { floor: self.threshold, persistence: self.persistence, doubt: 0.0 };
        let loose = Cut { floor: LOOSER * self.threshold, persistence: 1.0, doubt: DOUBT };
        let linkage =
            Linkage { rows, order, scales: &scales, near, floor: loose.floor, times, around: Some(&around), remembered: usize::MAX };
        cut_twice(order.len(), &linkage.merges(), strict, loose)
    }
}
