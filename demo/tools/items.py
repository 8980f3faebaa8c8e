"""The items of the export: articles, attachments, comments, the menu."""

import json

from . import php, when
from .inline import stable_id

# WordPress's sizes of a 1600 by 1067 picture: name, width, height, cropped.
SIZES = (
    ("medium", 300, 200),
    ("large", 1024, 683),
    ("thumbnail", 150, 150),
    ("medium_large", 768, 512),
    ("1536x1536", 1536, 1024),
)


def item(out, site, **v):
    """What every item has, in the exporter's order. The caller adds terms and fields, and closes."""
    public = v["state"] in ("publish", "private", "future", "inherit", "trash")
    utc = when.to_utc(v["local"])
    changed = v.get("changed") or v["local"]
    out.open("item", 1)
    out.cdata("title", v["title"])
    out.plain("link", v["link"])
    out.plain("pubDate", when.rfc822(utc) if public else "")
    out.cdata("dc:creator", v["author"])
    out.lines.append(f'\t\t<guid isPermaLink="false">{v["guid"]}</guid>')
    out.plain("description", "")
    out.cdata("content:encoded", v["body"])
    out.cdata("excerpt:encoded", v.get("excerpt", ""))
    out.plain("wp:post_id", v["number"])
    out.cdata("wp:post_date", when.sql(v["local"]))
    out.cdata("wp:post_date_gmt", when.sql(utc) if public else when.NEVER)
    out.cdata("wp:post_modified", when.sql(changed))
    out.cdata("wp:post_modified_gmt", when.sql(when.to_utc(changed)))
    out.cdata("wp:comment_status", v.get("comments", "closed"))
    out.cdata("wp:ping_status", v.get("comments", "closed"))
    out.cdata("wp:post_name", v["slug"])
    out.cdata("wp:status", v["state"])
    out.plain("wp:post_parent", v.get("parent", 0))
    out.plain("wp:menu_order", v.get("order", 0))
    out.cdata("wp:post_type", v["kind"])
    out.cdata("wp:post_password", v.get("password", ""))
    out.plain("wp:is_sticky", v.get("sticky", 0))


def article(out, site, a, groups):
    """A post, page or reusable block."""
    body = site.body(a)
    guids = {"page": f"?page_id={a.number}", "wp_block": f"?post_type=wp_block&#038;p={a.number}"}
    trashed = "__trashed" if a.state == "trash" else ""
    item(
        out,
        site,
        title=a.title,
        link=site.link(a),
        author=a.author,
        body=body,
        guid=f"{site.base}/{guids.get(a.kind, f'?p={a.number}')}",
        excerpt=a.standfirst,
        number=a.number,
        local=a.local,
        changed=a.changed,
        state=a.state,
        kind=a.kind,
        slug="" if a.state in ("draft", "pending") else a.stored_slug + trashed,
        parent=site.by_name[a.parent].number if a.parent else 0,
        order=a.order or 0,
        password=a.password,
        sticky=1 if a.sticky == "yes" else 0,
        comments="open" if a.kind == "post" else "closed",
    )
    _terms(out, site, a, groups)
    _fields(out, site, a)
    for comment in site.comments:
        if comment["on"] == a.name:
            _comment(out, site, comment)
    out.close("item", 1)


def _terms(out, site, a, groups):
    if a.kind == "wp_block":
        return
    for slug in a.words("sections"):
        out.category("category", slug, site.term(site.sections, slug, a.name)["name"])
    for slug in a.words("topics"):
        out.category("post_tag", slug, site.term(site.topics, slug, a.name)["name"])
    if a.also:
        for login in [a.author] + a.words("also"):
            out.category("author", f"cap-{login}", login)
    out.category("language", a.tongue, site.languages[a.tongue]["name"])
    if a.group:
        out.category("post_translations", groups[a.group], groups[a.group])


def _fields(out, site, a):
    out.meta("_edit_last", site.people[a.author]["id"])
    if a.picture:
        out.meta("_thumbnail_id", site.picture(a.picture).id)
    for key in ("kicker", "place"):
        if a.head.get(key):
            out.meta(key, a.head[key])
    if a.old_slug:
        out.meta("_wp_old_slug", a.old_slug)
    if a.seo_title:
        out.meta("_yoast_wpseo_title", a.seo_title)
    if a.seo_description:
        out.meta("_yoast_wpseo_metadesc", a.seo_description)
    if a.primary:
        section = site.term(site.sections, a.primary, a.name)
        out.meta("_yoast_wpseo_primary_category", section["id"])
    if a.footnotes:
        out.meta("footnotes", json.dumps(a.footnotes, ensure_ascii=False, separators=(",", ":")))
    if a.state == "trash":
        out.meta("_wp_trash_meta_status", "draft")
        out.meta("_wp_trash_meta_time", int((a.changed - when.parse("1970-01-01")).total_seconds()))
        out.meta("_wp_desired_post_slug", a.stored_slug)
    if a.kind == "page":
        out.meta("_wp_page_template", "default")


