//! Calls the server whose address it is sent, and tells what came back.

use momento_functions::{WebResult, post};
use momento_functions_host::aws::auth::Credentials;
use momento_functions_host::encoding::Json;
use momento_functions_host::http::{self, Response};

post!(call);
fn call(server: Vec<u8>) -> WebResult<String> {
    let server = String::from_utf8(server)?;
    let at = |path: &str| format!("{server}{path}");
    let header = || [("x-a".to_owned(), "1".to_owned())];
    let signed = http::get_aws_sigv4(at("/signed"), [], keys(), "eu-central-1", "execute-api");
    let told = [
        tell(http::get(at("/get"), header())?)?,
        tell(http::post(at("/json"), header(), Json([1, 2]))?)?,
        tell(http::put(at("/put"), header(), "body")?)?,
        tell(http::delete(at("/delete"), header())?)?,
        tell(signed?)?,
        match http::get("no url", []) {
            Ok(response) => format!("answered {}", response.status),
            Err(error) => format!("{error:?}"),
        },
    ];
    Ok(told.join("\n"))
}

fn keys() -> Credentials {
    Credentials::Hardcoded {
        access_key_id: "AKIDEXAMPLE".to_owned(),
        secret_access_key: "wJalrXUtnFEMI".to_owned(),
    }
}

fn tell(mut response: Response) -> WebResult<String> {
    let kind = response.headers.iter().find(|(name, _)| name == "x-kind");
    let kind = format!("{kind:?}");
    let body: Vec<u8> = response.extract()?;
    Ok(format!(
        "{} {kind} {}",
        response.status,
        String::from_utf8(body)?
    ))
}
