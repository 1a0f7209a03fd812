use super::evidence::{HEAD, LEAD, NAME, PAIRS, REACH, TITLE, evidence};
use super::result::{Stories, Story, StoryAssignment, StoryOptions};
use crate::dates::{days, format_day};
use crate::distinct::{Distinct, SHINGLE, THRESHOLD, shingles};
use crate::labels::group_labels;
use crate::reading::Reading;
use crate::words::{Kind, Pile, WORDS_RECIPE};
use crate::{AnalysisError, by_id, headline, language};
use linfa::ParamGuard;
use newsloom_cluster::StoryClusterer;
use newsloom_core::{Article, Csr};
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;

/// Terms of a story that are named, and articles that represent it.
const TERMS: usize = 8;
const REPRESENTATIVE: usize = 3;

/// The stories of a pile, ready to take in more articles.
#[derive(Clone, Debug)]
pub struct StoryModel {
    pub(super) options: StoryOptions,
    /// By id.
    pub(super) articles: Vec<Article>,
    /// For each of them its place in `reading` and `shingles`.
    pub(super) places: Vec<usize>,
    pub(super) reading: Reading,
    pub(super) shingles: Vec<Vec<u64>>,
    pub(super) stories: Stories,
    pub(super) backgrounds: Backgrounds,
}

/// How alike an article is to its nearest, by id.
pub(super) type Backgrounds = FxHashMap<String, f64>;

impl StoryModel {
    /// Groups articles by event, the number of events not given. Articles with the same words, or nearly the same, weigh once; one
    /// without a word is a story of its own. Nothing depends on the order of articles or on threads.
    ///
    /// # Errors
    /// When there is no article, two have one id, or the language is unknown.
    pub fn fit(articles: &[Article], options: &StoryOptions) -> Result<Self, AnalysisError> {
        let sorted = by_id(articles)?;
        let mut reading = Reading::new(language(&options.language)?);
        reading.take(&sorted);
        let (places, shingles): (Vec<usize>, _) = ((0..sorted.len()).collect(), shingles(&sorted)?);
        let pile = reading.pile(&places);
        let (stories, backgrounds) = found(&sorted, options, &pile, &Distinct::of_sets(&shingles, &pile)?, None)?;
        let articles = sorted.into_iter().cloned().collect();
        Ok(Self { options: options.clone(), articles, places, reading, shingles, stories, backgrounds })
    }

    /// Takes in more articles: each joins a story that is there or founds one, alone or with others that are new. Stories that are
    /// there keep their ids and articles, so the result can differ from that of all articles at once; those that no article joins keep
    /// their terms too, with the numbers of then.
    ///
    /// Only the new articles are read, cut into shingles, compared with others and grouped. Words are weighed by how many articles hold
    /// them now: for what was there, one pass over the counts.
    ///
    /// # Errors
    /// When two articles have one id, or one has the id of an article that is there; the model then stays as it was.
    pub fn add(&mut self, articles: &[Article]) -> Result<&Stories, AnalysisError> {
        if articles.is_empty() {
            return Ok(&self.stories);
        }
        let new = by_id(articles)?;
        if let Some(twice) = new.iter().find(|a| self.articles.binary_search_by(|b| b.id.cmp(&a.id)).is_ok()) {
            return Err(AnalysisError::DuplicateId(twice.id.clone()));
        }
        self.shingles.extend(shingles(&new)?);
        self.reading.take(&new);
        let known = self.articles.len();
        let places = std::mem::take(&mut self.places).into_iter().chain(known..known + new.len());
        let all = std::mem::take(&mut self.articles).into_iter().chain(new.into_iter().cloned());
        let mut all: Vec<(Article, usize)> = all.zip(places).collect();
        all.sort_by(|a, b| a.0.id.cmp(&b.0.id));
        (self.articles, self.places) = all.into_iter().unzip();
        let pile = self.reading.pile(&self.places);
        let sets: Vec<&[u64]> = self.places.iter().map(|&p| self.shingles[p].as_slice()).collect();
        let (articles, distinct): (Vec<&Article>, _) = (self.articles.iter().collect(), Distinct::of_sets(&sets, &pile)?);
        let before = Some((&self.stories, &self.backgrounds));
        (self.stories, self.backgrounds) = found(&articles, &self.options, &pile, &distinct, before)?;
        Ok(&self.stories)
    }

