use super::surroundings::{Relief, Surroundings};
use super::times::{Times, When};
use crate::rows::Rows;
use rustc_hash::FxHashMap;
use std::cmp::Ordering;
use std::collections::BinaryHeap;

/// Two nodes that became one: rows are nodes `0..n`, the merge at index `m` is node `n + m`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Merge {
    pub(super) a: u32,
    pub(super) b: u32,
    /// Mean similarity of the pairs across.
    pub(super) height: f64,
    /// Rows under it.
    pub(super) size: u32,
    /// Over how many columns the likeness across is spread, `(sum t)^2 / sum t^2` of what each adds: its relative error is about one
    /// over the root of that.
    pub(super) spread: f64,
}

struct Candidate {
    height: f64,
    a: u32,
    b: u32,
}

impl Ord for Candidate {
    fn cmp(&self, other: &Self) -> Ordering {
        self.height.total_cmp(&other.height).then_with(|| (other.a, other.b).cmp(&(self.a, self.b)))
    }
}
impl PartialOrd for Candidate {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}
impl PartialEq for Candidate {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}
impl Eq for Candidate {}

/// A group while it grows: the sum of its scaled rows, so that the mean over all pairs across two groups is one product.
struct Group {
    sum: Vec<(u32, f64)>,
    size: f64,
    when: When,
    height: f64,
    relief: Relief,
    /// Mean similarity to the groups near it, closeness in time and relief left out.
    near: FxHashMap<u32, f64>,
}

/// What is merged, and how.
pub(super) struct Linkage<'a> {
    pub(super) rows: &'a Rows<'a>,
    pub(super) order: &'a [u32],
    /// `scales[p]` divides row `order[p]`.
    pub(super) scales: &'a [f64],
    pub(super) near: &'a [Vec<(u32, f64)>],
    /// Least similarity at which groups are merged.
    pub(super) floor: f64,
    pub(super) times: &'a Times<'a>,
    /// What groups are like to those around them; `None` for no relief.
    pub(super) around: Option<&'a Surroundings<'a>>,
    /// Most groups that a group remembers as near it.
    pub(super) remembered: usize,
}

/// A pair less alike than this share of the floor hardly comes back: forgetting it keeps work and memory near linear.
const KEPT: f64 = 0.75;

