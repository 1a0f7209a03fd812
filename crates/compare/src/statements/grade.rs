use crate::Grade;
use crate::units::Unit;

/// Share of equal words in order from which a wording counts as lightly edited.
const LIGHT_EDIT: f64 = 0.75;
/// A wording with fewer words than this share of the headline's, or the other way round, is a part.
const PARTIAL: f64 = 0.5;
/// Cells of the table beyond which words are compared as bags.
const CELLS: usize = 4_000_000;

/// How close a wording is to the headline.
pub(crate) fn grade(headline: &Unit, member: &Unit) -> Grade {
    let (a, b) = (terms(headline), terms(member));
    if a == b {
        return Grade::Verbatim;
    }
    let (short, long) = (a.len().min(b.len()), a.len().max(b.len()));
    let equal = common(&a, &b);
    if 2.0 * equal as f64 >= LIGHT_EDIT * (a.len() + b.len()) as f64 {
        Grade::LightEdit
    } else if (short as f64) < PARTIAL * long as f64 {
        Grade::Partial
    } else {
        Grade::Paraphrase
    }
}

fn terms(unit: &Unit) -> Vec<u32> {
    unit.words.iter().map(|w| w.term).collect()
}

/// Length of the longest common subsequence; of the common bag of words when the table would be too large.
fn common(a: &[u32], b: &[u32]) -> usize {
    if a.len().saturating_mul(b.len()) > CELLS {
        let (mut a, mut b) = (a.to_vec(), b.to_vec());
        a.sort_unstable();
        b.sort_unstable();
        let (mut i, mut j, mut n) = (0, 0, 0);
        while i < a.len() && j < b.len() {
            n += usize::from(a[i] == b[j]);
            let (x, y) = (a[i], b[j]);
            i += usize::from(x <= y);
            j += usize::from(y <= x);
        }
        return n;
    }
    let mut row = vec![0usize; b.len() + 1];
    for x in a {
        let mut diagonal = 0;
        for (j, y) in b.iter().enumerate() {
            let above = row[j + 1];
            row[j + 1] = if x == y { diagonal + 1 } else { above.max(row[j]) };
            diagonal = above;
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn common_keeps_order() {
        assert_eq!(common(&[1, 2, 3, 4], &[1, 3, 2, 4]), 3);
        assert_eq!(common(&[], &[1]), 0);
    }
}
