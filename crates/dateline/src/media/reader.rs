//! What readers see of pictures and files.

use super::model::{Focus, Variant};
use crate::{db::Sql, error::Result, params};

/// A picture or file that readers may see.
#[derive(Debug, Clone)]
pub struct Shown {
    /// The number.
    pub id: i64,
    /// SHA-256 in hex; `None` when it is at its old address.
    pub hash: Option<String>,
    /// A readable name.
    pub name: String,
    /// The type, judged by content.
    pub media_type: String,
    /// Length in bytes; 0 when it is not here.
    pub bytes: i64,
    /// Pixels.
    pub width: Option<i64>,
    /// Pixels.
    pub height: Option<i64>,
    /// What a download is called.
    pub title: String,
    /// What a picture shows.
    pub alt: String,
    /// The line below a picture.
    pub caption: String,
    /// Who made it.
    pub credit: String,
    /// The colour that stands in its place until it has come; may be empty.
    pub tint: String,
    /// What a crop keeps in sight.
    pub focus: Option<Focus>,
    /// Smaller versions.
    pub variants: Vec<Variant>,
    /// The old address.
    pub remote: Option<String>,
}

impl Shown {
    /// The address of the file itself: by content, so that it never changes.
    pub fn href(&self) -> String {
        match (&self.hash, &self.remote) {
            (Some(hash), _) => address(hash, &self.name),
            (None, Some(remote)) => remote.clone(),
            (None, None) => String::new(),
        }
    }
}

/// The address of a file by content, with a readable name.
pub fn address(hash: &str, name: &str) -> String {
    format!(
        "/media/{hash}/{}",
        percent_encoding::utf8_percent_encode(name, percent_encoding::NON_ALPHANUMERIC)
            .to_string()
            .replace("%2E", ".")
            .replace("%2D", "-")
            .replace("%5F", "_")
    )
}

/// A picture or file that was released.
pub fn medium(sql: &mut Sql<'_>, id: i64) -> Result<Option<Shown>> {
    sql.row(
        "SELECT hash, name, media_type, bytes, width, height, title, alt, caption, credit, variants, remote, tint,
             focus_x, focus_y
         FROM published_media WHERE id = ?1",
        params![id],
        |row| {
            Ok(Shown {
                id,
                hash: row.opt_text(0)?,
                name: row.text(1)?,
                media_type: row.text(2)?,
                bytes: row.int(3)?,
                width: row.opt_int(4)?,
                height: row.opt_int(5)?,
                title: row.text(6)?,
                alt: row.text(7)?,
                caption: row.text(8)?,
                credit: row.text(9)?,
                variants: row.json(10)?,
                remote: row.opt_text(11)?,
                tint: row.text(12)?,
                focus: Focus::of_stored(row.opt_int(13)?, row.opt_int(14)?),
            })
        },
    )
}

/// The type and length of a file that readers may fetch; of one that was erased the type is empty.
pub fn file(sql: &mut Sql<'_>, hash: &str) -> Result<Option<(String, i64)>> {
    sql.row("SELECT media_type, bytes FROM published_files WHERE hash = ?1", params![hash], |row| {
        Ok((row.text(0)?, row.int(1)?))
    })
}
