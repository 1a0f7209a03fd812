use crate::labels::group_terms;
use crate::words::{Kind, Pile};
use crate::{AnalysisError, by_id, language};
use linfa::ParamGuard;
use newsloom_cluster::{Lsa, SphericalKMeans, silhouette_score};
use newsloom_core::{Article, Csr};
use newsloom_tfidf::TfidfTransformer;
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

/// How topics are found.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct TopicOptions {
    /// Number of topics, or `None` to choose it.
    pub n_clusters: Option<usize>,
    /// Seed of the generator.
    pub seed: u64,
    /// Language of the articles (ISO 639-1), or `auto`.
    pub language: String,
}

impl Default for TopicOptions {
    fn default() -> Self {
        Self { n_clusters: None, seed: 0, language: "auto".into() }
    }
}

/// Which topic an article belongs to.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TopicAssignment {
    /// The article's id.
    pub id: String,
    /// The topic's number, from 0.
    pub topic: usize,
    /// Cosine to the topic's centroid.
    pub score: f64,
}

/// One topic of a pile.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Topic {
    /// Its number, from 0, largest first.
    pub topic: usize,
    /// Number of articles.
    pub size: usize,
    /// A few telling words.
    pub label: String,
    /// Distinguishing terms in their most frequent surface form, most telling first.
    pub terms: Vec<String>,
    /// Ids of the articles nearest to the centroid.
    pub representative: Vec<String>,
}

/// The topics of a pile, in the form of JSON schema 1.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Topics {
    /// Version of newsloom.
    pub newsloom: String,
    /// 1.
    pub schema: u32,
    /// By id.
    pub assignments: Vec<TopicAssignment>,
    /// By number.
    pub topics: Vec<Topic>,
    /// How good the grouping is: named figures.
    pub quality: serde_json::Value,
    /// What made the result.
    pub recipe: serde_json::Value,
}

/// Terms of a topic that are named, and of those the ones that label it.
const TERMS: usize = 12;
const LABEL: usize = 3;
/// Articles that represent a topic.
const REPRESENTATIVE: usize = 5;
/// Components that rows are reduced to, and the number of articles from which that is done.
const COMPONENTS: usize = 100;
const REDUCE_FROM: usize = 400;

/// Finds the topics of a pile by spherical k-means on TF-IDF rows, reduced by LSA in large piles.
///
/// # Errors
/// When there is no article, two have one id, or there are fewer distinct articles with words than topics asked for.
pub fn topics(articles: &[Article], options: &TopicOptions) -> Result<Topics, AnalysisError> {
    let articles = by_id(articles)?;
    let pile = Pile::read(&articles, language(&options.language)?);
    let distinct = Distinct::new(&pile);
    let k = match options.n_clusters {
        Some(0) => return Err(AnalysisError::parameter("n_clusters", "at least 1", 0)),
        Some(k) if k > articles.len() => {
            return Err(AnalysisError::parameter("n_clusters", format!("at most the number of articles, {}", articles.len()), k));
        }
        k => k,
    };
    let counts = pile.counts(2, |t| pile.kinds[t] == Kind::Content);
    let weights = TfidfTransformer::params().sublinear_tf(true).fit(select(&counts, &distinct.first).view());
    let rows = weights.transform(&select(&counts, &distinct.first))?;
    let space = if rows.rows() >= REDUCE_FROM { reduce(&rows, options.seed)? } else { rows };
    let fit = |k: usize| SphericalKMeans::params(k).seed(options.seed).check()?.fit_rows(space.view(), None);
    let (k, curve) = match k {
        Some(k) => (k.min(space.rows()), Vec::new()),
        None => choose(&space, &fit)?,
    };
    let model = fit(k)?;
    let score = |i: usize| model.similarities()[distinct.of[i]];
    let labels: Vec<usize> = distinct.of.iter().map(|&d| model.labels()[d]).collect();
    let n_topics = labels.iter().max().map_or(0, |m| m + 1);
    let mut members = vec![Vec::new(); n_topics];
    labels.iter().enumerate().for_each(|(i, &t)| members[t].push(i));
    // Numbered by articles, duplicates counted, largest first.
    let mut by_size: Vec<usize> = (0..n_topics).filter(|&t| !members[t].is_empty()).collect();
    by_size.sort_by_key(|&t| (std::cmp::Reverse(members[t].len()), members[t][0]));
    let mut number = vec![0; n_topics];
    by_size.iter().enumerate().for_each(|(n, &t)| number[t] = n);
    let groups: Vec<usize> = labels.iter().map(|&t| number[t]).collect();
    let terms = group_terms(&pile, &counts, &groups, by_size.len(), TERMS)?;
    let topics = by_size
        .iter()
        .zip(terms)
        .enumerate()
        .map(|(n, (&t, terms))| {
            let mut nearest = members[t].clone();
            nearest.sort_by(|&a, &b| score(b).total_cmp(&score(a)).then_with(|| a.cmp(&b)));
            Topic {
                topic: n,
                size: members[t].len(),
                label: terms.iter().take(LABEL).map(String::as_str).collect::<Vec<_>>().join(", "),
                terms,
                representative: nearest.iter().take(REPRESENTATIVE).map(|&i| articles[i].id.clone()).collect(),
            }
        })
        .collect();
    let assignments =
        articles.iter().enumerate().map(|(i, a)| TopicAssignment { id: a.id.clone(), topic: groups[i], score: score(i) }).collect();
    Ok(Topics {
        newsloom: env!("CARGO_PKG_VERSION").into(),
        schema: 1,
        assignments,
        topics,
        quality: serde_json::json!({"inertia": model.inertia(), "curve": curve}),
        recipe: serde_json::json!({"language": options.language, "n_clusters": k, "seed": options.seed, "method": "spherical k-means"}),
    })
}

