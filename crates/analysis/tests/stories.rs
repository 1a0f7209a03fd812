//! Laws of stories: order, threads, growth and odd piles.
#![allow(clippy::unwrap_used)]

use newsloom_analysis::{Stories, StoryModel, StoryOptions};
use newsloom_core::{Article, threads};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// What events are about; accounts draw from these words.
const EVENTS: [&str; 5] = [
    "ferry pier Oldhaven harbour passengers captain hull fog tugboat collision rammed injured",
    "wheat drought harvest traders tonnes silo bushel plains export grain price record",
    "museum vase thieves gallery porcelain guard alarm stolen curator ransom night collection",
    "avalanche skiers slope rescue helicopter Hochberg glacier buried dogs snow guide warning",
    "parliament budget minister deficit vote coalition amendment levy treasury speech debate opposition",
];

/// Articles of a few words each, some dated, some without a word.
fn pile() -> impl Strategy<Value = Vec<Article>> {
    let account = (0..EVENTS.len(), prop::collection::vec(0usize..12, 0..9), 0i64..4);
    prop::collection::vec(account, 1..24).prop_map(|accounts| {
        let made = accounts.into_iter().enumerate().map(|(i, (event, words, day))| {
            let all: Vec<&str> = EVENTS[event].split(' ').collect();
            let text: Vec<&str> = words.iter().map(|&w| all[w]).collect();
            let date = if day == 0 { String::new() } else { format!("2026-03-{:02}", day * 5 + event as i64) };
            Article { date, ..Article::new(format!("a{i:02}"), text.join(" ")) }
        });
        made.collect()
    })
}

fn of(stories: &Stories) -> BTreeMap<&str, &str> {
    stories.assignments.iter().map(|a| (a.id.as_str(), a.story.as_str())).collect()
}

fn fit(articles: &[Article]) -> StoryModel {
    StoryModel::fit(articles, &StoryOptions::default()).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn neither_order_nor_threads_matter(articles in pile(), by in 0usize..24) {
        let found = serde_json::to_string(fit(&articles).stories()).unwrap();
        let mut moved = articles.clone();
        moved.rotate_left(by % articles.len());
        moved.reverse();
        for n in [1, 2] {
            let again = threads::install(n, || fit(&moved)).unwrap();
            prop_assert_eq!(&serde_json::to_string(again.stories()).unwrap(), &found);
        }
    }

    #[test]
    fn stories_keep_their_ids_and_articles_as_others_come(articles in pile(), at in 0usize..24) {
        let (first, rest) = articles.split_at(at.clamp(1, articles.len()));
        let mut model = fit(first);
        let before = model.stories().clone();
        model.add(rest).unwrap();
        let (old, grown) = (of(&before), of(model.stories()));
        prop_assert_eq!(grown.len(), articles.len());
        prop_assert!(old.iter().all(|(id, story)| grown[id] == *story));
        // Each article is in one story, which lists it, and a story's id is that of one of its articles.
        let mut listed = BTreeSet::new();
        for story in &model.stories().stories {
            prop_assert_eq!(story.size, story.members.len());
            prop_assert!(story.members.contains(&story.story));
            for id in &story.members {
                prop_assert!(listed.insert(id.clone()) && grown[id.as_str()] == story.story);
            }
        }
        prop_assert_eq!(listed.len(), articles.len());
        // In any order, too.
        let mut turned = fit(first);
        let rest: Vec<Article> = rest.iter().rev().cloned().collect();
        turned.add(&rest).unwrap();
        prop_assert_eq!(turned.stories(), model.stories());
    }
}

#[test]
fn two_halves_are_grouped_as_the_whole() {
    // Six accounts of each event, four words of twelve left out of each.
    let mut articles = Vec::new();
    for (event, words) in EVENTS.iter().enumerate() {
        let words: Vec<&str> = words.split(' ').collect();
        for i in 0..6 {
            let told: Vec<&str> = words.iter().enumerate().filter(|(w, _)| (w + i) % 3 > 0).map(|(_, w)| *w).collect();
            articles.push(Article::new(format!("{i}-{event}"), told.join(" ")));
        }
    }
    articles.sort_by(|a, b| a.id.cmp(&b.id));
    let (first, rest) = articles.split_at(15);
    let mut model = fit(first);
    model.add(rest).unwrap();
    let event = |id: &str| id[2..].to_owned();
    for stories in [model.stories(), fit(&articles).stories()] {
        assert_eq!(stories.stories.len(), EVENTS.len());
        for story in &stories.stories {
            assert!(story.members.iter().all(|id| event(id) == event(&story.story)), "{story:?}");
        }
    }
}

#[test]
fn three_languages_at_once_and_articles_without_a_title() {
    let texts = [
        "The ferry struck the pier of Oldhaven on Monday and nine passengers were hurt in the fog, the harbour master said.",
        "Nine passengers were hurt on Monday when a ferry struck the pier at Oldhaven in thick fog.",
        "Der Bundestag hat am Dienstag nach langer Debatte das Gesetz über die Renten mit knapper Mehrheit beschlossen.",
        "Nach langer Debatte beschloss der Bundestag am Dienstag mit knapper Mehrheit das Gesetz zu den Renten.",
        "Los bomberos rescataron el miércoles a siete excursionistas atrapados por la nieve en la sierra de Gredos.",
        "Siete excursionistas atrapados por la nieve en la sierra de Gredos fueron rescatados el miércoles por los bomberos.",
    ];
    let articles: Vec<Article> = texts.iter().enumerate().map(|(i, t)| Article::new(format!("a{i}"), *t)).collect();
    let found = fit(&articles);
    let of = of(found.stories());
    let together: Vec<&str> = (0..6).map(|i| of[format!("a{i}").as_str()]).collect();
    assert_eq!(together, ["a0", "a0", "a2", "a2", "a4", "a4"]);
    assert!(found.stories().stories.iter().all(|s| !s.headline.is_empty()));
}
