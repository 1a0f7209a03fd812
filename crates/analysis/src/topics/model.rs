use super::choose::{Choice, choose, silhouette};
use super::consensus::{Consensus, WHOLE, topics_of};
use super::nearest::{Nearest, best, cosines, mean, outlier, outliers, products};
use super::over_time::over_time;
use super::reduction::Reduction;
use super::result::{Topic, TopicAssignment, TopicMerge, TopicOptions, Topics};
use super::smooth::{ENOUGH_ROWS, smooth};
use super::stability::{jaccard, resamples};
use crate::dates::days;
use crate::distinct::{Distinct, SHINGLE, THRESHOLD};
use crate::labels::group_labels;
use crate::words::{Kind, Pile, WORDS_RECIPE};
use crate::{AnalysisError, by_id, headline, language, select};
use ndarray::Array2;
use newsloom_cluster::ward_linkage;
use newsloom_core::{Article, Csr};
use newsloom_text::Language;
use newsloom_tfidf::TfidfTransformer;

/// Terms of a topic that are named, and of those the ones that label it.
const TERMS: usize = 12;
const LABEL: usize = 3;
/// Articles that represent a topic.
const REPRESENTATIVE: usize = 5;
/// The topics of a pile, ready to be asked why an article is where it is and where new articles belong.
#[derive(Clone, Debug)]
pub struct TopicModel {
    language: Option<Language>,
    pub(super) pile: Pile,
    weights: TfidfTransformer,
    pub(super) reduction: Reduction,
    /// Unit directions in the reduced space, one row per topic that has words.
    pub(super) centroids: Array2<f64>,
    /// TF-IDF of each distinct article.
    pub(super) rows: Csr<f64>,
    /// The row of each article, by id.
    pub(super) of: Vec<usize>,
    pub(super) topics: Topics,
}

impl TopicModel {
    /// Finds the topics of a pile: k-means in a space reduced by LSA, begun where several runs agree.
    ///
    /// Articles with the same words, or nearly the same, weigh once. Articles without a word to go by form a topic of their own, the last,
    /// beside the number asked for. Nothing depends on the order of articles or on threads.
    ///
    /// # Errors
    /// When there is no article, two have one id, the language is unknown, `n_clusters` is 0, or there are fewer distinct articles with
    /// words than topics asked for.
    pub fn fit(articles: &[Article], options: &TopicOptions) -> Result<Self, AnalysisError> {
        let articles = by_id(articles)?;
        let language = language(&options.language)?;
        let pile = Pile::read(&articles, language);
        let distinct = Distinct::new(&articles, &pile)?;
        let counts = pile.counts(2, |t| pile.kinds[t] == Kind::Content);
        let first = select(&counts, &distinct.first);
        let weights = TfidfTransformer::params().sublinear_tf(true).fit(first.view());
        let rows = weights.transform(&shared(&first))?;
        let reduction = Reduction::fit(&rows, options.seed)?;
        let space = reduction.apply(&rows)?;
        let begin = if rows.rows() < ENOUGH_ROWS {
            let smoothed = smooth(&rows);
            Reduction::fit(&smoothed, options.seed)?.apply(&smoothed)?
        } else {
            space.clone()
        };
        let consensus = Consensus::of_space(begin, options.n_clusters, WHOLE, options.seed)?;
        let resamples = resamples(&consensus.space, options.n_clusters, options.n_resamples, options.seed)?;
        let most = (0..consensus.space.rows()).filter(|&i| !consensus.space.row(i).0.is_empty()).count();
        let choice = match options.n_clusters {
            Some(0) => return Err(AnalysisError::parameter("n_clusters", "at least 1", 0)),
            Some(k) if k > most => {
                return Err(AnalysisError::parameter(
                    "n_clusters",
                    format!("at most the number of distinct articles with words, {most}"),
                    k,
                ));
            }
            Some(k) => Choice { n_clusters: k, curve: Vec::new(), doubt: None },
            None => choose(&consensus, &resamples, options.seed)?,
        };
        let k = choice.n_clusters;
        let (centroids, labels, space, metric) = if k == 0 {
            (Array2::zeros((0, space.cols())), vec![0; space.rows()], space, None)
        } else {
            let found = topics_of(&consensus, space, k, options.seed)?;
            (found.model.centroids().clone(), found.model.labels().to_vec(), found.space, found.metric)
        };
        let reduction = reduction.by(metric);
        let (centroids, labels) = numbered(&centroids, &labels, &distinct.of);
        let k = centroids.nrows();
        let stability = jaccard(&labels, k, &resamples)?;
        let some: Vec<Option<usize>> = labels.iter().map(|&l| (l < k).then_some(l)).collect();
        let quality = silhouette(&consensus.space, &some, k);
        let nearest = cosines(&space, &centroids, &labels, &distinct.of);
        let topics = Topics {
            newsloom: env!("CARGO_PKG_VERSION").into(),
            schema: 1,
            assignments: Vec::new(),
            topics: Vec::new(),
            quality: serde_json::json!({
                "silhouette": quality,
                "mean_score": nearest.iter().map(|n| n.score).sum::<f64>() / nearest.len() as f64,
                "mean_stability": mean(stability.iter().flatten().copied()),
                "unsure": choice.doubt.is_some(),
                "reason": choice.doubt,
            }),
            curve: choice.curve,
            hierarchy: Vec::new(),
            over_time: Vec::new(),
            duplicates: distinct.duplicates(&articles),
            without_words: articles.iter().zip(&nearest).filter(|(_, n)| n.topic == k).map(|(a, _)| a.id.clone()).collect(),
            unread_dates: Vec::new(),
            recipe: serde_json::json!({
                "language": options.language, "n_clusters": k, "seed": options.seed, "n_resamples": options.n_resamples,
                "words": WORDS_RECIPE,
                "duplicates": format!("the same words, or {SHINGLE}-word shingles with a Jaccard similarity of {THRESHOLD} or more"),
                "weights": "sublinear TF-IDF, smoothed idf, titles twice, no numbers",
                "method": "LSA, twenty times or more k-means into small clusters, Ward's linkage, spherical k-means by the covariance within topics",
            }),
        };
        let mut model = Self { language, pile, weights, reduction, centroids, rows, of: distinct.of, topics };
        model.describe(&articles, &counts, &nearest, &stability)?;
        Ok(model)
    }

