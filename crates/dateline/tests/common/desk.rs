//! Somebody at the desk, as a browser with a session.

use super::{
    TestApp,
    http::{self, Answer},
};
use dateline::{
    accounts::{actions, roles::Role, secret},
    changes::{Actor, Via},
    people::model::Person,
    values::Email,
};
use std::net::SocketAddr;

/// A browser in which somebody is signed in.
pub struct TestDesk {
    /// The person.
    pub person: i64,
    /// What the cookie holds.
    pub session: String,
    address: SocketAddr,
}

impl TestApp {
    /// Somebody new with a role, signed in.
    pub fn signed_in_as(&self, role: Role) -> TestDesk {
        let names = ["Cato Contributor", "Ana Author", "Edda Editor", "Ada Administrator"];
        self.signed_in(names[role as usize], role)
    }

    /// Somebody new with a name and a role, signed in.
    pub fn signed_in(&self, name: &str, role: Role) -> TestDesk {
        let person = Person::named(name, "").expect("a name");
        let email = Email::parse(&format!("{}@courier.example", person.slug)).expect("an address");
        let joined = self.app.actions.act("test", Actor::unnamed(Via::Command), move |tx| {
            let id = actions::join(tx, None, &person, &email, role, None)?;
            Ok((id, actions::sign_in(tx, id, true, "a browser")?))
        });
        let (person, session) = joined.wait().expect("somebody joins");
        TestDesk { person, session, address: self.address }
    }
}

impl TestApp {
    /// A browser with a session that there is.
    pub fn desk(&self, person: i64, session: String) -> TestDesk {
        TestDesk { person, session, address: self.address }
    }
}

impl TestApp {
    /// The browser that an answer gave a session to.
    pub fn browser(&self, answer: &Answer) -> TestDesk {
        let set = answer.header("set-cookie");
        let session =
            set.split(';').next().and_then(|pair| pair.split_once('=')).map_or("", |(_, value)| value);
        assert!(session.len() == 64, "no session was given: {} {set}", answer.status);
        TestDesk { person: 0, session: session.to_owned(), address: self.address }
    }
}

impl TestDesk {
    fn headers(&self) -> [(String, String); 2] {
        let token = secret::form_token(&self.session);
        // The tests' site has an address with HTTPS, so that its cookie has the stricter name.
        [("Cookie".into(), format!("__Host-dateline={}", self.session)), ("X-CSRF".into(), token)]
    }

    /// GET.
    pub fn get(&self, path: &str) -> Answer {
        self.ask("GET", path, &[])
    }

    /// A page that must be there.
    pub fn page(&self, path: &str) -> String {
        let answer = self.get(path);
        assert_eq!(answer.status, 200, "{path}: {} {}", answer.header("location"), answer.text());
        answer.text()
    }

    /// Any request without a body.
    pub fn ask(&self, method: &str, path: &str, more: &[(&str, &str)]) -> Answer {
        self.send(method, path, more, b"")
    }

    /// Sends a form.
    pub fn post(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let own = self.headers();
        let own: Vec<(&str, &str)> = own.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
        http::post(self.address, path, fields, &own)
    }

    /// Sends JSON.
    pub fn json(&self, method: &str, path: &str, value: &serde_json::Value) -> Answer {
        let more = [("Content-Type", "application/json"), ("Accept", "application/json")];
        self.send(method, path, &more, value.to_string().as_bytes())
    }

    /// Any request.
    pub fn send(&self, method: &str, path: &str, more: &[(&str, &str)], body: &[u8]) -> Answer {
        let own = self.headers();
        let own = own.iter().map(|(n, v)| (n.as_str(), v.as_str()));
        let mut request = format!(
            "{method} {path} HTTP/1.1\r\nHost: courier.example\r\nConnection: close\r\nContent-Length: {}\r\n",
            body.len()
        );
        for (name, value) in own.chain(more.iter().copied()) {
            request.push_str(&format!("{name}: {value}\r\n"));
        }
        request.push_str("\r\n");
        http::raw(self.address, &[request.as_bytes(), body].concat(), method == "HEAD")
    }
}
