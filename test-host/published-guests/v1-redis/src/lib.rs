//! Sends commands to the server whose address it is sent, and to the cluster `cluster`.

use momento_functions::{WebResult, post};
use momento_functions_host::encoding::Extract;
use momento_functions_host::redis::{Command, RedisClient, RedisClusterClient, RedisValue};

post!(call);
fn call(address: Vec<u8>) -> WebResult<String> {
    let mut told = server(RedisClient::new(String::from_utf8(address)?))?;
    told.extend(cluster(RedisClusterClient::new_momento_managed("cluster"))?);
    Ok(told.join("\n"))
}

fn server(client: RedisClient) -> WebResult<Vec<String>> {
    client.set("key", "value")?;
    let found: Option<Text> = client.get("key")?;
    client.delete("key")?;
    let gone: Option<Text> = client.get("key")?;
    let replies = client.pipe(vec![
        Command::builder()
            .set("key", "piped")?
            .if_not_exists()
            .build(),
        Command::builder().get("key").build(),
        Command::builder()
            .any("RPUSH")
            .arg("list")
            .value("a")?
            .build(),
        Command::builder()
            .any("LRANGE")
            .arg("list")
            .arg("0")
            .arg("-1")
            .build(),
        Command::builder().any("NO-SUCH-COMMAND").build(),
    ])?;
    let mut told = vec![shown(found), shown(gone)];
    told.extend(replies.map(tell));
    Ok(told)
}

fn cluster(client: RedisClusterClient) -> WebResult<Vec<String>> {
    client.set("clustered", "value")?;
    let found: Option<Text> = client.get("clustered")?;
    client.delete("clustered")?;
    let exists = Command::builder().any("EXISTS").arg("clustered").build();
    Ok(vec![shown(found), tell(client.command(exists)?.into())])
}

/// Text, which the older crates do not extract by themselves.
struct Text(String);

impl Extract for Text {
    type Error = std::convert::Infallible;

    fn extract(payload: Vec<u8>) -> Result<Self, Self::Error> {
        Ok(Text(String::from_utf8_lossy(&payload).into_owned()))
    }
}

fn shown(text: Option<Text>) -> String {
    text.map_or_else(|| "nil".to_owned(), |Text(text)| text)
}

fn tell(value: RedisValue) -> String {
    match value {
        RedisValue::Nil => "nil".to_owned(),
        RedisValue::Int(number) => format!("int {number}"),
        RedisValue::Data(bytes) => format!("data {}", String::from_utf8_lossy(&bytes)),
        RedisValue::Bulk(values) => {
            format!("bulk [{}]", values.map(tell).collect::<Vec<_>>().join(", "))
        }
        RedisValue::Okay => "ok".to_owned(),
        RedisValue::SimpleString(text) => format!("text {text}"),
        RedisValue::SimpleError(_) => "error".to_owned(),
    }
}
