use momento_functions_models::spawn::SpawnRefusal;

/// A function was not started in the background.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SpawnError {
    /// The function answers HTTP requests.
    #[error("`{function}` is no spawn function: it answers HTTP requests")]
    NotASpawnFunction {
        /// The function's name.
        function: String,
    },
    /// A limit forbids it for now.
    #[error(transparent)]
    Limit(#[from] SpawnRefusal),
    /// The host was dropped, and starts nothing more.
    #[error("the host was dropped: keep it for as long as its functions spawn")]
    Closed,
}