    /// The articles, by id.
    #[must_use]
    pub fn articles(&self) -> &[Article] {
        &self.articles
    }

    /// How the stories were found.
    #[must_use]
    pub fn options(&self) -> &StoryOptions {
        &self.options
    }

    /// The result.
    #[must_use]
    pub fn stories(&self) -> &Stories {
        &self.stories
    }
}

/// The stories of articles in the order of their ids, as far as they are not known from before.
pub(super) fn found(
    articles: &[&Article],
    options: &StoryOptions,
    pile: &Pile,
    distinct: &Distinct,
    before: Option<(&Stories, &Backgrounds)>,
) -> Result<(Stories, Backgrounds), AnalysisError> {
    let counts = pile.counts(TITLE, |t| pile.kinds[t] != Kind::Function);
    let rows = evidence(pile, &counts, &distinct.first)?;
    let params = StoryClusterer::params().check()?;
    let kinds = distinct.first.len();
    let (days, unread_dates) = days(articles);
    let days_of: Vec<_> = distinct.first.iter().map(|&i| days[i]).collect();
    let (model, old) = match before {
        None => (params.fit_rows(rows.view(), Some(&days_of))?, vec![None; articles.len()]),
        Some((stories, backgrounds)) => {
            let numbers: FxHashMap<&str, usize> = stories.stories.iter().enumerate().map(|(n, s)| (s.story.as_str(), n)).collect();
            let of: FxHashMap<&str, usize> = stories.assignments.iter().map(|a| (a.id.as_str(), numbers[a.story.as_str()])).collect();
            let old: Vec<Option<usize>> = articles.iter().map(|a| of.get(a.id.as_str()).copied()).collect();
            let (mut known, mut usual) = (vec![None; kinds], vec![0.0; kinds]);
            for (i, &kind) in distinct.of.iter().enumerate() {
                if known[kind].is_none() && old[i].is_some() {
                    known[kind] = old[i];
                    usual[kind] = backgrounds.get(&articles[i].id).copied().unwrap_or(0.0);
                }
            }
            (params.extend_rows(rows.view(), Some(&days_of), &known, &usual)?, old)
        }
    };
    // An article keeps its story; a new one has that of its kind.
    let story_of: Vec<usize> = old.iter().zip(&distinct.of).map(|(old, &kind)| old.unwrap_or(model.labels()[kind])).collect();
    let mut members: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    story_of.iter().enumerate().for_each(|(i, &s)| members.entry(s).or_default().push(i));
    let ids: FxHashMap<usize, String> = members
        .iter()
        .map(|(&s, m)| {
            let known = before.and_then(|(stories, _)| stories.stories.get(s));
            (s, known.map_or_else(|| articles[m[0]].id.clone(), |k| k.story.clone()))
        })
        .collect();
    // The story that was there and that nothing joined.
    let same = |s: usize, m: &[usize]| before.and_then(|(stories, _)| stories.stories.get(s)).filter(|story| story.size == m.len());
    let groups: Vec<Vec<usize>> = members.iter().filter(|(s, m)| same(**s, m).is_none()).map(|(_, m)| m.clone()).collect();
    let mut labels = group_labels(pile, &counts, &groups, TERMS).into_iter();
    let mut scores = vec![None; articles.len()];
    let mut stories: Vec<Story> = Vec::with_capacity(groups.len());
    for (s, m) in &members {
        let likeness = likeness(&rows, &distinct.of, m);
        let mut central: Vec<usize> = (0..m.len()).collect();
        central.sort_by(|&a, &b| likeness[b].total_cmp(&likeness[a]).then(a.cmp(&b)));
        if m.len() > 1 {
            m.iter().zip(&likeness).for_each(|(&i, &l)| scores[i] = Some(l));
        }
        let mut told: Vec<_> = m.iter().filter_map(|&i| days[i]).collect();
        told.sort_unstable();
        let (terms, term_articles) = match same(*s, m) {
            Some(story) => (story.terms.clone(), story.term_articles.clone()),
            None => labels.next().unwrap_or_default().into_iter().map(|l| (l.term, l.articles)).unzip(),
        };
        stories.push(Story {
            story: ids[s].clone(),
            size: m.len(),
            headline: headline(articles[m[central[0]]]),
            members: m.iter().map(|&i| articles[i].id.clone()).collect(),
            representative: central.iter().take(REPRESENTATIVE).map(|&at| articles[m[at]].id.clone()).collect(),
            terms,
            term_articles,
            first_day: told.first().map(|&d| format_day(d)),
            last_day: told.last().map(|&d| format_day(d)),
        });
    }
    stories.sort_by(|a, b| b.size.cmp(&a.size).then_with(|| a.story.cmp(&b.story)));
    let assignments = articles
        .iter()
        .zip(story_of.iter().zip(scores))
        .map(|(a, (s, score))| StoryAssignment { id: a.id.clone(), story: ids[s].clone(), score })
        .collect();
    let result = Stories {
        newsloom: env!("CARGO_PKG_VERSION").into(),
        schema: 1,
        assignments,
        stories,
        duplicates: distinct.duplicates(articles),
        without_words: articles.iter().zip(&distinct.of).filter(|(_, k)| rows.row(**k).0.is_empty()).map(|(a, _)| a.id.clone()).collect(),
        unread_dates,
        recipe: serde_json::json!({
            "language": options.language,
            "words": WORDS_RECIPE,
            "duplicates": format!("the same words, or {SHINGLE}-word shingles with a Jaccard similarity of {THRESHOLD} or more"),
            "weights": format!(
                "sublinear TF-IDF, smoothed idf, titles {TITLE} times, names {NAME}; pairs of words up to {REACH} apart {PAIRS}, title and first {LEAD} words {HEAD}"
            ),
            "method": "average linkage of cosines over backgrounds that are measured anew as groups grow, days apart counted against, cut by excess of mass, rows that are near a large group taken into it",
            "thresholds": params.recipe().into_iter().collect::<BTreeMap<_, _>>(),
        }),
    };
    let backgrounds = articles.iter().zip(&distinct.of).map(|(a, &k)| (a.id.clone(), model.backgrounds()[k])).collect();
    Ok((result, backgrounds))
}

