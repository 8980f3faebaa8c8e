//! Where an article comes from, as W3C PROV-O (<https://www.w3.org/TR/prov-o/>) in JSON-LD: the article and its public versions,
//! its sources as far as an editor has confirmed them, and whose all of it is.

use super::{Work, api};
use crate::{
    articles::{
        reader::Shown,
        sources::{Kind, Named, Source, Who},
    },
    cache::Page,
    error::Result,
    pages::{feeds::rfc3339, locale::Locale},
    publishing::versions::{reader as versions, store as kept},
    sources::model::Chain,
};
use http::StatusCode;
use serde_json::{Map, Value, json};
use std::collections::HashSet;

/// The media type of JSON-LD (W3C, JSON-LD 1.1).
const JSON_LD: &str = "application/ld+json";

/// The most earlier versions that are told of, the newest first; the API has the rest.
const VERSIONS: i64 = 200;

/// A graph in the making. What two sources name alike is one agent.
#[derive(Default)]
struct Graph {
    nodes: Vec<Value>,
    agents: Vec<(String, &'static str)>,
}

impl Graph {
    fn add(&mut self, node: Map<String, Value>) {
        self.nodes.push(Value::Object(node));
    }

    /// The agent of a name, which has no address here: a blank node.
    fn agent(&mut self, name: &str, kind: &'static str) -> Value {
        let found = self.agents.iter().position(|(known, _)| known == name);
        let place = found.unwrap_or_else(|| {
            self.agents.push((name.to_owned(), kind));
            self.agents.len() - 1
        });
        json!({ "@id": format!("_:agent-{}", place + 1) })
    }

    fn finish(mut self) -> Value {
        for (place, (name, kind)) in self.agents.iter().enumerate() {
            let mut node = node(&format!("_:agent-{}", place + 1), &["prov:Agent", kind]);
            node.insert("rdfs:label".into(), json!(name));
            self.nodes.push(Value::Object(node));
        }
        // A kind that says nothing more than "agent" was noted twice.
        for node in &mut self.nodes {
            if let Some(Value::Array(types)) = node.get_mut("@type") {
                types.dedup();
            }
        }
        json!({
            "@context": {
                "prov": "http://www.w3.org/ns/prov#",
                "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
                "xsd": "http://www.w3.org/2001/XMLSchema#",
                "dcterms": "http://purl.org/dc/terms/",
                "schema": "https://schema.org/",
            },
            "@graph": self.nodes,
        })
    }
}

impl Work<'_, '_> {
    /// The provenance of a public article.
    pub(super) fn provenance(&mut self, shown: &Shown) -> Result<Page> {
        let (site, _) = self.settings()?;
        let locale = self.locale(&site, &shown.language)?;
        let address = self.composer.absolute(&shown.path);
        let publisher = format!("{}/#publisher", self.composer.base_url);
        let mut graph = Graph::default();
        let mut article = node(&address, &["prov:Entity", "schema:NewsArticle"]);
        article.insert("dcterms:title".into(), json!(shown.headline));
        article.insert("dcterms:language".into(), json!(shown.language));
        let mut whose = vec![json!({ "@id": publisher })];
        let mut people = Vec::new();
        for byline in self.bylines(&shown.view)? {
            let id = byline.href.map_or_else(|| "_:somebody".into(), |href| self.composer.absolute(&href));
            let mut person = node(&id, &["prov:Agent", "prov:Person"]);
            person.insert("rdfs:label".into(), json!(byline.name));
            person.insert("prov:actedOnBehalfOf".into(), json!({ "@id": publisher }));
            whose.push(json!({ "@id": id }));
            people.push(person);
        }
        article.insert("prov:wasAttributedTo".into(), Value::Array(whose));
        let none = Chain::default();
        let chain = shown.view.chain.as_ref().unwrap_or(&none);
        let marked = self.marked_sources(shown.id)?;
        for source in heads(chain, &marked) {
            push(&mut article, how_it_rests(source), json!({ "@id": source_id(chain, &address, source.id) }));
        }
        graph.add(article);
        graph.add(version_node(&address, shown.version, shown.version_from, None));
        self.rests_on(kept::fact(shown.id));
        for earlier in versions::below(self.sql, shown.id, shown.version, VERSIONS)? {
            graph.add(version_node(&address, earlier.version, earlier.from, Some(earlier.until)));
        }
        for source in &chain.sources {
            let made = source_node(&mut graph, chain, source, &address, &locale);
            graph.add(made);
        }
        people.into_iter().for_each(|person| graph.add(person));
        let mut organisation = node(&publisher, &["prov:Agent", "prov:Organization"]);
        organisation.insert("rdfs:label".into(), json!(site.name));
        organisation.insert("schema:url".into(), json!({ "@id": self.composer.absolute("/") }));
        graph.add(organisation);
        Ok(api::said(StatusCode::OK, JSON_LD, &graph.finish()))
    }

