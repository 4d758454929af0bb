//! The folder for compiled code that the command line asks for.

use momento_functions_test_host::HostBuilder;

use crate::cli::CodeCacheArgs;

impl CodeCacheArgs {
    pub(crate) fn apply(&self, host: HostBuilder) -> HostBuilder {
        match (self.no_code_cache, &self.code_cache, dirs::cache_dir()) {
            (true, _, _) => host.no_code_cache(),
            (false, Some(folder), _) => host.code_cache(folder),
            (false, None, Some(caches)) => {
                host.default_code_cache(caches.join("momento-functions").join("compiled"))
            }
            (false, None, None) => host,
        }
    }
}
