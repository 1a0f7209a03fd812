//! Prints the evidence of all pairs of sentences, for deriving the weights: articles as JSONL with `id`, `text` and
//! `label` (the event) on stdin, one line of JSON per event on stdout. With a file of weights by event as first argument,
//! `{"event": {"evidence": [bias, [...]], "standing": [bias, [...]]}}`, the statements that these make instead; without weights of
//! the standing, the standing of all pairs.

use newsloom_compare::{CompareOptions, PairWeights, evidence_names, pair_evidence, pair_standing, statements_by};
use newsloom_core::Article;
use newsloom_text::CodePoints;
use serde::Deserialize;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::io::{BufRead, Error};

/// Weights of one event.
#[derive(Clone, Deserialize)]
struct Weights {
    evidence: (f64, Vec<f64>),
    standing: Option<(f64, Vec<f64>)>,
}

#[allow(clippy::disallowed_methods)]
fn main() -> Result<(), Error> {
    let mut events: BTreeMap<String, Vec<Article>> = BTreeMap::new();
    for line in std::io::stdin().lock().lines() {
        let v: Value = serde_json::from_str(&line?)?;
        let field = |name: &str| v[name].as_str().unwrap_or_default().to_owned();
        let article = Article { title: field("title"), outlet: field("source"), ..Article::new(field("id"), field("text")) };
        events.entry(field("label")).or_default().push(article);
    }
    let weights: Option<BTreeMap<String, Weights>> = match std::env::args().nth(1) {
        Some(path) => Some(serde_json::from_reader(std::fs::File::open(path)?)?),
        None => None,
    };
    for (event, mut articles) in events {
        articles.sort_by(|a, b| a.id.cmp(&b.id));
        if let Some(Weights { evidence, standing }) = weights.as_ref().and_then(|w| w.get(&event)).cloned() {
            let Some(standing) = standing else {
                let standing = pair_standing(&articles, &CompareOptions::default(), &evidence).map_err(Error::other)?;
                println!("{}", json!({"event": event, "standing": standing}));
                continue;
            };
            let found = statements_by(&articles, &CompareOptions::default(), &PairWeights { evidence, standing }).map_err(Error::other)?;
            let points: Vec<CodePoints> = articles.iter().map(|a| CodePoints::new(&a.text)).collect();
            let place = |p: &newsloom_compare::Place| {
                let (start, end) = points[p.article].span(p.span);
                json!([articles[p.article].id, start, end])
            };
            let found: Vec<Vec<Value>> = found.iter().map(|s| s.iter().map(place).collect()).collect();
            println!("{}", json!({"event": event, "statements": found}));
            continue;
        }
        let (units, pairs) = pair_evidence(&articles, &CompareOptions::default()).map_err(Error::other)?;
        let points: Vec<CodePoints> = articles.iter().map(|a| CodePoints::new(&a.text)).collect();
        let number = |p| units.binary_search(&p).unwrap_or_default();
        let units_json: Vec<Value> = units
            .iter()
            .map(|u| {
                let (start, end) = points[u.article].span(u.span);
                json!([articles[u.article].id, start, end])
            })
            .collect();
        let pairs_json: Vec<Value> =
            pairs.iter().map(|p| json!({"a": number(p.a), "b": number(p.b), "x": p.evidence, "p": p.probability})).collect();
        println!("{}", json!({"event": event, "names": evidence_names(), "units": units_json, "pairs": pairs_json}));
    }
    Ok(())
}
