//! Lambda functions, for which functions of the same cache stand in.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod support;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use momento_functions_test_host::{
    Configuration, Host, Limits, Request, Response, Subscription, TopicEvent,
};

const LAMBDA: &str = "
    [local.lambda]
    shout.function = 'echo'
    target.function = 'aws'
    spawned.function = 'spawned'
    gone.function = 'gone'
";

fn host_with(limits: Limits) -> Host {
    let host = Host::builder()
        .limits(limits)
        .configuration(Configuration::from_toml(LAMBDA).unwrap())
        .build()
        .unwrap();
    for name in ["aws", "echo", "spawned"] {
        host.deploy(name, support::guest(name)).unwrap();
    }
    host
}

fn host() -> Host {
    host_with(Limits::default())
}

async fn invoke(host: &Host, query: &str, payload: impl Into<String>) -> Response {
    let request = Request::post(&format!("/lambda?{query}")).body(payload.into());
    let function = host.function("default", "aws").unwrap();
    function.invoke(request).await.response
}

async fn text(host: &Host, query: &str, payload: &str) -> String {
    invoke(host, query, payload).await.text().into_owned()
}

/// AWS.6, AWS.7
#[tokio::test]
async fn a_function_of_the_cache_answers_for_a_lambda_function() {
    let host = host();
    let arn = "name=arn:aws:lambda:us-west-2:123456789012:function:shout";
    for (query, version) in [
        ("", "$LATEST"),
        (arn, "$LATEST"),
        ("name=shout:3", "3"),
        ("qualifier=live", "$LATEST"),
        ("name=123456789012:function:shout&qualifier=7", "7"),
    ] {
        let told = invoke(&host, query, "{\"a\": 1}").await;
        assert_eq!((told.status, &*told.text()), (200, "{\"a\": 1}"), "{query}");
        let said = format!("(200, Some(\"{version}\"), None)");
        assert_eq!(told.header("x-said"), Some(&*said), "{query}");
    }
    assert_eq!(text(&host, "", "").await, "{}");
}

/// AWS.6
#[tokio::test]
async fn what_no_function_stands_in_for_names_the_line_to_add_and_the_next_call_works() {
    let host = host();
    for (query, reason) in [
        (
            "name=missing",
            "Other(\"ResourceNotFoundException: no function stands in for the Lambda function `missing`: add `[local.lambda.missing]` to momento.toml",
        ),
        (
            "name=gone",
            "Other(\"ResourceNotFoundException: `[local.lambda.gone]` of momento.toml names the function `gone`, which is not deployed",
        ),
        ("name=spawned", "Other(\"`spawned` is a spawn function"),
        ("name=", "Malformed(\"a Lambda function has a name"),
        ("name=a/b", "Malformed(\"a Lambda function has a name"),
        (
            "name=shout:1&qualifier=2",
            "Malformed(\"the name and the qualifier",
        ),
        ("qualifier=a%20b", "Malformed(\"a version or an alias"),
        (
            "context=no+base64!",
            "Malformed(\"InvalidRequestContentException: a client context",
        ),
    ] {
        let told = text(&host, query, "{}").await;
        let start = format!("LambdaError({reason}");
        assert!(told.starts_with(&start), "{query}: {told}");
        assert_eq!(text(&host, "", "1").await, "1");
    }
}

/// AWS.7
#[tokio::test]
async fn a_payload_is_json_of_at_most_6_mib() {
    let host = host();
    let told = text(&host, "", "{\"a\":\n no}").await;
    assert!(
        told.contains("the payload is no JSON (line 2, column 3)"),
        "{told}"
    );
    let json = |size: usize| format!("\"{}\"", "a".repeat(size - 2));
    let fits = json(6 << 20);
    assert!(text(&host, "", &fits).await == fits);
    let told = text(&host, "", &json((6 << 20) + 1)).await;
    assert!(
        told.starts_with("LambdaError(Malformed(\"RequestTooLargeException"),
        "{told}"
    );
    let event = |size| invoke(&host, "how=event", json(size));
    assert_eq!(event(1 << 20).await.text(), "Ok(())");
    let told = event((1 << 20) + 1).await;
    assert!(
        told.text().contains("RequestTooLargeException"),
        "{}",
        told.text()
    );
}

/// AWS.7
#[tokio::test]
async fn a_function_that_fails_is_an_error_object() {
    let host = host_with(Limits::default().with_memory(128 << 20));
    for (payload, error) in [
        ("\"panic\"", "{\"errorMessage\":\""),
        (
            "\"fail\"",
            "{\"errorMessage\":\"no such order\",\"errorType\":\"HTTP 422\"}",
        ),
        (
            "\"long\"",
            "{\"errorMessage\":\"the response has more than 6291456 bytes\",\"errorType\":\"Function.ResponseSizeTooLarge\"}",
        ),
    ] {
        let told = invoke(&host, "name=target", payload).await;
        assert_eq!(
            told.header("x-said"),
            Some("(200, Some(\"$LATEST\"), None)")
        );
        assert!(told.text().starts_with(error), "{}", told.text());
    }
    let told = text(&host, "name=target", "\"panic\"").await;
    assert!(told.contains("the trouble that was asked for"), "{told}");
    assert!(
        told.ends_with("\"errorType\":\"Runtime.ExitError\"}"),
        "{told}"
    );
}

