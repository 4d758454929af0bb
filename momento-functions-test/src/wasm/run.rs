use crate::__private::test::Expected;
use momento_functions_wit::test as host;
use std::io::Write as _;
use std::panic;

/// Runs a test whose host is there already.
pub(crate) fn run<R>(expected: Expected, test: impl FnOnce() -> R) -> R {
    match expected {
        Expected::Return => {}
        Expected::Panic => host::expect_panic(None),
        Expected::PanicWith(message) => host::expect_panic(Some(message)),
    }
    flush_when_it_panics();
    test()
}

/// A panic ends the instance, and with it a line that was begun with `print!` and not ended. The message
/// comes first, since to write the line may itself panic: the value that was being printed may be the one
/// that did.
fn flush_when_it_panics() {
    let print_message = panic::take_hook();
    panic::set_hook(Box::new(move |panic| {
        print_message(panic);
        let _ = std::io::stdout().flush();
    }));
}
