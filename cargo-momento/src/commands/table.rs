use std::fmt::Write as _;

use crate::remote::plain;

/// Writes rows under a head, each column as wide as it needs.
pub(super) fn table<const N: usize>(head: [&str; N], rows: &[[String; N]]) -> String {
    let rows: Vec<[String; N]> = std::iter::once(head.map(str::to_owned))
        .chain(rows.iter().map(|row| row.clone().map(|cell| plain(&cell))))
        .collect();
    let mut widths = [0; N];
    for row in &rows {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = cell.chars().count().max(*width);
        }
    }
    rows.iter().map(|row| line(row, &widths)).collect()
}

fn line<const N: usize>(row: &[String; N], widths: &[usize; N]) -> String {
    let mut line = String::new();
    for (cell, width) in row.iter().zip(widths) {
        let _ = write!(line, "{cell:<width$}  ");
    }
    format!("{}\n", line.trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// CLI.12
    #[test]
    fn columns_are_as_wide_as_they_need_and_lines_have_no_end_of_blanks() {
        let rows = [["1", "é é", ""], ["100", "b\u{1b}", "c"]].map(|row| row.map(str::to_owned));
        assert_eq!(
            table(["N", "NAME", "X"], &rows),
            "N    NAME  X\n1    é é\n100  b     c\n"
        );
    }
}
