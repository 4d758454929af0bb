//! A browser without a window, driven by the WebDriver protocol: <https://www.w3.org/TR/webdriver2/>.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};
use std::thread;

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use serde_json::{Value, json};
use tempfile::TempDir;

const DRIVER: &str = "chromedriver";
const BROWSER: &str = "chromium";

/// How long a condition on the page is waited for, in milliseconds.
const PATIENCE: u64 = 60_000;

/// The key of an element's id in the protocol.
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";

pub const TAB: &str = "\u{E004}";
pub const ENTER: &str = "\u{E007}";
pub const SPACE: &str = " ";

/// A browser with a profile of its own. It is ended on drop.
pub struct Browser {
    driver: Child,
    address: String,
    session: String,
    _profile: TempDir,
}

/// Tells whether the programs are there; where one is missing, the test is skipped, and its output says why.
///
/// # Panics
///
/// One is missing, and `CI` is `true`: nothing is skipped there.
fn is_installed() -> bool {
    let missing = [DRIVER, BROWSER].into_iter().find(|program| !runs(program));
    let Some(program) = missing else { return true };
    let reason = format!("`{program}` is not installed");
    assert!(
        std::env::var("CI").as_deref() != Ok("true"),
        "{reason}, and CI=true skips nothing"
    );
    println!("skipped: {reason}");
    false
}

fn runs(program: &str) -> bool {
    let mut command = Command::new(program);
    let command = command
        .arg("--version")
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    command.status().is_ok_and(|status| status.success())
}

impl Browser {
    /// Starts a browser, or none where there is no program.
    pub fn start() -> Option<Self> {
        if !is_installed() {
            return None;
        }
        let mut driver = Command::new(DRIVER)
            .arg("--port=0")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let port = port(&mut driver);
        let mut browser = Self {
            driver,
            address: format!("127.0.0.1:{port}"),
            session: String::new(),
            _profile: tempfile::tempdir().unwrap(),
        };
        browser.open();
        Some(browser)
    }

    fn open(&mut self) {
        let arguments = [
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--disable-dev-shm-usage",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--hide-scrollbars",
            // What is looked at has come to its end, and is not on its way there.
            "--force-prefers-reduced-motion",
            "--window-size=1280,900",
            &format!("--user-data-dir={}", self._profile.path().display()),
        ];
        let wanted = json!({
            "goog:chromeOptions": {"args": arguments},
            "goog:loggingPrefs": {"browser": "ALL"},
            "timeouts": {"script": PATIENCE},
        });
        let session = self.send(
            "POST",
            "/session",
            &json!({"capabilities": {"alwaysMatch": wanted}}),
        );
        self.session = session["sessionId"].as_str().unwrap().to_owned();
    }

    pub fn go(&self, url: &str) {
        self.ask("url", &json!({"url": url}));
    }

    /// Runs a function's body in the page, and gives what it returns.
    pub fn run(&self, script: &str) -> Value {
        self.ask("execute/sync", &json!({"script": script, "args": []}))
    }

    /// Waits until an expression of the page is true, and gives its value. It is looked at anew for each frame.
    #[track_caller]
    pub fn until(&self, condition: &str) -> Value {
        let script = format!(
            "const done = arguments[0]; const end = performance.now() + {PATIENCE} - 5000;
            (function look() {{
                let value = null;
                try {{ value = {condition}; }} catch {{ /* not there yet */ }}
                if (value || performance.now() > end) done(value); else requestAnimationFrame(look);
            }})();"
        );
        let script = json!({"script": script, "args": []});
        let value = loop {
            match self.try_ask("execute/async", &script) {
                Ok(value) => break value,
                // A page that is left takes its scripts along. The one that comes is asked anew.
                Err(error) if is_of_navigation(&error) => {}
                Err(error) => panic!("{condition}: {error}"),
            }
        };
        let is_true = !matches!(value, Value::Null | Value::Bool(false));
        assert!(is_true, "{condition} did not become true: {}", self.state());
        value
    }

