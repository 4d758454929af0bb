//! A host that serves functions by the command, and a browser that looks at it.

use std::fs;
use std::io::{BufRead as _, BufReader, Read as _};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use serde_json::Value;
use tempfile::TempDir;

use super::browser::{Browser, exchange};
use super::guests::{example, guest};

/// What is served: examples, and a function that fails as it is asked to.
const EXAMPLES: [&str; 5] = [
    "cache-list",
    "cache-scalar",
    "logging",
    "topic-publish",
    "web-json-greeter",
];

pub struct Stage {
    pub browser: Browser,
    pub url: String,
    served: Child,
    _folder: TempDir,
}

impl Stage {
    /// Serves the functions, and opens the page; none where there is no browser.
    pub fn open(options: &[&str]) -> Option<Self> {
        let browser = Browser::start()?;
        let folder = tempfile::tempdir().unwrap();
        let (served, url) = serve(folder.path(), options);
        let stage = Self {
            browser,
            url,
            served,
            _folder: folder,
        };
        stage.browser.go(&stage.url);
        Some(stage)
    }

    /// Serves and shows, and waits until the page is told what happens.
    pub fn live(options: &[&str]) -> Option<Self> {
        let stage = Self::open(options)?;
        stage.browser.shows("#connection", "Live");
        stage.browser.shows("#functions-table", "web-json-greeter");
        Some(stage)
    }

    /// Calls a function from elsewhere.
    pub fn call(&self, method: &str, path: &str, body: &str) -> u16 {
        let address = self.url.strip_prefix("http://").unwrap();
        exchange(address, method, &format!("/functions/{path}"), body)
            .unwrap()
            .0
    }

    /// Shows a view, by its address.
    pub fn view(&self, view: &str) {
        let name = view.split('/').next().unwrap_or_default();
        self.browser.run(&format!("location.hash = '#/{view}'"));
        self.browser.until(&format!(
            "document.querySelector('main > section:not([hidden])').id.startsWith({:?})",
            name.trim_end_matches('s')
        ));
    }
}

impl Drop for Stage {
    fn drop(&mut self) {
        let _ = self.served.kill();
        let _ = self.served.wait();
    }
}

/// Starts the command and waits until it says that it is ready.
fn serve(folder: &Path, options: &[&str]) -> (Child, String) {
    let mut files: Vec<PathBuf> = EXAMPLES
        .iter()
        .map(|name| file(folder, name, &example(name)))
        .collect();
    files.push(file(folder, "trouble", &guest("trouble")));
    let compiled = Path::new(env!("CARGO_TARGET_TMPDIR")).join("console-code");
    let mut served = Command::new(env!("CARGO_BIN_EXE_cargo-momento"))
        .args([
            "momento",
            "serve",
            "--listen",
            "127.0.0.1:0",
            "--json",
            "--quiet",
        ])
        .arg("--code-cache")
        .arg(compiled)
        .args(options)
        .args(files)
        .current_dir(folder)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(served.stdout.take().unwrap());
    let mut ready = String::new();
    if lines.read_line(&mut ready).unwrap() == 0 {
        let mut why = String::new();
        served
            .stderr
            .take()
            .unwrap()
            .read_to_string(&mut why)
            .unwrap();
        panic!("the command ended: {why}");
    }
    // Goes on reading, so that the command can go on writing.
    std::thread::spawn(move || lines.lines().map_while(Result::ok).for_each(drop));
    let ready: Value = serde_json::from_str(&ready).unwrap();
    (served, ready["url"].as_str().unwrap().to_owned())
}

fn file(folder: &Path, name: &str, component: &[u8]) -> PathBuf {
    let path = folder.join(format!("{name}.wasm"));
    fs::write(&path, component).unwrap();
    path
}
