//! Has the Lambda function `add` add numbers, and invokes one that is not there, as the role that it is sent.

use momento_functions::{WebError, WebResult, post};
use momento_functions_host::aws::auth::{AwsCredentialsProvider, Credentials};
use momento_functions_host::aws::lambda::LambdaClient;
use momento_functions_host::encoding::Json;

post!(call);
fn call(role_arn: Vec<u8>) -> WebResult<String> {
    let role_arn = String::from_utf8(role_arn)?;
    let role = Credentials::Federated { role_arn };
    let client = LambdaClient::new(&AwsCredentialsProvider::new("eu-central-1", role)?);
    let numbers = serde_json::json!({ "numbers": [1, 2, 3] });
    let mut response = client.invoke("add", numbers)?;
    let Ok(Json::<i64>(sum)) = response.extract() else {
        return Err(WebError::message("no number"));
    };
    let refused = client.invoke("no-such-function", ());
    Ok(format!(
        "{} {sum} {}",
        response.status_code(),
        refused.is_err()
    ))
}
