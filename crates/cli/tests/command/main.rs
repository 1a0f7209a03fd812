//! The binary as a user meets it: arguments, files and pipes in; tables, JSON, messages and exit codes out.
#![allow(clippy::disallowed_methods, clippy::unwrap_used, clippy::expect_used)]

mod bad_input;
mod output;
mod stories;
mod tfidf;
mod words;

use std::{
    fs,
    io::Write,
    path::{Path, PathBuf},
    process::{Command, Output, Stdio},
};

/// The repository, where the examples of `--help` run.
fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The command in this folder.
fn newsloom(folder: &Path, args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_newsloom"));
    command.current_dir(folder).args(args).env_remove("COLUMNS").env_remove("NO_COLOR").stdin(Stdio::null());
    command
}

fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

/// Runs in the repository and must succeed; what stands on standard output.
fn done(args: &[&str]) -> String {
    done_in(&root(), args)
}

fn done_in(folder: &Path, args: &[&str]) -> String {
    let output = newsloom(folder, args).output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{args:?}\n{}", stderr(&output));
    stdout(&output)
}

/// Must fail with this code, without a word on standard output; what stands on standard error.
fn fails(folder: &Path, code: i32, args: &[&str]) -> String {
    let output = newsloom(folder, args).output().unwrap();
    assert_eq!((output.status.code(), stdout(&output).as_str()), (Some(code), ""), "{args:?}\n{}", stderr(&output));
    stderr(&output)
}

/// Runs with this on standard input.
fn fed(folder: &Path, args: &[&str], input: &[u8]) -> Output {
    let mut child = newsloom(folder, args).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(input).unwrap();
    child.wait_with_output().unwrap()
}

/// A folder with these files.
fn folder(files: &[(&str, &[u8])]) -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    for (name, bytes) in files {
        fs::write(dir.path().join(name), bytes).unwrap();
    }
    dir
}

const FERRY: &[u8] = b"The ferry sank near Port Orla on Monday. All ninety passengers were saved. The owner gave no comment on Tuesday.";
const BOAT: &[u8] = b"Near Port Orla the ferry sank on Monday. Divers looked for the cause of it. The mayor thanked the crews.";
