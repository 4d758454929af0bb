use super::machine::Machine;
use super::row::Row;
use super::table::markdown;
use crate::{Result, guests};

/// Writes the table of a name into docs/performance.md, between its marks.
pub fn write(name: &str, machine: &Machine, command: &str, rows: &[Row]) -> Result<()> {
    let (begin, end) = (
        format!("<!-- {name} -->\n"),
        format!("<!-- end of {name} -->"),
    );
    let path = guests::repository().join("docs/performance.md");
    let document = std::fs::read_to_string(&path)?;
    let (before, rest) = document
        .split_once(&begin)
        .ok_or("there is no mark to begin")?;
    let (_, after) = rest.split_once(&end).ok_or("there is no mark to end")?;
    let table = markdown(rows);
    let text = format!("{before}{begin}\n`{command}`: {machine}.\n\n{table}\n{end}{after}");
    Ok(std::fs::write(path, text)?)
}
