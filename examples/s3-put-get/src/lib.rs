//! Keeps each body in a bucket, under the key that the path names, and gives it back: neither way does
//! it enter the function's memory.

use momento_functions_aws_s3::{Authorization, PutObjectRequest, S3Client, provider};
use momento_functions_bytes::Data;
use momento_functions_guest_web::{Method, OrStatus, Path, WebError, WebResult, invoke};

const ROLE: &str = "arn:aws:iam::123456789012:role/reports";

invoke!(store);
fn store(Path(key): Path<String>, method: Method, body: Data) -> WebResult<Data> {
    let s3 = S3Client::new(&provider(&Authorization::federated(ROLE), "us-west-2")?);
    match method.as_str() {
        "GET" => Ok(s3.get::<Data>("reports", key)?.or_status(404)?.body),
        "PUT" => {
            let object = PutObjectRequest::new("reports", key, body);
            let stored = s3.put(object.with_metadata_entry("by", "an example"))?;
            Ok(stored.etag.unwrap_or_default().into())
        }
        other => Err(WebError::new(
            405,
            format!("there is no way to {other} an object"),
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[momento_functions_test::test]
    fn a_body_is_kept_in_the_bucket() {
        let store = |method, body: &'static str| {
            store(Path("today.txt".to_owned()), Method(method), body.into())
        };
        assert_eq!(store("GET", "").unwrap_err().status(), 404);
        store("PUT", "all is well").unwrap();
        assert_eq!(store("GET", "").unwrap().into_bytes(), b"all is well");
    }
}
