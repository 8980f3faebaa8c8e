//! Reads a words file: sections of words with what each is, verbs with their forms, phrases.

use crate::flags::{FORMS, Flags, SECTIONS};
use std::collections::HashMap;

/// What kind of cue a verb is; it decides what must stand around it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Cue {
    /// Something is said: say, tell, according to.
    Speech,
    /// Something is said or found, if what it is follows: add, report, show.
    Report,
    /// Something is said of, or asked of, somebody or something: praise, accuse, ask.
    Judgement,
    /// Something is thought, hoped or meant: believe, fear, plan.
    Thought,
    /// A side is taken: support, oppose, refuse.
    Stance,
}

/// One use of a word as a verb.
#[derive(Debug, Clone)]
pub(crate) struct Use {
    /// None for a verb that is no cue.
    pub cue: Option<Cue>,
    pub forms: Flags,
    /// Words of which one must come after the verb. Empty: none need.
    pub particles: Vec<String>,
}

/// What is known of a word.
#[derive(Debug, Default)]
pub(crate) struct Entry {
    pub flags: Flags,
    pub uses: Vec<Use>,
}

/// What a set phrase stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sense {
    According,
    After,
    Via,
    AsSaid,
    Hearsay,
    Vague,
    /// A cue of several words.
    Cue,
    /// What stands before a source after a comma or a quotation: „…“, so Hahn.
    Apart,
    /// What stands before the medium that something was said to.
    To,
}

const SENSES: [(&str, Sense); 9] = [
    ("after a mark", Sense::Apart),
    ("told to", Sense::To),
    ("cue phrase", Sense::Cue),
    ("according", Sense::According),
    ("after source", Sense::After),
    ("via", Sense::Via),
    ("as said", Sense::AsSaid),
    ("hearsay", Sense::Hearsay),
    ("vague phrase", Sense::Vague),
];

#[derive(Debug)]
pub(crate) struct Phrase {
    pub sense: Sense,
    pub words: Vec<String>,
}

/// A line of a words file that means nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BadWords {
    /// Its number, from one.
    pub line: usize,
    /// What is wrong.
    pub reason: &'static str,
}

impl std::fmt::Display for BadWords {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "line {}: {}", self.line, self.reason)
    }
}

impl std::error::Error for BadWords {}

/// How sentences of a language are built, as far as finding sources depends on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Build {
    /// The full grammar: tags, phrases, clauses.
    #[default]
    English,
    /// Subject beside the verb on either side; names by capital letters.
    Capitals,
    /// No capitals: a source is what stands between the cue and the next word of the grammar.
    Plain,
}

/// The words of one language.
#[derive(Debug, Default)]
pub struct Words {
    language: String,
    pub(crate) build: Build,
    /// Whether the verb goes before its subject more often than after it.
    pub(crate) verb_first: bool,
    /// Whether short words lose their vowel before another: l’agence.
    pub(crate) elision: bool,
    entries: HashMap<String, Entry>,
    phrases: HashMap<String, Vec<Phrase>>,
}

enum Section {
    Language,
    Verbs(Option<Cue>),
    Forms(Option<Cue>),
    Flag(Flags),
    Phrases(Sense),
}

impl Words {
    /// Reads a words file.
    ///
    /// # Errors
    /// Says which line means nothing.
    pub fn read(text: &str) -> Result<Self, BadWords> {
        let mut words = Self::default();
        let mut section = None;
        for (at, line) in text.lines().enumerate() {
            let line = line.trim();
            let bad = |reason| BadWords { line: at + 1, reason };
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            if let Some(name) = line.strip_prefix('[').and_then(|l| l.strip_suffix(']')) {
                section = Some(section_of(name).ok_or(bad("no section has this name"))?);
                continue;
            }
            match section.as_ref().ok_or(bad("stands before any section"))? {
                Section::Language => words.head(line).ok_or(bad("says nothing of the language"))?,
                Section::Verbs(cue) => words.verb(*cue, line).ok_or(bad("a verb has five forms"))?,
                Section::Forms(cue) => {
                    for form in line.split_whitespace() {
                        words.usage(form, *cue, crate::flags::PAST, &[]);
                    }
                }
                Section::Flag(flag) => {
                    for word in line.split_whitespace() {
                        words.entry(&word.replace('_', " ")).flags |= flag;
                    }
                }
                Section::Phrases(sense) => words.phrase(*sense, line),
            }
        }
        for list in words.phrases.values_mut() {
            list.sort_by_key(|p| std::cmp::Reverse(p.words.len()));
        }
        Ok(words)
    }

