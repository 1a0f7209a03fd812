use crate::words::{BREAK, Kind, Pile, Words};
use crate::{AnalysisError, select};
use newsloom_core::{Csr, map};
use newsloom_tfidf::{Norm, TfidfTransformer};

/// How often words of the title count, how many words of the text are the lead, and how much more a name weighs.
pub(super) const TITLE: u32 = 2;
pub(super) const LEAD: usize = 40;
pub(super) const NAME: f64 = 1.2;
/// Weights of the channels in the similarity, beside 1 for all words: words near each other, title and lead.
pub(super) const PAIRS: f64 = 0.5;
pub(super) const HEAD: f64 = 0.5;
/// Content words from one to the next that are near each other. Accounts of one event seldom put the same words side by side.
pub(super) const REACH: usize = 2;

/// What tells of the event, one row for each of the articles: sublinear TF-IDF of all words, of pairs of words near each
/// other, whichever comes first, and of title and lead, side by side. The cosine of two rows is then the weighted mean of the three cosines.
///
/// Function words count nowhere. Words mostly written with a capital are taken for names.
pub(super) fn evidence(pile: &Pile, counts: &Csr<u32>, articles: &[usize]) -> Result<Csr<f64>, AnalysisError> {
    let told = |w: u32| w != BREAK && pile.kinds[w as usize] != Kind::Function;
    let counts = select(counts, articles);
    let mut words = sublinear(&counts, Some(Norm::L2))?;
    let names: Vec<bool> = pile.forms.iter().map(|f| f.starts_with(char::is_uppercase)).collect();
    for i in 0..words.rows() {
        let (columns, values) = words.row_mut(i);
        columns.iter().zip(values.iter_mut()).filter(|(c, _)| names[**c as usize]).for_each(|(_, v)| *v *= NAME);
        Norm::L2.apply(values);
    }
    let pairs = counted(pile, articles, |a| {
        let mut keys = Vec::new();
        for words in [&a.title, &a.body] {
            let words: Vec<u32> = words.iter().copied().filter(|&w| told(w)).collect();
            for (at, &w) in words.iter().enumerate() {
                keys.extend(words[at + 1..].iter().take(REACH).map(|&v| (u64::from(w.min(v)) << 32) | u64::from(w.max(v))));
            }
        }
        keys
    });
    let head = counted(pile, articles, |a| {
        let lead = a.body.iter().filter(|w| **w != BREAK).take(LEAD);
        a.title.iter().chain(&a.title).chain(lead).filter(|w| told(**w)).map(|&w| u64::from(w)).collect()
    });
    Ok(beside(&[(words, 1.0), (weigh(pairs)?, PAIRS), (weigh(head)?, HEAD)]))
}

fn sublinear(counts: &Csr<u32>, norm: Option<Norm>) -> Result<Csr<f64>, AnalysisError> {
    Ok(TfidfTransformer::params().sublinear_tf(true).norm(norm).fit(counts.view()).transform(counts)?)
}

/// Counts of what two articles have or more, one column each, and what else each article has.
struct Counted {
    shared: Csr<u32>,
    alone: Vec<Vec<u32>>,
}

/// TF-IDF of norm one. What a single article has makes it less alike to all others and to none more: it is one value of its own column.
fn weigh(counted: Counted) -> Result<Csr<f64>, AnalysisError> {
    let shared = sublinear(&counted.shared, None)?;
    let (cols, n) = (shared.cols(), shared.rows());
    let idf_alone = ((1.0 + n as f64) / 2.0).ln() + 1.0;
    let mut indptr = vec![0];
    let (mut indices, mut data) = (Vec::new(), Vec::new());
    for (i, alone) in counted.alone.iter().enumerate() {
        let (columns, values) = shared.row(i);
        let start = data.len();
        indices.extend_from_slice(columns);
        data.extend_from_slice(values);
        if !alone.is_empty() {
            let squares: f64 = alone.iter().map(|&c| (1.0 + f64::from(c).ln()).powi(2)).sum();
            indices.push((cols + i) as u32);
            data.push(idf_alone * squares.sqrt());
        }
        Norm::L2.apply(&mut data[start..]);
        indptr.push(data.len());
    }
    Ok(Csr::try_new(cols + n, indptr, indices, data).unwrap_or_else(|_| Csr::empty(cols + n)))
}

