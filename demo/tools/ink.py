"""The one hand behind the pictures: a box of inks and the shapes that come back in many of them.

Pictures are 1600 by 1067 units, flat colours only, like a print from a few blocks.
"""

import math
import random

WIDTH, HEIGHT = 1600, 1067

NIGHT, NAVY, SEA, MIST, FOAM = "#14263b", "#1f3f5b", "#2e6a78", "#8db7ae", "#dce6d4"
PAPER, SAND, OCHRE, CORAL, BRICK = "#f5ebd6", "#e8cfa3", "#e3a23c", "#e0694a", "#a8412f"
ROSE, LEAF, MOSS = "#ebb7a0", "#6b8a52", "#35523f"


def tag(name, **attributes):
    """One empty SVG element; `stroke_width` becomes `stroke-width`."""
    words = "".join(f' {key.replace("_", "-")}="{num(value)}"' for key, value in attributes.items())
    return f"<{name}{words}/>"


def num(value):
    """Numbers without noise, so that the files stay small and equal from run to run."""
    return f"{value:.1f}".removesuffix(".0") if isinstance(value, float) else value


def rect(x, y, w, h, fill, **more):
    return tag("rect", x=x, y=y, width=w, height=h, fill=fill, **more)


def disc(x, y, r, fill, **more):
    return tag("circle", cx=x, cy=y, r=r, fill=fill, **more)


def oval(x, y, rx, ry, fill, **more):
    return tag("ellipse", cx=x, cy=y, rx=rx, ry=ry, fill=fill, **more)


def poly(points, fill, **more):
    """A polygon from `x,y x,y …`."""
    return tag("polygon", points=points, fill=fill, **more)


def path(d, fill="none", **more):
    return tag("path", d=d, fill=fill, **more)


def line(d, colour, width, **more):
    """A stroke with round ends."""
    return path(
        d,
        stroke=colour,
        stroke_width=width,
        stroke_linecap="round",
        stroke_linejoin="round",
        **more,
    )


def group(parts, transform="", **more):
    """Several shapes moved together."""
    words = "".join(f' {key.replace("_", "-")}="{value}"' for key, value in more.items())
    return f'<g transform="{transform}"{words}>' + "\n".join(parts) + "</g>"


def swell(y, height, length, fill, shift=0.0, bottom=HEIGHT):
    """Water from `y` down, its edge in round crests."""
    x = -length + shift % length
    d = f"M{num(float(x))},{y}"
    while x < WIDTH + length:
        d += f" q{num(length / 4)},{-height} {num(length / 2)},0 t{num(length / 2)},0"
        x += length
    return path(d + f" V{bottom} H{-length} Z", fill)


def ripples(seed, top, bottom, colour, count, longest=150, left=0, right=WIDTH):
    """Short strokes on water, smaller towards the horizon."""
    dice = random.Random(seed)
    out = []
    for _ in range(count):
        depth = dice.random() ** 1.3
        y = top + (bottom - top) * depth
        length = longest * (0.25 + 0.75 * depth) * (0.4 + dice.random())
        x = left + dice.random() * (right - left)
        out.append(line(f"M{x:.0f},{y:.0f} h{length:.0f}", colour, 3 + int(depth * 5)))
    return out


def cloud(x, y, size, fill):
    """Three lying bars with round ends."""
    bar = 34 * size
    return group(
        [
            rect(0, 0, 300 * size, bar, fill, rx=bar / 2),
            rect(-90 * size, bar - 2, 330 * size, bar, fill, rx=bar / 2),
            rect(60 * size, 2 * bar - 4, 320 * size, bar, fill, rx=bar / 2),
        ],
        f"translate({x},{y})",
    )


def gull(x, y, size, colour):
    """A gull far away: two wings."""
    return line(
        f"M{x - 30 * size},{y - 6 * size} q{15 * size},{-18 * size} {30 * size},6 "
        f"q{15 * size},{-24 * size} {30 * size},{-6 * size}",
        colour,
        6 * size,
    )


def house(x, base, w, h, wall, roof, pane, floors=2, door=False):
    """A gabled house seen from the front."""
    out = [
        rect(x, base - h, w, h, wall),
        poly(
            f"{x - 8},{base - h + 2} {x + w / 2},{base - h - w * 0.52} {x + w + 8},{base - h + 2}",
            roof,
        ),
    ]
    count = 2 if w < 130 else 3
    gap = w / (count + 0.6)
    size = gap * 0.46
    for floor in range(floors):
        y = base - h + 26 + floor * (h - 30) / floors
        for column in range(count):
            if door and floor == floors - 1 and column == 0:
                out.append(rect(x + gap * 0.55, base - size * 2.1, size * 1.1, size * 2.1, roof))
            else:
                out.append(rect(x + gap * (column + 0.55), y, size, size * 1.35, pane))
    return out


def rays(x, y, inner, outer, count, colour, width, start=0.0, sweep=360.0):
    """Strokes around a point."""
    out = []
    for step in range(count):
        angle = math.radians(start + sweep * step / count)
        c, s = math.cos(angle), math.sin(angle)
        out.append(
            line(
                f"M{x + c * inner:.0f},{y + s * inner:.0f} L{x + c * outer:.0f},{y + s * outer:.0f}",
                colour,
                width,
            )
        )
    return out


def svg(title, parts):
    """The whole picture."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" '
        f'width="{WIDTH}" height="{HEIGHT}">\n<title>{title}</title>\n'
        + "\n".join(parts)
        + "\n</svg>\n"
    )
