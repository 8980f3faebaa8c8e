//! "How we know this": the sources of an article as its readers see them.

use serde::Serialize;

/// The panel. There is none where no source is confirmed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct ChainView {
    /// The sources, in the order in which the text's marks count them from 1.
    pub sources: Vec<SourceView>,
    /// How many origins that makes; none where no editor has confirmed the count.
    pub count: Option<CountView>,
    /// Who quotes whom, drawn; none where there is nothing to draw, or too much.
    pub drawn: Option<DrawnView>,
    /// More sources than stand well beside a text.
    pub long: bool,
    /// At least one is not named.
    pub unnamed: bool,
}

/// One source.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct SourceView {
    /// As readers count it, from 1: it stands at `#source-N`.
    pub number: u64,
    /// Its name; of one that is not named, the fixed words for it.
    pub name: String,
    /// Why it is not named, as a key: `work`, `safety`, `law`, `unauthorised`, `privacy`, `agreed`. The word is
    /// `l["source_why_" ~ why]`.
    pub why: Option<&'static str>,
    /// What kind it is, as a key: `own_reporting`, `interview`, `document`, `data_set`, `agency`, `outlet`, `website`,
    /// `social_post`, `official_statement`. The word is `l["source_kind_" ~ kind]`.
    pub kind: &'static str,
    /// Where it can be read: http or https.
    pub href: Option<String>,
    /// Who wrote or issued it, if that is not its name; may be empty.
    pub author: String,
    /// Who owns or directs it; may be empty.
    pub controlled_by: String,
    /// The day it carries, as 2026-11-14.
    pub dated: Option<String>,
    /// The day on which the newsroom saw it.
    pub seen: Option<String>,
    /// What it stands to gain.
    pub interest: Option<InterestView>,
    /// Whom it quotes, and whom they quote in turn: in reading order, each with how deep it stands.
    pub steps: Vec<StepView>,
    /// How many more it quotes itself than the steps show.
    pub more: u64,
    /// Whom it quotes itself, by their numbers: the first few, without those that are no longer listed.
    pub quotes: Vec<u64>,
    /// Besides quoting others it says what it found out itself.
    pub own: bool,
    /// A passage of the text rests on it: the first stands at `#passage-N`.
    pub passage: bool,
}

/// An interest in the matter, and how that is known.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct InterestView {
    /// What it is.
    pub what: String,
    /// How that is known; may be empty if there is an address.
    pub evidence: String,
    /// Where that can be read.
    pub href: Option<String>,
}

/// A step of a chain: somebody who is quoted.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct StepView {
    /// 1 for whom the source quotes itself, 2 for whom that one quotes, to [`StepView::DEEPEST`].
    pub depth: usize,
    /// Its number; none for one that is no longer listed.
    pub number: Option<u64>,
    /// Its name, or the fixed words for it; empty for one that is no longer listed.
    pub name: String,
    /// Its text is printed, rather than quoted from.
    pub prints: bool,
    /// The chain comes back here to somebody whom it has passed: a circle.
    pub round: bool,
}

impl StepView {
    /// What is quoted further down says so at its own place in the list.
    pub const DEEPEST: usize = 4;
}

/// How many known origins there are at most, and why, in words of the page's language.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct CountView {
    /// How many sources.
    pub sources: u64,
    /// How many origins at most, as readers are told.
    pub at_most: u64,
    /// An editor said another number than the rule: what the rule says, and the editor's reason.
    pub overruled: Option<OverruledView>,
    /// Sentences: what goes back to what, what is one origin and why, what runs in a circle.
    pub why: Vec<String>,
}

/// A count that an editor has set against the rule.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct OverruledView {
    /// What the rule says.
    pub by_rule: u64,
    /// The editor's reason, plain text.
    pub reason: String,
}

/// Who quotes whom, as a drawing: points below one another, each with its name, and arcs between them at the side where
/// lines begin. Lengths are those of the drawing's own `viewBox`; it is mirrored already where lines begin at the right.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct DrawnView {
    /// Of the `viewBox`.
    pub width: i64,
    /// Of the `viewBox`.
    pub height: i64,
    /// Where the points are.
    pub x: i64,
    /// Where the names begin.
    pub name_x: i64,
    /// The points.
    pub points: Vec<PointView>,
    /// The arcs, as the `d` of a `<path>`, each from who quotes to who is quoted.
    pub arcs: Vec<ArcView>,
}

/// A point of the drawing.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct PointView {
    /// How far down.
    pub y: i64,
    /// The source's number; none for the report itself.
    pub number: Option<u64>,
    /// Its name, cut to what there is room for.
    pub name: String,
    /// It is an origin.
    pub origin: bool,
}

/// An arc of the drawing.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct ArcView {
    /// The path.
    pub d: String,
    /// It is part of a circle.
    pub round: bool,
}
