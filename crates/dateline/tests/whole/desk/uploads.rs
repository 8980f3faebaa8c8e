//! Files come in from the desk: in pieces, judged by what they are, without what a camera wrote into them.

use super::super::common::{desk::TestDesk, http::Answer, *};
use dateline::{
    accounts::{actions, roles::Role},
    files::Hash,
};
use image::{ExtendedColorType, ImageEncoder, codecs::jpeg::JpegEncoder};
use serde_json::{Value, json};
use std::{
    io::Write,
    net::{Shutdown, TcpStream},
};

/// A picture that is neither flat nor noise.
pub fn photograph(width: u32, height: u32) -> Vec<u8> {
    let pixels: Vec<u8> = (0..height)
        .flat_map(|y| (0..width).flat_map(move |x| [(x / 2) as u8, (y + x / 3) as u8, (x * y / 900) as u8]))
        .collect();
    let mut file = Vec::new();
    JpegEncoder::new_with_quality(&mut file, 90)
        .write_image(&pixels, width, height, ExtendedColorType::Rgb8)
        .unwrap();
    file
}

/// The same with what cameras and agencies write into it: a place, a camera, a caption, a credit.
fn with_metadata(jpeg: &[u8]) -> Vec<u8> {
    let mut tiff = b"II*\0\x08\0\0\0\x03\0".to_vec();
    // Make (0x010F) and Model (0x0110) behind the directory, and a GPS directory (0x8825).
    for (tag, at) in [(0x010fu16, 50u32), (0x0110, 66)] {
        tiff.extend(tag.to_le_bytes());
        tiff.extend([2, 0, 16, 0, 0, 0]);
        tiff.extend(at.to_le_bytes());
    }
    tiff.extend(0x8825u16.to_le_bytes());
    tiff.extend([4, 0, 1, 0, 0, 0, 82, 0, 0, 0]);
    tiff.extend([0; 4]);
    tiff.extend(b"SecretCameraMake\0"[..16].iter());
    tiff.extend(b"SecretCameraModl"[..16].iter());
    tiff.extend(b"\x01\0\x01\0\x02\0\x02\0\0\0N\0\0\0\0\0\0\0GPS48.2082N16.37");
    let exif = [b"Exif\0\0".as_slice(), &tiff].concat();
    let mut records = Vec::new();
    for (record, text) in [(120u8, "The quay at dawn"), (110, "Ida Quill / Agency")] {
        records.extend([0x1c, 2, record]);
        records.extend((text.len() as u16).to_be_bytes());
        records.extend(text.as_bytes());
    }
    let mut iptc = b"Photoshop 3.0\x008BIM\x04\x04\0\0".to_vec();
    iptc.extend((records.len() as u32).to_be_bytes());
    iptc.extend(&records);
    if records.len() % 2 == 1 {
        iptc.push(0);
    }
    let mut out = jpeg[..2].to_vec();
    for (marker, body) in [(0xe1, exif), (0xed, iptc)] {
        out.extend([0xff, marker]);
        out.extend((body.len() as u16 + 2).to_be_bytes());
        out.extend(body);
    }
    out.extend(&jpeg[2..]);
    out
}

fn sha(bytes: &[u8]) -> String {
    Hash::of(bytes).to_string()
}

fn as_json(answer: &Answer) -> Value {
    serde_json::from_slice(&answer.decoded()).unwrap_or_else(|e| panic!("{}: {e}", answer.status))
}

pub fn begin(desk: &TestDesk, name: &str, file: &[u8], sha256: &str) -> (u16, Value) {
    let announced = json!({ "name": name, "bytes": file.len(), "sha256": sha256, "article": null });
    let answer = desk.json("POST", "/desk/uploads", &announced);
    (answer.status, as_json(&answer))
}

pub fn piece(desk: &TestDesk, upload: &str, at: usize, bytes: &[u8]) -> (u16, Value) {
    let (at, kind) = (at.to_string(), "application/octet-stream");
    let more = [("Upload-Offset", at.as_str()), ("Content-Type", kind), ("Accept", "application/json")];
    let answer = desk.send("PATCH", &format!("/desk/uploads/{upload}"), &more, bytes);
    (answer.status, as_json(&answer))
}

/// Uploads a file in one piece, and gives what the desk says at last.
pub fn upload(desk: &TestDesk, name: &str, file: &[u8]) -> (u16, Value) {
    let (status, begun) = begin(desk, name, file, "");
    if status != 201 {
        return (status, begun);
    }
    piece(desk, begun["upload"].as_str().unwrap(), 0, file)
}

