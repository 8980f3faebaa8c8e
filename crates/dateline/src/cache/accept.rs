//! `Accept-Encoding`, RFC 9110, §12.5.3.

use http::HeaderMap;
use http::header::ACCEPT_ENCODING;

/// A content coding that pages are served in. The order is that of preference where a client
/// likes two equally: smallest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// `br`, RFC 7932.
    Brotli,
    /// `zstd`, RFC 8878 with the window of RFC 9659.
    Zstd,
    /// `gzip`, RFC 1952.
    Gzip,
    /// No coding.
    Identity,
}

impl Encoding {
    /// All of them, in the order of preference.
    pub const ALL: [Encoding; 4] = [Encoding::Brotli, Encoding::Zstd, Encoding::Gzip, Encoding::Identity];

    /// Its name in `Content-Encoding`; none for no coding.
    pub fn name(self) -> Option<&'static str> {
        match self {
            Encoding::Brotli => Some("br"),
            Encoding::Zstd => Some("zstd"),
            Encoding::Gzip => Some("gzip"),
            Encoding::Identity => None,
        }
    }

    fn named(name: &str) -> Option<Encoding> {
        let is = |known: &str| name.eq_ignore_ascii_case(known);
        if is("gzip") || is("x-gzip") {
            // RFC 9110, §8.4.1.3: x-gzip is the same coding.
            Some(Encoding::Gzip)
        } else if is("br") {
            Some(Encoding::Brotli)
        } else if is("zstd") {
            Some(Encoding::Zstd)
        } else if is("identity") {
            Some(Encoding::Identity)
        } else {
            None
        }
    }
}

/// How much a client likes each coding, in thousandths; 0 is never.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AcceptEncoding {
    weights: [u16; 4],
}

impl AcceptEncoding {
    /// What a client takes that sends no such header, or an empty one: no coding. (The RFC lets a
    /// server send any coding to a client without the header; some of those cannot read one.)
    pub const NONE: AcceptEncoding = AcceptEncoding { weights: [0, 0, 0, LAST_RESORT] };

    /// Reads the header's value. Nothing is refused: a part that cannot be read counts as absent,
    /// since a wrong preference is no reason to deny a reader the page.
    pub fn parse(value: &str) -> Self {
        Self::read(std::iter::once(value))
    }

    /// Reads a request's headers; several lines count as one list (RFC 9110, §5.3).
    pub fn of(headers: &HeaderMap) -> Self {
        Self::read(headers.get_all(ACCEPT_ENCODING).iter().filter_map(|value| value.to_str().ok()))
    }

    /// The client's weight for a coding, 0 to 1000.
    pub fn weight(self, encoding: Encoding) -> u16 {
        self.weights[encoding as usize]
    }

    /// Whether the client takes a coding at all.
    pub fn takes(self, encoding: Encoding) -> bool {
        self.weight(encoding) > 0
    }

    /// Of some codings, in our order of preference, the one the client likes best.
    pub(super) fn best_of(self, encodings: impl IntoIterator<Item = Encoding>) -> Option<Encoding> {
        let mut best = None;
        let mut weight = 0;
        for encoding in encodings {
            if self.weight(encoding) > weight {
                weight = self.weight(encoding);
                best = Some(encoding);
            }
        }
        best
    }

    fn read<'a>(lines: impl Iterator<Item = &'a str>) -> Self {
        let mut named: [Option<u16>; 4] = [None; 4];
        let mut others = None;
        for part in lines.flat_map(|line| line.split(',')) {
            let (coding, parameters) = part.split_once(';').unwrap_or((part, ""));
            let Some(weight) = weight_in(parameters) else { continue };
            let coding = coding.trim_matches(OWS);
            let slot = if coding == "*" {
                &mut others
            } else if let Some(encoding) = Encoding::named(coding) {
                &mut named[encoding as usize]
            } else {
                continue;
            };
            *slot = Some(slot.map_or(weight, |before: u16| before.max(weight)));
        }
        // `*` stands for what is not named; no coding is taken unless it is ruled out, but is
        // liked less than anything that is named.
        let mut weights = named.map(|weight| weight.or(others).unwrap_or(0));
        if named[Encoding::Identity as usize].is_none() && others != Some(0) {
            weights[Encoding::Identity as usize] = LAST_RESORT;
        }
        AcceptEncoding { weights }
    }
}

const OWS: [char; 2] = [' ', '\t'];

/// The least weight there is, in thousandths.
const LAST_RESORT: u16 = 1;

/// The weight among a coding's parameters: 1000 if there is none, nothing if it cannot be read.
fn weight_in(parameters: &str) -> Option<u16> {
    for parameter in parameters.split(';') {
        let Some((name, value)) = parameter.split_once('=') else { continue };
        if name.trim_matches(OWS).eq_ignore_ascii_case("q") {
            return thousandths(value.trim_matches(OWS));
        }
    }
    Some(1000)
}

/// RFC 9110, §12.4.2: `0`, `1`, or a fraction of at most three digits.
fn thousandths(value: &str) -> Option<u16> {
    let (whole, fraction) = value.split_once('.').unwrap_or((value, ""));
    if fraction.len() > 3 || !fraction.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let mut weight = match whole {
        "0" => 0,
        "1" => 1000,
        _ => return None,
    };
    let mut worth = 100;
    for digit in fraction.bytes() {
        weight += u16::from(digit - b'0') * worth;
        worth /= 10;
    }
    (weight <= 1000).then_some(weight)
}
