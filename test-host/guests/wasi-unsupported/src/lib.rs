//! Uses the part of WASI that no function has, as its body says, and answers `survived` if it can.

use std::fs;
use std::io::{self, Seek, Write};

momento_functions_guest_web::invoke!(act);
fn act(verb: String) -> String {
    match verb.as_str() {
        "print" => println!("printed"),
        "print-more" => print_more(),
        "print-error" => eprintln!("printed as an error"),
        "print-then-panic" => {
            eprintln!("printed as an error");
            panic!("after it");
        }
        "panic" => panic!("the reason\nin two lines"),
        "panic-at-length" => panic!("{}", "long ".repeat(2000)),
        "read-input" => drop(io::read_to_string(io::stdin())),
        "read-file" => drop(fs::read("file.txt")),
        "write-file" => drop(fs::write("file.txt", "text")),
        "list-folder" => drop(fs::read_dir(".")),
        "use-every-file-call" => use_every_file_call().unwrap(),
        "exit" => std::process::exit(3),
        other => panic!("no such verb: {other}"),
    }
    "survived".to_owned()
}

/// The first call is the last, but the component imports what all of them need.
fn use_every_file_call() -> io::Result<()> {
    let file = fs::File::options()
        .read(true)
        .append(true)
        .create(true)
        .open("file.txt")?;
    file.set_len(file.metadata()?.len() + 1)?;
    file.set_modified(std::time::SystemTime::now())?;
    file.sync_all()?;
    file.sync_data()?;
    (&file).seek(io::SeekFrom::Start(1))?;
    (&file).write_all(&fs::read("other.txt")?)?;
    fs::create_dir("folder")?;
    fs::rename("file.txt", "folder/file.txt")?;
    fs::hard_link("folder/file.txt", "link.txt")?;
    fs::copy(fs::read_link("link.txt")?, "copy.txt")?;
    fs::remove_file("link.txt")?;
    for entry in fs::read_dir("folder")? {
        entry?.metadata()?;
    }
    fs::remove_dir_all("folder")
}

/// Text on both streams, and a last line without its end.
fn print_more() {
    println!("one\ntwo");
    eprintln!("an error");
    print!("last");
    io::stdout().flush().unwrap();
}