/// Counts of whatever `keys` finds in an article, columns in the order of the keys.
fn counted(pile: &Pile, articles: &[usize], keys: impl Fn(&Words) -> Vec<u64> + Sync + Send) -> Counted {
    let rows = map(articles, |&i| {
        let mut found = keys(&pile.articles[i]);
        found.sort_unstable();
        let mut row: Vec<(u64, u32)> = Vec::new();
        for key in found {
            match row.last_mut() {
                Some(last) if last.0 == key => last.1 += 1,
                _ => row.push((key, 1)),
            }
        }
        row
    });
    let mut columns: Vec<u64> = rows.iter().flatten().map(|r| r.0).collect();
    columns.sort_unstable();
    let columns: Vec<u64> = columns.chunk_by(|a, b| a == b).filter(|same| same.len() > 1).map(|same| same[0]).collect();
    let found = map(&rows, |row| {
        let (mut shared, mut alone, mut at) = (Vec::new(), Vec::new(), 0);
        for &(key, n) in row {
            at += columns[at..].partition_point(|&c| c < key);
            if columns.get(at) == Some(&key) { shared.push((at as u32, n)) } else { alone.push(n) }
        }
        (shared, alone)
    });
    let mut indptr = vec![0];
    let (mut indices, mut data, mut alone) = (Vec::new(), Vec::new(), Vec::with_capacity(found.len()));
    for (row, rest) in found {
        indices.extend(row.iter().map(|e| e.0));
        data.extend(row.iter().map(|e| e.1));
        indptr.push(indices.len());
        alone.push(rest);
    }
    let shared = Csr::try_new(columns.len(), indptr, indices, data).unwrap_or_else(|_| Csr::empty(columns.len()));
    Counted { shared, alone }
}

/// The rows of several matrices side by side, each times the root of its weight.
fn beside(parts: &[(Csr<f64>, f64)]) -> Csr<f64> {
    let rows = parts.first().map_or(0, |p| p.0.rows());
    let cols = parts.iter().map(|p| p.0.cols()).sum();
    let mut indptr = vec![0];
    let (mut indices, mut data) = (Vec::new(), Vec::new());
    for i in 0..rows {
        let mut offset = 0;
        for (part, weight) in parts {
            let (columns, values) = part.row(i);
            indices.extend(columns.iter().map(|c| c + offset));
            data.extend(values.iter().map(|v| v * weight.sqrt()));
            offset += part.cols() as u32;
        }
        indptr.push(indices.len());
    }
    Csr::try_new(cols, indptr, indices, data).unwrap_or_else(|_| Csr::empty(cols))
}

#[cfg(test)]
mod tests {
    use super::*;
    use newsloom_core::Article;
    use newsloom_text::Language;

    #[test]
    fn channels_stand_side_by_side() {
        let articles = [Article::new("a", "Ferry hits pier. Storm blamed."), Article::new("b", "Ferry hits pier at night.")];
        let pile = Pile::read(&articles.iter().collect::<Vec<_>>(), Some(Language::English));
        let counts = pile.counts(TITLE, |t| pile.kinds[t] != Kind::Function);
        let rows = evidence(&pile, &counts, &[0, 1]).unwrap();
        // Pairs that both have: ferry hits, ferry pier, hits pier; the others are one value of each.
        let n_words = counts.cols();
        let pairs = |i: usize| rows.row(i).0.iter().filter(|c| (n_words..n_words + 5).contains(&(**c as usize))).count();
        assert_eq!((pairs(0), pairs(1)), (4, 4));
        let norm = rows.row(0).1.iter().map(|v| v * v).sum::<f64>();
        assert!((norm - (1.0 + PAIRS + HEAD)).abs() < 1e-12);
    }

    #[test]
    fn what_one_article_has_alone_weighs_as_in_columns_of_its_own() {
        let shared = Csr::try_new(1, vec![0, 1, 2], vec![0, 0], vec![2, 1]).unwrap();
        let rows = weigh(Counted { shared, alone: vec![vec![1, 3], vec![]] }).unwrap();
        let columns = Csr::try_new(3, vec![0, 3, 4], vec![0, 1, 2, 0], vec![2, 1, 3, 1]).unwrap();
        let expect = sublinear(&columns, Some(Norm::L2)).unwrap();
        let value = |x: &Csr<f64>| x.row(0).1[0];
        assert!((value(&rows) - value(&expect)).abs() < 1e-12, "{rows:?} {expect:?}");
        assert_eq!((rows.row(0).1.len(), rows.row(1).1), (2, &[1.0][..]));
    }

    #[test]
    fn nothing_is_told_by_an_empty_article() {
        let articles = [Article::new("a", "")];
        let pile = Pile::read(&articles.iter().collect::<Vec<_>>(), None);
        let counts = pile.counts(TITLE, |_| true);
        assert_eq!(evidence(&pile, &counts, &[0]).unwrap().nnz(), 0);
    }
}
