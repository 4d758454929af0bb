/// Makes a `fn` the entry point of a web function.
///
/// The `fn` stays as it is written and can be called and tested as any other, on every target. It
/// has up to eight arguments: first what it asks of the invocation, each a
/// [`FromInvocation`](crate::FromInvocation), and last the request's body, an
/// [`Extract`](momento_functions_bytes::Extract). It returns an
/// [`IntoWebResponse`](crate::IntoWebResponse).
///
/// The component exports `momento:web-function/guest-function-web@1.0.0`. It has one entry point: a
/// second one in the same crate does not compile.
///
/// A body that cannot be decoded is answered with status 400 and the reason, and the `fn` does not run.
///
/// # Examples
/// ```
/// use momento_functions_guest_web::invoke;
///
/// invoke!(greet);
/// fn greet(name: String) -> String {
///     format!("Hello, {name}!")
/// }
///
/// assert_eq!(greet("Ada".to_string()), "Hello, Ada!");
/// ```
#[macro_export]
macro_rules! invoke {
    ($handler:ident $(,)?) => {
        $crate::__web_function!($handler);
    };
    ($first:ident $(:: $rest:ident)+ $(,)?) => {
        $crate::__web_function!($first $(:: $rest)+);
    };
    ($(:: $segment:ident)+ $(,)?) => {
        $crate::__web_function!($(:: $segment)+);
    };
    ($first:ident, $($rest:tt)+) => {
        ::core::compile_error!("a component has one entry point: `invoke!` takes the name of one `fn`, as in `invoke!(ping);`");
    };
    ($($other:tt)*) => {
        ::core::compile_error!("`invoke!` takes the name of a `fn`, as in `invoke!(ping);` beside `fn ping() -> &'static str { \"pong\" }`");
    };
}

/// The entry point, checked on every target and exported on wasm32.
#[doc(hidden)]
#[macro_export]
macro_rules! __web_function {
    ($($handler:tt)+) => {
        // A second entry point in the crate is an error, which this name explains.
        #[doc(hidden)]
        #[macro_export]
        macro_rules! a_component_has_one_entry_point { () => {}; }

        const _: fn($crate::__private::web::Request) -> $crate::__private::web::Answer = {
            fn __momento_functions_entry_point(request: $crate::__private::web::Request) -> $crate::__private::web::Answer {
                $crate::__private::web::run($($handler)+, request)
            }
            $crate::__private::web::export!(__momento_functions_entry_point);
            __momento_functions_entry_point
        };
    };
}

/// The export, of which nothing exists off wasm32: its name would break the link of a native library.
#[doc(hidden)]
#[macro_export]
macro_rules! __export_web_function {
    ($entry_point:ident) => {
        #[cfg(target_arch = "wasm32")]
        const _: () = {
            // A custom section of the component, for tools: `cargo momento build --portable` looks for it.
            #[unsafe(link_section = "momento-functions")]
            pub static MARK: [u8; $crate::__private::web::MARK.len()] = $crate::__private::web::MARK;

            enum Component {}
            impl $crate::__private::web::bindings::exports::momento::web_function::guest_function_web::Guest for Component {
                fn invoke(request: $crate::__private::web::Request) -> $crate::__private::web::Answer {
                    $crate::__private::web::report_panics!();
                    $entry_point(request)
                }
            }
            $crate::__private::web::bindings::export_web_v2!(Component with_types_in $crate::__private::web::bindings);
        };
    };
}
