//! Puts objects into a bucket and gets them back, as the role that it is sent.

use momento_functions::{WebResult, post};
use momento_functions_host::aws::auth::{AwsCredentialsProvider, Credentials};
use momento_functions_host::aws::s3::{ObjectOptions, S3Client};

post!(call);
fn call(role_arn: Vec<u8>) -> WebResult<String> {
    let role_arn = String::from_utf8(role_arn)?;
    let role = Credentials::Federated { role_arn };
    let client = S3Client::new(&AwsCredentialsProvider::new("eu-central-1", role)?);
    client.put("bucket", "plain", "content")?;
    client.put_with_options("bucket", "typed", "content", options())?;
    let plain = client.get::<Vec<u8>>("bucket", "plain")?;
    let typed = client.get_with_options::<Vec<u8>>("bucket", "typed", options())?;
    let missing = client.get::<Vec<u8>>("bucket", "no-such-key")?;
    Ok(format!(
        "{:?}\n{:?}\n{}",
        plain.map(String::from_utf8),
        typed.map(|found| (String::from_utf8(found.value), found.content_type)),
        missing.is_none(),
    ))
}

fn options() -> ObjectOptions {
    ObjectOptions {
        content_type: Some("text/plain".to_owned()),
        content_encoding: None,
    }
}
