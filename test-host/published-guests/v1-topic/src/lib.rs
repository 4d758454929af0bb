//! Publishes what it is sent as text, as bytes and as JSON.

use momento_functions::{WebResult, post};
use momento_functions_host::encoding::Json;
use momento_functions_host::topics::publish;
use momento_functions_host::web_extensions::FunctionEnvironment;

post!(call);
fn call(body: Vec<u8>) -> WebResult<String> {
    let topic = FunctionEnvironment::get_function_environment().http_path();
    publish(topic, "text")?;
    publish(topic, "string".to_owned())?;
    publish(topic, body)?;
    publish(topic, Json([1, 2]))?;
    Ok(format!("{:?}", publish("", "nobody").is_err()))
}
