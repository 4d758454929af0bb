use crate::bindings::wasi::clocks::wall_clock;
use crate::bindings::wasi::random::random::get_random_u64;
use crate::invocation::with;

/// The id of the invocation, which is made when somebody asks for it.
pub(crate) fn current() -> String {
    with(|invocation| invocation.id.get_or_insert_with(fresh).clone())
}

/// Makes an id as the service's are: a UUID of version 7 (RFC 9562).
fn fresh() -> String {
    let now = wall_clock::now();
    let milliseconds = now
        .seconds
        .wrapping_mul(1000)
        .wrapping_add(u64::from(now.nanoseconds / 1_000_000));
    uuid(milliseconds, get_random_u64(), get_random_u64())
}

fn uuid(milliseconds: u64, a: u64, b: u64) -> String {
    let high = milliseconds << 16 | 0x7000 | a & 0x0fff;
    let low = 1 << 63 | b >> 2;
    let digits = u128::from(high) << 64 | u128::from(low);
    let mut text = String::with_capacity(36);
    for place in (0..32).rev() {
        let digit = (digits >> (4 * place)) as u32 & 15;
        text.extend(char::from_digit(digit, 16));
        if matches!(place, 24 | 20 | 16 | 12) {
            text.push('-');
        }
    }
    text
}