/// Articles with the same words in the same order, each weighed once.
struct Distinct {
    /// One article of each kind.
    first: Vec<usize>,
    /// The kind of each article.
    of: Vec<usize>,
}

impl Distinct {
    fn new(pile: &Pile) -> Self {
        let mut seen: FxHashMap<&[u32], usize> = FxHashMap::default();
        let mut first = Vec::new();
        let of = pile
            .articles
            .iter()
            .enumerate()
            .map(|(i, a)| {
                let key = if a.body.is_empty() { a.title.as_slice() } else { a.body.as_slice() };
                *seen.entry(key).or_insert_with(|| {
                    first.push(i);
                    first.len() - 1
                })
            })
            .collect();
        Self { first, of }
    }
}

/// Some rows of a matrix.
fn select<T: Copy>(x: &Csr<T>, rows: &[usize]) -> Csr<T> {
    let mut indptr = vec![0];
    let (mut indices, mut data) = (Vec::new(), Vec::new());
    for &i in rows {
        let (c, v) = x.row(i);
        indices.extend_from_slice(c);
        data.extend_from_slice(v);
        indptr.push(indices.len());
    }
    Csr::try_new(x.cols(), indptr, indices, data).unwrap_or_else(|_| Csr::empty(x.cols()))
}

fn reduce(rows: &Csr<f64>, seed: u64) -> Result<Csr<f64>, AnalysisError> {
    let d = COMPONENTS.min(rows.rows()).min(rows.cols());
    let reduced = Lsa::params(d).seed(seed).check()?.fit_rows(rows.view())?.project(rows.view())?;
    let columns: Vec<u32> = (0..d as u32).collect();
    let mut indptr = vec![0];
    let (mut indices, mut data) = (Vec::new(), Vec::new());
    for row in reduced.rows() {
        if row.iter().any(|v| *v != 0.0) {
            indices.extend_from_slice(&columns);
            data.extend(row.iter().copied());
        }
        indptr.push(indices.len());
    }
    Ok(Csr::try_new(d, indptr, indices, data).unwrap_or_else(|_| Csr::empty(d)))
}

/// The number of topics with the best silhouette, and the silhouette of each number tried.
fn choose(
    rows: &Csr<f64>,
    fit: &dyn Fn(usize) -> Result<SphericalKMeans, newsloom_cluster::ClusterError>,
) -> Result<(usize, Vec<(usize, f64)>), AnalysisError> {
    let most = ((rows.rows() as f64).sqrt().ceil() as usize).min(20);
    let mut curve = Vec::new();
    for k in 2..=most {
        let model = fit(k)?;
        curve.push((k, silhouette_score(rows.view(), model.labels()).unwrap_or(0.0)));
    }
    let best = curve.iter().max_by(|a, b| a.1.total_cmp(&b.1).then_with(|| b.0.cmp(&a.0)));
    Ok((best.map_or(1, |b| b.0), curve))
}
