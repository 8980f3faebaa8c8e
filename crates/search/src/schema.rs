//! The fields of the index.

use tantivy::schema::{
    FAST, Field, INDEXED, IndexRecordOption, NumericOptions, Schema, TextFieldIndexing, TextOptions,
};

/// Raised whenever what is written for an entry changes: an index of another number is made anew.
pub const FORMAT: u32 = 3;
/// The tokenizer of all text fields: see [`crate::entry`].
pub const BY_LINE: &str = "by_line";

/// Names of the fields that are read by name.
pub const KEY: &str = "key";
pub const PUBLISHED: &str = "published";
pub const GROUP: &str = "group";
pub const TONGUE: &str = "tongue";
pub const SECTION: &str = "section";
pub const TOPIC: &str = "topic";
pub const SKETCH: &str = "sketch";
pub const STAMP: &str = "stamp";

/// The fields. Words of all languages share them: each is brought to its stem by its own language's rules, and what is asked is
/// brought to a stem by the rules of every language that the site has. So a word is one look-up and one list, however many
/// languages there are.
#[derive(Debug, Clone)]
pub struct Fields {
    pub schema: Schema,
    /// Kind and number, see [`crate::Key`].
    pub key: Field,
    /// What was indexed, as a hash: what is unchanged need not be written again.
    pub stamp: Field,
    /// Stems of headline, standfirst, names and body, with their places.
    pub text: Field,
    /// Every two stems that follow each other in the text, as one word with its place: phrases are looked for here. Of two words
    /// that stand in nearly every article ("after a"), the pair stands in few, and its places are few.
    pub pairs: Field,
    /// Stems of the headline.
    pub headline: Field,
    /// Stems of standfirst, kicker and the names of sections, topics and people.
    pub lead: Field,
    /// All words as they are compared, unstemmed: the dictionary for mistakes in spelling.
    pub words: Field,
    /// Words of headlines and names, unstemmed: for suggestions.
    pub start: Field,
    /// The first subtag of the language.
    pub language: Field,
    /// A hash of it.
    pub tongue: Field,
    pub section: Field,
    pub topic: Field,
    pub person: Field,
    /// UTC microseconds.
    pub published: Field,
    /// The translation group; 0 for none.
    pub group: Field,
    /// See [`crate::sketch`].
    pub sketch: Field,
}

impl Fields {
    pub fn new() -> Fields {
        let text = |record, norms| {
            let indexing = TextFieldIndexing::default()
                .set_tokenizer(BY_LINE)
                .set_index_option(record)
                .set_fieldnorms(norms);
            TextOptions::default().set_indexing_options(indexing)
        };
        let number = || NumericOptions::default();
        let mut b = Schema::builder();
        use IndexRecordOption::{Basic, WithFreqs, WithFreqsAndPositions};
        Fields {
            key: b.add_u64_field(KEY, number() | INDEXED | FAST),
            stamp: b.add_u64_field(STAMP, number() | FAST),
            text: b.add_text_field("text", text(WithFreqsAndPositions, true)),
            pairs: b.add_text_field("pairs", text(WithFreqsAndPositions, true)),
            headline: b.add_text_field("headline", text(WithFreqs, true)),
            lead: b.add_text_field("lead", text(WithFreqs, true)),
            words: b.add_text_field("words", text(Basic, false)),
            start: b.add_text_field("start", text(Basic, false)),
            language: b.add_text_field("language", text(Basic, false)),
            tongue: b.add_u64_field(TONGUE, number() | FAST),
            section: b.add_u64_field(SECTION, number() | INDEXED | FAST),
            topic: b.add_u64_field(TOPIC, number() | INDEXED | FAST),
            person: b.add_u64_field("person", number() | INDEXED),
            published: b.add_i64_field(PUBLISHED, number() | FAST),
            group: b.add_u64_field(GROUP, number() | FAST),
            sketch: b.add_u64_field(SKETCH, number() | FAST),
            schema: b.build(),
        }
    }
}
