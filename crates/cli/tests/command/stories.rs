use crate::{BOAT, FERRY, done_in, fails, folder};
use serde_json::Value;
use std::fs;

const MARCH: &[u8] = b"{\"id\": \"a\", \"text\": \"The ferry rammed the pier at Oldhaven; nine were hurt.\"}\n{\"id\": \"c\", \"text\": \"Wheat prices climb to a record after the drought.\"}\n";
const APRIL: &[u8] = b"{\"id\": \"b\", \"text\": \"Nine hurt as a ferry hits Oldhaven pier.\"}\n";

#[test]
fn saved_stories_take_in_more() {
    let dir = folder(&[("march.jsonl", MARCH), ("april.jsonl", APRIL), ("x.txt", FERRY), ("y.txt", BOAT)]);
    let run = |args: &[&str]| -> Value {
        let args: Vec<&str> = ["stories"].iter().chain(args).chain(&["--format", "json"]).copied().collect();
        serde_json::from_str(&done_in(dir.path(), &args)).unwrap()
    };
    let march = run(&["march.jsonl", "--save", "stories.nlm"]);
    assert_eq!(march, run(&["march.jsonl"]));
    let april = run(&["april.jsonl", "--model", "stories.nlm", "--save", "stories.nlm"]);
    assert_eq!(april["stories"][0]["members"], serde_json::json!(["a", "b"]));
    let table = done_in(dir.path(), &["stories", "x.txt", "y.txt", "--model", "stories.nlm"]);
    assert!(table.contains("in 5 articles"), "{table}");
    assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 5, "nothing is left behind");
}

#[test]
fn bad_models_are_one_clear_error() {
    let dir = folder(&[("march.jsonl", MARCH), ("april.jsonl", APRIL), ("no.nlm", b"PK\x03\x04 no model")]);
    done_in(dir.path(), &["stories", "march.jsonl", "--save", "good.nlm", "--language", "en"]);
    done_in(dir.path(), &["tfidf", "fit", "march.jsonl", "--output", "tfidf.nlm"]);
    let good = fs::read(dir.path().join("good.nlm")).unwrap();
    fs::write(dir.path().join("cut.nlm"), &good[..good.len() / 2]).unwrap();
    for (name, said) in
        [("no.nlm", "no newsloom state"), ("cut.nlm", "truncated"), ("tfidf.nlm", "this needs \"stories\""), ("gone.nlm", "No such file")]
    {
        let message = fails(dir.path(), 1, &["stories", "april.jsonl", "--model", name, "--save", "new.nlm"]);
        assert!(message.contains(&format!("--model {name}")) && message.contains(said) && message.lines().count() == 1, "{message}");
    }
    let message = fails(dir.path(), 2, &["stories", "april.jsonl", "--model", "good.nlm", "--language", "fr"]);
    assert!(message.contains("--language must be that of --model good.nlm, en, got fr"), "{message}");
    let message = fails(dir.path(), 1, &["stories", "march.jsonl", "--model", "good.nlm", "--save", "good.nlm"]);
    assert!(message.contains("\"a\" stands twice"), "{message}");
    assert_eq!(fs::read(dir.path().join("good.nlm")).unwrap(), good);
    assert!(!dir.path().join("new.nlm").exists());
}
