"""Inline markup: `*emphasis*`, `**strong**`, `[text](target)`, `[^note]`; HTML passes through.

A target may name content instead of an address: `post:slug`, `page:slug`, `file:name`.
"""

import re
import uuid

# Any fixed namespace will do: it makes footnotes keep their ids from build to build.
NAMESPACE = uuid.uuid5(uuid.NAMESPACE_URL, "http://port-merrow.example/")


def stable_id(*parts):
    """A UUID that stays the same for the same parts."""
    return str(uuid.uuid5(NAMESPACE, "/".join(str(part) for part in parts)))


class Inline:
    """Turns inline markup into HTML, counting one article's footnotes on the way."""

    def __init__(self, article, notes, resolve):
        self.article, self.notes, self.resolve = article, notes, resolve
        self.used = []

    def html(self, text):
        """One line or paragraph of markup as HTML."""
        text = re.sub(r"\[\^(\w+)\]", self._note, text)
        text = re.sub(r"\[([^\]]+)\]\(([^)\s]+)\)", self._link, text)
        text = re.sub(r"\*\*(.+?)\*\*", r"<strong>\1</strong>", text)
        text = re.sub(r"(?<!\*)\*([^*]+)\*(?!\*)", r"<em>\1</em>", text)
        # A bare ampersand only: entities and HTML are meant.
        return re.sub(r"&(?!#?\w+;)", "&amp;", text)

    def meta(self):
        """The notes in the order of their use, as the `footnotes` meta wants them."""
        return [
            {"content": self.html(self.notes[name]), "id": self._id(name)}
            for name in list(self.used)
        ]

    def _id(self, name):
        return stable_id(self.article, "note", name)

    def _note(self, match):
        name = match[1]
        if name not in self.notes:
            raise ValueError(f"{self.article}: footnote [^{name}] has no text")
        self.used.append(name)
        key = self._id(name)
        return (
            f'<sup data-fn="{key}" class="fn"><a href="#{key}" id="{key}-link">'
            f"{len(self.used)}</a></sup>"
        )

    def _link(self, match):
        return f'<a href="{self.resolve(match[2])}">{match[1]}</a>'
