//! What the library takes, each figure beside its floor, which is measured in the same run.
#![expect(unreachable_pub, reason = "nothing of a benchmark is public")]

mod arguments;
mod bare;
mod function;
mod guests;
mod http;
mod latency;
mod plan;
mod process;
mod report;
mod rows;

use arguments::{Arguments, USAGE};
use plan::Plan;
use report::{Machine, Row};

type Error = Box<dyn std::error::Error + Send + Sync>;
type Result<T> = std::result::Result<T, Error>;

const COMMAND: &str = "cargo bench -p momento-functions-test-host --bench floors -- --write";

fn main() -> Result<()> {
    let arguments = Arguments::parse(std::env::args().skip(1))?;
    if let Some(role) = arguments.role {
        return role.run();
    }
    if arguments.help {
        println!("{USAGE}");
        return Ok(());
    }
    if arguments.list {
        rows::ALL.iter().for_each(|part| println!("{}", part.name));
        return Ok(());
    }
    let rows = measure(&arguments)?;
    print(&arguments, &rows)
}

fn measure(arguments: &Arguments) -> Result<Vec<Row>> {
    let plan = Plan::new(arguments.quick)?;
    let mut rows = Vec::new();
    for part in rows::ALL.iter().filter(|part| arguments.wants(part.name)) {
        eprintln!("measuring {}", part.name);
        rows.extend((part.measure)(&plan).map_err(|error| format!("{}: {error}", part.name))?);
    }
    Ok(rows)
}

fn print(arguments: &Arguments, rows: &[Row]) -> Result<()> {
    let machine = Machine::this();
    if arguments.json {
        println!("{:#}", report::json(&machine, rows));
    } else if arguments.markdown {
        println!("{machine}\n\n{}", report::markdown(rows));
    } else {
        println!("{machine}\n\n{}", report::text(rows));
    }
    if arguments.write {
        report::write("floors", &machine, COMMAND, rows)?;
    }
    Ok(())
}
