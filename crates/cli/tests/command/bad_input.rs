//! Each bad input gets one clear message: the place, the rule, the value.

use crate::{BOAT, FERRY, done_in, fails, fed, folder, newsloom, root, stderr, stdout};
use std::fs;

/// The message for `args` in a folder with these files; exit code 1.
fn check(files: &[(&str, &[u8])], args: &[&str], expect: &str) {
    let dir = folder(files);
    assert_eq!(fails(dir.path(), 1, args), format!("newsloom: {expect}\n"), "{args:?}");
}

#[test]
fn no_path() {
    let message = fails(&root(), 2, &["compare"]);
    assert!(message.contains("required arguments were not provided") && message.contains("<PATH>..."), "{message}");
    assert!(fails(&root(), 2, &["compare", ""]).contains("a value is required for '<PATH>...'"));
}

#[test]
fn missing_file() {
    check(&[], &["compare", "no-such.txt"], "no-such.txt: no such file or folder");
    check(&[("a.txt", FERRY)], &["compare", "a.txt", "*.csv"], "*.csv: no file matches this pattern");
}

#[test]
fn empty_folder() {
    let endings = ".txt, .html, .htm, .jsonl, .ndjson, .csv, .tsv, .parquet (each also .gz or .zst)";
    check(&[], &["compare", "."], &format!(".: holds no article (no file that ends in {endings})"));
}

#[test]
fn empty_file() {
    check(&[("a.txt", FERRY), ("b.txt", b"")], &["compare", "a.txt", "b.txt"], "b.txt: holds no article (the file is empty)");
}

#[test]
fn empty_file_in_a_folder_is_skipped_with_its_reason() {
    let dir = folder(&[("a.txt", FERRY), ("b.txt", b""), ("c.txt", BOAT)]);
    let output = newsloom(dir.path(), &["compare", ".", "--format", "json"]).output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(stderr(&output), "newsloom: ./b.txt: skipped: the file is empty\n");
    let quiet = newsloom(dir.path(), &["compare", ".", "--format", "json", "--quiet"]).output().unwrap();
    assert_eq!((stdout(&quiet), stderr(&quiet).as_str()), (stdout(&output), ""));
}

#[test]
fn binary_file() {
    check(&[("a.txt", b"words\0words")], &["tokens", "a.txt"], "a.txt:1: not a text: it is a binary file, byte 5 is 0");
}

#[test]
fn broken_utf8() {
    let expect = "a.txt:2: not a text: broken UTF-8, byte 11 is 0xc3, and no other encoding fits";
    check(&[("a.txt", b"Caf\xc3\xa9 one.\n\xc3(")], &["tokens", "a.txt"], expect);
}

#[test]
fn jsonl_lines() {
    let one = |line: &str| format!("{{\"text\": \"One.\"}}\n{line}\n").into_bytes();
    let check = |line: &str, expect: &str| check(&[("a.jsonl", &one(line))], &["topics", "a.jsonl"], &format!("a.jsonl:2: {expect}"));
    check("not json", "each line must be a JSON object, this one is no JSON: expected ident at column 2");
    check("{\"id\": 1, \"body\": \"x\"}", "a record needs the field \"text\", got \"id\", \"body\"; did you mean \"body\"?");
    check("{\"text\": 3.5}", "the field \"text\" must be a string, got the number 3.5");
}

#[test]
fn tables() {
    let header = "a.csv:1: the first row must be a header with the column \"text\"; known: \"a\", \"The mayor spoke.\"";
    check(&[("a.csv", b"a,The mayor spoke.\n")], &["topics", "a.csv"], header);
    let ragged = "a.csv:3: each row must have as many fields as the header, 2, got 3";
    check(&[("a.csv", b"id,text\na,One\nb,Two,Three\n")], &["topics", "a.csv"], ragged);
}

#[test]
fn one_id_twice() {
    let files: &[(&str, &[u8])] = &[("a.jsonl", b"{\"id\": \"b\", \"text\": \"One.\"}"), ("b.txt", FERRY)];
    check(files, &["compare", "b.txt", "a.jsonl"], "ids must be unique, \"b\" stands twice: b.txt and a.jsonl:1");
}

#[test]
fn one_article_only() {
    check(&[("a.txt", FERRY)], &["compare", "a.txt"], "compare needs two articles or more, got 1");
    check(&[("a.txt", FERRY)], &["report", "a.txt", "-o", "r.html"], "compare needs two articles or more, got 1");
}

