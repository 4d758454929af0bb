use super::{Checked, InvocationType, InvokedLambda};
use crate::aws::service::{Body, header, percent_encoded, refused, said};
use crate::aws::{Call, Failure, LambdaClient, Service};
use crate::host::Settings;
use http::{HeaderMap, HeaderValue, Method};

/// AWS.8: invokes a function by Lambda's REST interface.
pub(super) async fn invoke(
    endpoint: &Service,
    settings: &Settings,
    client: &LambdaClient,
    call: Checked,
) -> Result<InvokedLambda, Failure> {
    let function = percent_encoded(&call.function, b"");
    let query = call
        .name
        .qualifier()
        .map(|qualifier| format!("?Qualifier={}", percent_encoded(qualifier, b"")));
    let request = Call {
        method: Method::POST,
        path: format!(
            "/2015-03-31/functions/{function}/invocations{}",
            query.unwrap_or_default()
        ),
        headers: headers(&call.how)?,
        body: Body::Signed(call.payload),
        ..Call::default()
    };
    let response = endpoint.call(settings, &client.0, request).await?;
    if !response.status().is_success() {
        return Err(refused(response).await);
    }
    let waits = matches!(call.how, InvocationType::RequestResponse { .. });
    Ok(InvokedLambda {
        status_code: response.status().as_u16().into(),
        log_result: said(&response, "x-amz-log-result"),
        executed_version: said(&response, "x-amz-executed-version"),
        payload: waits.then(|| response.into_body()),
    })
}

fn headers(how: &InvocationType) -> Result<HeaderMap, Failure> {
    let mut headers = HeaderMap::new();
    let kind = match how {
        InvocationType::RequestResponse { .. } => "RequestResponse",
        InvocationType::Event => "Event",
        InvocationType::DryRun => "DryRun",
    };
    headers.insert("x-amz-invocation-type", HeaderValue::from_static(kind));
    let json = HeaderValue::from_static("application/json");
    headers.insert(http::header::CONTENT_TYPE, json);
    if let InvocationType::RequestResponse {
        log_tail,
        client_context,
    } = how
    {
        if *log_tail {
            headers.insert("x-amz-log-type", HeaderValue::from_static("Tail"));
        }
        if let Some(context) = client_context {
            headers.insert("x-amz-client-context", header(context)?);
        }
    }
    Ok(headers)
}
