//! Each item that the published crates make public is used by a test of our crate of that name.

#![expect(clippy::panic, reason = "a test fails by panicking")]

mod item;
mod source;

use item::Item;
use source::Source;
use std::fs;
use std::path::Path;

fn read(path: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(path);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The crates of the list, each with its lines.
fn crates(list: &str) -> impl Iterator<Item = (&str, Vec<&str>)> {
    list.split("\n## ").skip(1).map(|section| {
        let mut lines = section.lines().filter(|line| !line.is_empty());
        let title = lines.next().unwrap_or_default();
        let name = title.split(' ').next().unwrap_or_default();
        (name, lines.collect())
    })
}

/// The items that a test does not use.
fn unused<'a>(lines: &[&'a str], test: &str) -> Vec<&'a str> {
    let source = Source::new(test);
    let items = Item::all(lines).into_iter();
    items
        .filter(|item| !item.is_used_by(&source))
        .map(|item| item.line)
        .collect()
}

/// ABI.2
#[test]
fn every_published_item_is_used_by_the_test_of_its_crate() {
    let list = read("docs/published-api.txt");
    let mut unused_items = Vec::new();
    let mut count = 0;
    for (name, lines) in crates(&list) {
        let test = read(&format!("{name}/tests/published_api.rs"));
        unused_items.extend(
            unused(&lines, &test)
                .iter()
                .map(|line| format!("{name}: {line}")),
        );
        count += 1;
    }
    assert_eq!(count, 18, "the list is not as it was");
    assert!(
        unused_items.is_empty(),
        "{} items are in docs/published-api.txt, and not in tests/published_api.rs of their crate:\n{}",
        unused_items.len(),
        unused_items.join("\n")
    );
}

/// ABI.2
#[test]
fn an_item_that_is_not_used_is_found() {
    let lines = [
        "pub mod m",
        "pub struct m::Thing<T>(pub T)",
        "impl<T> m::Thing<T>",
        "pub fn m::Thing<T>::make(T) -> Self",
        "impl<T> m::Into for m::Thing<T>",
        "pub type m::Thing<T>::Out = m::Other",
        "pub fn m::Thing<T>::out(self) -> Self::Out",
        "pub enum m::Kind",
        "pub m::Kind::One",
        "pub m::Kind::Two(String)",
        "pub m::Kind::Two::field: String",
        "pub fn m::call(&str) -> m::Kind",
    ];
    let test = "
        use m::{Thing, Kind, call};
        // A comment uses nothing: Kind::Two
        fn f<T>() where Thing<T>: m::Into<Out = m::Other> {}
        let field = (Thing::make(1), Kind :: One, call(\"\"));
    ";
    assert_eq!(unused(&lines, test), ["pub m::Kind::Two(String)"]);
    for (there, gone, line) in [
        (
            "Thing::make(1)",
            "make(1)",
            "pub fn m::Thing<T>::make(T) -> Self",
        ),
        (
            "m::Other>",
            "m::Another>",
            "impl<T> m::Into for m::Thing<T>",
        ),
        ("field", "a_field", "pub m::Kind::Two::field: String"),
        ("call", "recall", "pub fn m::call(&str) -> m::Kind"),
    ] {
        let without = unused(&lines, &test.replace(there, gone));
        assert!(without.contains(&line), "{line}: {without:?}");
    }
}

/// ABI.2
#[test]
fn an_item_with_a_reason_may_be_unused() {
    let lines = ["pub fn m::call()", "! it cannot be", "pub fn m::other()"];
    assert_eq!(unused(&lines, ""), ["pub fn m::other()"]);
}
