//! The WIT has the shapes of the contract that the service publishes: `shapes.txt` is that contract,
//! without prose, and an order or a type that changes here would break every function that is deployed.
#![expect(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test reports by panicking"
)]

mod support;

use std::path::Path;
use support::{diff, shapes};
use wit_bindgen_core::wit_parser::Resolve;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn resolve() -> Resolve {
    let mut resolve = Resolve::default();
    resolve.push_dir(root()).expect("the WIT parses");
    resolve
}

#[test]
fn the_wit_has_the_shapes_of_the_contract() {
    let file = root().join("shapes.txt");
    let found = shapes::of(&resolve());
    if std::env::var_os("BLESS").is_some() {
        std::fs::write(&file, &found).expect("written");
    }
    let contract = std::fs::read_to_string(&file)
        .expect("wit/shapes.txt")
        .replace("\r\n", "\n");
    let changes = diff::lines(&contract, &found);
    assert!(
        changes.is_empty(),
        "the WIT left the contract (- shapes.txt, + the WIT):\n{changes}\
         Mend the WIT. Only for a new interface: `BLESS=1 cargo test -p momento-functions-wit --test shapes` writes the file anew"
    );
}

#[test]
fn a_changed_shape_is_shown_under_its_interface() {
    let text = "interface a\n  func x()\n  func y()\ninterface b\n  func z()\n";
    let swapped = "interface a\n  func x()\n  func y()\ninterface b\n  func z(a: u32)\n";
    assert_eq!(diff::lines(text, text), "");
    assert_eq!(
        diff::lines(text, swapped),
        "interface b\n-   func z()\n+   func z(a: u32)\n"
    );
}

#[test]
fn an_order_that_changed_is_a_difference() {
    let text = "interface a\n  func x()\n  func y()\n";
    let swapped = "interface a\n  func y()\n  func x()\n";
    assert!(!diff::lines(text, swapped).is_empty());
}
