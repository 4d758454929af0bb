use lean::Local;

/// How many responses may be there at once whose bodies are not read: LIM.13.
const LIMIT: u32 = 64;

static TAKEN: Local<u32> = Local::new(0);

/// The place of a response that is still on its way, and takes a socket of the engine.
pub(crate) struct Place(());

/// There are as many as may be.
pub(crate) struct TooMany;

impl Place {
    pub(crate) fn take() -> Result<Self, TooMany> {
        TAKEN.with(|taken| match *taken < LIMIT {
            true => {
                *taken += 1;
                Ok(Self(()))
            }
            false => Err(TooMany),
        })
    }
}

/// Begins to count anew: what an earlier invocation left open is not this one's.
pub(crate) fn reset() {
    TAKEN.with(|taken| *taken = 0);
}

impl TooMany {
    pub(crate) fn text(&self) -> String {
        format!(
            "an invocation has at most {LIMIT} responses and objects whose bodies it has not read: \
             read them to their ends, or drop them"
        )
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        TAKEN.with(|taken| *taken = taken.saturating_sub(1));
    }
}
