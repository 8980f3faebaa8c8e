//! A damaged backup is found out, and changes nothing.

use super::{
    common::{self, Engine},
    site,
};
use dateline::{
    app::open_files,
    backup::{self, Absent},
};
use std::{
    io::Read,
    path::{Path, PathBuf},
};

fn a_backup(folder: &Path) -> PathBuf {
    let app = site::app(Engine::Sqlite);
    let to = folder.join("whole.tar.zst");
    backup::write(&mut app.app.db.separate().unwrap(), &app.app.files, &to, Absent::Refuse, &mut |_| {})
        .unwrap();
    to
}

fn found(path: &Path) -> Vec<String> {
    match backup::verify(path, &mut |_| {}) {
        Ok(verdict) => verdict.damages.iter().map(|d| format!("{}: {}", d.member, d.what)).collect(),
        Err(error) => vec![error.to_string()],
    }
}

#[test]
fn every_cut_and_every_flipped_byte_is_found() {
    let folder = tempfile::tempdir().unwrap();
    let whole = std::fs::read(a_backup(folder.path())).unwrap();
    let path = folder.path().join("damaged.tar.zst");
    let plain = zstd::decode_all(&whole[..]).unwrap();
    for part in 0..60 {
        let at = whole.len() * part / 60;
        std::fs::write(&path, &whole[..at]).unwrap();
        assert_ne!(found(&path), Vec::<String>::new(), "cut at {at} of {}", whole.len());
        let mut flipped = whole.clone();
        flipped[at] ^= 0x10;
        std::fs::write(&path, &flipped).unwrap();
        // A bit of zstd's own that says nothing of the content may be flipped without a loss.
        let harmless = zstd::decode_all(&flipped[..]).is_ok_and(|text| text == plain);
        assert!(harmless || !found(&path).is_empty(), "flipped at {at} of {}", whole.len());
    }
    for change in [&whole[..whole.len() - 1], &[&whole[..], b"more"].concat()] {
        std::fs::write(&path, change).unwrap();
        assert_ne!(found(&path), Vec::<String>::new());
    }
}

/// Writes the backup again with its members changed, as a stream that is sound in itself.
fn rewritten(from: &Path, to: &Path, change: impl Fn(&str, Vec<u8>) -> Option<Vec<u8>>) {
    let mut archive = tar::Archive::new(zstd::Decoder::new(std::fs::File::open(from).unwrap()).unwrap());
    let mut out = tar::Builder::new(Vec::new());
    for entry in archive.entries().unwrap() {
        let mut entry = entry.unwrap();
        let name = entry.path().unwrap().to_string_lossy().into_owned();
        let mut content = Vec::new();
        entry.read_to_end(&mut content).unwrap();
        if let Some(content) = change(&name, content) {
            let mut header = tar::Header::new_gnu();
            header.set_size(content.len() as u64);
            out.append_data(&mut header, &name, &content[..]).unwrap();
        }
    }
    std::fs::write(to, zstd::encode_all(&out.into_inner().unwrap()[..], 3).unwrap()).unwrap();
}

#[test]
fn what_is_damaged_is_named_and_nothing_is_changed() {
    let folder = tempfile::tempdir().unwrap();
    let whole = a_backup(folder.path());
    let path = folder.path().join("damaged.tar.zst");
    let is = |start: &'static str| move |name: &str| name.starts_with(start);
    let flip = |mut content: Vec<u8>| {
        let at = content.len() / 2;
        content[at] ^= 1;
        content
    };
    type Pick = Box<dyn Fn(&str) -> bool>;
    let cases: Vec<(Pick, bool, &str)> = vec![
        (Box::new(is("tables/revisions")), false, "tables/revisions/00001.jsonl"),
        (Box::new(is("tables/revisions")), true, "tables/revisions/00001.jsonl"),
        (Box::new(is("tables/published_on_topics")), false, "tables/published_on_topics/00001.jsonl"),
        (Box::new(is("files/")), false, "files/"),
        (Box::new(is("files/")), true, "is missing"),
        (Box::new(is("lists/")), true, "in no list"),
        (Box::new(is("manifest.json")), true, "manifest.json"),
        (Box::new(is("manifest.json")), false, ""),
    ];
    for (pick, gone, named) in cases {
        rewritten(&whole, &path, |name, content| match (pick(name), gone) {
            (true, true) => None,
            (true, false) => Some(flip(content)),
            (false, _) => Some(content),
        });
        let said = found(&path);
        assert!(said.iter().any(|line| line.contains(named)), "{named}: {said:?}");
        let config = common::config(&folder.path().join("data"), None);
        let files = open_files(&config).unwrap();
        let error = backup::restore(&config, &files, &path, &mut |_| {}).unwrap_err().to_string();
        assert!(error.contains("is damaged, so nothing was changed"), "{error}");
        assert!(!config.data.join("dateline.db").exists(), "{error}");
    }
    rewritten(&whole, &path, |name, content| {
        let text = String::from_utf8_lossy(&content).replace("\"slug\"", "\"slugg\"");
        Some(if name.starts_with("tables/people") { text.into_bytes() } else { content })
    });
    let config = common::config(&folder.path().join("data"), None);
    let error = backup::restore(&config, &open_files(&config).unwrap(), &path, &mut |_| {}).unwrap_err();
    assert!(error.to_string().contains("slugg"), "{error}");
    rewritten(&whole, &path, |name, content| {
        let mut text = String::from_utf8_lossy(&content).into_owned();
        if name.starts_with("tables/publications") {
            // Every row is sound JSON, and endings refer to nothing.
            text = text.lines().take(1).map(|line| format!("{line}\n")).collect();
        }
        Some(if name.starts_with("tables/") { text.into_bytes() } else { content })
    });
    let error = backup::restore(&config, &open_files(&config).unwrap(), &path, &mut |_| {}).unwrap_err();
    assert!(error.to_string().contains("tables/publications"), "{error}");
    // The whole one goes into the folder that the damaged ones left as it was.
    backup::restore(&config, &open_files(&config).unwrap(), &whole, &mut |_| {}).unwrap();
    site::assert_clean(&config.database, &open_files(&config).unwrap());
}
