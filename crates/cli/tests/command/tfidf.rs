use crate::{BOAT, FERRY, done_in, fails, fed, folder, newsloom, stderr};
use std::fs;

const PILE: &[u8] = b"{\"id\": \"a\", \"text\": \"The ferry sank near Port Orla.\"}\n{\"id\": \"b\", \"text\": \"Rain in Port Orla.\"}\n";

#[test]
fn a_model_is_fitted_and_used() {
    let dir = folder(&[("pile.jsonl", PILE), ("a.txt", FERRY), ("b.txt", BOAT)]);
    done_in(dir.path(), &["tfidf", "fit", "pile.jsonl", "a.txt", "b.txt", "-o", "model.nlm", "--min-df", "2"]);
    for out in ["rows.npz", "rows.parquet"] {
        done_in(dir.path(), &["tfidf", "transform", "--model", "model.nlm", "pile.jsonl", "-o", out]);
        let bytes = fs::read(dir.path().join(out)).unwrap();
        assert!(bytes.starts_with(if out == "rows.npz" { b"PK\x03\x04" } else { b"PAR1" }), "{out}");
    }
    assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 6, "nothing is left behind");
}

#[test]
fn threads_change_no_byte() {
    let lines: Vec<String> =
        (0..3000).map(|i| format!("{{\"text\": \"word{} word{} river {} {}\"}}", i % 7, i % 11, i, "x".repeat(i % 300))).collect();
    let dir = folder(&[("pile.jsonl", lines.join("\n").as_bytes())]);
    let run = |threads: &str| {
        for args in [
            vec!["tfidf", "fit", "pile.jsonl", "-o", "m.nlm", "--ngram-range", "1,2", "--stemmer", "english"],
            vec!["tfidf", "transform", "--model", "m.nlm", "pile.jsonl", "-o", "r.npz"],
            vec!["tfidf", "transform", "--model", "m.nlm", "pile.jsonl", "-o", "r.parquet"],
        ] {
            let args: Vec<&str> = args.into_iter().chain(["--threads", threads]).collect();
            done_in(dir.path(), &args);
        }
        ["m.nlm", "r.npz", "r.parquet"].map(|f| fs::read(dir.path().join(f)).unwrap())
    };
    let one = run("1");
    for threads in ["2", "5"] {
        assert!(run(threads) == one, "{threads} threads");
    }
}

#[test]
fn bad_models_are_one_clear_error() {
    let dir = folder(&[("pile.jsonl", PILE), ("no.nlm", b"PK\x03\x04 no model"), ("empty.nlm", b"")]);
    done_in(dir.path(), &["tfidf", "fit", "pile.jsonl", "-o", "good.nlm"]);
    let good = fs::read(dir.path().join("good.nlm")).unwrap();
    fs::write(dir.path().join("cut.nlm"), &good[..good.len() / 2]).unwrap();
    let mut altered = good.clone();
    altered[good.len() - 10] ^= 1;
    fs::write(dir.path().join("altered.nlm"), altered).unwrap();
    let use_model = |name: &str| fails(dir.path(), 1, &["tfidf", "transform", "--model", name, "pile.jsonl", "-o", "r.npz"]);
    for (name, said) in [
        ("no.nlm", "no newsloom state"),
        ("empty.nlm", "no newsloom state"),
        ("cut.nlm", "truncated"),
        ("altered.nlm", "altered"),
        ("gone.nlm", "No such file"),
    ] {
        let message = use_model(name);
        assert!(message.contains(name) && message.contains(said) && message.lines().count() == 1, "{message}");
    }
    assert!(!dir.path().join("r.npz").exists());
}

#[test]
fn wrong_usage_and_wrong_data_are_told_apart() {
    let dir =
        folder(&[("pile.jsonl", PILE), ("stops.jsonl", b"{\"text\": \"the and of\"}\n"), ("bad.jsonl", b"{\"text\": \"a b\"}\nno\n")]);
    let path = dir.path();
    assert!(fails(path, 2, &["tfidf", "fit", "pile.jsonl"]).contains("--output is needed"));
    assert!(fails(path, 2, &["tfidf", "fit", "pile.jsonl", "-o", "m", "--min-df", "0"]).contains("must be a number of articles"));
    assert!(fails(path, 2, &["tfidf", "fit", "pile.jsonl", "-o", "m", "--stemmer", "martian"]).contains("stemmer must be"));
    assert!(fails(path, 2, &["tfidf", "fit", "pile.jsonl", "-o", "m", "--token-pattern", "[a-z"]).contains("token_pattern must be"));
    assert!(fails(path, 1, &["tfidf", "fit", "stops.jsonl", "-o", "m", "--stop-words", "english"]).contains("empty vocabulary"));
    assert!(fails(path, 1, &["tfidf", "fit", "pile.jsonl", "-o", "m", "--min-df", "3"]).contains("max_df corresponds"));
    done_in(path, &["tfidf", "fit", "pile.jsonl", "-o", "m.nlm"]);
    assert!(fails(path, 2, &["tfidf", "transform", "--model", "m.nlm", "pile.jsonl", "-o", "r.txt"]).contains(".npz or .parquet"));
    for out in ["r.npz", "r.parquet"] {
        assert!(fails(path, 1, &["tfidf", "transform", "--model", "m.nlm", "bad.jsonl", "-o", out]).contains("bad.jsonl:2: "));
        assert!(!path.join(out).exists(), "no half file");
    }
    assert!(!path.join("m").exists());
}

#[test]
fn a_stream_may_come_from_a_pipe() {
    let dir = folder(&[]);
    let output = fed(dir.path(), &["tfidf", "fit", "-", "-o", "m.nlm"], PILE);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert!(stderr(&output).contains("m.nlm: 8 terms"), "{}", stderr(&output));
    let quiet = newsloom(dir.path(), &["tfidf", "transform", "--help"]).output().unwrap();
    assert_eq!(quiet.status.code(), Some(0));
}
