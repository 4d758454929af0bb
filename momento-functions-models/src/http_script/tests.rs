mod calls;
mod matching;
mod misuse;
mod patterns;
mod replies;
mod unscripted;

use super::{Reply, Request, Scripts};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex};

fn ok() -> Reply {
    Reply::status(200)
}

fn get(url: &str) -> Request {
    Request::new("GET", url)
}

/// The status of what answers a request.
fn answered(scripts: &Scripts, request: &Request) -> Option<u16> {
    let (_, answer) = scripts.answer(request).ok()?.into_parts();
    Some(answer.unwrap().status)
}

/// The text of a panic.
fn panic_of<T>(misuse: impl FnOnce() -> T) -> String {
    let payload = catch_unwind(AssertUnwindSafe(misuse)).err().unwrap();
    match payload.downcast::<String>() {
        Ok(text) => *text,
        Err(payload) => payload.downcast::<&str>().unwrap().to_string(),
    }
}

/// The line of this crate's tests that a panic of this thread is told at.
fn line_of<T>(misuse: impl FnOnce() -> T) -> Option<u32> {
    static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());
    let _alone = ONE_AT_A_TIME.lock();
    let told = Arc::new(Mutex::new(None));
    let (kept, own) = (Arc::clone(&told), std::thread::current().id());
    let before = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        if std::thread::current().id() == own {
            *kept.lock().unwrap() = panic.location().map(|at| at.line());
        }
    }));
    panic_of(misuse);
    std::panic::set_hook(before);
    *told.lock().unwrap()
}
