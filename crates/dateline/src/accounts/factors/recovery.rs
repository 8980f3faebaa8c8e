//! Codes for a rainy day: ten, shown once, each works once. What is kept of them are hashes.

use crate::{accounts::secret, error::Result, secrets};

/// How many there are.
pub const MANY: usize = 10;
/// Letters and digits that are not taken for one another (Crockford's base 32).
const LETTERS: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
/// Characters of a code: 80 bits, too many to be tried even by whoever has the hashes.
const LONG: usize = 16;

/// A new one, in fours.
pub fn random() -> Result<String> {
    let bytes = secrets::random::<LONG>()?;
    let mut code = String::with_capacity(LONG + 3);
    for (at, byte) in bytes.iter().enumerate() {
        if at > 0 && at % 4 == 0 {
            code.push('-');
        }
        let letter = LETTERS.get(usize::from(byte % 32)).copied().unwrap_or(b'0');
        code.push(char::from(letter));
    }
    Ok(code)
}

/// What is kept of a code, if what was typed (as [`super::codes::plain`] leaves it) has the form of one.
pub fn kept(typed: &str) -> Option<String> {
    let alike = |c: char| match c {
        'o' => '0',
        'i' | 'l' => '1',
        c => c,
    };
    let code: String = typed.chars().map(alike).collect();
    let good = code.len() == LONG && code.bytes().all(|b| LETTERS.contains(&b));
    good.then(|| secret::kept(&code))
}

#[cfg(test)]
mod tests {
    use super::{super::codes::plain, *};

    #[test]
    fn a_code_is_read_as_people_write_it() {
        let code = random().unwrap();
        assert_eq!(code.len(), 19);
        assert_ne!(code, random().unwrap());
        let kept = |typed: &str| super::kept(&plain(typed));
        assert!(kept(&code).is_some());
        assert_eq!(kept(&code), kept(&code.to_uppercase().replace('-', " ").replace('0', "O")));
        assert_eq!(kept("287082"), None);
        assert_eq!(kept(&code.replacen(|_| true, "u", 1)), None);
    }
}
