//! What comes out: the same for any order of input and any number of threads, in every format, fit for its reader.

use crate::{BOAT, FERRY, done, done_in, fed, newsloom, root, stderr, stdout};
use serde_json::Value;
use std::{fs, process::Stdio};

fn summit() -> Vec<String> {
    let mut files: Vec<_> = fs::read_dir(root().join("examples/summit"))
        .unwrap()
        .map(|e| e.unwrap().file_name().into_string().unwrap())
        .filter(|n| n.ends_with(".txt"))
        .map(|n| format!("examples/summit/{n}"))
        .collect();
    files.sort();
    assert_eq!(files.len(), 5);
    files
}

#[test]
fn any_order_and_any_threads_give_the_same_bytes() {
    let files = summit();
    let run = |files: &[&String], more: &[&str]| {
        let args: Vec<&str> =
            ["compare", "--format", "json"].into_iter().chain(files.iter().map(|s| s.as_str())).chain(more.iter().copied()).collect();
        done(&args)
    };
    let forward: Vec<_> = files.iter().collect();
    let mixed: Vec<_> = [3, 0, 4, 2, 1].iter().map(|&i| &files[i]).collect();
    let expect = run(&forward, &[]);
    assert!(expect.len() > 1000);
    assert_eq!(run(&mixed, &[]), expect);
    for threads in ["1", "2", "5"] {
        assert_eq!(run(&mixed, &["--threads", threads]), expect, "{threads} threads");
    }
}

#[test]
fn piles_do_not_depend_on_order_either() {
    let pile = fs::read_to_string(root().join("examples/pile.jsonl")).unwrap();
    let mut lines: Vec<&str> = pile.lines().collect();
    for command in ["topics", "stories"] {
        lines.sort_unstable();
        let forward = fed(&root(), &[command, "-", "--format", "json"], lines.join("\n").as_bytes());
        lines.reverse();
        let backward = fed(&root(), &[command, "-", "--format", "json", "--threads", "1"], lines.join("\n").as_bytes());
        assert_eq!(forward.status.code(), Some(0), "{}", stderr(&forward));
        assert_eq!(stdout(&forward), stdout(&backward), "{command}");
        let json: Value = serde_json::from_str(&stdout(&forward)).unwrap();
        assert_eq!(json["assignments"].as_array().unwrap().len(), lines.len(), "{command} places every article");
        assert!(json[command].as_array().unwrap().len() > 1, "{command}");
    }
}

#[test]
fn offsets_are_code_points_of_the_text() {
    let json: Value = serde_json::from_str(&done(&["compare", "examples/summit", "--format", "json", "-q"])).unwrap();
    let text = |id: &str| fs::read_to_string(root().join(format!("examples/summit/{id}.txt"))).unwrap().chars().collect::<Vec<_>>();
    let mut seen = 0;
    for part in ["statements", "quotes"] {
        for member in json[part].as_array().unwrap().iter().flat_map(|s| s["members"].as_array().unwrap()) {
            let (start, end) = (member["start"].as_u64().unwrap() as usize, member["end"].as_u64().unwrap() as usize);
            let there: String = text(member["article"].as_str().unwrap())[start..end].iter().collect();
            assert_eq!(there, member["text"].as_str().unwrap());
            seen += 1;
        }
    }
    assert!(seen > 50, "{seen} members looked at");
}

#[test]
fn every_command_writes_every_format() {
    let parts = ["articles", "statements", "quotes", "passages", "omissions", "coverage", "unique", "similarity", "boilerplate"];
    let mut runs: Vec<Vec<&str>> = parts.iter().map(|p| vec!["compare", "examples/summit", "--part", p]).collect();
    runs.extend(["tokens", "sentences", "quotes"].map(|c| vec![c, "examples/summit"]));
    let (a, b) = ("01_meridian-wire", "02_northport-ledger");
    runs.push(vec!["compare", "examples/summit", "--explain", a, b]);
    runs.push(vec!["compare", "examples/summit", "--explain", "s1", a, b]);
    runs.push(vec!["boilerplate", "examples/summit"]);
    runs.extend(["topics", "stories"].map(|c| vec![c, "examples/pile.jsonl"]));
    for run in runs {
        let with = |format: &'static str| done(&[&run[..], &["--format", format]].concat());
        assert!(!with("table").trim().is_empty(), "{run:?}");
        let json: Value = serde_json::from_str(&with("json")).unwrap();
        assert_eq!((&json["newsloom"], &json["schema"]), (&env!("CARGO_PKG_VERSION").into(), &1.into()), "{run:?}");
        let rows: Vec<Value> = with("jsonl").lines().map(|l| serde_json::from_str(l).unwrap()).collect();
        let csv = with("csv");
        let mut reader = csv::Reader::from_reader(csv.as_bytes());
        let header = reader.headers().unwrap().clone();
        let records: Vec<_> = reader.records().map(Result::unwrap).collect();
        assert_eq!(records.len(), rows.len(), "{run:?}");
        for (record, row) in records.iter().zip(&rows) {
            let row = row.as_object().unwrap();
            assert!(row.keys().eq(header.iter()), "{run:?}");
            for (cell, value) in record.iter().zip(row.values()) {
                assert_eq!(
                    cell,
                    value.as_str().map_or_else(|| if value.is_null() { String::new() } else { value.to_string() }, str::to_owned)
                );
            }
        }
    }
}

