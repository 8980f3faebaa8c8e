#!/usr/bin/env python3
"""Draws pictures/*.svg and makes uploads/…/*.jpg of them. Needs Chromium (Debian: chromium).

    demo/make_pictures.py [name …]      all of them, or some

Chromium's canvas writes the JPEG, so that nothing else has to be installed.
"""

import base64
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from pictures import ashore, harbour, nature, river, town
from tools.model import toml

FOLDER = Path(__file__).resolve().parent
QUALITY = 0.82
PAGE = """<meta charset="utf-8"><pre id="out"></pre><script>
const image = new Image();
image.onload = () => {
  const canvas = document.createElement("canvas");
  canvas.width = 1600; canvas.height = 1067;
  canvas.getContext("2d").drawImage(image, 0, 0);
  document.getElementById("out").textContent = canvas.toDataURL("image/jpeg", %s);
};
image.src = "data:image/svg+xml;base64,%s";
</script>"""

DRAWINGS = {
    "harbour-from-the-water": harbour.harbour,
    "ferry-gannet": harbour.ferry,
    "night-boat": harbour.night_ferry,
    "storm-stannard-light": harbour.storm,
    "grab-dredger": ashore.dredger,
    "tide-gauge": ashore.tide_gauge,
    "basin-chart": ashore.chart,
    "rowing-eights": river.eights,
    "reading-room": town.reading_room,
    "bakery-window": town.bakery,
    "lock-bridge": river.bridge,
    "tea-on-the-quay": town.tea,
    "tannery-field": nature.allotments,
    "oystercatchers": nature.oystercatchers,
    "three-mackerel": nature.mackerel,
}


def jpeg(svg):
    """The picture as the bytes of a JPEG file."""
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "page.html"
        page.write_text(PAGE % (QUALITY, base64.b64encode(svg.encode()).decode()))
        options = ["--headless", "--no-sandbox", "--disable-gpu", "--virtual-time-budget=10000"]
        command = [
            "chromium",
            *options,
            f"--user-data-dir={folder}/profile",
            "--dump-dom",
            page.as_uri(),
        ]
        shown = subprocess.run(
            command, check=True, capture_output=True, text=True, timeout=120
        ).stdout
    found = re.search(r"data:image/jpeg;base64,([A-Za-z0-9+/=]+)", shown)
    if not found:
        raise ValueError("Chromium gave no picture")
    return base64.b64decode(found[1])


def main():
    """Draw what was asked for."""
    entries = toml(FOLDER / "content" / "pictures.toml")
    for name in sys.argv[1:] or DRAWINGS:
        svg = DRAWINGS[name]()
        (FOLDER / "pictures" / f"{name}.svg").write_text(svg, encoding="utf-8")
        target = FOLDER / "uploads" / entries[name]["month"] / f"{name}.jpg"
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(jpeg(svg))
        sys.stdout.write(f"{target.stat().st_size // 1024:4} KiB  {target.relative_to(FOLDER)}\n")


if __name__ == "__main__":
    main()
