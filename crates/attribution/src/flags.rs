//! What is known of a word before its neighbours are looked at: a set of flags.

/// A set of flags.
pub(crate) type Flags = u64;

macro_rules! flags {
    ($($name:ident $at:expr, $section:expr;)*) => {
        $(pub(crate) const $name: Flags = 1 << $at;)*
        /// The flag that a section of a words file sets.
        pub(crate) const SECTIONS: &[(&str, Flags)] = &[$(($section, $name)),*];
    };
}

flags! {
    BE 0, "aux be";
    AUX 1, "aux";
    MODAL 2, "modal";
    ADVERB 3, "adverb";
    NOT_ADVERB 4, "not adverb";
    DETERMINER 5, "determiner";
    POSSESSIVE 6, "possessive";
    PRONOUN 7, "pronoun";
    THING 8, "pronoun thing";
    OBJECT 9, "object";
    RELATIVE 10, "relative";
    PREPOSITION 11, "preposition";
    JOINS 12, "joins";
    CONJUNCTION 13, "conjunction";
    SUBORDINATOR 14, "subordinator";
    DAY 15, "day";
    ADJECTIVE 16, "adjective";
    FEELING 17, "feeling";
    TITLE 18, "title";
    PERSON 19, "person";
    ORGANISATION 20, "organisation";
    DOCUMENT 21, "document";
    AGENCY 22, "agency";
    OUTLET 23, "outlet";
    SITE 24, "site";
    SOCIAL 25, "social";
    OFFICIAL 26, "official";
    VAGUE 27, "vague noun";
    NOMINAL 28, "nominal";
    ABBREVIATION 29, "abbreviation";
    STOP 30, "stop";
    NOUN 31, "noun";
    WHOM 32, "whom";
    LABEL 33, "label";
    SINGLE 34, "single";
    QUOTES 35, "quotes";
}

/// Forms that a verb's line gives, in this order.
pub(crate) const BASE: Flags = 1 << 40;
pub(crate) const THIRD: Flags = 1 << 41;
pub(crate) const PAST: Flags = 1 << 42;
pub(crate) const PARTICIPLE: Flags = 1 << 43;
pub(crate) const GERUND: Flags = 1 << 44;
pub(crate) const FORMS: [Flags; 5] = [BASE, THIRD, PAST, PARTICIPLE, GERUND];
/// Any form of a verb.
pub(crate) const VERB: Flags = BASE | THIRD | PAST | PARTICIPLE | GERUND;

/// What the letters show.
pub(crate) const CAPITAL: Flags = 1 << 50;
pub(crate) const NUMBER: Flags = 1 << 51;
pub(crate) const GENITIVE: Flags = 1 << 52;
pub(crate) const HANDLE: Flags = 1 << 53;
