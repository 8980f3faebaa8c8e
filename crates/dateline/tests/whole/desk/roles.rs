//! Every route of the desk, walked with every role.

use super::super::common::*;
use dateline::{
    accounts::roles::{ROLES, TABLE},
    desk::{Access, routes},
};

/// A path of the table with something in its places.
fn concrete(path: &str) -> String {
    let places: Vec<String> = path
        .split('/')
        .map(|step| if step.starts_with('{') { "999999".to_owned() } else { step.to_owned() })
        .collect();
    places.join("/")
}

#[test]
fn each_role_may_what_the_table_says_and_nothing_else() {
    on_sqlite(|app| {
        let people = ROLES.map(|role| (role, app.signed_in_as(role)));
        let mut refused = 0;
        for route in routes() {
            let (method, path) = (route.method.as_str(), concrete(route.path));
            // Whoever signs out takes no further part.
            if path == "/desk/sign-out" {
                continue;
            }
            if route.access != Access::Anyone {
                let nobody = app.ask(method, &path, &[("Accept", "application/json")]);
                assert_eq!(nobody.status, 401, "{method} {path} without a session");
            }
            let Access::Staff(what) = route.access else { continue };
            for (role, desk) in &people {
                let answer =
                    desk.send(method, &path, &[("Content-Type", "application/x-www-form-urlencoded")], b"");
                if role.may(what) {
                    assert!(
                        ![401, 403, 405, 500].contains(&answer.status),
                        "{role:?} {method} {path}: {}",
                        answer.status
                    );
                } else {
                    refused += 1;
                    assert_eq!(answer.status, 403, "{role:?} {method} {path}");
                }
                assert!(answer.header("cache-control").contains("no-store"), "{path} may be kept");
            }
        }
        let _ = refused;
    });
}

#[test]
fn a_write_without_the_token_or_from_another_site_is_refused() {
    on_sqlite(|app| {
        let desk = app.signed_in_as(dateline::accounts::roles::Role::Administrator);
        let cookie = format!("__Host-dateline={}", desk.session);
        for route in
            routes().iter().filter(|r| r.method != axum::http::Method::GET && r.access != Access::Anyone)
        {
            let (method, path) = (route.method.as_str(), concrete(route.path));
            let bare = app.ask(method, &path, &[("Cookie", &cookie), ("Content-Length", "0")]);
            assert_eq!(bare.status, 403, "{method} {path} without the token");
            let other = desk.ask(method, &path, &[("Origin", "https://evil.example")]);
            assert_eq!(other.status, 403, "{method} {path} from another site");
            let other = desk.ask(method, &path, &[("Sec-Fetch-Site", "cross-site")]);
            assert_eq!(other.status, 403, "{method} {path} from another site");
        }
    });
}

#[test]
fn the_documentation_has_the_table() {
    let docs = include_str!("../../../../../docs/ROLES.md");
    for (what, least, words) in TABLE {
        let marks: String = ROLES.iter().map(|role| if role.may(what) { " ✓ |" } else { " |" }).collect();
        let line = format!("| {words} |{marks}");
        assert!(docs.contains(&line), "docs/ROLES.md lacks, of {least:?}:\n{line}");
    }
}
