//! The lines in which two lists of shapes differ.

/// Gives each changed line, `-` for what `old` has and `+` for what `new` has, under the heading
/// (the line without indent) that it stands below. Empty when both are equal.
pub(crate) fn lines(old: &str, new: &str) -> String {
    let old: Vec<&str> = old.lines().collect();
    let new: Vec<&str> = new.lines().collect();
    let common = common_lengths(&old, &new);
    let (mut i, mut j) = (0, 0);
    let mut report = Report::default();
    while i < old.len() || j < new.len() {
        if i < old.len() && j < new.len() && old[i] == new[j] {
            report.same(old[i]);
            (i, j) = (i + 1, j + 1);
        } else if i < old.len() && (j == new.len() || common[i + 1][j] >= common[i][j + 1]) {
            report.changed('-', old[i]);
            i += 1;
        } else {
            report.changed('+', new[j]);
            j += 1;
        }
    }
    report.text
}

/// How long the longest common subsequence of `old[i..]` and `new[j..]` is, for all i and j.
fn common_lengths(old: &[&str], new: &[&str]) -> Vec<Vec<usize>> {
    let mut lengths = vec![vec![0; new.len() + 1]; old.len() + 1];
    for i in (0..old.len()).rev() {
        for j in (0..new.len()).rev() {
            lengths[i][j] = if old[i] == new[j] {
                lengths[i + 1][j + 1] + 1
            } else {
                lengths[i + 1][j].max(lengths[i][j + 1])
            };
        }
    }
    lengths
}

#[derive(Default)]
struct Report<'t> {
    heading: Option<&'t str>,
    text: String,
}

impl<'t> Report<'t> {
    fn same(&mut self, line: &'t str) {
        if !line.starts_with(' ') {
            self.heading = Some(line);
        }
    }

    fn changed(&mut self, sign: char, line: &str) {
        if let Some(heading) = self.heading.take() {
            self.text.push_str(&format!("{heading}\n"));
        }
        self.text.push_str(&format!("{sign} {line}\n"));
    }
}
