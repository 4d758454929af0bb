use super::{Host, begin_invocation, invocation, scope};
use crate::{bytes::Data, http, spawn, valkey, web_function_support};
use std::cell::RefCell;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::rc::Rc;

/// A host that answers with its name.
#[derive(Default)]
struct Named {
    name: &'static str,
    spawned: RefCell<Vec<(String, Vec<u8>)>>,
}

impl Named {
    fn new(name: &'static str) -> Self {
        Self {
            name,
            ..Self::default()
        }
    }
}

impl web_function_support::Host for Named {
    fn headers(&self) -> Vec<web_function_support::Header> {
        Vec::new()
    }
    fn query_parameters(&self) -> Vec<web_function_support::QueryParameter> {
        Vec::new()
    }
    fn token_metadata(&self) -> Option<String> {
        None
    }
    fn invocation_id(&self) -> String {
        self.name.to_owned()
    }
    fn http_method(&self) -> String {
        // A host may be asked again while it answers.
        web_function_support::invocation_id()
    }
    fn invocation_path(&self) -> Option<String> {
        None
    }
}

impl spawn::Host for Named {
    fn spawn_function(&self, name: &str, data: &[u8]) -> Result<(), spawn::SpawnError> {
        self.spawned
            .borrow_mut()
            .push((name.to_owned(), data.to_vec()));
        Ok(())
    }
}

impl Host for Named {
    fn web_function_support(&self) -> Option<&dyn web_function_support::Host> {
        Some(self)
    }
    fn spawn(&self) -> Option<&dyn spawn::Host> {
        Some(self)
    }
}

fn id() -> String {
    web_function_support::invocation_id()
}

/// The text and the file of the panic in `run`.
fn panic_of<R>(run: impl FnOnce() -> R) -> String {
    let payload = catch_unwind(AssertUnwindSafe(run)).err().expect("a panic");
    match payload.downcast::<String>() {
        Ok(text) => *text,
        Err(other) => (*other.downcast::<&str>().expect("a text")).to_owned(),
    }
}

#[test]
fn the_innermost_scope_answers_and_the_outer_one_comes_back() {
    let seen = scope(Named::new("outer"), || {
        let before = id();
        let inside = scope(Named::new("inner"), id);
        [before, inside, id()]
    });
    assert_eq!(seen, ["outer", "inner", "outer"]);
}

#[test]
fn unwinding_out_of_a_scope_restores_the_one_around_it() {
    scope(Named::new("outer"), || {
        let text = panic_of(|| scope(Named::new("inner"), || panic!("by {}", id())));
        assert_eq!(text, "by inner");
        assert_eq!(id(), "outer");
    });
    assert!(panic_of(id).contains("without a host"));
}

/// KIT.35
#[test]
fn a_call_without_a_host_says_which_call_and_how_to_set_a_host() {
    let text = panic_of(id);
    assert!(
        text.starts_with("host call `web_function_support::invocation_id` without a host: "),
        "{text}"
    );
    let ways = [
        "`#[momento_functions_test::test]`",
        "`momento_functions_test::run(|host| …)`",
        "`momento_functions_wit::native::scope(host, || …)`",
        "`momento-functions-test-host`",
    ];
    let places: Vec<usize> = ways.iter().filter_map(|way| text.find(way)).collect();
    assert_eq!(places.len(), ways.len(), "{text}");
    assert!(places.is_sorted(), "the simplest way comes first: {text}");
}

/// KIT.36
#[test]
fn no_two_invocations_of_a_thread_have_one_number() {
    assert_eq!(invocation(), None);
    let (first, inner, again, next) = scope(Named::new("outer"), || {
        let first = invocation();
        let inner = scope(Named::new("inner"), invocation);
        let again = invocation();
        begin_invocation();
        (first, inner, again, invocation())
    });
    assert_eq!(first, again);
    let after = scope(Named::new("outer"), invocation);
    let numbers = [first, inner, next, after];
    assert!(numbers.is_sorted_by(|one, next| one < next), "{numbers:?}");
    assert_eq!(invocation(), None);
}

#[test]
fn a_call_into_an_interface_that_the_host_lacks_names_the_method_to_write() {
    let text = scope(Named::new("host"), || {
        panic_of(|| valkey::get_managed_cluster_client("sessions"))
    });
    assert!(
        text.starts_with("host call `valkey::get_managed_cluster_client` without a host: "),
        "{text}"
    );
    assert!(text.contains("does not offer `valkey`"), "{text}");
    assert!(
        text.ends_with("let its `native::Host::valkey` return one"),
        "{text}"
    );
}

