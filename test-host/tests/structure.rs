//! What is said about the repository's structure is true of it.

#![expect(
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn read(path: impl AsRef<Path>) -> String {
    let path = root().join(path);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn folders(path: &str) -> BTreeSet<String> {
    fs::read_dir(root().join(path))
        .unwrap()
        .map(|entry| entry.unwrap())
        .filter(|entry| entry.path().join("Cargo.toml").is_file())
        .map(|entry| entry.file_name().into_string().unwrap())
        .collect()
}

/// Every file below `path`, links not followed, builds and hidden folders left out.
fn files(path: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(path).unwrap() {
        let entry = entry.unwrap();
        let name = entry.file_name().into_string().unwrap();
        let kind = entry.file_type().unwrap();
        if kind.is_dir() && name != "target" && !name.starts_with('.') {
            files(&entry.path(), found);
        } else if kind.is_file() {
            found.push(entry.path());
        }
    }
}

fn all_files() -> Vec<PathBuf> {
    let mut found = Vec::new();
    files(&root(), &mut found);
    found.sort();
    found
}

fn relative(path: &Path) -> String {
    let path = path.strip_prefix(root()).unwrap();
    path.to_str().unwrap().replace('\\', "/")
}

#[test]
fn wit_stands_in_one_place_only() {
    let strays: Vec<String> = all_files()
        .iter()
        .map(|path| relative(path))
        .filter(|path| path.ends_with(".wit") && !path.starts_with("wit/"))
        .collect();
    assert_eq!(strays, Vec::<String>::new());
}

#[test]
fn every_interface_of_the_contract_is_in_a_world() {
    let worlds = read("wit/worlds.wit");
    let mut missing = Vec::new();
    for path in all_files() {
        let path = relative(&path);
        if !path.starts_with("wit/deps/") {
            continue;
        }
        let text = read(&path);
        let package = text
            .lines()
            .find_map(|line| line.strip_prefix("package "))
            .unwrap_or_else(|| panic!("{path} names no package"))
            .trim_end_matches(';');
        let (package, version) = package.split_once('@').unwrap();
        for line in text.lines() {
            let Some(name) = line.strip_prefix("interface ") else {
                continue;
            };
            let name = name.trim_end_matches(" {");
            let interface = format!("{package}/{name}@{version};");
            // `types` of the older contract has no function: there is nothing to link.
            if !worlds.contains(&interface) && interface != "momento:functions/types@1.0.0;" {
                missing.push(interface);
            }
        }
    }
    assert_eq!(missing, Vec::<String>::new());
}

#[test]
fn the_readme_lists_every_crate_once() {
    let readme = read("README.md");
    let listed: Vec<&str> = readme
        .lines()
        .filter(|line| line.starts_with("| [") && line.matches('|').count() == 4)
        .filter_map(|line| line.split_once("](")?.1.split_once(')'))
        .map(|(folder, _)| folder)
        .collect();
    let crates = folders(".");
    let unique: BTreeSet<String> = listed.iter().map(|folder| folder.to_string()).collect();
    assert_eq!(listed.len(), unique.len(), "a crate is listed twice");
    assert_eq!(unique, crates);
}

#[test]
fn the_facade_has_a_feature_or_a_re_export_for_every_guest_crate() {
    let facade = read("momento-functions/src/lib.rs");
    let not_in_the_facade = [
        // Not for authors.
        "momento-functions-models",
        // The test kit's.
        "momento-functions-assert",
        "momento-functions-macros",
        // The older contract's, which its authors depend on beside the facade.
        "momento-functions-host",
        "momento-functions-log",
    ];
    for name in folders(".") {
        if name.starts_with("momento-functions-") && !not_in_the_facade.contains(&name.as_str()) {
            let path = name.replace('-', "_");
            assert!(
                facade.contains(&path),
                "the facade does not re-export {path}"
            );
        }
    }
}

/// The folders of `guests` that no test or benchmark names, among those that `is_theirs` says are for them.
fn idle(guests: &str, is_theirs: impl Fn(&str) -> bool) -> Vec<String> {
    let tests: String = all_files()
        .iter()
        .map(|path| relative(path))
        .filter(|path| {
            let folders = ["test-host/tests/", "test-host/benches/", "portable/tests/"];
            folders.iter().any(|folder| path.starts_with(folder))
        })
        .filter(|path| path.ends_with(".rs"))
        .filter(|path| is_theirs(path))
        .map(read)
        .collect();
    folders(guests)
        .into_iter()
        .filter(|guest| !tests.contains(&format!("\"{guest}\"")))
        .collect()
}

#[test]
fn every_guest_is_run_by_a_test_or_a_benchmark() {
    let published = |path: &str| path.starts_with("test-host/tests/published/");
    let mut without = idle("test-host/guests", |path| !published(path));
    without.extend(idle("test-host/published-guests", published));
    assert_eq!(without, Vec::<String>::new(), "guests that nothing runs");
}

/// A rule of docs/behaviour.md, and where its `Tests:` line stands.
struct Rule {
    id: String,
    built: bool,
    tests: BTreeSet<String>,
}

fn rules(document: &str) -> Vec<Rule> {
    let mut built = true;
    let mut rules: Vec<Rule> = Vec::new();
    for line in document.lines() {
        if line == "## Not built yet" {
            built = false;
        } else if let Some(id) = line.strip_prefix("### ") {
            rules.push(Rule {
                id: id.to_string(),
                built,
                tests: BTreeSet::new(),
            });
        } else if let (Some(tests), Some(rule)) = (line.strip_prefix("Tests: "), rules.last_mut()) {
            rule.tests = tests
                .trim_end_matches('.')
                .split(", ")
                .map(|test| test.trim_matches('`').to_string())
                .collect();
        }
    }
    rules
}

const END: &str = "# END";

/// The document with the `Tests:` line of each rule written anew.
fn with_tests(document: &str, tests: &BTreeMap<String, BTreeSet<String>>) -> String {
    let mut text = String::new();
    let mut rule: Option<&str> = None;
    let lines = document.lines().filter(|line| !line.starts_with("Tests: "));
    // The last rule ends where another heading would begin.
    for line in lines.chain([END]) {
        if line.starts_with('#') {
            if let Some(tests) = rule.take().and_then(|id| tests.get(id)) {
                let names: Vec<String> = tests.iter().map(|test| format!("`{test}`")).collect();
                text.truncate(text.trim_end().len());
                text.push_str(&format!("\n\nTests: {}.\n\n", names.join(", ")));
            }
            rule = line.strip_prefix("### ");
        }
        text.push_str(line);
        text.push('\n');
    }
    // Two blank lines are left where a line was taken out.
    while text.contains("\n\n\n") {
        text = text.replace("\n\n\n", "\n\n");
    }
    text.truncate(text.trim_end().trim_end_matches(END).trim_end().len());
    text.push('\n');
    text
}

fn is_rule(word: &str) -> bool {
    word.split_once('.').is_some_and(|(section, number)| {
        (2..=5).contains(&section.len())
            && section.bytes().all(|byte| byte.is_ascii_uppercase())
            && !number.is_empty()
            && number.bytes().all(|byte| byte.is_ascii_digit())
    })
}

/// The rules that a comment names.
fn rules_in(comment: &str) -> impl Iterator<Item = String> + '_ {
    comment
        .split(|c: char| !(c.is_ascii_alphanumeric() || c == '.'))
        .map(|word| word.trim_matches('.'))
        .filter(|word| is_rule(word))
        .map(String::from)
}

