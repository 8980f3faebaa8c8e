"""A small PDF writer: text in PDF's own fonts, rules and tables, nothing to embed.

PDF 1.4 (ISO 32000-1, 7.5). Sizes are points; the page is A4.
"""

PAGE_W, PAGE_H, MARGIN = 595, 842, 64
# Widths of Times-Roman in thousandths of its size, near enough for line breaks.
NARROW, WIDE = set("iljtfrI.,;:'!|()[]-’‘ "), set("mwMWOQGDHNUCAVKXY%@—")


def width(text, size):
    """A cautious width of a line in points."""
    return sum(290 if c in NARROW else 780 if c in WIDE else 500 for c in text) * size / 1000


def wrap(text, size, room):
    """Lines that fit into `room` points."""
    lines, current = [], ""
    for word in text.split():
        trial = f"{current} {word}".strip()
        if current and width(trial, size) > room:
            lines.append(current)
            trial = word
        current = trial
    return lines + [current]


class Paper:
    """Pages filled from top to bottom."""

    def __init__(self, title):
        self.title, self.pages = title, []
        self._page()

    def _page(self):
        self.pages.append([])
        self.y = PAGE_H - MARGIN

    def _room(self, height):
        if self.y - height < MARGIN:
            self._page()

    def text(self, words, size=10.5, font="F1", gap=0.45, indent=0):
        """A paragraph."""
        for line in wrap(words, size, PAGE_W - 2 * MARGIN - indent):
            self._room(size * 1.35)
            self.y -= size * 1.35
            self._show(line, MARGIN + indent, size, font)
        self.y -= size * gap

    def rule(self, weight=0.7):
        """A line across the column."""
        self.y -= 4
        self.pages[-1].append(
            f"{weight} w {MARGIN} {self.y:.1f} m {PAGE_W - MARGIN} {self.y:.1f} l S"
        )
        self.y -= 4

    def row(self, cells, head=False):
        """A table row, columns of equal width."""
        self._room(16)
        self.y -= 14
        column = (PAGE_W - 2 * MARGIN) / len(cells)
        for index, cell in enumerate(cells):
            self._show(cell, MARGIN + index * column, 9.5, "F2" if head else "F1")
        if head:
            self.rule(0.4)

    def _show(self, line, x, size, font):
        raw = line.encode("cp1252").decode("latin-1")
        raw = raw.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
        self.pages[-1].append(f"BT /{font} {size} Tf {x:.1f} {self.y:.1f} Td ({raw}) Tj ET")

    def bytes(self):
        """The file. Offsets in its last table count bytes."""
        count = len(self.pages)
        kids = " ".join(f"{6 + 2 * i} 0 R" for i in range(count))
        title = self.title.encode("utf-16-be").hex().upper()
        objects = [
            "<< /Type /Catalog /Pages 2 0 R /Lang (en-GB) /ViewerPreferences << /DisplayDocTitle true >> >>",
            f"<< /Type /Pages /Count {count} /Kids [{kids}] >>",
            font("Times-Roman"),
            font("Times-Bold"),
            f"<< /Title <FEFF{title}> /Author (Port Merrow Courier) >>",
        ]
        for index, lines in enumerate(self.pages):
            foot = f"BT /F1 8 Tf {MARGIN} 40 Td (Port Merrow Courier archive, page {index + 1} of {count}) Tj ET"
            stream = "\n".join(lines + [foot])
            objects.append(
                f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {PAGE_W} {PAGE_H}] /Contents {7 + 2 * index} 0 R "
                "/Resources << /Font << /F1 3 0 R /F2 4 0 R >> >> >>"
            )
            objects.append(
                f"<< /Length {len(stream.encode('latin-1'))} >>\nstream\n{stream}\nendstream"
            )
        out, offsets = b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n", []
        for number, body in enumerate(objects, 1):
            offsets.append(len(out))
            out += f"{number} 0 obj\n{body}\nendobj\n".encode("latin-1")
        table = "".join(f"{offset:010} 00000 n \n" for offset in offsets)
        size = len(objects) + 1
        tail = (
            f"xref\n0 {size}\n0000000000 65535 f \n{table}"
            f"trailer\n<< /Size {size} /Root 1 0 R /Info 5 0 R >>\nstartxref\n{len(out)}\n%%EOF\n"
        )
        return out + tail.encode()


def font(name):
    """One of the fonts that every reader of PDF has."""
    return f"<< /Type /Font /Subtype /Type1 /BaseFont /{name} /Encoding /WinAnsiEncoding >>"
