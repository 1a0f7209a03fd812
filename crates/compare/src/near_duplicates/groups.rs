use super::{DuplicateKind, NearDuplicate};
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// Near-duplicates that hang together, and the one that stands for them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DuplicateGroup {
    /// The member that holds most of the others: the largest sum of containments of the others in it, then the most shingles, then
    /// the first.
    pub representative: usize,
    /// Indices of [`NearDuplicates::ids`](super::NearDuplicates::ids), ascending; two or more.
    pub members: Vec<usize>,
}

/// Connected articles, by first member. Pairs that share a template only tell of different things and connect nothing.
pub(super) fn of(pairs: &[NearDuplicate], sizes: &[usize]) -> Vec<DuplicateGroup> {
    let mut parent: Vec<usize> = (0..sizes.len()).collect();
    let mut holds = vec![0.0f64; sizes.len()];
    for p in pairs.iter().filter(|p| p.kind != DuplicateKind::SameTemplate) {
        let (a, b) = (root(&mut parent, p.a), root(&mut parent, p.b));
        parent[a.max(b)] = a.min(b);
        holds[p.a] += p.containment_b_in_a;
        holds[p.b] += p.containment_a_in_b;
    }
    let mut groups: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for i in 0..sizes.len() {
        groups.entry(root(&mut parent, i)).or_default().push(i);
    }
    groups
        .into_values()
        .filter(|members| members.len() > 1)
        .filter_map(|members| {
            let best = |i: &&usize| (total(holds[**i]), sizes[**i], Reverse(**i));
            members.iter().max_by_key(best).copied().map(|representative| DuplicateGroup { representative, members })
        })
        .collect()
}

/// A sum of shares in millionths: order by it does not turn on the last bit of a sum.
fn total(share: f64) -> u64 {
    (share * 1e6).round() as u64
}

fn root(parent: &mut [usize], mut i: usize) -> usize {
    while parent[i] != i {
        parent[i] = parent[parent[i]];
        i = parent[i];
    }
    i
}
