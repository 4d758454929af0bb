//! What is read before a guest's tables go to a reader that trusts them.

use addr2line::gimli::{self, EndianSlice, LittleEndian, Reader as _, Section as _};

/// How deep entries may be nested. The reader calls itself once for each function in another, and a stack that
/// ends takes the process with it.
const MAX_DEPTH: usize = 200;

/// How many bytes of abbreviations, entries, and attributes there may be to read: units may share a table, and
/// attributes may take no bytes.
const MAX_WORK: usize = 1 << 27;

type Slice<'a> = EndianSlice<'a, LittleEndian>;

/// Tells whether the tables can be read with a bounded stack, and in a bounded time.
///
/// # Errors
/// For entries that cannot be read.
pub(super) fn is_bounded(dwarf: &gimli::Dwarf<Slice<'_>>) -> Result<bool, gimli::Error> {
    within(dwarf, MAX_WORK)
}

fn within(dwarf: &gimli::Dwarf<Slice<'_>>, mut work: usize) -> Result<bool, gimli::Error> {
    let mut units = dwarf.units();
    while let Some(unit) = units.next()? {
        let mut table = *dwarf.debug_abbrev.reader();
        table.skip(unit.debug_abbrev_offset().0)?;
        if !has_ended(table, &mut work)? {
            return Ok(false);
        }
        let abbreviations = dwarf.abbreviations(&unit)?;
        if !is_shallow(unit.entries_raw(&abbreviations, None)?, &mut work)? {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Takes from the work, as long as there is enough.
fn take(work: &mut usize, amount: usize) -> bool {
    let rest = work.checked_sub(amount);
    *work = rest.unwrap_or_default();
    rest.is_some()
}

/// Tells whether a table of abbreviations ends before the work does.
fn has_ended(mut table: Slice<'_>, work: &mut usize) -> Result<bool, gimli::Error> {
    while !table.is_empty() {
        let before = table.len();
        if table.read_uleb128()? == 0 {
            break;
        }
        let (_tag, _has_children) = (table.read_uleb128()?, table.read_u8()?);
        while skip_attribute(&mut table)? {}
        if !take(work, before - table.len()) {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Skips an attribute of an abbreviation; the last is the one without a name.
fn skip_attribute(table: &mut Slice<'_>) -> Result<bool, gimli::Error> {
    let (name, form) = (table.read_uleb128()?, table.read_uleb128()?);
    if form == u64::from(gimli::DW_FORM_implicit_const.0) {
        table.read_sleb128()?;
    }
    Ok((name, form) != (0, 0))
}

fn is_shallow(
    mut entries: gimli::EntriesRaw<'_, Slice<'_>>,
    work: &mut usize,
) -> Result<bool, gimli::Error> {
    // Not what the entries say themselves: that may begin far below zero.
    let mut depth = 0_usize;
    while !entries.is_empty() {
        let Some(entry) = entries.read_abbreviation()? else {
            depth = depth.saturating_sub(1);
            continue;
        };
        depth += usize::from(entry.has_children());
        if depth > MAX_DEPTH || !take(work, 1 + entry.attributes().len()) {
            return Ok(false);
        }
        entries.skip_attributes(entry.attributes())?;
    }
    Ok(true)
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// Of a unit, a function, and one that was inlined; the last two have names.
    const ABBREVIATIONS: &[u8] = &[
        1, 0x11, 1, 0x11, 0x01, 0x12, 0x06, 0, 0, // DW_TAG_compile_unit
        2, 0x2e, 1, 0x11, 0x01, 0x12, 0x06, 0x03, 0x08, 0, 0, // DW_TAG_subprogram
        3, 0x1d, 1, 0x11, 0x01, 0x12, 0x06, 0x03, 0x08, 0, 0, // DW_TAG_inlined_subroutine
        0,
    ];

    fn entry(code: u8, name: &[u8], info: &mut Vec<u8>) {
        info.push(code);
        info.extend([0; 4]);
        info.extend(100_u32.to_le_bytes());
        info.extend(name);
    }

    /// The bytes 0 to 100 as a function with others inlined, each in the one before, after some entries' ends
    /// too many.
    pub(in super::super) fn nested(inlined: usize, ends: usize) -> [Vec<u8>; 2] {
        let mut info = vec![4, 0, 0, 0, 0, 0, 4];
        entry(1, b"", &mut info);
        info.resize(info.len() + ends, 0);
        entry(2, b"own\0", &mut info);
        for _ in 0..inlined {
            entry(3, b"f\0", &mut info);
        }
        info.resize(info.len() + inlined + 2, 0);
        let length = u32::try_from(info.len()).unwrap().to_le_bytes();
        [[&length, &*info].concat(), ABBREVIATIONS.to_vec()]
    }

    fn bounded(info: &[u8], abbreviations: &[u8], work: usize) -> bool {
        let section = |id: gimli::SectionId| {
            let data = match id {
                gimli::SectionId::DebugInfo => info,
                gimli::SectionId::DebugAbbrev => abbreviations,
                _ => &[],
            };
            Ok::<_, gimli::Error>(EndianSlice::new(data, LittleEndian))
        };
        within(&gimli::Dwarf::load(section).unwrap(), work).unwrap()
    }

    /// OBS.10
    #[test]
    fn entries_are_nested_to_a_limit() {
        for (inlined, ends, is) in [
            (MAX_DEPTH - 2, 0, true),
            (MAX_DEPTH - 1, 0, false),
            (MAX_DEPTH - 1, 1, true),
            (MAX_DEPTH, 1000, false),
        ] {
            let [info, abbreviations] = nested(inlined, ends);
            assert_eq!(bounded(&info, &abbreviations, MAX_WORK), is, "{inlined}");
        }
    }

    /// OBS.10
    #[test]
    fn entries_and_abbreviations_are_read_to_a_limit() {
        let [info, abbreviations] = nested(1, 0);
        // All but the table's end, and three entries with two, three, and three attributes.
        let work = ABBREVIATIONS.len() - 1 + 3 + 4 + 4;
        assert!(bounded(&info, &abbreviations, work));
        assert!(!bounded(&info, &abbreviations, work - 1));
        let twice = info.repeat(2);
        assert!(bounded(&twice, &abbreviations, 2 * work));
        assert!(!bounded(&twice, &abbreviations, 2 * work - 1));
    }
}
