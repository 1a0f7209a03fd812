//! What accounts of one statement differ in, on small articles and on the repository's samples with planted numbers.
#![allow(clippy::unwrap_used)]

use newsloom_compare::{CompareOptions, Comparison, Drift, DriftKind, compare};
use newsloom_core::{Article, threads};
use newsloom_text::CodePoints;
use serde_json::Value;
use std::collections::BTreeSet;

fn run(texts: &[&str]) -> Comparison {
    let articles: Vec<Article> = texts.iter().enumerate().map(|(i, t)| Article::new(format!("a{i}"), *t)).collect();
    compare(&articles, &CompareOptions { language: "en".into(), ..CompareOptions::default() }).unwrap()
}

fn told(c: &Comparison) -> Vec<(DriftKind, String, String)> {
    c.drift().into_iter().map(|d| (d.kind, d.a.value, d.b.value)).collect()
}

/// The drift between two sentences that report the same.
fn check(a: &str, b: &str, expect: &[(DriftKind, &str, &str)]) {
    // What else the articles tell, so that the words of the one sentence are rare among theirs.
    let c = run(&[
        &format!("{a} The owner of a bakery gave no comment. Rain fell upon hills. Nobody minded."),
        &format!("{b} Farmers drove tractors through our town. Some sheep had been sold cheaply before."),
    ]);
    assert_eq!(c.statements.len(), 1, "{a:?} and {b:?} are one statement");
    let expect: Vec<_> = expect.iter().map(|(k, x, y)| (*k, (*x).to_owned(), (*y).to_owned())).collect();
    assert_eq!(told(&c), expect, "{a:?} against {b:?}");
}

#[test]
fn each_kind() {
    use DriftKind::{Date, Modality, Name, Number, Polarity};
    let a = "The ferry Alma carried 90 passengers when it sank near Port Orla on Monday night.";
    check(a, "The ferry Alma carried ninety passengers when it sank near Port Orla on Monday night.", &[]);
    check(a, "The ferry Alma carried 80 passengers when it sank near Port Orla on Monday night.", &[(Number, "90", "80")]);
    check(a, "The ferry Alma carried 90 passengers when it sank near Port Orla on Sunday night.", &[(Date, "Monday", "Sunday")]);
    check(a, "The ferry Alva carried 90 passengers when it sank near Port Orla on Monday night.", &[(Name, "Alma", "Alva")]);
    let b = "The minister of transport will visit the harbour of Port Orla in April.";
    check(b, "The minister of transport will not visit the harbour of Port Orla in April.", &[(Polarity, "", "not")]);
    check(b, "The minister of transport could visit the harbour of Port Orla in April.", &[(Modality, "will", "could")]);
    check(b, "The minister of transport will visit the harbour of Port Orla in May.", &[(Date, "April", "May")]);
}

#[test]
fn equal_values_are_no_drift() {
    for (a, b) in [
        ("The petition gathered 100,000 names in Port Orla.", "The petition gathered a hundred thousand names in Port Orla."),
        ("The petition gathered 100 000 names in Port Orla.", "The petition gathered 100,000 names in Port Orla."),
        ("The repair cost 1.5 million crowns, the harbour said.", "The repair cost 1,500,000 crowns, the harbour said."),
        ("Some 40 percent of the boats of Port Orla were lost.", "Some forty per cent of the boats of Port Orla were lost."),
        ("The new harbour of Port Orla opens on March 3.", "The new harbour of Port Orla opens on 3 March."),
        ("The new harbour of Port Orla opens on March 3.", "The new harbour of Port Orla opens on Tuesday."),
        ("About 1,000 people came to the harbour of Port Orla.", "There came 1,012 people to the harbour of Port Orla."),
    ] {
        check(a, b, &[]);
    }
}

#[test]
fn other_numbers_of_a_sentence_are_not_mixed_up() {
    check(
        "Five of the nine gates of the dam have been shut since January.",
        "Since January six of the nine gates of the dam have been shut.",
        &[(DriftKind::Number, "5", "6")],
    );
    // What only one tells is an addition.
    check(
        "The ferry Alma sank near Port Orla on Monday night.",
        "The ferry Alma, built in 1978 for 90 passengers, sank near Port Orla on Monday night.",
        &[],
    );
}

const GOLD: [(&str, &str); 2] =
    [("summit", include_str!("../../../examples/summit/gold.json")), ("court", include_str!("../../../examples/court/gold.json"))];

