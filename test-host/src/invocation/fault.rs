//! Where in a guest's memory an access failed.

/// How wasmtime's error says it, which has no public type.
const FAULT: &str = "memory fault at wasm address 0x";

/// How far below address 0 the end of a stack is looked for, in bytes: more than any value on it has.
const BELOW_ZERO: u64 = 16 << 20;

/// The address that a guest reached for, where the machine has told it: a bulk operation does not.
pub(super) fn address(error: &wasmtime::Error) -> Option<u64> {
    error.chain().find_map(|cause| parse(&cause.to_string()))
}

fn parse(text: &str) -> Option<u64> {
    let (digits, _) = text.strip_prefix(FAULT)?.split_once(' ')?;
    u64::from_str_radix(digits, 16).ok()
}

/// Tells whether an address is one below 0. Addresses have 32 bits, to which an instruction adds its offset:
/// what lies below 0 is found just below or just above 2³².
pub(super) fn is_below_zero(address: u64) -> bool {
    let end = 1_u64 << 32;
    (end - BELOW_ZERO..end + BELOW_ZERO).contains(&address)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_read_from_wasmtimes_text() {
        let text = "memory fault at wasm address 0xfffffff0 in linear memory of size 0x20000";
        assert_eq!(parse(text), Some(0xffff_fff0));
        for text in [
            "",
            "memory fault at wasm address 0x in",
            "wasm trap: out of bounds",
            FAULT,
        ] {
            assert_eq!(parse(text), None, "{text}");
        }
    }

    #[test]
    fn below_zero_is_around_the_end_of_32_bits() {
        for address in [0xffff_ffff, 0xff00_0000, 1 << 32, (1 << 32) + 0xff_ffff] {
            assert!(is_below_zero(address), "{address:#x}");
        }
        for address in [
            0,
            0x2_0000,
            0x7fff_ffff,
            0xfeff_ffff,
            (1 << 32) + 0x100_0000,
        ] {
            assert!(!is_below_zero(address), "{address:#x}");
        }
    }
}
