//! From the words that name a source in a text to a source as an article lists it: a guess, for an editor to change.

use crate::{
    articles::sources::{Called, Kind, Named, Source, Unnamed, Who},
    sources::origins::name_key,
    values::line,
};
use attribution::Kind as Seems;
use std::collections::HashMap;

/// The longest name that is proposed, in bytes: a phrase that is longer names nobody.
const LONGEST: usize = 300;

/// Words that stand before a name and are none of it, by language.
const ARTICLES: [(&str, &[&str]); 4] = [
    ("en", &["the", "a", "an"]),
    ("de", &["der", "die", "das", "dem", "den", "des", "ein", "eine", "einem", "einer"]),
    ("fr", &["le", "la", "les", "un", "une"]),
    ("es", &["el", "la", "los", "las", "un", "una"]),
];

/// Beginnings of words that say what an unnamed source is.
const CALLED: [(Called, &[&str]); 6] = [
    (
        Called::Document,
        &[
            "document",
            "memo",
            "e-mail",
            "email",
            "letter",
            "record",
            "dokument",
            "unterlage",
            "schreiben",
            "documento",
            "carta",
            "سند",
            "نامه",
            "وثيقة",
            "وثائق",
        ],
    ),
    (
        Called::Official,
        &[
            "official",
            "minister",
            "diplomat",
            "beamt",
            "behörde",
            "fonctionnaire",
            "responsable",
            "funcionari",
            "مقام",
            "مسئول",
            "مسؤول",
            "مسؤولون",
        ],
    ),
    (
        Called::Employee,
        &[
            "employee",
            "worker",
            "staff",
            "mitarbeit",
            "angestellt",
            "employé",
            "salarié",
            "emplead",
            "trabajador",
            "کارمند",
            "کارگر",
            "موظف",
        ],
    ),
    (
        Called::Resident,
        &[
            "resident",
            "villager",
            "neighbour",
            "neighbor",
            "anwohner",
            "bewohner",
            "habitant",
            "riverain",
            "vecin",
            "habitante",
            "ساکن",
            "اهالی",
            "سكان",
        ],
    ),
    (Called::Present, &["witness", "augenzeug", "zeug", "témoin", "testig", "شاهد", "شهود"]),
    (
        Called::Knowing,
        &[
            "familiar",
            "knowledge",
            "briefed",
            "insider",
            "vertraut",
            "proche",
            "conocimiento",
            "مطلع",
            "آگاه",
        ],
    ),
];

/// Beginnings of words that say why a source is not named.
const WHY: [(Unnamed, &[&str]); 5] = [
    (Unnamed::Unauthorised, &["authori", "allowed", "permitted", "befugt", "autorisé", "autorizad"]),
    (Unnamed::Safety, &["safety", "reprisal", "retaliat", "sicherheit", "représailles", "represalia"]),
    (Unnamed::Work, &["job", "fired", "dismiss", "arbeitsplatz", "emploi", "empleo"]),
    (Unnamed::Privacy, &["privacy", "private", "privat", "privée", "privacidad"]),
    (Unnamed::Law, &["legal", "lawsuit", "prosecut", "court", "gericht", "judiciaire"]),
];

/// The kind of an article's source that something in a text seems to be.
pub(super) fn kind(seems: Seems) -> Kind {
    match seems {
        Seems::Agency => Kind::Agency,
        Seems::Outlet => Kind::Outlet,
        Seems::Website => Kind::Website,
        Seems::SocialPost => Kind::SocialPost,
        Seems::OfficialStatement | Seems::Organisation => Kind::OfficialStatement,
        Seems::Document => Kind::Document,
        Seems::Person | Seems::Unnamed => Kind::Interview,
    }
}

