//! Compares articles given as JSONL with `id` and `text` on stdin and prints the result as JSON.

use newsloom_compare::{CompareOptions, compare};
use newsloom_core::Article;
use serde_json::Value;
use std::io::{BufRead, Error};

fn main() -> Result<(), Error> {
    let mut articles = Vec::new();
    for line in std::io::stdin().lock().lines() {
        let v: Value = serde_json::from_str(&line?)?;
        let field = |name: &str| v[name].as_str().unwrap_or_default().to_owned();
        articles.push(Article { title: field("title"), outlet: field("outlet"), ..Article::new(field("id"), field("text")) });
    }
    println!("{}", compare(&articles, &CompareOptions::default()).map_err(Error::other)?.to_json());
    Ok(())
}
