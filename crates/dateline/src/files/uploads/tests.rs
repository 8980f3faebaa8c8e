use super::*;
use proptest::prelude::*;

/// What is left of a name without all its endings; `None` if it has none.
fn original_of(name: &str) -> Option<String> {
    known_as(name).into_iter().rev().nth(1).filter(|shortest| shortest != name)
}

fn folder() -> (tempfile::TempDir, Uploads) {
    let dir = tempfile::tempdir().unwrap();
    let root = dir.path().join("uploads");
    let month = root.join("2024/03");
    fs::create_dir_all(&month).unwrap();
    let names = [
        "quay.jpg",
        "mole-scaled.jpg",
        "Harbour.JPG",
        "cafe\u{301}.png",
        "fish & chips.pdf",
        "map-100x100.png",
    ];
    for name in names {
        fs::write(month.join(name), name).unwrap();
    }
    fs::write(dir.path().join("secret.txt"), "outside").unwrap();
    let uploads = Uploads::open(&root).unwrap();
    (dir, uploads)
}

fn found(uploads: &Uploads, address: &str) -> Option<String> {
    let path = uploads.find(address).unwrap()?;
    Some(path.file_name().unwrap().to_str().unwrap().to_owned())
}

#[test]
fn files_are_found_as_articles_name_them() {
    let (_dir, uploads) = folder();
    for (address, name) in [
        ("2024/03/quay.jpg", "quay.jpg"),
        ("2024//03/quay.jpg", "quay.jpg"),
        ("2024/03/quay-1024x683.jpg", "quay.jpg"),
        ("2024/03/quay-scaled.jpg", "quay.jpg"),
        ("2024/03/quay-e1612345678901-150x150.jpg", "quay.jpg"),
        ("2024/03/mole-300x200.jpg", "mole-scaled.jpg"),
        ("2024/03/map-100x100.png", "map-100x100.png"),
        ("2024/03/harbour.jpg", "Harbour.JPG"),
        ("2024/03/caf%C3%A9.png", "cafe\u{301}.png"),
        ("2024/03/fish%20%26%20chips.pdf", "fish & chips.pdf"),
    ] {
        assert_eq!(found(&uploads, address).as_deref(), Some(name), "{address}");
    }
    for address in ["", "2024", "2024/03", "2024/04/quay.jpg", "2024/03/quay.jpg/x", "2024/03/pier-10x10.jpg"]
    {
        assert_eq!(found(&uploads, address), None, "{address}");
    }
}

#[test]
fn a_path_out_of_the_folder_is_refused() {
    let (_dir, uploads) = folder();
    for address in [
        "../secret.txt",
        "2024/../../secret.txt",
        "%2e%2e/secret.txt",
        "2024/%2e%2e%2f%2e%2e%2fsecret.txt",
        "/etc/passwd",
        "%2fetc/passwd",
        "..\\secret.txt",
        "2024%5c..%5csecret.txt",
        "2024/03/quay.jpg%00.txt",
        "%c0%ae%c0%ae/secret.txt",
        ".htaccess",
        "2024/.git/config",
    ] {
        assert!(uploads.find(address).is_err(), "{address}");
    }
    // Encoded twice: decoded once, it names a file that nobody has.
    assert_eq!(found(&uploads, "%252e%252e/secret.txt"), None);
}

#[cfg(unix)]
#[test]
fn a_link_may_stay_inside_and_not_leave() {
    use std::os::unix::fs::symlink;
    let (dir, uploads) = folder();
    let root = dir.path().join("uploads");
    symlink(root.join("2024/03/quay.jpg"), root.join("inside.jpg")).unwrap();
    symlink(dir.path().join("secret.txt"), root.join("outside.txt")).unwrap();
    symlink(dir.path(), root.join("up")).unwrap();
    assert_eq!(found(&uploads, "inside.jpg").as_deref(), Some("quay.jpg"));
    assert!(uploads.find("outside.txt").is_err());
    assert!(uploads.find("up/secret.txt").is_err());
    // By another case the name would come from a listing, and no listing is made out there.
    assert_eq!(found(&uploads, "up/SECRET.txt"), None);
}

#[test]
fn the_suffixes_of_wordpress() {
    for (name, original) in [
        ("photo-1024x683.jpg", Some("photo.jpg")),
        ("photo-scaled.jpg", Some("photo.jpg")),
        ("photo-rotated.jpg", Some("photo.jpg")),
        ("photo-e1612345678901.jpg", Some("photo.jpg")),
        ("photo-e1612345678901-300x200.jpg", Some("photo.jpg")),
        ("a-b-c-300x200.webp", Some("a-b-c.webp")),
        ("photo.jpg", None),
        ("photo-300x.jpg", None),
        ("photo-e16.jpg", None),
        ("-300x200.jpg", None),
        ("photo-300x200", None),
    ] {
        assert_eq!(original_of(name).as_deref(), original, "{name}");
    }
}

/// Lists of traversals that attackers use, when they are at hand.
#[test]
fn no_known_traversal_leaves_the_folder() {
    let lists =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/material/attack/payloads/traversal");
    let Ok(lists) = fs::read_dir(&lists) else {
        println!("skipped: no lists of traversals at {}", lists.display());
        return;
    };
    let (_dir, uploads) = folder();
    let mut tried = 0;
    for list in lists.flatten() {
        for line in String::from_utf8_lossy(&fs::read(list.path()).unwrap()).lines() {
            for file in ["secret.txt", "etc/passwd"] {
                let address = line.replace("{FILE}", file);
                tried += 1;
                if let Ok(Some(path)) = uploads.find(&address) {
                    panic!("{address} reached {}", path.display());
                }
            }
        }
    }
    assert!(tried > 100);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn no_address_leaves_the_folder(address in "([.]{1,2}|%2e|%2f|%5c|/|[a-zA-Z0-9-]{0,4}|\\PC){0,12}") {
        let (_dir, uploads) = folder();
        if let Ok(Some(path)) = uploads.find(&address) {
            prop_assert!(path.starts_with(&uploads.root));
        }
    }
}

#[test]
fn a_size_is_known_by_what_it_was_made_from() {
    assert_eq!(
        known_as("quay-scaled-300x200.jpg"),
        [
            "quay-scaled-300x200.jpg",
            "quay-scaled-300x200-scaled.jpg",
            "quay-scaled.jpg",
            "quay-scaled-scaled.jpg",
            "quay.jpg",
            "quay-scaled.jpg"
        ]
    );
    assert_eq!(known_as("quay"), ["quay", "quay-scaled"]);
}
