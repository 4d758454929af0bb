use super::*;

const MARK: &str = "-MOMENTO_REPLY_TOO_LARGE\r\n";

fn pieces(guard: &mut ReplyGuard, input: &[u8], size: usize) -> String {
    let mut out = BytesMut::new();
    for piece in input.chunks(size) {
        guard.pass(piece, &mut out).unwrap();
    }
    String::from_utf8(out.to_vec()).unwrap()
}

/// What passes of two replies with at most 10 bytes and 4 values each, however they arrive.
fn passed(replies: &str) -> String {
    let all = pieces(
        &mut ReplyGuard::new(10, 4, false),
        replies.as_bytes(),
        usize::MAX,
    );
    for size in [1, 2, 3, 7] {
        let mut guard = ReplyGuard::new(10, 4, false);
        assert_eq!(
            pieces(&mut guard, replies.as_bytes(), size),
            all,
            "in pieces of {size}"
        );
    }
    all
}

/// SVC.10
#[test]
fn what_is_within_the_limits_passes_as_it_is() {
    for replies in [
        "+OK\r\n:1\r\n_\r\n#t\r\n,1.5\r\n(123\r\n-ERR x\r\n",
        "$10\r\n0123456789\r\n$-1\r\n$0\r\n\r\n",
        "$2\r\n\r\n\r\n:1\r\n",
        "*4\r\n:1\r\n:2\r\n$1\r\na\r\n*0\r\n*-1\r\n:1\r\n",
        "*1\r\n*1\r\n*1\r\n*1\r\n:1\r\n+OK\r\n",
        "%2\r\n_\r\n_\r\n_\r\n*0\r\n~1\r\n:1\r\n>1\r\n:1\r\n",
        "|1\r\n_\r\n_\r\n_\r\n!3\r\nabc\r\n=5\r\ntxt:a\r\n",
    ] {
        assert_eq!(passed(replies), replies);
    }
}

/// SVC.10
#[test]
fn an_error_stands_for_a_text_that_is_too_long() {
    assert_eq!(
        passed("$11\r\n01234567890\r\n+OK\r\n"),
        format!("{MARK}+OK\r\n")
    );
    assert_eq!(passed("+0123456789\r\n+OK\r\n"), format!("{MARK}+OK\r\n"));
    let mixed = "*3\r\n$6\r\n012345\r\n$5\r\n01234\r\n:1\r\n$10\r\n0123456789\r\n";
    let expected = format!("*3\r\n$6\r\n012345\r\n{MARK}:1\r\n$10\r\n0123456789\r\n");
    assert_eq!(passed(mixed), expected);
}

/// SVC.10
#[test]
fn an_error_stands_for_an_array_with_too_many_values() {
    let five = "*5\r\n:1\r\n:2\r\n*1\r\n:3\r\n$1\r\na\r\n:5\r\n+OK\r\n";
    assert_eq!(passed(five), format!("{MARK}+OK\r\n"));
    let nested = "*2\r\n*2\r\n:1\r\n:2\r\n*1\r\n:3\r\n+OK\r\n";
    let expected = format!("*2\r\n*2\r\n:1\r\n:2\r\n{MARK}+OK\r\n");
    assert_eq!(passed(nested), expected);
    let map = "%3\r\n:1\r\n:2\r\n:3\r\n:4\r\n:5\r\n:6\r\n+OK\r\n";
    assert_eq!(passed(map), format!("{MARK}+OK\r\n"));
    // Nothing is kept ready for what a server merely announces.
    assert_eq!(passed("*18446744073709551615\r\n:1\r\n"), MARK);
    assert_eq!(passed("%18446744073709551615\r\n:1\r\n"), MARK);
}

/// SVC.10
#[test]
fn a_limit_for_all_replies_together_is_not_filled_again() {
    let mut guard = ReplyGuard::new(10, 4, true);
    let replies = b"$6\r\n012345\r\n$4\r\n0123\r\n$1\r\n0\r\n:1\r\n";
    let expected = format!("$6\r\n012345\r\n$4\r\n0123\r\n{MARK}{MARK}");
    assert_eq!(pieces(&mut guard, replies, 5), expected);
}

/// SVC.10
#[test]
fn a_line_is_cut_before_it_is_kept() {
    let mut guard = ReplyGuard::each();
    let long = format!("+{}\r\n", "a".repeat(MAX_LINE - 3));
    assert_eq!(pieces(&mut guard, long.as_bytes(), 999), long);
    let longer = format!("+{}\r\n+OK\r\n", "a\r".repeat(MAX_LINE));
    assert_eq!(
        pieces(&mut guard, longer.as_bytes(), 999),
        format!("{MARK}+OK\r\n")
    );
    // What has no end fills nothing.
    let mut out = BytesMut::new();
    for _ in 0..100 {
        guard.pass(&[b'+'; MAX_LINE], &mut out).unwrap();
    }
    let State::Line { line, .. } = &guard.state else {
        panic!("{guard:?}")
    };
    assert!(out.is_empty() && line.len() <= 2 * MAX_LINE);
}

/// SVC.10
#[test]
fn arrays_nest_as_deep_as_the_parser_can_go() {
    let deep = format!("{}:1\r\n+OK\r\n", "*1\r\n".repeat(MAX_DEPTH));
    assert_eq!(pieces(&mut ReplyGuard::each(), deep.as_bytes(), 99), deep);
    redis::parse_redis_value(deep.as_bytes()).unwrap();
    let deeper = format!("{}:1\r\n+OK\r\n", "*1\r\n".repeat(MAX_DEPTH + 1));
    let expected = format!("{}{MARK}+OK\r\n", "*1\r\n".repeat(MAX_DEPTH));
    assert_eq!(
        pieces(&mut ReplyGuard::each(), deeper.as_bytes(), 99),
        expected
    );
    let endless = "*1\r\n".repeat(MAX_FOLLOWED + 1);
    let mut guard = ReplyGuard::each();
    assert!(
        guard
            .pass(endless.as_bytes(), &mut BytesMut::new())
            .is_err()
    );
}

/// SVC.9
#[test]
fn a_line_is_text_whatever_the_server_repeats_in_it() {
    let mut out = BytesMut::new();
    let replies = b"-ERR unknown command '\xff'\r\n+\xc3\r\n:1\r\n";
    ReplyGuard::each().pass(replies, &mut out).unwrap();
    let expected = "-ERR unknown command '\u{fffd}'\r\n+\u{fffd}\r\n:1\r\n";
    assert_eq!(out, expected);
}

/// SVC.10
#[test]
fn what_is_no_resp_is_an_error() {
    for wrong in [
        "HTTP/1.1 400\r\n",
        "\r\n",
        "$x\r\n",
        "$-2\r\n",
        "$\r\n",
        "*?\r\n",
        // Only what RESP2 has can be nil in this way.
        "!-1\r\n",
        "=-1\r\n",
        "%-1\r\n",
        ">-1\r\n",
        "|-1\r\n",
        "$1",
    ] {
        let mut guard = ReplyGuard::each();
        let passed = guard.pass(wrong.as_bytes(), &mut BytesMut::new());
        assert_eq!(passed.is_err(), wrong.ends_with("\r\n"), "{wrong:?}");
    }
}