#[test]
fn identical_articles() {
    let dir = folder(&[("a.txt", FERRY), ("b.txt", FERRY)]);
    let json: serde_json::Value = serde_json::from_str(&done_in(dir.path(), &["compare", ".", "--format", "json"])).unwrap();
    assert_eq!(json["statements"].as_array().unwrap().len(), 3, "each sentence is a statement of both: {json:#}");
    assert!(json["statements"].as_array().unwrap().iter().flat_map(|s| s["members"].as_array().unwrap()).all(|m| m["grade"] == "verbatim"));
    assert!((json["similarity"]["matrix"][0][1].as_f64().unwrap() - 1.0).abs() < 1e-9);
}

#[test]
fn articles_in_different_languages() {
    let german = "Die Fähre sank am Montag vor dem Hafen. Alle neunzig Reisenden wurden gerettet.";
    let dir = folder(&[("a.txt", FERRY), ("b.txt", german.as_bytes())]);
    let json: serde_json::Value = serde_json::from_str(&done_in(dir.path(), &["compare", ".", "--format", "json"])).unwrap();
    assert_eq!(json["statements"].as_array().unwrap().len(), 0, "nothing in common: {json:#}");
}

#[test]
fn more_topics_than_articles() {
    let dir = folder(&[("a.txt", FERRY), ("b.txt", BOAT)]);
    let message = fails(dir.path(), 1, &["topics", ".", "--clusters", "3"]);
    assert!(message.contains("n_clusters must be") && message.contains('3') && message.contains('2'), "{message}");
    let message = fails(dir.path(), 2, &["topics", ".", "--clusters", "0"]);
    assert!(message.contains("invalid value '0' for '--clusters <K>'"), "{message}");
}

#[test]
fn output_that_cannot_be_written() {
    let dir = folder(&[("a.txt", FERRY), ("b.txt", BOAT)]);
    for format in ["table", "json", "jsonl", "csv"] {
        let message = fails(dir.path(), 1, &["compare", "a.txt", "b.txt", "-f", format, "-o", "no/out"]);
        assert_eq!(message, "newsloom: no/out: can't be written: no such file or folder\n");
    }
    let message = fails(dir.path(), 1, &["report", "a.txt", "b.txt", "-o", "."]);
    assert_eq!(message, "newsloom: .: can't be written: is a folder\n");
    assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 2, "nothing is left behind");
}

#[test]
fn a_failure_leaves_the_old_file() {
    let dir = folder(&[("a.txt", FERRY), ("out.json", b"old")]);
    fails(dir.path(), 1, &["compare", "a.txt", "--output", "out.json"]);
    assert_eq!(fs::read(dir.path().join("out.json")).unwrap(), b"old");
}

#[test]
fn wrong_flags_are_usage() {
    assert!(fails(&root(), 2, &["comprae", "examples/summit"]).contains("compare"));
    assert!(fails(&root(), 2, &["compare", "examples/summit", "--fromat", "json"]).contains("'--format'"));
    assert!(fails(&root(), 2, &["compare", "examples/summit", "--field", "text"]).contains("a mapping must be NAME=SOURCE"));
    assert!(fails(&root(), 2, &["compare", "examples/summit", "--field", "outlt=source"]).contains("did you mean \"outlet\"?"));
    assert!(fails(&root(), 2, &["compare", "examples/summit", "--where", "outlet"]).contains("a condition must be NAME=VALUE"));
    assert!(fails(&root(), 1, &["topics", "examples/pile.jsonl", "--where", "oulet=Echo"]).contains("did you mean \"outlet\"?"));
    assert!(fails(&root(), 2, &["tokens", "examples/summit", "--language", "klingon"]).contains("klingon"));
    assert!(fails(&root(), 2, &[]).contains("Usage: newsloom"));
    assert_eq!(fails(&root(), 2, &["man", "comprae"]), "newsloom: there is no command \"comprae\", did you mean compare?\n");
    let message = fails(&root(), 1, &["topics", "examples/pile.jsonl", "--field", "outlet=outlets"]);
    assert!(message.contains("no record has the field \"outlets\"") && message.contains("did you mean \"outlet\"?"), "{message}");
}

#[test]
fn a_field_taken_for_a_flag_is_named() {
    for (given, field) in
        [("--outlett", "outlet"), ("--oulet", "outlet"), ("--outlet", "outlet"), ("--text=body", "text"), ("--titel", "title")]
    {
        let message = fails(&root(), 2, &["compare", "examples/summit", given]);
        assert!(message.contains(&format!("--field {field}=COLUMN")) && !message.contains("'--output'"), "{given}: {message}");
        assert!(fails(&root(), 2, &[given, "stories", "examples/pile.jsonl"]).contains(&format!("--field {field}=COLUMN")), "{given}");
    }
    for (given, flag) in [("--ouput", "'--output'"), ("--lang", "'--language'"), ("--prat", "'--part'"), ("--n-clusters", "'--clusters'")] {
        let command = if given == "--n-clusters" { "topics" } else { "compare" };
        let message = fails(&root(), 2, &[command, "examples/summit", given]);
        assert!(message.contains(flag) && !message.contains("COLUMN"), "{given}: {message}");
    }
    assert!(!fails(&root(), 2, &["man", "--outlet"]).contains("COLUMN"), "it reads no articles");
}

