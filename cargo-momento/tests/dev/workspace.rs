//! Several functions at once.

use crate::developing::{Project, answering, manifest};

/// DEV.5 CFG.6
#[test]
fn only_functions_whose_files_changed_are_built() {
    let project = Project::empty();
    project.write(
        "Cargo.toml",
        "[workspace]\nmembers = ['one', 'two', 'shared']\nresolver = '3'\n",
    );
    project.write(
        "momento.toml",
        "[functions.first]\npath = 'one'\n[functions.second]\npath = 'two'\n",
    );
    for (folder, name) in [("one", "dev-one"), ("two", "dev-two")] {
        let shared = "dev-shared = { path = '../shared' }\n";
        project.write(
            &format!("{folder}/Cargo.toml"),
            &format!("{}{shared}", manifest(name)),
        );
        project.write(
            &format!("{folder}/src/lib.rs"),
            &answering("dev_shared::WORD"),
        );
    }
    let shared = "[package]\nname = 'dev-shared'\nversion = '0.0.0'\nedition = '2024'\n";
    project.write("shared/Cargo.toml", shared);
    project.write("shared/src/lib.rs", "pub const WORD: &str = \"old\";\n");
    let mut dev = project.develop(&[]);
    assert_eq!(dev.get("first").body, "old");

    project.write("two/src/lib.rs", &answering("\"own\""));
    dev.expect_built(&["two/src/lib.rs"], "second");

    project.write("shared/src/lib.rs", "pub const WORD: &str = \"new\";\n");
    let built = dev.expect_built(&["shared/src/lib.rs"], "first");
    assert_eq!(built["deployed"], true);
    let built = dev.expect("built");
    // It does not use the word any more.
    assert_eq!(
        (&built["name"], &built["deployed"]),
        (&"second".into(), &false.into())
    );
    assert_eq!(dev.get("first").body, "new");
    assert_eq!(dev.get("second").body, "own");
}
