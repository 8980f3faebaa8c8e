//! What every page of the site shares.

use super::{Work, feeds::link as link_to_feed};
use crate::{
    articles::reader as articles,
    changes::Fact,
    error::Result,
    pages::view::{FeedFormat, LinkView, MenuLink, SiteView},
    sections,
    settings::{
        self,
        model::{MenuEntry, Site},
    },
};

/// Menus are cut off at this depth: no page shows more.
const DEPTH: usize = 3;

impl Work<'_, '_> {
    /// The settings and the menu.
    pub(super) fn settings(&mut self) -> Result<(Site, Option<Vec<MenuEntry>>)> {
        self.rests_on(settings::reader::fact());
        settings::reader::site(self.sql)
    }

    /// The site around a page.
    pub(super) fn site(&mut self) -> Result<(SiteView, Site)> {
        let (site, menu) = self.settings()?;
        self.rests_on(Fact::new("list/pages"));
        let sections = self.section_menu()?;
        let pages = articles::top_pages(self.sql)?;
        let own = pages.iter().any(|(_, path)| path == super::corrections::PATH);
        let policies = self.policies(&site)?;
        let mut footer: Vec<LinkView> =
            pages.into_iter().map(|(name, href)| LinkView { name, href }).collect();
        for policy in &policies {
            if !footer.iter().any(|link| link.href == policy.href) {
                footer.push(LinkView::new(policy.name.clone(), policy.href.clone()));
            }
        }
        let view = SiteView {
            corrections: (!own).then(|| super::corrections::PATH.to_owned()),
            name: site.name.clone(),
            tagline: site.tagline.clone(),
            base_url: self.composer.base_url.clone(),
            home: "/".to_owned(),
            language: site.language.to_string(),
            zone: site.zone.clone(),
            menu: menu.iter().flatten().map(|entry| link(entry, DEPTH)).collect(),
            sections,
            feeds: vec![link_to_feed(FeedFormat::Rss, site.name.clone(), "/")],
            search: Some("/search".to_owned()),
            footer_links: footer,
            policies,
            ..SiteView::default()
        };
        Ok((view, site))
    }

    fn section_menu(&mut self) -> Result<Vec<MenuLink>> {
        self.rests_on(sections::store::children_fact(None));
        let mut menu = Vec::new();
        for top in sections::reader::children(self.sql, None)? {
            self.rests_on(sections::store::fact(top.id));
            menu.push(MenuLink::new(top.name, top.path));
        }
        Ok(menu)
    }
}

fn link(entry: &MenuEntry, depth: usize) -> MenuLink {
    let children = if depth == 0 { &[] } else { entry.children.as_slice() };
    MenuLink {
        title: entry.title.clone(),
        href: entry.href.clone(),
        children: children.iter().map(|child| link(child, depth - 1)).collect(),
    }
}