/// Which tests say which rule they are for, by the doc comments in front of them.
fn tests_by_rule() -> BTreeMap<String, BTreeSet<String>> {
    let mut found: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for path in all_files() {
        let path = relative(&path);
        if !path.ends_with(".rs") || path.contains("/generated/") || path.contains("/guests/") {
            continue;
        }
        let mut comment = String::new();
        let mut is_test = false;
        for line in read(&path).lines() {
            let line = line.trim();
            let after_fn = line
                .split_once("fn ")
                .filter(|(before, _)| matches!(*before, "" | "async " | "pub " | "pub async "));
            if let Some(text) = line.strip_prefix("///") {
                comment.push_str(text);
                comment.push(' ');
            } else if line.starts_with("#[") {
                is_test |= ["#[test]", "#[tokio::test", "#[momento_functions_test::test"]
                    .iter()
                    .any(|attribute| line.starts_with(attribute));
            } else {
                if let (Some((_, rest)), true) = (after_fn, is_test) {
                    let name = rest.split(['(', '<']).next().unwrap_or_default();
                    for rule in rules_in(&comment) {
                        let tests = found.entry(rule).or_default();
                        tests.insert(format!("{path}::{name}"));
                    }
                }
                comment.clear();
                is_test = false;
            }
        }
    }
    found
}

