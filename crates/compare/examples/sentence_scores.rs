//! Scores pairs of sentences: JSONL with `text_a` and `text_b` on stdin, one score a line on stdout.

use newsloom_compare::sentence_scores;
use serde_json::Value;
use std::io::{BufRead, Error};

fn main() -> Result<(), Error> {
    let records: Vec<Value> = std::io::stdin().lock().lines().map(|l| Ok(serde_json::from_str(&l?)?)).collect::<Result<_, Error>>()?;
    let text = |v: &Value, k: &str| v[k].as_str().unwrap_or_default().to_owned();
    let pairs: Vec<[String; 2]> = records.iter().map(|v| [text(v, "text_a"), text(v, "text_b")]).collect();
    let pairs: Vec<[&str; 2]> = pairs.iter().map(|[a, b]| [a.as_str(), b.as_str()]).collect();
    sentence_scores(&pairs, "en").iter().for_each(|s| println!("{s}"));
    Ok(())
}
