//! Reads its body in every way that the published crate has, or hands it back unread.

use std::io::Read;

use momento_functions_bytes::Data;
use momento_functions_bytes::encoding::{Encode, Extract, Json};
use momento_functions_guest_web::{WebEnvironment, WebResult, invoke};

invoke!(answer);
fn answer(body: Data) -> WebResult<Data> {
    Ok(match WebEnvironment::load().http_path() {
        "unread" => body,
        "read" => Data::from(pieces(body)?),
        "json" => Json(Json::<Vec<u32>>::extract(body)?.0.len()).try_serialize()?,
        "text" => Data::from(String::extract(body)?.to_uppercase()),
        _ => Data::from(body.into_bytes().len().to_string()),
    })
}

/// The lengths of what each read gave, into a buffer of 1,000 bytes.
fn pieces(mut body: Data) -> WebResult<String> {
    let mut buffer = [0; 1000];
    let mut lengths = Vec::new();
    loop {
        let length = body.read(&mut buffer)?;
        lengths.push(length.to_string());
        if length == 0 {
            return Ok(lengths.join(" "));
        }
    }
}
