//! Without a mouse.

use super::browser::{ENTER, SPACE, TAB};
use super::stage::Stage;

/// More than there is to step over.
const STEPS: usize = 80;

impl Stage {
    /// Presses Tab until the focus is on an element, which must be seen to have it.
    fn tab_to(&self, css: &str) {
        let is_there = format!("return document.activeElement.matches({css:?})");
        for _ in 0..STEPS {
            self.browser.press(TAB);
            if self.browser.run(&is_there) == true {
                let outline = "return getComputedStyle(document.activeElement).outlineStyle";
                assert_eq!(self.browser.run(outline), "solid", "{css}");
                return;
            }
        }
        panic!("{css} cannot be reached with Tab");
    }
}

/// CON.8
#[test]
fn the_page_is_worked_by_the_keyboard_alone() {
    let Some(stage) = Stage::live(&["--console"]) else {
        return;
    };
    let browser = &stage.browser;
    stage.tab_to("a.skip");
    stage.tab_to("#functions-table a[href$='/web-json-greeter']");
    browser.press(ENTER);
    browser.shows("#function-title", "web-json-greeter");
    browser.until("document.activeElement.id === 'function-title'");
    stage.tab_to("#body");
    browser.press("{\"name\": \"Ada\"}");
    stage.tab_to("#send");
    browser.press(ENTER);
    browser.shows("#answer-body", "Hello, Ada!");
    browser.run("document.activeElement.blur()");
    stage.tab_to("nav a[href='#/invocations']");
    browser.press(ENTER);
    browser.until("document.activeElement.id === 'invocations-title'");
    stage.tab_to("#only-failed");
    browser.press(SPACE);
    browser.until("document.querySelector('#invocations-table').closest('.sheet').hidden");
    browser.press(SPACE);
    browser.until("!document.querySelector('#invocations-table').closest('.sheet').hidden");
    stage.tab_to("#invocations-table tbody a");
    browser.press(ENTER);
    browser.shows("#invocation-title", "web-json-greeter: POST /");
    browser.until("document.activeElement.id === 'invocation-title'");
}

/// CON.8
#[test]
fn the_focus_stays_where_it_is_when_something_happens() {
    let Some(stage) = Stage::live(&[]) else {
        return;
    };
    let browser = &stage.browser;
    stage.call("POST", "default/web-json-greeter", "{\"name\": \"Ada\"}");
    stage.view("invocations");
    browser.until("document.querySelector('#invocations-table tbody a')");
    stage.tab_to("#invocations-table tbody a");
    let before = browser.run("return document.activeElement.href");
    stage.call("POST", "default/web-json-greeter", "{\"name\": \"Ada\"}");
    browser.until("document.querySelectorAll('#invocations-table tbody tr').length === 2");
    assert_eq!(browser.run("return document.activeElement.href"), before);
}
