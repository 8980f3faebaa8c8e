//! Files that are put, found, cut off and given twice.

use std::io::{self, Read};

use super::*;

fn store() -> (tempfile::TempDir, Files) {
    let dir = tempfile::tempdir().unwrap();
    let files = Files::open(dir.path().join("files")).unwrap();
    (dir, files)
}

fn incoming(files: &Files) -> usize {
    fs::read_dir(files.dir().join(INCOMING)).unwrap().count()
}

#[test]
fn what_was_put_can_be_read_again_and_is_kept_once() {
    let (_dir, files) = store();
    let first = files.put(&b"The tide turns at nine."[..]).unwrap();
    assert_eq!((first.bytes, first.new), (23, true));
    let again = files.put(&b"The tide turns at nine."[..]).unwrap();
    assert_eq!(again, Stored { new: false, ..first });
    assert!(!files.put_bytes(b"The tide turns at nine.").unwrap().new);

    let mut text = String::new();
    files.open_file(&first.hash).unwrap().read_to_string(&mut text).unwrap();
    assert_eq!(text, "The tide turns at nine.");
    assert_eq!(files.len(&first.hash).unwrap(), 23);
    assert!(files.contains(&first.hash));
    assert_eq!(files.verify(&first.hash).unwrap(), 23);
    assert_eq!(incoming(&files), 0);
}

#[test]
fn a_file_longer_than_a_piece_is_whole() {
    let (_dir, files) = store();
    let bytes: Vec<u8> = (0..1_000_000u32).map(|n| (n % 251) as u8).collect();
    let stored = files.put(bytes.as_slice()).unwrap();
    assert_eq!(stored.hash, Hash::of(&bytes));
    assert_eq!(fs::read(files.path(&stored.hash)).unwrap(), bytes);
}

/// Gives some bytes, then fails as a cut connection does.
struct Cut(usize);
impl Read for Cut {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.0 == 0 {
            return Err(io::ErrorKind::ConnectionReset.into());
        }
        self.0 -= 1;
        buffer.fill(b'x');
        Ok(buffer.len())
    }
}

#[test]
fn a_broken_or_too_long_file_leaves_nothing() {
    let (_dir, files) = store();
    assert!(matches!(files.put(Cut(3)), Err(StoreError::Source(_))));
    assert!(matches!(
        files.put_at_most(io::repeat(b'x'), 1 << 20),
        Err(StoreError::TooLarge { max: 1_048_576 })
    ));
    assert_eq!(files.put_at_most(&b"four"[..], 4).unwrap().bytes, 4);
    assert_eq!(incoming(&files), 0);
    assert_eq!(files.iter().count(), 1);
}

#[test]
fn a_full_disk_leaves_nothing_and_says_so() {
    let (_dir, files) = store();
    let error = files.full_or("write", files.dir(), io::ErrorKind::StorageFull.into());
    assert!(error.to_string().contains("free some space"), "{error}");
    let other = files.full_or("write", files.dir(), io::ErrorKind::PermissionDenied.into());
    assert!(matches!(other, StoreError::Io { .. }));
}

#[test]
fn damage_is_found_and_mended_by_putting_the_file_again() {
    let (_dir, files) = store();
    let stored = files.put_bytes(b"whole").unwrap();
    fs::write(files.path(&stored.hash), b"who").unwrap();
    assert!(matches!(files.verify(&stored.hash), Err(StoreError::Damaged { .. })));
    assert!(files.put_bytes(b"whole").unwrap().new);
    assert_eq!(files.verify(&stored.hash).unwrap(), 5);
}

#[test]
fn what_is_missing_is_named() {
    let (_dir, files) = store();
    let hash = Hash::of(b"never stored");
    for error in [files.open_file(&hash).err(), files.len(&hash).err(), files.verify(&hash).err()] {
        assert!(matches!(error, Some(StoreError::Missing { hash: named }) if named == hash));
    }
    assert!(!files.remove(&hash).unwrap());
}

#[test]
fn the_walk_names_files_in_order_and_strangers() {
    let (_dir, files) = store();
    let mut hashes: Vec<Hash> = (0..20u8).map(|n| files.put_bytes(&[n]).unwrap().hash).collect();
    hashes.sort();
    let moved = files.put_bytes(b"moved by hand").unwrap().hash;
    let astray = files.dir().join(moved.to_string());
    fs::rename(files.path(&moved), &astray).unwrap();
    fs::write(files.dir().join("notes.txt"), "by hand").unwrap();
    fs::write(files.dir().join(INCOMING).join("1-2-3"), "unfinished").unwrap();

    let found: Vec<Found> = files.iter().collect::<Result<_, _>>().unwrap();
    let named: Vec<Hash> = found
        .iter()
        .filter_map(|found| if let Found::File { hash, .. } = found { Some(*hash) } else { None })
        .collect();
    assert_eq!(named, hashes);
    assert!(found.contains(&Found::Stranger(astray)));
    assert!(found.contains(&Found::Stranger(files.dir().join("notes.txt"))));
    assert_eq!(found.len(), 22);
}

#[test]
fn removal_and_the_sweep() {
    let (_dir, files) = store();
    let stored = files.put_bytes(b"to be erased").unwrap();
    assert!(files.remove(&stored.hash).unwrap());
    assert!(!files.contains(&stored.hash));

    let unfinished = files.dir().join(INCOMING).join("9-9-9");
    fs::write(&unfinished, "half").unwrap();
    Files::open(files.dir()).unwrap();
    assert!(unfinished.exists(), "another process may be writing it");
    files.sweep(SystemTime::now() + Duration::from_secs(60)).unwrap();
    assert!(!unfinished.exists());
}
