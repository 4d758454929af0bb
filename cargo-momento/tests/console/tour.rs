//! What a user sees and does.

use std::fs;
use std::path::Path;

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;

use super::guests::example;
use super::stage::Stage;

/// CON.8
#[test]
fn a_function_is_invoked_by_its_form_and_its_invocation_is_seen() {
    let Some(stage) = Stage::live(&["--console"]) else {
        return;
    };
    let browser = &stage.browser;
    browser.click("#functions-table a[href$='/cache-scalar']");
    browser.shows("#function-title", "cache-scalar");
    browser.choose("#method", "PUT");
    browser.fill("#path", "/colour?shade=deep");
    browser.fill("#headers", "x-one: 1\ncontent-type: text/plain");
    browser.fill("#body", "green");
    browser.click("#send");
    browser.shows("#answer-line", "200");
    browser.fill("#path", "/colour");
    browser.choose("#method", "GET");
    browser.click("#send");
    browser.until("document.querySelector('#answer-body').textContent === 'green'");

    browser.click("nav a[href='#/invocations']");
    browser.until("document.querySelectorAll('#invocations-table tbody tr').length === 2");
    let rows = browser.text("#invocations-table tbody");
    assert!(
        rows.contains("PUT /colour?shade=deep") && rows.contains("GET /colour"),
        "{rows}"
    );
    browser.click("#invocations-table tbody tr:last-child a");
    browser.shows("#invocation-title", "cache-scalar: PUT /colour?shade=deep");
    browser.shows("#calls", "cache-scalar set");
    browser.shows("#calls", "key: \"colour\"");
    let bars = "[...document.querySelectorAll('#calls .track i')]";
    let inside = format!(
        "return {bars}.length > 0 && {bars}.every((bar) => {{ const [inner, outer] = [bar, bar.parentElement]
         .map((one) => one.getBoundingClientRect()); return inner.width > 0 && inner.left >= outer.left; }})"
    );
    assert_eq!(browser.run(&inside), true);
    browser.shows("#cost", "Peak memory");
}

/// CON.8
#[test]
fn what_comes_from_outside_is_shown_as_the_text_that_it_is() {
    let Some(stage) = Stage::live(&["--console"]) else {
        return;
    };
    let browser = &stage.browser;
    let evil = "<img src=x onerror=\"document.title='evil'\"><script>alert(1)</script>";
    assert_eq!(
        stage.call("POST", "default/logging/%3Cb%3E?%3Ci%3E", evil),
        200
    );
    assert_eq!(stage.call("PUT", "default/cache-scalar/%3Cu%3E", evil), 200);
    assert_eq!(stage.call("GET", "default/trouble/panic", ""), 500);
    stage.view("invocations");
    browser.until("document.querySelectorAll('#invocations-table tbody tr').length === 3");
    browser.click("#invocations-table tbody tr:nth-child(3) a");
    browser.shows("#logs", evil);
    stage.view("cache");
    browser.click("#keys button");
    browser.shows("#item-value", evil);
    let made = "return document.querySelectorAll('main img, main script, main b, main u, main i:not([class])').length";
    assert_eq!(browser.run(made), 0);

    // A failure tells why, with what its author wrote.
    stage.view("invocations");
    browser.click("#only-failed");
    browser.until("document.querySelectorAll('#invocations-table tbody tr').length === 1");
    browser.click("#invocations-table tbody a");
    browser.shows("#failure-message", "trap");
    browser.shows("#failure-explanation", "the trouble that was asked for");
}

/// CON.8
#[test]
fn the_caches_are_browsed() {
    let Some(stage) = Stage::live(&[]) else {
        return;
    };
    let browser = &stage.browser;
    for number in 0..230 {
        stage.call(
            "PUT",
            &format!("default/cache-scalar/key-{number:03}"),
            "{\"a\": [1, 2]}",
        );
    }
    stage.call("POST", "default/cache-list/lobby", "hello");
    stage.view("cache");
    browser.shows("#cache-state", "The first 200 keys.");
    browser.click("#more-keys");
    browser.until("document.querySelectorAll('#keys tbody tr').length > 200");
    browser.fill("#prefix", "key-22");
    browser.click("#browse button");
    browser.shows("#cache-state", "10 keys.");
    browser.click("#keys tbody tr:nth-child(2) button");
    browser.shows("#item-title", "key-221");
    browser.shows("#item-value", "{\"a\": [1, 2]}");
    browser.click("#show-as option[value=json]");
    browser.until("document.querySelector('#item-value').textContent.split('\\n').length === 6");
    browser.click("#show-as option[value=hex]");
    browser.shows("#item-value", "7b 22 61 22 3a");
    browser.fill("#prefix", "lob");
    browser.click("#browse button");
    browser.shows("#cache-state", "1 key.");
    browser.click("#keys tbody button");
    browser.until("document.querySelectorAll('#values tbody tr').length === 1");
}

/// CON.8
#[test]
fn a_topics_message_is_seen_as_it_is_published() {
    let Some(stage) = Stage::live(&[]) else {
        return;
    };
    let browser = &stage.browser;
    stage.view("topics");
    browser.fill("#topic", "news");
    browser.click("#listen-button");
    browser.shows("#topic-state", "Listening to news.");
    assert_eq!(stage.call("POST", "default/topic-publish", "<hello>"), 200);
    browser.shows("#messages tbody", "<hello>");
    browser.click("#stop-listening");
    browser.shows("#topic-state", "Stopped listening to news.");
}

