//! An index on its disk: kept, changed, damaged.

use super::*;
use crate::Error;
use crate::schema::FORMAT;

#[test]
fn it_is_there_again_with_its_place_in_the_log() {
    let (index, folder) = index(&[entry(1, "Tide", "The tide."), entry(2, "Ice", "Ice.")]);
    assert!(index.has(&entry(1, "Tide", "The tide.")) && !index.has(&entry(1, "Tide", "Another.")));
    index.put(&entry(1, "Tide", "The flood.")).unwrap();
    index.take_out(Key { kind: Kind::Article, id: 2 }).unwrap();
    check(&index, "ice", &[2]);
    index.commit("9 3").unwrap();
    check(&index, "ice", &[]);
    check(&index, "flood", &[1]);
    index.put(&entry(3, "", "Never committed.")).unwrap();
    index.rest().unwrap();
    drop(index);
    let again = Index::open(folder.path(), 0).unwrap();
    assert_eq!(again.position().unwrap(), "9 3");
    assert_eq!(again.languages(), ["en"]);
    check(&again, "flood", &[1]);
    check(&again, "committed", &[]);
    again.put(&entry(4, "", "Later.")).unwrap();
    again.commit("10").unwrap();
    check(&again, "later", &[4]);
    again.verify().unwrap();
}

#[test]
fn many_commits_leave_few_segments() {
    let (index, _folder) = index(&[]);
    for id in 1..60 {
        index.put(&entry(id, "Tide", "The tide.")).unwrap();
        index.commit("1").unwrap();
    }
    index.rest().unwrap();
    index.commit("2").unwrap();
    assert!(index.view().searcher.segment_readers().len() < 12);
    assert_eq!(ask(&index, "tide").total, 59);
}

#[test]
fn what_is_missing_foreign_or_damaged_is_told() {
    let folder = tempfile::tempdir().unwrap();
    assert!(matches!(Index::open(folder.path(), 0), Err(Error::Missing)));
    let (index, folder) = index(&[entry(1, "Tide", &"The tide and the harbour. ".repeat(50))]);
    drop(index);
    let meta = folder.path().join("meta.json");
    let text = std::fs::read_to_string(&meta).unwrap();
    std::fs::write(
        &meta,
        text.replace(&format!("\"payload\": \"{FORMAT} "), "\"payload\": \"0 ")
            .replace(&format!("\"payload\":\"{FORMAT} "), "\"payload\":\"0 "),
    )
    .unwrap();
    assert!(matches!(Index::open(folder.path(), 0), Err(Error::Foreign)));
    std::fs::write(&meta, &text).unwrap();
    // One bit of every postings file.
    for file in std::fs::read_dir(folder.path()).unwrap().map(|e| e.unwrap().path()) {
        if file.extension().is_some_and(|end| end == "idx") {
            let mut bytes = std::fs::read(&file).unwrap();
            let middle = bytes.len() / 3;
            bytes[middle] ^= 1;
            std::fs::write(&file, bytes).unwrap();
        }
    }
    let damaged = Index::open(folder.path(), 0).map(|index| index.verify());
    assert!(matches!(damaged, Ok(Err(Error::Damaged(_))) | Err(Error::Engine(_))), "{:?}", damaged.map(drop));
    std::fs::write(&meta, "{").unwrap();
    assert!(Index::open(folder.path(), 0).is_err());
}
