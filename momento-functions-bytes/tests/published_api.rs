//! What compiles against the published crate compiles against this one: each published item is used
//! here with its published signature.
use std::convert::Infallible;
use std::error::Error;
use std::io::{self, Read};
use std::string::FromUtf8Error;

use momento_functions_bytes::Data;
use momento_functions_bytes::encoding::{Encode, EncodeError, Extract, ExtractError};

fn encodes<T: Encode<Error = Infallible>>(value: T) -> Vec<u8> {
    let encoded: Result<Data, Infallible> = value.try_serialize();
    let Ok(data) = encoded;
    data.into_bytes()
}

#[test]
fn data_is_made_and_read_as_published() {
    let of_bytes: fn(&'static [u8]) -> Data = Data::from;
    let of_text: fn(&'static str) -> Data = Data::from;
    let of_string: fn(String) -> Data = Data::from;
    let of_vec: fn(Vec<u8>) -> Data = Data::from;
    let into_bytes: fn(Data) -> Vec<u8> = Data::into_bytes;
    let read: fn(&mut Data, &mut [u8]) -> io::Result<usize> = <Data as Read>::read;

    let mut data = of_vec(vec![1, 2]);
    assert_eq!(read(&mut data, &mut [0; 1]).unwrap(), 1);
    assert_eq!(into_bytes(data), [2]);
    for data in [of_bytes(b"x"), of_text("x"), of_string("x".to_owned())] {
        assert_eq!(into_bytes(data), b"x");
    }
}

#[test]
fn the_published_types_encode_and_their_types_are_inferred() {
    assert_eq!(encodes(&b"x"[..]), b"x");
    assert_eq!(encodes("x"), b"x");
    assert_eq!(encodes(()), b"");
    assert_eq!(encodes("x".to_owned()), b"x");
    assert_eq!(encodes(vec![]), b"");
    assert_eq!(encodes(Some(vec![120])), b"x");
    assert_eq!(encodes(None), b"");
    assert_eq!(encodes(Data::from("x")), b"x");
}

#[test]
fn the_published_types_are_extracted_with_the_published_errors() {
    let text: Result<String, FromUtf8Error> = Extract::extract(Data::from("x"));
    let bytes: Result<Vec<u8>, Infallible> = Vec::<u8>::extract(Data::from("x"));
    let data: Result<Data, Infallible> = <Data as Extract>::extract(Data::from("x"));
    assert_eq!(text.unwrap().as_bytes(), bytes.unwrap());
    assert_eq!(data.unwrap().into_bytes(), b"x");
}

#[test]
fn an_author_may_declare_errors_of_their_own() {
    #[derive(Debug)]
    struct Own;
    impl std::fmt::Display for Own {
        fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            f.write_str("own")
        }
    }
    impl Error for Own {}
    impl EncodeError for Own {}

    fn text_of_encode(error: impl EncodeError) -> String {
        error.to_string()
    }
    fn text_of_extract(error: impl ExtractError) -> String {
        error.to_string()
    }
    assert_eq!(text_of_encode(Own), "own");
    assert_eq!(text_of_extract(Own), "own");
}

#[cfg(feature = "json")]
#[test]
fn json_is_as_published() {
    use momento_functions_bytes::encoding::Json;

    let extracted: Result<Json<Vec<u8>>, serde_json::Error> = Json::extract(Data::from("[1]"));
    let Json(numbers) = extracted.unwrap();
    let encoded: Result<Data, serde_json::Error> = Json(numbers).try_serialize();
    assert_eq!(encoded.unwrap().into_bytes(), b"[1]");
    let value: Result<Data, serde_json::Error> = serde_json::json!([1]).try_serialize();
    assert_eq!(value.unwrap().into_bytes(), b"[1]");
    fn declared<T: EncodeError>() {}
    declared::<serde_json::Error>();
}

#[test]
fn the_published_types_have_the_published_traits() {
    type T = std::fmt::Error;
    fn implementations()
    where
        &'static [u8]: Encode<Error = Infallible>,
        &'static str: Encode<Error = Infallible>,
        (): Encode<Error = Infallible>,
        String: Encode<Error = Infallible>,
        Vec<u8>: Encode<Error = Infallible>,
        Option<Vec<u8>>: Encode<Error = Infallible>,
        Data: Encode<Error = Infallible>,
        Infallible: EncodeError,
        String: Extract<Error = FromUtf8Error>,
        Vec<u8>: Extract<Error = Infallible>,
        Data: Extract<Error = Infallible>,
        T: ExtractError,
        Data: From<&'static [u8]>,
        Data: From<&'static str>,
        Data: From<String>,
        Data: From<Vec<u8>>,
        Data: Read,
    {
    }
    implementations();
}

#[cfg(feature = "json")]
#[test]
fn the_published_traits_of_json_are_there() {
    use momento_functions_bytes::encoding::Json;

    type T = Vec<u8>;
    fn implementations()
    where
        Json<T>: Extract<Error = serde_json::Error>,
        Json<T>: Encode<Error = serde_json::Error>,
        serde_json::Value: Encode<Error = serde_json::Error>,
        serde_json::Error: EncodeError,
    {
    }
    implementations();
}