/// Mean cosine of each member to those of another kind, which all have one norm.
fn likeness(rows: &Csr<f64>, of: &[usize], members: &[usize]) -> Vec<f64> {
    let mut sum: FxHashMap<u32, f64> = FxHashMap::default();
    let mut copies: FxHashMap<usize, f64> = FxHashMap::default();
    for &i in members {
        *copies.entry(of[i]).or_default() += 1.0;
        let (columns, values) = rows.row(of[i]);
        columns.iter().zip(values).for_each(|(&c, v)| *sum.entry(c).or_default() += v);
    }
    let of_one = |&i: &usize| {
        let (columns, values) = rows.row(of[i]);
        let own = values.iter().map(|v| v * v).sum::<f64>();
        let others = members.len() as f64 - copies[&of[i]];
        if own == 0.0 || others == 0.0 {
            return 1.0;
        }
        let all = columns.iter().zip(values).map(|(c, v)| v * sum[c]).sum::<f64>();
        (all - own * copies[&of[i]]) / (own * others)
    };
    members.iter().map(of_one).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn article(id: &str, title: &str, text: &str) -> Article {
        Article { title: title.into(), ..Article::new(id, text) }
    }

    fn pile() -> Vec<Article> {
        let dated = |date: &str, a: Article| Article { date: date.into(), ..a };
        vec![
            dated(
                "2026-03-02",
                article("b", "Ferry hits pier in Oldhaven", "A ferry struck the pier of Oldhaven on Monday. Nine passengers were hurt."),
            ),
            dated(
                "3 March 2026",
                article(
                    "c",
                    "Nine hurt as ferry rams Oldhaven pier",
                    "Nine passengers were hurt when the ferry rammed a pier at Oldhaven.",
                ),
            ),
            dated(
                "soon",
                article("d", "Wheat prices climb to record", "Traders paid a record price for wheat after the drought in the plains."),
            ),
        ]
    }

    #[test]
    fn two_events_are_told_apart() {
        let model = StoryModel::fit(&pile(), &StoryOptions::default()).unwrap();
        let found = model.stories();
        assert_eq!(found.stories.len(), 2);
        let story = &found.stories[0];
        assert_eq!(story.members, ["b", "c"]);
        assert_eq!((story.first_day.as_deref(), story.last_day.as_deref()), (Some("2026-03-02"), Some("2026-03-03")));
        assert!(story.terms.iter().any(|t| t == "ferry") && story.terms.len() == story.term_articles.len(), "{story:?}");
        assert!(found.assignments[0].score.is_some_and(|s| s > 0.1 && s < 1.0) && found.assignments[2].score.is_none());
        assert_eq!((found.unread_dates.len(), found.unread_dates[0].date.as_str(), &found.stories[1].first_day), (1, "soon", &None));
    }

    #[test]
    fn new_articles_join_or_found_stories_that_keep_their_ids() {
        let mut model = StoryModel::fit(&pile(), &StoryOptions::default()).unwrap();
        let new = [
            article("a", "Oldhaven ferry hits pier", "The ferry that struck the pier of Oldhaven hurt nine passengers on Monday."),
            article("e", "Museum loses a vase", "Thieves took a vase from the museum at night and left no trace."),
        ];
        let grown = model.add(&new).unwrap();
        assert_eq!(grown.stories[0].members, ["a", "b", "c"]);
        assert_eq!(grown.stories[0].story, "b");
        assert_eq!(grown.stories.len(), 3);
        // The words are weighed as those of all articles at once, and a story that nothing joined keeps its terms.
        let all: Vec<Article> = pile().into_iter().chain(new.clone()).collect();
        let whole = StoryModel::fit(&all, &StoryOptions::default()).unwrap();
        assert_eq!(grown.stories[0].terms, whole.stories().stories[0].terms);
        assert_eq!(
            grown.assignments.iter().map(|a| a.score).collect::<Vec<_>>(),
            whole.stories().assignments.iter().map(|a| a.score).collect::<Vec<_>>()
        );
        assert_eq!(grown.stories[1].terms, StoryModel::fit(&pile(), &StoryOptions::default()).unwrap().stories().stories[1].terms);
        let before = model.stories().clone();
        assert!(matches!(model.add(&new[..1]), Err(AnalysisError::DuplicateId(id)) if id == "a"));
        assert_eq!(model.stories(), &before);
        assert_eq!(model.add(&[]).unwrap(), &before);
    }

    #[test]
    fn odd_piles() {
        let options = StoryOptions::default();
        assert!(matches!(StoryModel::fit(&[], &options), Err(AnalysisError::Empty)));
        let one = StoryModel::fit(&pile()[..1], &options).unwrap();
        assert_eq!((one.stories().stories.len(), one.stories().assignments[0].score), (1, None));
        // Nothing but one text, and texts without a word.
        let same: Vec<Article> = ["x", "y", "z"].iter().map(|id| article(id, "Flood", "The river rose over its banks at night.")).collect();
        let found = StoryModel::fit(&same, &options).unwrap();
        assert_eq!((found.stories().stories.len(), found.stories().duplicates.len()), (1, 2));
        let empty = [article("x", "", ""), article("y", "", "..."), pile().remove(0)];
        let found = StoryModel::fit(&empty, &options).unwrap();
        assert_eq!(found.stories().without_words, ["x", "y"]);
        assert_eq!(found.stories().assignments.len(), 3);
        let unknown = StoryOptions { language: "klingon".into() };
        assert!(StoryModel::fit(&pile(), &unknown).unwrap_err().to_string().contains("klingon"));
    }
}
