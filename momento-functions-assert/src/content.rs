//! What a body holds.

use serde_json::Value;

/// How many bytes of a body that is no text are told.
const MAX_BYTES: usize = 32;

/// Reads a body as text, or tells that it is none.
pub(crate) fn text(body: &[u8]) -> Result<&str, String> {
    std::str::from_utf8(body).map_err(|error| {
        format!(
            "expected a text, got {}, no UTF-8 from byte {} on",
            bytes(body),
            error.valid_up_to()
        )
    })
}

/// Reads a body as JSON, or tells that it is none.
pub(crate) fn json(body: &[u8]) -> Result<Value, String> {
    if body.is_empty() {
        return Err("expected JSON, got an empty body".to_owned());
    }
    serde_json::from_slice(body).map_err(|error| format!("expected JSON, got none: {error}"))
}

/// Tells bytes that are no text.
pub(crate) fn bytes(body: &[u8]) -> String {
    let shown = body.iter().take(MAX_BYTES);
    let shown: Vec<String> = shown.map(|byte| format!("{byte:02x}")).collect();
    let more = if body.len() > MAX_BYTES { " …" } else { "" };
    format!("{} bytes ({}{more})", body.len(), shown.join(" "))
}
