//! Puts an object into a bucket and gets it back, as the role that it is sent.

use momento_functions_aws_auth::{Authorization, IamRole, provider};
use momento_functions_aws_s3::{PutObjectRequest, S3Client};
use momento_functions_guest_web::{WebResult, invoke};

invoke!(call);
fn call(role_arn: String) -> WebResult<String> {
    let role = Authorization::Federated(IamRole { role_arn });
    let client = S3Client::new(&provider(&role, "eu-central-1")?);
    let request = PutObjectRequest::new("bucket", "folder/key", "content")
        .with_metadata([("one", "1")])
        .with_metadata_entry("two", "2");
    let put = client.put(request)?;
    let mut told = vec![format!("etag {}", put.etag.is_some())];
    match client.get::<String>("bucket", "folder/key")? {
        Some(mut found) => {
            found.metadata.sort();
            told.push(format!("{} {:?}", found.body, found.metadata));
        }
        None => told.push("not found".to_owned()),
    }
    let missing = client.get::<String>("bucket", "no-such-key")?;
    told.push(format!("missing {}", missing.is_none()));
    Ok(told.join("\n"))
}
