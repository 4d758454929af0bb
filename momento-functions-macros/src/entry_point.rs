//! What tells the kinds of entry point apart.

/// A kind of entry point: everything that a message or an expansion needs to know about it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct EntryPoint {
    /// The attribute's name.
    pub(crate) attribute: &'static str,
    /// What the function is called in a sentence, with its article.
    pub(crate) name: &'static str,
    /// The module under `__private` of the re-exporting crate that holds what the expansion calls.
    pub(crate) module: &'static str,
    /// How many arguments a handler may have.
    pub(crate) arguments: usize,
    /// What those arguments are, for an author who has written more.
    pub(crate) takes: &'static str,
    /// Return types that an author who wrote none that fits may choose from.
    pub(crate) returns: &'static str,
}

const WEB_ARGUMENTS: &str =
    "at most 8 arguments: what it asks of the invocation first, the request's body last";
const WEB_RETURNS: &str =
    "a response such as `&'static str`, `Json<T>` or `WebResult<WebResponse>`";

impl EntryPoint {
    pub(crate) const WEB: Self = Self {
        attribute: "web_function",
        name: "a web function",
        module: "web",
        arguments: 8,
        takes: WEB_ARGUMENTS,
        returns: WEB_RETURNS,
    };

    pub(crate) const POST: Self = Self {
        attribute: "post_function",
        name: "a post function",
        module: "post",
        arguments: 8,
        takes: WEB_ARGUMENTS,
        returns: "a response such as `Vec<u8>`, `Json<T>` or `FunctionResult<WebResponse>`",
    };

    pub(crate) const SPAWN: Self = Self {
        attribute: "spawn_function",
        name: "a spawn function",
        module: "spawn",
        arguments: 1,
        takes: "at most 1 argument, its payload: nobody waits for it, so there is no request to ask about",
        returns: "`()`, `Result<(), E>` or `Result<SpawnSuccess, SpawnFailure>`",
    };
}
