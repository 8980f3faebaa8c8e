//! The corpus as a WordPress export (WXR 1.2).

use super::{Article, Corpus, SITE, article::Picture};
use std::io::{Result, Write};

/// Writes all of it, an article at a time.
pub fn write(corpus: &Corpus, out: &mut impl Write) -> Result<()> {
    head(out)?;
    for index in 0..corpus.articles {
        let article = corpus.article(index);
        if let Some(picture) = &article.picture {
            attachment(&article, picture, out)?;
        }
        item(&article, out)?;
    }
    out.write_all(b"</channel>\n</rss>\n")
}

fn head(out: &mut impl Write) -> Result<()> {
    write!(
        out,
        "<?xml version=\"1.0\" encoding=\"UTF-8\" ?>\n<rss version=\"2.0\" \
         xmlns:excerpt=\"http://wordpress.org/export/1.2/excerpt/\" \
         xmlns:content=\"http://purl.org/rss/1.0/modules/content/\" \
         xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:wp=\"http://wordpress.org/export/1.2/\">\n<channel>\n\
         <title>The Port Merrow Courier</title>\n<link>{SITE}</link>\n<description>News from both sides of the water\
         </description>\n<language>en-GB</language>\n<wp:wxr_version>1.2</wp:wxr_version>\n\
         <wp:base_site_url>{SITE}</wp:base_site_url>\n<wp:base_blog_url>{SITE}</wp:base_blog_url>\n"
    )?;
    for (id, author) in (1..).zip(Corpus::authors()) {
        writeln!(
            out,
            "<wp:author><wp:author_id>{id}</wp:author_id><wp:author_login>{0}</wp:author_login>\
             <wp:author_email>{0}@courier.example</wp:author_email>\
             <wp:author_display_name><![CDATA[{1}]]></wp:author_display_name></wp:author>",
            author.slug, author.name
        )?;
    }
    for (id, section) in (1..).zip(Corpus::sections()) {
        writeln!(
            out,
            "<wp:category><wp:term_id>{id}</wp:term_id><wp:category_nicename>{}</wp:category_nicename>\
             <wp:category_parent>{}</wp:category_parent><wp:cat_name><![CDATA[{}]]></wp:cat_name></wp:category>",
            section.slug,
            section.parent.as_deref().unwrap_or_default(),
            section.name
        )?;
    }
    for (id, topic) in (100..).zip(Corpus::topics()) {
        writeln!(
            out,
            "<wp:tag><wp:term_id>{id}</wp:term_id><wp:tag_slug>{}</wp:tag_slug><wp:tag_name><![CDATA[{}]]></wp:tag_name>\
             </wp:tag>",
            topic.slug, topic.name
        )?;
    }
    Ok(())
}

fn item(article: &Article, out: &mut impl Write) -> Result<()> {
    write!(
        out,
        "<item>\n<title><![CDATA[{}]]></title>\n<link>{SITE}{}</link>\n<pubDate>{}</pubDate>\n\
         <dc:creator><![CDATA[{}]]></dc:creator>\n<guid isPermaLink=\"false\">{SITE}/?p={}</guid>\n\
         <content:encoded><![CDATA[{}]]></content:encoded>\n<excerpt:encoded><![CDATA[{}]]></excerpt:encoded>\n",
        article.headline,
        article.path,
        article.on.rfc5322(),
        article.author.slug,
        article.id,
        article.text,
        article.standfirst,
    )?;
    fields(article.id, &article.on.mysql(), &article.slug, 0, "publish", "post", out)?;
    writeln!(
        out,
        "<category domain=\"category\" nicename=\"{}\"><![CDATA[{}]]></category>",
        article.section.slug, article.section.name
    )?;
    for topic in &article.topics {
        writeln!(
            out,
            "<category domain=\"post_tag\" nicename=\"{}\"><![CDATA[{}]]></category>",
            topic.slug, topic.name
        )?;
    }
    if let Some(picture) = &article.picture {
        meta("_thumbnail_id", &picture.id.to_string(), out)?;
    }
    meta("_edit_last", "1", out)?;
    for comment in &article.comments {
        writeln!(
            out,
            "<wp:comment><wp:comment_id>{}</wp:comment_id><wp:comment_author><![CDATA[{}]]></wp:comment_author>\
             <wp:comment_author_email>reader@courier.example</wp:comment_author_email>\
             <wp:comment_author_IP>192.0.2.7</wp:comment_author_IP><wp:comment_date>{2}</wp:comment_date>\
             <wp:comment_date_gmt>{2}</wp:comment_date_gmt><wp:comment_content><![CDATA[{3}]]></wp:comment_content>\
             <wp:comment_approved>1</wp:comment_approved><wp:comment_type>comment</wp:comment_type>\
             <wp:comment_parent>{4}</wp:comment_parent></wp:comment>",
            comment.id,
            comment.author,
            comment.at.mysql(),
            comment.text,
            comment.parent
        )?;
    }
    out.write_all(b"</item>\n")
}

fn attachment(article: &Article, picture: &Picture, out: &mut impl Write) -> Result<()> {
    let name = format!("quay-{}", picture.id);
    write!(
        out,
        "<item>\n<title>{name}</title>\n<link>{SITE}/{name}/</link>\n<pubDate>{}</pubDate>\n<dc:creator>{}</dc:creator>\n\
         <guid isPermaLink=\"false\">{}</guid>\n<content:encoded></content:encoded>\n\
         <excerpt:encoded>The quay at low water.</excerpt:encoded>\n",
        article.on.rfc5322(),
        article.author.slug,
        picture.src,
    )?;
    fields(picture.id, &article.on.mysql(), &name, article.id, "inherit", "attachment", out)?;
    writeln!(out, "<wp:attachment_url>{}</wp:attachment_url>", picture.src)?;
    meta("_wp_attachment_image_alt", "The quay at low water", out)?;
    out.write_all(b"</item>\n")
}

fn fields(
    id: u64,
    on: &str,
    name: &str,
    parent: u64,
    status: &str,
    kind: &str,
    out: &mut impl Write,
) -> Result<()> {
    writeln!(
        out,
        "<wp:post_id>{id}</wp:post_id>\n<wp:post_date>{on}</wp:post_date>\n<wp:post_date_gmt>{on}</wp:post_date_gmt>\n\
         <wp:post_modified>{on}</wp:post_modified>\n<wp:post_modified_gmt>{on}</wp:post_modified_gmt>\n\
         <wp:comment_status>open</wp:comment_status>\n<wp:ping_status>closed</wp:ping_status>\n\
         <wp:post_name>{name}</wp:post_name>\n<wp:status>{status}</wp:status>\n<wp:post_parent>{parent}</wp:post_parent>\n\
         <wp:menu_order>0</wp:menu_order>\n<wp:post_type>{kind}</wp:post_type>\n<wp:post_password></wp:post_password>\n\
         <wp:is_sticky>0</wp:is_sticky>"
    )
}

fn meta(key: &str, value: &str, out: &mut impl Write) -> Result<()> {
    writeln!(
        out,
        "<wp:postmeta><wp:meta_key>{key}</wp:meta_key><wp:meta_value><![CDATA[{value}]]></wp:meta_value></wp:postmeta>"
    )
}