/// CON.8
#[test]
fn a_version_is_pinned_and_unpinned_and_the_page_follows() {
    let Some(stage) = Stage::live(&[]) else {
        return;
    };
    let browser = &stage.browser;
    stage.view("functions/default/web-json-greeter");
    browser.until("document.querySelectorAll('#versions tbody tr').length === 1");
    let wasm = BASE64_STANDARD.encode(example("web-json-greeter"));
    let deploy = format!(
        "fetch('/functions/manage/default/web-json-greeter', {{ method: 'PUT', body: JSON.stringify({{
         inline_wasm: '{wasm}', environment_variables: {{ GREETING: 'x' }} }}) }})"
    );
    browser.run(&deploy);
    browser.until("document.querySelectorAll('#versions tbody tr').length === 2");
    browser.shows("#versions tbody tr:first-child", "GREETING");
    browser.shows("#versions tbody tr:first-child", "current");
    browser.click("#versions tbody tr:nth-child(2) button");
    browser.shows("#function-facts", "1 of 2");
    browser.shows("#versions tbody tr:nth-child(2)", "pinned");
    browser.click("#versions tbody tr:nth-child(2) button");
    browser.shows("#versions tbody tr:first-child", "current");
    browser.until("!document.querySelector('#function-facts').innerText.includes('1 of 2')");
}

/// CON.8
#[test]
fn latency_is_plotted_and_told_in_a_table() {
    let Some(stage) = Stage::live(&[]) else {
        return;
    };
    let browser = &stage.browser;
    for _ in 0..20 {
        stage.call("POST", "default/web-json-greeter", "{\"name\": \"Ada\"}");
    }
    stage.call("GET", "default/trouble/panic", "");
    stage.view("latency");
    browser.until("document.querySelectorAll('#plot circle').length === 20");
    browser.until("document.querySelectorAll('#plot .cross').length === 1");
    browser.shows("#percentiles tbody", "default/web-json-greeter");
    let label =
        browser.run("return document.querySelector('#plot svg').getAttribute('aria-label')");
    assert!(
        label
            .as_str()
            .unwrap()
            .starts_with("Latency of 21 invocations: half took at most "),
        "{label}"
    );
}

/// CON.9
#[test]
fn pictures_are_taken_in_light_dark_and_narrow() {
    let Some(stage) = Stage::live(&["--console"]) else {
        return;
    };
    let browser = &stage.browser;
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).with_file_name("screenshots");
    fs::create_dir_all(&folder).unwrap();
    furnish(&stage);
    let mut pictures = Vec::new();
    for (scheme, width) in [("light", 1280), ("dark", 1280), ("light", 400)] {
        browser.prefers(scheme);
        browser.resize(width, 860);
        for (view, ready) in VIEWS {
            show(&stage, view, ready);
            let picture = browser.picture();
            assert!(picture.starts_with(b"\x89PNG"));
            let name = view.split('/').next().unwrap();
            fs::write(
                folder.join(format!("console-{name}-{scheme}-{width}.png")),
                &picture,
            )
            .unwrap();
            if (view, width) == ("invocation", 1280) {
                pictures.push(picture);
            }
        }
    }
    let [light, dark] = &pictures[..] else {
        panic!("two are wide")
    };
    assert_ne!(light, dark);
    fs::write(folder.join("console.png"), light).unwrap();
}

/// Each view, and what is there when it is drawn.
pub const VIEWS: [(&str, &str); 8] = [
    ("functions", "#functions-table tbody tr"),
    ("functions/default/logging", "#versions tbody tr"),
    ("invocations", "#invocations-table tbody tr"),
    ("invocation", "#calls tbody tr"),
    ("cache", "#keys tbody tr"),
    ("item", "#item:not([hidden])"),
    ("topics", "#listen"),
    ("latency", "#plot circle"),
];

/// Has something happen that can be seen.
pub fn furnish(stage: &Stage) {
    for name in ["Ada", "Grace", ""] {
        stage.call("POST", "default/logging", name);
        stage.call("POST", "default/cache-list/lobby", name);
        stage.call(
            "PUT",
            &format!("default/cache-scalar/user-{name}"),
            "{\"likes\": [\"otters\"]}",
        );
        stage.call("POST", "default/web-json-greeter", "{\"name\": \"Ada\"}");
    }
    stage.call("POST", "default/web-json-greeter", "{}");
    stage.call("GET", "default/trouble/panic", "");
    stage.call("POST", "default/topic-publish", "hello");
    stage.call("POST", "default/logging/greet?loud=yes", "");
}

/// Shows a view: a name, or what is in it.
pub fn show(stage: &Stage, view: &str, ready: &str) {
    match view {
        "invocation" => {
            stage.view("invocations");
            stage
                .browser
                .click("#invocations-table tbody tr:first-child a");
        }
        "item" => {
            stage.view("cache");
            stage.browser.click("#keys tbody tr:nth-child(2) button");
        }
        view => stage.view(view),
    }
    stage.browser.until(&format!(
        "document.querySelector({ready:?})?.checkVisibility()"
    ));
}
