//! A test without libtest.

fn main() {
    println!("ran with {} arguments", std::env::args().count() - 1);
}