impl Linkage<'_> {
    /// Merges the two groups with the highest mean similarity, best first, down to the floor.
    ///
    /// Average linkage over all pairs across, for groups that a neighbour connects, times their closeness in time and over their
    /// relief. No merge stands higher than those it is made of.
    pub(super) fn merges(&self) -> Vec<Merge> {
        let kept = KEPT * self.floor;
        let (mut groups, mut heap) = self.begin(kept);
        let mut merges = Vec::new();
        while let Some(Candidate { height, a, b }) = heap.pop() {
            let (ia, ib) = (a as usize, b as usize);
            if groups[ia].is_none() || groups[ib].is_none() {
                continue;
            }
            let (Some(x), Some(y)) = (groups[ia].take(), groups[ib].take()) else { continue };
            let new = groups.len() as u32;
            let size = x.size + y.size;
            let when = x.when.with(&y.when);
            let height = height.min(x.height).min(y.height);
            let sum = add(&x.sum, &y.sum);
            let relief = x.relief.with(y.relief, self.around, &sum);
            let mut ids: Vec<u32> = x.near.keys().chain(y.near.keys()).copied().filter(|&c| c != a && c != b).collect();
            ids.sort_unstable();
            ids.dedup();
            let mut found: Vec<(u32, f64)> = Vec::with_capacity(ids.len());
            for c in ids {
                let Some(other) = groups[c as usize].as_mut() else { continue };
                let known = |near: &FxHashMap<u32, f64>| near.get(&c).copied();
                let s_x = known(&x.near).unwrap_or_else(|| dot(&x.sum, &other.sum) / (x.size * other.size));
                let s_y = known(&y.near).unwrap_or_else(|| dot(&y.sum, &other.sum) / (y.size * other.size));
                let s = (x.size * s_x + y.size * s_y) / size;
                other.near.remove(&a);
                other.near.remove(&b);
                if s >= kept * relief.least(&other.relief) {
                    found.push((c, s));
                }
            }
            if found.len() > self.remembered {
                found.sort_unstable_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
                found.truncate(self.remembered);
            }
            for &(c, s) in &found {
                let Some(other) = groups[c as usize].as_mut() else { continue };
                other.near.insert(new, s);
                let height = s * self.times.closeness(&when, &other.when) / relief.and(&other.relief);
                if height >= self.floor {
                    heap.push(Candidate { height, a: c, b: new });
                }
            }
            groups.push(Some(Group { sum, size, when, height, relief, near: found.into_iter().collect() }));
            merges.push(Merge { a, b, height, size: size as u32, spread: spread(&x.sum, &y.sum) });
        }
        merges
    }

    /// Each row a group, with the pairs of neighbours to begin with.
    fn begin(&self, kept: f64) -> (Vec<Option<Group>>, BinaryHeap<Candidate>) {
        let n = self.order.len();
        let mut groups: Vec<Option<Group>> = Vec::with_capacity(2 * n);
        for (p, &i) in self.order.iter().enumerate() {
            let (columns, values) = self.rows.x.row(i as usize);
            let by = self.rows.norms[i as usize] * self.scales[p];
            groups.push(Some(Group {
                sum: columns.iter().zip(values).map(|(&c, v)| (c, v / by)).collect(),
                size: 1.0,
                when: self.times.of(i as usize),
                height: f64::INFINITY,
                relief: Relief::of_row(p, self.around),
                near: FxHashMap::default(),
            }));
        }
        let mut heap = BinaryHeap::new();
        for (p, list) in self.near.iter().enumerate() {
            for &(q, s) in list {
                let (a, b) = (q.min(p as u32), q.max(p as u32));
                let similarity = s / (self.scales[p] * self.scales[q as usize]);
                let [Some(x), Some(y)] = [a, b].map(|g| groups[g as usize].as_ref()) else { continue };
                if similarity < kept * x.relief.least(&y.relief) || x.near.contains_key(&b) {
                    continue;
                }
                let height = similarity * self.times.closeness(&x.when, &y.when);
                for (g, other) in [(a, b), (b, a)] {
                    if let Some(g) = groups[g as usize].as_mut() {
                        g.near.insert(other, similarity);
                    }
                }
                if height >= self.floor {
                    heap.push(Candidate { height, a, b });
                }
            }
        }
        (groups, heap)
    }
}

/// Tells `each` what every column adds to the product of two sums.
#[inline]
fn shared(a: &[(u32, f64)], b: &[(u32, f64)], mut each: impl FnMut(f64)) {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    if long.len() > 16 * short.len() {
        short.iter().filter_map(|(c, v)| long.binary_search_by_key(c, |e| e.0).ok().map(|at| v * long[at].1)).for_each(each);
        return;
    }
    let (mut i, mut j) = (0, 0);
    while i < a.len() && j < b.len() {
        match a[i].0.cmp(&b[j].0) {
            Ordering::Less => i += 1,
            Ordering::Greater => j += 1,
            Ordering::Equal => {
                each(a[i].1 * b[j].1);
                i += 1;
                j += 1;
            }
        }
    }
}

pub(super) fn dot(a: &[(u32, f64)], b: &[(u32, f64)]) -> f64 {
    let mut sum = 0.0;
    shared(a, b, |t| sum += t);
    sum
}

fn spread(a: &[(u32, f64)], b: &[(u32, f64)]) -> f64 {
    let (mut sum, mut squares) = (0.0, 0.0);
    shared(a, b, |t| {
        sum += t;
        squares += t * t;
    });
    if squares > 0.0 { sum * sum / squares } else { 1.0 }
}

pub(super) fn add(a: &[(u32, f64)], b: &[(u32, f64)]) -> Vec<(u32, f64)> {
    let mut out = Vec::with_capacity(a.len() + b.len());
    let (mut i, mut j) = (0, 0);
    while i < a.len() || j < b.len() {
        let from_a = j >= b.len() || (i < a.len() && a[i].0 < b[j].0);
        let from_b = i >= a.len() || (j < b.len() && b[j].0 < a[i].0);
        if from_a {
            out.push(a[i]);
            i += 1;
        } else if from_b {
            out.push(b[j]);
            j += 1;
        } else {
            out.push((a[i].0, a[i].1 + b[j].1));
            i += 1;
            j += 1;
        }
    }
    out
}
