//! Reading as a user meets it: files, folders, globs, standard input, and every way in which they can be wrong.
#![allow(clippy::disallowed_methods, clippy::unwrap_used, clippy::expect_used)]

use newsloom_corpus::{Corpus, NoteKind, ReadOptions, from_records, read, read_with_stdin};
use std::{fs, path::Path};

const ENDINGS: &str = ".txt, .html, .htm, .jsonl, .ndjson, .csv, .tsv, .parquet (each also .gz or .zst)";

/// A folder with these files, written byte for byte.
fn folder(files: &[(&str, &[u8])]) -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    for (name, bytes) in files {
        let path = dir.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
    dir
}

fn at(dir: &tempfile::TempDir, name: &str) -> String {
    dir.path().join(name).display().to_string()
}

fn ids(corpus: &Corpus) -> Vec<&str> {
    corpus.articles.iter().map(|a| a.id.as_str()).collect()
}

/// The message of reading one file, without the folder's name.
fn error_of(name: &str, bytes: &[u8]) -> String {
    let dir = folder(&[(name, bytes)]);
    let e = read(&[at(&dir, name)], &ReadOptions::default()).expect_err("this can't be read");
    e.to_string().replace(&format!("{}/", dir.path().display()), "")
}

#[test]
fn a_folder_is_read_in_order_and_what_is_passed_over_is_listed() {
    let dir = folder(&[
        ("b.txt", b"Second text."),
        ("a/z.txt", b"First text."),
        ("pile.jsonl", br#"{"text": "Third text.", "section": "city"}"#),
        ("notes.docx", b"x"),
        (".hidden.txt", b"x"),
        (".git/a.txt", b"x"),
        ("empty.txt", b""),
        ("blank.txt", b" \n"),
    ]);
    let corpus = read(&[dir.path().to_str().unwrap()], &ReadOptions::default()).unwrap();
    assert_eq!(ids(&corpus), ["z", "b", "pile:1"]);
    assert_eq!(corpus.articles[2].extra["section"], "city");
    let notes: Vec<_> = corpus.notes.iter().map(|n| n.to_string().replace(&format!("{}/", dir.path().display()), "")).collect();
    assert_eq!(
        notes,
        [
            ".git: skipped: hidden folder",
            ".hidden.txt: skipped: hidden file",
            &format!("notes.docx: skipped: its ending is none of {ENDINGS}"),
            "blank.txt: skipped: the file holds white space only",
            "empty.txt: skipped: the file is empty",
        ]
    );
}

#[test]
fn globs_and_files_mix_and_a_file_given_twice_counts_once() {
    let dir = folder(&[("x/a.txt", b"One."), ("x/y/b.txt", b"Two."), ("x/c.md", b"Three."), ("d.txt", b"Four.")]);
    let read = |patterns: &[&str]| {
        let paths: Vec<_> = patterns.iter().map(|p| at(&dir, p)).collect();
        read(&paths, &ReadOptions::default())
    };
    assert_eq!(ids(&read(&["x/*.txt"]).unwrap()), ["a"]);
    assert_eq!(ids(&read(&["x/**/*.txt"]).unwrap()), ["a", "b"]);
    assert_eq!(ids(&read(&["**/[ab].txt"]).unwrap()), ["a", "b"]);
    let corpus = read(&["d.txt", "*.txt", "x/{a,b}.txt"]).unwrap();
    assert_eq!(ids(&corpus), ["d", "a"]);
    assert!(corpus.notes[0].to_string().ends_with("d.txt: skipped: the same file was given before"));
    assert!(read(&["*.csv"]).unwrap_err().to_string().ends_with("*.csv: no file matches this pattern"));
    assert!(read(&["[.txt"]).unwrap_err().to_string().contains("[.txt: not a glob: "));
}

#[test]
fn a_name_with_glob_signs_is_a_file_when_there_is_one() {
    let dir = folder(&[("a[1].txt", b"One."), ("a1.txt", b"Two.")]);
    assert_eq!(ids(&read(&[at(&dir, "a[1].txt")], &ReadOptions::default()).unwrap()), ["a[1]"]);
}

#[test]
fn standard_input_is_jsonl() {
    let mut lines: &[u8] = b"{\"id\": \"a\", \"text\": \"One.\"}\n\n{\"text\": \"Two.\"}\n";
    let corpus = read_with_stdin(&["-"], &ReadOptions::default(), &mut lines).unwrap();
    assert_eq!(ids(&corpus), ["a", "stdin:3"]);
    let e = read_with_stdin(&["-"], &ReadOptions::default(), &mut &b""[..]).unwrap_err();
    assert_eq!(e.to_string(), "-: holds no article (nothing was found)");
}

#[test]
fn a_txt_file_keeps_its_whole_text() {
    let text = "\u{feff}Mayor opens the new bridge\r\n2026-03-14\r\n\r\nShe said: “Come and see.”\r\n";
    let dir = folder(&[("daily/report.txt", text.as_bytes())]);
    let options = ReadOptions { outlet_from_folder: true, ..ReadOptions::default() };
    let article = &read(&[at(&dir, "daily")], &options).unwrap().articles[0];
    assert_eq!(article.text, &text['\u{feff}'.len_utf8()..]);
    assert_eq!((article.id.as_str(), article.outlet.as_str()), ("report", "daily"));
    assert_eq!((article.title.as_str(), article.date.as_str()), ("Mayor opens the new bridge", "2026-03-14"));
    assert!(Path::new(&article.path).ends_with("daily/report.txt"));
}

#[test]
fn another_encoding_is_noted() {
    let dir = folder(&[("a.txt", b"The caf\xe9 in Malm\xf6 opened.")]);
    let corpus = read(&[at(&dir, "a.txt")], &ReadOptions::default()).unwrap();
    assert_eq!(corpus.articles[0].text, "The café in Malmö opened.");
    assert_eq!((corpus.notes[0].kind, corpus.notes[0].reason.as_str()), (NoteKind::Read, "decoded from windows-1252"));
}

#[test]
fn fields_are_mapped_by_name_and_the_rest_is_carried_through() {
    let line =
        br#"{"id": 7, "body": "The mayor spoke.", "source": "Daily", "date": 20260314, "url": null, "score": [1, 2], "text": "teaser"}"#;
    let dir = folder(&[("a.jsonl", line)]);
    let options = ReadOptions::default().field("text", "body").field("outlet", "source");
    let a = &read(&[at(&dir, "a.jsonl")], &options).unwrap().articles[0];
    assert_eq!([&*a.id, &*a.text, &*a.outlet, &*a.date, &*a.url], ["7", "The mayor spoke.", "Daily", "20260314", ""]);
    assert_eq!(serde_json::to_string(&a.extra).unwrap(), r#"{"score":[1,2],"text":"teaser"}"#);
}

#[test]
fn a_mapping_that_fits_nothing_is_an_error() {
    let dir = folder(&[("a.jsonl", br#"{"id": "a", "text": "One.", "source": "Daily"}"#)]);
    let read = |field, source| read(&[at(&dir, "a.jsonl")], &ReadOptions::default().field(field, source)).unwrap_err().to_string();
    let known = r#"known: "id", "title", "text", "outlet", "date", "url", "lang""#;
    assert_eq!(read("outlt", "source"), format!(r#"articles have no field "outlt"; did you mean "outlet"? {known}"#));
    assert_eq!(
        read("outlet", "sorce"),
        r#"no record has the field "sorce" that "outlet" is to be read from; did you mean "source"? known: "id", "source", "text""#
    );
}

#[test]
fn tables_with_any_separator() {
    let check = |name: &str, content: &str| {
        let dir = folder(&[(name, content.as_bytes())]);
        let corpus = read(&[at(&dir, name)], &ReadOptions::default()).unwrap();
        let a = &corpus.articles[0];
        assert_eq!((a.id.as_str(), a.text.as_str(), &a.extra["n"]), ("a", "One,\n\"two\"", &"3".into()), "{name}");
        assert_eq!(corpus.articles[1].text, "Next");
        corpus.notes.iter().map(|n| n.reason.clone()).collect::<Vec<_>>()
    };
    assert_eq!(check("a.csv", "\u{feff}id,text,n\r\na,\"One,\n\"\"two\"\"\",3\r\n\r\nb,Next,4\r\n"), [""; 0]);
    assert_eq!(check("a.csv", "id;text;n\na;\"One,\n\"\"two\"\"\";3\nb;Next;4"), ["columns are separated by ';'"]);
    assert_eq!(check("a.tsv", "id\ttext\tn\na\t\"One,\n\"\"two\"\"\"\t3\nb\tNext\t4"), [""; 0]);
}

#[test]
fn a_table_that_is_wrong_names_its_line() {
    let header = r#"a.csv:1: the first row must be a header with the column "text"; "#;
    assert_eq!(error_of("a.csv", b"a,The mayor spoke.\nb,He left.\n"), format!("{header}known: \"a\", \"The mayor spoke.\""));
    assert_eq!(error_of("a.csv", b"id,txt\na,One\n"), format!("{header}did you mean \"txt\"? known: \"id\", \"txt\""));
    let ragged = "each row must have as many fields as the header, 2, got";
    assert_eq!(error_of("a.csv", b"id,text\na,\"One\ntwo\"\n\nb,Two,more\n"), format!("a.csv:5: {ragged} 3"));
    assert_eq!(error_of("a.csv", b"id,text\na\n"), format!("a.csv:2: {ragged} 1"));
    assert_eq!(error_of("a.csv", b"id,text,id\na,b,c\n"), "a.csv:1: columns must have different names, \"id\" stands twice");
    assert_eq!(error_of("a.csv", b"id,text\na,\"One\nb,Two\n"), "a.csv:2: a quotation mark opens a field and none closes it");
    assert_eq!(error_of("a.csv", b"id,text\n"), "a.csv: holds no article (no record)");
}

#[test]
fn a_line_that_is_wrong_names_itself() {
    let ok = "{\"text\": \"One.\"}\n";
    let check =
        |line: &str, expect: &str| assert_eq!(error_of("a.jsonl", format!("{ok}\n{line}\n").as_bytes()), format!("a.jsonl:3: {expect}"));
    check("{\"text\": ", "each line must be a JSON object, this one is no JSON: EOF while parsing a value at column 9");
    check("[1, 2]", "each line must be a JSON object, got a list of 2");
    check("{\"id\": \"x\"}", "a record needs the field \"text\", got \"id\"");
    check("{\"body\": \"One.\"}", "a record needs the field \"text\", got \"body\"; did you mean \"body\"?");
    check("{\"text\": 5}", "the field \"text\" must be a string, got the number 5");
    check("{\"text\": null}", "the field \"text\" must be a string, got null");
    check("{\"text\": \"a\", \"outlet\": [\"a\"]}", "the field \"outlet\" must be a string or a number, got a list of 1");
    let mut broken = ok.as_bytes().to_vec();
    broken.extend(b"{\"text\": \"caf\xc3\"}");
    assert_eq!(error_of("a.jsonl", &broken), "a.jsonl:2: broken UTF-8, byte 13 of the line is 0xc3");
}

#[test]
fn files_that_are_wrong_say_why() {
    assert_eq!(error_of("a.txt", b""), "a.txt: holds no article (the file is empty)");
    assert_eq!(error_of("a.jsonl", b"\n\n"), "a.jsonl: holds no article (the file holds white space only)");
    assert_eq!(error_of("a.txt", b"text\0text"), "a.txt:1: not a text: it is a binary file, byte 4 is 0");
    assert_eq!(error_of("a.pdf", b"x"), format!("a.pdf: the ending of a file must be one of {ENDINGS}, got \".pdf\""));
    assert!(error_of("a.txt", b"caf\xc3(").starts_with("a.txt:1: not a text: broken UTF-8, byte 3 is 0xc3"));
    assert_eq!(error_of("a.txt", b"...\n"), "a.txt: holds no article (a.txt: skipped: its text holds no word)");
    let e = read(&[] as &[&str], &ReadOptions::default()).unwrap_err();
    assert_eq!(e.to_string(), "no path given: name files, folders, globs, or - for JSONL on standard input");
    let e = read(&["no/such.txt"], &ReadOptions::default()).unwrap_err();
    assert_eq!((e.to_string().as_str(), e.io_kind()), ("no/such.txt: no such file or folder", Some(std::io::ErrorKind::NotFound)));
}

#[test]
fn empty_folders_say_so() {
    let dir = folder(&[]);
    let e = read(&[dir.path().to_str().unwrap()], &ReadOptions::default()).unwrap_err().to_string();
    assert!(e.ends_with(&format!(": holds no article (no file that ends in {ENDINGS})")), "{e}");
    let dir = folder(&[("a.docx", b"x"), ("b.docx", b"x")]);
    let e = read(&[dir.path().to_str().unwrap()], &ReadOptions::default()).unwrap_err().to_string();
    assert!(e.contains("a.docx: skipped: its ending is none of") && e.ends_with("; 1 more were skipped)"), "{e}");
}

#[test]
fn one_id_twice_names_both_places() {
    let dir = folder(&[
        ("a.jsonl", b"{\"id\": \"x\", \"text\": \"One.\"}\n{\"text\": \"Two.\"}\n{\"id\": \"x\", \"text\": \"Three.\"}"),
        ("x.txt", b"Four."),
    ]);
    let read = |names: &[&str]| {
        let paths: Vec<_> = names.iter().map(|n| at(&dir, n)).collect();
        read(&paths, &ReadOptions::default()).unwrap_err().to_string().replace(&format!("{}/", dir.path().display()), "")
    };
    assert_eq!(read(&["a.jsonl"]), "ids must be unique, \"x\" stands twice: a.jsonl:1 and a.jsonl:3");
    fs::write(dir.path().join("a.jsonl"), "{\"id\": \"x\", \"text\": \"One.\"}").unwrap();
    assert_eq!(read(&["x.txt", "a.jsonl"]), "ids must be unique, \"x\" stands twice: x.txt and a.jsonl:1");
}

#[test]
fn bad_records_are_listed_when_they_may_be_skipped() {
    let dir = folder(&[
        ("a.jsonl", b"{\"text\": \"One.\"}\n{\"text\": 5}\nno\n{\"text\": \"\"}"),
        ("b.txt", b"bro\0ken"),
        ("c.csv", b"id,text\na,One\nb\n"),
    ]);
    let options = ReadOptions { skip_bad: true, ..ReadOptions::default() };
    let corpus = read(&[dir.path().to_str().unwrap()], &options).unwrap();
    assert_eq!(ids(&corpus), ["a:1", "a"]);
    let notes: Vec<_> = corpus.notes.iter().map(|n| n.to_string().replace(&format!("{}/", dir.path().display()), "")).collect();
    assert_eq!(
        notes,
        [
            "a.jsonl:2: skipped: the field \"text\" must be a string, got the number 5",
            "a.jsonl:3: skipped: each line must be a JSON object, this one is no JSON: expected ident at column 2",
            "a.jsonl:4: skipped: its text holds no word",
            "b.txt: skipped: b.txt:1: not a text: it is a binary file, byte 3 is 0",
            "c.csv:3: skipped: each row must have as many fields as the header, 2, got 1",
        ]
    );
}

#[test]
fn records_in_memory_follow_the_same_rules() {
    let record = |json: serde_json::Value| json.as_object().unwrap().clone();
    let two = vec![record(serde_json::json!({"text": "One."})), record(serde_json::json!({"id": "b", "text": "Two."}))];
    assert_eq!(ids(&from_records(two, &ReadOptions::default()).unwrap()), ["0", "b"]);
    let bad = |json| from_records(vec![record(json)], &ReadOptions::default()).unwrap_err().to_string();
    assert_eq!(bad(serde_json::json!({"id": "a"})), "record 0: a record needs the field \"text\", got \"id\"");
    assert_eq!(bad(serde_json::json!({"text": true})), "record 0: the field \"text\" must be a string, got true");
    assert_eq!(from_records(vec![], &ReadOptions::default()).unwrap_err().to_string(), "records: holds no article (nothing was found)");
    let same = vec![record(serde_json::json!({"id": "a", "text": "One."})); 2];
    assert_eq!(
        from_records(same, &ReadOptions::default()).unwrap_err().to_string(),
        "ids must be unique, \"a\" stands twice: record 0 and record 1"
    );
}

#[cfg(unix)]
#[test]
fn a_link_in_a_circle_ends() {
    let dir = folder(&[("a/x.txt", b"One.")]);
    std::os::unix::fs::symlink(dir.path(), dir.path().join("a/up")).unwrap();
    let e = read(&[dir.path().to_str().unwrap()], &ReadOptions::default()).unwrap_err().to_string();
    assert!(e.ends_with("a symbolic link that leads back to its own folder"), "{e}");
}

proptest::proptest! {
    /// Whatever the bytes: an answer, no panic; and a text that is UTF-8 without control codes comes back as it was.
    #[test]
    fn any_bytes_get_an_answer(bytes in proptest::collection::vec(proptest::prelude::any::<u8>(), 0..200), text in "\\PC{1,80}") {
        for name in ["a.txt", "a.jsonl", "a.csv", "a.html", "a.parquet", "a.txt.gz", "a.csv.zst"] {
            let dir = folder(&[(name, &bytes)]);
            let _ = read(&[at(&dir, name)], &ReadOptions::default());
        }
        if text.chars().any(char::is_alphanumeric) && !text.starts_with('\u{feff}') && !text.starts_with("PK") && !text.starts_with('%') {
            let dir = folder(&[("a.txt", text.as_bytes())]);
            proptest::prop_assert_eq!(&read(&[at(&dir, "a.txt")], &ReadOptions::default()).unwrap().articles[0].text, &text);
        }
    }
}
