//! How a file comes in, whoever brings it: judged by its content, a picture without its metadata and in several sizes.

use super::model::{Medium, Variant};
use crate::{
    config::Config,
    error::{Error, Result},
    files::{
        Class, Files, Kind,
        kind::judge,
        names::download_name,
        picture::{PictureError, PictureLimits, Plan, make_variants, strip},
    },
};
use std::path::Path;

/// What is taken in.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// Bytes of a file.
    pub bytes: u64,
    /// What a picture may cost.
    pub picture: PictureLimits,
}

impl Limits {
    /// Those of the settings.
    pub fn of(config: &Config) -> Limits {
        let usual = PictureLimits::default();
        Limits {
            bytes: config.upload_bytes,
            picture: PictureLimits { max_pixels: config.picture_pixels, ..usual },
        }
    }
}

/// Takes a file into the store: judged by its content, a picture without its metadata and in several sizes.
///
/// Blocks, for seconds if it is a large picture.
pub fn take_in(files: &Files, path: &Path, name: &str, as_said: &Medium, limits: &Limits) -> Result<Medium> {
    let refused = |why: String| Error::refused(name, why);
    let most = limits.bytes;
    let mut file = std::fs::File::open(path).map_err(Error::file(path))?;
    let length = file.metadata().map_err(Error::file(path))?.len();
    if length > most {
        return Err(refused(format!(
            "is {length} bytes long, more than the {most} that are taken in; raise upload_mb"
        )));
    }
    let kind = judge(name, &mut file).map_err(|e| refused(e.why))?;
    let mut medium = Medium { media_type: kind.content_type(), ..as_said.clone() };
    medium.name = download_name(name.rsplit_once('.').map_or(name, |(stem, _)| stem), ending(&kind, name));
    if kind.class == Class::Picture && kind.media_type != "image/svg+xml" {
        let max = limits.picture.max_bytes;
        if length > max {
            // Kept as it is, it would show readers where it was taken.
            return Err(refused(PictureError::TooManyBytes { bytes: length, max }.to_string()));
        }
        let bytes = std::fs::read(path).map_err(Error::file(path))?;
        take_in_picture(files, bytes, &mut medium, limits.picture).map_err(|e| refused(e.to_string()))?;
        return Ok(medium);
    }
    let stored = files.put_at_most(&mut file, most).map_err(|e| refused(e.to_string()))?;
    medium.hash = Some(stored.hash.to_string());
    medium.bytes = i64::try_from(stored.bytes).unwrap_or(i64::MAX);
    Ok(medium)
}

/// Puts a picture and its sizes into the store, and takes caption and credit from it where nobody wrote any.
fn take_in_picture(
    files: &Files,
    bytes: Vec<u8>,
    medium: &mut Medium,
    limits: PictureLimits,
) -> std::result::Result<(), Box<dyn std::error::Error>> {
    let made = make_variants(&bytes, &Plan { limits, ..Plan::default() })?;
    let stripped = strip(&bytes)?;
    drop(bytes);
    let stored = files.put_bytes(&stripped.bytes)?;
    medium.hash = Some(stored.hash.to_string());
    medium.bytes = i64::try_from(stored.bytes)?;
    medium.width = Some(i64::from(made.picture.width));
    medium.height = Some(i64::from(made.picture.height));
    medium.tint = made.colour.unwrap_or_default();
    medium.variants.clear();
    for variant in &made.variants {
        let stored = files.put_bytes(&variant.bytes)?;
        medium.variants.push(Variant {
            hash: stored.hash.to_string(),
            width: i64::from(variant.width),
            height: i64::from(variant.height),
            media_type: variant.media_type.to_owned(),
            bytes: i64::try_from(stored.bytes)?,
        });
    }
    let notes = stripped.notes;
    if medium.caption.is_empty() {
        medium.caption = notes.caption.unwrap_or_default();
    }
    if medium.credit.is_empty() {
        medium.credit = notes.credit.or(notes.byline).unwrap_or_default();
    }
    Ok(())
}

fn ending<'a>(kind: &Kind, name: &'a str) -> &'a str
where
    Kind: 'a,
{
    if kind.extension.is_empty() { extension(name) } else { kind.extension }
}

fn extension(name: &str) -> &str {
    name.rsplit_once('.').map_or("", |(_, end)| end)
}
