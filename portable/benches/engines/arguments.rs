use crate::Result;

pub const USAGE: &str = "\
Measures composed functions on `wasmtime serve`, beside one that was written for wasi:http.
The engine is $WASMTIME, or else `wasmtime` in PATH.

    cargo bench -p momento-functions-portable --bench engines -- [OPTIONS]

    --quick       one short round of each: to see that all runs, not for figures
    --write       writes the table into docs/performance.md; not with --quick";

/// What the command line asks for.
#[derive(Debug, Default)]
pub struct Arguments {
    pub help: bool,
    pub quick: bool,
    pub write: bool,
}

impl Arguments {
    pub fn parse(words: impl IntoIterator<Item = String>) -> Result<Self> {
        let mut arguments = Self::default();
        for word in words {
            match word.as_str() {
                "--quick" => arguments.quick = true,
                "--write" => arguments.write = true,
                "--help" | "-h" => arguments.help = true,
                // Cargo's own.
                "--bench" => {}
                other => return Err(format!("there is no {other}\n\n{USAGE}").into()),
            }
        }
        if arguments.quick && arguments.write {
            return Err("--write is for a full run: leave out --quick".into());
        }
        Ok(arguments)
    }
}
