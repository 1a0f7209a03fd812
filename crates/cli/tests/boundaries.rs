//! The walls between the crates, read off `cargo metadata` and the sources. Each rule says how much it looked at.
#![allow(clippy::disallowed_methods, clippy::unwrap_used, clippy::expect_used)]

use serde_json::Value;
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
    process::Command,
};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().unwrap()
}

/// Crate by crate, what its library depends on (not what its tests do).
fn dependencies() -> BTreeMap<String, BTreeSet<String>> {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version", "1", "--no-deps", "--offline"])
        .current_dir(root())
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let metadata: Value = serde_json::from_slice(&output.stdout).unwrap();
    let name = |v: &Value| v["name"].as_str().unwrap().to_owned();
    metadata["packages"]
        .as_array()
        .unwrap()
        .iter()
        .map(|p| (name(p), p["dependencies"].as_array().unwrap().iter().filter(|d| d["kind"].is_null()).map(name).collect()))
        .collect()
}

/// The crates of the workspace that one may use, by the end of the name.
fn ours(dependencies: &BTreeSet<String>) -> BTreeSet<&str> {
    dependencies.iter().filter_map(|d| d.strip_prefix("newsloom-")).collect()
}

#[test]
fn every_crate_uses_only_what_it_may() {
    let may: BTreeMap<&str, &[&str]> = BTreeMap::from([
        ("core", &[][..]),
        ("text", &["core"]),
        ("tfidf", &["core", "text"]),
        ("cluster", &["core"]),
        ("compare", &["core", "text", "tfidf", "cluster"]),
        ("corpus", &["core", "text"]),
        ("analysis", &["core", "text", "tfidf", "cluster"]),
        ("report", &["core", "compare", "cluster", "analysis"]),
        ("cli", &["core", "text", "tfidf", "cluster", "compare", "corpus", "analysis", "report"]),
        ("py", &["core", "text", "tfidf", "cluster", "compare", "corpus", "analysis", "report", "cli"]),
    ]);
    let all = dependencies();
    let mut edges = 0;
    for (name, uses) in &all {
        let name = name.strip_prefix("newsloom-").unwrap();
        let allowed = may.get(name).unwrap_or_else(|| panic!("crate {name} has no line here: say what it may use"));
        for used in ours(uses) {
            assert!(allowed.contains(&used), "{name} may not use {used}");
            edges += 1;
        }
    }
    assert_eq!(all.len(), may.len());
    assert!(edges > 15, "{edges} uses looked at");
}

#[test]
fn only_py_knows_python() {
    let with: Vec<_> =
        dependencies().into_iter().filter(|(_, d)| d.iter().any(|d| d.starts_with("pyo3") || d == "numpy")).map(|(n, _)| n).collect();
    assert_eq!(with, ["newsloom-py"]);
}

#[test]
fn only_the_command_knows_its_flags_and_only_corpus_knows_encodings() {
    let with = |name: &str| dependencies().into_iter().filter(|(_, d)| d.contains(name)).map(|(n, _)| n).collect::<Vec<_>>();
    assert_eq!(with("clap"), ["newsloom-cli"]);
    assert_eq!(with("indicatif"), ["newsloom-cli"]);
    assert_eq!(with("walkdir"), ["newsloom-corpus"]);
    assert_eq!(with("encoding_rs"), ["newsloom-corpus"]);
}

/// The Rust files of one crate's library, with their text.
fn sources(name: &str) -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    let mut folders = vec![root().join("crates").join(name).join("src")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|e| e == "rs") {
                let text = fs::read_to_string(&path).unwrap();
                found.push((path, text));
            }
        }
    }
    found.sort();
    assert!(!found.is_empty(), "{name} has sources");
    found
}

/// Lines of the code itself: no comments, nothing after the tests begin.
fn code(text: &str) -> impl Iterator<Item = &str> {
    let tests = |l: &&str| !l.trim_start().starts_with("#[cfg(test)]");
    text.lines().take_while(tests).filter(|l| !l.trim_start().starts_with("//"))
}