#[test]
fn a_host_is_of_its_thread_alone() {
    scope(Named::new("host"), || {
        let other = std::thread::spawn(|| panic_of(id))
            .join()
            .expect("the other thread");
        assert!(other.contains("without a host"), "{other}");
        assert_eq!(id(), "host");
    });
}

#[test]
fn a_host_may_make_host_calls_while_it_answers() {
    assert_eq!(
        scope(Named::new("host"), web_function_support::http_method),
        "host"
    );
}

#[test]
fn a_shared_host_can_be_looked_into_after_the_scope() {
    let host = Rc::new(Named::new("host"));
    scope(Rc::clone(&host), || spawn::spawn_function("report", b"{}")).expect("started");
    assert_eq!(
        *host.spawned.borrow(),
        [("report".to_owned(), b"{}".to_vec())]
    );
    assert_eq!(Rc::strong_count(&host), 1, "the scope lets go of its host");
}

#[test]
fn a_shared_host_lacks_what_the_host_behind_it_lacks() {
    let request = http::Request {
        url: "http://localhost/".to_owned(),
        verb: "GET".to_owned(),
        headers: Vec::new(),
        body: Data::Value(Vec::new()),
        authorization: http::Authorization::None,
    };
    let text = scope(Rc::new(Named::new("host")), || {
        panic_of(|| http::invoke(request))
    });
    assert!(text.contains("does not offer `http`"), "{text}");
}

#[test]
fn the_drop_of_a_host_may_make_host_calls() {
    struct Farewell(Rc<RefCell<String>>);
    impl Host for Farewell {}
    impl Drop for Farewell {
        fn drop(&mut self) {
            *self.0.borrow_mut() = id();
        }
    }
    let last = Rc::new(RefCell::new(String::new()));
    scope(Named::new("outer"), || {
        scope(Farewell(Rc::clone(&last)), || ())
    });
    assert_eq!(*last.borrow(), "outer");
}

/// A cluster that answers each command with its words, as a bulk reply.
struct Echo;

struct Words(RefCell<Vec<String>>);

impl valkey::Host for Echo {
    fn get_managed_cluster_client(&self, cluster_name: &str) -> valkey::ClusterClient {
        valkey::ClusterClient::from_native(cluster_name.to_owned())
    }
    fn cluster_client_command(
        &self,
        client: &valkey::ClusterClient,
        command: valkey::Command,
    ) -> Result<valkey::Value, valkey::ValkeyError> {
        let cluster = client.native::<String>().expect("a cluster of this host");
        let words = Words(RefCell::new(vec![command.command, cluster.clone()]));
        Ok(valkey::Value::Bulk(valkey::ResponseStream::from_native(
            words,
        )))
    }
    fn response_stream_next(&self, stream: &valkey::ResponseStream) -> Option<valkey::Value> {
        let words = stream.native::<Words>().expect("a stream of this host");
        words.0.borrow_mut().pop().map(valkey::Value::SimpleString)
    }
}

impl Host for Echo {
    fn valkey(&self) -> Option<&dyn valkey::Host> {
        Some(self)
    }
}

#[test]
fn a_resource_carries_what_the_host_keeps_behind_it() {
    let words = scope(Echo, || {
        let client = valkey::get_managed_cluster_client("sessions");
        assert_eq!(
            format!("{client:?}"),
            "ClusterClient(alloc::string::String)"
        );
        assert!(
            client.native::<Words>().is_none(),
            "another type is not what was kept"
        );
        let command = valkey::Command {
            command: "PING".to_owned(),
            arguments: Vec::new(),
        };
        let Ok(valkey::Value::Bulk(stream)) = valkey::cluster_client_command(&client, command)
        else {
            panic!("a bulk reply");
        };
        std::iter::from_fn(|| valkey::response_stream_next(&stream))
            .map(|word| format!("{word:?}"))
            .collect::<Vec<_>>()
    });
    assert_eq!(
        words,
        [r#"SimpleString("sessions")"#, r#"SimpleString("PING")"#]
    );
}

#[test]
fn a_log_line_is_answered_only_by_a_host_that_offers_the_interface() {
    struct Lines;
    impl Host for Lines {
        fn log(&self) -> Option<&dyn crate::log::Host> {
            Some(self)
        }
    }
    impl crate::log::Host for Lines {
        fn configure_logging(
            &self,
            _: &[crate::log::ConfigureLoggingInput],
        ) -> Result<(), crate::log::LogConfigurationError> {
            Ok(())
        }
        fn log(&self, _: &str, _: crate::log::LogLevel) {}
    }
    assert!(!crate::log::is_answered());
    assert!(!scope(Named::new("host"), crate::log::is_answered));
    assert!(scope(Lines, crate::log::is_answered));
}
