use crate::ClusterError;
use ndarray::{Array2, ArrayView2};

/// Two groups that became one. Points are groups `0..n`; the merge at index `m` makes group `n + m`, as in scipy's `linkage`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct WardMerge {
    /// The group with the lower number.
    pub a: usize,
    /// The other one.
    pub b: usize,
    /// Their distance.
    pub height: f64,
    /// Number of points in the group made.
    pub size: usize,
}

/// Ward's linkage of dense points: merges the two groups whose union adds least to the sum of squares, until one is left.
///
/// The distance of two groups is `sqrt(2 |a| |b| / (|a| + |b|)) * |mean a - mean b|`, as in scipy and scikit-learn. Time is
/// cubic in the number of points, so it is for hundreds of them. Ties go to the lower numbers.
///
/// ```
/// use ndarray::array;
/// let merges = newsloom_cluster::ward_linkage(array![[0.0], [1.0], [5.0]].view())?;
/// assert_eq!((merges[0].a, merges[0].b, merges[0].height), (0, 1, 1.0));
/// assert_eq!(merges[1].size, 3);
/// # Ok::<(), newsloom_cluster::ClusterError>(())
/// ```
///
/// # Errors
/// When a coordinate is not finite.
pub fn ward_linkage(points: ArrayView2<'_, f64>) -> Result<Vec<WardMerge>, ClusterError> {
    let n = points.nrows();
    if let Some(((row, _), &value)) = points.indexed_iter().find(|(_, v)| !v.is_finite()) {
        return Err(ClusterError::NotFinite { row, value });
    }
    let mut squares = Array2::<f64>::zeros((n, n));
    for i in 0..n {
        for j in 0..i {
            let d: f64 = points.row(i).iter().zip(points.row(j)).map(|(x, y)| (x - y) * (x - y)).sum();
            squares[[i, j]] = d;
            squares[[j, i]] = d;
        }
    }
    // A slot holds a group's number and size; the later slot of a merge falls out.
    let mut slots: Vec<(usize, usize)> = (0..n).map(|i| (i, 1)).collect();
    let mut open: Vec<usize> = (0..n).collect();
    let mut merges = Vec::with_capacity(n.saturating_sub(1));
    while open.len() > 1 {
        let (mut best, mut pair) = (f64::INFINITY, (0, 0));
        for (at, &i) in open.iter().enumerate() {
            for &j in &open[..at] {
                if squares[[i, j]] < best {
                    (best, pair) = (squares[[i, j]], (j, i));
                }
            }
        }
        let (i, j) = pair;
        let (m, k) = (slots[i].1 as f64, slots[j].1 as f64);
        open.retain(|&o| o != j);
        for &o in open.iter().filter(|&&o| o != i) {
            let s = slots[o].1 as f64;
            let d = ((m + s) * squares[[i, o]] + (k + s) * squares[[j, o]] - s * best) / (m + k + s);
            squares[[i, o]] = d;
            squares[[o, i]] = d;
        }
        let size = slots[i].1 + slots[j].1;
        let (a, b) = (slots[i].0.min(slots[j].0), slots[i].0.max(slots[j].0));
        merges.push(WardMerge { a, b, height: best.max(0.0).sqrt(), size });
        slots[i] = (n + merges.len() - 1, size);
    }
    Ok(merges)
}

/// The group of each of `n` points when the merges stop at `k` groups, numbered by their first point.
///
/// # Errors
/// When `k` is not from 1 to `n`, or `merges` are not those of `n` points.
pub fn cut_tree(n: usize, merges: &[WardMerge], k: usize) -> Result<Vec<usize>, ClusterError> {
    if k == 0 || k > n {
        return Err(ClusterError::parameter("n_clusters", format!("from 1 to the number of points, {n}"), k));
    }
    if merges.len() + 1 != n {
        return Err(ClusterError::shape("merges", format!("one entry less than points, {}", n - 1), merges.len()));
    }
    let mut parent: Vec<usize> = (0..n + merges.len()).collect();
    for (m, merge) in merges[..n - k].iter().enumerate() {
        parent[merge.a] = n + m;
        parent[merge.b] = n + m;
    }
    for v in (0..parent.len()).rev() {
        parent[v] = parent[parent[v]];
    }
    let mut roots: Vec<usize> = Vec::new();
    Ok((0..n)
        .map(|i| {
            roots.iter().position(|&r| r == parent[i]).unwrap_or_else(|| {
                roots.push(parent[i]);
                roots.len() - 1
            })
        })
        .collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use ndarray::array;

    #[test]
    fn heights_are_those_of_scipy() {
        // scipy.cluster.hierarchy.linkage([[0, 0], [0, 1], [4, 0], [5, 5]], "ward")
        let merges = ward_linkage(array![[0.0, 0.0], [0.0, 1.0], [4.0, 0.0], [5.0, 5.0]].view()).unwrap();
        let heights: Vec<f64> = merges.iter().map(|m| m.height).collect();
        for (ours, scipys) in heights.iter().zip([1.0, 4.654_746_681_256_314, 7.268_654_162_452_175]) {
            assert!((ours - scipys).abs() < 1e-12, "{heights:?}");
        }
        assert_eq!(cut_tree(4, &merges, 2).unwrap(), [0, 0, 0, 1]);
        assert_eq!(cut_tree(4, &merges, 4).unwrap(), [0, 1, 2, 3]);
        assert_eq!(cut_tree(4, &merges, 1).unwrap(), [0; 4]);
    }

    #[test]
    fn refuses_what_cannot_be_cut() {
        let merges = ward_linkage(array![[0.0], [1.0]].view()).unwrap();
        assert!(cut_tree(2, &merges, 3).unwrap_err().to_string().contains("from 1 to the number of points, 2, got 3"));
        assert!(cut_tree(2, &merges, 0).is_err() && cut_tree(3, &merges, 1).is_err());
        assert!(ward_linkage(array![[f64::NAN]].view()).is_err());
        assert_eq!(ward_linkage(array![[1.0]].view()).unwrap(), []);
    }
}
