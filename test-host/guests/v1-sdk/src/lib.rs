//! Tells, by these crates and the older contract, what it sees of its request.

use momento_functions::post;
use momento_functions_host::web_extensions::FunctionEnvironment;

post!(look);
fn look(body: Vec<u8>) -> String {
    let environment = FunctionEnvironment::get_function_environment();
    let tag = environment.headers().get("x-tag");
    format!(
        "{} {} header {tag:?} query {:?} body {:?}",
        environment.http_method(),
        environment.http_path(),
        environment.query_parameters().get("tag"),
        String::from_utf8_lossy(&body),
    )
}
