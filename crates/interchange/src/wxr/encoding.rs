//! Character encodings that exports come in, turned into UTF-8.
//!
//! What cannot be decoded becomes the byte 0xFF, which is invalid in UTF-8: the text's own
//! check then counts and replaces it like any other invalid byte.

const INVALID: u8 = 0xff;

/// What the bytes are in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Coding {
    Utf8,
    /// Also what "ISO-8859-1" means in practice (WHATWG Encoding Standard, 4.2).
    Windows1252,
    /// With a byte or a surrogate left over from the piece before.
    Utf16 {
        big: bool,
        byte: Option<u8>,
        high: Option<u16>,
    },
}

/// 0x80 to 0x9F of windows-1252; 0 where the byte stands for the control character of its number.
const HIGH: [u16; 32] = [
    0x20ac, 0, 0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160, 0x2039, 0x0152, 0,
    0x017d, 0, 0, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014, 0x02dc, 0x2122, 0x0161, 0x203a,
    0x0153, 0, 0x017e, 0x0178,
];

impl Coding {
    pub(super) fn utf16(big: bool) -> Self {
        Self::Utf16 { big, byte: None, high: None }
    }

    /// By the name in an XML declaration; None for one that is not read here.
    pub(super) fn named(name: &str) -> Option<Self> {
        match name.trim().to_ascii_lowercase().as_str() {
            "" | "utf-8" | "utf8" | "utf8mb4" | "us-ascii" | "ascii" => Some(Self::Utf8),
            "iso-8859-1" | "iso8859-1" | "iso_8859-1" | "latin1" | "latin-1" | "l1" | "windows-1252"
            | "cp1252" | "cp-1252" => Some(Self::Windows1252),
            _ => None,
        }
    }

    /// Appends `raw` to `out` as UTF-8. `last` says that nothing follows.
    pub(super) fn decode(&mut self, raw: &[u8], out: &mut Vec<u8>, last: bool) {
        match self {
            Self::Utf8 => out.extend_from_slice(raw),
            Self::Windows1252 => windows_1252(raw, out),
            Self::Utf16 { big, byte, high } => {
                for &b in raw {
                    match byte.take() {
                        None => *byte = Some(b),
                        Some(first) => {
                            let unit = [first, b];
                            let unit = if *big { u16::from_be_bytes(unit) } else { u16::from_le_bytes(unit) };
                            push_unit(unit, high, out);
                        }
                    }
                }
                if last && (byte.take().is_some() | high.take().is_some()) {
                    out.push(INVALID);
                }
            }
        }
    }
}

fn windows_1252(raw: &[u8], out: &mut Vec<u8>) {
    let mut utf8 = [0; 4];
    for run in raw.chunk_by(|a, b| a.is_ascii() == b.is_ascii()) {
        if run.first().is_some_and(u8::is_ascii) {
            out.extend_from_slice(run);
            continue;
        }
        for &b in run {
            let mapped = HIGH.get(usize::from(b).wrapping_sub(0x80)).copied().filter(|&unit| unit != 0);
            let c =
                char::from_u32(mapped.map_or(u32::from(b), u32::from)).unwrap_or(char::REPLACEMENT_CHARACTER);
            out.extend_from_slice(c.encode_utf8(&mut utf8).as_bytes());
        }
    }
}

fn push_unit(unit: u16, high: &mut Option<u16>, out: &mut Vec<u8>) {
    let mut utf8 = [0; 4];
    if let Some(first) = high.take() {
        if let Some(Ok(c)) = char::decode_utf16([first, unit]).next() {
            out.extend_from_slice(c.encode_utf8(&mut utf8).as_bytes());
            return;
        }
        out.push(INVALID);
    }
    match unit {
        0xd800..=0xdbff => *high = Some(unit),
        _ => match char::from_u32(u32::from(unit)) {
            Some(c) => out.extend_from_slice(c.encode_utf8(&mut utf8).as_bytes()),
            None => out.push(INVALID),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decoded(mut coding: Coding, raw: &[u8], step: usize) -> Vec<u8> {
        let mut out = Vec::new();
        for piece in raw.chunks(step) {
            coding.decode(piece, &mut out, false);
        }
        coding.decode(&[], &mut out, true);
        out
    }

    #[test]
    fn windows_1252_is_decoded() {
        assert_eq!(
            decoded(Coding::Windows1252, b"\x93caf\xe9\x94 \x80 \x81", 3),
            "“café” € \u{81}".as_bytes()
        );
    }

    #[test]
    fn utf_16_is_decoded_in_any_pieces() {
        let text = "Port Merrow — 🚢";
        for big in [false, true] {
            let raw: Vec<u8> = text
                .encode_utf16()
                .flat_map(|u| if big { u.to_be_bytes() } else { u.to_le_bytes() })
                .collect();
            for step in 1..6 {
                assert_eq!(decoded(Coding::utf16(big), &raw, step), text.as_bytes());
            }
        }
    }

    #[test]
    fn broken_utf_16_is_marked_and_not_lost() {
        assert_eq!(decoded(Coding::utf16(false), &[0x00, 0xd8, 0x41, 0x00, 0x42], 2), b"\xffA\xff");
        assert_eq!(decoded(Coding::utf16(false), &[0x00, 0xdc, 0x41, 0x00], 2), b"\xffA");
    }
}