#[test]
fn every_rule_has_its_tests_and_every_test_its_rule() {
    let path = "docs/behaviour.md";
    let mut document = read(path);
    let tests = tests_by_rule();
    if std::env::var_os("BLESS").is_some() {
        document = with_tests(&document, &tests);
        fs::write(root().join(path), &document).unwrap();
    }
    let rules = rules(&document);
    let known: BTreeSet<&str> = rules.iter().map(|rule| rule.id.as_str()).collect();

    let mut wrong = Vec::new();
    for rule in &rules {
        let has = tests.get(&rule.id).cloned().unwrap_or_default();
        if rule.built && has.is_empty() {
            wrong.push(format!("{} has no test", rule.id));
        } else if has != rule.tests {
            wrong.push(format!(
                "{}: {path} says {:?}, the tests {has:?}",
                rule.id, rule.tests
            ));
        }
    }
    for (rule, tests) in &tests {
        if !known.contains(rule.as_str()) {
            wrong.push(format!("{rule} is no rule, but {tests:?} name it"));
        }
    }
    assert!(
        wrong.is_empty(),
        "{}\nBLESS=1 cargo test -p momento-functions-test-host --test structure writes the lines",
        wrong.join("\n")
    );
}

/// A text without the indentation of its lines.
fn unindented(text: &str) -> String {
    text.lines()
        .map(|line| format!("{}\n", line.trim()))
        .collect()
}

#[test]
fn what_the_guide_to_tests_takes_from_a_file_stands_there() {
    let guide = read("docs/testing.md");
    let taken = guide.match_indices("```rust,ignore\n");
    let mut count = 0;
    for (place, fence) in taken {
        let path = guide[..place].lines().last().unwrap();
        let path = path
            .strip_prefix("<!-- ")
            .and_then(|path| path.strip_suffix(" -->"));
        let path = path.unwrap_or_else(|| panic!("an example that does not run names its file"));
        let text = &guide[place + fence.len()..];
        let text = &text[..text.find("```").unwrap()];
        let file = unindented(&read(path));
        assert!(
            file.contains(&unindented(text)),
            "{path} does not have:\n{text}"
        );
        count += 1;
    }
    assert_eq!(count, guide.matches("ignore\n").count());
    assert!(count > 0 && !guide.contains("no_run"));
}

/// What `cargo tree` lists of what is linked: the features of each package, by name and version.
fn tree(arguments: &[&str]) -> BTreeMap<String, BTreeSet<String>> {
    let mut command = std::process::Command::new(env!("CARGO"));
    command.current_dir(root()).args([
        "tree", "--locked", "--prefix", "none", "--format", "{p};{f}",
    ]);
    let output = command.args(arguments).output().unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let mut packages: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for line in String::from_utf8(output.stdout).unwrap().lines() {
        if let Some((package, features)) = line.trim_end_matches(" (*)").split_once(';') {
            packages
                .entry(package.to_owned())
                .or_default()
                .insert(features.to_owned());
        }
    }
    packages
}

#[test]
fn the_command_the_tests_and_the_packages_share_one_build() {
    const LINKED: &str = "--edges=normal,build,no-proc-macro";
    let tests = tree(&["--edges=normal,build,dev,no-proc-macro"]);
    for package in ["cargo-momento", "momento-functions-test-host"] {
        let mut others = tree(&[LINKED, &format!("--package={package}")]);
        others.retain(|name, features| tests.get(name) != Some(features));
        assert!(
            others.is_empty(),
            "{package} has these with other features than `cargo test`: {others:#?}"
        );
    }
}
