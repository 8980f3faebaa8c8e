"""The lock, the bridge over it, and the race."""

from tools.ink import *


def child(x, y, size, coat, bag, hair):
    """A child walking to the right with a satchel."""
    return group(
        [
            line("M-8,-60 L-26,0 h14", NIGHT, 15),
            line("M8,-60 L24,-4 h14", NIGHT, 15),
            rect(-56, -132, 40, 56, bag, rx=8),
            path("M-34,-60 L-24,-140 Q0,-156 24,-140 L34,-60 Z", coat),
            line("M16,-128 Q36,-100 40,-84", coat, 16),
            disc(2, -172, 27, ROSE),
            path("M-28,-170 Q-30,-206 4,-206 Q32,-204 30,-180 Q6,-190 -2,-166 Q-10,-146 -24,-152 Z", hair),
        ],
        f"translate({x},{y}) scale({size})",
    )


def bridge():
    p = [rect(0, 0, WIDTH, HEIGHT, ROSE), disc(420, 300, 170, PAPER), cloud(820, 120, 1.2, PAPER), cloud(80, 90, 0.9, PAPER)]
    p += (
        house(60, 660, 150, 260, PAPER, BRICK, NAVY)
        + house(216, 660, 120, 210, OCHRE, NAVY, NIGHT)
        + house(1300, 660, 170, 280, SAND, NAVY, NIGHT)
        + house(1476, 660, 130, 220, CORAL, NIGHT, PAPER)
    )
    p += [path("M330,660 Q420,560 520,640 Q620,540 740,640 Q860,560 960,640 Q1080,560 1300,660 Z", LEAF)]
    p += [rect(0, 650, WIDTH, 420, SEA)]
    p += [path("M0,650 H230 L270,1067 H0 Z", SAND), path("M1600,650 H1370 L1330,1067 H1600 Z", SAND)]
    for y in range(700, 1060, 60):
        p += [
            line(f"M{(y // 60 % 2) * 60 - 30},{y} h150", "#cfae78", 5),
            line(f"M{1420 + (y // 60 % 2) * 60},{y} h150", "#cfae78", 5),
        ]
    # The lock gates under the bridge.
    p += [poly("560,770 800,730 800,1067 560,1067", "#6d3728"), poly("1040,770 800,730 800,1067 1040,1067", "#8a4a33")]
    p += [
        line(f"M{x},{770 - abs(x - 560) / 6 if x < 800 else 730 + (x - 800) / 6:.0f} V1067", NIGHT, 4)
        for x in range(590, 1040, 42)
    ]
    p += [
        line("M500,756 L800,716 L1100,756", NIGHT, 18),
        line("M800,880 v187", FOAM, 10),
        line("M786,920 v147 M816,940 v127", FOAM, 5),
    ]
    p += ripples(61, 800, 1050, MIST, 14, 120, 270, 520) + ripples(62, 800, 1050, MIST, 12, 110, 1070, 1280)
    arch = lambda lift: f"M150,{650 - lift} Q800,{330 - lift} 1450,{650 - lift}"
    p += [path(arch(0), stroke=NIGHT, stroke_width=34), path("M210,680 Q800,470 1390,680", stroke=NIGHT, stroke_width=14)]
    p += [
        line(f"M{x},{y} V{z}", NIGHT, 8)
        for x, y, z in [
            (int(x), int(650 - 640 * t * (1 - t)), int(680 - 420 * t * (1 - t) * 1.0 + 0))
            for x, t in [(150 + 1300 * i / 16, i / 16) for i in range(1, 16)]
        ]
    ]
    for x, t, coat, bag, hair, size in [
        (420, 0.208, CORAL, NAVY, NIGHT, 1.0),
        (560, 0.315, NAVY, OCHRE, BRICK, 0.92),
        (690, 0.415, OCHRE, BRICK, NIGHT, 1.05),
        (830, 0.523, MOSS, CORAL, "#8a4a33", 0.9),
        (960, 0.623, PAPER, SEA, NIGHT, 1.0),
        (1090, 0.723, BRICK, NAVY, OCHRE, 0.96),
    ]:
        p.append(child(x, 636 - 640 * t * (1 - t), size, coat, bag, hair))
    p += [path(arch(96), stroke=NAVY, stroke_width=10)]
    p += [
        line(f"M{x:.0f},{650 - 640 * t * (1 - t):.0f} v-96", NAVY, 5)
        for x, t in [(150 + 1300 * i / 26, i / 26) for i in range(27)]
    ]
    p += [rect(136, 480, 28, 190, NIGHT), disc(150, 466, 26, OCHRE), rect(1436, 480, 28, 190, NIGHT), disc(1450, 466, 26, OCHRE)]
    p += [gull(1080, 250, 1.2, NIGHT), gull(1180, 210, 0.8, NIGHT)]
    return svg("Lock Bridge at half past eight", p)


def shell(lead, trail, blade):
    """An eight from above, bow to the right, with rowers and oars."""
    out = [
        path("M-560,0 Q-300,-24 0,-24 T600,0 Q300,24 0,24 T-560,0 Z", lead),
        path("M-470,0 Q-240,-10 0,-10 T470,0 Q240,10 0,10 T-470,0 Z", trail),
    ]
    for i in range(8):
        x, side = -300 + i * 88, -1 if i % 2 else 1
        out += [
            line(f"M{x + 6},{side * 14} L{x - 66},{side * 176}", NIGHT, 7),
            poly(f"{x - 58},{side * 160} {x - 82},{side * 214} {x - 108},{side * 202} {x - 76},{side * 156}", blade),
            oval(x, 0, 20, 28, blade),
            disc(x + 6, 0, 14, NIGHT if i % 3 else BRICK),
        ]
        for step in (1, 2):
            out.append(
                disc(x - 96 - step * 190, side * 186, 15 - step * 2, "none", stroke=FOAM, stroke_width=5, opacity=1 - step * 0.3)
            )
    return out + [oval(-404, 0, 16, 20, NIGHT), disc(-400, 0, 12, OCHRE)]


def eights():
    p = [rect(0, 0, WIDTH, HEIGHT, SEA)]
    bands = [
        path(f"M-400,{y} q220,-30 440,0 t440,0 t440,0 t440,0 t440,0 v{h} q-220,30 -440,0 t-440,0 t-440,0 t-440,0 t-440,0 Z", fill)
        for y, h, fill in [
            (-300, 140, "#35757f"),
            (0, 90, "#35757f"),
            (330, 60, "#3d828a"),
            (620, 120, "#35757f"),
            (960, 80, "#3d828a"),
            (1200, 160, "#35757f"),
        ]
    ]
    p += [group(bands, "rotate(-22 800 533)")]
    p += [group(ripples(41, 60, 1060, MIST, 40, 120), "rotate(-22 800 533)")]
    p += [group(shell(PAPER, OCHRE, CORAL), "translate(890,290) rotate(-22) scale(0.88)")]
    p += [group(shell(OCHRE, BRICK, PAPER), "translate(690,800) rotate(-22) scale(0.88)")]
    p += [
        group([disc(0, 0, 30, CORAL), disc(0, 0, 15, PAPER), oval(8, 10, 44, 40, NAVY, opacity=0.25)], "translate(1440,700)"),
        group([oval(8, 10, 44, 40, NAVY, opacity=0.25), disc(0, 0, 30, CORAL), disc(0, 0, 15, PAPER)], "translate(180,210)"),
    ]
    return svg("Two eights, from above", p)
