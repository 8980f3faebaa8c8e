//! Inviting, joining, roles, closing, forgotten passwords: as administrators and those who come see it.

use super::super::common::{desk::TestDesk, smtp::Smtp, *};
use dateline::{
    accounts::{roles::Role, secret, store},
    people::{self, model::Person},
};

const PASSWORD: &str = "harbour lamp seven";

/// What a page shows this once.
fn link(page: &str) -> String {
    let address = page.split("https://courier.example").nth(1).expect("a link");
    address.split(['<', '"', '\r', '\n', ' ']).next().unwrap().to_owned()
}

fn invited(app: &TestApp, admin: &TestDesk, fields: &[(&str, &str)]) -> String {
    let answer = admin.post("/desk/accounts/invite", fields);
    assert_eq!(answer.status, 200, "{}", answer.text());
    let link = link(&answer.text());
    assert!(app.page(&link).contains("You are invited"));
    link
}

fn cookie(answer: &http::Answer) -> String {
    answer.header("set-cookie").split(';').next().unwrap_or_default().to_owned()
}

fn sign_in(app: &TestApp, email: &str, password: &str) -> http::Answer {
    app.post("/desk/sign-in", &[("email", email), ("password", password)])
}

#[test]
fn who_is_invited_joins_once() {
    on_each(|app| {
        let admin = app.signed_in_as(Role::Administrator);
        let form = [("name", "Tom <b>O'Hara"), ("email", "Tom@Courier.example"), ("role", "author")];
        let link = invited(&app, &admin, &form);
        let list = admin.page("/desk/accounts");
        assert!(list.contains("tom@courier.example") && list.contains("Tom &lt;b&gt;O&#39;Hara"), "{list}");
        assert!(!list.contains(&link) && !app.dump(&[]).iter().any(|row| row.contains(&link[17..])));

        let refused = app.post(&link, &[("name", ""), ("password", "short")]);
        assert_eq!(refused.status, 422);
        assert!(refused.text().contains("too short") && refused.text().contains("Give the name"));
        let joined = app.post(&link, &[("name", "Tom O'Hara"), ("password", PASSWORD)]);
        assert_eq!((joined.status, joined.header("location")), (303, "/desk"));
        let page = app.ask("GET", "/desk/account", &[("Cookie", &cookie(&joined))]).text();
        assert!(page.contains("Tom O&#39;Hara") && page.contains("author"), "{page}");
        app.status(&link, 404);
        assert_eq!(app.post(&link, &[("name", "Eve"), ("password", PASSWORD)]).status, 404);
        assert_eq!(sign_in(&app, "tom@courier.example", PASSWORD).status, 303);
        assert!(!admin.page("/desk/accounts").contains("/withdraw"), "no invitation is open");
    });
}

#[test]
fn an_invitation_is_taken_up_by_one_of_two_who_come_at_once() {
    on_each(|app| {
        let admin = app.signed_in_as(Role::Administrator);
        let link =
            invited(&app, &admin, &[("name", "Tom"), ("email", "tom@courier.example"), ("role", "author")]);
        let statuses: Vec<u16> = std::thread::scope(|scope| {
            let come = |name: &'static str| {
                let (app, link) = (&app, &link);
                scope.spawn(move || app.post(link, &[("name", name), ("password", PASSWORD)]).status)
            };
            let both = [come("Tom"), come("Eve")];
            both.into_iter().map(|one| one.join().unwrap()).collect()
        });
        let mut sorted = statuses.clone();
        sorted.sort_unstable();
        assert_eq!(sorted, [303, 404], "{statuses:?}");
    });
}

#[test]
fn who_has_a_byline_keeps_it() {
    on_each(|app| {
        let admin = app.signed_in_as(Role::Administrator);
        let person = app
            .act(|tx| people::store::add(tx, &Person::named("Maryam Ahmadi", "").expect("a name"), None))
            .unwrap();
        let page = admin.page("/desk/accounts/invite?find=Ahmadi");
        assert!(page.contains(&format!("/desk/accounts/invite?person={person}")), "{page}");
        assert!(!admin.page("/desk/accounts/invite?find=%25").contains("?person="), "% is no wildcard");
        assert!(admin.page(&format!("/desk/accounts/invite?person={person}")).contains("“Maryam Ahmadi”"));
        let number = person.to_string();
        let form = [("person", number.as_str()), ("email", "maryam@courier.example"), ("role", "editor")];
        let first = invited(&app, &admin, &form);
        let link = invited(&app, &admin, &form);
        app.status(&first, 404);
        let joined = app.post(&link, &[("name", "Somebody Else"), ("password", PASSWORD)]);
        assert_eq!(joined.status, 303, "{}", joined.text());
        let account = app.app.db.read(|sql| store::by_email(sql, "maryam@courier.example")).wait().unwrap();
        let account = account.unwrap().0;
        assert_eq!((account.person, account.name.as_str()), (person, "Maryam Ahmadi"));
        let again = admin.post("/desk/accounts/invite", &form);
        assert_eq!(again.status, 422);
        assert!(again.text().contains("signs in with this address already"), "{}", again.text());
    });
}