    /// Fills in what the result says about articles and topics.
    fn describe(
        &mut self,
        articles: &[&Article],
        counts: &Csr<u32>,
        nearest: &[Nearest],
        stability: &[Option<f64>],
    ) -> Result<(), AnalysisError> {
        let n = nearest.iter().map(|n| n.topic).max().map_or(0, |m| m + 1);
        let mut members = vec![Vec::new(); n];
        nearest.iter().enumerate().for_each(|(i, n)| members[n.topic].push(i));
        let outliers = outliers(nearest, &members);
        self.topics.assignments = articles
            .iter()
            .zip(nearest)
            .zip(outliers)
            .map(|((a, n), outlier)| TopicAssignment {
                id: a.id.clone(),
                topic: n.topic,
                score: n.score,
                runner_up: n.runner_up,
                margin: n.score - n.next,
                outlier,
            })
            .collect();
        let labels = group_labels(&self.pile, counts, &members, TERMS);
        self.topics.topics = members
            .iter()
            .zip(labels)
            .enumerate()
            .map(|(t, (m, labels))| {
                let mut by_score = m.clone();
                by_score.sort_by(|&a, &b| nearest[b].score.total_cmp(&nearest[a].score).then(a.cmp(&b)));
                Topic {
                    topic: t,
                    size: m.len(),
                    label: labels.iter().take(LABEL).map(|l| l.term.as_str()).collect::<Vec<_>>().join(", "),
                    headline: by_score.first().map_or(String::new(), |&i| headline(articles[i])),
                    term_articles: labels.iter().map(|l| l.articles).collect(),
                    terms: labels.into_iter().map(|l| l.term).collect(),
                    representative: by_score.iter().take(REPRESENTATIVE).map(|&i| articles[i].id.clone()).collect(),
                    cohesion: mean(m.iter().map(|&i| nearest[i].score)).unwrap_or(0.0),
                    stability: stability.get(t).copied().flatten(),
                }
            })
            .collect();
        let k = self.centroids.nrows();
        let mut sizes: Vec<usize> = members.iter().take(k).map(Vec::len).collect();
        // Articles without words are a topic, too, that is like no other: groups are numbered after it.
        let number = |group: usize| if group < k { group } else { group + n - k };
        for m in ward_linkage(self.centroids.view())? {
            let size = sizes[m.a] + sizes[m.b];
            sizes.push(size);
            self.topics.hierarchy.push(TopicMerge { a: number(m.a), b: number(m.b), height: m.height, size });
        }
        let (days, unread) = days(articles);
        let topics: Vec<usize> = nearest.iter().map(|n| n.topic).collect();
        self.topics.over_time = over_time(&days, &topics, n);
        self.topics.unread_dates = unread;
        Ok(())
    }

    /// The result.
    #[must_use]
    pub fn topics(&self) -> &Topics {
        &self.topics
    }

