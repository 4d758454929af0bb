//! A shell in a terminal, and a user who reads and types.

use std::io::{Read, Write};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::{Arc, Condvar, Mutex};
use std::thread;
use std::time::{Duration, Instant};

/// Far more than any step takes: builds are among them.
const PATIENCE: Duration = Duration::from_secs(600);

/// A shell in a pseudo-terminal.
pub struct Terminal {
    shell: Child,
    keyboard: Option<ChildStdin>,
    screen: Arc<Screen>,
    /// How much of the screen the user has read.
    read: usize,
}

/// All that was shown.
#[derive(Default)]
struct Screen {
    shown: Mutex<Shown>,
    changed: Condvar,
}

#[derive(Default)]
struct Shown {
    text: String,
    ended: bool,
}

impl Terminal {
    /// Opens a terminal that `script` runs.
    pub fn open(mut script: Command) -> std::io::Result<Self> {
        script.args([
            "--quiet",
            "--flush",
            "--return",
            "--command",
            "sh",
            "/dev/null",
        ]);
        script.stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut shell = script.spawn()?;
        let screen = Arc::new(Screen::default());
        let (shows, output) = (Arc::clone(&screen), shell.stdout.take());
        thread::spawn(move || shows.all(output.unwrap()));
        let keyboard = shell.stdin.take();
        let mut terminal = Self {
            shell,
            keyboard,
            screen,
            read: 0,
        };
        terminal.run("stty cols 120 rows 40");
        Ok(terminal)
    }

    /// Types a line.
    pub fn types(&mut self, line: &str) {
        self.press(&format!("{line}\n"));
    }

    /// Presses Ctrl-C.
    pub fn interrupts(&mut self) {
        self.press("\x03");
    }

    fn press(&mut self, keys: &str) {
        let keyboard = self.keyboard.as_mut().unwrap();
        keyboard.write_all(keys.as_bytes()).unwrap();
    }

    /// Runs a line to its end, and gives what it printed, if it exited with this code.
    #[track_caller]
    pub fn exits(&mut self, code: i32, line: &str) -> String {
        // The line itself is shown, too, and has no digits there.
        self.types(&format!("{line}; echo \"(exit $?)\""));
        let text = self.reads(&[
            "(exit 0)",
            "(exit 1)",
            "(exit 2)",
            "(exit 3)",
            "(exit 4)",
            "(exit 101)",
        ]);
        assert!(text.ends_with(&format!("(exit {code})")), "{line}: {text}");
        text
    }

    /// Runs a line that goes well.
    #[track_caller]
    pub fn run(&mut self, line: &str) -> String {
        self.exits(0, line)
    }

    /// Runs a line that goes well and prints this, and gives all that it printed.
    #[track_caller]
    pub fn shows(&mut self, line: &str, text: &str) -> String {
        let printed = self.run(line);
        assert!(printed.contains(text), "{line}: no {text:?} in: {printed}");
        printed
    }

    /// Reads on until this text has come, and gives all up to its end.
    #[track_caller]
    pub fn sees(&mut self, text: &str) -> String {
        self.reads(&[text])
    }

    #[track_caller]
    fn reads(&mut self, texts: &[&str]) -> String {
        let until = Instant::now() + PATIENCE;
        let mut shown = self.screen.shown.lock().unwrap();
        loop {
            let unread = shown.text.get(self.read..).unwrap();
            let end = |text: &&str| unread.find(*text).map(|at| at + text.len());
            if let Some(end) = texts.iter().filter_map(end).min() {
                self.read += end;
                return unread.get(..end).unwrap().to_owned();
            }
            let left = until.saturating_duration_since(Instant::now());
            if left.is_zero() || shown.ended {
                let text = std::mem::take(&mut shown.text);
                drop(shown);
                panic!("no {texts:?} in: {text}");
            }
            shown = self.screen.changed.wait_timeout(shown, left).unwrap().0;
        }
    }
}

impl Screen {
    fn all(&self, mut output: impl Read) {
        let mut bytes = [0; 4096];
        let (mut plain, mut command) = (Vec::new(), None);
        while let Ok(count @ 1..) = output.read(&mut bytes) {
            for byte in &bytes[..count] {
                command = obey(*byte, command, &mut plain);
            }
            // Of a character that comes in two parts the first one waits.
            let whole = match std::str::from_utf8(&plain) {
                Err(error) if error.error_len().is_none() => error.valid_up_to(),
                _ => plain.len(),
            };
            let text: Vec<u8> = plain.drain(..whole).collect();
            let mut shown = self.shown.lock().unwrap();
            shown.text.push_str(&String::from_utf8_lossy(&text));
            self.changed.notify_all();
        }
        self.shown.lock().unwrap().ended = true;
        self.changed.notify_all();
    }
}

/// How much of a command to the terminal was read.
#[derive(Clone, Copy)]
enum Escape {
    Begun,
    Bracket,
}

/// Leaves out the commands that give text a color (ECMA-48, CSI), and shows the rest.
fn obey(byte: u8, command: Option<Escape>, plain: &mut Vec<u8>) -> Option<Escape> {
    match (command, byte) {
        (None, 0x1b) => Some(Escape::Begun),
        (None, _) => {
            plain.push(byte);
            None
        }
        (Some(Escape::Begun), b'[') => Some(Escape::Bracket),
        (Some(Escape::Bracket), 0x20..=0x3f) => Some(Escape::Bracket),
        _ => None,
    }
}

/// A terminal that is closed ends what runs in it.
impl Drop for Terminal {
    fn drop(&mut self) {
        drop(self.keyboard.take());
        let _ = self.shell.kill();
        let _ = self.shell.wait();
    }
}
