use super::TestBinaryError;
use super::libtest;
use crate::code_cache::{CodeCache, ContentHash, content_hash};
use crate::engine::HostEngine;
use std::fs;
use std::io;
use std::path::Path;
use std::time::UNIX_EPOCH;
use wasmtime::component::Component;

/// A binary that is compiled.
pub(super) struct Code {
    pub(super) component: Component,
    pub(super) is_libtest: bool,
}

impl Code {
    pub(super) fn of_bytes(
        engine: &HostEngine,
        wasm: &[u8],
        cache: Option<&CodeCache>,
    ) -> Result<Self, TestBinaryError> {
        Self::compile(engine, wasm, &content_hash(wasm), cache)
    }

    pub(super) fn of_file(
        engine: &HostEngine,
        path: &Path,
        cache: Option<&CodeCache>,
    ) -> Result<Self, TestBinaryError> {
        let unreadable = |source| TestBinaryError::File {
            path: path.to_owned(),
            source,
        };
        let file = identity(path).map_err(unreadable)?;
        // What the bytes would tell is a part of the name that their code has on disk.
        let kept = cache.and_then(|cache| {
            [true, false].into_iter().find_map(|is_libtest| {
                let component = engine.kept(&name(&file, is_libtest), cache)?;
                Some(Self {
                    component,
                    is_libtest,
                })
            })
        });
        if let Some(code) = kept {
            return Ok(code);
        }
        let wasm = fs::read(path).map_err(unreadable)?;
        let content = name(&file, is_libtest(&wasm));
        Self::compile(engine, &wasm, &content, cache)
    }

    fn compile(
        engine: &HostEngine,
        wasm: &[u8],
        content: &ContentHash,
        cache: Option<&CodeCache>,
    ) -> Result<Self, TestBinaryError> {
        Ok(Self {
            component: engine.compile_program(wasm, content, cache)?,
            is_libtest: is_libtest(wasm),
        })
    }
}

fn is_libtest(wasm: &[u8]) -> bool {
    memchr::memmem::find(wasm, libtest::MARKER).is_some()
}

/// What tells a file from all others, and from itself before it was written anew.
fn identity(path: &Path) -> io::Result<Vec<u8>> {
    let path = path.canonicalize()?;
    let metadata = fs::metadata(&path)?;
    let changed = metadata.modified()?.duration_since(UNIX_EPOCH);
    let changed = changed.unwrap_or_default().as_nanos();
    let mut identity = path.into_os_string().into_encoded_bytes();
    identity.extend(metadata.len().to_le_bytes());
    identity.extend(changed.to_le_bytes());
    Ok(identity)
}

fn name(file: &[u8], is_libtest: bool) -> ContentHash {
    content_hash(&[b"file".as_slice(), &[u8::from(is_libtest)], file].concat())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_is_written_anew_is_another() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("tests.wasm");
        fs::write(&path, "one").unwrap();
        let first = identity(&path).unwrap();
        assert_eq!(identity(&path).unwrap(), first);
        fs::write(&path, "three").unwrap();
        let longer = identity(&path).unwrap();
        assert_ne!(longer, first);
        let file = fs::File::options().write(true).open(&path).unwrap();
        file.set_modified(UNIX_EPOCH).unwrap();
        assert_ne!(identity(&path).unwrap(), longer);
    }

    #[test]
    fn what_a_binary_is_belongs_to_its_name() {
        assert_ne!(name(b"a", true), name(b"a", false));
        assert_ne!(name(b"a", true), name(b"b", true));
    }
}
