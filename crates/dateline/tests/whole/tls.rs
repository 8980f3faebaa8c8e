//! HTTP/2 with and without TLS, certificates, and what a proxy says about how the reader came.

use super::common::{
    TestApp,
    wxr::{Item, Wxr},
};
use std::{path::Path, process::Command, sync::Arc};
use tokio_rustls::rustls::{self, pki_types::pem::PemObject};

const REPORT: &str = "/2026/11/a-report/";

fn site(app: &TestApp) {
    app.import(&Wxr::courier().with(Item::post(7, "a-report", "A report")).build());
}

/// Writes a certificate for courier.example, and its key.
fn certificate(folder: &Path) {
    let config = folder.join("openssl.cnf");
    let text = "[req]\ndistinguished_name = dn\nx509_extensions = ext\nprompt = no\n[dn]\nCN = courier.example\n\
                [ext]\nsubjectAltName = DNS:courier.example\nbasicConstraints = critical, CA:FALSE\n";
    std::fs::write(&config, text).unwrap();
    let made = Command::new("openssl")
        .args([
            "req",
            "-x509",
            "-newkey",
            "ec",
            "-pkeyopt",
            "ec_paramgen_curve:prime256v1",
            "-nodes",
            "-days",
            "3",
        ])
        .arg("-config")
        .arg(&config)
        .arg("-keyout")
        .arg(folder.join("key.pem"))
        .arg("-out")
        .arg(folder.join("cert.pem"))
        .output()
        .expect("openssl is there");
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
}

/// A client that trusts the certificate in `folder` alone, and speaks these protocols.
fn client(app: &TestApp, folder: &Path, protocols: &[&str]) -> reqwest::Client {
    let mut roots = rustls::RootCertStore::empty();
    let trusted = rustls::pki_types::CertificateDer::from_pem_file(folder.join("cert.pem")).unwrap();
    roots.add(trusted).unwrap();
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let mut config = rustls::ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_root_certificates(roots)
        .with_no_client_auth();
    config.alpn_protocols = protocols.iter().map(|protocol| protocol.as_bytes().to_vec()).collect();
    let builder = reqwest::Client::builder().tls_backend_preconfigured(config);
    builder.resolve("courier.example", app.address).build().unwrap()
}

fn wait<T>(work: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(work)
}

#[test]
fn http_2_without_tls_is_spoken_to_who_knows_it() {
    let app = TestApp::set(&[]);
    site(&app);
    let _ = rustls::crypto::ring::default_provider().install_default();
    let client = reqwest::Client::builder().http2_prior_knowledge().build().unwrap();
    wait(async {
        let at = |path: &str| format!("http://{}{path}", app.address);
        for (path, status) in [(REPORT, 200), (REPORT, 200), ("/nothing/", 404), ("/health", 200)] {
            let answer = client.get(at(path)).send().await.unwrap();
            assert_eq!(
                (answer.version(), answer.status().as_u16()),
                (http::Version::HTTP_2, status),
                "{path}"
            );
            assert!(!answer.headers().contains_key("strict-transport-security"));
            assert_eq!(answer.bytes().await.unwrap(), app.get(path).bytes, "{path}");
        }
        let head = client.head(at(REPORT)).send().await.unwrap();
        assert_eq!(head.headers()["content-length"], app.get(REPORT).header("content-length"));
        // Twenty at once on one connection.
        let all: Vec<_> = (0..20).map(|_| tokio::spawn(client.get(at(REPORT)).send())).collect();
        for one in all {
            assert_eq!(one.await.unwrap().unwrap().status(), 200);
        }
    });
}

#[test]
fn with_a_certificate_both_protocols_are_spoken_and_a_new_one_is_taken() {
    let folder = tempfile::tempdir().unwrap();
    certificate(folder.path());
    let file = |name: &str| folder.path().join(name).display().to_string();
    let app = TestApp::set(&[("tls_cert", &file("cert.pem")), ("tls_key", &file("key.pem"))]);
    site(&app);
    let url = format!("https://courier.example:{}{REPORT}", app.address.port());
    let ask = |client: &reqwest::Client| wait(client.get(&url).send());
    for _ in 0..2 {
        let answer = ask(&client(&app, folder.path(), &["h2", "http/1.1"])).unwrap();
        assert_eq!((answer.version(), answer.status().as_u16()), (http::Version::HTTP_2, 200));
        assert_eq!(answer.headers()["strict-transport-security"], "max-age=31536000");
        let answer = ask(&client(&app, folder.path(), &["http/1.1"])).unwrap();
        assert_eq!((answer.version(), answer.status().as_u16()), (http::Version::HTTP_11, 200));
    }
    // Half of a new pair leaves the old one in force; the whole of it is taken without a restart.
    let other = tempfile::tempdir().unwrap();
    certificate(other.path());
    std::fs::copy(other.path().join("cert.pem"), folder.path().join("cert.pem")).unwrap();
    std::fs::copy(other.path().join("key.pem"), folder.path().join("key.pem")).unwrap();
    let begun = std::time::Instant::now();
    while ask(&client(&app, other.path(), &[])).is_err() {
        assert!(begun.elapsed().as_secs() < 20, "the new certificate is not taken");
        std::thread::sleep(std::time::Duration::from_millis(100));
    }
}

#[test]
fn a_certificate_that_cannot_be_used_is_named() {
    let folder = tempfile::tempdir().unwrap();
    certificate(folder.path());
    let file = |name: &str| folder.path().join(name).display().to_string();
    std::fs::write(folder.path().join("empty.pem"), "nothing").unwrap();
    let other = tempfile::tempdir().unwrap();
    certificate(other.path());
    let other = other.path().join("key.pem").display().to_string();
    for (cert, key, named) in [
        (file("none.pem"), file("key.pem"), "none.pem"),
        (file("empty.pem"), file("key.pem"), "empty.pem"),
        (file("cert.pem"), file("empty.pem"), "empty.pem"),
        (file("cert.pem"), other.clone(), "key.pem"),
    ] {
        let data = tempfile::tempdir().unwrap();
        let run = super::common::binary(&[
            "serve",
            "--listen",
            "127.0.0.1:0",
            "--tls-cert",
            &cert,
            "--tls-key",
            &key,
        ])
        .arg("--data")
        .arg(data.path())
        .output()
        .unwrap();
        let said = String::from_utf8_lossy(&run.stderr).into_owned();
        assert!(!run.status.success() && said.contains(named), "{said}");
    }
}

#[test]
fn how_the_reader_came_is_believed_of_trusted_proxies_alone() {
    let https = [("X-Forwarded-Proto", "https")];
    for (trusted, believed) in [("", false), ("192.0.2.0/24", false), ("127.0.0.0/8", true)] {
        let app = TestApp::set(&[("trusted_proxy", trusted)]);
        site(&app);
        for path in [REPORT, REPORT, "/nothing/", "/health"] {
            let answer = app.ask("GET", path, &https);
            assert_eq!(!answer.header("strict-transport-security").is_empty(), believed, "{path}, {trusted}");
            assert_eq!(app.get(path).header("strict-transport-security"), "");
        }
    }
}
