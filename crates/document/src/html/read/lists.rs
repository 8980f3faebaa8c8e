//! Lists.

use super::super::dom::{Data, Id};
use super::Reader;
use super::flow::{Flow, Place};
use crate::tree::{Block, BulletList, ListItem, OrderedList};

impl Reader<'_> {
    pub(super) fn list(&mut self, id: Id, flow: &mut Flow) {
        flow.flush();
        let dom = self.dom;
        let mut items: Vec<ListItem> = Vec::new();
        let fits = flow.place != Place::Caption && self.deeper(2, |r| items = r.items(id));
        if !fits {
            return self.styled(id, flow);
        }
        if items.is_empty() {
            return;
        }
        flow.block(if dom.tag(id) == "ol" {
            let start = dom.attr(id, "start").and_then(|s| s.trim().parse().ok()).unwrap_or(1);
            Block::OrderedList(OrderedList { start, content: items })
        } else {
            Block::BulletList(BulletList { content: items })
        });
    }

    fn items(&mut self, id: Id) -> Vec<ListItem> {
        let dom = self.dom;
        let mut items: Vec<ListItem> = Vec::new();
        for child in dom.children(id) {
            let tag = dom.tag(child);
            match dom.node(child).map(|n| &n.data) {
                Some(Data::Element(..)) if tag == "li" => {
                    let content = self.inside(child, Place::Inner);
                    if !content.is_empty() {
                        items.push(ListItem { content });
                    }
                }
                Some(Data::Text(text)) if text.trim().is_empty() => {}
                Some(Data::Comment(text)) => self.comment(child, text, &mut Flow::new(Place::Inner)),
                Some(_) => {
                    // Not allowed, and common: a list right in a list belongs to the item before it.
                    let mut flow = Flow::new(Place::Inner);
                    let marks = std::mem::take(&mut self.marks);
                    self.node(child, &mut flow);
                    self.marks = marks;
                    let content = flow.finish();
                    match items.last_mut() {
                        _ if content.is_empty() => {}
                        Some(last) if matches!(tag, "ul" | "ol") => last.content.extend(content),
                        _ => items.push(ListItem { content }),
                    }
                }
                None => {}
            }
        }
        items
    }
}
