//! What the engine takes, found out by building a host.

use std::path::Path;

use momento_functions_test_host::{Host, HostError};

use super::finding::Finding;
use super::project::writable;
use crate::cli::CodeCacheArgs;
use crate::units::grouped;

pub(super) fn look(code_cache: &CodeCacheArgs) -> Vec<Finding> {
    match code_cache.apply(Host::builder()).build() {
        Ok(host) => vec![pool(&host), scan(&host), compiled_code(&host)],
        Err(HostError::CodeCache { folder, source }) => {
            let message = format!("{}: {source}", folder.display());
            vec![Finding::problem("compiled code", message).mended_by(
                "cargo momento serve --code-cache DIR, with a folder of your own, or --no-code-cache",
            )]
        }
        Err(error) => {
            let error = format!("{error}; `--limits quick` takes less");
            vec![Finding::problem("memory pool", error).mended_by("ulimit -v unlimited")]
        }
    }
}

fn pool(host: &Host) -> Finding {
    let pool = host.pool();
    let (instances, memory) = (grouped(pool.instances.into()), grouped(pool.memory as u64));
    let message = format!("{instances} instances of up to {memory} bytes are reserved");
    Finding::ok("memory pool", message)
}

fn scan(host: &Host) -> Finding {
    match host.pool().page_map_scan {
        true => Finding::ok("page-map scan", "used memory is cleared page by page"),
        false => Finding::warning(
            "page-map scan",
            "this kernel lacks it (Linux has it since 6.7): all is correct, and memory is cleared slower",
        ),
    }
}

fn compiled_code(host: &Host) -> Finding {
    match host.code_cache() {
        Some(folder) => kept(folder),
        None => Finding::warning(
            "compiled code",
            "it is not kept: each start compiles anew; `--code-cache DIR` names a folder for it",
        ),
    }
}

fn kept(folder: &Path) -> Finding {
    match writable(folder) {
        Ok(()) => Finding::ok("compiled code", format!("kept in {}", folder.display())),
        Err(error) => {
            let message = format!("cannot write to {}: {error}", folder.display());
            Finding::problem("compiled code", message)
                .mended_by(format!("chmod u+rwx {}", folder.display()))
        }
    }
}
