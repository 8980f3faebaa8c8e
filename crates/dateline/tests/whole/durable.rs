//! Writes: each all or nothing, none lost that was answered, and none that takes others with it.

use super::common::{
    self, binary, on_each, on_sqlite,
    wxr::{Item, Wxr},
};
use dateline::articles::FairCopy;
use dateline::{
    changes::{Actor, Fact, Via},
    error::Error,
    params,
};
use std::{
    io::{BufRead, BufReader, Read, Write},
    net::TcpStream,
    process::{Child, Command, Stdio},
};

#[test]
fn an_action_that_fails_or_panics_takes_no_other_with_it() {
    on_each(|app| {
        let queued: Vec<_> = (0..300_i64)
            .map(|n| {
                app.app.actions.act("test", Actor::unnamed(Via::Command), move |tx| {
                    let key = format!("test/{n}");
                    tx.execute("INSERT INTO settings (key, value) VALUES (?1, '1')", params![&key])?;
                    tx.touch(Fact::new(key));
                    match n % 100 {
                        50 => Err(Error::refused("test", "this one fails")),
                        51 => panic!("this one panics, and that is part of the test"),
                        _ => Ok(n),
                    }
                })
            })
            .collect();
        let mut failed = Vec::new();
        for (n, pending) in queued.into_iter().enumerate() {
            match pending.wait() {
                Ok(answer) => assert_eq!(answer, i64::try_from(n).unwrap()),
                Err(error) => failed.push((n, error.to_string())),
            }
        }
        let which: Vec<usize> = failed.iter().map(|(n, _)| *n).collect();
        assert_eq!(which, [50, 51, 150, 151, 250, 251], "{failed:?}");
        let kept =
            app.act(|tx| tx.number("SELECT COUNT(*) FROM settings WHERE key LIKE 'test/%'", &[])).unwrap();
        assert_eq!(kept, 294);
        // The log has exactly what was done.
        let logged =
            app.dump(&[]).iter().filter(|r| r.starts_with("changes:") && r.contains("test/")).count();
        assert_eq!(logged, 294);
    });
}

#[test]
fn a_save_on_top_of_someone_elses_is_refused() {
    on_each(|app| {
        app.import(&Wxr::courier().with(Item::post(7, "a-report", "A report")).build());
        let save = |based_on: i64, headline: &'static str| {
            app.act(move |tx| {
                let (_, mut manuscript) = dateline::articles::store::revision(tx, 7, 1)?.unwrap();
                manuscript.headline = headline.into();
                dateline::articles::actions::save(tx, 7, based_on, &FairCopy::of(manuscript)?)
            })
        };
        assert_eq!(save(1, "Hers").unwrap().number, 2);
        match save(1, "His") {
            Err(Error::Conflict { based_on: 1, newest: 2, .. }) => {}
            other => panic!("{other:?}"),
        }
        let revisions =
            app.act(|tx| tx.number("SELECT COUNT(*) FROM revisions WHERE article_id = 7", &[])).unwrap();
        assert_eq!(revisions, 2);
    });
}

#[test]
fn many_writers_at_once_all_get_their_number() {
    on_each(|app| {
        app.import(&Wxr::courier().with(Item::post(7, "a-report", "A report")).build());
        let taken: std::collections::BTreeSet<i64> = std::thread::scope(|scope| {
            let threads: Vec<_> = (0..8)
                .map(|_| {
                    scope.spawn(|| {
                        (0..10)
                            .map(|_| {
                                app.act(|tx| {
                                    let (_, manuscript) =
                                        dateline::articles::store::revision(tx, 7, 1)?.unwrap();
                                    let (kind, seen) = (
                                        dateline::articles::model::Kind::Article,
                                        dateline::articles::model::Visibility::Public,
                                    );
                                    dateline::articles::actions::create(
                                        tx,
                                        kind,
                                        seen,
                                        &FairCopy::of(manuscript)?,
                                        None,
                                        None,
                                    )
                                })
                                .unwrap()
                                .article
                            })
                            .collect::<Vec<_>>()
                    })
                })
                .collect();
            threads.into_iter().flat_map(|t| t.join().unwrap()).collect()
        });
        assert_eq!(taken.len(), 80);
    });
}

/// The real server, started on any free port; what it logs says which.
struct Served {
    child: Child,
    address: std::net::SocketAddr,
}

impl Served {
    fn start(data: &std::path::Path) -> Served {
        let mut child = binary(&["serve", "--listen", "127.0.0.1:0", "--data"])
            .arg(data)
            .stderr(Stdio::piped())
            .stdout(Stdio::null())
            .spawn()
            .unwrap();
        let mut log = BufReader::new(child.stderr.take().unwrap());
        let mut line = String::new();
        while !line.contains("serving http://") {
            line.clear();
            assert!(log.read_line(&mut line).unwrap() > 0, "the server ended");
        }
        let address = line.split("http://").nth(1).unwrap().trim().parse().unwrap();
        // The log is read to its end, or the server would wait for somebody to read it.
        std::thread::spawn(move || std::io::copy(&mut log, &mut std::io::sink()));
        Served { child, address }
    }

