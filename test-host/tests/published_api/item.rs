use crate::source::{Source, short, tight};

/// A line of the list.
pub(crate) struct Item<'a> {
    pub(crate) line: &'a str,
    use_: Use,
}

/// How a test that uses an item is recognised.
enum Use {
    /// By its name, or what a name says together with its owner's.
    AnyOf(Vec<String>),
    /// By the type with its trait, as in `where Type: Trait<Output = This>`.
    Implementation { of: String, the_trait: String },
}

impl<'a> Item<'a> {
    /// Reads lines, without those that a reason excepts and those that say nothing of their own.
    pub(crate) fn all(lines: &[&'a str]) -> Vec<Self> {
        let mut items: Vec<Self> = Vec::new();
        // The type that an implementation before is of, while its members come.
        let mut block: Option<&str> = None;
        for &line in lines {
            if line.starts_with("! ") {
                items.pop();
            } else if let Some(header) = line.strip_prefix("impl") {
                block = implementation(header).map(|(of, the_trait)| {
                    let (of_short, the_trait) = (short(&tight(of)), short(&tight(the_trait)));
                    let use_ = Use::Implementation {
                        of: of_short,
                        the_trait,
                    };
                    items.push(Self { line, use_ });
                    of
                });
            } else if let Some(member) = block.and_then(|of| member(line, of)) {
                if let (Some(output), Some(item)) = (member.strip_prefix("type "), items.last_mut())
                {
                    item.add_output(output);
                }
            } else {
                block = None;
                items.extend(names(line).map(|names| Self {
                    line,
                    use_: Use::AnyOf(names),
                }));
            }
        }
        items
    }

    pub(crate) fn is_used_by(&self, source: &Source) -> bool {
        match &self.use_ {
            Use::AnyOf(names) => names.iter().any(|name| source.has(name)),
            Use::Implementation { of, the_trait } => source.has_short(&format!("{of}:{the_trait}")),
        }
    }

    /// Adds `Name = This` to the trait.
    fn add_output(&mut self, output: &str) {
        if let Use::Implementation { the_trait, .. } = &mut self.use_ {
            let output = short(&tight(output));
            *the_trait = match the_trait.strip_suffix('>') {
                Some(open) => format!("{open},{output}>"),
                None => format!("{the_trait}<{output}>"),
            };
        }
    }
}

/// The type and the trait of `impl<T> Trait for Type where …`, if there is a trait.
fn implementation(header: &str) -> Option<(&str, &str)> {
    let header = header.get(generics(header)..)?.trim_start();
    let (the_trait, of) = header.split_once(" for ")?;
    let of = of.split(" where ").next().unwrap_or(of);
    Some((of, the_trait))
}

/// How long the `<…>` is that a text begins with.
fn generics(text: &str) -> usize {
    let mut depth = 0;
    for (index, c) in text.char_indices() {
        match c {
            '<' => depth += 1,
            '>' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return if index == 0 { 0 } else { index + 1 };
        }
    }
    0
}

/// `type Name = This` or `fn name…`, if a line says it of this type.
fn member<'a>(line: &'a str, of: &str) -> Option<String> {
    let line: &'a str = line.strip_prefix("pub ")?;
    let (kind, path) = line.split_once(' ')?;
    let name = path.strip_prefix(of)?.strip_prefix("::")?;
    matches!(kind, "fn" | "type").then(|| format!("{kind} {name}"))
}

/// What an item is used by: one of these.
fn names(line: &str) -> Option<Vec<String>> {
    let line = line.strip_prefix("pub ")?;
    let line = line.strip_prefix("const ").unwrap_or(line);
    let (kind, path) = line.split_once(' ').unwrap_or(("", line));
    let (kind, path) = match kind {
        "mod" | "use" | "macro" | "struct" | "enum" | "trait" | "fn" | "type" => (kind, path),
        _ => ("", line),
    };
    let path = without_generics(path);
    let end = path.find(['(', ' ', '!']).unwrap_or(path.len());
    let path = path.get(..end)?.trim_end_matches(':');
    let (owner, name) = path.rsplit_once("::")?;
    let owner = owner.rsplit("::").next().unwrap_or(owner);
    let of_a_type = owner.starts_with(char::is_uppercase);
    Some(match kind {
        "fn" if of_a_type => vec![
            format!("{owner}::{name}"),
            format!(".{name}("),
            format!(".{name}::<"),
        ],
        "" if of_a_type && name.starts_with(char::is_uppercase) => vec![format!("{owner}::{name}")],
        "macro" => vec![format!("{name}!")],
        _ => vec![name.to_owned()],
    })
}

/// Leaves `m::Type<T>::name<U>` as `m::Type::name`.
fn without_generics(path: &str) -> String {
    let mut depth = 0;
    let kept = path.chars().filter(|c| {
        let was = depth;
        match c {
            '<' => depth += 1,
            '>' => depth -= 1,
            _ => {}
        }
        was == 0 && depth == 0
    });
    kept.collect()
}
