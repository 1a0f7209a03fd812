use crate::Similarity;
use crate::statements::weight;
use crate::units::{Units, dot, normalized};

/// Cosine of the articles' TF-IDF vectors.
pub(crate) fn cosine(units: &Units) -> Similarity {
    let vectors: Vec<Vec<(u32, f64)>> = (0..units.n_articles()).map(|a| article_weights(units, a)).collect();
    let matrix = vectors
        .iter()
        .enumerate()
        .map(|(i, a)| {
            vectors
                .iter()
                .enumerate()
                .map(|(j, b)| if i == j { if a.is_empty() { 0.0 } else { 1.0 } } else { dot(a, b).clamp(0.0, 1.0) })
                .collect()
        })
        .collect();
    Similarity { measure: "cosine".into(), matrix }
}

/// An article's TF-IDF vector of length 1, by term; a word counts by how telling it is in English news, so that `the` explains little.
pub(crate) fn article_weights(units: &Units, article: usize) -> Vec<(u32, f64)> {
    let mut terms: Vec<(u32, u32)> = units.of_article(article).iter().flat_map(|u| u.counts.iter().copied()).collect();
    terms.sort_unstable();
    let counts = terms.chunk_by(|a, b| a.0 == b.0).map(|c| (c[0].0, c.iter().map(|&(_, n)| n).sum::<u32>()));
    normalized(counts.map(|(t, n)| (t, f64::from(n) * units.idf[t as usize] * weight(&units.terms[t as usize]))).collect())
}
