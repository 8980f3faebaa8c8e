//! Languages, as far as their words have stems.

use std::collections::HashMap;
use tantivy::tokenizer::{Language, RawTokenizer, Stemmer, TextAnalyzer, TokenStream};

/// How the words of a language are brought to their stems; languages without a stemmer (Chinese, Polish …) share one that
/// leaves words as they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Tongue(Rules);

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Rules {
    Snowball(Language),
    Persian,
    None,
}

impl Tongue {
    /// That of a language tag (BCP 47).
    pub fn of(tag: &str) -> Tongue {
        Tongue(Rules::Snowball(match primary(tag).as_str() {
            "ar" => Language::Arabic,
            "da" => Language::Danish,
            "nl" => Language::Dutch,
            "en" => Language::English,
            "fi" => Language::Finnish,
            "fr" => Language::French,
            "de" => Language::German,
            "el" => Language::Greek,
            "hu" => Language::Hungarian,
            "it" => Language::Italian,
            "nb" | "nn" | "no" => Language::Norwegian,
            "pt" => Language::Portuguese,
            "ro" => Language::Romanian,
            "ru" => Language::Russian,
            "es" => Language::Spanish,
            "sv" => Language::Swedish,
            "ta" => Language::Tamil,
            "tr" => Language::Turkish,
            "fa" => return Tongue(Rules::Persian),
            _ => return Tongue(Rules::None),
        }))
    }

    /// Whether a word, as it is compared, is one that says nothing by itself here ("the", "und", "در"). In a question it is
    /// passed over, unless there is nothing else; in phrases it counts.
    pub fn is_small_word(self, form: &str) -> bool {
        let list: &[&str] = match self.0 {
            Rules::Snowball(Language::English) => &[
                "a", "an", "and", "are", "as", "at", "be", "but", "by", "for", "from", "has", "have", "how",
                "if", "in", "is", "it", "its", "of", "on", "or", "that", "the", "this", "to", "was", "were",
                "what", "when", "where", "which", "who", "why", "will", "with",
            ],
            Rules::Snowball(Language::German) => &[
                "als", "am", "an", "auf", "aus", "bei", "das", "dem", "den", "der", "des", "die", "ein",
                "eine", "einem", "einen", "einer", "es", "fur", "im", "in", "ist", "mit", "nach", "oder",
                "sich", "sind", "und", "uber", "um", "von", "war", "was", "wer", "wie", "wird", "zu", "zum",
                "zur",
            ],
            Rules::Snowball(Language::French) => &[
                "a", "au", "aux", "avec", "ce", "ces", "dans", "de", "des", "du", "elle", "en", "est", "et",
                "il", "la", "le", "les", "ou", "par", "pas", "pour", "que", "qui", "sa", "se", "ses", "son",
                "sont", "sur", "un", "une",
            ],
            Rules::Snowball(Language::Spanish) => &[
                "a", "al", "con", "de", "del", "el", "en", "es", "esta", "la", "las", "lo", "los", "no", "o",
                "para", "por", "que", "se", "su", "sus", "un", "una", "y",
            ],
            Rules::Snowball(Language::Arabic) => &[
                "في", "من", "علي", "الي", "عن", "ان", "او", "و", "ما", "لا", "هذا", "هذه", "التي", "الذي",
                "مع", "كان",
            ],
            Rules::Persian => {
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
    tongue: Tongue,
    analyzer: Option<TextAnalyzer>,
    met: HashMap<String, Box<str>>,
}

/// How many stems are remembered: more than the words of a large archive that come often.
const REMEMBERED: usize = 20_000;

impl Stems {
    /// For a language.
    pub fn of(tongue: Tongue) -> Stems {
        let analyzer = match tongue.0 {
            Rules::Snowball(language) => {
                Some(TextAnalyzer::builder(RawTokenizer::default()).filter(Stemmer::new(language)).build())
            }
            Rules::Persian | Rules::None => None,
        };
        Stems { tongue, analyzer, met: HashMap::new() }
    }

    /// The stem of a word in the form in which words are compared; digits have none.
    pub fn stem<'s>(&'s mut self, form: &'s str) -> &'s str {
        if self.tongue.0 == Rules::Persian {
            return persian(form);
        }
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

/// Endings of Persian nouns, as they are compared: the plural, what may stand behind it (whose they are, some of them, which
/// ones), and the ي of "a harbour". A writer joins them to the word or sets them apart with a non-joiner; what is set apart
/// is a word of its own already.
const PLURALS: [&str; 10] =
    ["هايشان", "هايمان", "هايتان", "هايي", "هايم", "هايت", "هايش", "هاي", "هام", "ها"];

/// A Persian word without its ending. Short words stay whole: ماهي, a fish, is no ماه, a moon, and تنها, only, is no plural.
fn persian(form: &str) -> &str {
    let left =
        |ending: &str, least: usize| form.strip_suffix(ending).filter(|stem| stem.chars().count() >= least);
    PLURALS.iter().find_map(|ending| left(ending, 3)).or_else(|| left("ي", 4)).unwrap_or(form)
}
