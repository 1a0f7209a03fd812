//! `compare` on the sample of five articles, and on fifty.
#![allow(missing_docs, clippy::unwrap_used, clippy::disallowed_methods)]

use criterion::{Criterion, criterion_group, criterion_main};
use newsloom_compare::{CompareOptions, compare};
use newsloom_core::Article;
use std::hint::black_box;

fn five_articles(c: &mut Criterion) {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../examples/summit");
    let mut articles: Vec<Article> = std::fs::read_dir(folder)
        .unwrap()
        .map(|e| e.unwrap().path())
        .filter(|p| p.extension().is_some_and(|e| e == "txt"))
        .map(|p| Article::new(p.display().to_string(), std::fs::read_to_string(&p).unwrap()))
        .collect();
    articles.sort_by(|a, b| a.id.cmp(&b.id));
    assert_eq!(articles.len(), 5);
    c.bench_function("compare five articles", |b| b.iter(|| compare(black_box(&articles), &CompareOptions::default()).unwrap()));
}

/// Fifty articles of a thousand words: the paragraphs of the samples in another order each time, with words of their own.
fn fifty_articles(c: &mut Criterion) {
    let paragraphs: Vec<String> = ["summit", "court"]
        .iter()
        .flat_map(|name| std::fs::read_dir(format!("{}/../../examples/{name}", env!("CARGO_MANIFEST_DIR"))).unwrap())
        .map(|e| e.unwrap().path())
        .filter(|p| p.extension().is_some_and(|e| e == "txt"))
        .flat_map(|p| std::fs::read_to_string(p).unwrap().lines().map(str::to_owned).collect::<Vec<_>>())
        .filter(|l| l.split(' ').count() > 12)
        .collect();
    let articles: Vec<Article> = (0..50)
        .map(|i| {
            let mut text = String::new();
            for k in 0.. {
                if text.split(' ').count() > 1000 {
                    break;
                }
                let paragraph = &paragraphs[(i * 31 + k * 17) % paragraphs.len()];
                let words =
                    paragraph.split(' ').enumerate().map(|(j, w)| if (i + j) % 11 == 0 { format!("{w}{}", i % 7) } else { w.to_owned() });
                text.push_str(&words.collect::<Vec<_>>().join(" "));
                text.push_str("\n\n");
            }
            Article::new(format!("a{i:02}"), text)
        })
        .collect();
    let mut group = c.benchmark_group("large");
    group.sample_size(10);
    group.bench_function("compare fifty articles", |b| b.iter(|| compare(black_box(&articles), &CompareOptions::default()).unwrap()));
}

criterion_group!(benches, five_articles, fifty_articles);
criterion_main!(benches);