#[test]
fn an_invitation_can_be_taken_back() {
    on_each(|app| {
        let admin = app.signed_in_as(Role::Administrator);
        let link =
            invited(&app, &admin, &[("name", "Tom"), ("email", "tom@courier.example"), ("role", "author")]);
        let list = admin.page("/desk/accounts");
        let path = list.split("action=\"/desk/accounts/invitations/").nth(1).unwrap();
        let path = format!("/desk/accounts/invitations/{}", path.split('"').next().unwrap());
        assert_eq!(admin.post(&path, &[]).status, 303);
        assert_eq!(admin.post(&path, &[]).status, 404);
        app.status(&link, 404);
    });
}

#[test]
fn roles_change_and_an_administrator_stays() {
    on_each(|app| {
        let (ada, ana) = (app.signed_in_as(Role::Administrator), app.signed_in_as(Role::Author));
        let of = |desk: &TestDesk, what: &str| format!("/desk/accounts/{}/{what}", desk.person);
        assert_eq!(ana.get("/desk/accounts").status, 403);
        assert_eq!(ada.post(&of(&ana, "role"), &[("role", "chief")]).status, 422);
        assert_eq!(ada.post(&of(&ana, "role"), &[("role", "administrator")]).status, 303);
        assert_eq!(ana.get("/desk/accounts").status, 200, "the role holds at once");
        let own = ada.post(&of(&ada, "role"), &[("role", "editor")]);
        assert_eq!(own.status, 422);
        assert!(own.text().contains("Nobody changes their own role"), "{}", own.text());
        assert_eq!(ada.post(&of(&ada, "close"), &[]).status, 422);
        assert_eq!(ana.post(&of(&ada, "role"), &[("role", "editor")]).status, 303);
        // Now one administrator is left; a command takes that away as little.
        let left = app.command(&["accounts", "role", "ana-author@courier.example", "author"]);
        assert!(!left.status.success());
        assert!(String::from_utf8_lossy(&left.stderr).contains("only administrator"), "{left:?}");
        let closed = app.command(&["accounts", "close", "ana-author@courier.example"]);
        assert!(!closed.status.success());
    });
}

#[test]
fn of_two_administrators_who_end_each_other_one_stays() {
    on_each(|app| {
        let one = app.signed_in("Ada One", Role::Administrator);
        let two = app.signed_in("Ada Two", Role::Administrator);
        std::thread::scope(|scope| {
            for (who, whom) in [(&one, &two), (&two, &one)] {
                scope.spawn(move || who.post(&format!("/desk/accounts/{}/close", whom.person), &[]).status);
            }
        });
        let open = [&one, &two].iter().filter(|desk| desk.get("/desk/account").status == 200).count();
        assert!(open >= 1, "nobody could let anybody in again");
    });
}

#[test]
fn a_closed_account_is_out_at_once() {
    on_each(|app| {
        let admin = app.signed_in_as(Role::Administrator);
        let form = [("name", "Tom"), ("email", "tom@courier.example"), ("role", "author")];
        let link = invited(&app, &admin, &form);
        let session = cookie(&app.post(&link, &[("name", "Tom"), ("password", PASSWORD)]));
        let in_there = || app.ask("GET", "/desk/account", &[("Cookie", &session)]).status;
        assert_eq!(in_there(), 200);
        let list = admin.page("/desk/accounts");
        let person = list.split("\">Tom</a>").next().unwrap().rsplit('/').next().unwrap().to_owned();
        let post = |what: &str| admin.post(&format!("/desk/accounts/{person}/{what}"), &[]).status;
        assert_eq!((post("close"), in_there()), (303, 303));
        let refused = sign_in(&app, "tom@courier.example", PASSWORD);
        assert_eq!(refused.status, 422);
        assert!(refused.text().contains("do not belong together"), "as for anybody who is not known");
        assert_eq!(post("reset"), 404, "no link for a closed account");
        assert_eq!(post("reopen"), 303);
        assert_eq!(in_there(), 303, "the session is gone for good");
        assert_eq!(sign_in(&app, "tom@courier.example", PASSWORD).status, 303);
    });
}

