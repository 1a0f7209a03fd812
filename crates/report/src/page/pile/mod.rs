//! A pile on one page: topics, their stories, and the coverage of each story.

mod stories;
mod topics;
mod why;

use super::{CAUTION, begin, contents, coverage, end, methods, parts, texts, view::View};
use crate::html::{Text, count};
use newsloom_analysis::{Stories, Topics, WhyTopic};
use newsloom_compare::Comparison;
use newsloom_core::Article;
use serde_json::Value;
use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    fmt::Write,
};

/// The coverage of one story of a pile.
#[derive(Clone, Debug)]
pub struct Coverage {
    /// Its index in [`Stories::stories`].
    pub story: usize,
    /// Its articles compared.
    pub comparison: Comparison,
}

/// A pile as one HTML page that loads nothing from elsewhere: topics, the stories of each, for every
/// article in `whys` why it is in its topic, and for every story in `covered` its whole coverage.
///
/// ```
/// use newsloom_analysis::{StoryOptions, TopicModel, TopicOptions, stories};
/// use newsloom_core::Article;
///
/// let pile = [Article::new("a", "The ferry <b>sank</b> on Monday."), Article::new("b", "Wheat is dear this year.")];
/// let model = TopicModel::fit(&pile, &TopicOptions::default())?;
/// let stories = stories(&pile, &StoryOptions::default())?;
/// let page = newsloom_report::pile_page(&pile, model.topics(), &model.least_sure(9)?, &stories, &[]);
/// assert!(page.starts_with("<!doctype html>") && !page.contains("<b>sank"));
/// # Ok::<(), newsloom_analysis::AnalysisError>(())
/// ```
#[must_use]
pub fn pile_page(articles: &[Article], topics: &Topics, whys: &[WhyTopic], stories: &Stories, covered: &[Coverage]) -> String {
    let pile = Pile::new(articles, topics, whys, stories, covered);
    let mut out = String::with_capacity(1 << 18);
    let title = format!("{} and what they report", count(articles.len(), "article", "articles"));
    begin(&title, "many pile", ("stories", "Skip to the stories"), &mut out);
    let shared = stories.stories.iter().filter(|s| s.size > 1).count();
    let _ = write!(
        out,
        "<header class=\"top\">\n<p class=\"eyebrow\">A pile of articles: topics, stories, coverage</p>\n<h1>{title}</h1>\n\
         <p>{}, {}; {shared} of these are told by two articles or more, the coverage of {} stands here in full.</p>\n{CAUTION}</header>\n",
        count(topics.topics.len(), "topic", "topics"),
        count(stories.stories.len(), "story", "stories"),
        covered.len(),
    );
    contents(
        "Parts of the page",
        "",
        &[
            ("topics", "Topics", Some(topics.topics.len())),
            ("stories", "Stories", Some(stories.stories.len())),
            ("methods", "Methods", None),
        ],
        &mut out,
    );
    out.push_str("<main>\n<div class=\"page\" id=\"home\">\n");
    topics::write(&pile, &mut out);
    stories::write(&pile, &mut out);
    let first = covered.first().map_or(&Value::Null, |c| &c.comparison.recipe);
    methods::write(&[&topics.recipe, &stories.recipe, first], &mut out);
    out.push_str("</div>\n");
    for t in 0..topics.topics.len() {
        topics::page(&pile, t, &mut out);
    }
    for c in covered {
        story(&pile, c, &mut out);
    }
    out.push_str("</main>\n");
    end(&mut out);
    out
}

/// A story with its whole coverage.
fn story(pile: &Pile<'_>, c: &Coverage, out: &mut String) {
    let Some(s) = pile.stories.stories.get(c.story) else { return };
    let view = View::new(&c.comparison, format!("c{}-", c.story));
    let topic = pile.topic_of_story(c.story);
    let _ = write!(
        out,
        "<div class=\"page\" id=\"story-{}\">\n<header class=\"sub\"><p class=\"eyebrow\"><a href=\"#stories\">All stories</a>{}</p>\n\
         <h2 class=\"w title\">{}</h2><p class=\"soft\">{}: {}, {}. Telling words: <span class=\"w\">{}</span></p></header>\n",
        c.story,
        topic.map_or_else(String::new, |t| format!(" · <a class=\"w\" href=\"#topic-{t}\">{}</a>", Text(&pile.topics.topics[t].label))),
        Text(&s.headline),
        count(s.size, "article", "articles"),
        count(c.comparison.statements.len(), "shared statement", "shared statements"),
        count(c.comparison.quotes.len(), "quote", "quotes"),
        Text(&s.terms.join(", ")),
    );
    contents("Parts of this story", &view.prefix, &parts(&c.comparison)[1..], out);
    coverage(&view, out);
    texts::write(&view, out);
    out.push_str("</div>\n");
}

/// The pile with what its parts need at hand.
struct Pile<'p> {
    topics: &'p Topics,
    whys: &'p [WhyTopic],
    stories: &'p Stories,
    article: HashMap<&'p str, &'p Article>,
    /// The topic of each article.
    topic: HashMap<&'p str, usize>,
    /// Stories with their coverage on the page.
    covered: BTreeSet<usize>,
    /// Outlets by name.
    outlets: Vec<&'p str>,
}

impl<'p> Pile<'p> {
    fn new(articles: &'p [Article], topics: &'p Topics, whys: &'p [WhyTopic], stories: &'p Stories, covered: &[Coverage]) -> Self {
        let outlets: BTreeSet<&str> = articles.iter().map(|a| a.outlet.trim()).filter(|o| !o.is_empty()).collect();
        Self {
            topics,
            whys,
            stories,
            article: articles.iter().map(|a| (a.id.as_str(), a)).collect(),
            topic: topics.assignments.iter().map(|a| (a.id.as_str(), a.topic)).collect(),
            covered: covered.iter().map(|c| c.story).collect(),
            outlets: outlets.into_iter().collect(),
        }
    }

    /// The topic that most of a story's articles belong to, if it stands on the page.
    fn topic_of_story(&self, story: usize) -> Option<usize> {
        let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
        for id in &self.stories.stories[story].members {
            if let Some(&t) = self.topic.get(id.as_str()) {
                *counts.entry(t).or_default() += 1;
            }
        }
        let most = counts.into_iter().max_by(|a, b| a.1.cmp(&b.1).then(b.0.cmp(&a.0)))?.0;
        (most < self.topics.topics.len()).then_some(most)
    }

    /// The titles of articles, or what they are called without one.
    fn titles(&self, ids: &[&'p str]) -> Vec<&'p str> {
        let title = |id: &&'p str| self.article.get(id).map(|a| a.title.trim()).filter(|t| !t.is_empty()).unwrap_or(*id);
        ids.iter().map(title).collect()
    }

    fn articles_of(&self, story: usize) -> impl Iterator<Item = &'p Article> {
        self.stories.stories[story].members.iter().filter_map(|id| self.article.get(id.as_str()).copied())
    }

    /// The outlets of a story as numbers in the list of outlets.
    fn outlets_of(&self, story: usize) -> BTreeSet<usize> {
        self.articles_of(story).filter_map(|a| self.outlets.binary_search(&a.outlet.trim()).ok()).collect()
    }

    /// First and last day of a story, as far as its articles say.
    fn days(&self, story: usize) -> String {
        let days: BTreeSet<&str> = self.articles_of(story).filter_map(|a| a.date.get(..10)).collect();
        match (days.first(), days.last()) {
            (Some(first), Some(last)) if first == last => (*first).to_owned(),
            (Some(first), Some(last)) => format!("{first} to {last}"),
            _ => String::new(),
        }
    }
}
