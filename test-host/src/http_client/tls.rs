use super::dialer::DialError;
use crate::error::HostError;
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject as _;
use rustls::{ClientConfig, RootCertStore};
use std::path::Path;
use std::sync::Arc;
use tokio::sync::OnceCell;

/// Whom the client trusts.
#[derive(Default)]
pub(crate) struct Tls {
    /// Authorities beside those that the machine trusts.
    certificates: Vec<CertificateDer<'static>>,
    config: OnceCell<Arc<ClientConfig>>,
}

impl Tls {
    /// Reads the authorities of a PEM file.
    pub(super) fn new(file: Option<&Path>) -> Result<Self, HostError> {
        let certificates = match file {
            None => Vec::new(),
            Some(file) => certificates(file).map_err(|reason| HostError::Configuration {
                setting: "egress.certificates".to_owned(),
                reason: format!("{}: {reason}", file.display()),
            })?,
        };
        Ok(Self {
            certificates,
            config: OnceCell::new(),
        })
    }

    /// Reads the machine's certificates at the first connection: few hosts ever make one.
    pub(crate) async fn config(&self) -> Result<Arc<ClientConfig>, DialError> {
        let config = self.config.get_or_try_init(|| make(&self.certificates));
        config.await.map(Arc::clone)
    }
}

fn certificates(file: &Path) -> Result<Vec<CertificateDer<'static>>, String> {
    let found = CertificateDer::pem_file_iter(file).and_then(Iterator::collect);
    let found: Vec<_> = found.map_err(|error: rustls::pki_types::pem::Error| error.to_string())?;
    if found.is_empty() {
        return Err("there is no certificate in it, which is PEM text".to_owned());
    }
    let mut roots = RootCertStore::empty();
    for certificate in &found {
        let added = roots.add(certificate.clone());
        added.map_err(|error| format!("a certificate in it cannot be used: {error}"))?;
    }
    Ok(found)
}

async fn make(certificates: &[CertificateDer<'static>]) -> Result<Arc<ClientConfig>, DialError> {
    let native = tokio::task::spawn_blocking(rustls_native_certs::load_native_certs).await;
    let native = native.map_err(|error| DialError::Tls(error.to_string()))?;
    let mut roots = RootCertStore::empty();
    roots.add_parsable_certificates(native.certs.into_iter().chain(certificates.iter().cloned()));
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let mut config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(|error| DialError::Tls(error.to_string()))?
        .with_root_certificates(roots)
        .with_no_client_auth();
    config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    Ok(Arc::new(config))
}
