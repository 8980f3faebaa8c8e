//! Where mail goes out.

use crate::{
    error::{Error, Result},
    values::Email,
};
use std::{fmt, net::Ipv4Addr};
use url::{Host, Url};

/// A mail server, and who the mail is from.
#[derive(Clone)]
pub struct Mail {
    /// The server's address, password included.
    server: Url,
    /// Whose address stands in it.
    pub from: Email,
}

/// The password stays out of logs.
impl fmt::Debug for Mail {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "Mail {{ {}, from {} }}", hidden(self.server.as_str()), self.from)
    }
}

impl Mail {
    /// From the settings' texts; none if nothing is set.
    pub(super) fn parse<'a>(text: impl Fn(&str) -> &'a str) -> Result<Option<Mail>> {
        let (server, from) = (text("smtp_url"), text("mail_from"));
        if server.is_empty() && from.is_empty() {
            return Ok(None);
        }
        if server.is_empty() {
            return Err(Error::refused(
                "smtp_url",
                "is missing: mail_from says who mail is from, not where it goes out",
            ));
        }
        let wrong = |why: &str| {
            let shown = hidden(server);
            Error::refused(
                "smtp_url",
                format!("{shown:?} {why}; write it as smtps://user:password@host or smtp://host:587"),
            )
        };
        let url = Url::parse(server).map_err(|_| wrong("is no address"))?;
        if !matches!(url.scheme(), "smtp" | "smtps") || url.host().is_none() {
            return Err(wrong("is no mail server"));
        }
        let from = Email::parse(from).map_err(|e| Error::refused("mail_from", e.to_string()))?;
        Ok(Some(Mail { server: url, from }))
    }

    /// The address as the mail library reads it. What is not said of TLS is decided here: a password goes to another
    /// machine through TLS alone, anything else through TLS if the server offers it.
    pub fn server(&self) -> String {
        let mut url = self.server.clone();
        let said = url.query_pairs().any(|(name, _)| name == "tls");
        let near = match url.host() {
            // Of a scheme that is none of the web's, an IPv4 address is a name like any other.
            Some(Host::Domain(name)) => {
                name == "localhost" || name.parse::<Ipv4Addr>().is_ok_and(|v4| v4.is_loopback())
            }
            Some(Host::Ipv4(v4)) => v4.is_loopback(),
            Some(Host::Ipv6(v6)) => v6.is_loopback(),
            None => false,
        };
        if url.scheme() == "smtp" && !said && !near {
            let tls = if url.password().is_some() { "required" } else { "opportunistic" };
            url.query_pairs_mut().append_pair("tls", tls);
        }
        url.into()
    }
}

/// A server's address without its password.
pub fn hidden(address: &str) -> String {
    match Url::parse(address) {
        Ok(mut url) if url.password().is_some() => {
            let _ = url.set_password(Some("…"));
            url.to_string().replace("%E2%80%A6", "…")
        }
        Ok(_) => address.to_owned(),
        // What cannot be read may hold one all the same.
        Err(_) => address.rsplit('@').next().unwrap_or_default().to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(server: &str, from: &str) -> Result<Option<Mail>> {
        Mail::parse(|name| if name == "smtp_url" { server } else { from })
    }

    #[test]
    fn a_password_needs_tls() {
        let server = |url: &str| parse(url, "news@courier.example").unwrap().unwrap().server();
        assert_eq!(server("smtps://u:p@mail.example"), "smtps://u:p@mail.example");
        assert_eq!(server("smtp://u:p@mail.example:587"), "smtp://u:p@mail.example:587?tls=required");
        assert_eq!(server("smtp://mail.example"), "smtp://mail.example?tls=opportunistic");
        assert_eq!(server("smtp://127.0.0.1:2525"), "smtp://127.0.0.1:2525");
        assert_eq!(
            server("smtp://u:p@mail.example?tls=opportunistic"),
            "smtp://u:p@mail.example?tls=opportunistic"
        );
    }

    #[test]
    fn bad_ones_are_named_and_no_password_is_shown() {
        assert!(parse("", "").unwrap().is_none());
        for (server, from) in [
            ("", "news@courier.example"),
            ("http://u:geheim@mail.example", "news@courier.example"),
            ("smtp//u:geheim@mail.example", "news@courier.example"),
            ("smtps://u:geheim@mail.example", "nobody"),
        ] {
            let error = parse(server, from).unwrap_err().to_string();
            assert!(!error.contains("geheim"), "{error}");
        }
        let mail = parse("smtps://u:geheim@mail.example", "news@courier.example").unwrap();
        assert!(!format!("{mail:?}").contains("geheim"));
        assert_eq!(hidden("smtps://u:geheim@mail.example"), "smtps://u:…@mail.example");
    }
}
