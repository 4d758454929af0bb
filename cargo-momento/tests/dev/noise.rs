//! What causes no build.

use std::fs;

use serde_json::Value;

use crate::developing::{Project, answering};

/// DEV.6
#[test]
fn what_no_function_is_made_of_causes_no_build() {
    let project = Project::of("dev-quiet", &answering("\"one\""));
    project.write(".gitignore", "*.gen\n");
    project.write("src/unused.rs", "");
    let mut dev = project.develop(&[]);
    for path in [
        "target/debug/x.rs",
        "src/.lib.rs.swp",
        "src/lib.rs~",
        "src/4913",
        "src/.#lib.rs",
        "src/x.gen",
        ".git/index",
    ] {
        project.write(path, "x");
    }
    let file = project.path().join("src/lib.rs");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        fs::set_permissions(&file, fs::Permissions::from_mode(0o600)).unwrap();
    }
    // Written again, with what it has.
    fs::write(&file, fs::read(&file).unwrap()).unwrap();

    project.write("src/lib.rs", &answering("\"two\""));
    dev.expect_built(&["src/lib.rs"], "dev-quiet");
    fs::remove_file(project.path().join("src/unused.rs")).unwrap();
    dev.expect_built(&["src/unused.rs"], "dev-quiet");
}

/// DEV.7
#[test]
fn a_file_that_a_build_writes_causes_no_other_build() {
    let project = Project::of("dev-written", &answering("include_str!(\"written.txt\")"));
    // As a code generator that puts the time into what it writes.
    project.write(
        "build.rs",
        "fn main() {\n    \
             let now = std::time::SystemTime::now();\n    \
             std::fs::write(\"src/written.txt\", format!(\"{now:?}\")).unwrap();\n    \
             println!(\"cargo::rerun-if-changed=Cargo.toml\");\n    \
             println!(\"cargo::rerun-if-changed=trigger\");\n\
         }\n",
    );
    project.write("trigger", "1");
    let mut dev = project.develop(&[]);
    let first = dev.get("dev-written").body;

    project.write("trigger", "2");
    dev.expect_built(&["trigger"], "dev-written");
    let second = dev.get("dev-written").body;
    assert_ne!(first, second);

    project.write("README.md", "x");
    dev.expect_built(&["README.md"], "dev-written");
    assert_eq!(dev.get("dev-written").body, second);
}

/// DEV.7
#[test]
fn a_file_that_every_build_changes_later_is_told_and_left_alone() {
    let project = Project::of("dev-endless", &answering("\"one\""));
    // As one that a build writes when nobody expects it any more.
    project.write(
        "build.rs",
        "use std::time::{Duration, SystemTime};\n\n\
         fn main() {\n    \
             let now = SystemTime::now();\n    \
             std::fs::write(\"written.txt\", format!(\"{now:?}\")).unwrap();\n    \
             let file = std::fs::File::options().write(true).open(\"written.txt\").unwrap();\n    \
             file.set_modified(now + Duration::from_secs(3600)).unwrap();\n    \
             println!(\"cargo::rerun-if-changed=written.txt\");\n\
         }\n",
    );
    let mut dev = project.develop(&[]);
    let mut builds = 0;
    let ignored = loop {
        let event = dev.event();
        match event["event"].as_str().unwrap() {
            "changed" => assert_eq!(event["paths"], Value::from(vec!["written.txt"])),
            "built" => builds += 1,
            _ => break event,
        }
    };
    assert_eq!(ignored["event"], "ignored", "{ignored}");
    assert_eq!(ignored["paths"], Value::from(vec!["written.txt"]));
    assert!((1..=4).contains(&builds), "{builds}");
    assert!(dev.stderr().contains("written.txt changes with each build"));
}