    /// Waits until an element has this text in it.
    #[track_caller]
    pub fn shows(&self, css: &str, text: &str) {
        self.until(&format!(
            "document.querySelector({css:?}).innerText.includes({text:?})"
        ));
    }

    /// What a failed test prints.
    fn state(&self) -> String {
        let text = self.run("return location.href + '\\n' + document.querySelector('main').innerText.slice(0, 3000)");
        format!(
            "{}\n{:?}",
            text.as_str().unwrap_or_default(),
            self.messages()
        )
    }

    pub fn text(&self, css: &str) -> String {
        let text = self.run(&format!("return document.querySelector({css:?}).innerText"));
        text.as_str().unwrap_or_default().to_owned()
    }

    /// Clicks as a user does: nothing may be over the element.
    #[track_caller]
    pub fn click(&self, css: &str) {
        self.with(css, &[("click", json!({}))]);
    }

    /// Types into an element, in place of what stands there.
    #[track_caller]
    pub fn fill(&self, css: &str, text: &str) {
        self.with(
            css,
            &[("clear", json!({})), ("value", json!({"text": text}))],
        );
    }

    /// Chooses from a list, by typing.
    #[track_caller]
    pub fn choose(&self, css: &str, option: &str) {
        self.with(css, &[("value", json!({"text": option}))]);
    }

    /// Does something with an element. Where the page has put another one in its place meanwhile, that one is taken.
    #[track_caller]
    fn with(&self, css: &str, commands: &[(&str, Value)]) {
        'found: loop {
            let element = self.find(css);
            for (command, parameters) in commands {
                match self.try_ask(&format!("element/{element}/{command}"), parameters) {
                    Ok(_) => {}
                    Err(error) if error["error"] == "stale element reference" => continue 'found,
                    Err(error) => panic!("{command} {css}: {error}"),
                }
            }
            return;
        }
    }

    /// Presses keys, one after the other, wherever the focus is.
    pub fn press(&self, keys: &str) {
        let strokes = keys.chars().flat_map(|key| {
            let key = key.to_string();
            [
                json!({"type": "keyDown", "value": key}),
                json!({"type": "keyUp", "value": key}),
            ]
        });
        let strokes: Vec<Value> = strokes.collect();
        let keyboard = json!([{"type": "key", "id": "keyboard", "actions": strokes}]);
        self.ask("actions", &json!({"actions": keyboard}));
    }

    /// Waits until a user could use an element: it is there, to be seen, and not switched off.
    #[track_caller]
    fn find(&self, css: &str) -> String {
        let seen = "(node.closest('select') ?? node).checkVisibility({ visibilityProperty: true })";
        let found = self.until(&format!(
            "(node => {seen} && !node.disabled && node)(document.querySelector({css:?}))"
        ));
        found[ELEMENT].as_str().unwrap().to_owned()
    }

    pub fn resize(&self, width: u32, height: u32) {
        let metrics = json!({
            "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false,
        });
        self.develop("Emulation.setDeviceMetricsOverride", &metrics);
        self.until(&format!(
            "innerWidth === {width} && innerHeight === {height}"
        ));
    }

    pub fn prefers(&self, scheme: &str) {
        let feature = json!({"name": "prefers-color-scheme", "value": scheme});
        self.develop(
            "Emulation.setEmulatedMedia",
            &json!({"features": [feature]}),
        );
        self.until(&format!(
            "matchMedia('(prefers-color-scheme: {scheme})').matches"
        ));
    }

    fn develop(&self, command: &str, parameters: &Value) {
        self.ask(
            "goog/cdp/execute",
            &json!({"cmd": command, "params": parameters}),
        );
    }

    /// Takes a picture of what is to be seen, as PNG.
    pub fn picture(&self) -> Vec<u8> {
        let path = format!("/session/{}/screenshot", self.session);
        let base64 = self.send("GET", &path, &Value::Null);
        BASE64_STANDARD.decode(base64.as_str().unwrap()).unwrap()
    }

    /// What the page and the browser have written to the browser's console since the last time.
    pub fn messages(&self) -> Vec<String> {
        let entries = self.ask("se/log", &json!({"type": "browser"}));
        let entries = entries.as_array().unwrap().iter();
        entries
            .map(|entry| format!("{}: {}", entry["level"], entry["message"]))
            .collect()
    }

    #[track_caller]
    fn ask(&self, command: &str, parameters: &Value) -> Value {
        let path = format!("/session/{}/{command}", self.session);
        self.send("POST", &path, parameters)
    }

    #[track_caller]
    fn send(&self, method: &str, path: &str, parameters: &Value) -> Value {
        self.try_send(method, path, parameters)
            .unwrap_or_else(|error| panic!("{method} {path} {parameters}: {error}"))
    }

    /// Gives what came of a command, or the error: <https://www.w3.org/TR/webdriver2/#errors>.
    fn try_ask(&self, command: &str, parameters: &Value) -> Result<Value, Value> {
        let path = format!("/session/{}/{command}", self.session);
        self.try_send("POST", &path, parameters)
    }

    fn try_send(&self, method: &str, path: &str, parameters: &Value) -> Result<Value, Value> {
        let body = match parameters {
            Value::Null => String::new(),
            parameters => parameters.to_string(),
        };
        let (status, answer) = exchange(&self.address, method, path, &body).unwrap();
        let mut answer: Value = serde_json::from_str(&answer).unwrap();
        let value = answer["value"].take();
        if status == 200 { Ok(value) } else { Err(value) }
    }
}

