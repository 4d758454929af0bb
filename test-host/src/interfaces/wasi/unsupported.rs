//! The trap of a WASI call that no function may make.

use wasmtime::component::LinkerInstance;

use super::WasiView;

/// A use of something that a function does not have, here as on the service.
#[derive(Debug, thiserror::Error)]
#[error("{call}: {advice}")]
pub(crate) struct Unsupported {
    call: String,
    advice: String,
}

impl Unsupported {
    pub(in crate::interfaces::wasi) fn new(
        call: impl Into<String>,
        advice: impl Into<String>,
    ) -> Self {
        Self {
            call: call.into(),
            advice: advice.into(),
        }
    }

    /// Tells whether it was this interface, or one of this package.
    pub(crate) fn is_of(&self, interface: &str) -> bool {
        self.call.starts_with(interface)
    }
}

/// Defines each of `functions` as one that traps. The linker asks nothing of their types, so no WIT is
/// needed for what never returns.
pub(super) fn define<T: WasiView>(
    instance: &mut LinkerInstance<'_, T>,
    interface: &'static str,
    functions: &'static [&'static str],
    advice: &'static str,
) -> wasmtime::Result<()> {
    for function in functions {
        instance.func_new(function, move |_, _, _, _| {
            Err(Unsupported::new(format!("wasi:{interface} {function}"), advice).into())
        })?;
    }
    Ok(())
}
