"""Article markup to the block editor's HTML: chunks between blank lines, one block each."""

import html
import json

from .inline import Inline, stable_id


def attribute(text):
    return html.escape(text, quote=True)


class Blocks:
    """Writes one article's blocks. `site` resolves names of pictures, files and links."""

    def __init__(self, article, notes, site):
        self.article, self.site = article, site
        self.inline = Inline(article, notes, site.resolve)

    def render(self, text):
        """The whole body. Footnotes stand at its end, as the editor puts them."""
        chunks = [chunk.strip("\n") for chunk in text.split("\n\n") if chunk.strip()]
        out = [self._chunk(chunk) for chunk in chunks]
        if self.inline.used:
            out.append("<!-- wp:footnotes /-->")
        return "\n\n".join(out)

    def _chunk(self, chunk):
        lines = chunk.split("\n")
        first = lines[0]
        if first.startswith("@"):
            name, _, rest = first[1:].partition(" ")
            handler = getattr(self, f"_at_{name}", None)
            if handler is None:
                raise ValueError(f"{self.article}: no block is called @{name}")
            return handler(rest, lines[1:])
        if first == "---":
            return block("separator", '<hr class="wp-block-separator has-alpha-channel-opacity"/>')
        if first.startswith("#"):
            return self._heading(first)
        if first.startswith(">> "):
            return self._pullquote(lines)
        if first.startswith("> "):
            return self._quote(lines)
        if first.startswith("- "):
            return self._list("ul", [line[2:] for line in lines])
        if first[0].isdigit() and first.split(" ")[0].endswith("."):
            return self._list("ol", [line.partition(" ")[2] for line in lines])
        return self._paragraph(" ".join(lines))

    def _paragraph(self, text):
        return block("paragraph", f"<p>{self.inline.html(text)}</p>")

    def _heading(self, line):
        marks, _, text = line.partition(" ")
        level = len(marks)
        options = {} if level == 2 else {"level": level}
        inner = self.inline.html(text)
        return block("heading", f'<h{level} class="wp-block-heading">{inner}</h{level}>', options)

    def _list(self, tag, items):
        inner = "\n\n".join(
            block("list-item", f"<li>{self.inline.html(item)}</li>") for item in items
        )
        options = {"ordered": True} if tag == "ol" else {}
        return block("list", f'<{tag} class="wp-block-list">{inner}</{tag}>', options)

    def _cited(self, lines, mark):
        words = [line[len(mark) :] for line in lines]
        cite = ""
        if words[-1].startswith("— "):
            cite = f"<cite>{self.inline.html(words.pop()[2:])}</cite>"
        return self.inline.html(" ".join(words)), cite

    def _quote(self, lines):
        words, cite = self._cited(lines, "> ")
        inner = block("paragraph", f"<p>{words}</p>")
        return block("quote", f'<blockquote class="wp-block-quote">{inner}{cite}</blockquote>')

    def _pullquote(self, lines):
        words, cite = self._cited(lines, ">> ")
        return block(
            "pullquote",
            f'<figure class="wp-block-pullquote"><blockquote><p>{words}</p>{cite}</blockquote></figure>',
        )

    def _caption(self, text):
        text = self.inline.html(text.strip())
        return f'<figcaption class="wp-element-caption">{text}</figcaption>' if text else ""

    def _image(self, name, caption):
        picture = self.site.picture(name)
        figure = (
            f'<figure class="wp-block-image size-large"><img src="{picture.large}" '
            f'alt="{attribute(picture.alt)}" class="wp-image-{picture.id}"/>'
            f"{self._caption(caption)}</figure>"
        )
        options = {"id": picture.id, "sizeSlug": "large", "linkDestination": "none"}
        return block("image", figure, options)

    def _at_picture(self, rest, _lines):
        name, _, caption = rest.partition(" | ")
        return self._image(name, caption)

    def _at_gallery(self, rest, _lines):
        names, _, caption = rest.partition(" | ")
        images = "\n\n".join(self._image(name, "") for name in names.split(", "))
        return block(
            "gallery",
            '<figure class="wp-block-gallery has-nested-images columns-default is-cropped">'
            f'{images}<figcaption class="blocks-gallery-caption wp-element-caption">'
            f"{self.inline.html(caption)}</figcaption></figure>",
            {"linkTo": "none"},
        )

    def _at_file(self, rest, _lines):
        name, _, title = rest.partition(" | ")
        paper = self.site.paper(name)
        key = "wp-block-file--media-" + stable_id(self.article, "file", name)
        return block(
            "file",
            f'<div class="wp-block-file"><a id="{key}" href="{paper.url}">'
            f'{self.inline.html(title or paper.title)}</a><a href="{paper.url}" '
            f'class="wp-block-file__button wp-element-button" download aria-describedby="{key}">'
            "Download</a></div>",
            {"id": paper.id, "href": paper.url},
        )

    def _at_embed(self, rest, _lines):
        url, _, caption = rest.partition(" | ")
        shape = "wp-embed-aspect-16-9 wp-has-aspect-ratio"
        options = {
            "url": url,
            "type": "video",
            "providerNameSlug": "youtube",
            "responsive": True,
            "className": shape,
        }
        return block(
            "embed",
            '<figure class="wp-block-embed is-type-video is-provider-youtube '
            f'wp-block-embed-youtube {shape}"><div class="wp-block-embed__wrapper">\n'
            f"{html.escape(url)}\n</div>{self._caption(caption)}</figure>",
            options,
        )

    def _at_block(self, rest, _lines):
        return f'<!-- wp:block {{"ref":{self.site.reusable(rest.strip())}}} /-->'

    def _at_more(self, _rest, _lines):
        return block("more", "<!--more-->")

    def _at_aside(self, _rest, lines):
        """A box beside the story: its first line is its heading."""
        inner = "\n\n".join(
            [self._heading("### " + lines[0])] + [self._paragraph(x) for x in lines[1:]]
        )
        return block(
            "group", f'<aside class="wp-block-group">{inner}</aside>', {"tagName": "aside"}
        )

    def _at_verse(self, _rest, lines):
        words = "\n".join(self.inline.html(line) for line in lines)
        return block("verse", f'<pre class="wp-block-verse">{words}</pre>')

    def _at_code(self, _rest, lines):
        words = html.escape("\n".join(lines), quote=False)
        return block("code", f'<pre class="wp-block-code"><code>{words}</code></pre>')

    def _at_table(self, rest, lines):
        rows = [[self.inline.html(cell.strip()) for cell in line.split("|")] for line in lines]
        head = "".join(f"<th>{cell}</th>" for cell in rows[0])
        body = "".join(
            "<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows[1:]
        )
        return block(
            "table",
            '<figure class="wp-block-table"><table class="has-fixed-layout"><thead><tr>'
            f"{head}</tr></thead><tbody>{body}</tbody></table>{self._caption(rest)}</figure>",
        )


def block(name, inner, options=None):
    """A block between its comments, its options as the editor writes them."""
    words = ""
    if options:
        # The editor escapes what could end the comment.
        text = json.dumps(options, ensure_ascii=False, separators=(",", ":"))
        words = " " + text.replace("--", "\\u002d\\u002d").replace("<", "\\u003c").replace(
            ">", "\\u003e"
        ).replace("&", "\\u0026")
    return f"<!-- wp:{name}{words} -->\n{inner}\n<!-- /wp:{name} -->"
