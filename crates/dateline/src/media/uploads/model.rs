//! An upload on its way.

use crate::{
    error::{Error, Result},
    files::Hash,
    values::line,
};

/// How long an upload that nobody goes on with is kept, in microseconds: two days, as long as the store keeps its pieces.
pub const KEPT_FOR: i64 = 2 * 86_400_000_000;
/// The most uploads that one person may have begun and not finished.
pub const MOST: i64 = 50;

/// What is to come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Announced {
    /// The file's name.
    pub name: String,
    /// Its length in bytes.
    pub bytes: i64,
    /// SHA-256 of its content, if the browser could tell.
    pub sha256: Option<Hash>,
    /// The article it is for.
    pub article: Option<i64>,
}

impl Announced {
    /// Takes what a browser says; `most` bytes are taken in.
    pub fn parse(name: &str, bytes: i64, sha256: &str, article: Option<i64>, most: u64) -> Result<Announced> {
        let name = line(name.rsplit(['/', '\\']).next().unwrap_or_default(), 200);
        let name = if name.is_empty() { "file".to_owned() } else { name };
        if bytes < 1 {
            return Err(Error::refused(name, "is empty; choose another file"));
        }
        if u64::try_from(bytes).is_ok_and(|bytes| bytes > most) {
            let (has, may) = (mib(bytes), most >> 20);
            return Err(Error::refused(
                name,
                format!(
                    "has {has} MiB, and {may} are taken in at most; make it smaller, or ask for `upload_mb` to be raised"
                ),
            ));
        }
        let sha256 = match sha256.trim() {
            "" => None,
            text => {
                let read = text.to_ascii_lowercase().parse::<Hash>();
                Some(read.map_err(|e| Error::refused("sha256", e.to_string()))?)
            }
        };
        Ok(Announced { name, bytes, sha256, article: article.filter(|n| *n > 0) })
    }
}

fn mib(bytes: i64) -> i64 {
    (bytes >> 20) + i64::from(bytes % (1 << 20) > 0)
}

/// An upload.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Upload {
    /// Its name in addresses: nobody guesses it.
    pub id: String,
    /// Who brings it.
    pub person: i64,
    /// What is to come.
    pub announced: Announced,
    /// So much is on the disk.
    pub received: i64,
    /// What it became.
    pub media: Option<i64>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_announced_is_read_or_refused() {
        let read = |name, bytes, sha| Announced::parse(name, bytes, sha, None, 1 << 20);
        assert_eq!(read("C:\\fakepath\\a\u{202e}b.jpg", 1, "").unwrap().name, "ab.jpg");
        assert_eq!(read("../../etc/passwd", 1, "").unwrap().name, "passwd");
        assert!(read("a", 0, "").is_err() && read("a", -1, "").is_err());
        assert!(read("a", (1 << 20) + 1, "").unwrap_err().to_string().contains("2 MiB"));
        assert!(read("a", 1 << 20, "").is_ok());
        assert!(read("a", 1, "abc").is_err());
        assert_eq!(read("a", 1, &"AB".repeat(32)).unwrap().sha256.unwrap().to_string(), "ab".repeat(32));
    }
}
