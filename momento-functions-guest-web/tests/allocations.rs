//! The way through a function's entry point copies nothing and allocates nothing of its own.

#![allow(unsafe_code, reason = "an allocator that counts")]

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;

use momento_functions_bytes::Data;
use momento_functions_guest_web::__private::web::{Answer, Request, run};
use momento_functions_guest_web::WebResponse;

struct Counting;

thread_local! {
    static ALLOCATIONS: Cell<usize> = const { Cell::new(0) };
}

// SAFETY: all is the system's allocator, counted.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        ALLOCATIONS.set(ALLOCATIONS.get() + 1);
        // SAFETY: as the caller promised.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        // SAFETY: as the caller promised.
        unsafe { System.dealloc(block, layout) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

/// The answer to `body`, whether its bytes are those of the body, and how many allocations it took.
fn answer(handle: impl FnOnce(Request) -> Answer) -> (Answer, bool, usize) {
    let body = vec![b'x'; 1 << 20];
    let place = body.as_ptr();
    let before = ALLOCATIONS.get();
    let answer = handle(Request::Value(body));
    let allocations = ALLOCATIONS.get() - before;
    let same = matches!(&answer.body, Request::Value(bytes) if bytes.as_ptr() == place);
    (answer, same, allocations)
}

/// The name and the value of the content type, and the list of headers: the host takes them as such.
const CONTENT_TYPE: usize = 3;

#[test]
fn a_body_that_is_handed_on_is_the_same_and_costs_its_content_type_alone() {
    for (answer, same, allocations) in [
        answer(|request| run(|body: Data| body, request)),
        answer(|request| run(|body: Vec<u8>| body, request)),
        answer(|request| run(|body: String| body, request)),
    ] {
        assert!(same);
        assert_eq!((answer.headers.len(), allocations), (1, CONTENT_TYPE));
    }
}

#[test]
fn headers_are_given_on_where_they_are() {
    let headers = vec![
        ("a".to_owned(), "1".to_owned()),
        ("b".to_owned(), "2".to_owned()),
    ];
    let place = headers.as_ptr().cast::<u8>();
    let respond = |body: Data| {
        let Ok(response) = WebResponse::new().with_headers(headers).with_body(body);
        response
    };
    let (answer, same, allocations) = answer(|request| run(respond, request));
    assert!(same && answer.headers.as_ptr().cast::<u8>() == place);
    assert_eq!(allocations, 0);
}
