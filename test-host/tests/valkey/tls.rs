use crate::{ask, support};
use momento_functions_test_host::{Configuration, Host};
use std::fs;
use std::sync::Arc;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpListener;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::pki_types::PrivateKeyDer;

/// A server that answers every command with `PONG`, over TLS: its port, and its certificate.
async fn server() -> (u16, String) {
    let own = rcgen::generate_simple_self_signed(["localhost".to_owned()]).unwrap();
    let key = PrivateKeyDer::try_from(own.signing_key.serialize_der()).unwrap();
    let provider = Arc::new(tokio_rustls::rustls::crypto::ring::default_provider());
    let config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![own.cert.der().clone()], key)
        .unwrap();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    tokio::spawn(serve(listener, TlsAcceptor::from(Arc::new(config))));
    (port, own.cert.pem())
}

async fn serve(listener: TcpListener, acceptor: TlsAcceptor) {
    while let Ok((stream, _)) = listener.accept().await {
        // A client that does not trust it goes away.
        let Ok(mut stream) = acceptor.accept(stream).await else {
            continue;
        };
        while stream.read(&mut [0; 4096]).await.is_ok_and(|size| size > 0) {
            stream.write_all(b"+PONG\r\n").await.unwrap();
        }
    }
}

fn host(toml: &str) -> Host {
    let configuration = Configuration::from_toml(toml).unwrap();
    let host = Host::builder()
        .configuration(configuration)
        .build()
        .unwrap();
    host.deploy("valkey", support::guest("valkey")).unwrap();
    host
}

/// SVC.3
#[tokio::test]
async fn a_server_over_tls_is_used_if_its_certificate_is_trusted() {
    let (port, certificate) = server().await;
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("authority.pem");
    fs::write(&file, certificate).unwrap();
    let main = format!("[local.valkey.main]\nurl = \"rediss://localhost:{port}\"\n");
    let trusted = format!("{main}[egress]\ncertificates = {file:?}\n");
    assert_eq!(ask(&host(&trusted), "PING").await, "text PONG");
    let stranger = ask(&host(&main), "PING").await;
    assert!(stranger.contains("there is no connection: "), "{stranger}");
    assert!(stranger.contains("certificate"), "{stranger}");
    let other_name = trusted.replace("localhost", "127.0.0.1");
    let misnamed = ask(&host(&other_name), "PING").await;
    assert!(misnamed.contains("certificate"), "{misnamed}");
}
