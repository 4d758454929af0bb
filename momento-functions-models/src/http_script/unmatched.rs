use super::Unscripted;
use std::fmt::Write as _;

/// How many requests that nothing matched are kept.
const MAX_KEPT: usize = 100;

/// The requests that no script has answered.
#[derive(Debug, Default)]
pub(super) struct Unmatched {
    kept: Vec<Unscripted>,
    count: u64,
    /// How many of them the test has been shown.
    seen: u64,
}

impl Unmatched {
    pub(super) fn add(&mut self, unscripted: Unscripted) {
        self.count += 1;
        if self.kept.len() < MAX_KEPT {
            self.kept.push(unscripted);
        }
    }

    pub(super) fn all(&self) -> Vec<Unscripted> {
        self.kept.clone()
    }

    /// Takes all there are until now as seen.
    pub(super) fn see(&mut self) {
        self.seen = self.count;
    }

    /// Tells of those that were not seen, if there are any.
    pub(super) fn unseen(&self) -> Option<String> {
        let unseen = self
            .count
            .checked_sub(self.seen)
            .filter(|count| *count > 0)?;
        let mut text = match unseen {
            1 => "1 request was answered by no script".to_owned(),
            _ => format!("{unseen} requests were answered by no script"),
        };
        let seen = usize::try_from(self.seen).unwrap_or(usize::MAX);
        for unscripted in self.kept.iter().skip(seen) {
            let _ = write!(text, "\n\n{unscripted}");
        }
        if self.count > MAX_KEPT as u64 {
            let _ = write!(text, "\n\nthe first {MAX_KEPT} are told");
        }
        Some(text)
    }
}
