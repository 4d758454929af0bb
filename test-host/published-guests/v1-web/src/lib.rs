//! Adds up the numbers that it is sent, and answers by the path in each way that the older crate has.

use momento_functions::{WebError, WebResponse, WebResult, post};
use momento_functions_host::encoding::Json;
use momento_functions_host::web_extensions::FunctionEnvironment;

#[derive(serde::Deserialize)]
struct Numbers {
    numbers: Vec<i64>,
}

post!(add);
fn add(Json(request): Json<Numbers>) -> WebResult<WebResponse> {
    let sum: i64 = request.numbers.iter().sum();
    match FunctionEnvironment::get_function_environment().http_path() {
        "error" => Err(WebError::message("as it was told")),
        "value" => Ok(WebResponse::new().with_body(serde_json::json!({ "sum": sum }))?),
        _ => {
            let response = WebResponse::new()
                .with_status(201)
                .with_headers(vec![("x-one".to_owned(), "1".to_owned())])
                .header("x-two", "2");
            Ok(response.with_body(Json(sum))?)
        }
    }
}
