use momento_functions_guest_spawn::spawn_function;

#[spawn_function(name = "index")]
async unsafe extern "C" fn index<'a, T, const N: usize>(_table: &'a T, _payload: impl Into<[u8; N]>) -> ! {
    loop {}
}

fn main() {}
