//! The ids that requests bring with them.

use super::client::{Call, Server};
use super::host_of;

const ID: &str = "r-1/\"{e}";

const PATH: &str = "/functions/default/echo";

/// OBS.3
#[tokio::test]
async fn a_request_id_comes_back_with_every_answer_and_is_told() {
    let mut server = Server::start(&host_of(&["echo"])).await;
    for (path, status) in [(PATH, 200), ("/functions/default/nobody", 404), ("/", 200)] {
        let call = Call::get(path).header("x-request-id", ID);
        let answer = server.send(call).await;
        assert_eq!(answer.status, status);
        assert_eq!(answer.header("x-request-id"), Some(ID), "{path}");
        let told = server.answered().await.request_id;
        assert_eq!(told.as_deref(), Some(ID), "{path}");
    }
}

/// OBS.3
#[tokio::test]
async fn an_id_that_may_stand_in_no_log_is_not_passed_on() {
    let mut server = Server::start(&host_of(&["echo"])).await;
    for id in ["", "a b", &"x".repeat(129)] {
        let answer = server
            .send(Call::get(PATH).header("x-request-id", id))
            .await;
        assert_eq!((answer.status, answer.header("x-request-id")), (200, None));
        assert_eq!(server.answered().await.request_id, None, "{id}");
    }
}
