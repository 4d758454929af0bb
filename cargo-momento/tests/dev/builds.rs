//! Good builds and bad ones.

use crate::developing::{Project, answering};

const BROWSER: &str = "sec-fetch-mode: navigate\r\naccept: text/html\r\n";

/// Counts its invocations in the cache, and tells of which version it is.
fn counting(word: &str) -> String {
    format!(
        "use momento_functions_cache::{{get, set}};\n\
         momento_functions_guest_web::invoke!(count);\n\
         fn count() -> String {{\n    \
             let before: Option<String> = get(\"count\").unwrap();\n    \
             let count = before.map_or(0, |text| text.parse::<u32>().unwrap()) + 1;\n    \
             set(\"count\", count.to_string(), std::time::Duration::from_secs(60)).unwrap();\n    \
             format!(\"{word} {{count}}\")\n\
         }}\n"
    )
}

/// DEV.1 DEV.4
#[test]
fn what_is_saved_is_served_and_data_stays() {
    let project = Project::of("dev-counting", &counting("one"));
    let mut dev = project.develop(&[]);
    assert_eq!(dev.get("dev-counting").body, "one 1");

    project.write("src/lib.rs", &counting("two"));
    let built = dev.expect_built(&["src/lib.rs"], "dev-counting");
    assert_eq!(
        (&built["version"], &built["deployed"]),
        (&2.into(), &true.into())
    );
    assert!(built["duration_ms"].as_f64().unwrap() > 0.0);
    assert_eq!(dev.get("dev-counting").body, "two 2");
    let told = dev.stderr();
    assert!(
        told.contains("Changed src/lib.rs") && told.contains("version 2 is served"),
        "{told}"
    );

    // A remark makes the same component: there is nothing new to serve.
    project.write("src/lib.rs", &format!("{}// remark\n", counting("two")));
    let built = dev.expect_built(&["src/lib.rs"], "dev-counting");
    assert_eq!(
        (&built["version"], &built["deployed"]),
        (&2.into(), &false.into())
    );
}

/// DEV.2
#[test]
fn a_build_that_fails_is_told_and_the_last_good_one_goes_on() {
    let project = Project::of("dev-mended", &answering("\"good\""));
    let mut dev = project.develop(&[]);

    project.write("src/lib.rs", &answering("broken::<&'static str>()"));
    dev.expect("changed");
    let failed = dev.expect("build-failed");
    assert_eq!(
        (&failed["name"], &failed["version"]),
        (&"dev-mended".into(), &1.into())
    );
    let error = failed["error"].as_str().unwrap();
    assert!(error.contains("cannot find function `broken`"), "{error}");
    let told = dev.stderr();
    assert!(told.contains("cannot find function `broken`"), "{told}");
    assert!(told.contains("Keeping version 1"), "{told}");

    let answer = dev.get("dev-mended");
    assert_eq!((answer.status, &*answer.body), (200, "good"));
    assert!(answer.is_of_failed_build(), "{answer:?}");

    let page = dev.get_with("dev-mended", BROWSER);
    assert_eq!(page.status, 503);
    assert!(
        page.is_of_failed_build() && page.head.contains("text/html"),
        "{page:?}"
    );
    assert!(
        page.body.contains("broken::&lt;&amp;&#39;static str&gt;()"),
        "{page:?}"
    );
    assert!(!page.body.contains('\u{1b}'), "{page:?}");

    project.write("src/lib.rs", &answering("\"mended\""));
    dev.expect_built(&["src/lib.rs"], "dev-mended");
    let answer = dev.get_with("dev-mended", BROWSER);
    assert_eq!((answer.status, &*answer.body), (200, "mended"));
    assert!(!answer.is_of_failed_build(), "{answer:?}");
}

/// DEV.3
#[test]
fn without_a_good_build_everyone_is_told_the_error() {
    let project = Project::of("dev-hopeful", &answering("broken()"));
    let mut dev = project.develop(&[]);
    assert_eq!(dev.ready["functions"][0]["name"], "dev-hopeful");

    let answer = dev.get("dev-hopeful");
    assert_eq!(answer.status, 503);
    assert!(answer.is_of_failed_build(), "{answer:?}");
    assert!(answer.body.contains("\"code\":\"not_built\""), "{answer:?}");
    assert!(
        answer.body.contains("cannot find function `broken`"),
        "{answer:?}"
    );
    let page = dev.get_with("dev-hopeful", "accept: text/html\r\n");
    assert_eq!(page.status, 503);
    assert!(
        page.body.contains("cannot find function `broken`"),
        "{page:?}"
    );

    project.write("src/lib.rs", &answering("\"well\""));
    dev.expect_built(&["src/lib.rs"], "dev-hopeful");
    assert_eq!(dev.get("dev-hopeful").body, "well");
}

/// DEV.2
#[test]
fn a_caller_without_a_key_is_told_nothing_of_a_build() {
    let project = Project::of("dev-secret", &answering("broken()"));
    let dev = project.develop(&["--key", "k"]);
    let refused = dev.get_with("dev-secret", BROWSER);
    assert_eq!(refused.status, 401);
    assert!(!refused.is_of_failed_build(), "{refused:?}");
    assert!(!refused.body.contains("broken"), "{refused:?}");
    let told = dev.get_with("dev-secret", "authorization: k\r\n");
    assert_eq!(told.status, 503);
}

/// DEV.1
#[cfg(unix)]
#[test]
fn a_failed_invocation_is_explained_and_ctrl_c_ends_it() {
    let project = Project::of(
        "dev-trapping",
        &answering("[0][std::env::args().count() + 7]"),
    );
    let dev = project.develop(&["--poll"]);
    let answer = dev.get("dev-trapping");
    assert_eq!(answer.status, 500);
    assert!(answer.body.contains("index out of bounds"), "{answer:?}");
    assert_eq!(dev.interrupt(), Some(0));
}

/// DEV.9
#[test]
fn files_can_be_looked_at_in_place_of_being_watched() {
    let project = Project::of("dev-polled", &answering("\"one\""));
    let mut dev = project.develop(&["--poll"]);
    project.write("src/lib.rs", &answering("\"two\""));
    dev.expect_built(&["src/lib.rs"], "dev-polled");
    assert_eq!(dev.get("dev-polled").body, "two");
}