/// Tells whether a script has ended because its page was left.
fn is_of_navigation(error: &Value) -> bool {
    let message = error["message"].as_str().unwrap_or_default();
    message.contains("document unloaded") || message.contains("aborted by navigation")
}

impl Drop for Browser {
    fn drop(&mut self) {
        // The driver ends the browser; it would go on without it.
        let session = format!("/session/{}", self.session);
        let _ = exchange(&self.address, "DELETE", &session, "");
        let _ = self.driver.kill();
        let _ = self.driver.wait();
    }
}

/// The driver says which port it took.
fn port(driver: &mut Child) -> u16 {
    let mut lines = BufReader::new(driver.stdout.take().unwrap()).lines();
    let said = lines.by_ref().map_while(Result::ok).find_map(|line| {
        let (_, port) = line.split_once("started successfully on port ")?;
        port.trim_end_matches('.').parse().ok()
    });
    // Goes on reading, so that the driver can go on writing.
    thread::spawn(move || lines.map_while(Result::ok).for_each(drop));
    said.unwrap()
}

/// One request on a connection of its own: its status and the answer's body.
pub fn exchange(
    address: &str,
    method: &str,
    path: &str,
    body: &str,
) -> std::io::Result<(u16, String)> {
    let mut stream = TcpStream::connect(address)?;
    let size = body.len();
    let head = format!(
        "{method} {path} HTTP/1.1\r\nhost: {address}\r\nconnection: close\r\n\
         content-type: application/json\r\ncontent-length: {size}\r\n\r\n"
    );
    stream.write_all(head.as_bytes())?;
    stream.write_all(body.as_bytes())?;
    let mut answer = BufReader::new(stream);
    let mut status = String::new();
    answer.read_line(&mut status)?;
    let status = status
        .split(' ')
        .nth(1)
        .and_then(|status| status.parse().ok());
    // The driver leaves the connection open, whatever it is told.
    let mut size = u64::MAX;
    loop {
        let mut line = String::new();
        answer.read_line(&mut line)?;
        let line = line.trim_end().to_ascii_lowercase();
        if let Some(length) = line.strip_prefix("content-length:") {
            size = length.trim().parse().unwrap_or(size);
        }
        if line.is_empty() {
            break;
        }
    }
    let mut body = String::new();
    answer.take(size).read_to_string(&mut body)?;
    Ok((status.unwrap_or_default(), body))
}
