//! Entities in text: XML's five, numbers, and those of HTML 4, which exports use although XML
//! does not know them. None is ever declared by a file, so none can expand to more than a character.

use memchr::memchr;

/// The longest name or number looked for after `&`.
const LONGEST: usize = 32;

/// What was met on the way, with the offset of the first in the decoded text.
#[derive(Debug, Default)]
pub(super) struct Met {
    pub(super) bare: Count,
    pub(super) html: Count,
    pub(super) unknown: Count,
    /// Numbers that stand for no character, or for one that XML forbids.
    pub(super) forbidden: Count,
}

/// How many, and the first of them.
#[derive(Debug, Default)]
pub(super) struct Count {
    pub(super) n: u64,
    pub(super) at: usize,
    pub(super) first: String,
}

impl Count {
    pub(super) fn add(&mut self, at: usize, what: &[u8]) {
        if self.n == 0 {
            self.at = at;
            self.first = String::from_utf8_lossy(what).into_owned();
        }
        self.n += 1;
    }
}

/// Appends `text` with its entities decoded; what is no entity stays as it stood.
pub(super) fn decode(mut text: &[u8], out: &mut Vec<u8>, met: &mut Met) {
    while let Some(at) = memchr(b'&', text) {
        let (plain, tail) = text.split_at(at);
        out.extend_from_slice(plain);
        let inside = tail.get(1..).unwrap_or_default();
        let end = memchr(b';', inside.get(..LONGEST).unwrap_or(inside));
        let name = end.and_then(|end| inside.get(..end)).filter(|name| is_name(name));
        let Some(name) = name else {
            met.bare.add(out.len(), b"");
            out.push(b'&');
            text = inside;
            continue;
        };
        let whole = tail.get(..name.len() + 2).unwrap_or_default();
        one(name, whole, out, met);
        text = tail.get(whole.len()..).unwrap_or_default();
    }
    out.extend_from_slice(text);
}

fn is_name(name: &[u8]) -> bool {
    let rest = name.strip_prefix(b"#").unwrap_or(name);
    !rest.is_empty() && rest.iter().all(u8::is_ascii_alphanumeric)
}

fn one(name: &[u8], whole: &[u8], out: &mut Vec<u8>, met: &mut Met) {
    let mut utf8 = [0; 4];
    let c = match name {
        b"amp" => Some('&'),
        b"lt" => Some('<'),
        b"gt" => Some('>'),
        b"quot" => Some('"'),
        b"apos" => Some('\''),
        [b'#', number @ ..] => match numbered(number) {
            Some(c) => Some(c),
            None => {
                met.forbidden.add(out.len(), whole);
                Some(char::REPLACEMENT_CHARACTER)
            }
        },
        _ => {
            let html = named(name);
            let tally = if html.is_some() { &mut met.html } else { &mut met.unknown };
            tally.add(out.len(), whole);
            html
        }
    };
    match c {
        Some(c) => out.extend_from_slice(c.encode_utf8(&mut utf8).as_bytes()),
        None => out.extend_from_slice(whole),
    }
}

fn numbered(number: &[u8]) -> Option<char> {
    let text = std::str::from_utf8(number).ok()?;
    let code = match text.strip_prefix(['x', 'X']) {
        Some(hex) => u32::from_str_radix(hex, 16).ok()?,
        None => text.parse().ok()?,
    };
    // XML 1.0, 2.2: of the controls below 0x20 only these three.
    let allowed = code >= 0x20 || matches!(code, 0x9 | 0xa | 0xd);
    char::from_u32(code).filter(|_| allowed)
}

fn named(name: &[u8]) -> Option<char> {
    let at = HTML4.binary_search_by(|(known, _)| known.as_bytes().cmp(name)).ok()?;
    HTML4.get(at).and_then(|&(_, code)| char::from_u32(u32::from(code)))
}

