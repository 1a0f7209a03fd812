//! Statements of the repository's own samples against their gold.
#![allow(clippy::unwrap_used)]

use newsloom_compare::{CompareOptions, Comparison, compare};
use newsloom_core::Article;
use newsloom_text::{CodePoints, Span};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

const GOLD: [(&str, &str); 2] =
    [("summit", include_str!("../../../examples/summit/gold.json")), ("court", include_str!("../../../examples/court/gold.json"))];

#[allow(clippy::disallowed_methods)]
fn sample(name: &str) -> (Comparison, Value) {
    let gold = GOLD.iter().find(|g| g.0 == name).unwrap().1;
    let gold: Value = serde_json::from_str(gold).unwrap();
    let folder = format!("{}/../../examples/{name}", env!("CARGO_MANIFEST_DIR"));
    let articles: Vec<Article> = gold["articles"]
        .as_object()
        .unwrap()
        .iter()
        .map(|(alias, file)| Article::new(alias, std::fs::read_to_string(format!("{folder}/{}", file.as_str().unwrap())).unwrap()))
        .collect();
    (compare(&articles, &CompareOptions::default()).unwrap(), gold)
}

/// A stretch of an article in code points.
type Stretch = (String, usize, usize);

/// Precision, recall and F1 over pairs of members from different articles; a member is found when it lies inside one of ours.
fn pairwise(c: &Comparison, gold: &Value) -> (f64, f64, f64) {
    let stretch = |m: &Value| -> Stretch {
        let start = m[1].as_u64().unwrap() as usize;
        (m[0].as_str().unwrap().to_owned(), start, start + m[2].as_u64().unwrap() as usize)
    };
    let truth: Vec<(Stretch, Stretch)> = gold["statements"]
        .as_array()
        .unwrap()
        .iter()
        .flat_map(|s| {
            let m: Vec<Stretch> = s["members"].as_array().unwrap().iter().map(stretch).collect();
            (0..m.len()).flat_map(|i| (i + 1..m.len()).map(|j| (m[i].clone(), m[j].clone())).collect::<Vec<_>>()).collect::<Vec<_>>()
        })
        .filter(|(a, b)| a.0 != b.0)
        .collect();
    let points: BTreeMap<&str, CodePoints> = c.articles.iter().map(|a| (a.id.as_str(), CodePoints::new(&a.text))).collect();
    let ours = |article: usize, span: Span| -> Stretch {
        let id = c.articles[article].id.as_str();
        let (start, end) = points[id].span(span);
        (id.to_owned(), start, end)
    };
    let inside = |x: &Stretch, y: &Stretch| x.0 == y.0 && y.1 <= x.1 && x.2 <= y.2;
    let (mut found, mut right, mut all) = (BTreeSet::new(), 0usize, 0usize);
    for s in &c.statements {
        let m: Vec<Stretch> = s.members.iter().map(|m| ours(m.place.article, m.place.span)).collect();
        for (i, a) in m.iter().enumerate() {
            for b in m[i + 1..].iter().filter(|b| b.0 != a.0) {
                let hits: Vec<usize> = (0..truth.len())
                    .filter(|&k| {
                        let (x, y) = &truth[k];
                        inside(x, a) && inside(y, b) || inside(x, b) && inside(y, a)
                    })
                    .collect();
                all += 1;
                right += usize::from(!hits.is_empty());
                found.extend(hits);
            }
        }
    }
    assert!(truth.len() > 100 && all > 100, "nothing to check: {} gold pairs, {all} found", truth.len());
    let (p, r) = (right as f64 / all as f64, found.len() as f64 / truth.len() as f64);
    (p, r, 2.0 * p * r / (p + r))
}

#[test]
fn statements_of_the_summit() {
    let (c, gold) = sample("summit");
    let (p, r, f) = pairwise(&c, &gold);
    assert!(f >= 0.90 && p >= 0.87, "P {p:.3} R {r:.3} F1 {f:.3}");
}

#[test]
fn statements_of_the_trial() {
    let (c, gold) = sample("court");
    let (p, r, f) = pairwise(&c, &gold);
    assert!(f >= 0.85 && p >= 0.85, "P {p:.3} R {r:.3} F1 {f:.3}");
}

#[test]
fn explanations_add_up() {
    let (c, _) = sample("summit");
    for (i, a) in c.articles.iter().enumerate() {
        for (j, b) in c.articles.iter().enumerate().skip(i + 1) {
            let e = c.explain(&a.id, &b.id).unwrap();
            let terms: f64 = e.terms.iter().map(|t| t.contribution).sum();
            assert!((terms - c.similarity.matrix[i][j]).abs() < 1e-12);
            assert!((e.furniture + e.quotes + e.passages + e.own - e.similarity).abs() < 1e-12);
            assert!(e.own > 0.0 && e.furniture.abs() < 1e-12, "furniture was set aside");
        }
    }
    assert!(c.explain("wire", "nobody").is_err());
    let mut read = 0;
    for (k, s) in c.statements.iter().enumerate() {
        if let Some(e) = c.explain_members(k, 0, 1).unwrap() {
            let evidence: f64 = e.evidence.iter().map(|i| i.contribution).sum::<f64>() + e.evidence_bias;
            let standing: f64 = e.standing.iter().map(|i| i.contribution).sum::<f64>() + e.standing_bias;
            assert!((evidence - e.evidence_log_odds).abs() < 1e-9 && (standing - e.log_odds).abs() < 1e-9);
            if s.headline <= 1 {
                assert!((e.probability - s.members[1 - s.headline].score).abs() < 1e-12);
            }
            read += 1;
        }
    }
    assert!(read > 30, "{read} pairs explained");
}