    /// The result alone.
    #[must_use]
    pub fn into_topics(self) -> Topics {
        self.topics
    }

    /// The topics of articles that were not in the pile, in the order given; the model stays as it is. Words that the pile does not hold
    /// count for nothing, and an article without any other word has the topic that the pile's articles without words would have.
    ///
    /// # Errors
    /// When there is no article or two have one id.
    pub fn assign(&self, articles: &[Article]) -> Result<Vec<TopicAssignment>, AnalysisError> {
        by_id(articles)?;
        let read = Pile::read(&articles.iter().collect::<Vec<_>>(), self.language);
        let counts = read.counts(2, |t| read.kinds[t] == Kind::Content);
        let known: Vec<Option<u32>> = read.terms.iter().map(|t| self.pile.terms.binary_search(t).ok().map(|at| at as u32)).collect();
        let mut indptr = vec![0];
        let (mut indices, mut data) = (Vec::new(), Vec::new());
        for i in 0..counts.rows() {
            let (columns, values) = counts.row(i);
            for (&c, &v) in columns.iter().zip(values) {
                // Both vocabularies stand in byte order, so columns stay sorted.
                if let Some(c) = known[c as usize] {
                    indices.push(c);
                    data.push(v);
                }
            }
            indptr.push(indices.len());
        }
        let counts = Csr::try_new(self.pile.terms.len(), indptr, indices, data).unwrap_or_else(|_| Csr::empty(self.pile.terms.len()));
        let rows = self.weights.transform(&counts)?;
        let space = self.reduction.apply(&rows)?;
        let k = self.centroids.nrows();
        let own: Vec<usize> = (0..space.rows()).map(|i| best(&products(space.row(i), &self.centroids), None).map_or(k, |b| b.0)).collect();
        let ids: Vec<usize> = (0..space.rows()).collect();
        let nearest = cosines(&space, &self.centroids, &own, &ids);
        let mut members = vec![Vec::new(); k + 1];
        self.topics.assignments.iter().enumerate().for_each(|(i, a)| members[a.topic].push(i));
        let scores: Vec<f64> = self.topics.assignments.iter().map(|a| a.score).collect();
        let outlier = |n: &Nearest| outlier(n.score, members[n.topic].iter().map(|&i| scores[i]).collect());
        Ok(articles
            .iter()
            .zip(&nearest)
            .map(|(a, n)| TopicAssignment {
                id: a.id.clone(),
                topic: n.topic,
                score: n.score,
                runner_up: n.runner_up,
                margin: n.score - n.next,
                outlier: outlier(n),
            })
            .collect())
    }
}

/// Counts of the terms that stand in two rows or more; a row that would have none left keeps all of its own.
fn shared(counts: &Csr<u32>) -> Csr<u32> {
    let mut df = vec![0u32; counts.cols()];
    (0..counts.rows()).for_each(|i| counts.row(i).0.iter().for_each(|&c| df[c as usize] += 1));
    let mut indptr = vec![0];
    let (mut indices, mut data) = (Vec::new(), Vec::new());
    for i in 0..counts.rows() {
        let (columns, values) = counts.row(i);
        let all = !columns.iter().any(|&c| df[c as usize] > 1);
        for (&c, &v) in columns.iter().zip(values).filter(|(c, _)| all || df[**c as usize] > 1) {
            indices.push(c);
            data.push(v);
        }
        indptr.push(indices.len());
    }
    Csr::try_new(counts.cols(), indptr, indices, data).unwrap_or_else(|_| Csr::empty(counts.cols()))
}

/// Topics numbered by the articles they hold, duplicates counted, largest first, then by the first article; empty ones fall out, and rows
/// without words get the number after the last.
fn numbered(centroids: &Array2<f64>, labels: &[usize], of: &[usize]) -> (Array2<f64>, Vec<usize>) {
    let k = centroids.nrows();
    let mut sizes = vec![(0usize, usize::MAX); k + 1];
    for (i, &d) in of.iter().enumerate() {
        let entry = &mut sizes[labels[d]];
        *entry = (entry.0 + 1, entry.1.min(i));
    }
    let mut order: Vec<usize> = (0..k).filter(|&t| sizes[t].0 > 0).collect();
    order.sort_by_key(|&t| (std::cmp::Reverse(sizes[t].0), sizes[t].1));
    let mut number = vec![order.len(); k + 1];
    order.iter().enumerate().for_each(|(n, &t)| number[t] = n);
    let mut out = Array2::zeros((order.len(), centroids.ncols()));
    order.iter().enumerate().for_each(|(n, &t)| out.row_mut(n).assign(&centroids.row(t)));
    (out, labels.iter().map(|&l| number[l]).collect())
}
