//! What a composed function takes on an engine, beside one that was written for `wasi:http`, in one run.
#![expect(unreachable_pub, reason = "nothing of a benchmark is public")]

mod arguments;
#[path = "../../../test-host/benches/floors/guests.rs"]
#[allow(dead_code, reason = "its own benchmark measures more of them")]
mod guests;
#[path = "../../../test-host/benches/floors/http/load.rs"]
mod load;
#[path = "../../../test-host/benches/floors/plan.rs"]
#[allow(dead_code, reason = "its own benchmark measures more by it")]
mod plan;
mod process;
#[path = "../../../test-host/benches/floors/report/mod.rs"]
#[allow(
    dead_code,
    unused_imports,
    reason = "its own benchmark tells more by it"
)]
mod report;
mod rows;
mod server;
mod subject;

use arguments::{Arguments, USAGE};
use plan::Plan;
use report::Machine;

type Error = Box<dyn std::error::Error + Send + Sync>;
type Result<T> = std::result::Result<T, Error>;

const COMMAND: &str = "cargo bench -p momento-functions-portable --bench engines -- --write";

fn main() -> Result<()> {
    let arguments = Arguments::parse(std::env::args().skip(1))?;
    if arguments.help {
        println!("{USAGE}");
        return Ok(());
    }
    let plan = Plan::new(arguments.quick)?;
    let rows = rows::measure(&plan)?;
    let machine = Machine::this();
    println!("{machine}\n\n{}", report::text(&rows));
    if arguments.write {
        report::write("engines", &machine, COMMAND, &rows)?;
    }
    Ok(())
}
