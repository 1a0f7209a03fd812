//! Help, its examples, completions and the manual page.

use crate::{done, root, stderr};
use std::{env, fs, os::unix::fs::symlink, path::Path, process::Command};

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
        &["boilerplate"],
        &["kwic"],
        &["collocations"],
        &["tfidf", "fit"],
        &["tfidf", "transform"],
        &["report"],
        &["completions"],
        &["man"],
    ] {
        let help = done(&[command, &["--help"]].concat());
        let found = examples(&help);
        assert!(!found.is_empty(), "{command:?} shows examples");
        for example in found {
            // In a shell, as a user runs it; where `>` leads is not for a test.
            let line = format!("newsloom {}", example.split(" > ").next().unwrap());
            let mut folders = vec![Path::new(env!("CARGO_BIN_EXE_newsloom")).parent().unwrap().to_path_buf()];
            folders.extend(env::split_paths(&env::var_os("PATH").unwrap()));
            let path = env::join_paths(folders).unwrap();
            let output = Command::new("sh").args(["-c", &line]).current_dir(dir.path()).env("PATH", path).output().unwrap();
            assert!(output.status.success(), "{line}\n{}", stderr(&output));
            assert!(line.contains(" -o ") || line.contains(" --output ") || !output.stdout.is_empty(), "{line}");
            ran += 1;
        }
    }
    assert!(ran > 25, "{ran} examples ran");
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
    assert!(done(&["man", "tfidf", "fit"]).contains("newsloom\\-tfidf\\-fit"));
}
