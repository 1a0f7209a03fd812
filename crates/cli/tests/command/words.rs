//! Help, its examples, completions and the manual page.

use crate::{done, done_in, root};
use std::{fs, os::unix::fs::symlink};

const COMMANDS: [&str; 10] = ["compare", "stories", "topics", "keyness", "dedup", "passages", "tokens", "sentences", "quotes", "report"];

/// The lines `  newsloom ...` of a help text.
fn examples(help: &str) -> Vec<String> {
    help.lines().filter_map(|l| l.strip_prefix("  newsloom ")).map(str::to_owned).collect()
}

#[test]
fn the_examples_of_help_run() {
    // A copy, since some examples write files.
    let dir = tempfile::tempdir().unwrap();
    symlink(root().join("examples").canonicalize().unwrap(), dir.path().join("examples")).unwrap();
    let mut ran = 0;
    for command in [
        &[][..],
        &["compare"],
        &["stories"],
        &["topics"],
        &["keyness"],
        &["dedup"],
        &["passages"],
        &["tokens"],
        &["sentences"],
        &["quotes"],
        &["report"],
        &["man"],
    ] {
        let help = done(&[command, &["--help"]].concat());
        let found = examples(&help);
        assert!(!found.is_empty(), "{command:?} shows examples");
        for example in found {
            // What a shell does with `>`.
            let args: Vec<&str> = example.split(" > ").next().unwrap().split_whitespace().collect();
            done_in(dir.path(), &args);
            ran += 1;
        }
    }
    assert!(ran > 12, "{ran} examples ran");
    assert!(fs::read_to_string(dir.path().join("report.html")).unwrap().starts_with("<!doctype html>"));
}

#[test]
fn help_and_version_go_to_standard_output() {
    let help = done(&["--help"]);
    for command in COMMANDS {
        assert!(help.contains(&format!("\n  {command} ")), "{command}");
        assert!(done(&[command, "-h"]).contains("Usage: newsloom"));
    }
    assert!(help.lines().all(|l| l.chars().count() <= 100));
    assert_eq!(done(&["--version"]), format!("newsloom {}\n", env!("CARGO_PKG_VERSION")));
}

#[test]
fn completions_and_manual_know_the_commands() {
    for shell in ["bash", "zsh", "fish"] {
        let text = done(&["completions", shell]);
        assert!(COMMANDS.iter().all(|c| text.contains(c)), "{shell}");
    }
    let manual = done(&["man"]);
    assert!(manual.starts_with(".ie") || manual.contains(".TH newsloom 1"), "{manual}");
    assert!(done(&["man", "topics"]).contains("clusters"));
}
