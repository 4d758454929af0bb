use super::row::Row;

const HEAD: [&str; 6] = ["what", "figure", "floor", "ratio", "must / aim", ""];

/// The table for a terminal.
pub fn text(rows: &[Row]) -> String {
    let lines = lines(rows);
    let widths = widths(&lines);
    let padded = |line: &[String; 6]| {
        let cells = line.iter().zip(widths);
        let cells = cells.map(|(cell, width)| format!("{cell:width$}"));
        cells.collect::<Vec<_>>().join("  ").trim_end().to_owned() + "\n"
    };
    lines.iter().map(padded).collect()
}

/// The table for a document.
pub fn markdown(rows: &[Row]) -> String {
    let line = |cells: &[String; 6]| format!("| {} |\n", cells.join(" | "));
    let mut lines = lines(rows).into_iter();
    let head = lines.next().map(|head| line(&head)).unwrap_or_default();
    let rows: String = lines.map(|cells| line(&cells)).collect();
    format!("{head}|---|---|---|---|---|---|\n{rows}")
}

fn lines(rows: &[Row]) -> Vec<[String; 6]> {
    let mut lines = vec![HEAD.map(str::to_owned)];
    lines.extend(rows.iter().map(Row::cells));
    lines
}

fn widths(lines: &[[String; 6]]) -> [usize; 6] {
    let mut widths = [0; 6];
    for line in lines {
        for (width, cell) in widths.iter_mut().zip(line) {
            *width = (*width).max(cell.chars().count());
        }
    }
    widths
}
