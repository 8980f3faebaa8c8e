//! Networks by address and prefix (CIDR, RFC 4632 and RFC 4291, section 2.3).

use std::net::IpAddr;

/// A set of networks.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Networks(Vec<(IpAddr, u8)>);

impl Networks {
    /// Reads `10.0.0.0/8, 2001:db8::/32, 192.0.2.1`; an address without a prefix is itself alone.
    ///
    /// # Errors
    /// Says which part is no network.
    pub fn parse(text: &str) -> Result<Networks, String> {
        text.split([',', ' '])
            .filter(|part| !part.is_empty())
            .map(network)
            .collect::<Result<_, _>>()
            .map(Networks)
    }

    /// Whether an address lies in one of them. An IPv4 address that is written as IPv6 (`::ffff:192.0.2.1`) is the IPv4 address.
    pub fn hold(&self, address: IpAddr) -> bool {
        let address = address.to_canonical();
        self.0.iter().any(|(network, prefix)| holds(*network, *prefix, address))
    }

    /// True if there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

fn network(part: &str) -> Result<(IpAddr, u8), String> {
    let wrong = || format!("{part:?} is no address or network; write it as 127.0.0.1 or 10.0.0.0/8");
    let (address, prefix) = match part.split_once('/') {
        Some((address, prefix)) => (address, Some(prefix)),
        None => (part, None),
    };
    let address: IpAddr = address.parse().map_err(|_| wrong())?;
    let bits = if address.is_ipv4() { 32 } else { 128 };
    match prefix.map_or(Ok(bits), str::parse::<u8>) {
        Ok(prefix) if prefix <= bits => Ok((address, prefix)),
        _ => Err(wrong()),
    }
}

fn holds(network: IpAddr, prefix: u8, address: IpAddr) -> bool {
    match (network, address) {
        (IpAddr::V4(a), IpAddr::V4(b)) => {
            (a.to_bits() ^ b.to_bits()).checked_shr(32 - u32::from(prefix)).unwrap_or(0) == 0
        }
        (IpAddr::V6(a), IpAddr::V6(b)) => {
            (a.to_bits() ^ b.to_bits()).checked_shr(128 - u32::from(prefix)).unwrap_or(0) == 0
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn networks_hold_their_addresses_alone() {
        let networks = Networks::parse("10.0.0.0/8, 192.0.2.7 2001:db8::/32,::1").unwrap();
        for inside in ["10.255.0.1", "192.0.2.7", "2001:db8:1::5", "::1", "::ffff:10.0.0.1"] {
            assert!(networks.hold(inside.parse().unwrap()), "{inside}");
        }
        for outside in ["11.0.0.1", "192.0.2.8", "2001:db9::", "::2", "::ffff:11.0.0.1"] {
            assert!(!networks.hold(outside.parse().unwrap()), "{outside}");
        }
        assert!(Networks::parse("0.0.0.0/0").unwrap().hold("203.0.113.9".parse().unwrap()));
        assert!(Networks::parse("").unwrap().is_empty());
    }

    #[test]
    fn what_is_no_network_is_named() {
        for wrong in ["10.0.0.0/33", "::/129", "example.org", "10.0.0.0/", "10.0.0.0/x"] {
            assert!(Networks::parse(&format!("127.0.0.1, {wrong}")).unwrap_err().contains(wrong), "{wrong}");
        }
    }
}