#[test]
fn where_picks_articles_in_every_command() {
    let dir = tempfile::tempdir().unwrap();
    let model = dir.path().join("model.nlm").display().to_string();
    let rows = |command: &[&str]| {
        let args: Vec<&str> = command.iter().copied().chain(["examples/pile.jsonl", "-q", "--where", "outlet=City Bulletin"]).collect();
        done(&args)
    };
    let quotes = rows(&["quotes", "-f", "jsonl"]);
    let ids = |text: &str| text.lines().map(|l| serde_json::from_str::<Value>(l).unwrap()["article"].clone()).collect::<Vec<_>>();
    let pile = fs::read_to_string(root().join("examples/pile.jsonl")).unwrap();
    let of = |id: &Value| {
        let line = pile.lines().map(|l| serde_json::from_str::<Value>(l).unwrap()).find(|a| a["id"] == *id).unwrap();
        line["outlet"].clone()
    };
    assert!(!quotes.is_empty() && ids(&quotes).iter().all(|id| of(id) == "City Bulletin"));
    let n = pile.matches("\"City Bulletin\"").count();
    let json: Value = serde_json::from_str(&rows(&["stories", "-f", "json"])).unwrap();
    assert_eq!(json["assignments"].as_array().unwrap().len(), n);
    // A stream is filtered as it runs.
    rows(&["tfidf", "fit", "-o", &model]);
    let parquet = dir.path().join("rows.npz").display().to_string();
    rows(&["tfidf", "transform", "--model", &model, "-o", &parquet]);
    assert!(fs::metadata(&parquet).unwrap().len() > 1000);
    let one = done(&["compare", "examples/pile.jsonl", "--where", "story=storm-edda", "--part", "articles", "-f", "csv"]);
    assert_eq!(one.lines().count(), 6);
}

#[test]
fn the_ending_of_the_output_tells_the_format() {
    let dir = tempfile::tempdir().unwrap();
    let path = |name: &str| dir.path().join(name).display().to_string();
    for (name, start) in
        [("out.json", "{\"newsloom\""), ("out.jsonl", "{\"article\""), ("out.csv", "article,start,"), ("out.txt", "article")]
    {
        assert_eq!(done(&["sentences", "examples/summit", "--output", &path(name)]), "", "the data is in the file");
        let written = fs::read_to_string(path(name)).unwrap();
        assert!(written.starts_with(start), "{name}: {}", &written[..40]);
        assert!(!written.contains('\x1b'));
    }
    done(&["sentences", "examples/summit", "--output", &path("out.json"), "--format", "csv"]);
    assert!(fs::read_to_string(path("out.json")).unwrap().starts_with("article,"));
}

#[test]
fn tables_fit_the_width() {
    for (width, command) in [("60", "compare"), ("100", "compare"), ("40", "sentences"), ("200", "compare")] {
        let output = newsloom(&root(), &[command, "examples/summit"]).env("COLUMNS", width).output().unwrap();
        let widest = stdout(&output).lines().map(|l| l.chars().count()).max().unwrap();
        assert!(widest <= width.parse().unwrap(), "{command} at {width}: {widest}");
    }
}

#[test]
fn a_pipe_gets_no_colour_and_no_progress() {
    let output = newsloom(&root(), &["compare", "examples/summit"]).env("TERM", "xterm").output().unwrap();
    assert!(!stdout(&output).contains('\x1b') && !stderr(&output).contains('\x1b'));
}

#[test]
fn articles_from_standard_input() {
    let line = |id: &str, text: &[u8]| format!("{{\"id\": \"{id}\", \"text\": \"{}\"}}\n", std::str::from_utf8(text).unwrap());
    let lines = line("a", FERRY) + &line("b", BOAT);
    let output = fed(&root(), &["compare", "-", "--format", "json"], lines.as_bytes());
    let json: Value = serde_json::from_str(&stdout(&output)).unwrap();
    assert_eq!(json["statements"][0]["n_articles"], 2);
    let none = newsloom(&root(), &["compare", "examples/summit"]).stdin(Stdio::null()).output().unwrap();
    assert_eq!(none.status.code(), Some(0), "standard input is not touched unless asked for");
}

#[test]
fn articles_cannot_steer_the_terminal() {
    let text = "The ferry \u{1b}[2J sank near Port Orla.";
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join("a.txt"), text).unwrap();
    assert!(!done_in(dir.path(), &["sentences", "a.txt"]).contains('\u{1b}'));
    assert!(done_in(dir.path(), &["sentences", "a.txt", "-f", "csv"]).contains('\u{1b}'), "data stays as it was");
}

#[test]
fn a_whole_comparison_shows_the_first_of_each_kind_and_a_part_all() {
    let whole = done(&["compare", "examples/summit", "-q"]);
    let part = done(&["compare", "examples/summit", "-q", "--part", "statements"]);
    let hint = whole.lines().find(|l| l.ends_with("more; --part statements shows all.")).expect("what is left out is said");
    let more: usize = hint.split(' ').next().unwrap().parse().unwrap();
    let n = |text: &str| text.lines().filter(|l| l.starts_with('s') && l.contains(" · in ")).count();
    assert_eq!((n(&whole), n(&part)), (12, 12 + more));
    assert!(!part.contains("shows all"));
}
