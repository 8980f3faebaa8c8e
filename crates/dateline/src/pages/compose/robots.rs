//! What stands at the root for machines: `robots.txt` (RFC 9309), `trust.txt`, and what belongs below `/.well-known/`.

use super::{
    Ask, Work,
    pieces::{MAY_BE_HELD, cache_control},
};
use crate::{
    cache::Page,
    error::Result,
    pages::feeds::rfc3339,
    paths::model::PathKey,
    settings::machines::{Machines, TRAINING},
};
use http::{HeaderValue, StatusCode};

/// How long a `security.txt` holds, in microseconds: RFC 9116 wants less than a year.
const SECURITY_HOLDS: i64 = 180 * 86_400 * 1_000_000;
/// And how long before it is written anew.
const SECURITY_ANEW: i64 = 30 * 86_400 * 1_000_000;

impl Work<'_, '_> {
    /// What is for machines alone, if the address is one of that.
    pub(super) fn for_machines(&mut self, ask: &Ask, key: &PathKey) -> Result<Option<Page>> {
        if let Some(page) = self.feed(ask, key)? {
            return Ok(Some(page));
        }
        if let Some(page) = self.api(ask, key)? {
            return Ok(Some(page));
        }
        let path = key.as_str();
        if let Some(page) = self.sitemap(ask, path)? {
            return Ok(Some(page));
        }
        if let "/trust.txt" | "/.well-known/trust.txt" = path {
            let said = self.trust()?;
            return Ok(said.map(|said| if ask.path == path { text(said) } else { self.moved(path) }));
        }
        let machines = match path {
            "/robots.txt" | "/.well-known/security.txt" | "/security.txt" | "/.well-known/tdmrep.json" => {
                self.settings()?.0.machines
            }
            // IndexNow's key: which name it has only the settings say.
            _ if path.ends_with(".txt") => {
                let key = self.settings()?.0.machines.indexnow_key;
                return Ok(key.filter(|key| ask.path == format!("/{key}.txt")).map(text));
            }
            _ => return Ok(None),
        };
        let page = match path {
            "/robots.txt" => Some(text(self.robots(&machines))),
            "/.well-known/tdmrep.json" if machines.refuse_training => Some(tdm()),
            "/.well-known/security.txt" | "/security.txt" => self.security(&machines).map(text),
            _ => None,
        };
        Ok(page.map(|page| match path {
            // RFC 9116, section 3: the older place leads to this one.
            "/security.txt" => self.moved("/.well-known/security.txt"),
            _ if ask.path != path => self.moved(path),
            _ => page,
        }))
    }

    fn robots(&self, machines: &Machines) -> String {
        let mut out = String::from("User-agent: *\nDisallow: /search?\nDisallow: /*?s=\n");
        for line in &machines.robots {
            out.push_str(line);
            out.push('\n');
        }
        if machines.refuse_training {
            out.push_str("\n# Not for the training of models.\n");
            for name in TRAINING {
                out.push_str("User-agent: ");
                out.push_str(name);
                out.push('\n');
            }
            out.push_str("Disallow: /\n");
        }
        for sitemap in ["/sitemap.xml", "/news-sitemap.xml"] {
            out.push_str("\nSitemap: ");
            out.push_str(&self.composer.absolute(sitemap));
        }
        out.push('\n');
        out
    }

    fn security(&mut self, machines: &Machines) -> Option<String> {
        let contact = machines.security_contact.as_deref()?;
        let now = (self.composer.clock)();
        self.valid_until = Some(now + SECURITY_ANEW);
        let own = self.composer.absolute("/.well-known/security.txt");
        Some(format!("Contact: {contact}\nExpires: {}\nCanonical: {own}\n", rfc3339(now + SECURITY_HOLDS)))
    }
}

/// That rights to mine text and data are reserved, in the form of the W3C's TDM Reservation Protocol.
fn tdm() -> Page {
    let body = r#"[{"location":"/","tdm-reservation":1}]"#;
    page("application/json", body.to_owned())
}

fn text(body: String) -> Page {
    page("text/plain; charset=utf-8", body)
}

fn page(media_type: &'static str, body: String) -> Page {
    let mut page = Page::new(StatusCode::OK, HeaderValue::from_static(media_type), body);
    page.headers.push(cache_control(MAY_BE_HELD));
    page
}
