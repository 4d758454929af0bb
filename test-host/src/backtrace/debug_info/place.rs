use addr2line::gimli::{EndianSlice, LittleEndian};
use std::borrow::Cow;

/// How many bytes of a name are told.
const MAX_NAME: usize = 1024;

/// A place in the source, and the function that it is in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in super::super) struct Place {
    /// As the compiler wrote it: mangled, or not.
    pub(in super::super) function: Option<String>,
    pub(in super::super) file: Option<String>,
    pub(in super::super) line: Option<u32>,
    pub(in super::super) column: Option<u32>,
}

impl Place {
    pub(super) fn of(frame: &addr2line::Frame<'_, EndianSlice<'_, LittleEndian>>) -> Self {
        let function = frame.function.as_ref();
        let function = function.and_then(|name| name.raw_name().ok());
        let location = frame.location.as_ref();
        Self {
            function: function.as_ref().map(Cow::as_ref).map(cut),
            file: location.and_then(|at| at.file).map(cut),
            line: location.and_then(|at| at.line),
            column: location.and_then(|at| at.column),
        }
    }

    /// Counts the bytes that it takes in memory.
    pub(super) fn bytes(&self) -> usize {
        let names = [&self.function, &self.file].into_iter().flatten();
        size_of::<Self>() + names.map(String::len).sum::<usize>()
    }
}

fn cut(name: &str) -> String {
    let end = name.floor_char_boundary(MAX_NAME);
    name.get(..end).unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// OBS.10
    #[test]
    fn a_name_is_cut_between_characters() {
        let most = "a".repeat(MAX_NAME);
        assert_eq!(cut(&most), most);
        assert_eq!(cut(&format!("{most}a")), most);
        let shorter = &most[1..];
        assert_eq!(cut(&format!("{shorter}é")), shorter);
    }
}
