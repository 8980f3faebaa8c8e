//! A text into its words, and each word into the form in which it is compared.
//!
//! The same is done to what is indexed and to what is asked, in every language: small letters, no accents on Latin letters, one
//! form for the letters of Arabic script that keyboards write differently (ي/ی, ك/ک, ة/ه, the alefs), no vowel signs, no
//! tatweel, ASCII digits. Letters that look different because of a font's shapes or widths are one (NFKD of Unicode Annex 15).

use unicode_normalization::char::{decompose_compatible, is_combining_mark};

/// Longer words are cut: nobody asks for more, and a term has to fit the dictionary.
const LONGEST: usize = 60;

/// A word of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Word<'a> {
    /// As it is compared.
    pub form: &'a str,
    /// Where it begins in the text, in bytes.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
    /// Which word of the text it is.
    pub position: usize,
    /// The whole of a word whose parts were given before it: Persian sets them apart with a zero-width non-joiner, and people
    /// write it with a space, or with nothing.
    pub whole: bool,
}

/// Gives each word of a text to `see`.
pub fn each(text: &str, see: &mut dyn FnMut(Word<'_>)) {
    let mut reader = Reader {
        form: String::new(),
        start: 0,
        parts: Vec::new(),
        position: 0,
        elided: false,
        length: 0,
        see,
    };
    let mut letters = text.char_indices().peekable();
    while let Some((at, c)) = letters.next() {
        let goes_on = |next: Option<&(usize, char)>| next.is_some_and(|(_, c)| c.is_alphanumeric());
        match c {
            '\u{200c}' if !reader.form.is_empty() => {
                if goes_on(letters.peek()) {
                    reader.part(at);
                }
            }
            '\'' | '’' | 'ʼ' if !reader.form.is_empty() && goes_on(letters.peek()) => {
                reader.elided = true;
                reader.end(at);
                reader.elided = true;
            }
            // Marks of direction, invisible joiners, soft hyphens, tatweel: no part of what is read.
            '\u{ad}'
            | '\u{200d}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2060}'
            | '\u{2066}'..='\u{2069}'
            | '\u{feff}'
            | '\u{61c}'
            | '\u{640}' => {}
            c if is_spaceless(c) => {
                reader.end(at);
                reader.letter(at, c);
                reader.end(at + c.len_utf8());
            }
            c if c.is_alphanumeric() || (is_combining_mark(c) && !reader.form.is_empty()) => {
                reader.letter(at, c)
            }
            _ => reader.end(at),
        }
    }
    reader.end(text.len());
}

/// The words of a text in the form in which they are compared, without the wholes of divided words.
pub fn forms(text: &str) -> Vec<String> {
    let mut all = Vec::new();
    each(text, &mut |word| {
        if !word.whole {
            all.push(word.form.to_owned());
        }
    });
    all
}

struct Reader<'s> {
    form: String,
    start: usize,
    /// Where parts of the word end: in the form, and in the text.
    parts: Vec<(usize, usize)>,
    position: usize,
    /// Next to an apostrophe: a single letter there is no word ("l'été", "baker's").
    elided: bool,
    /// In letters.
    length: usize,
    see: &'s mut dyn FnMut(Word<'_>),
}

impl Reader<'_> {
    fn letter(&mut self, at: usize, c: char) {
        if self.form.is_empty() {
            self.start = at;
        }
        if self.length < LONGEST {
            self.length += 1;
            folded(c, &mut self.form);
        }
    }

    fn part(&mut self, at: usize) {
        if self.parts.last().is_none_or(|(form, _)| *form < self.form.len()) {
            self.parts.push((self.form.len(), at));
        }
    }

    fn end(&mut self, at: usize) {
        let dropped = std::mem::take(&mut self.elided) && self.length <= 1;
        if !self.form.is_empty() && !dropped {
            self.say(at);
        }
        self.form.clear();
        self.parts.clear();
        self.length = 0;
    }

    fn say(&mut self, end: usize) {
        let (first, start) = (self.position, self.start);
        if self.parts.is_empty() {
            (self.see)(Word { form: &self.form, start, end, position: first, whole: false });
            self.position += 1;
            return;
        }
        self.parts.push((self.form.len(), end));
        let mut from = 0;
        for (to, _) in &self.parts {
            if let Some(form) = self.form.get(from..*to).filter(|form| !form.is_empty()) {
                (self.see)(Word { form, start, end, position: self.position, whole: false });
                self.position += 1;
            }
            from = *to;
        }
        (self.see)(Word { form: &self.form, start, end, position: first, whole: true });
    }
}

/// Scripts without spaces between words: each letter is taken as one, and what is asked for as a row of them.
fn is_spaceless(c: char) -> bool {
    matches!(c, '\u{0e00}'..='\u{0eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' | '\u{3040}'..='\u{30ff}'
        | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{20000}'..='\u{3134f}')
        && c.is_alphanumeric()
}

/// A letter in the form in which it is compared; nothing for a sign that is not compared.
fn folded(c: char, out: &mut String) {
    if c.is_ascii() {
        return out.push(c.to_ascii_lowercase());
    }
    for small in c.to_lowercase() {
        decompose_compatible(small, |part| match part {
            // Accents; vowel signs of Arabic and Hebrew. Those of Indic scripts are letters, and stay.
            '\u{300}'..='\u{36f}'
            | '\u{591}'..='\u{5c7}'
            | '\u{610}'..='\u{61a}'
            | '\u{64b}'..='\u{65f}'
            | '\u{670}'
            | '\u{6d6}'..='\u{6dc}'
            | '\u{6df}'..='\u{6e8}'
            | '\u{6ea}'..='\u{6ed}'
            | '\u{640}' => {}
            '٠'..='٩' => digit(part, '٠', out),
            '۰'..='۹' => digit(part, '۰', out),
            'ی' | 'ى' | 'ې' | 'ۍ' | 'ے' => out.push('ي'),
            'ک' | 'ڪ' => out.push('ك'),
            'ة' | 'ۀ' | 'ە' | 'ہ' | 'ھ' | 'ۃ' => out.push('ه'),
            'ٱ' => out.push('ا'),
            'ß' => out.push_str("ss"),
            'æ' => out.push_str("ae"),
            'œ' => out.push_str("oe"),
            'þ' => out.push_str("th"),
            'ø' => out.push('o'),
            'đ' | 'ð' => out.push('d'),
            'ł' => out.push('l'),
            'ı' => out.push('i'),
            'ħ' => out.push('h'),
            other => out.push(other),
        });
    }
}

fn digit(c: char, nought: char, out: &mut String) {
    out.extend(char::from_digit(u32::from(c) - u32::from(nought), 10));
}
