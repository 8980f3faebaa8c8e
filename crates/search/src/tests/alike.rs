//! Articles about the same, and those that are the same.

use super::*;

fn report(id: i64, body: &str) -> Entry {
    entry(id, "", body)
}

const DREDGE: &str = "The harbour board let the dredging contract before the sediment survey was done, and the dredging firm \
    dumped sediment at sea. The survey found mercury in the sediment of the old basin.";

fn some() -> Vec<Entry> {
    let mut all = vec![
        report(1, DREDGE),
        Entry {
            published_on: NOW - 3_000 * DAY,
            ..report(
                2,
                "Sediment from dredging in the basin held mercury, a survey of the harbour had found years ago.",
            )
        },
        report(
            3,
            "A survey of sediment: mercury in the harbour after dredging, says a chemist of the university who sampled the basin.",
        ),
        // An update of the first, and the wire's copy of the third.
        report(4, &format!("{DREDGE} The board declined to comment.")),
        report(
            5,
            "Update: A survey of sediment: mercury in the harbour after dredging, says a chemist of the university who sampled the basin.",
        ),
        Entry { language: "de".into(), group: Some(9), ..report(6, DREDGE) },
        Entry {
            group: Some(9),
            ..report(
                7,
                "The dredging and the mercury in the sediment: the survey of the harbour in other words.",
            )
        },
        Entry { page: true, ..report(8, "About dredging, sediment, mercury, harbour survey.") },
    ];
    for id in 20..60 {
        all.push(report(id, &format!("Bread number {id} rose in the oven while the band played on the square in front of the bakery.")));
    }
    all
}

#[test]
fn what_is_about_the_same_is_found_and_what_is_the_same_is_not() {
    let all = some();
    let (index, _folder) = index(&all);
    let ids =
        |entry: &Entry| index.related(entry, NOW, 8).unwrap().iter().map(|h| h.key.id).collect::<Vec<_>>();
    let found = ids(&all[0]);
    // Not itself, its update, the German one, the page; of the third and its copy only one, and the old one after it.
    assert!(!found.iter().any(|id| [1, 4, 6, 8].contains(id)), "{found:?}");
    assert!(found.contains(&3) != found.contains(&5), "{found:?}");
    assert!(found.contains(&7) && found.contains(&2), "{found:?}");
    assert_eq!(found.last(), Some(&2), "{found:?}");
    assert!(!found.iter().any(|id| *id >= 20), "bread has nothing to do with it: {found:?}");
    // A translation of one's own group is none, whatever its words.
    let grouped = Entry { group: Some(9), ..all[0].clone() };
    assert!(!ids(&grouped).contains(&7));
}

#[test]
fn nothing_is_alike_where_there_is_nothing() {
    let (empty, _folder) = index(&[]);
    assert!(empty.related(&report(1, DREDGE), NOW, 8).unwrap().is_empty());
    let (one, _folder) = index(&[report(1, DREDGE)]);
    assert!(one.related(&report(1, DREDGE), NOW, 8).unwrap().is_empty());
    assert!(one.related(&report(2, ""), NOW, 8).unwrap().is_empty());
}
