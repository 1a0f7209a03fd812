use super::*;
use crate::read_with_stdin;
use std::fs;

/// What a stream gives, with tables over `whole` bytes read row by row.
fn streamed(paths: &[String], options: &ReadOptions, stdin: &[u8], whole: u64) -> Result<(Vec<Article>, Vec<String>), String> {
    let mut input = stdin;
    let mut stream = ArticleStream::open(paths, options, &mut input).map_err(|e| e.to_string())?;
    stream.whole = whole;
    let articles = stream.by_ref().collect::<Result<_, _>>().map_err(|e| e.to_string())?;
    Ok((articles, stream.take_notes().iter().map(ToString::to_string).collect()))
}

fn whole(paths: &[String], options: &ReadOptions, stdin: &[u8]) -> Result<(Vec<Article>, Vec<String>), String> {
    let corpus = read_with_stdin(paths, options, &mut { stdin }).map_err(|e| e.to_string())?;
    Ok((corpus.articles, corpus.notes.iter().map(ToString::to_string).collect()))
}

#[test]
fn a_stream_gives_what_reading_gives() {
    let dir = tempfile::tempdir().unwrap();
    let at = |name: &str| dir.path().join(name).display().to_string();
    for (name, text) in [
        ("a.txt", "The ferry sank.\n"),
        ("b.jsonl", "\u{feff}{\"text\": \"One.\"}\n\n{\"id\": \"x\", \"text\": \"Two.\"}\n{\"text\": \" \"}"),
        ("c.csv", "id,text\nc1,\"Rain, and\nwind.\"\nc2,\"Snow\"\"s\"\n"),
        ("d.tsv", "text;lang\nHail.;en\n"),
        ("e.csv", "id,text\ne1,a\ne2\ne3,c\n"),
        ("f.csv", "id,text\nf1,a\nf2,\"never\nclosed\nf3,c\n"),
        ("g.jsonl", "{\"text\": \"Fine.\"}\n{\"text\": 3}\n[1]\n"),
        ("h.csv", "id,body\n1,a\n"),
        ("i.txt", "..."),
    ] {
        fs::write(dir.path().join(name), text).unwrap();
    }
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    std::io::Write::write_all(&mut packed, b"{\"text\": \"Packed.\"}\n{\"id\": \"y\", \"text\": \"Twice.\"}\n").unwrap();
    fs::write(dir.path().join("k.jsonl.gz"), packed.finish().unwrap()).unwrap();
    fs::write(dir.path().join("j.csv"), b"id,text\nj1,caf\xe9 in town\n").unwrap();
    let names: Vec<String> = ('a'..='k')
        .map(|c| {
            fs::read_dir(dir.path()).unwrap().map(|e| e.unwrap().file_name().into_string().unwrap()).find(|n| n.starts_with(c)).unwrap()
        })
        .collect();
    let mut cases: Vec<Vec<String>> = names.iter().map(|n| vec![at(n)]).collect();
    cases.push(names[..4].iter().map(|n| at(n)).collect());
    cases.push(vec![dir.path().display().to_string()]);
    cases.push(vec![at("a.txt"), "-".into()]);
    cases.push(vec![at("none.txt")]);
    cases.push(Vec::new());
    let skipping = ReadOptions { skip_bad: true, ..ReadOptions::default() };
    let mapped = ReadOptions::default().field("text", "body");
    let (mut good, mut bad) = (0, 0);
    for paths in &cases {
        for options in [&ReadOptions::default(), &skipping, &mapped] {
            for rows_from in [0, WHOLE] {
                let (ours, theirs) =
                    (streamed(paths, options, b"{\"text\": \"Piped.\"}\n", rows_from), whole(paths, options, b"{\"text\": \"Piped.\"}\n"));
                if ours.is_ok() {
                    good += 1
                } else {
                    bad += 1
                }
                assert_eq!(ours, theirs, "{paths:?} {options:?} {rows_from}");
            }
        }
    }
    assert!(good > 20 && bad > 20, "{good} {bad}");
}

#[test]
fn nothing_comes_after_an_error() {
    let options = ReadOptions::default();
    let mut input = &b"{\"text\": \"a\"}\nno\n{\"text\": \"b\"}\n"[..];
    let mut stream = ArticleStream::open(&["-"], &options, &mut input).unwrap();
    assert_eq!(stream.next().unwrap().unwrap().text, "a");
    assert!(stream.next().unwrap().unwrap_err().to_string().starts_with("stdin:2: "));
    assert!(stream.next().is_none());
}
