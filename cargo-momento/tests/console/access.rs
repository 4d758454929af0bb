//! Who sees the page, and what the command keeps for it.

use super::stage::Stage;

/// CON.2
#[test]
fn a_key_is_asked_for_once_and_stays_in_the_tab() {
    let Some(stage) = Stage::open(&["--key", "sesame"]) else {
        return;
    };
    let browser = &stage.browser;
    browser.until("document.querySelector('#key-dialog').open");
    browser.fill("#key", "wrong");
    browser.click("#key-form button");
    browser.shows("#key-reason", "this key is not known");
    browser.fill("#key", "sesame");
    browser.click("#key-form button");
    browser.shows("#connection", "Live");
    browser.shows("#functions-table", "logging");
    browser.click("#functions-table a[href$='/web-json-greeter']");
    browser.fill("#body", "{\"name\": \"Ada\"}");
    // A function's own header does not get in the way of the key.
    browser.fill("#headers", "authorization: mine");
    browser.click("#send");
    browser.shows("#answer-body", "Hello, Ada!");
    browser.go(&format!("{}/?again", stage.url));
    browser.shows("#connection", "Live");
    assert_eq!(
        browser.run("return document.querySelector('#key-dialog').open"),
        false
    );
    assert_eq!(
        browser.run("return Object.keys(localStorage).length + document.cookie.length"),
        0
    );
    browser.click("#forget-key");
    browser.until("document.querySelector('#key-dialog').open");
}

/// CON.10
#[test]
fn calls_are_written_down_only_when_that_is_asked_for() {
    let Some(stage) = Stage::live(&[]) else {
        return;
    };
    stage.call("PUT", "default/cache-scalar/colour", "green");
    stage.view("invocations");
    stage.browser.click("#invocations-table tbody a");
    stage
        .browser
        .shows("#no-calls", "start the host with --console");
}

/// CON.10
#[test]
fn without_a_console_a_browser_gets_what_everybody_gets() {
    let Some(stage) = Stage::open(&["--no-console"]) else {
        return;
    };
    stage.browser.shows("body", "\"routes\"");
}
