//! Puts its payload into S3 by the interface before 1.1.0, and gets it again.

#![cfg(target_arch = "wasm32")]

use momento_functions_wit::generated::imports::momento::aws_auth::aws_auth::{
    Authorization, Credentials, provider,
};
use momento_functions_wit::generated::imports::momento::aws_s31_0_0::aws_s3::{
    Client, Data, GetObjectRequest, PutObjectRequest, S3Error,
};
use momento_functions_wit::generated::web_v1;
use web_v1::exports::momento::functions::guest_function_web::{Guest, Response};

struct Component;

impl Guest for Component {
    fn post(payload: Vec<u8>) -> Response {
        let key = Authorization::Hardcoded(Credentials {
            access_key_id: "id".to_owned(),
            secret_access_key: "hidden".to_owned(),
        });
        let client = Client::new(&provider(&key, "us-west-2").unwrap());
        let put = client.put(PutObjectRequest {
            bucket: "bucket".to_owned(),
            key: "key".to_owned(),
            body: Data::Value(payload),
            metadata: vec![("By".to_owned(), "me".to_owned())],
        });
        let told = match put {
            Ok(stored) => got(&client, stored.etag),
            Err(error) => refused(error),
        };
        Response {
            status: 200,
            headers: Vec::new(),
            body: told.into_bytes(),
        }
    }
}

fn got(client: &Client, etag: Option<String>) -> String {
    let request = GetObjectRequest {
        bucket: "bucket".to_owned(),
        key: "key".to_owned(),
    };
    let found = client.get(&request).unwrap();
    let body = match found.body {
        Some(Data::Buffer(buffer)) => buffer.read(1024).unwrap_or_default(),
        Some(Data::Value(bytes)) => bytes,
        None => b"none".to_vec(),
    };
    let body = String::from_utf8(body).unwrap();
    format!("{body} {} {:?}", found.etag == etag, found.metadata)
}

fn refused(error: S3Error) -> String {
    match error {
        S3Error::Unauthorized(text) => format!("unauthorized: {text}"),
        S3Error::Malformed(text) => format!("malformed: {text}"),
        S3Error::Other(text) => format!("other: {text}"),
    }
}

web_v1::export_web_v1!(Component);
