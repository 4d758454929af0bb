//! Starts the function that its path names with the body it is sent, and one that is not there.

use momento_functions::{WebResult, post};
use momento_functions_host::web_extensions::FunctionEnvironment;

post!(call);
fn call(body: Vec<u8>) -> WebResult<String> {
    let name = FunctionEnvironment::get_function_environment().http_path();
    momento_functions_host::spawn(name, body)?;
    let refused = momento_functions_host::spawn("no-such-function", "");
    Ok(format!("{refused:?}"))
}