#[test]
fn files_environment_and_clock_stay_in_corpus_and_cli() {
    let outside = ["std::fs", "std::env::", "std::net", "std::process", "SystemTime", "Instant::now", "thread_rng", "from_entropy"];
    let (mut files, mut lines) = (0, 0);
    for name in ["core", "text", "tfidf", "cluster", "compare", "analysis", "report"] {
        for (path, text) in sources(name) {
            files += 1;
            for line in code(&text) {
                lines += 1;
                assert!(!outside.iter().any(|w| line.contains(w)), "{}: {line}", path.display());
            }
        }
    }
    assert!(files > 60 && lines > 5000, "{files} files, {lines} lines looked at");
    let opens = sources("corpus").iter().filter(|(_, t)| t.contains("fs::")).count();
    assert!(opens > 1, "corpus is where files are opened");
}

#[test]
fn lints_forbid_what_the_walls_forbid() {
    let lints = fs::read_to_string(root().join("clippy.toml")).unwrap();
    for method in [
        "std::fs::read",
        "std::fs::File::open",
        "std::env::var",
        "std::time::SystemTime::now",
        "rand::thread_rng",
        "rayon::ThreadPoolBuilder::new",
    ] {
        assert!(lints.contains(&format!("\"{method}\"")), "{method}");
    }
    let allowed =
        |name: &str| sources(name).iter().filter(|(_, t)| code(t).any(|l| l.contains("allow(clippy::disallowed_methods"))).count();
    for name in ["text", "tfidf", "cluster", "compare", "analysis", "report", "py"] {
        assert_eq!(allowed(name), 0, "{name} may not lift the lint");
    }
    assert_eq!(allowed("core"), 1, "core lifts it once, where threads are decided");
    assert!(allowed("corpus") > 0 && allowed("cli") > 0);
    for (name, _) in dependencies() {
        let name = name.strip_prefix("newsloom-").unwrap();
        let manifest = fs::read_to_string(root().join("crates").join(name).join("Cargo.toml")).unwrap();
        assert!(manifest.contains("[lints]\nworkspace = true"), "{name} takes the workspace's lints");
    }
}

#[test]
fn one_place_decides_threads() {
    let mut seen = Vec::new();
    for name in ["core", "text", "tfidf", "cluster", "compare", "corpus", "analysis", "report", "cli", "py"] {
        for (path, text) in sources(name) {
            if code(&text).any(|l| l.contains("ThreadPoolBuilder::new")) {
                seen.push(path.file_name().unwrap().to_string_lossy().into_owned());
            }
        }
    }
    assert_eq!(seen, ["threads.rs"]);
}

#[test]
fn cluster_knows_no_words() {
    let mut lines = 0;
    for (path, text) in sources("cluster") {
        for line in code(&text) {
            lines += 1;
            assert!(!line.contains("newsloom_text") && !line.contains("Article"), "{}: {line}", path.display());
        }
    }
    assert!(lines > 500, "{lines} lines looked at");
}

#[test]
fn no_foreign_error_or_type_stands_in_a_public_signature() {
    let foreign = [
        "serde_json::Error",
        "csv::",
        "regex::",
        "rayon::iter",
        "sprs::",
        "hashbrown::",
        "rust_stemmers::",
        "frostem::",
        "walkdir::",
        "globset::",
    ];
    let mut signatures = 0;
    for name in ["core", "text", "tfidf", "cluster", "compare", "corpus", "analysis", "report"] {
        for (path, text) in sources(name) {
            for line in code(&text).filter(|l| l.trim_start().starts_with("pub fn") || l.trim_start().starts_with("pub struct")) {
                signatures += 1;
                assert!(!foreign.iter().any(|f| line.contains(f)), "{}: {line}", path.display());
            }
        }
    }
    assert!(signatures > 100, "{signatures} signatures looked at");
}
