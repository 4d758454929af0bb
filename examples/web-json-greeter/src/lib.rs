//! Decodes a JSON body, and answers with JSON.

use momento_functions_bytes::encoding::Json;
use momento_functions_guest_web::invoke;
use serde::{Deserialize, Serialize};

#[derive(Deserialize)]
struct Greet {
    name: String,
}

#[derive(Debug, PartialEq, Serialize)]
struct Greeting {
    message: String,
}

invoke!(greet);
fn greet(Json(Greet { name }): Json<Greet>) -> Json<Greeting> {
    Json(Greeting {
        message: format!("Hello, {name}!"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_greets_by_name() {
        let Json(greeting) = greet(Json(Greet { name: "Ada".into() }));
        assert_eq!(greeting.message, "Hello, Ada!");
    }
}
