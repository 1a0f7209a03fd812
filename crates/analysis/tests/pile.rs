//! The sample pile has topics and stories marked by hand.

use newsloom_analysis::{StoryModel, StoryOptions, TopicModel, TopicOptions, stories, topics};
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
    assert!(precision >= 0.95 && recall >= 0.95, "precision {precision:.3}, recall {recall:.3}");
}

#[test]
fn topics_are_those_marked() {
    let (articles, gold) = sample();
    let result = topics(&articles, &TopicOptions { n_clusters: Some(6), ..TopicOptions::default() }).unwrap();
    let found: Vec<_> = result.assignments.iter().map(|a| (a.id.clone(), a.topic.to_string())).collect();
    let (precision, recall) = pairs(&found, |id| gold[id].0.clone());
    assert!(precision >= 0.5 && recall >= 0.55, "precision {precision:.3}, recall {recall:.3}");
}

#[test]
fn neither_order_nor_threads_change_a_byte() {
    let (mut articles, _) = sample();
    let run = |articles: &[Article], threads: usize| {
        newsloom_core::threads::install(threads, || {
            let topical = topics(articles, &TopicOptions { n_resamples: 3, ..TopicOptions::default() }).unwrap();
            let told = stories(articles, &StoryOptions::default()).unwrap();
            (serde_json::to_string(&topical).unwrap(), serde_json::to_string(&told).unwrap())
        })
        .unwrap()
    };
    let expect = run(&articles, 1);
    articles.reverse();
    articles.rotate_left(29);
    for threads in [1, 3] {
        assert!(run(&articles, threads) == expect, "{threads} threads");
    }
}

#[test]
fn stories_grow_as_articles_come_in() {
    let (articles, gold) = sample();
    let (first, rest) = articles.split_at(52);
    let mut model = StoryModel::fit(first, &StoryOptions::default()).unwrap();
    let before: HashMap<String, String> = model.stories().assignments.iter().map(|a| (a.id.clone(), a.story.clone())).collect();
    for some in rest.chunks(9) {
        model.add(some).unwrap();
    }
    let found: Vec<_> = model.stories().assignments.iter().map(|a| (a.id.clone(), a.story.clone())).collect();
    assert_eq!(found.len(), articles.len());
    assert!(found.iter().all(|(id, story)| before.get(id).is_none_or(|b| b == story)));
    let (precision, recall) = pairs(&found, |id| gold[id].1.clone());
    assert!(precision >= 0.85 && recall >= 0.9, "precision {precision:.3}, recall {recall:.3}");
}

#[test]
fn what_a_topic_model_says_of_articles_adds_up() {
    let (articles, gold) = sample();
    let (first, rest) = articles.split_at(66);
    let model = TopicModel::fit(first, &TopicOptions { n_clusters: Some(6), ..TopicOptions::default() }).unwrap();
    for a in &model.topics().assignments {
        let why = model.why(&a.id).unwrap();
        assert_eq!((why.topic, why.runner_up), (a.topic, a.runner_up));
        assert!((why.margin - a.margin).abs() < 1e-9, "{}: {} and {}", a.id, why.margin, a.margin);
        assert!((why.terms.iter().map(|t| t.contribution).sum::<f64>() - why.margin).abs() < 1e-12);
    }
    assert!(model.why("nobody").is_err());
    // Articles of the pile itself stay where they are.
    let again = model.assign(first).unwrap();
    let moved = again.iter().zip(&model.topics().assignments).filter(|(a, b)| a.id == b.id && a.topic != b.topic).count();
    assert!(moved <= first.len() / 10, "{moved} moved");
    let new = model.assign(rest).unwrap();
    assert_eq!(new.iter().map(|a| &a.id).collect::<Vec<_>>(), rest.iter().map(|a| &a.id).collect::<Vec<_>>());
    assert!(new.iter().all(|a| a.score > 0.0 && gold.contains_key(&a.id)));
    let found = model.topics();
    assert_eq!(found.hierarchy.len() + 1, found.topics.len());
    assert!(found.topics.iter().all(|t| t.stability.is_some_and(|s| (0.0..=1.0).contains(&s)) && t.terms.len() == t.term_articles.len()));
    assert_eq!(found.over_time.iter().map(|p| p.articles).sum::<usize>(), first.iter().filter(|a| !a.date.is_empty()).count());
}

#[test]
fn odd_piles_have_topics_or_a_clear_error() {
    let fit = |texts: &[&str], n_clusters| {
        let articles: Vec<Article> = texts.iter().enumerate().map(|(i, t)| Article::new(format!("a{i}"), *t)).collect();
        topics(&articles, &TopicOptions { n_clusters, ..TopicOptions::default() })
    };
    let flood = "The river rose over its banks at night and flooded the lower town of Eddle.";
    assert!(fit(&[], None).is_err());
    assert!(fit(&[flood], Some(0)).unwrap_err().to_string().contains("at least 1"));
    assert!(fit(&[flood, flood], Some(2)).unwrap_err().to_string().contains("distinct"));
    let one = fit(&[flood], None).unwrap();
    assert_eq!((one.topics.len(), one.quality["unsure"].as_bool()), (1, Some(true)));
    let same = fit(&[flood, flood, flood], None).unwrap();
    assert_eq!((same.topics.len(), same.duplicates.len()), (1, 2));
    let empty = fit(&[flood, "", "...", "Wheat prices climb to a record after the drought."], Some(2)).unwrap();
    assert_eq!(empty.without_words, ["a1", "a2"]);
    assert_eq!(empty.topics.iter().map(|t| t.size).sum::<usize>(), 4);
    assert_eq!(empty.assignments[1].topic, empty.assignments[2].topic);
    // Groups of topics are numbered after all topics, the one without words included.
    let three = fit(&[flood, "...", "The striker scored twice in the final.", "Wheat prices climb after the drought."], Some(3)).unwrap();
    assert_eq!((three.topics.len(), three.without_words.len(), three.hierarchy.len()), (4, 1, 2));
    assert!(three.hierarchy[1].a.max(three.hierarchy[1].b) == 4, "{:?}", three.hierarchy);
    let mut joined = three.merged()[1].concat();
    joined.sort_unstable();
    assert_eq!(joined, [0, 1, 2]);
}
