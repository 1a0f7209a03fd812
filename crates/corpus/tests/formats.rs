//! Packed files, web pages and Parquet.
#![allow(clippy::disallowed_methods, clippy::unwrap_used, clippy::expect_used)]

use flate2::{Compression, write::GzEncoder};
use newsloom_corpus::{Format, NoteKind, ReadOptions, from_batches, parquet, read};
use serde_json::json;
use std::{fs, io::Write, path::Path};

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn folder(files: &[(&str, Vec<u8>)]) -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    for (name, bytes) in files {
        fs::write(dir.path().join(name), bytes).unwrap();
    }
    dir
}

fn read_one(name: &str, bytes: Vec<u8>) -> Result<newsloom_corpus::Corpus, String> {
    let dir = folder(&[(name, bytes)]);
    let found = read(&[dir.path().join(name).to_str().unwrap()], &ReadOptions::default());
    found.map_err(|e| e.to_string().replace(&format!("{}/", dir.path().display()), ""))
}

const PAGE: &str = r#"<!doctype html><html lang="en-GB"><head><title>Harbour council votes for the tram | The Ledger</title>
<meta property="og:site_name" content="The Ledger"><link rel="canonical" href="https://www.ledger.example/tram">
<meta property="article:published_time" content="2026-03-14T08:00:00Z"></head><body>
<nav><a href="/">Home</a> <a href="/sport">Sport</a></nav>
<article><h1>Harbour council votes for the tram</h1>
<p>The council of the harbour town voted for a tram on Saturday, after a debate that had lasted for six hours, with
   nineteen votes to twelve.</p>
<p>“We have waited for thirty years,” said the mayor, Ida Brandt, when the count was read out in the full chamber, and she
thanked the members of both sides for their patience.</p>
<p>The opposition had asked for a referendum. Its leader said that the cost, 410 million crowns, had never been explained
to the people who will have to pay for it &amp; their children.</p></article>
<footer>© The Ledger. All rights reserved. <a href="/terms">Terms</a></footer><script>alert(1)</script></body></html>"#;

#[test]
fn a_page_yields_its_main_text_and_what_it_says_of_itself() {
    let corpus = read_one("tram.html", PAGE.into()).unwrap();
    let a = &corpus.articles[0];
    assert_eq!((a.id.as_str(), a.title.as_str(), a.lang.as_str()), ("tram", "Harbour council votes for the tram", "en"));
    assert_eq!(
        (a.outlet.as_str(), a.date.as_str(), a.url.as_str()),
        ("The Ledger", "2026-03-14T08:00:00Z", "https://www.ledger.example/tram")
    );
    assert!(a.text.contains("with nineteen votes to twelve.\n\n“We have waited"), "{}", a.text);
    assert!(a.text.ends_with("pay for it & their children."), "{}", a.text);
    assert!(!a.text.contains("Sport") && !a.text.contains("alert"), "{}", a.text);
}

#[test]
fn a_page_without_a_name_takes_its_host_as_outlet() {
    let page = PAGE
        .replace("og:site_name", "og:other")
        .replace("article:published_time", "article:other")
        .replace("<h1>", "<time datetime=\"2026-03-15\">yesterday</time><h1>");
    let a = &read_one("tram.htm", page.into()).unwrap().articles[0];
    assert_eq!((a.outlet.as_str(), a.date.as_str()), ("ledger.example", "2026-03-15"));
}

#[test]
fn a_page_is_decoded_as_it_says() {
    let page = PAGE.replace("<head>", "<head><meta charset=\"windows-1252\">").replace("Ida Brandt", "Ida Brandtö").replace('©', "");
    let bytes: Vec<u8> = page
        .chars()
        .map(|c| match c {
            '“' => 0x93,
            '”' => 0x94,
            c => u8::try_from(u32::from(c)).unwrap(),
        })
        .collect();
    let corpus = read_one("tram.html", bytes).unwrap();
    assert!(corpus.articles[0].text.contains("“We have waited for thirty years,” said the mayor, Ida Brandtö"));
    assert_eq!(corpus.notes[0].reason, "decoded from windows-1252");
}

#[test]
fn a_page_without_text_is_listed() {
    let dir = folder(&[("a.txt", "The mayor spoke.".into()), ("b.html", "<html><body></body></html>".into())]);
    let corpus = read(&[dir.path().to_str().unwrap()], &ReadOptions::default()).unwrap();
    assert_eq!(corpus.articles.len(), 1);
    assert_eq!((corpus.notes[0].kind, corpus.notes[0].reason.as_str()), (NoteKind::Skipped, "no main text was found in the page"));
}

