//! Small WordPress exports, put together in a test: the Port Merrow Courier, as each test needs it.

use std::fmt::Write;

/// The old site's address.
pub const OLD: &str = "http://port-merrow.example";

/// An export in the making.
#[derive(Debug, Clone)]
pub struct Wxr {
    /// The old site's address.
    pub site: String,
    head: String,
    items: String,
}

impl Default for Wxr {
    fn default() -> Self {
        Wxr::new()
    }
}

/// A text as CDATA, whatever it holds.
fn cdata(text: &str) -> String {
    format!("<![CDATA[{}]]>", text.replace("]]>", "]]]]><![CDATA[>"))
}

impl Wxr {
    /// An export without anything in it.
    pub fn new() -> Wxr {
        Wxr { site: OLD.into(), head: String::new(), items: String::new() }
    }

    /// An export with the people, sections and topics that most tests use:
    /// `ines` and `tobias`; Harbour (2) with Dredging (3) below it, Town (4); Old Basin (5), Storms (6).
    pub fn courier() -> Wxr {
        Wxr::new()
            .author(1, "ines", "Ines Calloway")
            .author(2, "tobias", "Tobias Renn")
            .category(2, "harbour", "", "Harbour")
            .category(3, "dredging", "harbour", "Dredging")
            .category(4, "town", "", "Town")
            .tag(5, "old-basin", "Old Basin")
            .tag(6, "storms", "Storms")
    }

    /// An account.
    pub fn author(mut self, id: i64, login: &str, name: &str) -> Wxr {
        let _ = writeln!(
            self.head,
            "<wp:author><wp:author_id>{id}</wp:author_id><wp:author_login>{}</wp:author_login>\
             <wp:author_email>{}</wp:author_email><wp:author_display_name>{}</wp:author_display_name></wp:author>",
            cdata(login),
            cdata(&format!("{login}@example.org")),
            cdata(name)
        );
        self
    }

    /// A category.
    pub fn category(mut self, id: i64, slug: &str, parent: &str, name: &str) -> Wxr {
        let _ = writeln!(
            self.head,
            "<wp:category><wp:term_id>{id}</wp:term_id><wp:category_nicename>{}</wp:category_nicename>\
             <wp:category_parent>{}</wp:category_parent><wp:cat_name>{}</wp:cat_name></wp:category>",
            cdata(slug),
            cdata(parent),
            cdata(name)
        );
        self
    }

    /// A tag.
    pub fn tag(mut self, id: i64, slug: &str, name: &str) -> Wxr {
        let _ = writeln!(
            self.head,
            "<wp:tag><wp:term_id>{id}</wp:term_id><wp:tag_slug>{}</wp:tag_slug><wp:tag_name>{}</wp:tag_name></wp:tag>",
            cdata(slug),
            cdata(name)
        );
        self
    }

    /// A term of another kind: a menu, a language, a group of translations.
    pub fn term(mut self, id: i64, kind: &str, slug: &str, name: &str) -> Wxr {
        let _ = writeln!(
            self.head,
            "<wp:term><wp:term_id>{id}</wp:term_id><wp:term_taxonomy>{kind}</wp:term_taxonomy>\
             <wp:term_slug>{}</wp:term_slug><wp:term_parent></wp:term_parent><wp:term_name>{}</wp:term_name></wp:term>",
            cdata(slug),
            cdata(name)
        );
        self
    }

    /// A post, page, attachment or anything else.
    pub fn with(mut self, item: Item) -> Wxr {
        self.items.push_str(&item.written(&self.site));
        self
    }

    /// Text as it is, among the items.
    pub fn raw(mut self, text: &str) -> Wxr {
        self.items.push_str(text);
        self
    }

