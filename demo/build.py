#!/usr/bin/env python3
"""Writes port-merrow.xml from content/ and uploads/. The same files give the same bytes.

demo/build.py            writes it
demo/build.py --check    says whether the file that stands there is up to date and sound
"""

import sys
import xml.etree.ElementTree as ElementTree
from pathlib import Path

from tools import items, php, when
from tools.site import Site
from tools.wxr import Writer

FOLDER = Path(__file__).resolve().parent
TARGET = FOLDER / "port-merrow.xml"
NAMESPACES = {
    "excerpt": "http://wordpress.org/export/1.2/excerpt/",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "wfw": "http://wellformedweb.org/CommentAPI/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "wp": "http://wordpress.org/export/1.2/",
}


def export(site):
    """The whole export as text."""
    out, settings = Writer(), site.settings
    made = when.parse(settings["exported"])
    out.lines += [
        '<?xml version="1.0" encoding="UTF-8" ?>',
        f'<!-- generator="WordPress/{settings["wordpress"]}" created="{made:%Y-%m-%d %H:%M}" -->',
        '<rss version="2.0"',
        *[f'\txmlns:{name}="{address}"' for name, address in NAMESPACES.items()],
        ">",
        "",
        "<channel>",
    ]
    out.plain("title", settings["title"], 1)
    out.plain("link", site.base, 1)
    out.plain("description", settings["description"], 1)
    out.plain("pubDate", when.rfc822(when.to_utc(made)), 1)
    out.plain("language", "en-GB", 1)
    out.plain("wp:wxr_version", "1.2", 1)
    out.plain("wp:base_site_url", site.base, 1)
    out.plain("wp:base_blog_url", site.base, 1)
    groups, members = items.translations(site)
    people(out, site)
    terms(out, site, groups, members)
    out.plain("generator", f"https://wordpress.org/?v={settings['wordpress']}", 1)
    for article in site.articles:
        items.article(out, site, article, groups)
    for upload in [*site.pictures.values(), *site.papers.values()]:
        items.upload(out, site, upload)
    items.menu(out, site)
    out.lines += ["</channel>", "</rss>"]
    return out.text()


def people(out, site):
    """The authors, each on one line as the exporter writes them."""
    for person in site.people.values():
        first, _, last = person["name"].partition(" ")
        facts = {
            "author_login": person["login"],
            "author_email": person["email"],
            "author_display_name": person["name"],
            "author_first_name": first,
            "author_last_name": last,
        }
        line = "".join(
            f"<wp:{name}><![CDATA[{value}]]></wp:{name}>" for name, value in facts.items()
        )
        out.lines.append(
            f"\t<wp:author><wp:author_id>{person['id']}</wp:author_id>{line}</wp:author>"
        )


def terms(out, site, groups, members):
    """Sections, topics, languages, groups of translations, guest authors, the menu."""
    for slug, section in site.sections.items():
        out.open("wp:category", 1)
        out.plain("wp:term_id", section["id"])
        out.cdata("wp:category_nicename", slug)
        out.cdata("wp:category_parent", section.get("parent", ""))
        out.cdata("wp:cat_name", section["name"])
        out.cdata("wp:category_description", section["description"])
        out.close("wp:category", 1)
    for slug, topic in site.topics.items():
        out.open("wp:tag", 1)
        out.plain("wp:term_id", topic["id"])
        out.cdata("wp:tag_slug", slug)
        out.cdata("wp:tag_name", topic["name"])
        out.close("wp:tag", 1)
    for slug, language in site.languages.items():
        facts = {
            "locale": language["locale"],
            "rtl": language["rtl"],
            "flag_code": language["flag"],
        }
        out.term(language["id"], "language", slug, language["name"], description=php.dumps(facts))
    number = site.first_free_term
    for group, name in groups.items():
        out.term(number, "post_translations", name, name, description=php.dumps(members[group]))
        number += 1
    for login, person in site.people.items():
        about = f"{person['name']} {login} {person['id']} {person['email']}"
        out.term(number, "author", f"cap-{login}", login, description=about)
        number += 1
    out.term(number, "nav_menu", "main", "Main menu")


def check(text):
    """Complaints about an export: not well-formed, serialised lengths, dead links to itself."""
    complaints = []
    root = ElementTree.fromstring(text)
    wp = "{%s}" % NAMESPACES["wp"]
    for meta in root.iter(f"{wp}postmeta"):
        key, value = meta.findtext(f"{wp}meta_key"), meta.findtext(f"{wp}meta_value") or ""
        if key in ("_wp_attachment_metadata", "_menu_item_classes"):
            complaints += complain(key, value)
    for term in root.iter(f"{wp}term"):
        if term.findtext(f"{wp}term_taxonomy") in ("language", "post_translations"):
            complaints += complain("term", term.findtext(f"{wp}term_description") or "")
    for found in root.iter(f"{wp}attachment_url"):
        file = (found.text or "").partition("/wp-content/uploads/")[2]
        if not (FOLDER / "uploads" / file).is_file():
            complaints.append(f"uploads/{file} is missing")
    return complaints


def complain(where, value):
    """What is wrong with one serialised value."""
    try:
        php.loads(value)
    except (ValueError, RecursionError) as error:
        return [f"{where}: {error}"]
    return []


def main():
    """Write the file, or compare it."""
    try:
        text = export(Site(FOLDER))
    except (ValueError, KeyError, OSError) as error:
        return f"build.py: {error}"
    complaints = check(text)
    if "--check" in sys.argv[1:]:
        if not TARGET.exists() or TARGET.read_text(encoding="utf-8") != text:
            complaints.append(f"{TARGET.name} is not what content/ gives: run demo/build.py")
    elif not complaints:
        TARGET.write_text(text, encoding="utf-8")
    return "\n".join(complaints) or None


if __name__ == "__main__":
    sys.exit(main())
