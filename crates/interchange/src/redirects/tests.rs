//! Redirect lists in either form, good and broken.

use proptest::prelude::*;

use super::*;

fn lines(text: &str) -> Vec<(u64, String, String, u16, Option<Obstacle>)> {
    let read = read(text.as_bytes(), "redirects").unwrap();
    read.into_iter().map(|r| (r.line, r.source.clone(), r.target.clone(), r.code, r.obstacle())).collect()
}

fn plain(line: u64, source: &str, target: &str, code: u16) -> (u64, String, String, u16, Option<Obstacle>) {
    (line, source.to_owned(), target.to_owned(), code, None)
}

#[test]
fn the_plugins_json_is_read() {
    let text = r#"{
      "plugin": { "version": "5.4.2" },
      "groups": [
        { "id": 1, "name": "Redirections", "module_id": 1, "enabled": true },
        { "id": 2, "name": "Old ferry pages", "module_id": 1, "enabled": false }
      ],
      "redirects": [
        { "id": 1, "url": "/harbour.php?id=7", "match_data": { "source": { "flag_regex": false } }, "action_code": 301,
          "action_type": "url", "action_data": { "url": "/harbour/" }, "match_type": "url", "title": "Harbour",
          "regex": false, "group_id": 1, "enabled": true },
        { "url": "^/ferry/(.*)", "action_code": "302", "action_type": "url", "action_data": { "url": "/boats/$1" },
          "match_type": "url", "regex": 1, "group_id": "1", "enabled": true },
        { "url": "/a", "action_type": "url", "action_data": "/b", "group_id": 2, "enabled": true },
        { "url": "/gone", "action_code": 410, "action_type": "error", "match_type": "url", "enabled": true },
        { "url": "/staff", "action_code": 302, "action_type": "url", "match_type": "login",
          "action_data": { "logged_in": "/desk", "logged_out": "/" }, "enabled": true },
        { "url": "/pass", "action_type": "pass", "action_data": { "url": "/x" }, "enabled": true }
      ]
    }"#;
    let read = lines(text);
    let obstacles: Vec<_> = read.iter().map(|r| r.4).collect();
    assert_eq!(read[0], plain(1, "/harbour.php?id=7", "/harbour/", 301));
    assert_eq!((read[1].3, read[2].2.as_str(), read[3].3), (302, "/b", 410));
    let expected = [
        None,
        Some(Obstacle::Regex),
        Some(Obstacle::Disabled),
        None,
        Some(Obstacle::Match),
        Some(Obstacle::Action),
    ];
    assert_eq!(obstacles, expected);
}

#[test]
fn the_plugins_csv_is_read() {
    let text = "\u{feff}source,target,regex,code,type,match,hits,title,status\r\n\
        \"/old, and odd\",/new,0,301,url,url,12,\"A \"\"title\"\"\",active\r\n\
        ^/x,/y,1,302,url,url,0,,active\r\n\
        /off,/on,0,301,url,url,0,,disabled\r\n";
    let read = lines(text);
    assert_eq!(read[0], plain(2, "/old, and odd", "/new", 301));
    assert_eq!((read[1].4, read[2].4), (Some(Obstacle::Regex), Some(Obstacle::Disabled)));
}

#[test]
fn a_list_without_a_header_is_read() {
    assert_eq!(
        lines("# moved in spring\n/a,/b\n\n/c , https://courier.example/d ,302\n"),
        [plain(2, "/a", "/b", 0), plain(4, "/c", "https://courier.example/d", 302)]
    );
    assert_eq!(lines("/a;/b;301\n"), [plain(1, "/a", "/b", 301)]);
    assert_eq!(lines("From\tTo\n/a\t/b\n"), [plain(2, "/a", "/b", 0)]);
}

#[test]
fn what_is_no_list_is_refused_with_its_place() {
    let message = |text: &str| read(text.as_bytes(), "list.csv").unwrap_err().to_string();
    assert!(message("").contains("no redirect is in it"));
    assert!(message("source,target\n").contains("no redirect is in it"));
    assert!(message("/a,/b\njust words\n").starts_with("list.csv, line 2: no redirect in “just words”"));
    assert!(message("/a,/b,soon\n").contains("“soon” is no HTTP status"));
    assert!(message("{\n\"redirects\": [,]}").starts_with("list.csv, line 2: broken JSON"));
    assert!(message("{}").contains("no list named “redirects”"));
    assert!(message("[1]").contains("entry 1"));
    assert!(message(&"[".repeat(200_000)).contains("recursion"));
}

proptest! {
    #[test]
    fn any_bytes_are_survived(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        let _ = read(bytes.as_slice(), "list");
    }

    #[test]
    fn near_json_is_survived(text in r#"\{"redirects":\[(\{"(url|regex|action_data|enabled)":("a"|1|null|\{\}|\[\])\},?){0,4}\]\}"#) {
        let _ = read(text.as_bytes(), "list");
    }
}
