"""What the demo consists of: articles, pictures and papers as they are read from the folders."""

import re
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

from . import when

KNOWN = set(
    "id title slug date modified author also sections primary topics language group picture "
    "standfirst kicker place status type sticky parent password old-slug seo-title "
    "seo-description format order".split()
)


@dataclass
class Article:
    """One content file: its head as `key: value` lines, its notes, its body."""

    name: str
    head: dict
    notes: dict
    body: str
    footnotes: list = field(default_factory=list)

    def __getattr__(self, key):
        return self.head.get(key.replace("_", "-"), "")

    @property
    def number(self):
        return int(self.head["id"])

    @property
    def kind(self):
        return self.head.get("type", "post")

    @property
    def state(self):
        return self.head.get("status", "publish")

    @property
    def tongue(self):
        return self.head.get("language", "en")

    @property
    def local(self):
        return when.parse(self.head["date"])

    @property
    def changed(self):
        return when.parse(self.head.get("modified", self.head["date"]))

    @property
    def stored_slug(self):
        """`post_name`: percent-encoded in small letters, as WordPress keeps it."""
        return re.sub("%[0-9A-F]{2}", lambda m: m[0].lower(), quote(self.slug))

    def words(self, key):
        """A head line that lists names."""
        return [word.strip() for word in self.head.get(key, "").split(",") if word.strip()]


def read_article(path):
    """Read one content file; ValueError names the file and the line."""
    head_text, mark, body = path.read_text(encoding="utf-8").partition("\n---\n")
    if not mark:
        raise ValueError(f"{path}: the head must end with a line ---")
    head = {}
    for number, line in enumerate(head_text.split("\n"), 1):
        key, colon, value = line.partition(":")
        if not colon or key not in KNOWN:
            raise ValueError(f"{path}, line {number}: no such head line: {line}")
        head[key] = value.strip()
    notes = dict(re.findall(r"^\[\^(\w+)\]: (.+)$", body, re.M))
    body = re.sub(r"^\[\^\w+\]: .+\n?", "", body, flags=re.M)
    return Article(path.stem, head, notes, body.strip("\n"))


@dataclass
class Upload:
    """A file of the uploads folder."""

    name: str
    id: int
    title: str
    month: str
    date: str
    caption: str = ""
    alt: str = ""
    credit: str = ""
    description: str = ""
    base: str = ""
    suffix: str = "jpg"
    size: int = 0

    @property
    def file(self):
        return f"{self.month}/{self.name}.{self.suffix}"

    @property
    def url(self):
        return f"{self.base}/wp-content/uploads/{self.file}"

    @property
    def large(self):
        """The address of the 1024 pixel variant, which bodies use."""
        return self.url.replace(".jpg", "-1024x683.jpg")


def read_uploads(folder, name, base, suffix):
    """Read `pictures.toml` or `papers.toml`, with the sizes of the files that stand there."""
    uploads = {}
    for key, entry in toml(folder / "content" / f"{name}.toml").items():
        upload = Upload(name=key, base=base, suffix=suffix, **entry)
        path = folder / "uploads" / upload.file
        if not path.exists():
            raise ValueError(f"{path} is missing: run make_{name}.py first")
        upload.size = path.stat().st_size
        uploads[key] = upload
    return uploads


def toml(path):
    """Read a TOML file."""
    return tomllib.loads(Path(path).read_text(encoding="utf-8"))
