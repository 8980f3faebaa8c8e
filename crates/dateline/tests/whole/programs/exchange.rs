//! PROV-O and ninjs, below an article's address.

use super::*;
use std::collections::HashMap;

const SITE: &str = "https://courier.example";

/// The nodes of a graph by their `@id`.
fn nodes(graph: &Value) -> HashMap<String, Value> {
    let all = graph["@graph"].as_array().unwrap();
    all.iter().map(|node| (node["@id"].as_str().unwrap().to_owned(), node.clone())).collect()
}

/// The `@id`s that a property leads to.
fn ids(node: &Value, property: &str) -> Vec<String> {
    let values = node[property].as_array().cloned().unwrap_or_default();
    values.iter().map(|value| value["@id"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn provenance_has_the_chain_as_the_web_knows_it() {
    on_each(|app| {
        courier(&app);
        publish_with(&app, &chain(), "Dredging", true);
        let answer = app.get(&format!("{REPORT}prov.jsonld"));
        assert_eq!(answer.header("content-type"), "application/ld+json");
        assert_eq!(answer.header("access-control-allow-origin"), "*");
        let graph: Value = serde_json::from_str(&answer.text()).unwrap();
        assert_eq!(graph["@context"]["prov"], "http://www.w3.org/ns/prov#");
        let nodes = nodes(&graph);
        let address = format!("{SITE}{REPORT}");
        let source = |number: u32| format!("{address}#source-{number}");
        let article = &nodes[&address];
        // The official spoke to us; The Packet prints what the agency quotes. The website is reached through them alone.
        assert_eq!(ids(article, "prov:hadPrimarySource"), ["_:source-3"]);
        assert_eq!(ids(article, "prov:wasQuotedFrom"), [source(4)]);
        assert_eq!(
            ids(article, "prov:wasAttributedTo"),
            [format!("{SITE}/#publisher"), format!("{SITE}/author/ines/")]
        );
        assert_eq!(ids(&nodes[&source(4)], "prov:wasDerivedFrom"), [source(1)]);
        assert_eq!(ids(&nodes[&source(1)], "prov:wasQuotedFrom"), [source(2)]);
        let whose: Vec<&Value> = ids(&nodes[&source(2)], "prov:wasAttributedTo")
            .iter()
            .map(|id| &nodes[id]["rdfs:label"])
            .collect();
        assert_eq!(whose, [&json!("L. Quayle"), &json!("Harbour Board")]);
        // Of whoever is not named there is a word of the fixed list and no more.
        let unnamed = nodes["_:source-3"].as_object().unwrap();
        let mut keys: Vec<&String> = unnamed.keys().collect();
        keys.sort();
        assert_eq!(keys, ["@id", "@type", "dcterms:type", "rdfs:label"]);
        // Whatever is named in the graph is in it.
        for (id, node) in &nodes {
            for property in
                ["prov:wasAttributedTo", "prov:wasQuotedFrom", "prov:wasDerivedFrom", "prov:hadPrimarySource"]
            {
                for to in ids(node, property) {
                    assert!(nodes.contains_key(&to), "{id} names {to}, which is nowhere");
                }
            }
        }
        let version = &nodes[&format!("{address}versions/2/")];
        assert_eq!(version["prov:specializationOf"]["@id"], json!(address));
        assert!(version["prov:generatedAtTime"]["@value"].as_str().unwrap().ends_with('Z'));
        assert_eq!(version["prov:wasRevisionOf"]["@id"], json!(format!("{address}versions/1/")));
        let first = &nodes[&format!("{address}versions/1/")];
        assert_eq!(first["prov:invalidatedAtTime"], version["prov:generatedAtTime"]);
        assert!(first.get("prov:wasRevisionOf").is_none(), "there is none before it");
        withdraw(&app);
        let (status, json) = asked(&app, &format!("{REPORT}prov.jsonld"));
        assert_eq!((status, &json["code"]), (410, &json!("dateline_withdrawn")));
    });
}

/// What ninjs 3.1 knows on its first level, and what an entry of each of its lists may have: from the schema that IPTC
/// publishes (`ninjs-schema_3.1.json`), as far as we write it. The schema allows nothing else.
const KNOWN: [(&str, &[&str]); 24] = [
    ("uri", &[]),
    ("type", &[]),
    ("representationType", &[]),
    ("version", &[]),
    ("firstCreated", &[]),
    ("versionCreated", &[]),
    ("contentCreated", &[]),
    ("pubStatus", &[]),
    ("language", &[]),
    ("title", &[]),
    ("by", &[]),
    ("located", &[]),
    ("copyrightHolder", &[]),
    ("edNote", &[]),
    ("standard", &["name", "version", "schema"]),
    ("descriptions", &["role", "contentType", "value"]),
    ("headlines", &["role", "contentType", "value"]),
    ("bodies", &["role", "contentType", "charCount", "wordCount", "value"]),
    ("people", &["name", "rel", "uri", "literal", "contactInfo"]),
    ("organisations", &["name", "rel", "uri", "literal", "symbols", "contactInfo"]),
    ("subjects", &["name", "rel", "uri", "literal", "creator", "relevance", "confidence"]),
    ("infoSources", &["name", "role", "uri", "literal", "contactInfo"]),
    ("trustIndicators", &["role", "title", "href"]),
    ("associations", &["name", "rel", "uri", "type", "by", "descriptions", "renditions"]),
];

/// Asserts that nothing stands in an item that the standard does not have.
fn is_ninjs(item: &Value) {
    for (key, value) in item.as_object().unwrap() {
        let (_, fields) =
            KNOWN.iter().find(|(known, _)| known == key).unwrap_or_else(|| panic!("{key} is unknown"));
        let entries = value.as_array().cloned().unwrap_or_else(|| vec![value.clone()]);
        for entry in entries.iter().filter_map(Value::as_object) {
            for name in entry.keys() {
                assert!(fields.contains(&name.as_str()), "{key} has {name}");
            }
        }
    }
    for date in ["firstCreated", "versionCreated", "contentCreated"] {
        if let Some(at) = item[date].as_str() {
            assert!(at.len() == 20 && at.ends_with('Z'), "{date}: {at}");
        }
    }
    for indicator in item["trustIndicators"].as_array().into_iter().flatten() {
        assert!(
            indicator["role"].as_str().unwrap().starts_with("http://cv.iptc.org/newscodes/trustindicator/")
        );
    }
    assert!(item["uri"].as_str().unwrap().starts_with("https://"));
    assert!(item["version"].is_string(), "the standard has it as text");
}

#[test]
fn other_newsrooms_get_the_article_with_its_chain() {
    on_each(|app| {
        courier(&app);
        publish_with(&app, &chain(), "Dredging", true);
        let item = read(&app, &format!("{REPORT}ninjs.json"));
        is_ninjs(&item);
        assert_eq!(item["uri"], format!("{SITE}{REPORT}"));
        assert_eq!((&item["version"], &item["pubStatus"]), (&json!("2"), &json!("usable")));
        assert_eq!(item["headlines"][0]["value"], "Dredging");
        assert_eq!(item["by"], "Ines Calloway");
        assert_eq!(item["people"][0]["uri"], format!("{SITE}/author/ines/"));
        assert_eq!(item["bodies"][0]["contentType"], "text/html");
        let sources = item["infoSources"].as_array().unwrap();
        let said = |place: usize| {
            (sources[place]["literal"].as_str().unwrap(), sources[place]["role"].as_str().unwrap())
        };
        assert_eq!(said(0), ("source-1", "agency, quoting source-2"));
        assert_eq!(said(1), ("source-2", "website"));
        assert_eq!(said(3), ("source-4", "outlet, printing source-1"));
        assert_eq!(sources[0]["uri"], "https://wire.example/a");
        assert!(sources[2].get("uri").is_none());
        withdraw(&app);
        let (status, gone) = asked(&app, &format!("{REPORT}ninjs.json"));
        assert_eq!((status, &gone["pubStatus"]), (410, &json!("canceled")));
        is_ninjs(&gone);
        assert!(!gone.to_string().contains("Dredging"), "{gone}");
    });
}

#[test]
fn the_page_leads_to_what_programs_read() {
    on_each(|app| {
        courier(&app);
        let answer = app.get(REPORT);
        let links: Vec<&str> = answer
            .headers
            .iter()
            .filter(|(name, _)| name == "link")
            .map(|(_, value)| value.as_str())
            .collect();
        let links = links.join(", ");
        for (name, media_type) in [("prov.jsonld", "application/ld+json"), ("ninjs.json", "application/json")]
        {
            let link = format!("<{SITE}{REPORT}{name}>; rel=\"alternate\"; type=\"{media_type}\"");
            assert!(links.contains(&link), "{links}");
            let element = format!("type=\"{media_type}\" title=");
            assert!(answer.text().contains(&element), "{element}");
            app.status(&format!("{REPORT}{name}"), 200);
        }
    });
}