def _comment(out, site, c):
    local = when.parse(c["date"])
    staff = site.people.get(c.get("staff", ""))
    out.open("wp:comment", 2)
    out.plain("wp:comment_id", c["id"], 3)
    out.cdata("wp:comment_author", staff["name"] if staff else c["name"], 3)
    out.cdata("wp:comment_author_email", staff["email"] if staff else c.get("email", ""), 3)
    out.plain("wp:comment_author_url", c.get("url", ""), 3)
    out.cdata("wp:comment_author_IP", c["ip"], 3)
    out.cdata("wp:comment_date", when.sql(local), 3)
    out.cdata("wp:comment_date_gmt", when.sql(when.to_utc(local)), 3)
    out.cdata("wp:comment_content", c["text"].strip(), 3)
    out.cdata("wp:comment_approved", c.get("state", "1"), 3)
    out.cdata("wp:comment_type", c.get("type", "comment"), 3)
    out.plain("wp:comment_parent", c.get("under", 0), 3)
    out.plain("wp:comment_user_id", staff["id"] if staff else 0, 3)
    out.close("wp:comment", 2)


def upload(out, site, u):
    """An attachment: a picture with its sizes, or a paper."""
    owner = site.owner(u)
    item(
        out,
        site,
        title=u.title,
        link=site.upload_link(u),
        author="ines-calloway",
        guid=u.url,
        body=u.description,
        excerpt=u.caption,
        number=u.id,
        local=when.parse(u.date),
        state="inherit",
        kind="attachment",
        slug=u.name,
        parent=owner.number if owner else 0,
    )
    # The exporter writes this one after the sticky flag, before the fields.
    out.cdata("wp:attachment_url", u.url)
    out.meta("_wp_attached_file", u.file)
    out.meta("_wp_attachment_metadata", php.dumps(_metadata(u)))
    if u.alt:
        out.meta("_wp_attachment_image_alt", u.alt)
    out.close("item", 1)


def _metadata(u):
    if u.suffix == "pdf":
        return {"filesize": u.size}
    sizes = {
        name: {"file": f"{u.name}-{w}x{h}.jpg", "width": w, "height": h, "mime-type": "image/jpeg"}
        for name, w, h in SIZES
    }
    texts = ("camera", "caption", "copyright", "title")
    zeros = ("aperture", "created_timestamp", "focal_length", "iso", "shutter_speed", "orientation")
    facts = {name: "0" for name in zeros} | {name: "" for name in texts}
    facts |= {"credit": u.credit, "keywords": []}
    return {
        "width": 1600,
        "height": 1067,
        "file": u.file,
        "filesize": u.size,
        "sizes": sizes,
        "image_meta": facts,
    }


def menu(out, site):
    """The main menu: each entry is an item of its own."""
    for order, entry in enumerate(site.settings["menu"], 1):
        target = entry["target"]
        kind, _, name = target.partition(":")
        facts = {"type": "custom", "object": "custom", "object_id": entry["id"], "url": target}
        if kind == "section":
            facts = {
                "type": "taxonomy",
                "object": "category",
                "object_id": site.sections[name]["id"],
                "url": "",
            }
        elif kind == "page":
            facts = {
                "type": "post_type",
                "object": "page",
                "object_id": site.by_name[name].number,
                "url": "",
            }
        item(
            out,
            site,
            title=entry.get("label", ""),
            link=f"{site.base}/?p={entry['id']}",
            author="ines-calloway",
            guid=f"{site.base}/?p={entry['id']}",
            body=" ",
            number=entry["id"],
            local=when.parse("2025-01-10 10:00"),
            state="publish",
            kind="nav_menu_item",
            slug=str(entry["id"]),
            order=order,
        )
        out.category("nav_menu", "main", "Main menu")
        out.meta("_menu_item_type", facts["type"])
        out.meta("_menu_item_menu_item_parent", entry.get("under", 0))
        out.meta("_menu_item_object_id", facts["object_id"])
        out.meta("_menu_item_object", facts["object"])
        out.meta("_menu_item_target", "")
        out.meta("_menu_item_classes", php.dumps([""]))
        out.meta("_menu_item_xfn", "")
        out.meta("_menu_item_url", facts["url"])
        out.close("item", 1)


def translations(site):
    """Groups of translations: the name Polylang gives each, and who is in it."""
    members = {}
    for a in site.articles:
        if a.group:
            members.setdefault(a.group, {})[a.tongue] = a.number
    names = {group: "pll_" + stable_id("group", group).replace("-", "")[:13] for group in members}
    return names, members
