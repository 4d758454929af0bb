/// Which entry point a function has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum FunctionKind {
    /// Answers HTTP requests: `momento:web-function/guest-function-web#invoke`.
    WebV2,
    /// Answers HTTP requests by the older contract: `momento:functions/guest-function-web#post`.
    WebV1,
    /// Runs in the background: `momento:spawn-function/guest-function-spawn#spawned`.
    SpawnV2,
    /// Runs in the background by the older contract: `momento:functions/guest-function-spawn#spawned`.
    SpawnV1,
    /// Runs tests: `wasi:cli/run#run`. Nothing that can be deployed is of this kind.
    Test,
}

impl FunctionKind {
    /// All that can be deployed, in their order.
    pub(crate) const ALL: [Self; 4] = [Self::WebV2, Self::WebV1, Self::SpawnV2, Self::SpawnV1];

    /// Returns a short name of the kind, fit for programs: `web_v2`, for example.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::WebV2 => "web_v2",
            Self::WebV1 => "web_v1",
            Self::SpawnV2 => "spawn_v2",
            Self::SpawnV1 => "spawn_v1",
            Self::Test => "test",
        }
    }

    /// Returns whether the function runs in the background, and answers no HTTP request.
    #[must_use]
    pub fn is_spawn(self) -> bool {
        !matches!(self, Self::WebV2 | Self::WebV1)
    }
}
