"""Writes elements as WordPress's exporter does: tabs, CDATA, one element a line."""


class Writer:
    """Collects lines of XML."""

    def __init__(self):
        self.lines = []

    def open(self, name, depth):
        """Open an element that holds others."""
        self.lines.append("\t" * depth + f"<{name}>")

    def close(self, name, depth):
        """Close it."""
        self.lines.append("\t" * depth + f"</{name}>")

    def plain(self, name, value, depth=2):
        """An element with escaped text."""
        self.lines.append("\t" * depth + f"<{name}>{escape(value)}</{name}>")

    def cdata(self, name, value, depth=2):
        """An element with its text in CDATA."""
        self.lines.append("\t" * depth + f"<{name}>{cdata(value)}</{name}>")

    def meta(self, key, value):
        """One custom field."""
        self.open("wp:postmeta", 2)
        self.cdata("wp:meta_key", key, 2)
        self.cdata("wp:meta_value", value, 2)
        self.close("wp:postmeta", 2)

    def category(self, domain, slug, name):
        """A term of an item."""
        self.lines.append(
            f'\t\t<category domain="{domain}" nicename="{escape(slug)}">{cdata(name)}</category>'
        )

    def term(self, number, taxonomy, slug, name, parent="", description=""):
        """A term of a taxonomy other than categories and tags."""
        self.open("wp:term", 1)
        self.plain("wp:term_id", number)
        self.cdata("wp:term_taxonomy", taxonomy)
        self.cdata("wp:term_slug", slug)
        self.cdata("wp:term_parent", parent)
        self.cdata("wp:term_name", name)
        if description:
            self.cdata("wp:term_description", description)
        self.close("wp:term", 1)

    def text(self):
        """The document so far."""
        return "\n".join(self.lines) + "\n"


def cdata(value):
    """CDATA, with `]]>` split over two sections."""
    return f"<![CDATA[{str(value).replace(']]>', ']]]]><![CDATA[>')}]]>"


def escape(value):
    """Text for an element or attribute; entities that are there already stay."""
    text = str(value).replace("&", "&amp;").replace("&amp;#038;", "&#038;")
    return text.replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
