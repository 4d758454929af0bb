use crate::Result;
use crate::process::Role;
use crate::rows;

pub const USAGE: &str = "\
Measures the library against its floors.

    cargo bench -p momento-functions-test-host --bench floors -- [OPTIONS]

    --only NAME   measures just that; can be given again
    --list        lists the names
    --quick       one short round of each: to see that all runs, not for figures
    --json        prints JSON
    --markdown    prints a table for a document
    --write       writes the table into docs/performance.md: the whole of it, so
                  neither --only nor --quick goes with it";

/// What the command line asks for.
#[derive(Debug, Default)]
pub struct Arguments {
    pub only: Vec<String>,
    pub list: bool,
    pub help: bool,
    pub quick: bool,
    pub json: bool,
    pub markdown: bool,
    pub write: bool,
    /// This process is a part of another one's measurement.
    pub role: Option<Role>,
}

impl Arguments {
    pub fn wants(&self, name: &str) -> bool {
        self.only.is_empty() || self.only.iter().any(|only| only == name)
    }

    pub fn parse(words: impl IntoIterator<Item = String>) -> Result<Self> {
        let mut arguments = Self::default();
        let mut words = words.into_iter();
        while let Some(word) = words.next() {
            match word.as_str() {
                "--only" => arguments
                    .only
                    .push(words.next().ok_or("--only takes a name")?),
                "--list" => arguments.list = true,
                "--quick" => arguments.quick = true,
                "--json" => arguments.json = true,
                "--markdown" => arguments.markdown = true,
                "--write" => arguments.write = true,
                "--help" | "-h" => arguments.help = true,
                // Cargo's own.
                "--bench" => {}
                "--role" => {
                    arguments.role = Some(Role::parse(&mut words)?);
                }
                other => return Err(format!("there is no {other}\n\n{USAGE}").into()),
            }
        }
        arguments.check()?;
        Ok(arguments)
    }

    /// Refuses what would measure nothing, or write a part where the whole table stands.
    fn check(&self) -> Result<()> {
        let names: Vec<&str> = rows::ALL.iter().map(|part| part.name).collect();
        if let Some(name) = self
            .only
            .iter()
            .find(|only| !names.contains(&only.as_str()))
        {
            let names = names.join(", ");
            return Err(format!("--only {name}: there is no such part; there are {names}").into());
        }
        if self.write && (self.quick || !self.only.is_empty()) {
            return Err("--write replaces the whole table by a full run: \
                leave out --only and --quick, or use --markdown to see a part"
                .into());
        }
        Ok(())
    }
}
