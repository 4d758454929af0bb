//! Every item of the WIT says what it is: its text becomes the documentation of the bindings on both sides.
#![expect(
    clippy::indexing_slicing,
    reason = "ids of the arenas that they come from"
)]

use std::path::Path;
use wit_bindgen_core::wit_parser::{Docs, Interface, Resolve, TypeDefKind, TypeId, World};

/// The names of items without a text.
#[derive(Default)]
struct Silent(Vec<String>);

impl Silent {
    fn check(&mut self, name: &str, docs: &Docs) {
        if docs
            .contents
            .as_deref()
            .is_none_or(|text| text.trim().is_empty())
        {
            self.0.push(name.to_owned());
        }
    }

    fn interface(&mut self, resolve: &Resolve, name: &str, interface: &Interface) {
        self.check(name, &interface.docs);
        for (kind, id) in &interface.types {
            self.type_of(&format!("{name}.{kind}"), resolve, *id);
        }
        for function in interface.functions.values() {
            self.check(&format!("{name}.{}", function.name), &function.docs);
        }
    }

    fn type_of(&mut self, name: &str, resolve: &Resolve, id: TypeId) {
        let it = &resolve.types[id];
        let parts: Vec<(&str, &Docs)> = match &it.kind {
            // A `use`: the text stands with the type itself.
            TypeDefKind::Type(_) => return,
            TypeDefKind::Record(record) => record
                .fields
                .iter()
                .map(|it| (it.name.as_str(), &it.docs))
                .collect(),
            TypeDefKind::Variant(variant) => variant
                .cases
                .iter()
                .map(|it| (it.name.as_str(), &it.docs))
                .collect(),
            TypeDefKind::Enum(cases) => cases
                .cases
                .iter()
                .map(|it| (it.name.as_str(), &it.docs))
                .collect(),
            TypeDefKind::Flags(flags) => flags
                .flags
                .iter()
                .map(|it| (it.name.as_str(), &it.docs))
                .collect(),
            _ => Vec::new(),
        };
        self.check(name, &it.docs);
        for (part, docs) in parts {
            self.check(&format!("{name}.{part}"), docs);
        }
    }

    fn world(&mut self, package: &str, world: &World) {
        self.check(&format!("{package} {}", world.name), &world.docs);
    }
}

#[test]
fn every_item_of_the_wit_has_a_text() {
    let mut resolve = Resolve::default();
    resolve
        .push_dir(Path::new(env!("CARGO_MANIFEST_DIR")))
        .expect("the WIT parses");
    let mut silent = Silent::default();
    for (_, package) in &resolve.packages {
        silent.check(&package.name.to_string(), &package.docs);
    }
    for (id, interface) in &resolve.interfaces {
        let name = resolve.id_of(id).expect("a named interface");
        silent.interface(&resolve, &name, interface);
    }
    for (_, world) in &resolve.worlds {
        let package = world.package.expect("a world of a package");
        silent.world(&resolve.packages[package].name.to_string(), world);
    }
    assert!(
        silent.0.is_empty(),
        "items without a `///` text: {:#?}",
        silent.0
    );
}