    /// The whole file.
    pub fn build(&self) -> String {
        format!(
            r#"<?xml version="1.0" encoding="UTF-8" ?>
<rss version="2.0" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"
 xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:wp="http://wordpress.org/export/1.2/">
<channel>
<title>Port Merrow Courier</title>
<link>{site}</link>
<description>News of the harbour, the town and the tide</description>
<language>en-GB</language>
<wp:wxr_version>1.2</wp:wxr_version>
<wp:base_site_url>{site}</wp:base_site_url>
<wp:base_blog_url>{site}</wp:base_blog_url>
{head}{items}</channel>
</rss>
"#,
            site = self.site,
            head = self.head,
            items = self.items
        )
    }
}

/// An item in the making: a published post, unless it is told otherwise.
#[derive(Debug, Clone)]
pub struct Item {
    id: i64,
    slug: String,
    title: String,
    kind: String,
    status: String,
    date: String,
    link: Option<String>,
    creator: String,
    excerpt: String,
    content: String,
    parent: i64,
    order: i64,
    password: String,
    sticky: bool,
    comments: &'static str,
    more: String,
}

impl Item {
    /// A published post of 14 November 2026.
    pub fn post(id: i64, slug: &str, title: &str) -> Item {
        Item {
            id,
            slug: slug.into(),
            title: title.into(),
            kind: "post".into(),
            status: "publish".into(),
            date: "2026-11-14 07:30:00".into(),
            link: None,
            creator: "ines".into(),
            excerpt: String::new(),
            content: format!("<p>The text of {id}.</p>"),
            parent: 0,
            order: 0,
            password: String::new(),
            sticky: false,
            comments: "open",
            more: String::new(),
        }
    }

    /// A published page.
    pub fn page(id: i64, slug: &str, title: &str) -> Item {
        let link = format!("{OLD}/{slug}/");
        Item { kind: "page".into(), link: Some(link), ..Item::post(id, slug, title) }
    }

    /// A file below `wp-content/uploads/`, attached to the item `parent` (0 for none).
    pub fn attachment(id: i64, file: &str, title: &str, parent: i64) -> Item {
        let name = file.rsplit('/').next().unwrap_or(file);
        let slug = name.split('.').next().unwrap_or(name).to_owned();
        let address = format!("{OLD}/wp-content/uploads/{file}");
        Item {
            kind: "attachment".into(),
            status: "inherit".into(),
            link: Some(format!("{OLD}/{slug}/")),
            content: String::new(),
            parent,
            more: format!("<wp:attachment_url>{}</wp:attachment_url>\n", cdata(&address)),
            ..Item::post(id, &slug, title)
        }
        .meta("_wp_attached_file", file)
    }

    /// An item of another type.
    pub fn of_kind(mut self, kind: &str) -> Item {
        self.kind = kind.into();
        self
    }

    /// Its status; what is not published has no permalink yet.
    pub fn status(mut self, status: &str) -> Item {
        self.status = status.into();
        self
    }

    /// Its date, which is both its local one and that in UTC.
    pub fn date(mut self, date: &str) -> Item {
        self.date = date.into();
        self
    }

    /// Its permalink, where it is not `/{year}/{month}/{slug}/`.
    pub fn link(mut self, link: &str) -> Item {
        self.link = Some(link.into());
        self
    }

    /// Whose it is.
    pub fn by(mut self, login: &str) -> Item {
        self.creator = login.into();
        self
    }

    /// Its excerpt.
    pub fn excerpt(mut self, text: &str) -> Item {
        self.excerpt = text.into();
        self
    }

    /// Its text.
    pub fn content(mut self, html: &str) -> Item {
        self.content = html.into();
        self
    }

    /// What it stands below.
    pub fn below(mut self, parent: i64) -> Item {
        self.parent = parent;
        self
    }

    /// Its place in the menu.
    pub fn order(mut self, order: i64) -> Item {
        self.order = order;
        self
    }

    /// A password.
    pub fn password(mut self, password: &str) -> Item {
        self.password = password.into();
        self
    }

    /// Kept at the top.
    pub fn sticky(mut self) -> Item {
        self.sticky = true;
        self
    }