#[test]
fn values_that_no_article_can_change_are_usage() {
    let message = fails(&root(), 2, &["compare", "examples/summit", "-q", "--keep", "titel"]);
    assert!(message.contains("keep must be all or a reason") && message.contains("did you mean \"title\"?"), "{message}");
    assert!(fails(&root(), 2, &["compare", "examples/summit", "-q", "--language", "xx"]).contains("got \"xx\""));
    assert!(fails(&root(), 2, &["stories", "examples/pile.jsonl", "--language", "xx"]).contains("language must be auto"));
    assert!(fails(&root(), 2, &["examples/summit"]).contains("such as: newsloom compare examples/summit"));
}

#[test]
fn standard_input_without_articles() {
    let output = fed(&root(), &["topics", "-"], b"");
    assert_eq!((output.status.code(), stderr(&output).as_str()), (Some(1), "newsloom: -: holds no article (nothing was found)\n"));
}

#[test]
fn an_article_of_20_megabytes() {
    let line = "The ferry sank near Port Orla on Monday, and all ninety passengers were saved by noon.\n";
    let big = line.repeat(20_000_000 / line.len() + 1);
    let dir = folder(&[("big.txt", big.as_bytes()), ("small.txt", FERRY)]);
    let rows = done_in(dir.path(), &["sentences", "big.txt", "--format", "csv"]);
    assert_eq!(rows.lines().count(), 1 + big.lines().count());
    let table = done_in(dir.path(), &["tokens", "big.txt"]);
    assert!(table.contains("more rows; --format csv or jsonl writes all"), "a table for people ends somewhere");
}

#[cfg(unix)]
#[test]
fn standard_output_closed_early() {
    use std::{io::Read, process::Stdio};
    for format in ["table", "json", "jsonl", "csv"] {
        let mut child = newsloom(&root(), &["tokens", "examples", "--skip-bad", "-q", "-f", format])
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut first = [0; 8];
        child.stdout.take().unwrap().read_exact(&mut first).unwrap();
        let output = child.wait_with_output().unwrap();
        assert_eq!((output.status.code(), stderr(&output).as_str()), (Some(0), ""), "{format}");
    }
}

#[test]
fn keyness_of_what_makes_no_groups() {
    let lines = b"{\"id\": \"a\", \"text\": \"The riot began.\", \"outlet\": \"Ledger\"}\n{\"id\": \"b\", \"text\": \"The protest began.\", \"outlet\": \
                  \"Echo\"}\n{\"id\": \"c\", \"text\": \"Nobody knows whose this is.\"}\n";
    let files: &[(&str, &[u8])] = &[("p.jsonl", lines)];
    let known = "known: \"date\", \"id\", \"lang\", \"outlet\", \"path\", \"title\", \"url\"";
    let expect = format!("by must be a field of the articles, got \"oulet\"; did you mean \"outlet\"? {known}");
    check(files, &["keyness", "p.jsonl", "--by", "oulet"], &expect);
    let dir = folder(files);
    let message = fails(dir.path(), 1, &["keyness", "p.jsonl", "--target", "Leger"]);
    assert!(
        message.ends_with("target must be a group, got \"Leger\"; did you mean \"Ledger\"? known: \"Echo\", \"Ledger\"\n"),
        "{message}"
    );
    let message = fails(dir.path(), 2, &["keyness", "p.jsonl", "--measure", "g2"]);
    assert!(message.contains("[possible values: lr, chi2, log_ratio, lrc, log_odds, pmi, exact]"), "{message}");
    let message = fails(dir.path(), 2, &["keyness", "p.jsonl", "--ngrams", "3-1"]);
    assert!(message.contains("must be a length such as 2, or a range such as 1-3"), "{message}");
    let message = fails(dir.path(), 2, &["keyness", "p.jsonl", "--stop-words", "xx"]);
    assert!(message.starts_with("newsloom: --stop-words: "), "{message}");
    let output = newsloom(dir.path(), &["keyness", "p.jsonl", "--min-count", "1", "--format", "csv"]).output().unwrap();
    assert_eq!(stderr(&output), "newsloom: 1 article without the field \"outlet\", left out: c\n");
    assert!(stdout(&output).lines().count() > 4);
}
