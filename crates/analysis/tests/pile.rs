//! The sample pile has topics and stories marked by hand.

use newsloom_analysis::{StoryOptions, TopicOptions, stories, topics};
use newsloom_core::Article;
use std::collections::HashMap;

#[allow(clippy::disallowed_methods, clippy::unwrap_used)]
fn sample() -> (Vec<Article>, HashMap<String, (String, String)>) {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../examples/pile.jsonl");
    let mut gold = HashMap::new();
    let mut articles = Vec::new();
    for line in std::fs::read_to_string(path).unwrap().lines() {
        let r: serde_json::Value = serde_json::from_str(line).unwrap();
        let field = |name: &str| r[name].as_str().unwrap_or_default().to_owned();
        articles.push(Article {
            title: field("title"),
            date: field("date"),
            outlet: field("outlet"),
            ..Article::new(field("id"), field("text"))
        });
        gold.insert(field("id"), (field("topic"), field("story")));
    }
    assert!(articles.len() > 70);
    (articles, gold)
}

/// Precision and recall of pairs.
fn pairs(found: &[(String, String)], gold: impl Fn(&str) -> String) -> (f64, f64) {
    let (mut both, mut ours, mut theirs) = (0.0, 0.0, 0.0);
    for (i, (a, x)) in found.iter().enumerate() {
        for (b, y) in &found[..i] {
            let (o, t) = (x == y, gold(a) == gold(b));
            both += f64::from(u8::from(o && t));
            ours += f64::from(u8::from(o));
            theirs += f64::from(u8::from(t));
        }
    }
    (both / ours, both / theirs)
}

#[test]
fn stories_are_those_marked() {
    let (articles, gold) = sample();
    let result = stories(&articles, &StoryOptions::default()).unwrap();
    let found: Vec<_> = result.assignments.iter().map(|a| (a.id.clone(), a.story.clone())).collect();
    let (precision, recall) = pairs(&found, |id| gold[id].1.clone());
    for s in &result.stories {
        println!("{} {:?} {:?}", s.headline, s.members.iter().map(|m| &gold[m].1).collect::<Vec<_>>(), s.terms);
    }
    assert!(precision >= 0.95 && recall >= 0.8, "precision {precision:.3}, recall {recall:.3}");
}

#[test]
fn topics_are_those_marked() {
    let (articles, gold) = sample();
    let result = topics(&articles, &TopicOptions { n_clusters: Some(6), ..TopicOptions::default() }).unwrap();
    let found: Vec<_> = result.assignments.iter().map(|a| (a.id.clone(), a.topic.to_string())).collect();
    let (precision, recall) = pairs(&found, |id| gold[id].0.clone());
    for t in &result.topics {
        println!("{} {} {:?}", t.size, t.label, t.terms);
    }
    assert!(precision >= 0.5 && recall >= 0.55, "precision {precision:.3}, recall {recall:.3}");
}
