//! What an engine does not take, and what it would take.

use super::both;
use super::engine::{self, Engine, Options};
use super::examples::{SPAWNED, names};
use super::guests::{example, lean_example};
use momento_functions_portable as portable;

/// Where nothing is: these are not served.
fn nowhere() -> std::net::SocketAddr {
    ([127, 0, 0, 1], 1).into()
}

/// POR.1
#[test]
fn every_example_imports_what_the_proxy_world_has_and_no_more() {
    for name in names() {
        for component in [example(&name), lean_example(&name)] {
            let composed = both::compose(&component, nowhere());
            assert_eq!(portable::check_proxy(&composed.bytes), Ok(()), "{name}");
        }
    }
}

/// POR.7
#[tokio::test]
async fn a_plain_engine_refuses_what_the_check_refuses() {
    let Some(program) = engine::program() else {
        return;
    };
    let options = portable::Options::default().with_runtime_environment(true);
    let composed = portable::compose(&example("web-echo-details"), &options).unwrap();
    let beyond = portable::check_proxy(&composed.bytes).unwrap_err();
    assert!(
        beyond
            .iter()
            .any(|name| name.contains("wasi:cli/environment")),
        "{beyond:?}"
    );
    let plain = Engine::try_start(program, &composed.bytes, &Options::default()).await;
    let said = plain.err().expect("it is refused");
    assert!(said.contains("wasi:cli/environment"), "{said}");
}

/// POR.7
#[tokio::test]
async fn an_engine_gives_its_own_environment_where_that_is_left_to_it() {
    let options = portable::Options::default().with_runtime_environment(true);
    let composed = portable::compose(&example("web-echo-details"), &options).unwrap();
    let given = Options::default()
        .argument("-Scli")
        .variable("__FUNCTION_NAME", "given");
    let Some(engine) = Engine::start(&composed.bytes, &given).await else {
        return;
    };
    let place = both::Place::on(&engine);
    let call = place
        .call("POST", "")
        .body(r#"{"headers_to_send_back": {}}"#);
    let answer = place.ask(&call).await;
    assert!(
        answer.text().contains("function: given"),
        "{}",
        answer.text()
    );
}

/// POR.4
#[test]
fn what_is_no_web_function_is_refused_by_its_kind() {
    let refused = portable::compose(&example(SPAWNED), &portable::Options::default()).unwrap_err();
    assert!(
        matches!(refused, portable::ComposeError::SpawnFunction { .. }),
        "{refused}"
    );
}
