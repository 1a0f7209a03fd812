//! Prints the evidence of all pairs of sentences, for deriving the weights: articles as JSONL with `id`, `text` and
//! `label` (the event) on stdin, one line of JSON per event on stdout.

use newsloom_compare::{CompareOptions, evidence_names, pair_evidence};
use newsloom_core::Article;
use newsloom_text::CodePoints;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::io::{BufRead, Error};

fn main() -> Result<(), Error> {
    let mut events: BTreeMap<String, Vec<Article>> = BTreeMap::new();
    for line in std::io::stdin().lock().lines() {
        let v: Value = serde_json::from_str(&line?)?;
        let field = |name: &str| v[name].as_str().unwrap_or_default().to_owned();
        let article = Article { title: field("title"), outlet: field("source"), ..Article::new(field("id"), field("text")) };
        events.entry(field("label")).or_default().push(article);
    }
    for (event, mut articles) in events {
        articles.sort_by(|a, b| a.id.cmp(&b.id));
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