    /// Where readers may not comment.
    pub fn comments_closed(mut self) -> Item {
        self.comments = "closed";
        self
    }

    /// A category that it stands in.
    pub fn section(self, slug: &str, name: &str) -> Item {
        self.term("category", slug, name)
    }

    /// A tag.
    pub fn topic(self, slug: &str, name: &str) -> Item {
        self.term("post_tag", slug, name)
    }

    /// A term of any kind.
    pub fn term(mut self, domain: &str, slug: &str, name: &str) -> Item {
        let _ = writeln!(
            self.more,
            r#"<category domain="{domain}" nicename="{slug}">{}</category>"#,
            cdata(name)
        );
        self
    }

    /// A custom field.
    pub fn meta(mut self, key: &str, value: &str) -> Item {
        let _ = writeln!(
            self.more,
            "<wp:postmeta><wp:meta_key>{}</wp:meta_key><wp:meta_value>{}</wp:meta_value></wp:postmeta>",
            cdata(key),
            cdata(value)
        );
        self
    }

    /// A comment, answering `parent` (0 for none). It came from 192.0.2.77.
    pub fn comment(mut self, id: i64, parent: i64, approved: &str, author: &str, text: &str) -> Item {
        let _ = writeln!(
            self.more,
            "<wp:comment><wp:comment_id>{id}</wp:comment_id><wp:comment_author>{}</wp:comment_author>\
             <wp:comment_author_email>reader{id}@example.org</wp:comment_author_email>\
             <wp:comment_author_url></wp:comment_author_url>\
             <wp:comment_author_IP>192.0.2.77</wp:comment_author_IP>\
             <wp:comment_date>2026-11-15 10:00:00</wp:comment_date>\
             <wp:comment_date_gmt>2026-11-15 10:{:02}:00</wp:comment_date_gmt>\
             <wp:comment_content>{}</wp:comment_content><wp:comment_approved>{approved}</wp:comment_approved>\
             <wp:comment_type>comment</wp:comment_type><wp:comment_parent>{parent}</wp:comment_parent>\
             <wp:comment_user_id>0</wp:comment_user_id></wp:comment>",
            cdata(author),
            id % 60,
            cdata(text)
        );
        self
    }

    fn written(&self, site: &str) -> String {
        let dated = self.date.get(..7).unwrap_or("2026-11").replace('-', "/");
        let link = match (&self.link, self.status.as_str()) {
            (Some(link), _) => link.clone(),
            (None, "publish") => format!("{site}/{dated}/{}/", self.slug),
            _ => format!("{site}/?p={}", self.id),
        };
        format!(
            r#"<item>
<title>{title}</title>
<link>{link}</link>
<dc:creator>{creator}</dc:creator>
<guid isPermaLink="false">{site}/?p={id}</guid>
<content:encoded>{content}</content:encoded>
<excerpt:encoded>{excerpt}</excerpt:encoded>
<wp:post_id>{id}</wp:post_id>
<wp:post_date>{date}</wp:post_date>
<wp:post_date_gmt>{date}</wp:post_date_gmt>
<wp:comment_status>{comments}</wp:comment_status>
<wp:post_name>{slug}</wp:post_name>
<wp:status>{status}</wp:status>
<wp:post_parent>{parent}</wp:post_parent>
<wp:menu_order>{order}</wp:menu_order>
<wp:post_type>{kind}</wp:post_type>
<wp:post_password>{password}</wp:post_password>
<wp:is_sticky>{sticky}</wp:is_sticky>
{more}</item>
"#,
            title = cdata(&self.title),
            creator = cdata(&self.creator),
            id = self.id,
            content = cdata(&self.content),
            excerpt = cdata(&self.excerpt),
            date = self.date,
            slug = cdata(&self.slug),
            status = self.status,
            parent = self.parent,
            order = self.order,
            kind = self.kind,
            password = cdata(&self.password),
            sticky = i32::from(self.sticky),
            comments = self.comments,
            more = self.more,
        )
    }
}