/// A source without a name. `words` are all that the text says of it.
pub(super) fn unnamed(words: &str) -> (Kind, Who) {
    let words = words.to_lowercase();
    let parts: Vec<&str> = words.split(|c: char| !c.is_alphanumeric() && c != '-').collect();
    fn has<T: Copy>(parts: &[&str], lists: &[(T, &[&str])]) -> Option<T> {
        let begins = |list: &[&str]| parts.iter().any(|part| list.iter().any(|word| part.starts_with(word)));
        lists.iter().find(|(_, list)| begins(list)).map(|(what, _)| *what)
    }
    let many = parts
        .iter()
        .any(|part| matches!(*part, "people" | "sources" | "quellen" | "fuentes" | "personas" | "مصادر"));
    let called = has(&parts, &CALLED).unwrap_or(if many { Called::People } else { Called::Person });
    // "It was agreed" is the one reason that says nothing of anybody.
    let why = has(&parts, &WHY).unwrap_or(Unnamed::Agreed);
    let kind = if called == Called::Document { Kind::Document } else { Kind::Interview };
    (kind, Who::Unnamed { called, why })
}

/// A name, out of the words that name a source: "Tom Reed, the harbour master" is Tom Reed.
pub(super) fn name(words: &str, language: &str) -> Option<String> {
    let words = line(words, LONGEST);
    let plain = language.split('-').next().unwrap_or_default();
    let articles = ARTICLES.iter().find(|(of, _)| *of == plain).map_or(&[][..], |(_, list)| list);
    let bare = |part: &str| -> String {
        let part = part.trim().trim_matches(['“', '”', '"', '„', '«', '»', ',', '’', '‘']).trim();
        match part.split_once(' ') {
            Some((first, rest)) if articles.contains(&first.to_lowercase().as_str()) => {
                rest.trim().to_owned()
            }
            _ => part.to_owned(),
        }
    };
    let parts: Vec<&str> = words.split([',', '،']).collect();
    // What stands between commas says who somebody is; the name is the part that begins like one.
    let named = |part: &&&str| part.trim().chars().next().is_some_and(char::is_uppercase);
    let part = match parts.iter().find(named) {
        Some(part) if parts.len() > 1 => part,
        _ => words.as_str(),
    };
    Some(bare(part)).filter(|name| name.chars().any(char::is_alphanumeric))
}

/// What a text has named so far, and what the article lists.
pub(super) struct Known<'a> {
    sources: &'a [Source],
    language: &'a str,
    /// Of names of several words, by their last one, as they are compared.
    full: HashMap<String, String>,
}

impl<'a> Known<'a> {
    pub fn new(sources: &'a [Source], language: &'a str) -> Known<'a> {
        Known { sources, language, full: HashMap::new() }
    }

    /// The name that was meant: "Reed" is Tom Reed, once he was named.
    pub fn name(&mut self, words: &str) -> Option<String> {
        let name = name(words, self.language)?;
        match name.rsplit_once(' ') {
            None => Some(self.full.get(&name_key(&name)).cloned().unwrap_or(name)),
            Some((_, last)) => {
                // "The board" is the Harbour Board, and no "website of the harbour board".
                if name.split(' ').all(|word| !word.starts_with(char::is_lowercase)) {
                    self.full.insert(name_key(last), name.clone());
                }
                Some(name)
            }
        }
    }

    /// The source of the article that a name seems to be: of the same name, or the only one of its kind that has all its
    /// words, or whose words it has.
    pub fn same_as(&self, kind: Kind, name: &str) -> Option<i64> {
        let asked = name_key(name);
        let words = |text: &str| -> Vec<String> { text.split(' ').map(str::to_owned).collect() };
        let asked_words = words(&asked);
        let mut like = None;
        for source in self.sources {
            let Some(listed) = source.named().map(|named| self.key(&named.name)) else { continue };
            if listed == asked {
                return Some(source.id);
            }
            let listed = words(&listed);
            let within = |some: &[String], all: &[String]| some.iter().all(|word| all.contains(word));
            if source.kind == kind && (within(&asked_words, &listed) || within(&listed, &asked_words)) {
                like = if like.is_none() { Some(Some(source.id)) } else { Some(None) };
            }
        }
        like.flatten()
    }

    fn key(&self, listed: &str) -> String {
        name_key(&name(listed, self.language).unwrap_or_else(|| listed.to_owned()))
    }
}

/// A source with a name and nothing else.
pub(super) fn named(name: String) -> Who {
    Who::Named(Box::new(Named {
        name,
        link: None,
        author: String::new(),
        controlled_by: String::new(),
        dated: None,
        seen: None,
        interest: None,
    }))
}
