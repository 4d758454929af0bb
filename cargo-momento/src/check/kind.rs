//! Which contract a component answers to.

use serde::Serialize;

use super::interfaces::Interface;

/// What a component is, by what it exports.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Kind {
    WebV2,
    WebV1,
    SpawnV2,
    SpawnV1,
    /// A server of `wasi:http`.
    HttpServer,
    /// Has a `main`.
    Program,
}

const KINDS: [(&str, Kind); 6] = [
    ("momento:web-function/guest-function-web", Kind::WebV2),
    ("momento:functions/guest-function-web", Kind::WebV1),
    ("momento:spawn-function/guest-function-spawn", Kind::SpawnV2),
    ("momento:functions/guest-function-spawn", Kind::SpawnV1),
    ("wasi:http/incoming-handler", Kind::HttpServer),
    ("wasi:cli/run", Kind::Program),
];

impl Kind {
    /// The first that an export makes of it.
    pub(super) fn of(exports: &[Interface]) -> Option<Self> {
        let mut kinds = KINDS.iter();
        let kind = kinds.find(|(path, _)| exports.iter().any(|export| export.path() == *path));
        kind.map(|(_, kind)| *kind)
    }

    /// Whether it answers to one of Momento's contracts.
    pub(super) fn is_function(self) -> bool {
        !matches!(self, Self::HttpServer | Self::Program)
    }

    /// As a person says it.
    pub(crate) fn describe(self) -> &'static str {
        match self {
            Self::WebV2 => "a web function (v2, momento:web-function)",
            Self::WebV1 => "a web function of the older contract (v1, momento:functions)",
            Self::SpawnV2 => "a spawn function (v2, momento:spawn-function)",
            Self::SpawnV1 => "a spawn function of the older contract (v1, momento:functions)",
            Self::HttpServer => "a wasi:http server, and no function",
            Self::Program => "a program, and no function",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind(exports: &[&str]) -> Option<Kind> {
        let interface = |name: &&str| Interface {
            name: (*name).to_owned(),
            functions: Vec::new(),
        };
        Kind::of(&exports.iter().map(interface).collect::<Vec<_>>())
    }

    /// CLI.30
    #[test]
    fn a_kind_is_known_by_the_export_whatever_its_version() {
        for (export, expected) in [
            (
                "momento:web-function/guest-function-web@1.0.0",
                Some(Kind::WebV2),
            ),
            (
                "momento:web-function/guest-function-web@1.3.0",
                Some(Kind::WebV2),
            ),
            (
                "momento:functions/guest-function-spawn@1.0.0",
                Some(Kind::SpawnV1),
            ),
            ("wasi:http/incoming-handler@0.2.3", Some(Kind::HttpServer)),
            ("wasi:http/incoming-handler-too@0.2.3", None),
            ("run", None),
        ] {
            assert_eq!(kind(&[export]), expected, "{export}");
        }
        assert_eq!(kind(&[]), None);
        assert_eq!(
            kind(&[
                "wasi:cli/run@0.2.0",
                "momento:web-function/guest-function-web@1.0.0"
            ]),
            Some(Kind::WebV2)
        );
    }
}
