//! Keeps as many bodies as its path says, and tells whether it was given them all.
//!
//! The path is what gives them (`cache`, `object`, `lambda`, `http`), what is done with each (`keep`, `read`),
//! and how many; the body is a key, a name or a URL.

use momento_functions_aws_auth::{Authorization, provider};
use momento_functions_aws_lambda::LambdaClient;
use momento_functions_aws_s3::S3Client;
use momento_functions_bytes::Data;
use momento_functions_guest_web::{Path, invoke};
use std::fmt::Debug;
use std::io;

invoke!(hoard);
fn hoard(Path(path): Path<String>, body: Data) -> String {
    let mut words = path.split('/');
    let (from, then) = (words.next().unwrap(), words.next().unwrap());
    let count: usize = words.next().unwrap().parse().unwrap();
    let name = String::from_utf8(body.into_bytes()).unwrap();
    let mut held = Vec::new();
    for _ in 0..count {
        match take(from, &name) {
            Ok(mut data) => {
                if then == "read" {
                    io::copy(&mut data, &mut io::sink()).unwrap();
                }
                held.push(data);
            }
            Err(error) => return refused(error, held, || take(from, &name).is_ok()),
        }
    }
    format!("{count} held")
}

/// Tells of the refusal, and whether there is room again when one is dropped.
fn refused(error: String, mut held: Vec<Data>, again: impl Fn() -> bool) -> String {
    let count = held.len();
    held.pop();
    format!(
        "{count} held, then: {error}; one dropped, then: {}",
        again()
    )
}

fn take(from: &str, name: &str) -> Result<Data, String> {
    let data = match from {
        "cache" => momento_functions_cache::get(name).map_err(told)?,
        "http" => Some(
            momento_functions_http::invoke(momento_functions_http::Request::new(name, "GET"))
                .map_err(told)?
                .body,
        ),
        "object" => S3Client::new(&credentials())
            .get_object(name, name)
            .map_err(told)?
            .map(|found| found.body),
        _ => LambdaClient::new(&credentials())
            .invoke(name, "{}")
            .map_err(told)?
            .take_payload(),
    };
    Ok(data.unwrap())
}

fn credentials() -> momento_functions_aws_auth::CredentialsProvider {
    provider(&Authorization::hardcoded("id", "secret"), "us-west-2").unwrap()
}

fn told(error: impl Debug) -> String {
    format!("{error:?}")
}
