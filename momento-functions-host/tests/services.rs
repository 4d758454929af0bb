//! The other calls, and what becomes of what the host answers.
mod support;

use std::collections::HashMap;
use std::ptr;

use log::{Level, LevelFilter};
use momento_functions_guest_web::IntoWebResponse;
use momento_functions_host::aws::auth::Credentials;
use momento_functions_host::encoding::Json;
use momento_functions_host::http::{
    self, HttpDeleteError, HttpGetError, HttpPostError, HttpPutError,
};
use momento_functions_host::logging::{
    self, LogConfiguration, LogConfigurationError, LogDestination,
};
use momento_functions_host::spawn::FunctionSpawnError;
use momento_functions_host::token::{
    GenerateDisposableTokenError, Permissions, TopicPermissions, generate_disposable_token,
};
use momento_functions_host::topics::{PublishError, publish};
use momento_functions_host::web_extensions::{self, FunctionEnvironment};
use momento_functions_host::{spawn, topics};
use support::{answered, asked, refused};

fn unencodable() -> Json<HashMap<Vec<u8>, u8>> {
    Json(HashMap::from([(vec![1], 1)]))
}

fn header() -> [(String, String); 1] {
    [("h".to_owned(), "1".to_owned())]
}

fn key() -> Credentials {
    Credentials::Hardcoded {
        access_key_id: "id".to_owned(),
        secret_access_key: "secret".to_owned(),
    }
}

fn role() -> Credentials {
    let role_arn = "arn".to_owned();
    Credentials::Federated { role_arn }
}

#[test]
fn each_method_reaches_the_host_as_itself() {
    let ((), asked) = asked(|| {
        http::get("u", []).unwrap();
        http::put("u", header(), "b").unwrap();
        http::post("u", [], Json([1])).unwrap();
        http::delete("u", []).unwrap();
    });
    assert_eq!(
        asked,
        [
            "GET u []  Authorization::None",
            "PUT u [(\"h\", \"1\")] b Authorization::None",
            "POST u [] [1] Authorization::None",
            "DELETE u []  Authorization::None",
        ]
    );
}

#[test]
fn each_method_can_be_signed_with_a_key_or_as_a_role() {
    let ((), asked) = asked(|| {
        http::get_aws_sigv4("u", [], key(), "r", "s").unwrap();
        http::put_aws_sigv4("u", [], role(), "r", "s", "b").unwrap();
        http::post_aws_sigv4("u", [], key(), "r", "s", "b").unwrap();
        http::delete_aws_sigv4("u", [], role(), "r", "s").unwrap();
    });
    let key = "Authorization::AwsSigv4Secret(AwsSigv4Secret { access-key-id: \"id\", \
               secret-access-key: \"secret\", region: \"r\", service: \"s\" })";
    let role = "Authorization::Federated(IamRole { role-arn: \"arn\", service: \"s\" })";
    assert_eq!(
        asked,
        [
            format!("GET u []  {key}"),
            format!("PUT u [] b {role}"),
            format!("POST u [] b {key}"),
            format!("DELETE u []  {role}"),
        ]
    );
}

#[test]
fn a_response_is_read_once_and_is_an_answer_as_it_is() {
    let mut response = answered(|| http::get("u", [])).unwrap();
    let answer = response.clone().response();
    assert_eq!(
        (answer.status, answer.headers[0].value.as_str()),
        (404, "1")
    );
    assert_eq!(
        format!("{:?}", answer.body),
        "Data::Value([91, 49, 44, 50, 93])"
    );
    assert_eq!(response.extract::<Json<[u8; 2]>>().unwrap(), Json([1, 2]));
    assert!(response.body.is_empty() && response.extract::<Json<[u8; 2]>>().is_err());
}

#[test]
fn a_body_that_cannot_be_encoded_is_not_sent_and_a_refusal_is_the_error() {
    let ((), asked) = asked(|| {
        let put = http::put("u", [], unencodable()).unwrap_err();
        assert!(matches!(put, HttpPutError::EncodeFailed { .. }));
        let post = http::post_aws_sigv4("u", [], key(), "r", "s", unencodable()).unwrap_err();
        assert!(matches!(post, HttpPostError::EncodeFailed { .. }));
    });
    assert_eq!(asked, Vec::<String>::new());
    refused(|| {
        let HttpGetError::HttpError(error) = http::get("u", []).unwrap_err();
        assert!(error.to_string().contains("refused"));
        assert!(matches!(
            http::put("u", [], ""),
            Err(HttpPutError::HttpError(_))
        ));
        assert!(matches!(
            http::post("u", [], ""),
            Err(HttpPostError::HttpError(_))
        ));
        let HttpDeleteError::HttpError(_) = http::delete("u", []).unwrap_err();
    });
}

