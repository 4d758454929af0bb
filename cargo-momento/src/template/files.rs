//! The texts that are built into the command.

use super::Own;

const SERDE: &str = "serde = { version = \"1.0.228\", features = [\"derive\"] }\n";

/// What every project has.
pub(super) const COMMON: [(&str, &str); 7] = [
    (
        "Cargo.toml",
        include_str!("../../templates/common/Cargo.toml.txt"),
    ),
    (
        ".cargo/config.toml",
        include_str!("../../templates/common/cargo-config.toml.txt"),
    ),
    (
        "momento.toml",
        include_str!("../../templates/common/momento.toml.txt"),
    ),
    (
        "README.md",
        include_str!("../../templates/common/README.md.txt"),
    ),
    (
        ".gitignore",
        include_str!("../../templates/common/gitignore.txt"),
    ),
    (
        "rust-toolchain.toml",
        include_str!("../../templates/common/rust-toolchain.toml.txt"),
    ),
    (
        "host-tests/Cargo.toml",
        include_str!("../../templates/common/host-tests/Cargo.toml.txt"),
    ),
];

/// What each template has of its own.
pub(super) struct Owns {
    pub(super) web: Own,
    pub(super) json: Own,
    pub(super) spawn: Own,
    pub(super) sse: Own,
    pub(super) proxy: Own,
    pub(super) cache: Own,
}

pub(super) static OWN: Owns = Owns {
    web: Own {
        features: &[],
        dependencies: SERDE,
        library: include_str!("../../templates/web/lib.rs.txt"),
        tests: include_str!("../../templates/web/tests.rs.txt"),
        usage: include_str!("../../templates/web/try.md.txt"),
    },
    json: Own {
        features: &[],
        dependencies: SERDE,
        library: include_str!("../../templates/json/lib.rs.txt"),
        tests: include_str!("../../templates/json/tests.rs.txt"),
        usage: include_str!("../../templates/json/try.md.txt"),
    },
    spawn: Own {
        features: &["cache", "spawn-function"],
        dependencies: "",
        library: include_str!("../../templates/spawn/lib.rs.txt"),
        tests: include_str!("../../templates/spawn/tests.rs.txt"),
        usage: include_str!("../../templates/spawn/try.md.txt"),
    },
    sse: Own {
        features: &[],
        dependencies: "",
        library: include_str!("../../templates/sse/lib.rs.txt"),
        tests: include_str!("../../templates/sse/tests.rs.txt"),
        usage: include_str!("../../templates/sse/try.md.txt"),
    },
    proxy: Own {
        features: &["http"],
        dependencies: "",
        library: include_str!("../../templates/proxy/lib.rs.txt"),
        tests: include_str!("../../templates/proxy/tests.rs.txt"),
        usage: include_str!("../../templates/proxy/try.md.txt"),
    },
    cache: Own {
        features: &["cache"],
        dependencies: "",
        library: include_str!("../../templates/cache/lib.rs.txt"),
        tests: include_str!("../../templates/cache/tests.rs.txt"),
        usage: include_str!("../../templates/cache/try.md.txt"),
    },
};
