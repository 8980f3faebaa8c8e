//! Languages, as far as their words have stems.

use std::collections::HashMap;
use tantivy::tokenizer::{Language, RawTokenizer, Stemmer, TextAnalyzer, TokenStream};

/// How the words of a language are brought to their stems; languages without a stemmer (Persian, Chinese …) share one that
/// leaves words as they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Tongue(Option<Language>);

impl Tongue {
    /// That of a language tag (BCP 47).
    pub fn of(tag: &str) -> Tongue {
        Tongue(match primary(tag).as_str() {
            "ar" => Some(Language::Arabic),
            "da" => Some(Language::Danish),
            "nl" => Some(Language::Dutch),
            "en" => Some(Language::English),
            "fi" => Some(Language::Finnish),
            "fr" => Some(Language::French),
            "de" => Some(Language::German),
            "el" => Some(Language::Greek),
            "hu" => Some(Language::Hungarian),
            "it" => Some(Language::Italian),
            "nb" | "nn" | "no" => Some(Language::Norwegian),
            "pt" => Some(Language::Portuguese),
            "ro" => Some(Language::Romanian),
            "ru" => Some(Language::Russian),
            "es" => Some(Language::Spanish),
            "sv" => Some(Language::Swedish),
            "ta" => Some(Language::Tamil),
            "tr" => Some(Language::Turkish),
            _ => None,
        })
    }

    /// Whether a word, as it is compared, is one that says nothing by itself here ("the", "und", "در"). In a question it is
    /// passed over, unless there is nothing else; in phrases it counts.
    pub fn is_small_word(self, form: &str) -> bool {
        let list: &[&str] = match self.0 {
            Some(Language::English) => &[
                "a", "an", "and", "are", "as", "at", "be", "but", "by", "for", "from", "has", "have", "how",
                "if", "in", "is", "it", "its", "of", "on", "or", "that", "the", "this", "to", "was", "were",
                "what", "when", "where", "which", "who", "why", "will", "with",
            ],
            Some(Language::German) => &[
                "als", "am", "an", "auf", "aus", "bei", "das", "dem", "den", "der", "des", "die", "ein",
                "eine", "einem", "einen", "einer", "es", "fur", "im", "in", "ist", "mit", "nach", "oder",
                "sich", "sind", "und", "uber", "um", "von", "war", "was", "wer", "wie", "wird", "zu", "zum",
                "zur",
            ],
            Some(Language::French) => &[
                "a", "au", "aux", "avec", "ce", "ces", "dans", "de", "des", "du", "elle", "en", "est", "et",
                "il", "la", "le", "les", "ou", "par", "pas", "pour", "que", "qui", "sa", "se", "ses", "son",
                "sont", "sur", "un", "une",
            ],
            Some(Language::Spanish) => &[
                "a", "al", "con", "de", "del", "el", "en", "es", "esta", "la", "las", "lo", "los", "no", "o",
                "para", "por", "que", "se", "su", "sus", "un", "una", "y",
            ],
            Some(Language::Arabic) => &[
                "في", "من", "علي", "الي", "عن", "ان", "او", "و", "ما", "لا", "هذا", "هذه", "التي", "الذي",
                "مع", "كان",
            ],
            None => {
                &["در", "از", "به", "و", "كه", "را", "با", "اين", "ان", "براي", "است", "بر", "تا", "يك", "هم"]
            }
            _ => &[],
        };
        list.contains(&form)
    }
}

/// The first subtag of a tag in small letters: `fa` of `fa-IR`. What language a text counts as.
pub fn primary(tag: &str) -> String {
    tag.split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase()
}

/// Brings words of one language to their stems, and remembers those that it met.
pub struct Stems {
    analyzer: Option<TextAnalyzer>,
    met: HashMap<String, Box<str>>,
}

/// How many stems are remembered: more than the words of a large archive that come often.
const REMEMBERED: usize = 20_000;

impl Stems {
    /// For a language.
    pub fn of(tongue: Tongue) -> Stems {
        let analyzer =
            tongue.0.map(|l| TextAnalyzer::builder(RawTokenizer::default()).filter(Stemmer::new(l)).build());
        Stems { analyzer, met: HashMap::new() }
    }

    /// The stem of a word in the form in which words are compared; digits have none.
    pub fn stem<'s>(&'s mut self, form: &'s str) -> &'s str {
        let Some(analyzer) = &mut self.analyzer else { return form };
        if form.bytes().all(|b| b.is_ascii_digit()) {
            return form;
        }
        if self.met.len() > REMEMBERED {
            self.met.clear();
        }
        if !self.met.contains_key(form) {
            let mut stream = analyzer.token_stream(form);
            let stem = if stream.advance() { stream.token().text.as_str() } else { form };
            // A stemmer may leave nothing of a short word.
            let stem = if stem.is_empty() { form } else { stem };
            let stem: Box<str> = stem.into();
            drop(stream);
            self.met.insert(form.to_owned(), stem);
        }
        self.met.get(form).map_or(form, |stem| stem)
    }
}
