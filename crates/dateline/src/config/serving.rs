//! How the server meets readers, proxies and CDNs.

use crate::{
    error::{Error, Result},
    networks::Networks,
};
use http::HeaderName;
use std::{path::PathBuf, time::Duration};

/// Certificate and key, as PEM files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tls {
    /// The whole chain, the site's own certificate first.
    pub certificate: PathBuf,
    /// Its private key.
    pub key: PathBuf,
}

/// The settings of serving.
#[derive(Debug, Clone)]
pub struct Serving {
    /// Where TLS ends here.
    pub tls: Option<Tls>,
    /// Proxies whose word about the reader is believed.
    pub trusted_proxy: Networks,
    /// Connections at once.
    pub connections: usize,
    /// How long a connection may stand still between two requests.
    pub idle: Duration,
    /// Whether requests are logged.
    pub access_log: bool,
    /// How long a CDN may hold a page without asking; none for not at all.
    pub cdn: Option<Duration>,
    /// The header that tells a CDN which facts a page rests on.
    pub cdn_tags: Option<HeaderName>,
}

impl Serving {
    /// From the settings' texts.
    pub(super) fn parse<'a>(text: impl Fn(&str) -> &'a str) -> Result<Serving> {
        let number = |name: &str, least, most| super::number(name, text(name), least, most);
        let tls = match (text("tls_cert"), text("tls_key")) {
            ("", "") => None,
            (certificate, key) if !certificate.is_empty() && !key.is_empty() => {
                Some(Tls { certificate: certificate.into(), key: key.into() })
            }
            ("", _) => return Err(Error::refused("tls_cert", "is missing: tls_key needs its certificate")),
            _ => return Err(Error::refused("tls_key", "is missing: tls_cert needs its key")),
        };
        Ok(Serving {
            tls,
            trusted_proxy: Networks::parse(text("trusted_proxy"))
                .map_err(|why| Error::refused("trusted_proxy", why))?,
            connections: match text("connections") {
                "" => room(),
                _ => number("connections", 1, 1_000_000)?,
            },
            idle: Duration::from_secs(number("idle_seconds", 1, 3_600)? as u64),
            access_log: match text("access_log") {
                "off" => false,
                "on" => true,
                other => {
                    return Err(Error::refused("access_log", format!("{other:?} is neither on nor off")));
                }
            },
            cdn: match number("cdn_seconds", 0, 31_536_000)? as u64 {
                0 => None,
                seconds => Some(Duration::from_secs(seconds)),
            },
            cdn_tags: match text("cdn_tags") {
                "" => None,
                name => Some(HeaderName::try_from(name).map_err(|_| {
                    Error::refused(
                        "cdn_tags",
                        format!("{name:?} is no header's name; CDNs read Cache-Tag or Surrogate-Key"),
                    )
                })?),
            },
        })
    }
}

/// Connections that there is room for: each takes a file, and the database and the pages' files need some too.
fn room() -> usize {
    let limits = std::fs::read_to_string("/proc/self/limits").unwrap_or_default();
    let soft = limits.lines().find_map(|line| line.strip_prefix("Max open files")?.split_whitespace().next());
    let files = soft.and_then(|soft| soft.parse().ok()).unwrap_or(1_024_usize);
    (files - files / 4).clamp(16, 16_384)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Config;
    use std::collections::BTreeMap;

    fn with(set: &[(&'static str, &str)]) -> Result<Serving> {
        let flags: BTreeMap<_, _> = set.iter().map(|(name, value)| (*name, (*value).to_owned())).collect();
        Config::load(&flags, None).map(|config| config.serving)
    }

    #[test]
    fn defaults_hold() {
        let serving = with(&[]).unwrap();
        assert!(serving.tls.is_none() && serving.trusted_proxy.is_empty() && !serving.access_log);
        assert!(serving.connections >= 16 && serving.cdn.is_none() && serving.cdn_tags.is_none());
    }

    #[test]
    fn what_cannot_be_is_named() {
        for (name, value) in [
            ("tls_cert", "a.pem"),
            ("tls_key", "a.pem"),
            ("trusted_proxy", "a-proxy"),
            ("connections", "0"),
            ("idle_seconds", "0"),
            ("access_log", "yes"),
            ("cdn_seconds", "-1"),
            ("cdn_tags", "no header"),
        ] {
            let error = with(&[(name, value)]).unwrap_err().to_string();
            assert!(error.contains(name) || error.contains("tls_"), "{error}");
        }
        assert_eq!(
            with(&[("tls_cert", "a"), ("tls_key", "b")]).unwrap().tls.unwrap().key,
            PathBuf::from("b")
        );
    }
}
