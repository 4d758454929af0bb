//! What was found, for people.

use std::fmt::{self, Display, Formatter};

use super::Checked;
use super::calls::{CallingCrate, Weights};
use super::difference::{Changes, Difference};
use super::interfaces::Interface;
use super::origin::Import;
use super::sections::Sections;
use super::targets::Verdict;
use crate::units::grouped;

impl Display for Checked {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let kind = self.kind.map_or("no function", |kind| kind.describe());
        writeln!(f, "{kind}, {} bytes", grouped(self.size.total))?;
        section(f, "Exports", &self.exports)?;
        section(f, "Imports", &self.imports)?;
        if !self.has_names {
            writeln!(
                f,
                "  Functions have no names here, so who calls what is not known: check the crate, or build it with `strip = \"debuginfo\"`"
            )?;
        }
        section(f, "Permissions", &self.permissions)?;
        write!(f, "\nSize\n{}", self.size)?;
        write!(
            f,
            "  It starts with {} bytes of memory.\n{}",
            grouped(self.memory),
            self.code
        )?;
        writeln!(f, "\nTargets")?;
        let before = [None].into_iter().chain(self.targets.iter().map(Some));
        let mut targets = self.targets.iter().zip(before);
        targets.try_for_each(|(verdict, before)| verdict.write(f, before))
    }
}

/// A heading, and what stands below it.
fn section(f: &mut Formatter<'_>, heading: &str, items: &[impl Display]) -> fmt::Result {
    writeln!(f, "\n{heading}")?;
    if items.is_empty() {
        return writeln!(f, "  none");
    }
    items.iter().try_for_each(|item| writeln!(f, "  {item}"))
}

impl Display for Interface {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(&self.name)?;
        match self.functions.as_slice() {
            [] => Ok(()),
            [only] if *only == self.name => Ok(()),
            functions => write!(f, " {{{}}}", functions.join(", ")),
        }
    }
}

impl Display for Import {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.interface)?;
        if let Some(what) = self.brought_in_by {
            write!(f, "\n    of {what}")?;
        }
        if !self.callers.is_empty() {
            write!(f, "\n    called from {}", crates(&self.callers))?;
        }
        Ok(())
    }
}

fn crates(callers: &[CallingCrate]) -> String {
    let names = callers.iter().map(|caller| format!("`{}`", caller.name));
    names.collect::<Vec<_>>().join(", ")
}

impl Display for Sections {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        for (name, bytes) in self.parts().into_iter().filter(|(_, bytes)| *bytes > 0) {
            let percent = bytes as f64 * 100.0 / self.total.max(1) as f64;
            writeln!(f, "  {name:<24}{:>12}{percent:>7.1} %", grouped(bytes))?;
        }
        Ok(())
    }
}

impl Display for Weights {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let all = [
            ("Code by crate", &self.crates),
            ("Largest functions", &self.functions),
        ];
        for (heading, weights) in all.into_iter().filter(|(_, weights)| !weights.is_empty()) {
            writeln!(f, "\n{heading}")?;
            for weight in weights {
                writeln!(f, "  {:>12}  {}", grouped(weight.bytes), weight.name)?;
            }
        }
        Ok(())
    }
}

impl Verdict {
    /// What is the same as on the target before is not told twice.
    fn write(&self, f: &mut Formatter<'_>, before: Option<&Self>) -> fmt::Result {
        let target = self.target.describe();
        if self.problems.is_empty() {
            return writeln!(f, "  {target}: fine");
        }
        if before.is_some_and(|before| before.problems == self.problems) {
            return writeln!(f, "  {target}: fails of the same");
        }
        writeln!(f, "  {target}: fails")?;
        let mut problems = self.problems.iter();
        problems.try_for_each(|problem| writeln!(f, "    {problem}"))?;
        let told = before.is_some_and(|before| before.portable == self.portable);
        match &self.portable {
            Some(_) if told => writeln!(f, "    composed, the same as above"),
            Some(portable) => write!(f, "{portable}"),
            None => Ok(()),
        }
    }
}

impl Display for Difference {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        if self.is_empty() {
            return writeln!(f, "\nChanges\n  none");
        }
        writeln!(f, "\nChanges")?;
        for (what, changes) in [
            ("import", &self.imports),
            ("export", &self.exports),
            ("permission", &self.permissions),
        ] {
            changes.write(f, what)?;
        }
        for part in &self.sizes {
            let change = i128::from(part.now) - i128::from(part.before);
            let (before, now) = (grouped(part.before), grouped(part.now));
            writeln!(
                f,
                "  {:<24}{before:>12} -> {now:>12} ({change:+})",
                part.part
            )?;
        }
        Ok(())
    }
}

impl Changes {
    fn write(&self, f: &mut Formatter<'_>, what: &str) -> fmt::Result {
        for (sign, items) in [('+', &self.added), ('-', &self.removed)] {
            let mut items = items.iter();
            items.try_for_each(|item| writeln!(f, "  {sign} {what} {item}"))?;
        }
        Ok(())
    }
}
