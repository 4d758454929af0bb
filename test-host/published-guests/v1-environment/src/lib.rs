//! Tells what it sees of its request, by the older crate's environment.

use momento_functions::post;
use momento_functions_host::web_extensions::{self, FunctionEnvironment};

post!(look);
fn look(header: Vec<u8>) -> String {
    let environment = FunctionEnvironment::get_function_environment();
    let header = String::from_utf8_lossy(&header);
    let seen: [&str; 8] = [
        environment.cache_name(),
        environment.function_name(),
        environment.invocation_id(),
        environment.http_method(),
        environment.http_path(),
        environment
            .token_metadata()
            .as_deref()
            .unwrap_or("no token"),
        web_extensions::headers()
            .get(&*header)
            .map_or("no header", |value| value),
        environment
            .query_parameters()
            .get("q")
            .map_or("no query", |value| value),
    ];
    seen.join("\n")
}