#[allow(clippy::disallowed_methods)]
fn sample(name: &str) -> (Comparison, Value) {
    let gold: Value = serde_json::from_str(GOLD.iter().find(|g| g.0 == name).unwrap().1).unwrap();
    let folder = format!("{}/../../examples/{name}", env!("CARGO_MANIFEST_DIR"));
    let read = |(alias, file): (&String, &Value)| {
        Article::new(alias, std::fs::read_to_string(format!("{folder}/{}", file.as_str().unwrap())).unwrap())
    };
    (compare(&gold["articles"].as_object().unwrap().iter().map(read).collect::<Vec<_>>(), &CompareOptions::default()).unwrap(), gold)
}

/// Planted pairs of differing values, those found, and drifts of numbers and dates that nobody planted.
fn found(name: &str) -> (usize, usize, Vec<String>) {
    let (c, gold) = sample(name);
    type Span = (String, usize, usize);
    let mut planted: BTreeSet<(Span, Span)> = BTreeSet::new();
    for d in gold["drift"].as_array().unwrap() {
        let members = d["members"].as_array().unwrap();
        for (i, x) in members.iter().enumerate() {
            for y in members[i + 1..].iter().filter(|y| y[3] != x[3]) {
                let span = |m: &Value| -> Span {
                    let start = m[1].as_u64().unwrap() as usize;
                    (m[0].as_str().unwrap().into(), start, start + m[2].as_u64().unwrap() as usize)
                };
                let (x, y) = (span(x), span(y));
                planted.insert(if x <= y { (x, y) } else { (y, x) });
            }
        }
    }
    let (mut hits, mut false_alarms) = (BTreeSet::new(), Vec::new());
    for d in c.drift().iter().filter(|d| matches!(d.kind, DriftKind::Number | DriftKind::Date)) {
        let span = |p: newsloom_compare::Place| {
            let a = &c.articles[p.article];
            let (start, end) = CodePoints::new(&a.text).span(p.span);
            (a.id.clone(), start, end)
        };
        let (x, y) = (span(d.a.place), span(d.b.place));
        let within = |gold: &Span, ours: &Span| gold.0 == ours.0 && ours.1 <= gold.1 && gold.2 <= ours.2;
        match planted.iter().find(|(p, q)| (within(p, &x) && within(q, &y)) || (within(p, &y) && within(q, &x))) {
            Some(hit) => {
                hits.insert(hit.clone());
            }
            None => false_alarms.push(shown(&c, d)),
        }
    }
    for (x, y) in planted.difference(&hits) {
        println!("{name}: missed {x:?} {y:?}");
    }
    (planted.len(), hits.len(), false_alarms)
}

fn shown(c: &Comparison, d: &Drift) -> String {
    let side = |s: &newsloom_compare::DriftSide| format!("{} {:?} at {}", c.articles[s.place.article].id, s.value, s.place.span.start);
    format!("{} {:?}: {} | {}", c.statements[d.statement].id, d.kind, side(&d.a), side(&d.b))
}

#[test]
fn planted_numbers_are_found_without_false_alarms() {
    for (name, least) in [("summit", 21), ("court", 10)] {
        let (planted, hits, false_alarms) = found(name);
        println!("{name}: {hits} of {planted}, false alarms {false_alarms:#?}");
        assert!(planted >= 11 && hits >= least, "{name}: {hits} of {planted}");
        assert!(false_alarms.is_empty(), "{name}: {false_alarms:#?}");
    }
}

#[test]
fn words_and_verbs_that_outlets_choose() {
    let c = run(&[
        "Rain fell upon hills. The riot in the old harbour of Port Orla began at noon. “We want our boats back,” the fisher Tom Rell insisted. “Now,” he said.",
        "Farmers drove tractors through our town. The protest in the old harbour of Port Orla began at noon. “We want our boats back,” the fisher Tom Rell said.",
    ]);
    let choices: Vec<(String, String, usize)> = c.word_choice().into_iter().map(|w| (w.word_a, w.word_b, w.evidence.len())).collect();
    assert!(choices.contains(&("riot".into(), "protest".into(), 1)), "{choices:?}");
    assert!(choices.contains(&("insisted".into(), "said".into(), 1)), "{choices:?}");
    let verbs: Vec<(usize, String, usize)> = c.reporting_verbs().into_iter().map(|v| (v.article, v.verb, v.quotes.len())).collect();
    assert_eq!(verbs, [(0, "insist".into(), 1), (0, "say".into(), 1), (1, "say".into(), 1)]);
}

#[test]
fn order_and_threads_change_nothing() {
    let (c, _) = sample("summit");
    let want = c.to_json();
    assert!(["word_choice", "reporting_verbs", "drift"].iter().all(|k| want[k].as_array().is_some_and(|a| !a.is_empty())));
    let mut articles = c.articles.clone();
    articles.reverse();
    let again = threads::install(1, || compare(&articles, &CompareOptions::default()).unwrap().to_json()).unwrap();
    assert_eq!(again, want);
}
