use momento_functions_guest_web::web_function;

#[web_function(name = "greet", retries)]
async unsafe extern "C" fn greet<'a, T, const N: usize>(_: &'a T, _: impl Into<[u8; N]>) -> ! {
    loop {}
}

fn main() {}