/// Uploads a file that must be taken in; its number.
pub fn uploaded(desk: &TestDesk, name: &str, file: &[u8]) -> i64 {
    let (status, said) = upload(desk, name, file);
    assert_eq!(status, 201, "{name}: {said}");
    said["media"]["id"].as_i64().unwrap()
}

fn holds(bytes: &[u8], what: &str) -> bool {
    bytes.windows(what.len()).any(|window| window == what.as_bytes())
}

#[test]
fn a_picture_comes_in_pieces_and_without_what_the_camera_wrote() {
    on_each(|app| {
        let desk = app.signed_in_as(Role::Contributor);
        let file = with_metadata(&photograph(700, 500));
        assert!(holds(&file, "SecretCamera") && holds(&file, "GPS48"));
        let sha256 = sha(&file);
        let (status, begun) = begin(&desk, "Quay_at-dawn.JPG", &file, &sha256);
        assert_eq!((status, &begun["offset"]), (201, &json!(0)));
        let id = begun["upload"].as_str().unwrap();
        let (first, rest) = file.split_at(file.len() / 2);
        assert_eq!(piece(&desk, id, 0, first), (200, json!({ "offset": first.len() })));
        // A piece that does not go on is not taken, and the true place is said.
        for wrong in [0, first.len() - 1, first.len() + 1] {
            let (status, said) = piece(&desk, id, wrong, rest);
            assert_eq!((status, &said["offset"]), (409, &json!(first.len())));
        }
        let (status, said) = piece(&desk, id, first.len(), rest);
        assert_eq!(status, 201, "{said}");
        let media = &said["media"];
        assert_eq!(media["caption"], "The quay at dawn");
        assert_eq!(media["credit"], "Ida Quill / Agency");
        assert_eq!(media["title"], "Quay at dawn");
        assert_eq!((&media["width"], &media["height"]), (&json!(700), &json!(500)));
        assert_eq!((&media["focus"], &media["name"]), (&Value::Null, &json!("quay_at-dawn.jpg")));
        let number = media["id"].as_i64().unwrap();
        for address in
            [format!("/desk/media/{number}/file"), format!("/desk/media/{number}/picture?width=480")]
        {
            let got = desk.get(&address);
            assert_eq!(got.status, 200, "{address}");
            for secret in ["SecretCamera", "GPS48", "Ida Quill"] {
                assert!(!holds(&got.bytes, secret), "{address} holds {secret}");
            }
            assert!(image::load_from_memory(&got.bytes).is_ok(), "{address}");
        }
        // The answer to the last piece may have been lost: asked again, it is the same.
        let asked = as_json(&desk.get(&format!("/desk/uploads/{id}")));
        assert_eq!(asked["media"]["id"], json!(number));
        assert_eq!(piece(&desk, id, file.len(), b"").1["media"]["id"], json!(number));
        // The file that the newsroom has is not sent again; nor is it there twice if nobody could tell its hash.
        let (status, said) = begin(&desk, "another.jpg", &file, &sha256);
        assert_eq!((status, &said["media"]["id"]), (200, &json!(number)));
        assert_eq!(uploaded(&desk, "another.jpg", &file), number);
        // Without its metadata it is the same picture.
        let bare = desk.get(&format!("/desk/media/{number}/file")).bytes;
        assert_eq!(uploaded(&desk, "bare.jpg", &bare), number);
        let check = app.command(&["check", "--files"]);
        assert!(check.status.success(), "{}", String::from_utf8_lossy(&check.stdout));
    });
}

