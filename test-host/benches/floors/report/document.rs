use super::machine::Machine;
use super::row::Row;
use super::table::markdown;
use crate::{Result, guests};

const BEGIN: &str = "<!-- floors -->\n";
const END: &str = "<!-- end of floors -->";

/// Writes the table into docs/performance.md, between its marks.
pub fn write(machine: &Machine, command: &str, rows: &[Row]) -> Result<()> {
    let path = guests::repository().join("docs/performance.md");
    let document = std::fs::read_to_string(&path)?;
    let (before, rest) = document
        .split_once(BEGIN)
        .ok_or("there is no mark to begin")?;
    let (_, after) = rest.split_once(END).ok_or("there is no mark to end")?;
    let table = markdown(rows);
    let text = format!("{before}{BEGIN}\n`{command}`: {machine}.\n\n{table}\n{END}{after}");
    Ok(std::fs::write(path, text)?)
}
