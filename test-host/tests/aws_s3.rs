//! Objects in buckets: in memory, and in a folder.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod support;

use momento_functions_test_host::{Configuration, Host, HostError, Request, RequestBody, Response};
use std::fs;
use std::path::Path;
use support::{Step, arriving, piece};

fn host(local: &str) -> Host {
    let configuration = Configuration::from_toml(local).unwrap();
    let host = Host::builder()
        .configuration(configuration)
        .build()
        .unwrap();
    host.deploy("aws", support::guest("aws")).unwrap();
    host
}

fn in_folder(folder: &Path) -> String {
    format!("[local.s3]\nfolder = '{}'", folder.display())
}

async fn put(host: &Host, query: &str, body: impl Into<RequestBody>) -> String {
    let request = Request::put(&format!("/put?{query}")).body(body);
    let function = host.function("default", "aws").unwrap();
    function.invoke(request).await.response.text().into_owned()
}

async fn get(host: &Host, query: &str) -> Response {
    let request = Request::get(&format!("/get?{query}"));
    let function = host.function("default", "aws").unwrap();
    function.invoke(request).await.response
}

async fn text(host: &Host, query: &str) -> String {
    get(host, query).await.text().into_owned()
}

const HELLO: &str = "Some(\"\\\"5d41402abc4b2a76b9719d911017c592\\\"\") None None";

/// What holds for objects, wherever they are kept.
async fn objects_are_kept(host: &Host) {
    assert_eq!(get(host, "").await.status, 404);
    assert_eq!(put(host, "meta-By=me&meta-n=1", "hello").await, HELLO);
    let found = get(host, "").await;
    assert_eq!((found.status, &*found.text()), (200, "hello"));
    let said = "(Some(\"\\\"5d41402abc4b2a76b9719d911017c592\\\"\"), None, None) [(\"by\", \"me\"), (\"n\", \"1\")]";
    assert_eq!(found.header("x-said"), Some(said));
    assert_eq!(put(host, "inside=yes", "hello").await, HELLO);
    assert!(
        get(host, "")
            .await
            .header("x-said")
            .unwrap()
            .ends_with("[]")
    );
    assert!(put(host, "key=empty", "").await.starts_with("Some("));
    let empty = get(host, "key=empty").await;
    assert_eq!((empty.status, empty.body.len()), (200, 0));
    assert_eq!(get(host, "bucket=another").await.status, 404);
    let large = "a".repeat(1 << 20);
    assert!(
        put(host, "key=large", large.clone())
            .await
            .starts_with("Some(")
    );
    assert!(text(host, "key=large").await == large);
}

/// SVC.4, AWS.3
#[tokio::test]
async fn an_object_is_put_and_got_whole() {
    objects_are_kept(&host("")).await;
}

/// SVC.4, AWS.4
#[tokio::test]
async fn an_object_in_a_folder_is_put_and_got_whole() {
    let folder = tempfile::tempdir().unwrap();
    objects_are_kept(&host(&in_folder(folder.path()))).await;
}

/// AWS.4
#[tokio::test]
async fn a_folder_is_kept_beyond_the_host() {
    let folder = tempfile::tempdir().unwrap();
    let local = in_folder(&folder.path().join("made/below"));
    put(&host(&local), "meta-by=me", "hello").await;
    let found = get(&host(&local), "").await;
    assert_eq!(&*found.text(), "hello");
    assert!(
        found
            .header("x-said")
            .unwrap()
            .ends_with("[(\"by\", \"me\")]")
    );
}

/// AWS.4
#[tokio::test]
async fn a_file_that_is_put_there_by_hand_is_an_object() {
    let folder = tempfile::tempdir().unwrap();
    let host = host(&in_folder(folder.path()));
    let objects = folder.path().join("bucket/objects");
    fs::create_dir_all(&objects).unwrap();
    fs::write(objects.join("2026%2ftoday.txt"), "by hand").unwrap();
    let found = get(&host, "key=2026/today.txt").await;
    assert_eq!(&*found.text(), "by hand");
    assert_eq!(found.header("x-said"), Some("(None, None, None) []"));
}

/// AWS.4
#[tokio::test]
async fn no_bucket_and_no_key_leads_out_of_the_folder() {
    let outer = tempfile::tempdir().unwrap();
    let host = host(&in_folder(&outer.path().join("inner")));
    for key in [
        "../../../up",
        "/absolute",
        ".",
        "..",
        "a/../../../b",
        "C:\\x",
    ] {
        let query = format!("key={key}");
        assert!(put(&host, &query, key).await.starts_with("Some("), "{key}");
        assert_eq!(text(&host, &query).await, key);
    }
    for bucket in ["..", "../up", "a/b", "C:", ""] {
        let told = put(&host, &format!("bucket={bucket}"), "x").await;
        assert!(told.contains("a bucket's name"), "{told}");
    }
    let outside: Vec<_> = fs::read_dir(outer.path()).unwrap().collect();
    assert_eq!(outside.len(), 1, "{outside:?}");
    let buckets = fs::read_dir(outer.path().join("inner")).unwrap();
    assert_eq!(buckets.count(), 2, "`.incoming` and `bucket`");
}

