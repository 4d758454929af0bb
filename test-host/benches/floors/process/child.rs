use crate::Result;
use std::io::{BufRead, BufReader};
use std::process::{ChildStderr, ChildStdin, Command, Stdio};

/// A process that serves or measures for this one, and ends when this is dropped.
pub struct Child {
    process: std::process::Child,
    said: String,
    /// A role waits for the end of this.
    _open: Option<ChildStdin>,
    /// Closed, it would fail whoever writes more.
    _rest: Option<BufReader<ChildStderr>>,
}

impl Child {
    /// Starts this program with other arguments, and waits for the line that it prints when it is ready.
    pub fn again(arguments: Vec<String>) -> Result<Self> {
        let mut command = Command::new(std::env::current_exe()?);
        command.args(arguments).stdout(Stdio::piped());
        let mut child = Self::spawn(&mut command)?;
        let output = child.process.stdout.take().ok_or("it has no output")?;
        child.said = first_line(&mut BufReader::new(output), &command)?;
        Ok(child)
    }

    /// Starts a program, and waits for the first line of what it has to say beside its output.
    pub fn start(command: &mut Command) -> Result<Self> {
        let mut child = Self::spawn(command.stderr(Stdio::piped()))?;
        let output = child.process.stderr.take().ok_or("it has no stderr")?;
        let mut output = BufReader::new(output);
        child.said = first_line(&mut output, command)?;
        child._rest = Some(output);
        Ok(child)
    }

    fn spawn(command: &mut Command) -> Result<Self> {
        let mut process = command.stdin(Stdio::piped()).spawn()?;
        Ok(Self {
            _open: process.stdin.take(),
            process,
            said: String::new(),
            _rest: None,
        })
    }

    /// What it said when it was ready.
    pub fn said(&self) -> &str {
        &self.said
    }

    pub fn id(&self) -> u32 {
        self.process.id()
    }
}

fn first_line(output: &mut impl BufRead, command: &Command) -> Result<String> {
    let mut line = String::new();
    if output.read_line(&mut line)? == 0 {
        return Err(format!("{command:?} ended before it was ready").into());
    }
    Ok(line.trim().to_owned())
}

impl Drop for Child {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
