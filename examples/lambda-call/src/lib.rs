//! Asks a Lambda function, and answers with what it says.

use momento_functions_aws_lambda::{Authorization, LambdaClient, provider};
use momento_functions_bytes::Data;
use momento_functions_guest_web::{WebResult, invoke};

const ROLE: &str = "arn:aws:iam::123456789012:role/caller";

invoke!(ask);
fn ask(question: Data) -> WebResult<Data> {
    let lambda = LambdaClient::new(&provider(&Authorization::federated(ROLE), "us-west-2")?);
    let mut answer = lambda.invoke("greeter", question)?;
    Ok(answer.take_payload().unwrap_or_default())
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::ask;
    use momento_functions_test::host;

    #[momento_functions_test::test]
    fn the_answer_is_the_lambda_functions() {
        host().lambda("greeter").respond(r#""Hello!""#);
        assert_eq!(ask("{}".into()).unwrap().into_bytes(), br#""Hello!""#);
        assert_eq!(host().lambda("greeter").calls()[0].text(), "{}");
    }
}