#[test]
fn a_broken_piece_loses_nothing_that_came() {
    on_each(|app| {
        let desk = app.signed_in_as(Role::Author);
        let file: Vec<u8> = (0..3_000_000u32).flat_map(|n| n.to_be_bytes()).collect();
        let (_, begun) = begin(&desk, "measurements.dat", &file, "");
        let id = begun["upload"].as_str().unwrap().to_owned();
        // A connection that promises all and breaks after a part.
        let half = 5_000_000;
        {
            let mut stream = TcpStream::connect(app.address).unwrap();
            let head = format!(
                "PATCH /desk/uploads/{id} HTTP/1.1\r\nHost: courier.example\r\nCookie: __Host-dateline={}\r\nX-CSRF: {}\r\n\
                 Upload-Offset: 0\r\nContent-Length: {}\r\n\r\n",
                desk.session,
                dateline::accounts::secret::form_token(&desk.session),
                file.len()
            );
            stream.write_all(head.as_bytes()).unwrap();
            stream.write_all(&file[..half]).unwrap();
            stream.shutdown(Shutdown::Both).unwrap();
        }
        let at = |app: &TestApp| {
            let _ = app;
            as_json(&desk.get(&format!("/desk/uploads/{id}")))["offset"].as_u64().unwrap()
        };
        soon(|| at(&app) > 0);
        let offset = at(&app) as usize;
        assert!(offset <= half, "{offset}");
        let (status, said) = piece(&desk, &id, offset, &file[offset..]);
        assert_eq!(status, 201, "{said}");
        let got = desk.get(&format!("/desk/media/{}/file", said["media"]["id"]));
        assert!(got.bytes == file, "{} bytes of {}", got.bytes.len(), file.len());
        assert!(got.header("content-disposition").starts_with("attachment"));
    });
}

#[test]
fn an_upload_goes_on_after_a_restart_and_is_nobody_elses() {
    on_sqlite(|app| {
        let desk = app.signed_in_as(Role::Author);
        let file = photograph(300, 200);
        let (_, begun) = begin(&desk, "quay.jpg", &file, "");
        let id = begun["upload"].as_str().unwrap().to_owned();
        assert_eq!(piece(&desk, &id, 0, &file[..1000]).0, 200);
        let other = app.signed_in("Nosy Parker", Role::Administrator);
        assert_eq!(other.get(&format!("/desk/uploads/{id}")).status, 404);
        assert_eq!(piece(&other, &id, 1000, &file[1000..]).0, 404);
        let person = desk.person;
        let app = app.restarted(|_| {});
        let session = app.act(move |tx| actions::sign_in(tx, person, true, "a browser")).unwrap();
        let desk = app.desk(person, session);
        assert_eq!(as_json(&desk.get(&format!("/desk/uploads/{id}"))), json!({ "offset": 1000 }));
        assert_eq!(piece(&desk, &id, 1000, &file[1000..]).0, 201);
    });
}

#[test]
fn what_is_no_good_is_refused_with_a_reason_and_not_kept() {
    on_sqlite(|app| {
        let desk = app.signed_in_as(Role::Author);
        let html = b"<!doctype html><script>alert(1)</script>";
        let elf = b"\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\0\0\x02\0>\0";
        for (name, file, says) in [
            ("page.html", &html[..], "web page"),
            ("quay.jpg", html, "web page"),
            ("quay.png", elf, "program"),
            ("quay.jpg", b"%PDF-1.7 and so on", "its content is"),
            ("setup.exe", b"nothing in particular \x01\x02", ".exe"),
            ("quay.jpg", &photograph(64, 64)[..400], "damaged"),
        ] {
            let (status, said) = upload(&desk, name, file);
            let message = said["message"].as_str().unwrap_or_default();
            assert_eq!(status, 422, "{name}: {said}");
            assert!(message.contains(name) && message.contains(says), "{message}");
        }
        // A picture of 30,000² in a few bytes: its header alone is looked at.
        let mut bomb = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec();
        bomb.extend(30_000u32.to_be_bytes().repeat(2));
        bomb.extend([8, 6, 0, 0, 0]);
        let crc = crc32(&bomb[12..]);
        bomb.extend(crc.to_be_bytes());
        bomb.extend(b"\0\0\0\0IEND\xae\x42\x60\x82");
        let (status, said) = upload(&desk, "bomb.png", &bomb);
        assert!(status == 422 && said["message"].as_str().unwrap().contains("30000 × 30000"), "{said}");
        // Another file than was announced.
        let (_, begun) = begin(&desk, "notes.txt", b"what was said", &sha(b"other"));
        let (status, said) = piece(&desk, begun["upload"].as_str().unwrap(), 0, b"what was said");
        assert!(
            status == 422 && said["message"].as_str().unwrap().contains("did not come as it was sent"),
            "{said}"
        );
        let (_, begun) = begin(&desk, "notes.txt", b"short", "");
        let (status, said) = piece(&desk, begun["upload"].as_str().unwrap(), 0, b"longer than that");
        assert!(status == 422 && said["message"].as_str().unwrap().contains("more bytes"), "{said}");
        for announced in [
            json!({ "name": "a.txt", "bytes": 0 }),
            json!({ "name": "a.txt", "bytes": -5 }),
            json!({ "name": "a.txt", "bytes": 1, "sha256": "abc" }),
            json!({ "name": "a.txt", "bytes": 1_000_000_000_000i64 }),
            json!({ "name": 7 }),
            json!({ "name": "a.txt", "bytes": 1, "sha256": "é".repeat(32) }),
            json!([]),
        ] {
            let answer = desk.json("POST", "/desk/uploads", &announced);
            assert_eq!(answer.status, 422, "{announced}: {}", answer.text());
            assert!(as_json(&answer)["message"].is_string());
        }
        // An article that one may not know of is none.
        let announced = json!({ "name": "a.txt", "bytes": 1, "article": 4711 });
        assert_eq!(desk.json("POST", "/desk/uploads", &announced).status, 404);
        // Nothing of it is left, neither in the library nor on the disk.
        assert_eq!(as_json(&desk.get("/desk/media.json"))["items"], json!([]));
        let left = std::fs::read_dir(app.folder.join("files/incoming")).unwrap().count();
        assert_eq!(left, 0);
    });
}

