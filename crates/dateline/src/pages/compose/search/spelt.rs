//! Words of a mended question as they are written. The index knows them in the form in which it compares them: without capitals
//! and accents, with one letter for several of Arabic script. A reader is shown what stands in the texts.

use search::{tongue, words};
use std::collections::HashMap;

/// Words that are looked for in the texts that are shown.
pub struct Spelt {
    /// By the form in which they are compared; empty until one is met.
    met: HashMap<String, String>,
    persian: bool,
}

impl Spelt {
    /// For the words of these questions, on a site in a language.
    pub fn of<'a>(questions: impl Iterator<Item = &'a String>, language: &str) -> Spelt {
        let met = questions.flat_map(|q| words::forms(q)).map(|form| (form, String::new())).collect();
        Spelt { met, persian: tongue::primary(language) == "fa" }
    }

    /// Looks through a text.
    pub fn look(&mut self, text: &str) {
        if self.met.is_empty() {
            return;
        }
        words::each(text, &mut |word| {
            let Some(known) = self.met.get_mut(word.form) else { return };
            let written = text.get(word.start..word.end).unwrap_or_default();
            // A small letter is how a word is written that does not begin a sentence; a part of a divided word has no
            // spelling of its own.
            let better = known.is_empty()
                || known.starts_with(char::is_uppercase) && !written.starts_with(char::is_uppercase);
            if better && words::forms(written).len() == 1 {
                written.clone_into(known);
            }
        });
    }

    /// A question as it is written.
    pub fn write(&self, question: &str) -> String {
        let (mut out, mut at) = (String::new(), 0);
        words::each(question, &mut |word| {
            let Some(known) = self.met.get(word.form).filter(|known| !known.is_empty()) else { return };
            if word.start >= at {
                out.push_str(&self.letters(question.get(at..word.start).unwrap_or_default()));
                out.push_str(known);
                at = word.end;
            }
        });
        out.push_str(&self.letters(question.get(at..).unwrap_or_default()));
        out
    }

    /// What was met nowhere, at least in the letters of the site's readers.
    fn letters(&self, text: &str) -> String {
        if self.persian { text.replace('ي', "ی").replace('ك', "ک") } else { text.to_owned() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_shown_as_they_are_written() {
        let asked = ["zurich \"harbour bread\" كتابي ديگر".to_owned()];
        let mut spelt = Spelt::of(asked.iter(), "fa-IR");
        spelt.look("Harbour news: the harbour at ZÜRICH.");
        spelt.look("کتابی از Zürich، می‌کتابی");
        assert_eq!(spelt.write(&asked[0]), "ZÜRICH \"harbour bread\" کتابی دیگر");
        assert_eq!(Spelt::of([].iter(), "ar").write("كتابي"), "كتابي");
    }
}