    /// The language, as BCP 47 writes it.
    #[must_use]
    pub fn language(&self) -> &str {
        &self.language
    }

    fn head(&mut self, line: &str) -> Option<()> {
        match line {
            "build capitals" => self.build = Build::Capitals,
            "build plain" => self.build = Build::Plain,
            "verb first" => self.verb_first = true,
            "elision" => self.elision = true,
            _ if line.len() <= 8 && !line.contains(' ') => self.language = line.to_owned(),
            _ => return None,
        }
        Some(())
    }

    fn entry(&mut self, word: &str) -> &mut Entry {
        self.entries.entry(word.to_lowercase()).or_default()
    }

    fn verb(&mut self, cue: Option<Cue>, line: &str) -> Option<()> {
        let (forms, particles) = line.split_once(" + ").unwrap_or((line, ""));
        let particles: Vec<&str> = particles.split_whitespace().collect();
        let forms: Vec<&str> = forms.split_whitespace().collect();
        if forms.len() != FORMS.len() {
            return None;
        }
        for (form, flag) in forms.iter().zip(FORMS) {
            self.usage(form, cue, flag, &particles);
        }
        Some(())
    }

    fn usage(&mut self, form: &str, cue: Option<Cue>, flag: Flags, particles: &[&str]) {
        let entry = self.entry(form);
        entry.flags |= flag;
        let same = |u: &&mut Use| u.cue == cue && u.particles.iter().eq(particles.iter());
        match entry.uses.iter_mut().find(same) {
            Some(known) => known.forms |= flag,
            None => entry.uses.push(Use {
                cue,
                forms: flag,
                particles: particles.iter().map(|p| (*p).to_owned()).collect(),
            }),
        }
    }

    fn phrase(&mut self, sense: Sense, line: &str) {
        let words: Vec<String> = line.split_whitespace().map(str::to_lowercase).collect();
        if let Some(first) = words.first().cloned() {
            self.phrases.entry(first).or_default().push(Phrase { sense, words });
        }
    }

    pub(crate) fn look_up(&self, lower: &str) -> Option<&Entry> {
        self.entries.get(lower)
    }

    /// Phrases that begin with a word, the longest first.
    pub(crate) fn phrases(&self, first: &str) -> &[Phrase] {
        self.phrases.get(first).map_or(&[], Vec::as_slice)
    }
}

fn section_of(name: &str) -> Option<Section> {
    if name == "language" {
        return Some(Section::Language);
    }
    if let Some((kind, class)) = name.split_once(' ').filter(|(k, _)| matches!(*k, "verbs" | "forms")) {
        let cue = match class {
            "speech" => Some(Cue::Speech),
            "report" => Some(Cue::Report),
            "judgement" => Some(Cue::Judgement),
            "thought" => Some(Cue::Thought),
            "stance" => Some(Cue::Stance),
            "plain" => None,
            _ => return None,
        };
        return Some(if kind == "verbs" { Section::Verbs(cue) } else { Section::Forms(cue) });
    }
    if let Some((_, sense)) = SENSES.iter().find(|(n, _)| *n == name) {
        return Some(Section::Phrases(*sense));
    }
    SECTIONS.iter().find(|(n, _)| *n == name).map(|(_, flag)| Section::Flag(*flag))
}
