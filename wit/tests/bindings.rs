//! The committed bindings are what the WIT gives.
#![expect(
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a test reports by panicking"
)]

use std::path::{Path, PathBuf};
use wit_bindgen_core::wit_parser::{Resolve, WorldId, WorldItem};
use wit_bindgen_core::{Files, WorldGenerator};
use wit_bindgen_rust::{Opts, WithOption};

/// The world of what the host offers; each other world is an entry point that uses its types.
const IMPORTS: &str = "imports";
const ENTRY_POINTS: [&str; 4] = ["web-v2", "spawn-v2", "web-v1", "spawn-v1"];

/// What a lean function may import beside the contract: the world of the folder of its name.
const WASI: &str = "wasi";

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Where the WIT of a world is.
fn folder(world: &str) -> PathBuf {
    match world {
        WASI => root().join(WASI),
        _ => root().to_owned(),
    }
}

/// Where the bindings of the interface `name` (`namespace:package/interface@version`) are found.
fn module_of(name: &str) -> String {
    let (path, _) = name.split_once('@').expect("a version");
    format!(
        "crate::generated::imports::{}",
        path.replace([':', '/'], "::").replace('-', "_")
    )
}

/// An entry point takes its types from the imports world. Naming an interface that it does not use is an error.
fn shared_types(resolve: &Resolve, world: WorldId) -> Vec<(String, WithOption)> {
    let imports = resolve.worlds[world].imports.values();
    imports
        .filter_map(|item| match item {
            WorldItem::Interface { id, .. } => resolve.id_of(*id),
            _ => None,
        })
        .map(|name| (name.clone(), WithOption::Path(module_of(&name))))
        .collect()
}

fn options(module: &str, with: Vec<(String, WithOption)>) -> Opts {
    Opts {
        generate_all: with.is_empty(),
        format: true,
        pub_export_macro: true,
        export_macro_name: Some(format!("export_{module}")),
        default_bindings_module: Some(format!("momento_functions_wit::generated::{module}")),
        runtime_path: Some("::momento_functions_wit::__rt".into()),
        with,
        ..Opts::default()
    }
}

fn generate(world: &str, module: &str) -> String {
    let mut resolve = Resolve::default();
    let (package, _) = resolve.push_dir(folder(world)).expect("the WIT parses");
    let id = resolve
        .select_world(&[package], Some(world))
        .expect("the world exists");
    let with = if matches!(world, IMPORTS | WASI) {
        Vec::new()
    } else {
        shared_types(&resolve, id)
    };
    let mut files = Files::default();
    options(module, with)
        .build()
        .generate(&mut resolve, id, &mut files)
        .expect("bindings");
    let (_, contents) = files.iter().next().expect("one file");
    String::from_utf8(contents.to_vec()).expect("UTF-8")
}

/// Writes `fresh` when blessing; else says whether `file` holds something else.
fn is_stale(file: &Path, fresh: &str) -> bool {
    if std::env::var_os("BLESS").is_some() {
        std::fs::write(file, fresh).expect("written");
    }
    std::fs::read_to_string(file)
        .unwrap_or_default()
        .replace("\r\n", "\n")
        != fresh
}

#[test]
fn the_committed_bindings_are_what_the_wit_gives() {
    let worlds = [IMPORTS, WASI].into_iter().chain(ENTRY_POINTS);
    let stale: Vec<PathBuf> = worlds
        .filter_map(|world| {
            let module = world.replace('-', "_");
            let file = root().join(format!("src/generated/{module}.rs"));
            is_stale(&file, &generate(world, &module)).then_some(file)
        })
        .collect();
    assert!(
        stale.is_empty(),
        "stale bindings: {stale:?}; `BLESS=1 cargo test -p momento-functions-wit --test bindings` writes them anew"
    );
}

#[test]
fn every_world_has_its_bindings() {
    let mut resolve = Resolve::default();
    let (package, _) = resolve.push_dir(root()).expect("the WIT parses");
    let mut worlds: Vec<&str> = resolve.packages[package]
        .worlds
        .keys()
        .map(String::as_str)
        .collect();
    let mut known: Vec<&str> = std::iter::once(IMPORTS).chain(ENTRY_POINTS).collect();
    worlds.sort_unstable();
    known.sort_unstable();
    assert_eq!(
        worlds, known,
        "the worlds of worlds.wit and those of this test"
    );
}