#[test]
fn a_link_for_a_new_password_ends_every_session() {
    on_each(|app| {
        let admin = app.signed_in_as(Role::Administrator);
        let tom = app.signed_in("Tom", Role::Author);
        let make = || link(&admin.post(&format!("/desk/accounts/{}/reset", tom.person), &[]).text());
        let (first, second) = (make(), make());
        app.status(&first, 404);
        assert!(app.page(&second).contains("tom@courier.example"));
        assert_eq!(app.post(&second, &[("password", "tomtomtomtom")]).status, 422);
        let set = app.post(&second, &[("password", PASSWORD)]);
        assert_eq!((set.status, set.header("location")), (303, "/desk/sign-in?done=password"));
        assert!(set.header("set-cookie").contains("Max-Age=0"), "the link lets nobody in");
        assert_eq!(tom.get("/desk/account").status, 303);
        app.status(&second, 404);
        assert_eq!(app.post(&second, &[("password", "another lamp eight")]).status, 404);
        assert_eq!(sign_in(&app, "tom@courier.example", PASSWORD).status, 303);
    });
}

#[test]
fn links_end() {
    on_sqlite(|app| {
        let admin = app.signed_in_as(Role::Administrator);
        let tom = app.signed_in("Tom", Role::Author);
        let reset = link(&admin.post(&format!("/desk/accounts/{}/reset", tom.person), &[]).text());
        let invitation =
            invited(&app, &admin, &[("name", "Eve"), ("email", "eve@courier.example"), ("role", "author")]);
        let back = |seconds: i64| {
            app.act(move |tx| {
                tx.execute("UPDATE tickets SET ends_at = ends_at - ?1", &[(seconds * 1_000_000).into()])
            })
            .unwrap();
        };
        back(3_600);
        app.status(&reset, 404);
        app.page(&invitation);
        back(7 * 86_400 - 3_600);
        app.status(&invitation, 404);
    });
}

#[test]
fn letters_bring_links_and_tell_nobody_who_has_an_account() {
    for engine in engines() {
        let smtp = Smtp::start(&[]);
        let server = format!("smtp://{}", smtp.address);
        let app = TestApp::set_up(engine, |config| {
            let flags = [("smtp_url", server.as_str()), ("mail_from", "desk@courier.example")];
            config.mail = config_with(&config.data, None, &flags).mail;
        });
        let admin = app.signed_in_as(Role::Administrator);
        let form = [("name", "Tom"), ("email", "tom@courier.example"), ("role", "author")];
        let page = admin.post("/desk/accounts/invite", &form).text();
        assert!(page.contains("is on its way") && !page.contains("/desk/invitation/"), "{page}");
        let (to, letter) = smtp.letter();
        assert!(to.contains("tom@courier.example") && letter.contains("author"), "{letter}");
        let invitation = link(&letter);
        assert_eq!(app.post(&invitation, &[("name", "Tom"), ("password", PASSWORD)]).status, 303);

        let ask = |email: &str| app.post("/desk/reset", &[("email", email)]);
        let (known, unknown) = (ask("TOM@courier.example"), ask("eve@courier.example"));
        assert_eq!((known.status, known.text()), (unknown.status, unknown.text()));
        assert_eq!(known.status, 200);
        let (to, letter) = smtp.letter();
        assert!(to.contains("tom@courier.example"), "{to}");
        let reset = link(&letter);
        assert_eq!(app.post(&reset, &[("password", "another lamp eight")]).status, 303);
        assert_eq!(sign_in(&app, "tom@courier.example", "another lamp eight").status, 303);
        soon(|| !app.dump(&[]).iter().any(|row| row.starts_with("jobs:")));
        assert!(smtp.is_quiet(), "whom nobody knows gets no letter");
        assert_eq!(ask("nobody").status, 422);
    }
}

#[test]
fn the_command_line_lets_the_locked_out_in() {
    on_each(|app| {
        let run = |arguments: &[&str]| {
            let mut all = arguments.to_vec();
            all.extend(["--public-url", "https://courier.example"]);
            let done = app.command(&all);
            assert!(done.status.success(), "{done:?}");
            String::from_utf8(done.stdout).unwrap()
        };
        let invitation = link(&run(&[
            "accounts",
            "invite",
            "Ines Calloway",
            "ines@courier.example",
            "--role",
            "administrator",
        ]));
        assert_eq!(app.post(&invitation, &[("name", "Ines"), ("password", PASSWORD)]).status, 303);
        let reset = link(&run(&["accounts", "reset", "INES@courier.example"]));
        assert_eq!(app.post(&reset, &[("password", "another lamp eight")]).status, 303);
        run(&["accounts", "invite", "Tom", "tom@courier.example", "--role", "author"]);
        let list: serde_json::Value = serde_json::from_str(&run(&["accounts", "list", "--json"])).unwrap();
        assert_eq!(list["accounts"][0]["email"], "ines@courier.example");
        assert_eq!(list["invitations"][0]["email"], "tom@courier.example");
        let nobody = app.command(&["accounts", "reset", "eve@courier.example"]);
        assert!(String::from_utf8_lossy(&nobody.stderr).contains("eve@courier.example was not found"));
        let kept: serde_json::Value =
            serde_json::from_str(&run(&["people", "export", "Ines@courier.example"])).unwrap();
        assert_eq!(kept["people"][0]["role"], "administrator", "{kept}");
        let audit = run(&["audit"]);
        assert!(audit.contains("make a reset link") && audit.contains("take up an invitation"), "{audit}");
        let none: serde_json::Value =
            serde_json::from_str(&run(&["audit", "--json", "--since", "2999-01-01"])).unwrap();
        assert_eq!(none.as_array().unwrap().len(), 0);
    });
}