    fn signal(&self, name: &str) {
        let sent = Command::new("kill").arg(format!("-{name}")).arg(self.child.id().to_string()).status();
        assert!(sent.unwrap().success());
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn a_server_that_is_told_to_stop_finishes_what_is_under_way() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let uploads = folder.path().join("uploads/2026/11");
    std::fs::create_dir_all(&uploads).unwrap();
    // More than the socket's buffers hold, so that the answer is under way when the signal comes.
    let table = "08:00 high water 4.2 m\n".repeat(1_000_000);
    std::fs::write(uploads.join("tides.txt"), &table).unwrap();
    let export = Wxr::courier().with(Item::post(7, "a-report", "A report")).with(Item::attachment(
        8,
        "2026/11/tides.txt",
        "Tides",
        7,
    ));
    let file = folder.path().join("export.xml");
    std::fs::write(&file, export.build()).unwrap();
    let done = binary(&["import", "wordpress", "--zone", "UTC", "--uploads"])
        .arg(folder.path().join("uploads"))
        .arg(&file)
        .arg("--data")
        .arg(&data)
        .output()
        .unwrap();
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    let mut served = Served::start(&data);
    let to = common::http::ask(served.address, "GET", "/wp-content/uploads/2026/11/tides.txt", &[]);
    let mut stream = TcpStream::connect(served.address).unwrap();
    write!(stream, "GET {} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", to.header("location")).unwrap();
    let mut begun = [0; 1_000];
    stream.read_exact(&mut begun).unwrap();
    served.signal("TERM");
    std::thread::sleep(std::time::Duration::from_millis(300));
    assert!(TcpStream::connect(served.address).is_err(), "it takes new connections");
    let mut rest = Vec::new();
    stream.read_to_end(&mut rest).unwrap();
    let head = String::from_utf8_lossy(&begun).find("\r\n\r\n").unwrap() + 4;
    assert_eq!(begun.len() - head + rest.len(), table.len(), "the download was cut off");
    assert!(served.child.wait().unwrap().success());
    // The folder is free again.
    drop(Served::start(&data));
}

#[test]
fn a_kill_in_mid_import_leaves_whole_articles_and_the_next_run_goes_on() {
    let folder = tempfile::tempdir().unwrap();
    let (data, file) = (folder.path().join("data"), folder.path().join("export.xml"));
    let many = 1_200_i64;
    let export = (1..=many).fold(Wxr::courier(), |export, n| {
        export.with(
            Item::post(n, &format!("report-{n}"), &format!("Report {n}"))
                .section("dredging", "Dredging")
                .comment(n, 0, "1", "Ada", "A word"),
        )
    });
    std::fs::write(&file, export.build()).unwrap();
    let import = || {
        let mut command = binary(&["import", "wordpress", "--zone", "UTC", "--json"]);
        command.arg(&file).arg("--data").arg(&data).stdout(Stdio::piped()).stderr(Stdio::piped());
        command
    };
    let database = data.join("dateline.db");
    let count = |query: &str| -> i64 {
        rusqlite::Connection::open(&database)
            .and_then(|c| c.query_row(query, [], |row| row.get(0)))
            .unwrap_or(0)
    };
    let mut first = import().spawn().unwrap();
    while count("SELECT COUNT(*) FROM published_articles") < 100 {
        assert!(first.try_wait().unwrap().is_none(), "the import ended before it could be killed");
    }
    first.kill().unwrap();
    first.wait().unwrap();
    let came = count("SELECT COUNT(*) FROM published_articles");
    assert!((100..many).contains(&came), "{came} came in before the kill");
    for half in [
        "SELECT COUNT(*) FROM articles a WHERE NOT EXISTS (SELECT 1 FROM revisions r WHERE r.article_id = a.id)",
        "SELECT COUNT(*) FROM published_articles a WHERE NOT EXISTS (SELECT 1 FROM published_bodies b WHERE b.id = a.id)",
        "SELECT COUNT(*) FROM published_articles a WHERE NOT EXISTS (SELECT 1 FROM published_comments c WHERE c.article_id = a.id)",
        "SELECT COUNT(*) FROM published_articles a WHERE NOT EXISTS (SELECT 1 FROM imported i WHERE i.kind = 'article' AND i.ours = a.id)",
    ] {
        assert_eq!(count(half), 0, "{half}");
    }
    let second = import().output().unwrap();
    assert!(second.status.success(), "{}", String::from_utf8_lossy(&second.stderr));
    let summary: serde_json::Value = serde_json::from_slice(&second.stdout).unwrap();
    let articles = &summary["counts"]["articles"];
    assert_eq!((articles["new"].as_i64(), articles["unchanged"].as_i64()), (Some(many - came), Some(came)));
    assert_eq!(count("SELECT COUNT(*) FROM published_articles"), many);
    assert_eq!(count("SELECT COUNT(*) FROM comments"), many);
}

#[test]
fn a_server_that_was_killed_starts_again() {
    on_sqlite(|app| {
        let data = app.folder.with_file_name("other");
        let mut first = Served::start(&data);
        first.child.kill().unwrap();
        first.child.wait().unwrap();
        let second = Served::start(&data);
        assert_eq!(common::http::ask(second.address, "GET", "/health", &[]).status, 200);
    });
}