/// AWS.3, AWS.4
#[tokio::test]
async fn what_broke_off_is_not_put_and_leaves_nothing() {
    let folder = tempfile::tempdir().unwrap();
    for host in [host(""), host(&in_folder(folder.path()))] {
        put(&host, "", "before").await;
        let (body, _) = arriving([piece("half"), Step::Wait, Step::Fail("cut")]);
        let told = put(&host, "", body).await;
        assert_eq!(told, "S3 failed: the body broke off: cut");
        assert_eq!(text(&host, "").await, "before");
    }
    let left = fs::read_dir(folder.path().join(".incoming")).unwrap();
    assert_eq!(left.count(), 0);
}

/// AWS.3
#[tokio::test]
async fn a_body_that_comes_in_pieces_is_one_object() {
    let folder = tempfile::tempdir().unwrap();
    for host in [host(""), host(&in_folder(folder.path()))] {
        let (body, _) = arriving([piece("hel"), Step::Wait, piece("lo")]);
        assert_eq!(put(&host, "", body).await, HELLO);
        assert_eq!(text(&host, "").await, "hello");
    }
}

/// AWS.3
#[tokio::test]
async fn what_holds_to_no_rule_of_s3_is_malformed_and_the_next_call_works() {
    let host = host("");
    let (long, metadata) = ("k".repeat(1025), "v".repeat(2048));
    for (query, reason) in [
        (
            "key=".to_owned(),
            "a key has 1 to 1024 bytes; this one has 0",
        ),
        (
            format!("key={long}"),
            "a key has 1 to 1024 bytes; this one has 1025",
        ),
        ("bucket=Up".to_owned(), "a bucket's name has"),
        (
            format!("meta-n={metadata}"),
            "an object has at most 2048 bytes",
        ),
        (
            "meta-n=%C3%A9".to_owned(),
            "a value of metadata is printable",
        ),
        (
            "meta-n=a%0d%0ab".to_owned(),
            "a value of metadata is printable",
        ),
        ("meta-a%20b=v".to_owned(), "a name of metadata is made of"),
    ] {
        let told = put(&host, &query, "x").await;
        let expected = format!("S3 does not understand the request: {reason}");
        assert!(told.starts_with(&expected), "{told}");
        assert_eq!(put(&host, "", "hello").await, HELLO);
    }
    for query in ["key=", "bucket=Up"] {
        let told = get(&host, query).await;
        assert!(told.text().contains("Malformed("), "{}", told.text());
        assert_eq!(text(&host, "").await, "hello");
    }
}

/// AWS.3
#[tokio::test]
async fn an_object_has_at_most_as_many_bytes_as_are_set() {
    let folder = tempfile::tempdir().unwrap();
    for local in ["[local.s3]".to_owned(), in_folder(folder.path())] {
        let host = host(&format!("{local}\nmax-object-bytes = 5"));
        assert_eq!(put(&host, "", "hello").await, HELLO);
        let told = put(&host, "", "hello!").await;
        assert!(
            told.contains("at most 5 bytes") && told.contains("max-object-bytes"),
            "{told}"
        );
        assert_eq!(text(&host, "").await, "hello");
    }
}

/// AWS.3
#[tokio::test]
async fn a_full_memory_takes_no_more_and_says_what_to_set() {
    let host = host("[local.s3]\nmemory-bytes = 2000");
    assert!(
        put(&host, "key=a", "a".repeat(1000))
            .await
            .starts_with("Some(")
    );
    let told = put(&host, "key=b", "b".repeat(1000)).await;
    assert!(
        told.starts_with("S3 failed: the local store keeps at most 2000 bytes"),
        "{told}"
    );
    assert!(told.contains("`[local.s3] memory-bytes`"), "{told}");
    assert!(put(&host, "key=b", "b").await.starts_with("Some("));
    assert_eq!(get(&host, "key=a").await.body.len(), 1000);
}

/// AWS.3
#[tokio::test]
async fn the_interface_before_1_1_0_sees_the_same_objects() {
    let host = host("[local.s3]\nmemory-bytes = 2000");
    let old = host.deploy("old", support::guest("aws-s3-1-0")).unwrap();
    let outcome = old.invoke(Request::post("").body("hello")).await;
    assert_eq!(
        outcome.response.text(),
        "hello true [(\"by\", \"me\")]",
        "{outcome:?}"
    );
    assert_eq!(text(&host, "").await, "hello");
    let full = old.invoke(Request::post("").body("a".repeat(2000))).await;
    assert!(
        full.response.text().starts_with("other: the local store"),
        "{full:?}"
    );
}

/// AWS.4
#[test]
fn a_folder_that_cannot_be_made_is_named() {
    let file = tempfile::NamedTempFile::new().unwrap();
    let configuration = Configuration::from_toml(&in_folder(file.path())).unwrap();
    let error = Host::builder()
        .configuration(configuration)
        .build()
        .unwrap_err();
    assert!(
        matches!(error, HostError::Configuration { .. }),
        "{error:?}"
    );
    assert!(
        error
            .to_string()
            .starts_with("`local.s3.folder` in momento.toml: "),
        "{error}"
    );
}