    /// Which sources the text's marks name.
    fn marked_sources(&mut self, article: i64) -> Result<HashSet<i64>> {
        let body = crate::articles::reader::body(self.sql, article)?.unwrap_or_default();
        Ok(body.sources().into_iter().collect())
    }
}

/// A public version: it revises the one before it, and ends when the next one begins.
fn version_node(address: &str, version: i64, from: i64, until: Option<i64>) -> Map<String, Value> {
    let id = |version: i64| format!("{}versions/{version}/", slashed(address));
    let mut made = node(&id(version), &["prov:Entity"]);
    made.insert("prov:specializationOf".into(), json!({ "@id": address }));
    made.insert("prov:generatedAtTime".into(), moment(from));
    if let Some(until) = until {
        made.insert("prov:invalidatedAtTime".into(), moment(until));
    }
    if version > 1 {
        made.insert("prov:wasRevisionOf".into(), json!({ "@id": id(version - 1) }));
    }
    made
}

/// What the article itself rests on: the sources that its passages name, and those that no other source of it quotes. The
/// others it has through these.
fn heads<'a>(chain: &'a Chain, marked: &HashSet<i64>) -> Vec<&'a Source> {
    let quoted: HashSet<i64> = chain.sources.iter().flat_map(|source| source.via.iter().copied()).collect();
    let is_head = |source: &&Source| marked.contains(&source.id) || !quoted.contains(&source.id);
    chain.sources.iter().filter(is_head).collect()
}

/// Whether the article has it at first hand, or quotes somebody who may have it from others (PROV-O, section 3.3: all of
/// these are derivations).
fn how_it_rests(source: &Source) -> &'static str {
    let first_hand = matches!(
        source.kind,
        Kind::OwnReporting
            | Kind::Interview
            | Kind::Document
            | Kind::DataSet
            | Kind::SocialPost
            | Kind::OfficialStatement
    );
    if first_hand && source.via.is_empty() { "prov:hadPrimarySource" } else { "prov:wasQuotedFrom" }
}

/// A source by its number in the manuscript: where readers find it on the page. An unnamed one has no address, so that nothing
/// can be said of it elsewhere; of one that is not in the list any more nothing is known.
fn source_id(chain: &Chain, article: &str, id: i64) -> String {
    match chain.sources.iter().enumerate().find(|(_, source)| source.id == id) {
        Some((place, Source { who: Who::Named(_), .. })) => format!("{article}#source-{}", place + 1),
        Some((place, _)) => format!("_:source-{}", place + 1),
        None => format!("_:gone-{id}"),
    }
}

fn source_node(
    graph: &mut Graph,
    chain: &Chain,
    source: &Source,
    article: &str,
    locale: &Locale,
) -> Map<String, Value> {
    let mut made = node(&source_id(chain, article, source.id), &["prov:Entity"]);
    made.insert("dcterms:type".into(), json!(source.kind.as_str()));
    match &source.who {
        Who::Unnamed { .. } => {
            made.insert("rdfs:label".into(), json!(api::called(locale, source)));
        }
        Who::Named(named) => named_node(graph, &mut made, named),
    }
    let how = if source.prints { "prov:wasDerivedFrom" } else { "prov:wasQuotedFrom" };
    for via in &source.via {
        push(&mut made, how, json!({ "@id": source_id(chain, article, *via) }));
    }
    made
}

fn named_node(graph: &mut Graph, made: &mut Map<String, Value>, named: &Named) {
    made.insert("rdfs:label".into(), json!(named.name));
    if let Some(link) = &named.link {
        made.insert("schema:url".into(), json!({ "@id": link.as_str() }));
    }
    if let Some(day) = &named.dated {
        made.insert("dcterms:date".into(), json!({ "@type": "xsd:date", "@value": day.as_str() }));
    }
    for (name, kind) in [(&named.author, "prov:Agent"), (&named.controlled_by, "prov:Organization")] {
        if !name.is_empty() {
            let agent = graph.agent(name, kind);
            push(made, "prov:wasAttributedTo", agent);
        }
    }
}

fn node(id: &str, types: &[&str]) -> Map<String, Value> {
    let mut node = Map::new();
    node.insert("@id".into(), json!(id));
    node.insert("@type".into(), json!(types));
    node
}

/// Adds a value to a property that may have several.
fn push(node: &mut Map<String, Value>, key: &str, value: Value) {
    match node.get_mut(key) {
        Some(Value::Array(all)) => all.push(value),
        _ => {
            node.insert(key.to_owned(), Value::Array(vec![value]));
        }
    }
}

fn moment(micros: i64) -> Value {
    json!({ "@type": "xsd:dateTime", "@value": rfc3339(micros) })
}

/// The address with the slash that what stands below it begins with.
fn slashed(address: &str) -> String {
    format!("{}/", address.trim_end_matches('/'))
}