#[test]
fn what_is_done_is_written_down_and_where_from_is_forgotten() {
    on_each(|app| {
        let admin = app.signed_in_as(Role::Administrator);
        let tom = app.signed_in("Tom", Role::Author);
        let set = |days: &str| {
            let form = [("second_factor", ""), ("address_days", days)];
            admin.post("/desk/settings/access", &form).status
        };
        assert_eq!((set("-1"), set("30")), (422, 303));
        admin.post(&format!("/desk/accounts/{}/role", tom.person), &[("role", "editor")]);
        let row = || {
            let all = app.app.db.read(|sql| dateline::changes::audit::list(sql, 0, i64::MAX, 50)).wait();
            all.unwrap().into_iter().find(|e| e.verb == "change a role").expect("a row")
        };
        let entry = row();
        assert_eq!((entry.person, entry.via.as_str()), (Some(admin.person), "desk"));
        assert_eq!(entry.subject, format!("account/{}", tom.person));
        assert_eq!((entry.detail.as_str(), entry.address.as_deref()), ("author → editor", Some("127.0.0.1")));
        let prune = || {
            let app = app.app.clone();
            let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
            runtime.block_on(async move { dateline::follow::prune::accounts_of(&app).await }).unwrap()
        };
        prune();
        assert!(row().address.is_some(), "it is not old");
        let month = 30 * 86_400_000_000_i64;
        app.act(move |tx| tx.execute("UPDATE audit SET at = at - ?1", &[(month + 1_000_000).into()]))
            .unwrap();
        assert!(prune() > 0);
        assert_eq!(row().address, None);
        // Where it is never to be known, it is not written down.
        assert_eq!(set("0"), 303);
        admin.post(&format!("/desk/accounts/{}/role", tom.person), &[("role", "author")]);
        assert_eq!((row().detail.as_str(), row().address), ("editor → author", None));
    });
}

#[test]
fn what_has_ended_is_dropped() {
    on_sqlite(|app| {
        let tom = app.signed_in("Tom", Role::Author);
        let hash = secret::kept(&tom.session);
        let later = 15 * 86_400_000_000_i64;
        app.act(move |tx| tx.execute("UPDATE sessions SET ends_at = ends_at - ?1", &[later.into()])).unwrap();
        assert_eq!(tom.get("/desk/account").status, 303, "it has ended");
        let app_ = app.app.clone();
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        runtime.block_on(async move { dateline::follow::prune::accounts_of(&app_).await }).unwrap();
        assert!(!app.dump(&[]).iter().any(|row| row.contains(&hash)));
    });
}

#[test]
fn the_desk_speaks_persian_from_right_to_left() {
    on_sqlite(|app| {
        app.act(|tx| {
            let mut site = dateline::settings::store::site(tx)?;
            site.language = dateline::values::Language::parse("fa")?;
            dateline::settings::store::set_site(tx, &site)
        })
        .unwrap();
        let page = app.page("/desk/sign-in");
        assert!(
            page.contains("<html lang=\"fa\" dir=\"rtl\">") && page.contains("ورود با کلید عبور"),
            "{page}"
        );
        for _ in 0..10 {
            app.post("/desk/sign-in", &[("email", "x@courier.example"), ("password", "x")]);
        }
        let slow = app.post("/desk/sign-in", &[("email", "x@courier.example"), ("password", "x")]);
        assert!(slow.status == 429 && slow.text().contains("ثانیه صبر کنید"), "{}", slow.text());
        let gone = app.get("/desk/invitation/0");
        assert!(gone.status == 404 && gone.text().contains("این پیوند دیگر کار نمی‌کند"), "{}", gone.text());
        // One's own language goes before the site's.
        let tom = app.signed_in("Tom", Role::Author);
        assert!(tom.page("/desk/account").contains("حساب شما"));
        assert_eq!(tom.post("/desk/account", &[("language", "en")]).status, 303);
        assert!(tom.page("/desk/account").contains("<h1>Your account</h1>"));
    });
}
