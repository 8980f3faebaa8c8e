#!/usr/bin/env python3
"""Makes uploads/…/*.pdf of papers/*.txt: `# title`, `## heading`, `---`, `| cell | cell`, text."""

import sys
from pathlib import Path

from tools.model import toml
from tools.pdf import Paper

FOLDER = Path(__file__).resolve().parent


def paper(title, text):
    """One paper as the bytes of a PDF file."""
    sheet, in_table = Paper(title), False
    for line in text.split("\n"):
        row = line.startswith("| ")
        if row:
            sheet.row([cell.strip() for cell in line[2:].split("|")], head=not in_table)
        elif in_table:
            sheet.y -= 10
        in_table = row
        if line.startswith("## "):
            sheet.y -= 6
            sheet.text(line[3:], 13, "F2", 0.3)
        elif line.startswith("# "):
            sheet.text(line[2:], 22, "F2", 0.3)
        elif line == "---":
            sheet.rule()
        elif line and not row:
            sheet.text(line)
    return sheet.bytes()


def main():
    """All papers of content/papers.toml."""
    for name, entry in toml(FOLDER / "content" / "papers.toml").items():
        text = (FOLDER / "papers" / f"{name}.txt").read_text(encoding="utf-8")
        target = FOLDER / "uploads" / entry["month"] / f"{name}.pdf"
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(paper(entry["title"], text))
        sys.stdout.write(f"{target.stat().st_size:6} bytes  {target.relative_to(FOLDER)}\n")


if __name__ == "__main__":
    main()