/// PNG's checksum (PNG, third edition, annex D).
fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0u32, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |c, _| if c & 1 == 1 { 0xedb8_8320 ^ (c >> 1) } else { c >> 1 })
    })
}

#[test]
fn settings_limit_what_is_taken_in() {
    let app = TestApp::set(&[("upload_mb", "1"), ("picture_megapixels", "1")]);
    let desk = app.signed_in_as(Role::Author);
    let (status, said) = begin(&desk, "film.mp4", &vec![0; (1 << 20) + 1], "");
    assert!(status == 422 && said["message"].as_str().unwrap().contains("upload_mb"), "{said}");
    let (status, said) = upload(&desk, "quay.jpg", &photograph(1200, 1000));
    assert!(status == 422 && said["message"].as_str().unwrap().contains("more than 1 megapixels"), "{said}");
    assert_eq!(upload(&desk, "quay.jpg", &photograph(1000, 1000)).0, 201);
}

#[test]
fn what_could_run_is_handed_out_so_that_it_cannot() {
    on_sqlite(|app| {
        let desk = app.signed_in_as(Role::Author);
        let svg = br#"<svg xmlns="http://www.w3.org/2000/svg"><script>alert(document.cookie)</script></svg>"#;
        let number = uploaded(&desk, "mark.svg", svg);
        for address in
            [format!("/desk/media/{number}/file"), format!("/desk/media/{number}/picture?width=64")]
        {
            let got = desk.get(&address);
            assert_eq!((got.status, got.header("content-type")), (200, "image/svg+xml"));
            let policy = got.header("content-security-policy");
            assert!(policy.contains("sandbox") && policy.contains("default-src 'none'"), "{policy}");
            assert!(!policy.contains("allow-scripts"), "{policy}");
            assert!(got.header("content-disposition").starts_with("attachment"), "{address}");
            assert_eq!(got.header("x-content-type-options"), "nosniff");
            assert_eq!(got.header("cache-control"), "no-store");
        }
        let csv = uploaded(&desk, "table.csv", b"a,b\n<script>,2\n");
        let got = desk.get(&format!("/desk/media/{csv}/file"));
        assert!(
            got.header("content-disposition").starts_with("attachment")
                && got.header("content-type").contains("csv")
        );
    });
}

#[test]
fn a_picture_that_is_not_released_is_there_for_staff_alone() {
    on_each(|app| {
        let desk = app.signed_in_as(Role::Author);
        let file = photograph(640, 400);
        let number = uploaded(&desk, "quay.jpg", &file);
        assert_eq!(app.get(&format!("/desk/media/{number}/picture")).status, 303, "to sign in");
        let whole = desk.get(&format!("/desk/media/{number}/file"));
        let hash = sha(&whole.bytes);
        app.status(&format!("/media/{hash}/quay.jpg"), 404);
        app.act(move |tx| dateline::media::store::make_public(tx, number)).unwrap();
        app.status(&format!("/media/{hash}/quay.jpg"), 200);
        assert_eq!(desk.get("/desk/media/999999/picture").status, 404);
        assert_eq!(desk.get("/desk/media/999999/file").status, 404);
        assert_eq!(desk.get("/desk/media/x.json").status, 404);
    });
}
