//! A program, which cargo runs by the same runner.

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    println!("arguments: {arguments:?}");
    match arguments.first().map(String::as_str) {
        Some("fail") => std::process::exit(3),
        Some("panic") => panic!("a program's own"),
        _ => {}
    }
}
