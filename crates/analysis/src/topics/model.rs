use super::choose::{Choice, choose, silhouette};
use super::consensus::{Consensus, WHOLE, topics_of};
use super::over_time::over_time;
use super::reduction::Reduction;
use super::result::{SharedTerm, Topic, TopicAssignment, TopicMerge, TopicOptions, Topics, WhyTopic};
use super::smooth::{ENOUGH_ROWS, smooth};
use super::stability::{jaccard, resamples};
use crate::dates::days;
use crate::distinct::{Distinct, SHINGLE, THRESHOLD};
use crate::labels::group_labels;
use crate::words::{Kind, Pile, WORDS_RECIPE};
use crate::{AnalysisError, by_id, headline, language, select};
use ndarray::Array2;
use newsloom_cluster::ward_linkage;
use newsloom_core::{Article, Csr, map};
use newsloom_text::Language;
use newsloom_tfidf::TfidfTransformer;

/// Terms of a topic that are named, and of those the ones that label it.
const TERMS: usize = 12;
const LABEL: usize = 3;
/// Articles that represent a topic.
const REPRESENTATIVE: usize = 5;
/// The median and the mean absolute deviation of normal values, in standard deviations.
const NORMAL: f64 = 0.6745;
const NORMAL_MEAN: f64 = 0.797_885;

/// The topics of a pile, ready to be asked why an article is where it is and where new articles belong.
#[derive(Clone, Debug)]
pub struct TopicModel {
    language: Option<Language>,
    pile: Pile,
    weights: TfidfTransformer,
    reduction: Reduction,
    /// Unit directions in the reduced space, one row per topic that has words.
    centroids: Array2<f64>,
    /// TF-IDF of each distinct article.
    rows: Csr<f64>,
    /// The row of each article, by id.
    of: Vec<usize>,
    topics: Topics,
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

    /// Why an article of the pile is in its topic rather than in the runner-up: what each of its terms adds to the margin.
    ///
    /// # Errors
    /// When no article has this id.
    pub fn why(&self, id: &str) -> Result<WhyTopic, AnalysisError> {
        let found = self.topics.assignments.binary_search_by(|a| a.id.as_str().cmp(id));
        let at = found.map_err(|_| AnalysisError::UnknownId(id.to_owned()))?;
        let a = &self.topics.assignments[at];
        let (columns, values) = self.rows.row(self.of[at]);
        let mut terms = Vec::new();
        if a.topic < self.centroids.nrows() {
            let mut direction = self.centroids.row(a.topic).to_vec();
            if let Some(r) = a.runner_up {
                direction.iter_mut().zip(self.centroids.row(r)).for_each(|(d, c)| *d -= c);
            }
            let of_terms = self.reduction.of_terms(&direction);
            let norm = self.projected_norm(self.of[at])?;
            for (&c, v) in columns.iter().zip(values) {
                let contribution = v * of_terms[c as usize] / norm;
                if contribution != 0.0 {
                    terms.push(SharedTerm { term: self.pile.forms[c as usize].clone(), contribution });
                }
            }
            terms.sort_by(|x, y| y.contribution.total_cmp(&x.contribution).then_with(|| x.term.cmp(&y.term)));
        }
        Ok(WhyTopic { id: id.into(), topic: a.topic, runner_up: a.runner_up, margin: terms.iter().map(|t| t.contribution).sum(), terms })
    }

    /// [`TopicModel::why`] of the `n` articles of each topic that are least sure to belong there: those with the least margin, least first.
    ///
    /// # Errors
    /// As [`TopicModel::why`].
    pub fn least_sure(&self, n: usize) -> Result<Vec<WhyTopic>, AnalysisError> {
        let mut found = Vec::new();
        for topic in 0..self.centroids.nrows() {
            let mut of: Vec<&TopicAssignment> = self.topics.assignments.iter().filter(|a| a.topic == topic).collect();
            of.sort_by(|a, b| a.margin.total_cmp(&b.margin).then_with(|| a.id.cmp(&b.id)));
            found.extend(map(&of[..n.min(of.len())], |a| self.why(&a.id)).into_iter().collect::<Result<Vec<_>, _>>()?);
        }
        Ok(found)
    }

