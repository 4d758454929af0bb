use crate::error::DeployError;

const MAGIC: &[u8] = b"\0asm";
const CORE_MODULE: &[u8] = &[1, 0, 0, 0];
const COMPONENT: &[u8] = &[13, 0, 1, 0];

/// What files of other kinds begin with, and what to say of them.
const OTHERS: &[(&[u8], &str)] = &[
    (
        b"\x7fELF",
        "an ELF file, that is native code; build the function with `--target wasm32-wasip2`",
    ),
    (
        b"\xcf\xfa\xed\xfe",
        "a Mach-O file, that is native code; build the function with `--target wasm32-wasip2`",
    ),
    (
        b"\xca\xfe\xba\xbe",
        "a Mach-O file, that is native code; build the function with `--target wasm32-wasip2`",
    ),
    (
        b"MZ",
        "a Windows file, that is native code; build the function with `--target wasm32-wasip2`",
    ),
    (b"\x1f\x8b", "compressed with gzip; send it unpacked"),
    (b"PK\x03\x04", "a ZIP archive; send the component in it"),
    (
        b"!<arch>",
        "a static library; the function's crate needs `crate-type = [\"cdylib\"]`",
    ),
    (b"AGFzbQ", "WebAssembly in base64; send the decoded bytes"),
    (
        b"(component",
        "WebAssembly text; make it binary with `wasm-tools parse`",
    ),
    (
        b"(module",
        "WebAssembly text; make it binary with `wasm-tools parse`",
    ),
];

/// Checks that the bytes begin as a component does, and says what they look like if they don't.
pub(crate) fn check_bytes(wasm: &[u8]) -> Result<(), DeployError> {
    match wasm.strip_prefix(MAGIC) {
        Some(rest) => check_version(rest),
        None => Err(no_component(describe(wasm))),
    }
}

fn check_version(rest: &[u8]) -> Result<(), DeployError> {
    match rest.get(..4) {
        Some(COMPONENT) => Ok(()),
        Some(CORE_MODULE) => Err(DeployError::CoreModule),
        Some(version) => Err(no_component(format!(
            "it is WebAssembly of the unknown version {version:02x?}"
        ))),
        None => Err(no_component("it ends within its first 8 bytes")),
    }
}

fn describe(wasm: &[u8]) -> String {
    if wasm.is_empty() {
        return "there are no bytes".to_owned();
    }
    let text = wasm.trim_ascii_start();
    match OTHERS
        .iter()
        .find(|(start, _)| wasm.starts_with(start) || text.starts_with(start))
    {
        Some((_, kind)) => format!("it is {kind}"),
        None => format!(
            "it begins with `{}`, and WebAssembly with `{}`",
            start(wasm),
            MAGIC.escape_ascii()
        ),
    }
}

fn start(wasm: &[u8]) -> String {
    let bytes: Vec<u8> = wasm.iter().copied().take(16).collect();
    bytes.escape_ascii().to_string()
}

fn no_component(reason: impl Into<String>) -> DeployError {
    DeployError::NotAComponent {
        reason: reason.into(),
    }
}
