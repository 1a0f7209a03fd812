use crate::words::{BREAK, Kind, Pile, Words};
use crate::{AnalysisError, select};
use newsloom_core::{Csr, map};
use newsloom_tfidf::{Norm, TfidfTransformer};

/// How often words of the title count, how many words of the text are the lead, and how much more a name weighs.
pub(super) const TITLE: u32 = 2;
pub(super) const LEAD: usize = 40;
pub(super) const NAME: f64 = 1.3;
/// Weights of the channels in the similarity, beside 1 for all words: neighbouring words, title and lead.
pub(super) const PAIRS: f64 = 0.3;
pub(super) const HEAD: f64 = 0.5;

/// What tells of the event, one row for each of the articles: sublinear TF-IDF of all words, of pairs of neighbouring words, and of title and lead,
/// side by side. The cosine of two rows is then the weighted mean of the three cosines.
///
/// Function words count nowhere. Words mostly written with a capital are taken for names.
pub(super) fn evidence(pile: &Pile, counts: &Csr<u32>, articles: &[usize]) -> Result<Csr<f64>, AnalysisError> {
    let told = |w: u32| w != BREAK && pile.kinds[w as usize] != Kind::Function;
    let mut words = weigh(&select(counts, articles))?;
    let names: Vec<bool> = pile.forms.iter().map(|f| f.starts_with(char::is_uppercase)).collect();
    for i in 0..words.rows() {
        let (columns, values) = words.row_mut(i);
        columns.iter().zip(values.iter_mut()).filter(|(c, _)| names[**c as usize]).for_each(|(_, v)| *v *= NAME);
        Norm::L2.apply(values);
    }
    let pairs = counted(pile, articles, |a| {
        let both = a.title.windows(2).chain(a.body.windows(2)).filter(|w| told(w[0]) && told(w[1]));
        both.map(|w| (u64::from(w[0]) << 32) | u64::from(w[1])).collect()
    });
    let head = counted(pile, articles, |a| {
        let lead = a.body.iter().filter(|w| **w != BREAK).take(LEAD);
        a.title.iter().chain(&a.title).chain(lead).filter(|w| told(**w)).map(|&w| u64::from(w)).collect()
    });
    Ok(beside(&[(words, 1.0), (weigh(&pairs)?, PAIRS), (weigh(&head)?, HEAD)]))
}

fn weigh(counts: &Csr<u32>) -> Result<Csr<f64>, AnalysisError> {
    Ok(TfidfTransformer::params().sublinear_tf(true).fit(counts.view()).transform(counts)?)
}

/// Counts of whatever `keys` finds in an article, columns in the order of the keys.
fn counted(pile: &Pile, articles: &[usize], keys: impl Fn(&Words) -> Vec<u64> + Sync + Send) -> Csr<u32> {
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
    columns.dedup();
    let mut indptr = vec![0];
    let (mut indices, mut data) = (Vec::new(), Vec::new());
    for row in rows {
        for (key, n) in row {
            indices.push(columns.partition_point(|&c| c < key) as u32);
            data.push(n);
        }
        indptr.push(indices.len());
    }
    Csr::try_new(columns.len(), indptr, indices, data).unwrap_or_else(|_| Csr::empty(columns.len()))
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
        // Pairs: ferry hits, hits pier, storm blamed; "pier. Storm" and "at night" are none.
        let n_words = counts.cols();
        let pairs = |i: usize| rows.row(i).0.iter().filter(|c| (n_words..n_words + 3).contains(&(**c as usize))).count();
        assert_eq!((pairs(0), pairs(1)), (3, 2));
        let norm = rows.row(0).1.iter().map(|v| v * v).sum::<f64>();
        assert!((norm - (1.0 + PAIRS + HEAD)).abs() < 1e-12);
    }

    #[test]
    fn nothing_is_told_by_an_empty_article() {
        let articles = [Article::new("a", "")];
        let pile = Pile::read(&articles.iter().collect::<Vec<_>>(), None);
        let counts = pile.counts(TITLE, |_| true);
        assert_eq!(evidence(&pile, &counts, &[0]).unwrap().nnz(), 0);
    }
}
