//! Somebody at the desk: set up as a person is, by the link that the server prints, then with a session's cookie.

use super::{
    guard::Guard,
    http::{Answer, Client},
    server::Server,
};
use crate::{Result, at};
use serde_json::Value;
use std::time::{Duration, Instant};

/// Somebody who is signed in.
pub struct Desk {
    client: Client,
    cookie: String,
    token: String,
}

/// What the page of an article gives to the editor.
pub fn state_of(page: &str) -> Option<Value> {
    let (_, rest) = page.split_once("id=\"article\">")?;
    let (state, _) = rest.split_once("</script>")?;
    serde_json::from_str(state).ok()
}

impl Desk {
    /// Makes the first administrator by the link in the server's log.
    pub fn set_up(guard: &Guard, server: &Server<'_>) -> Result<Desk> {
        let log = guard.folder().join("serve.log");
        let begun = Instant::now();
        let link = loop {
            let said = std::fs::read_to_string(&log).map_err(at(&log))?;
            // Of several starts the last one's link is good.
            let found =
                said.rsplit_once("/desk/setup/").map(|(_, rest)| rest.chars().take(64).collect::<String>());
            match found {
                Some(link) => break link,
                None if begun.elapsed() > Duration::from_secs(10) => {
                    return Err("the server printed no setup link".into());
                }
                None => std::thread::sleep(Duration::from_millis(20)),
            }
        };
        let mut client = server.client()?;
        let form = "site=Bench&name=Ada+Bench&email=ada%40bench.example&password=seven+lamps+at+night";
        let answer = client.post(&format!("/desk/setup/{link}"), form)?;
        let cookie =
            answer.header("set-cookie").unwrap_or_default().split(';').next().unwrap_or_default().to_owned();
        if answer.status != 303 || cookie.is_empty() {
            return Err(format!("the desk could not be set up: {}", answer.status));
        }
        let mut desk = Desk { client, cookie, token: String::new() };
        let page = desk.get("/desk/account")?;
        let page = String::from_utf8_lossy(&page.body).into_owned();
        let token = page.split_once("name=\"csrf\" content=\"").and_then(|(_, rest)| rest.split('"').next());
        desk.token = token.unwrap_or_default().to_owned();
        Ok(desk)
    }

    /// A page.
    pub fn get(&mut self, path: &str) -> Result<Answer> {
        self.client.ask("GET", path, &[("Cookie", &self.cookie)], "")
    }

    /// Sends a form, as a page does.
    pub fn form(&mut self, path: &str, form: &str) -> Result<Answer> {
        let headers = [
            ("Cookie", self.cookie.as_str()),
            ("X-CSRF", &self.token),
            ("Content-Type", "application/x-www-form-urlencoded"),
        ];
        self.client.ask("POST", path, &headers, form)
    }

    /// Sends JSON, as the editor does.
    pub fn json(&mut self, path: &str, value: &Value) -> Result<Answer> {
        let headers = [
            ("Cookie", self.cookie.as_str()),
            ("X-CSRF", &self.token),
            ("Content-Type", "application/json"),
            ("Accept", "application/json"),
        ];
        self.client.ask("POST", path, &headers, &value.to_string())
    }
}
