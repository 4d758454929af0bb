use crate::adapter::Provider;
use crate::error::ComposeError;
use crate::function::Function;
use crate::provider;

/// Who answers an import of a function that is composed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Carriage {
    /// The engine: it is of `wasi:http/proxy`.
    Engine,
    /// An adapter.
    Adapter,
    /// An adapter, over HTTP: settings say where the data is.
    Data,
    /// An adapter, each call with an error that says why.
    Unavailable,
    /// Nobody: the function is refused.
    Refused {
        /// What brings the import in, and what to take instead.
        advice: &'static str,
    },
}

/// An import of a function, with who would answer it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Carried {
    /// Its name, with its version.
    pub import: String,
    /// Who answers it.
    pub by: Carriage,
}

/// Tells of each import who would answer it once the function is composed.
///
/// # Errors
/// [`ComposeError`], where [`compose`](crate::compose) refuses the component whatever it imports.
///
/// # Examples
///
/// ```
/// use momento_functions_portable::{ComposeError, carried};
///
/// let nothing = b"\0asm\x0d\0\x01\0";
/// assert!(matches!(carried(nothing), Err(ComposeError::NoFunction { .. })));
/// ```
pub fn carried(function: &[u8]) -> Result<Vec<Carried>, ComposeError> {
    let imports = Function::read(function)?.imports.into_iter();
    let carried = imports.map(|import| Carried {
        by: Carriage::of(&import.name),
        import: import.name,
    });
    Ok(carried.collect())
}

impl Carriage {
    fn of(import: &str) -> Self {
        match Provider::of(import) {
            Provider::Engine => Self::Engine,
            Provider::Environment
            | Provider::Bottom
            | Provider::BottomHttp
            | Provider::BottomStd
            | Provider::V1Http => Self::Adapter,
            Provider::Data => Self::Data,
            Provider::Unavailable => Self::Unavailable,
            Provider::Nobody => Self::Refused {
                advice: provider::advice(import),
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// POR.2
    #[test]
    fn each_import_is_answered_by_whom_it_is_told() {
        for (import, by) in [
            ("wasi:io/poll@0.2.6", Carriage::Engine),
            ("wasi:cli/environment@0.2.6", Carriage::Adapter),
            ("momento:http/http@1.1.0", Carriage::Adapter),
            ("momento:cache-list/cache-list@1.0.0", Carriage::Data),
            ("momento:valkey/valkey@1.0.0", Carriage::Unavailable),
            ("momento:host/http@1.0.0", Carriage::Adapter),
            ("momento:functions/cache-scalar@1.0.0", Carriage::Data),
            ("momento:host/aws-s3@1.0.0", Carriage::Unavailable),
        ] {
            assert_eq!(Carriage::of(import), by, "{import}");
        }
        let tcp = Carriage::of("wasi:sockets/tcp@0.2.6");
        assert!(matches!(tcp, Carriage::Refused { advice } if advice.contains("http")));
    }
}
