//! TLS where a certificate is set: HTTP/2 and HTTP/1.1 by ALPN, and a new certificate without a restart.

use crate::{
    config::Tls,
    error::{Error, Result},
};
use std::{
    fs::Metadata,
    path::Path,
    sync::{Arc, PoisonError, RwLock},
    time::{Duration, SystemTime},
};
use tokio_rustls::{
    TlsAcceptor,
    rustls::{
        ServerConfig,
        crypto::{CryptoProvider, ring},
        pki_types::{CertificateDer, PrivateKeyDer, pem::PemObject},
        server::{ClientHello, ResolvesServerCert},
        sign::CertifiedKey,
    },
};

/// How often it is looked whether the files changed.
const LOOK: Duration = Duration::from_secs(2);

/// The certificate in force, which `renew` replaces.
#[derive(Debug)]
pub struct Certificate {
    files: Tls,
    provider: Arc<CryptoProvider>,
    current: RwLock<Arc<CertifiedKey>>,
}

impl ResolvesServerCert for Certificate {
    fn resolve(&self, _: ClientHello<'_>) -> Option<Arc<CertifiedKey>> {
        Some(Arc::clone(&self.current.read().unwrap_or_else(PoisonError::into_inner)))
    }
}

impl Certificate {
    /// Reads certificate and key.
    pub fn load(files: &Tls) -> Result<Arc<Certificate>> {
        let provider = Arc::new(ring::default_provider());
        let current = RwLock::new(read(files, &provider)?);
        Ok(Arc::new(Certificate { files: files.clone(), provider, current }))
    }

    /// What takes connections.
    pub fn acceptor(self: &Arc<Self>) -> Result<TlsAcceptor> {
        let mut config = ServerConfig::builder_with_provider(Arc::clone(&self.provider))
            .with_safe_default_protocol_versions()
            .map_err(|e| Error::Internal(format!("TLS: {e}")))?
            .with_no_client_auth()
            .with_cert_resolver(Arc::<Self>::clone(self));
        config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
        Ok(TlsAcceptor::from(Arc::new(config)))
    }

    /// Takes a new certificate when its file changes. One that cannot be used leaves the old one in force.
    pub async fn renew(self: Arc<Self>) {
        let mut seen = self.stamp();
        loop {
            tokio::time::sleep(LOOK).await;
            let now = self.stamp();
            if now == seen {
                continue;
            }
            match read(&self.files, &self.provider) {
                Ok(key) => {
                    *self.current.write().unwrap_or_else(PoisonError::into_inner) = key;
                    tracing::info!(file = %self.files.certificate.display(), "a new certificate is in force");
                }
                // Perhaps one of the two is still being written: the next look will find them changed once more.
                Err(error) => {
                    tracing::warn!(%error, "the certificate changed but cannot be used; the old one stays")
                }
            }
            seen = now;
        }
    }

    fn stamp(&self) -> [Option<(u64, SystemTime)>; 2] {
        let of = |about: Metadata| Some((about.len(), about.modified().ok()?));
        [&self.files.certificate, &self.files.key].map(|path| std::fs::metadata(path).ok().and_then(of))
    }
}

fn read(files: &Tls, provider: &CryptoProvider) -> Result<Arc<CertifiedKey>> {
    let wrong = |path: &Path, why: String| Error::refused(path.display().to_string(), why);
    let chain = CertificateDer::pem_file_iter(&files.certificate)
        .and_then(Iterator::collect::<std::result::Result<Vec<_>, _>>)
        .map_err(|e| wrong(&files.certificate, format!("cannot be read as a PEM certificate: {e}")))?;
    if chain.is_empty() {
        return Err(wrong(
            &files.certificate,
            "holds no PEM certificate; name the file with the whole chain".into(),
        ));
    }
    let key = PrivateKeyDer::from_pem_file(&files.key)
        .map_err(|e| wrong(&files.key, format!("cannot be read as a PEM private key: {e}")))?;
    CertifiedKey::from_der(chain, key, provider)
        .map(Arc::new)
        .map_err(|e| wrong(&files.key, format!("is not the key of {}: {e}", files.certificate.display())))
}
