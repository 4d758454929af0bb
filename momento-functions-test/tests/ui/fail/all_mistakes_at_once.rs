#[momento_functions_test::test(timeout = 3)]
async unsafe extern "C" fn wrong<T>(host: T, name: String) {
    let _ = (host, name);
}

fn main() {}
