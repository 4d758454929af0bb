//! A running `cargo momento dev`, and the folder it watches.

use std::fs::{self, File};
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use serde_json::Value;
use tempfile::TempDir;

use crate::support::{folder, lock, momento};

/// How long a build may take on a busy machine, before the test is told to have failed.
const PATIENCE: Duration = Duration::from_secs(600);

/// A folder with a project in it.
pub struct Project(TempDir);

/// A crate of a function that depends on what most functions do.
pub fn manifest(name: &str) -> String {
    let checkout = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let at = |name: &str| format!("{name} = {{ path = {:?} }}", checkout.join(name));
    let names = [
        "momento-functions-bytes",
        "momento-functions-cache",
        "momento-functions-guest-web",
    ];
    let dependencies = names.map(at).join("\n");
    format!(
        "[package]\nname = \"{name}\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n\
         [lib]\ncrate-type = [\"cdylib\", \"rlib\"]\n\n[dependencies]\n{dependencies}\n"
    )
}

/// A function that answers with the value of an expression.
pub fn answering(expression: &str) -> String {
    format!(
        "momento_functions_guest_web::invoke!(answer);\nfn answer() -> String {{\n    {expression}.to_string()\n}}\n"
    )
}

impl Project {
    /// Makes a project of one function, whose name no other test may use: builds are in one place.
    pub fn of(name: &str, source: &str) -> Self {
        let project = Self::empty();
        project.write("Cargo.toml", &format!("{}\n[workspace]\n", manifest(name)));
        project.write("src/lib.rs", source);
        project
    }

    pub fn empty() -> Self {
        let project = Self(folder());
        lock(project.0.path());
        project
    }

    pub fn path(&self) -> PathBuf {
        self.0.path().canonicalize().unwrap()
    }

    /// Writes a file as editors do: beside its place, then into it.
    pub fn write(&self, path: &str, text: &str) {
        let path = self.0.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        let draft = path.with_extension("draft~");
        fs::write(&draft, text).unwrap();
        fs::rename(&draft, path).unwrap();
    }

    pub fn develop(&self, arguments: &[&str]) -> Developing {
        Developing::start(&self.path(), arguments)
    }
}

/// The command at work.
pub struct Developing {
    child: Child,
    events: Receiver<Value>,
    pub ready: Value,
    errors: PathBuf,
    _folder: TempDir,
}

impl Developing {
    /// Starts the command on a free port, and waits until it serves. The builds before that are in `events`.
    fn start(project: &Path, arguments: &[&str]) -> Self {
        let first = ["--listen", "127.0.0.1:0", "--profile", "dev"];
        Self::start_as(project, &[&first, arguments].concat())
    }

    /// The same with these arguments alone.
    pub fn start_as(project: &Path, arguments: &[&str]) -> Self {
        let folder = folder();
        let errors = folder.path().join("stderr");
        let mut command = momento(project);
        command.args(["dev", "--json"]);
        command.args(arguments);
        // Variables of this process are for the command, and never for a function.
        command.env("GREETING", "the process's");
        command.stdout(Stdio::piped());
        command.stderr(File::create(&errors).unwrap());
        let mut child = command.spawn().unwrap();
        let lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let (tell, events) = channel();
        std::thread::spawn(move || {
            let lines = lines.map_while(Result::ok);
            let events = lines.filter_map(|line| serde_json::from_str::<Value>(&line).ok());
            for event in events.filter(|event| event["event"] != "answered") {
                let _ = tell.send(event);
            }
        });
        let mut developing = Self {
            child,
            events,
            ready: Value::Null,
            errors,
            _folder: folder,
        };
        developing.ready = loop {
            let event = developing.event();
            if event["event"] == "ready" {
                break event;
            }
        };
        developing
    }

    /// The next line of JSON, but for those about answers.
    #[track_caller]
    pub fn event(&mut self) -> Value {
        match self.events.recv_timeout(PATIENCE) {
            Ok(event) => event,
            Err(error) => panic!("{error}: {}", self.stderr()),
        }
    }

    /// The next line of JSON, which is to be this event.
    #[track_caller]
    pub fn expect(&mut self, name: &str) -> Value {
        let event = self.event();
        assert_eq!(event["event"], name, "{event}: {}", self.stderr());
        event
    }

    /// Waits for the change of these files alone, and for the build of this function alone.
    #[track_caller]
    pub fn expect_built(&mut self, paths: &[&str], function: &str) -> Value {
        assert_eq!(self.expect("changed")["paths"], Value::from(paths));
        let built = self.expect("built");
        assert_eq!(built["name"], function, "{built}");
        built
    }

    pub fn stderr(&self) -> String {
        fs::read_to_string(&self.errors).unwrap()
    }

    pub fn get(&self, function: &str) -> Answer {
        self.get_with(function, "")
    }

    /// Asks with more headers, each with its line's end.
    pub fn get_with(&self, function: &str, headers: &str) -> Answer {
        let url = self.ready["url"].as_str().unwrap();
        let address = url.strip_prefix("http://").unwrap();
        let mut stream = TcpStream::connect(address).unwrap();
        let request = format!(
            "GET /functions/default/{function} HTTP/1.1\r\nhost: {address}\r\nconnection: close\r\n{headers}\r\n"
        );
        stream.write_all(request.as_bytes()).unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        let (head, body) = answer.split_once("\r\n\r\n").unwrap();
        Answer {
            status: head.split(' ').nth(1).unwrap().parse().unwrap(),
            head: head.to_owned(),
            body: body.to_owned(),
        }
    }

    /// Presses Ctrl-C, and gives the exit code.
    #[cfg(unix)]
    pub fn interrupt(mut self) -> Option<i32> {
        let id = self.child.id().to_string();
        let kill = std::process::Command::new("kill")
            .args(["-INT", &id])
            .status();
        assert!(kill.unwrap().success());
        self.child.wait().unwrap().code()
    }
}

impl Drop for Developing {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// What a service answered.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub head: String,
    pub body: String,
}

impl Answer {
    pub fn is_of_failed_build(&self) -> bool {
        self.head.contains("\r\nx-momento-build: failed")
    }
}
