//! Commands to a server and to a cluster, and what becomes of each kind of reply.
mod support;

use std::collections::HashMap;
use std::error::Error;

use momento_functions_host::encoding::Json;
use momento_functions_host::redis::{
    Command, RedisClient, RedisClusterClient, RedisDeleteError, RedisGetError, RedisSetError,
    RedisValue, ValueError,
};
use momento_functions_wit::v1::redis::{RedisError, Value};
use support::{answered, asked, refused};

#[test]
fn each_command_reaches_the_host_as_it_was_built() {
    let ((), asked) = asked(|| {
        let server = RedisClient::new("redis://server");
        let commands = vec![
            Command::builder().get("k").build(),
            Command::builder()
                .set("k", "v")
                .unwrap()
                .if_exists()
                .if_not_exists()
                .build(),
            Command::builder()
                .set("k", "v")
                .unwrap()
                .if_exists()
                .build(),
            Command::builder()
                .any("ZADD")
                .arg("z")
                .value(Json(1))
                .unwrap()
                .build(),
        ];
        assert_eq!(server.pipe(commands).unwrap().count(), 4);
        server.set("okay", "v").unwrap();
        server.delete("int").unwrap();
        let cluster = RedisClusterClient::new_momento_managed("sessions");
        cluster.set("okay", "v").unwrap();
        cluster.delete("int").unwrap();
        let reply = cluster.command(Command::builder().any("PING").build());
        assert!(matches!(reply, Ok(Value::Data(_))));
    });
    assert_eq!(
        asked,
        [
            "RedisConnectionType::BasicConnection(\"redis://server\")",
            "GET k; SET k v NX; SET k v XX; ZADD z 1",
            "SET okay v",
            "DEL int",
            "sessions",
            "SET okay v",
            "DEL int",
            "PING ",
        ]
    );
}

#[test]
fn a_get_takes_bytes_text_and_numbers_and_nil_is_none() {
    answered(|| {
        let server = RedisClient::new("redis://server");
        let cluster = RedisClusterClient::new_momento_managed("c");
        let get = |key: &str| {
            [
                server.get::<Vec<u8>>(key).unwrap(),
                cluster.get(key).unwrap(),
            ]
        };
        for (key, value) in [
            ("k", Some(&b"[1,2]"[..])),
            ("text", Some(b"[3]")),
            ("int", Some(b"7")),
            ("nil", None),
        ] {
            assert_eq!(
                get(key),
                [value.map(<[u8]>::to_vec), value.map(<[u8]>::to_vec)]
            );
        }
    });
}

#[test]
fn a_get_of_another_reply_says_which() {
    answered(|| {
        let server = RedisClient::new("redis://server");
        let get = |key: &str| server.get::<Json<bool>>(key).unwrap_err();
        assert!(matches!(
            get("bulk"),
            RedisGetError::UnexpectedBulkResponse { .. }
        ));
        assert!(matches!(get("okay"), RedisGetError::UnexpectedOkayResponse));
        assert!(
            matches!(get("error"), RedisGetError::SimpleError { message } if message == "ERR no")
        );
        assert!(matches!(get("k"), RedisGetError::ExtractFailed { .. }));
        assert!(
            get("k")
                .source()
                .is_some_and(|cause| cause.is::<serde_json::Error>())
        );
        let unheard = get("unheard");
        assert!(
            unheard
                .source()
                .is_some_and(|cause| cause.is::<RedisError>())
        );
        assert!(unheard.to_string().contains("there is no reply"));
    });
}

#[test]
fn a_set_that_is_not_acknowledged_is_an_error_with_the_reply() {
    answered(|| {
        let server = RedisClient::new("redis://server");
        let set = |key: &str| server.set(key, "v").unwrap_err();
        assert!(
            matches!(set("error"), RedisSetError::SimpleError { message } if message == "ERR no")
        );
        assert!(matches!(
            set("nil"),
            RedisSetError::UnexpectedValueResponse {
                value: Some(Value::Nil)
            }
        ));
        let unencodable = Json(HashMap::from([(vec![1], 1)]));
        let error = server.set("k", unencodable).unwrap_err();
        assert!(matches!(error, RedisSetError::EncodeError { .. }));
    });
}

#[test]
fn a_delete_that_is_not_counted_is_an_error_with_the_reply() {
    answered(|| {
        let server = RedisClient::new("redis://server");
        let delete = |key: &str| server.delete(key).unwrap_err();
        assert!(
            matches!(delete("error"), RedisDeleteError::SimpleError { message } if message == "ERR no")
        );
        assert!(matches!(
            delete("okay"),
            RedisDeleteError::UnexpectedValueResponse {
                value: Some(Value::Okay)
            }
        ));
        assert!(matches!(
            delete("unheard"),
            RedisDeleteError::UnexpectedValueResponse { value: None }
        ));
    });
}

#[test]
fn replies_nest_and_are_told_apart() {
    answered(|| {
        let get = |key: &str| Command::builder().get(key).build();
        let keys = ["k", "nil", "int", "okay", "text", "error", "bulk"];
        let server = RedisClient::new("redis://server");
        let replies: Vec<_> = server.pipe(keys.map(get).into()).unwrap().collect();
        let Ok([data, nil, int, okay, text, error, RedisValue::Bulk(bulk)]) =
            <[RedisValue; 7]>::try_from(replies)
        else {
            panic!("not as asked")
        };
        assert!(matches!(nil, RedisValue::Nil) && matches!(okay, RedisValue::Okay));
        assert!(matches!(int, RedisValue::Int(7)));
        assert!(matches!(&error, RedisValue::SimpleError(text) if text == "ERR no"));
        assert_eq!(text.extract::<Json<Vec<u8>>>().unwrap(), Json(vec![3]));
        let error = error.extract::<Vec<u8>>().unwrap_err();
        assert!(matches!(error, ValueError::UnextractableValue { .. }));
        let undecoded = data.extract::<Json<bool>>().unwrap_err();
        assert!(matches!(undecoded, ValueError::ExtractFailed { .. }));
        assert_eq!(format!("{:?}", bulk.collect::<Vec<_>>()), "[Int(1), Nil]");
    });
}

#[test]
fn the_hosts_refusal_is_the_error_of_every_call() {
    refused(|| {
        let server = RedisClient::new("redis://server");
        let cluster = RedisClusterClient::new_momento_managed("c");
        assert!(matches!(
            server.get::<Vec<u8>>("k"),
            Err(RedisGetError::RedisError(_))
        ));
        assert!(matches!(
            server.set("k", "v"),
            Err(RedisSetError::RedisError(_))
        ));
        assert!(matches!(
            server.delete("k"),
            Err(RedisDeleteError::RedisError(_))
        ));
        assert!(server.pipe(vec![]).is_err());
        assert!(matches!(
            cluster.get::<Vec<u8>>("k"),
            Err(RedisGetError::RedisError(_))
        ));
        assert!(matches!(
            cluster.set("k", "v"),
            Err(RedisSetError::RedisError(_))
        ));
        assert!(matches!(
            cluster.delete("k"),
            Err(RedisDeleteError::RedisError(_))
        ));
    });
}