/// HTML 4.01, section 24, but for those that XML has itself; sorted by name.
#[rustfmt::skip]
const HTML4: &[(&str, u16)] = &[
    ("AElig", 198), ("Aacute", 193), ("Acirc", 194), ("Agrave", 192), ("Alpha", 913), ("Aring", 197),
    ("Atilde", 195), ("Auml", 196), ("Beta", 914), ("Ccedil", 199), ("Chi", 935), ("Dagger", 8225),
    ("Delta", 916), ("ETH", 208), ("Eacute", 201), ("Ecirc", 202), ("Egrave", 200), ("Epsilon", 917),
    ("Eta", 919), ("Euml", 203), ("Gamma", 915), ("Iacute", 205), ("Icirc", 206), ("Igrave", 204),
    ("Iota", 921), ("Iuml", 207), ("Kappa", 922), ("Lambda", 923), ("Mu", 924), ("Ntilde", 209), ("Nu", 925),
    ("OElig", 338), ("Oacute", 211), ("Ocirc", 212), ("Ograve", 210), ("Omega", 937), ("Omicron", 927),
    ("Oslash", 216), ("Otilde", 213), ("Ouml", 214), ("Phi", 934), ("Pi", 928), ("Prime", 8243), ("Psi", 936),
    ("Rho", 929), ("Scaron", 352), ("Sigma", 931), ("THORN", 222), ("Tau", 932), ("Theta", 920),
    ("Uacute", 218), ("Ucirc", 219), ("Ugrave", 217), ("Upsilon", 933), ("Uuml", 220), ("Xi", 926),
    ("Yacute", 221), ("Yuml", 376), ("Zeta", 918), ("aacute", 225), ("acirc", 226), ("acute", 180),
    ("aelig", 230), ("agrave", 224), ("alefsym", 8501), ("alpha", 945), ("and", 8743), ("ang", 8736),
    ("aring", 229), ("asymp", 8776), ("atilde", 227), ("auml", 228), ("bdquo", 8222), ("beta", 946),
    ("brvbar", 166), ("bull", 8226), ("cap", 8745), ("ccedil", 231), ("cedil", 184), ("cent", 162),
    ("chi", 967), ("circ", 710), ("clubs", 9827), ("cong", 8773), ("copy", 169), ("crarr", 8629), ("cup", 8746),
    ("curren", 164), ("dArr", 8659), ("dagger", 8224), ("darr", 8595), ("deg", 176), ("delta", 948),
    ("diams", 9830), ("divide", 247), ("eacute", 233), ("ecirc", 234), ("egrave", 232), ("empty", 8709),
    ("emsp", 8195), ("ensp", 8194), ("epsilon", 949), ("equiv", 8801), ("eta", 951), ("eth", 240),
    ("euml", 235), ("euro", 8364), ("exist", 8707), ("fnof", 402), ("forall", 8704), ("frac12", 189),
    ("frac14", 188), ("frac34", 190), ("frasl", 8260), ("gamma", 947), ("ge", 8805), ("hArr", 8660),
    ("harr", 8596), ("hearts", 9829), ("hellip", 8230), ("iacute", 237), ("icirc", 238), ("iexcl", 161),
    ("igrave", 236), ("image", 8465), ("infin", 8734), ("int", 8747), ("iota", 953), ("iquest", 191),
    ("isin", 8712), ("iuml", 239), ("kappa", 954), ("lArr", 8656), ("lambda", 955), ("lang", 9001),
    ("laquo", 171), ("larr", 8592), ("lceil", 8968), ("ldquo", 8220), ("le", 8804), ("lfloor", 8970),
    ("lowast", 8727), ("loz", 9674), ("lrm", 8206), ("lsaquo", 8249), ("lsquo", 8216), ("macr", 175),
    ("mdash", 8212), ("micro", 181), ("middot", 183), ("minus", 8722), ("mu", 956), ("nabla", 8711),
    ("nbsp", 160), ("ndash", 8211), ("ne", 8800), ("ni", 8715), ("not", 172), ("notin", 8713), ("nsub", 8836),
    ("ntilde", 241), ("nu", 957), ("oacute", 243), ("ocirc", 244), ("oelig", 339), ("ograve", 242),
    ("oline", 8254), ("omega", 969), ("omicron", 959), ("oplus", 8853), ("or", 8744), ("ordf", 170),
    ("ordm", 186), ("oslash", 248), ("otilde", 245), ("otimes", 8855), ("ouml", 246), ("para", 182),
    ("part", 8706), ("permil", 8240), ("perp", 8869), ("phi", 966), ("pi", 960), ("piv", 982), ("plusmn", 177),
    ("pound", 163), ("prime", 8242), ("prod", 8719), ("prop", 8733), ("psi", 968), ("rArr", 8658),
    ("radic", 8730), ("rang", 9002), ("raquo", 187), ("rarr", 8594), ("rceil", 8969), ("rdquo", 8221),
    ("real", 8476), ("reg", 174), ("rfloor", 8971), ("rho", 961), ("rlm", 8207), ("rsaquo", 8250),
    ("rsquo", 8217), ("sbquo", 8218), ("scaron", 353), ("sdot", 8901), ("sect", 167), ("shy", 173),
    ("sigma", 963), ("sigmaf", 962), ("sim", 8764), ("spades", 9824), ("sub", 8834), ("sube", 8838),
    ("sum", 8721), ("sup", 8835), ("sup1", 185), ("sup2", 178), ("sup3", 179), ("supe", 8839), ("szlig", 223),
    ("tau", 964), ("there4", 8756), ("theta", 952), ("thetasym", 977), ("thinsp", 8201), ("thorn", 254),
    ("tilde", 732), ("times", 215), ("trade", 8482), ("uArr", 8657), ("uacute", 250), ("uarr", 8593),
    ("ucirc", 251), ("ugrave", 249), ("uml", 168), ("upsih", 978), ("upsilon", 965), ("uuml", 252),
    ("weierp", 8472), ("xi", 958), ("yacute", 253), ("yen", 165), ("yuml", 255), ("zeta", 950), ("zwj", 8205),
    ("zwnj", 8204),
];

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) -> Met {
        let (mut out, mut met) = (Vec::new(), Met::default());
        decode(text.as_bytes(), &mut out, &mut met);
        assert_eq!(String::from_utf8_lossy(&out), expected);
        met
    }

    #[test]
    fn the_table_can_be_searched() {
        assert!(HTML4.is_sorted_by(|a, b| a.0 < b.0));
        assert_eq!(named(b"eacute"), Some('é'));
        assert_eq!(named(b"Eacute"), Some('É'));
        assert_eq!(named(b"hellip"), Some('…'));
    }

    #[test]
    fn entities_are_decoded_once() {
        check("a &amp;lt; b &lt;&gt;&quot;&apos; &#233;&#xE9;&#x1F6A2;", "a &lt; b <>\"' éé🚢");
    }

    #[test]
    fn what_is_no_entity_stays() {
        let met = check("Fish & chips; ?a=1&b=2 &; &#; &;& A&B", "Fish & chips; ?a=1&b=2 &; &#; &;& A&B");
        assert_eq!(met.bare.n, 7);
        assert_eq!(met.bare.at, 5);
        let met = check("&lol1; &nbsp;x &eacute;", "&lol1; \u{a0}x é");
        assert_eq!((met.unknown.n, met.unknown.first.as_str(), met.html.n), (1, "&lol1;", 2));
    }

    #[test]
    fn numbers_without_a_character_are_replaced() {
        let met = check("&#0;&#xD800;&#99999999999;&#8;&#9;", "\u{fffd}\u{fffd}\u{fffd}\u{fffd}\t");
        assert_eq!(met.forbidden.n, 4);
    }
}
