//! Bytes per second of cutting, splitting and stemming, on prose of our own.

#![allow(missing_docs)]

use criterion::{BatchSize, Criterion, Throughput, criterion_group, criterion_main};
use newsloom_text::{Language, StemEngine, StemMemo, Stemmer, TokenRule, TokenizerParams, sentence_segments, sentences, words};
use std::hint::black_box;
use unicode_segmentation::UnicodeSegmentation;

const ENGLISH: &str = "Ferry sinks off Moss Island\n\nMs. Vera Orlo, mayor of North Harbor, said on Monday that 3,200 people were still \
    without power. “We have boats. We have time. Do we have luck?” she asked reporters at 5 p.m. The U.S. Coast Guard, which sent two \
    cutters from St. Albans, declined to comment... Its spokesman, J. R. Pike, called the rescue “a long, cold night’s work” and left.\n\n";
const RUSSIAN: &str = "Паром затонул у острова. Мэр Вера Орлова сказала, что 3200 человек остались без света. «У нас есть лодки. Есть \
    время», — добавила она в 17 ч. Береговая охрана не ответила на вопросы журналистов.\n\n";

fn text(bench: &mut Criterion) {
    let english = ENGLISH.repeat(2000);
    let ascii: String = english.chars().map(|c| if c.is_ascii() { c } else { '\'' }).collect();
    let russian = RUSSIAN.repeat(2000);

    let mut group = bench.benchmark_group("words");
    for (name, text) in [("ascii", &ascii), ("english", &english), ("russian", &russian)] {
        group.throughput(Throughput::Bytes(text.len() as u64));
        group.bench_function(name, |b| b.iter(|| words(black_box(text)).len()));
        group.bench_function(format!("{name}, unicode-segmentation"), |b| b.iter(|| black_box(text).unicode_word_indices().count()));
    }
    group.finish();

    let mut group = bench.benchmark_group("tokenize");
    group.throughput(Throughput::Bytes(english.len() as u64));
    let removing = TokenizerParams::default().remove_punct(true).remove_numbers(true).remove_urls(true).check();
    let sklearn = TokenizerParams::default().rule(TokenRule::Sklearn).check();
    group.bench_function("unicode", |b| b.iter(|| TokenizerParams::default().check().tokenize(black_box(&english)).len()));
    group.bench_function("unicode, removing", |b| b.iter(|| removing.tokenize(black_box(&english)).len()));
    group.bench_function("sklearn", |b| b.iter(|| sklearn.tokenize(black_box(&english)).len()));
    group.finish();

    let mut group = bench.benchmark_group("sentences");
    for (name, text, language) in [("english", &english, Language::English), ("russian", &russian, Language::Russian)] {
        group.throughput(Throughput::Bytes(text.len() as u64));
        group.bench_function(name, |b| b.iter(|| sentences(black_box(text), language).len()));
        group.bench_function(format!("{name}, UAX #29"), |b| b.iter(|| sentence_segments(black_box(text)).len()));
    }
    group.finish();

    let stream: Vec<String> = words(&english).iter().map(|w| w.span.of(&english).to_lowercase()).collect();
    let mut group = bench.benchmark_group("stem");
    group.throughput(Throughput::Bytes(stream.iter().map(|w| w.len() as u64).sum()));
    for engine in [StemEngine::RustStemmers, StemEngine::Snowball] {
        let stemmer = Stemmer::with_engine(Language::English, engine);
        group.bench_function(format!("{engine}"), |b| b.iter(|| stream.iter().map(|w| stemmer.stem(w).len()).sum::<usize>()));
        group.bench_function(format!("{engine}, memo"), |b| {
            b.iter_batched_ref(
                || StemMemo::new(stemmer.clone()),
                |memo| stream.iter().map(|w| memo.stem(w).len()).sum::<usize>(),
                BatchSize::LargeInput,
            );
        });
    }
    group.finish();
}

criterion_group!(benches, text);
criterion_main!(benches);