/// AWS.7
#[tokio::test]
async fn the_end_of_the_log_is_given_back_when_it_is_asked_for() {
    let host = host();
    let told = invoke(&host, "name=target&tail=yes", "\"panic\"").await;
    let said = told.header("x-said").unwrap();
    let tail = said.split('"').nth(3).unwrap();
    let tail = STANDARD.decode(tail).unwrap();
    let tail = String::from_utf8(tail).unwrap();
    assert!(tail.contains("the function was ended"), "{tail}");
    assert!(tail.len() <= 4096, "{tail}");
}

/// AWS.7
#[tokio::test]
async fn a_function_sees_its_client_context() {
    let told = text(&host(), "name=target&context=e30=", "\"context\"").await;
    assert_eq!(told, "Some(\"e30=\")");
}

/// Has an event sent, and waits for what it publishes.
async fn an_event_runs(host: &Host, events: &mut Subscription) {
    let told = text(host, "name=target&how=event", "\"publish\"").await;
    assert_eq!(told, "Ok(())");
    let event = events.next().await;
    assert!(
        matches!(event, Some(TopicEvent::Message { .. })),
        "{event:?}"
    );
}

/// AWS.7
#[tokio::test]
async fn an_event_runs_while_nobody_waits_and_a_dry_run_does_not_run() {
    let host = host();
    let mut events = host.topic("default", "events").subscribe().unwrap();
    let told = text(&host, "name=target&how=dry-run", "\"publish\"").await;
    assert_eq!(told, "Ok(())");
    assert!(events.try_next().is_none());
    an_event_runs(&host, &mut events).await;
    for how in ["event", "dry-run"] {
        let told = text(&host, &format!("name=missing&how={how}"), "").await;
        assert!(told.contains("ResourceNotFoundException"), "{told}");
    }
}

/// AWS.7
#[tokio::test]
async fn a_function_that_invokes_itself_comes_to_an_end() {
    let host = host();
    let told = text(&host, "name=target", "{}").await;
    assert!(
        told.contains("RecursiveInvocationException: 16 invocations"),
        "{told}"
    );
    assert_eq!(text(&host, "", "1").await, "1");
}

/// AWS.7
#[tokio::test]
async fn too_many_at_once_is_lambdas_own_error() {
    let host = host_with(Limits::default().with_concurrency(1));
    for how in ["wait", "event"] {
        let told = text(&host, &format!("name=target&how={how}"), "{}").await;
        assert!(told.contains("TooManyRequestsException"), "{told}");
    }
    assert_eq!(text(&host, "", "1").await, "1");
}

/// AWS.7, LIM.5
#[tokio::test]
async fn one_that_its_caller_waits_for_does_not_wait_for_the_callers_place() {
    let limits = Limits::default().with_instances(1);
    let host = host_with(limits.with_memory(59 << 20));
    let told = text(&host, "name=target&how=wait", "{}").await;
    assert!(told.contains("TooManyRequestsException"), "{told}");
}

/// AWS.7, LIM.5
#[tokio::test]
async fn an_event_waits_for_the_place_of_its_caller() {
    let limits = Limits::default().with_instances(1);
    let host = host_with(limits.with_memory(58 << 20));
    let mut events = host.topic("default", "events").subscribe().unwrap();
    an_event_runs(&host, &mut events).await;
}

/// AWS.5, AWS.6, SVC.4
#[tokio::test]
async fn the_older_contract_calls_the_same_services() {
    let configuration =
        format!("{LAMBDA}\n[local.secrets]\ntext.value = 'sesame'\nbytes.binary-base64 = 'AP8='");
    let configuration = Configuration::from_toml(&configuration).unwrap();
    let host = Host::builder()
        .configuration(configuration)
        .build()
        .unwrap();
    host.deploy("echo", support::guest("echo")).unwrap();
    let old = host.deploy("old", support::guest("v1-aws")).unwrap();
    let outcome = old.invoke(Request::post("").body("7")).await;
    let told = outcome.response.text().into_owned();
    let expected = [
        "role true",
        "arn Err(AuthError::Unauthorized(\"the role's ARN is not of the form `arn:aws:iam::123456789012:role/name`\"))",
        "region Err(AuthError::Unauthorized(\"the region is no region's name, such as `us-west-2`\"))",
        "get Ok(None)",
        "put Ok(())",
        "get Ok(Some(\"7\"))",
        "extended Ok((Some(\"7\"), None))",
        "put Ok(())",
        "extended Ok((Some(\"7\"), Some(\"text/csv\")))",
        "put Err(S3Error::Malformed(\"a key has 1 to 1024 bytes; this one has 0\"))",
        "put Err(S3Error::Malformed(\"a content type is printable US-ASCII of at most 1024 bytes\"))",
        "text Ok((SecretValue::SecretString(\"sesame\"), [\"AWSCURRENT\"]))",
        "bytes Ok((SecretValue::SecretBytes([0, 255]), [\"AWSCURRENT\"]))",
        "missing Err(SecretsError::NotFound)",
        "empty Err(SecretsError::Malformed(\"a secret's id has 1 to 2048 bytes; this one has 0\"))",
        "wait Ok((200, Some(\"7\"), true, Some(\"$LATEST\")))",
        "event Ok((202, None, false, None))",
        "dry-run Ok((204, None, false, None))",
    ];
    let told: Vec<&str> = told.lines().collect();
    assert_eq!(told[..expected.len()], expected, "{outcome:?}");
    assert!(told[expected.len()].starts_with("missing Err(LambdaError::Other(\"ResourceNotFound"));
}
