//! Codes of an app (TOTP, RFC 6238): six digits, half a minute each, of the step before and the step after as well (5.2).

use crate::{
    error::{Error, Result},
    secrets,
};
use qrcodegen::{QrCode, QrCodeEcc};
use std::fmt::Write;
use totp_rs::{Builder, Secret, Totp};

/// An app that makes codes, as it is kept.
#[derive(Debug, Clone)]
pub struct CodeApp {
    /// Its secret, in base 32.
    pub secret: String,
    /// Whether a code of it was given, so that it counts.
    pub confirmed: bool,
    /// The step whose code was used last.
    pub last_step: i64,
}

/// A new secret in base 32: 20 bytes, as long as the hash (RFC 4226, 4).
pub fn new_secret() -> Result<String> {
    Ok(Secret::from(secrets::random::<20>()?.to_vec()).to_base32())
}

fn app(secret: &str, site: &str, email: &str) -> Result<Totp> {
    let damaged = |_| Error::Damaged("the secret of an app that makes codes".into());
    let secret = Secret::try_from_base32(secret).map_err(damaged)?;
    // Neither may hold a colon, which parts them (Key Uri Format).
    let plain = |text: &str| text.replace(':', " ");
    let app =
        Builder::new().with_secret(secret).with_issuer(Some(plain(site))).with_account_name(plain(email));
    app.build().map_err(|e| Error::Internal(format!("an app for codes: {e}")))
}

/// What was typed, without spaces, in plain digits: an app may show them in threes, a keyboard in Persian.
pub fn plain(typed: &str) -> String {
    let digit = |c: char| match c {
        '۰'..='۹' => char::from_digit(c as u32 - '۰' as u32, 10),
        '٠'..='٩' => char::from_digit(c as u32 - '٠' as u32, 10),
        c if c.is_ascii_alphanumeric() => Some(c.to_ascii_lowercase()),
        _ => None,
    };
    typed.chars().filter_map(digit).take(64).collect()
}

/// Whether a text (as [`plain`] leaves it) has the form of a code.
pub fn is_code(typed: &str) -> bool {
    typed.len() == 6 && typed.bytes().all(|b| b.is_ascii_digit())
}

/// The step that a code is of, at a moment (UTC microseconds), if it is one of the three that count.
pub fn step(secret: &str, code: &str, at: i64) -> Result<Option<i64>> {
    let seconds = u64::try_from(at.div_euclid(1_000_000)).unwrap_or(0);
    let step = app(secret, "", "")?.check(code, seconds);
    Ok(step.and_then(|step| i64::try_from(step).ok()))
}

/// The address that an app reads from a picture.
pub fn address(secret: &str, site: &str, email: &str) -> Result<String> {
    let site = if site.trim().is_empty() { "Dateline" } else { site };
    app(secret, site, email)?.to_url().map_err(|e| Error::Internal(format!("an app for codes: {e}")))
}

/// A QR code: how many modules a side has with the quiet zone around it (ISO/IEC 18004, 9.1), and the dark ones as a path.
pub fn picture(address: &str) -> Option<(i32, String)> {
    const QUIET: i32 = 4;
    let code = QrCode::encode_text(address, QrCodeEcc::Medium).ok()?;
    let mut path = String::new();
    for y in 0..code.size() {
        let mut x = 0;
        while x < code.size() {
            let begin = x;
            while x < code.size() && code.get_module(x, y) {
                x += 1;
            }
            if x > begin {
                let _ = write!(path, "M{} {}h{}v1h-{}z", begin + QUIET, y + QUIET, x - begin, x - begin);
            }
            x += 1;
        }
    }
    Some((code.size() + 2 * QUIET, path))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_codes_of_the_rfc() {
        // RFC 6238, appendix B, in six digits.
        let secret = Secret::from(b"12345678901234567890".to_vec()).to_base32();
        assert_eq!(secret, "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
        for (seconds, code) in [(59, "287082"), (1_111_111_109, "081804"), (20_000_000_000, "353130")] {
            let at = |seconds: i64| step(&secret, code, seconds * 1_000_000).unwrap();
            assert_eq!(at(seconds), Some(seconds / 30));
            assert_eq!(at(seconds + 30), Some(seconds / 30), "of the step before");
            assert_eq!(at(seconds + 90), None);
        }
        assert_eq!(step(&secret, "28708", 59_000_000).unwrap(), None);
        assert!(step("not base 32!", "287082", 0).is_err());
    }

    #[test]
    fn what_is_typed_is_read_kindly() {
        assert_eq!(plain(" 287 082\n"), "287082");
        assert_eq!(plain("۲۸۷۰۸۲"), "287082");
        assert!(is_code(&plain("287-082")) && !is_code("28708a") && !is_code("2870821"));
    }

    #[test]
    fn an_app_can_read_the_picture() {
        let secret = new_secret().unwrap();
        let address = address(&secret, "The Courier: desk", "ines@courier.example").unwrap();
        assert!(
            address.starts_with("otpauth://totp/The%20Courier%20%20desk:ines%40courier.example?"),
            "{address}"
        );
        assert!(address.contains(&format!("secret={secret}")), "{address}");
        let (size, path) = picture(&address).unwrap();
        // The upper left corner of every code: a dark row of seven.
        assert!(size > 29 && path.starts_with("M4 4h7v1h-7z"), "{size} {path}");
    }
}