#[test]
fn packed_files_read_like_the_others() {
    let plain = b"{\"text\": \"One.\"}\n{\"text\": \"Two.\"}\n";
    let expect = ["pile:1", "pile:2"];
    let zst = zstd::encode_all(&plain[..], 3).unwrap();
    // Two packed streams in one file, as `cat a.gz b.gz` makes them.
    let halves = [gzip(&plain[..17]), gzip(&plain[17..])].concat();
    for (name, bytes) in [("pile.jsonl.gz", gzip(plain)), ("pile.jsonl.GZ", halves), ("pile.jsonl.zst", zst)] {
        let ids: Vec<_> = read_one(name, bytes).unwrap().articles.iter().map(|a| a.id.clone()).collect();
        assert_eq!(ids, expect, "{name}");
    }
    let a = &read_one("story.txt.gz", gzip(b"The mayor spoke.")).unwrap().articles[0];
    assert_eq!((a.id.as_str(), a.text.as_str()), ("story", "The mayor spoke."));
    assert_eq!(read_one("tram.html.gz", gzip(PAGE.as_bytes())).unwrap().articles[0].id, "tram");
    assert_eq!(read_one("t.tsv.gz", gzip(b"id\ttext\na\tOne\n")).unwrap().articles[0].id, "a");
    assert_eq!(Format::of(Path::new("x.gz")), None);
}

#[test]
fn packed_files_that_are_broken_say_so() {
    let whole = gzip(&b"The mayor spoke. ".repeat(50));
    let error = |name: &str, bytes: &[u8]| read_one(name, bytes.to_vec()).unwrap_err();
    assert!(error("a.txt.gz", &whole[..whole.len() / 2]).starts_with("a.txt.gz: can't be read as gzip: "));
    assert!(error("a.txt.gz", b"The mayor spoke.").starts_with("a.txt.gz: can't be read as gzip: "));
    assert!(error("a.txt.zst", b"The mayor spoke.").starts_with("a.txt.zst: can't be read as zstd: "));
    assert!(error("a.parquet", b"The mayor spoke.").starts_with("a.parquet: can't be read as Parquet: "));
    assert_eq!(error("a.txt.gz", b""), "a.txt.gz: holds no article (the file is empty)");
}

#[test]
fn rows_of_parquet_are_records() {
    let rows = vec![
        vec![json!("a"), json!("The mayor spoke."), json!("2026-03-14"), json!(2), json!(["x", "y"])],
        vec![json!("b"), json!("A bridge was opened."), json!(null), json!(null), json!(null)],
    ];
    let bytes = parquet(&["id", "body", "date", "rank", "tags"], rows).unwrap();
    let dir = folder(&[("pile.parquet", bytes.clone()), ("again.parquet.gz", gzip(&bytes))]);
    let options = ReadOptions::default().field("text", "body");
    for name in ["pile.parquet", "again.parquet.gz"] {
        let corpus = read(&[dir.path().join(name).to_str().unwrap()], &options).unwrap();
        let a = &corpus.articles[0];
        assert_eq!((a.id.as_str(), a.text.as_str(), a.date.as_str()), ("a", "The mayor spoke.", "2026-03-14"));
        assert_eq!((&a.extra["rank"], &a.extra["tags"]), (&json!(2), &json!(["x", "y"])));
        assert_eq!((corpus.articles[1].date.as_str(), &corpus.articles[1].extra["rank"]), ("", &json!(null)));
    }
    let e = read_one("pile.parquet", bytes).unwrap_err();
    assert!(e.starts_with("pile.parquet:1: a record needs the field \"text\"") && e.ends_with("did you mean \"body\"?"), "{e}");
}

#[test]
fn batches_are_records_too() {
    let batch = newsloom_corpus::batch(vec![("text".into(), vec![json!("One."), json!("Two.")])]).unwrap();
    let corpus = from_batches([Ok(batch.clone()), Ok(batch)], &ReadOptions::default()).unwrap();
    assert_eq!(corpus.articles.iter().map(|a| a.id.as_str()).collect::<Vec<_>>(), ["0", "1", "2", "3"]);
    let number = newsloom_corpus::batch(vec![("text".into(), vec![json!(5)])]).unwrap();
    let e = from_batches([Ok(number)], &ReadOptions::default()).unwrap_err().to_string();
    assert_eq!(e, "record 0: the field \"text\" must be a string, got the number 5");
}
