//! Tables.

use super::super::dom::Id;
use super::Reader;
use super::attributes::align;
use super::flow::{Flow, Place};
use crate::chars;
use crate::tree::{Block, Cell, Row, Table};

impl Reader<'_> {
    /// A table, with the caption of the figure it stands in, if it does.
    pub(super) fn table(&mut self, id: Id, figcaption: Option<Id>, flow: &mut Flow) {
        flow.flush();
        let dom = self.dom;
        let is_cell = |n: &Id| matches!(dom.tag(*n), "td" | "th");
        let cells: usize = self.rows_of(id).iter().map(|tr| dom.children(*tr).filter(is_cell).count()).sum();
        let mut rows = Vec::new();
        // One cell is a frame that somebody drew, not a table.
        let fits = cells > 1 && flow.place != Place::Caption && self.deeper(3, |r| rows = r.rows(id));
        if !fits {
            return self.styled(id, flow);
        }
        let words = |n: Id| Some(chars::collapse(&dom.text(n))).filter(|t| !t.is_empty());
        let own = dom.children(id).find(|n| dom.tag(*n) == "caption").and_then(words);
        let outer = figcaption.and_then(words);
        let caption = match (own, outer) {
            (Some(a), Some(b)) if a != b => Some(format!("{a} {b}")),
            (a, b) => a.or(b),
        };
        if rows.iter().all(|r: &Row| r.content.iter().all(|c| c.content.is_empty())) {
            if let Some(caption) = caption {
                flow.text(&caption, &[], false);
                flow.flush();
            }
            return;
        }
        let mut table = Table { caption, content: rows };
        table.mend();
        flow.block(Block::Table(table));
    }

    fn rows(&mut self, id: Id) -> Vec<Row> {
        let rows = self.rows_of(id);
        let rows = rows.into_iter().map(|tr| self.row(tr));
        rows.filter(|r| !r.content.is_empty()).collect()
    }

    /// The rows of a table, its groups taken apart.
    fn rows_of(&self, id: Id) -> Vec<Id> {
        let dom = self.dom;
        let mut rows = Vec::new();
        for child in dom.children(id) {
            match dom.tag(child) {
                "tr" => rows.push(child),
                "thead" | "tbody" | "tfoot" => {
                    rows.extend(dom.children(child).filter(|n| dom.tag(*n) == "tr"))
                }
                _ => {}
            }
        }
        rows
    }

    fn row(&mut self, id: Id) -> Row {
        let dom = self.dom;
        let cells = dom.children(id).filter(|n| matches!(dom.tag(*n), "td" | "th"));
        let content = cells
            .map(|n| Cell {
                header: dom.tag(n) == "th",
                colspan: span(dom.attr(n, "colspan")),
                // Zero reaches to the end of the group (HTML standard): mending cuts it there.
                rowspan: match dom.attr(n, "rowspan").map(str::trim) {
                    Some("0") => 1000,
                    other => span(other),
                },
                align: align(dom, n),
                content: self.inside(n, Place::Inner),
            })
            .collect();
        Row { content }
    }
}

fn span(value: Option<&str>) -> u32 {
    value.and_then(|v| v.trim().parse().ok()).map_or(1, |n: u32| n.clamp(1, 1000))
}
