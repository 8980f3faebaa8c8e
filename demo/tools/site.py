"""The whole demo site: everything that was read, and the addresses of all of it."""

from . import model
from .blocks import Blocks
from .inline import Inline


class Site:
    """Articles, uploads and terms by name, with their permalinks."""

    def __init__(self, folder):
        self.folder = folder
        self.settings = model.toml(folder / "content" / "site.toml")
        self.base = self.settings["address"]
        self.pictures = model.read_uploads(folder, "pictures", self.base, "jpg")
        self.papers = model.read_uploads(folder, "papers", self.base, "pdf")
        self.comments = model.toml(folder / "content" / "comments.toml")["comment"]
        paths = sorted((folder / "content").glob("*/*.md"))
        self.articles = sorted((model.read_article(path) for path in paths), key=lambda a: a.number)
        self.by_name = {}
        for article in self.articles:
            if self.by_name.setdefault(article.name, article) is not article:
                raise ValueError(f"two content files are called {article.name}")
        self._terms()
        self._numbers()

    def _terms(self):
        """Terms get their numbers in the order of the file, which is only added to."""
        number = 1
        self.sections, self.topics, self.languages = {}, {}, {}
        kinds = (("section", self.sections), ("topic", self.topics), ("language", self.languages))
        for name, terms in kinds:
            for term in self.settings[name]:
                number += 1
                terms[term["slug"]] = term | {"id": number}
        self.first_free_term = number + 1
        self.people = {person["login"]: person for person in self.settings["person"]}

    def _numbers(self):
        seen = {}
        everything = self.articles + list(self.pictures.values()) + list(self.papers.values())
        for item in everything:
            number = item.number if isinstance(item, model.Article) else item.id
            if number in seen:
                raise ValueError(f"{item.name} and {seen[number]} share the number {number}")
            seen[number] = item.name

    def picture(self, name):
        """A picture by its file name without folder and suffix."""
        return self._named(self.pictures, name, "picture")

    def paper(self, name):
        """A paper (PDF) by its file name without folder and suffix."""
        return self._named(self.papers, name, "paper")

    def reusable(self, name):
        """The number of a reusable block."""
        return self._named(self.by_name, name, "block").number

    def term(self, terms, slug, where):
        """A section or topic by its slug."""
        if slug not in terms:
            raise ValueError(f"{where}: no section or topic has the slug {slug}")
        return terms[slug]

    def resolve(self, target):
        """An address for `post:…`, `page:…` and `file:…`; anything else is one already."""
        kind, _, name = target.partition(":")
        if kind in ("post", "page"):
            return self.link(self._named(self.by_name, name, "article"))
        if kind == "file":
            return self.paper(name).url
        return target

    def _named(self, things, name, what):
        if name not in things:
            raise ValueError(f"no {what} is called {name}")
        return things[name]

    def link(self, article):
        """The permalink, `/{year}/{month}/{slug}/`; what is not public has its number only."""
        if article.kind == "page" and article.state == "publish":
            parent = self.link(self.by_name[article.parent]) if article.parent else self.base + "/"
            return f"{parent}{article.stored_slug}/"
        if article.kind == "post" and article.state in ("publish", "private"):
            prefix = "" if article.tongue == "en" else f"/{article.tongue}"
            return f"{self.base}{prefix}/{article.local:%Y/%m}/{article.stored_slug}/"
        return f"{self.base}/?{'page_id' if article.kind == 'page' else 'p'}={article.number}"

    def upload_link(self, upload):
        """An attachment's own page lies below the article that it was uploaded to."""
        owner = self.owner(upload)
        start = self.link(owner) if owner else self.base + "/"
        return f"{start}{upload.name}/"

    def owner(self, upload):
        """The first article that leads with the picture or offers the paper."""
        for article in self.articles:
            if article.state != "publish" or article.kind != "post":
                continue
            if article.picture == upload.name or f"@file {upload.name} " in article.body:
                return article
        return None

    def body(self, article):
        """The article's HTML as WordPress would have stored it."""
        if article.format == "classic":
            return Classic(self, article).html()
        blocks = Blocks(article.name, article.notes, self)
        body = blocks.render(article.body)
        article.footnotes = blocks.inline.meta()
        return body


class Classic(Inline):
    """A body of the old editor: HTML with implied paragraphs, picture names filled in."""

    def __init__(self, site, article):
        super().__init__(article.name, article.notes, site.resolve)
        self.site, self.source = site, article.body

    def html(self):
        text = self.source
        for name, picture in self.site.pictures.items():
            text = text.replace(f"{{id:{name}}}", str(picture.id))
            text = text.replace(f"{{alt:{name}}}", picture.alt)
            text = text.replace(f"{{large:{name}}}", picture.large)
            text = text.replace(f"{{full:{name}}}", picture.url)
        return self._linked(text)

    def _linked(self, text):
        for name in self.site.by_name:
            text = text.replace(f"{{post:{name}}}", self.site.link(self.site.by_name[name]))
        return text