    /// Norm of a row after reduction, before it is brought to one.
    fn projected_norm(&self, row: usize) -> Result<f64, AnalysisError> {
        let unit = self.reduction.apply(&select(&self.rows, &[row]))?;
        let of_terms = self.reduction.of_terms(&dense(unit.row(0), unit.cols()));
        let (columns, values) = self.rows.row(row);
        Ok(columns.iter().zip(values).map(|(&c, v)| v * of_terms[c as usize]).sum())
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

/// Where an article is nearest.
struct Nearest {
    topic: usize,
    score: f64,
    runner_up: Option<usize>,
    next: f64,
}

fn dense((columns, values): (&[u32], &[f64]), n: usize) -> Vec<f64> {
    let mut out = vec![0.0; n];
    columns.iter().zip(values).for_each(|(&c, v)| out[c as usize] = *v);
    out
}

fn products((columns, values): (&[u32], &[f64]), centroids: &Array2<f64>) -> Vec<f64> {
    if columns.is_empty() {
        return Vec::new();
    }
    centroids.rows().into_iter().map(|c| columns.iter().zip(values).map(|(&j, v)| v * c[j as usize]).sum()).collect()
}

/// The largest product, one topic left out; the lower number among equals.
fn best(products: &[f64], without: Option<usize>) -> Option<(usize, f64)> {
    let all = products.iter().copied().enumerate().filter(|(t, _)| Some(*t) != without);
    all.fold(None, |best: Option<(usize, f64)>, (t, p)| if best.is_none_or(|b| p > b.1) { Some((t, p)) } else { best })
}

/// Cosines of every article to its topic and to the runner-up; `labels` are those of distinct rows, `of` the row of each article.
fn cosines(space: &Csr<f64>, centroids: &Array2<f64>, labels: &[usize], of: &[usize]) -> Vec<Nearest> {
    let distinct: Vec<(f64, Option<usize>, f64)> = (0..space.rows())
        .map(|i| {
            let products = products(space.row(i), centroids);
            let next = best(&products, Some(labels[i]));
            let score = products.get(labels[i]).copied().unwrap_or(0.0);
            (score, next.map(|n| n.0), next.map_or(0.0, |n| n.1))
        })
        .collect();
    of.iter().map(|&d| Nearest { topic: labels[d], score: distinct[d].0, runner_up: distinct[d].1, next: distinct[d].2 }).collect()
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

fn outliers(nearest: &[Nearest], members: &[Vec<usize>]) -> Vec<f64> {
    let mut out = vec![0.0; nearest.len()];
    for m in members {
        let scores: Vec<f64> = m.iter().map(|&i| nearest[i].score).collect();
        m.iter().for_each(|&i| out[i] = outlier(nearest[i].score, scores.clone()));
    }
    out
}

/// The modified z-score of a cosine below the median of `scores`. Where most cosines are the same, the mean absolute deviation stands
/// in for the median one, as Iglewicz and Hoaglin have it.
fn outlier(score: f64, scores: Vec<f64>) -> f64 {
    let Some(middle) = median(scores.clone()) else { return 0.0 };
    let apart: Vec<f64> = scores.iter().map(|s| (s - middle).abs()).collect();
    let around = mean(apart.iter().copied()).unwrap_or(0.0) / NORMAL_MEAN;
    let spread = median(apart).filter(|s| *s > 0.0).map_or(around, |s| s / NORMAL);
    if spread > 0.0 { ((middle - score) / spread).max(0.0) } else { 0.0 }
}

fn median(mut values: Vec<f64>) -> Option<f64> {
    values.sort_by(f64::total_cmp);
    let n = values.len();
    if n == 0 { None } else { Some((values[(n - 1) / 2] + values[n / 2]) / 2.0) }
}

fn mean(values: impl Iterator<Item = f64>) -> Option<f64> {
    let (sum, n) = values.fold((0.0, 0.0), |(s, n), v| (s + v, n + 1.0));
    (n > 0.0).then(|| sum / n)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn outliers_by_hand() {
        // Median 0.6, deviations 0.2, 0.1, 0, 0.1, 0.5: their median is 0.1.
        let scores = vec![0.8, 0.7, 0.6, 0.5, 0.1];
        assert!((outlier(0.1, scores.clone()) - 0.6745 * 5.0).abs() < 1e-12);
        assert_eq!(outlier(0.8, scores), 0.0);
        // Most are alike: the mean deviation is 0.1.
        let alike = vec![0.7, 0.7, 0.7, 0.7, 0.2];
        assert!((outlier(0.2, alike.clone()) - 0.797_885 * 5.0).abs() < 1e-12);
        assert_eq!((outlier(0.7, alike), outlier(0.3, vec![0.3])), (0.0, 0.0));
    }
}
