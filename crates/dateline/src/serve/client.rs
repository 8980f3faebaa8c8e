//! Who asks, when a proxy stands between: what it says is believed only if it stands in a network that was named.

use crate::config::Config;
use http::{HeaderMap, HeaderName, header};
use std::net::{IpAddr, SocketAddr};

const FORWARDED_FOR: HeaderName = HeaderName::from_static("x-forwarded-for");
const FORWARDED_PROTO: HeaderName = HeaderName::from_static("x-forwarded-proto");

/// The reader's address: that of the connection, or the one that a trusted proxy names.
///
/// `X-Forwarded-For` is read from its end, where the nearest proxy wrote: what the reader wrote there stands at the front.
/// `Forwarded` (RFC 7239) is read only without it: of the two a proxy sets one, and hands the other through as it came.
pub fn address(peer: IpAddr, headers: &HeaderMap, config: &Config) -> IpAddr {
    let trusted = &config.serving.trusted_proxy;
    let mut client = peer.to_canonical();
    if !trusted.hold(client) {
        return client;
    }
    let mut named =
        lines(headers, &FORWARDED_FOR).flat_map(|line| line.split(',')).map(str::trim).collect::<Vec<_>>();
    if named.is_empty() {
        named = lines(headers, &header::FORWARDED)
            .flat_map(|line| line.split(','))
            .map(|e| parameter(e, "for"))
            .collect();
    }
    for text in named.into_iter().rev() {
        // `unknown`, a made-up name, or nonsense: the proxy that wrote it is the last one that is known.
        let Some(address) = read(text) else { break };
        client = address;
        if !trusted.hold(client) {
            break;
        }
    }
    client
}

/// Whether the reader came by HTTPS, as a proxy says that is known to be trusted.
pub(super) fn is_https(headers: &HeaderMap) -> bool {
    let proto = lines(headers, &FORWARDED_PROTO).flat_map(|line| line.split(',')).map(str::trim).next();
    let proto = proto.or_else(|| {
        let elements = lines(headers, &header::FORWARDED).flat_map(|line| line.split(','));
        elements.map(|element| parameter(element, "proto")).find(|value| !value.is_empty())
    });
    proto.is_some_and(|proto| proto.eq_ignore_ascii_case("https"))
}

fn lines<'a>(headers: &'a HeaderMap, name: &HeaderName) -> impl Iterator<Item = &'a str> {
    headers.get_all(name).into_iter().filter_map(|value| value.to_str().ok())
}

/// A parameter of one element of `Forwarded`, without its quotes; empty if there is none.
fn parameter<'a>(element: &'a str, name: &str) -> &'a str {
    let pairs = element.split(';').filter_map(|pair| pair.split_once('='));
    let found = pairs.into_iter().find(|(key, _)| key.trim().eq_ignore_ascii_case(name));
    found.map_or("", |(_, value)| value.trim().trim_matches('"'))
}

/// `192.0.2.1`, `192.0.2.1:80`, `2001:db8::1`, `[2001:db8::1]`, `[2001:db8::1]:80`.
fn read(text: &str) -> Option<IpAddr> {
    let bare = text.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).unwrap_or(text);
    let address = bare.parse::<IpAddr>().or_else(|_| text.parse::<SocketAddr>().map(|address| address.ip()));
    address.ok().map(|address| address.to_canonical())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    fn seen(peer: &str, headers: &[(&'static str, &'static str)]) -> String {
        let flags = BTreeMap::from([("trusted_proxy", "127.0.0.1, 10.0.0.0/8, ::1".to_owned())]);
        let config = Config::load(&flags, None).unwrap();
        let mut map = HeaderMap::new();
        for (name, value) in headers {
            map.append(*name, value.parse().unwrap());
        }
        address(peer.parse().unwrap(), &map, &config).to_string()
    }

    #[test]
    fn nobody_else_is_believed() {
        assert_eq!(seen("203.0.113.9", &[("x-forwarded-for", "192.0.2.1")]), "203.0.113.9");
        assert_eq!(seen("203.0.113.9", &[("forwarded", "for=192.0.2.1")]), "203.0.113.9");
        assert_eq!(seen("::ffff:203.0.113.9", &[]), "203.0.113.9");
    }

    #[test]
    fn a_trusted_proxy_is_believed_and_the_reader_is_not() {
        for (header, value, expected) in [
            ("x-forwarded-for", "192.0.2.1", "192.0.2.1"),
            ("x-forwarded-for", "1.1.1.1, 192.0.2.1", "192.0.2.1"),
            ("x-forwarded-for", "1.1.1.1, 192.0.2.1, 10.0.0.3", "192.0.2.1"),
            ("x-forwarded-for", "10.0.0.9, 10.0.0.3", "10.0.0.9"),
            ("x-forwarded-for", "1.1.1.1, nonsense, 10.0.0.3", "10.0.0.3"),
            ("x-forwarded-for", "192.0.2.1:4711", "192.0.2.1"),
            ("x-forwarded-for", "[2001:db8::1]:4711", "2001:db8::1"),
            ("x-forwarded-for", "", "127.0.0.1"),
            ("forwarded", "for=1.1.1.1, For=\"[2001:db8::1]:4711\";proto=https;by=10.0.0.1", "2001:db8::1"),
            ("forwarded", "for=unknown", "127.0.0.1"),
            ("forwarded", "proto=https", "127.0.0.1"),
        ] {
            assert_eq!(seen("127.0.0.1", &[(header, value)]), expected, "{header}: {value}");
        }
        let both = [("forwarded", "for=1.1.1.1"), ("x-forwarded-for", "192.0.2.1")];
        assert_eq!(seen("127.0.0.1", &both), "192.0.2.1", "handed through is not written");
        let lines = [("x-forwarded-for", "1.1.1.1"), ("x-forwarded-for", "192.0.2.1")];
        assert_eq!(seen("::1", &lines), "192.0.2.1");
    }

    #[test]
    fn how_the_reader_came() {
        let says = |name: &'static str, value: &str| {
            is_https(&HeaderMap::from_iter([(HeaderName::from_static(name), value.parse().unwrap())]))
        };
        assert!(says("x-forwarded-proto", "https") && says("x-forwarded-proto", "HTTPS, http"));
        assert!(says("forwarded", "for=192.0.2.1;proto=https"));
        assert!(!says("x-forwarded-proto", "http") && !says("forwarded", "for=192.0.2.1"));
    }
}
