use crate::rows::Rows;
use newsloom_core::map;
use std::cell::RefCell;

/// Nearest rows of each position wanted by cosine, nearest first; positions are those of `order`.
///
/// Candidates share a column that at most `max_df` rows have; the `2 * n + 16` that share most are compared in full. `own` says of a
/// position wanted and another one whether the other is not to be found.
pub(super) fn neighbors(
    rows: &Rows<'_>,
    order: &[u32],
    wanted: &[u32],
    n: usize,
    max_df: usize,
    own: impl Fn(u32, u32) -> bool + Sync + Send,
) -> Vec<Vec<(u32, f64)>> {
    if wanted.is_empty() {
        return Vec::new();
    }
    let postings = Postings::new(rows, order, max_df);
    map(wanted, |&p| {
        WORK.with_borrow_mut(|work| {
            work.clear_to(order.len(), rows.x.cols());
            nearest(rows, order, &postings, p, n, &own, work)
        })
    })
}

thread_local! {
    static WORK: RefCell<Work> = RefCell::new(Work::default());
}

/// Dense scratch space of one thread, zero between uses.
#[derive(Default)]
struct Work {
    shared: Vec<f64>,
    touched: Vec<u32>,
    found: Vec<(u32, f64)>,
    row: Vec<f64>,
}

impl Work {
    fn clear_to(&mut self, rows: usize, cols: usize) {
        self.shared.resize(rows, 0.0);
        self.row.resize(cols, 0.0);
        self.touched.clear();
    }
}

struct Postings {
    starts: Vec<usize>,
    entries: Vec<(u32, f32)>,
}

impl Postings {
    fn new(rows: &Rows<'_>, order: &[u32], max_df: usize) -> Self {
        let mut df = vec![0usize; rows.x.cols()];
        order.iter().for_each(|&i| rows.x.row(i as usize).0.iter().for_each(|&c| df[c as usize] += 1));
        let mut starts = vec![0; rows.x.cols() + 1];
        for c in 0..rows.x.cols() {
            starts[c + 1] = starts[c] + if (2..=max_df).contains(&df[c]) { df[c] } else { 0 };
        }
        let mut at = starts.clone();
        let mut entries = vec![(0, 0.0); starts[rows.x.cols()]];
        for (p, &i) in order.iter().enumerate() {
            let (columns, values) = rows.x.row(i as usize);
            for (&c, v) in columns.iter().zip(values) {
                if starts[c as usize + 1] > starts[c as usize] {
                    entries[at[c as usize]] = (p as u32, (v / rows.norms[i as usize]) as f32);
                    at[c as usize] += 1;
                }
            }
        }
        Self { starts, entries }
    }

    fn of(&self, column: u32) -> &[(u32, f32)] {
        &self.entries[self.starts[column as usize]..self.starts[column as usize + 1]]
    }
}

fn nearest(
    rows: &Rows<'_>,
    order: &[u32],
    postings: &Postings,
    p: u32,
    n: usize,
    own: &impl Fn(u32, u32) -> bool,
    work: &mut Work,
) -> Vec<(u32, f64)> {
    let i = order[p as usize] as usize;
    let (columns, values) = rows.x.row(i);
    for (&c, &v) in columns.iter().zip(values) {
        for &(q, w) in postings.of(c) {
            let s = &mut work.shared[q as usize];
            if *s == 0.0 {
                work.touched.push(q);
            }
            *s += v * f64::from(w);
        }
    }
    // Scratch space: of the many rows that share a column, few stay.
    let mut found = std::mem::take(&mut work.found);
    found.clear();
    for &q in &work.touched {
        let s = std::mem::take(&mut work.shared[q as usize]);
        if q != p && s > 0.0 && !own(p, q) {
            found.push((q, s));
        }
    }
    let by_value = |a: &(u32, f64), b: &(u32, f64)| b.1.total_cmp(&a.1).then_with(|| a.0.cmp(&b.0));
    let compared = 2 * n + 16;
    if found.len() > compared {
        found.select_nth_unstable_by(compared, by_value);
        found.truncate(compared);
    }
    columns.iter().zip(values).for_each(|(&c, &v)| work.row[c as usize] = v);
    for (q, s) in found.iter_mut() {
        let j = order[*q as usize] as usize;
        let (columns, values) = rows.x.row(j);
        let dot: f64 = columns.iter().zip(values).map(|(&c, v)| work.row[c as usize] * v).sum();
        *s = dot / (rows.norms[i] * rows.norms[j]);
    }
    columns.iter().for_each(|&c| work.row[c as usize] = 0.0);
    found.sort_unstable_by(by_value);
    let nearest = found[..n.min(found.len())].to_vec();
    work.found = found;
    nearest
}
