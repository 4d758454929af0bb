//! `wasi:filesystem`: it links, and there is none.

use wasmtime::component::{Linker, ResourceType};

use super::{WasiView, interface, unsupported};

const NO_FILES: &str = "a function has no files; build data in with `include_bytes!` or `include_str!`, or keep it in a cache";

/// A file's handle. There is never one.
enum Descriptor {}

/// A handle to a folder's entries. There is never one.
enum DirectoryEntryStream {}

const TYPES: &[&str] = &[
    "[method]descriptor.read-via-stream",
    "[method]descriptor.write-via-stream",
    "[method]descriptor.append-via-stream",
    "[method]descriptor.advise",
    "[method]descriptor.sync-data",
    "[method]descriptor.get-flags",
    "[method]descriptor.get-type",
    "[method]descriptor.set-size",
    "[method]descriptor.set-times",
    "[method]descriptor.read",
    "[method]descriptor.write",
    "[method]descriptor.read-directory",
    "[method]descriptor.sync",
    "[method]descriptor.create-directory-at",
    "[method]descriptor.stat",
    "[method]descriptor.stat-at",
    "[method]descriptor.set-times-at",
    "[method]descriptor.link-at",
    "[method]descriptor.open-at",
    "[method]descriptor.readlink-at",
    "[method]descriptor.remove-directory-at",
    "[method]descriptor.rename-at",
    "[method]descriptor.symlink-at",
    "[method]descriptor.unlink-file-at",
    "[method]descriptor.is-same-object",
    "[method]descriptor.metadata-hash",
    "[method]descriptor.metadata-hash-at",
    "[method]directory-entry-stream.read-directory-entry",
    "filesystem-error-code",
];

pub(super) fn add_to_linker<T: WasiView>(linker: &mut Linker<T>) -> wasmtime::Result<()> {
    let mut types = linker.instance(&interface("filesystem/types"))?;
    types.resource("descriptor", ResourceType::host::<Descriptor>(), |_, _| {
        Ok(())
    })?;
    types.resource(
        "directory-entry-stream",
        ResourceType::host::<DirectoryEntryStream>(),
        |_, _| Ok(()),
    )?;
    unsupported::define(&mut types, "filesystem/types", TYPES, NO_FILES)?;

    // Every way to a file begins with this call, and nothing else makes it.
    let mut preopens = linker.instance(&interface("filesystem/preopens"))?;
    unsupported::define(
        &mut preopens,
        "filesystem/preopens",
        &["get-directories"],
        NO_FILES,
    )
}
