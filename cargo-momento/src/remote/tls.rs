//! TLS with the authorities that the machine trusts, and what its errors mean.

use std::error::Error;
use std::io;
use std::sync::Arc;

use rustls::{CertificateError, ClientConfig, RootCertStore};

/// The settings of a client. The machine's authorities are read only where they are needed.
pub(super) fn config(needed: bool) -> Result<ClientConfig, rustls::Error> {
    let mut roots = RootCertStore::empty();
    if needed {
        roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
    }
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let mut config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()?
        .with_root_certificates(roots)
        .with_no_client_auth();
    config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    Ok(config)
}

/// Finds what TLS has to say among the causes of an error.
pub(super) fn cause<'a>(error: &'a (dyn Error + 'static)) -> Option<&'a rustls::Error> {
    let mut next = Some(error);
    while let Some(error) = next {
        if let Some(found) = error.downcast_ref() {
            return Some(found);
        }
        next = inner(error).or_else(|| error.source());
    }
    None
}

/// What an error of input and output holds, which is not told as its source.
fn inner<'a>(error: &'a (dyn Error + 'static)) -> Option<&'a (dyn Error + 'static)> {
    let held = error.downcast_ref::<io::Error>()?.get_ref()?;
    Some(held)
}

/// What is to be done about a server that speaks another protocol.
pub(super) const NO_TLS: &str =
    "the server speaks no TLS on this port: is it a http:// URL, or another port?";

/// Whether a server closed the connection amid the handshake, which is what one without TLS does.
pub(super) fn is_cut(reason: &str) -> bool {
    reason == "tls handshake eof"
}

/// What is probably wrong, and what to do.
pub(super) fn advice(error: &rustls::Error) -> &'static str {
    match error {
        rustls::Error::InvalidCertificate(certificate) => of_certificate(certificate),
        rustls::Error::InvalidMessage(_) => NO_TLS,
        _ => "the server's TLS does not fit: is the hostname right, and is a proxy in between?",
    }
}

fn of_certificate(error: &CertificateError) -> &'static str {
    match error {
        CertificateError::UnknownIssuer => {
            "its certificate is signed by nobody that this machine trusts. If a proxy in between opens TLS, or the \
             authority is your own, $SSL_CERT_FILE names a PEM file of authorities"
        }
        CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. } => {
            "its certificate is for other names: is the hostname right?"
        }
        CertificateError::Expired
        | CertificateError::ExpiredContext { .. }
        | CertificateError::NotValidYet
        | CertificateError::NotValidYetContext { .. } => {
            "its certificate is not valid at this time: is this machine's clock right?"
        }
        _ => "its certificate cannot be trusted: is the hostname right, and is a proxy in between?",
    }
}