#[test]
fn each_kind_of_message_is_published_as_text_or_bytes() {
    let ((), asked) = asked(|| {
        publish("t", "a").unwrap();
        publish("t", String::from("b")).unwrap();
        publish("t", Json([1])).unwrap();
        publish(String::from("t"), vec![1]).unwrap();
        topics::publish("t", &[2][..]).unwrap();
        let error = publish("t", unencodable()).unwrap_err();
        assert!(matches!(error, PublishError::EncodeFailed { .. }));
    });
    let texts = ["text to t: a", "text to t: b", "text to t: [1]"];
    assert_eq!(
        asked,
        [&texts[..], &["bytes to t: [1]", "bytes to t: [2]"]].concat()
    );
    let errors = refused(|| [publish("t", "a").is_err(), publish("t", vec![1]).is_err()]);
    assert_eq!(errors, [true, true]);
}

#[test]
fn a_function_is_started_with_its_payload() {
    let ((), asked) = asked(|| {
        spawn("f", Json([1])).unwrap();
        let error = spawn("f", unencodable()).unwrap_err();
        assert!(matches!(error, FunctionSpawnError::EncodeFailed { .. }));
    });
    assert_eq!(asked, ["spawn f [1]"]);
    let error = refused(|| spawn("f", ())).unwrap_err();
    assert_eq!(format!("{error:?}"), format!("FunctionSpawnError({error})"));
    assert!(matches!(error, FunctionSpawnError::FunctionSpawnError(_)));
}

#[test]
fn a_token_is_made_of_time_permissions_and_a_note() {
    let permissions = || Permissions::new().with_topic(TopicPermissions::read_only());
    let (token, asked) =
        asked(|| generate_disposable_token(60, permissions(), Some("ada".to_owned())).unwrap());
    assert_eq!(
        (
            token.api_key.as_str(),
            token.endpoint.as_str(),
            token.valid_until
        ),
        ("key", "endpoint", 7)
    );
    assert!(
        asked[0].starts_with("60 {") && asked[0].ends_with(" Some(\"ada\")"),
        "{asked:?}"
    );
    assert!(asked[0].contains("\"TopicReadOnly\""), "{asked:?}");
    let error = refused(|| generate_disposable_token(60, permissions(), None)).unwrap_err();
    let GenerateDisposableTokenError::TokenError(error) = error;
    assert!(error.to_string().contains("refused"));
}

#[test]
fn destinations_and_lines_reach_the_host() {
    let ((), asked) = asked(|| {
        let topic = LogConfiguration::new(LogDestination::topic("logs"));
        logging::configure_host_logging([topic.with_log_level(LevelFilter::Warn)]).unwrap();
        logging::log("hello", Level::Trace);
    });
    assert!(
        asked[0].contains("LogLevel::Warn") && asked[0].contains("\"logs\""),
        "{asked:?}"
    );
    assert_eq!(asked[1], "LogLevel::Debug hello");
    let error = refused(|| logging::configure_host_logging([])).unwrap_err();
    assert_eq!(
        error,
        LogConfigurationError::Auth {
            message: "refused".to_owned()
        }
    );
}

#[test]
fn the_environment_is_asked_for_once_and_of_a_repeated_header_the_last_value_counts() {
    let ((), asked) = asked(|| {
        let environment = FunctionEnvironment::get_function_environment();
        assert!(ptr::eq(
            environment,
            FunctionEnvironment::get_function_environment()
        ));
        assert_eq!(environment.headers()["a"], "2");
        assert_eq!(web_extensions::headers()["a"], "2");
        assert_eq!(web_extensions::query_parameters()["q"], "1");
        assert_eq!(web_extensions::token_metadata().as_deref(), Some("ada"));
        assert_eq!(web_extensions::invocation_id(), "id");
        assert_eq!(
            (environment.http_method(), environment.http_path()),
            ("POST", "a/b")
        );
        assert_eq!(environment.cache_name(), "<not found>");
        assert_eq!(environment.function_name(), "<not found>");
    });
    assert_eq!(asked, ["headers"]);
}

/// SDK.5
#[test]
fn the_next_invocation_asks_anew() {
    use momento_functions_guest_web::__private::web;

    let seen = || {
        let environment = FunctionEnvironment::get_function_environment();
        assert_eq!(environment.headers().len(), 1);
        ptr::from_ref(environment)
    };
    let invoked = || {
        let mut first = ptr::null();
        web::invocation(web::Data::default(), |_| {
            first = seen();
            Ok(web::output(()))
        });
        first
    };
    let (environments, asked) = asked(|| [invoked(), invoked()]);
    assert_ne!(environments[0], environments[1]);
    assert_eq!(asked, ["headers", "headers"]);
}
