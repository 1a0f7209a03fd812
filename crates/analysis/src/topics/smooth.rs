use newsloom_core::{Csr, dot, map};
use rustc_hash::FxHashMap;

/// Rows below this number are too few to tell which words go together; then each borrows from its neighbours.
pub(super) const ENOUGH_ROWS: usize = 1000;
/// Neighbours a row borrows from.
const NEIGHBORS: usize = 10;

/// Each row with its ten nearest others added, weighted by their cosine, at norm one: a short article then speaks with the words of
/// those most like it. Rows have norm one or none.
pub(super) fn smooth(rows: &Csr<f64>) -> Csr<f64> {
    let ids: Vec<usize> = (0..rows.rows()).collect();
    let smoothed = map(&ids, |&i| {
        let (columns, values) = rows.row(i);
        let mut sum: FxHashMap<u32, f64> = columns.iter().copied().zip(values.iter().copied()).collect();
        let mut near: Vec<(f64, usize)> = (0..rows.rows()).filter(|&j| i != j).map(|j| (dot((columns, values), rows.row(j)), j)).collect();
        near.retain(|n| n.0 > 0.0);
        near.sort_unstable_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        for &(cosine, j) in near.iter().take(NEIGHBORS) {
            let (c, v) = rows.row(j);
            c.iter().zip(v).for_each(|(&c, v)| *sum.entry(c).or_default() += cosine * v);
        }
        let mut row: Vec<(u32, f64)> = sum.into_iter().collect();
        row.sort_unstable_by_key(|r| r.0);
        let norm = row.iter().map(|r| r.1 * r.1).sum::<f64>().sqrt();
        row.iter_mut().for_each(|r| r.1 /= norm);
        row
    });
    let mut indptr = vec![0];
    let (mut indices, mut data) = (Vec::new(), Vec::new());
    for row in smoothed {
        indices.extend(row.iter().map(|r| r.0));
        data.extend(row.iter().map(|r| r.1));
        indptr.push(indices.len());
    }
    Csr::try_new(rows.cols(), indptr, indices, data).unwrap_or_else(|_| Csr::empty(rows.cols()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_takes_in_its_neighbours() {
        let x = Csr::try_new(3, vec![0, 2, 3, 4, 4], vec![0, 1, 1, 2], vec![0.6, 0.8, 1.0, 1.0]).unwrap();
        let y = smooth(&x);
        // Row 1 is (0, 1, 0) + 0.8 * (0.6, 0.8, 0), at norm one.
        let norm = (0.48f64 * 0.48 + 1.64 * 1.64).sqrt();
        assert_eq!(y.row(1).0, [0, 1]);
        assert!((y.row(1).1[0] - 0.48 / norm).abs() < 1e-15 && (y.row(1).1[1] - 1.64 / norm).abs() < 1e-15);
        assert_eq!((y.row(2), y.row(3)), (x.row(2), x.row(3)));
    }
}
