"""What grows, flies and swims."""

from tools.ink import *


def allotments():
    p = [rect(0, 0, WIDTH, HEIGHT, FOAM), disc(1240, 250, 140, OCHRE), cloud(160, 110, 1.2, PAPER), cloud(720, 190, 0.9, PAPER)]
    p += [path("M0,430 Q300,280 640,380 T1600,340 V600 H0 Z", MIST), path("M0,500 Q420,400 860,460 T1600,430 V640 H0 Z", LEAF)]
    p += [rect(0, 540, WIDTH, 530, "#8a5a3c")]
    # Beds run to one vanishing point above the hill.
    vanish = (800, 330)
    beds = [LEAF, OCHRE, MOSS, CORAL, LEAF, MOSS, SAND, LEAF]
    for i, fill in enumerate(beds):
        a, b = -900 + i * 425, -900 + i * 425 + 330
        top = [vanish[0] + (x - vanish[0]) * (548 - vanish[1]) / (1067 - vanish[1]) for x in (a, b)]
        p.append(poly(f"{top[0]:.0f},548 {top[1]:.0f},548 {b},1067 {a},1067", fill))
    for i in (0, 2, 4, 5, 7):
        for row in range(8):
            depth = (row + 0.6) / 8
            y = 562 + 500 * depth**1.5
            scale = (y - vanish[1]) / (1067 - vanish[1])
            for lane in (0.26, 0.74):
                x = vanish[0] + (-900 + i * 425 + 330 * lane - vanish[0]) * scale
                r = 60 * scale
                p += [
                    disc(x, y - r * 0.3, r, MOSS if beds[i] == LEAF else LEAF),
                    disc(x - r * 0.1, y - r * 0.42, r * 0.62, MIST),
                    disc(x, y - r * 0.4, r * 0.3, FOAM),
                ]
    for i in (1, 3, 6):
        for row in range(9):
            y = 560 + 500 * ((row + 0.4) / 9) ** 1.5
            scale = (y - vanish[1]) / (1067 - vanish[1])
            left = vanish[0] + (-900 + i * 425 + 20 - vanish[0]) * scale
            p.append(
                line(
                    f"M{left:.0f},{y:.0f} h{290 * scale:.0f}",
                    {OCHRE: BRICK, CORAL: BRICK, SAND: LEAF}[beds[i]],
                    max(3, int(16 * scale)),
                )
            )
    # Shed, water butt, scarecrow, sunflowers.
    p += [
        rect(960, 380, 270, 200, NAVY),
        poly("930,384 1095,290 1260,384", BRICK),
        rect(1120, 440, 74, 140, CORAL),
        rect(996, 430, 80, 64, PAPER),
        line("M1036,430 V494 M996,462 H1076", NAVY, 6),
    ] + [line(f"M{x},394 V578", NIGHT, 3) for x in range(990, 1230, 34) if not (1110 < x < 1200 or 990 <= x < 1080)]
    p += [rect(1262, 490, 76, 92, SEA, rx=8), rect(1258, 508, 84, 8, NIGHT), rect(1258, 552, 84, 8, NIGHT)]
    p += [
        group(
            [
                line("M0,0 V-300 M-120,-208 H120", "#6d3728", 14),
                path("M-120,-230 H120 V-184 H52 L66,-70 H-66 L-52,-184 H-120 Z", CORAL),
                rect(-18, -180, 24, 24, OCHRE),
                rect(14, -130, 26, 26, MIST),
                disc(0, -272, 40, SAND),
                path("M-70,-292 H70 L40,-306 L30,-360 H-30 L-40,-306 Z", NIGHT),
                rect(-36, -316, 72, 12, CORAL),
                disc(-13, -274, 5, NIGHT),
                disc(13, -274, 5, NIGHT),
                line("M-14,-254 q14,10 28,0", NIGHT, 4),
                line("M-120,-206 l-24,12 M-120,-206 l-26,-6 M120,-206 l24,12 M120,-206 l26,-6", OCHRE, 6),
            ],
            "translate(470,740)",
        )
    ]
    p += [
        group(
            [
                path("M-16,0 q-30,-10 -34,10 M0,0", NIGHT),
                oval(0, 0, 18, 11, NIGHT),
                disc(15, -8, 9, NIGHT),
                poly("22,-10 36,-6 22,-4", OCHRE),
            ],
            "translate(596,524)",
        )
    ]
    for x, y, s in ((90, 700, 1.25), (210, 640, 0.95), (1500, 720, 1.35), (1400, 640, 0.9)):
        flower = [
            line("M0,0 V220", MOSS, 12),
            path("M0,130 Q60,90 90,120 Q50,160 0,150 Z", MOSS),
            path("M0,170 Q-60,130 -90,160 Q-50,200 0,190 Z", MOSS),
        ]
        flower += [oval(0, -58, 16, 36, OCHRE, transform=f"rotate({a})") for a in range(0, 360, 30)] + [
            disc(0, 0, 42, "#6d3728"),
            disc(0, 0, 24, "#4a3d35"),
        ]
        p.append(group(flower, f"translate({x},{y - 120}) scale({s})"))
    return svg("Tannery Field in July", p)


def bird(x, y, size, flip=1, bow=0):
    """An oystercatcher: black above, white below, a red bill."""
    head = [
        disc(104, -96, 42, NIGHT),
        path("M134,-108 L268,-72 L266,-64 L132,-84 Z", CORAL),
        disc(118, -104, 12, CORAL),
        disc(118, -104, 5, NIGHT),
    ]
    neck = path("M30,-60 Q80,-60 78,-110 L132,-70 Q120,0 60,30 Z", NIGHT)
    return group(
        [
            oval(10, 190, 150, 14, "#6f8f8c", opacity=0.5),
            line(
                "M-6,50 L-18,120 L-2,188 M34,50 L28,120 L46,188 M-2,188 l34,4 M-2,188 l-14,6 M46,188 l34,4 M46,188 l-14,6",
                ROSE,
                10,
            ),
            path("M-190,-6 Q-60,-104 60,-72 Q120,-50 96,10 Q60,76 -40,66 Q-110,56 -190,-6 Z", PAPER),
            path("M-220,-22 Q-60,-120 70,-78 Q96,-60 84,-30 Q10,10 -90,4 Q-160,4 -220,-22 Z", NIGHT),
            path("M-130,2 Q-40,10 40,-14 Q-20,34 -130,2 Z", PAPER),
            group([neck, *head], f"rotate({bow} 60 -40)"),
        ],
        f"translate({x},{y}) scale({size * flip},{size})",
    )


def oystercatchers():
    p = [
        rect(0, 0, WIDTH, HEIGHT, PAPER),
        rect(0, 0, WIDTH, 260, ROSE, opacity=0.6),
        disc(1220, 300, 120, OCHRE),
        cloud(200, 110, 1.2, PAPER),
        cloud(800, 190, 0.8, PAPER),
    ]
    p += [path("M0,400 Q260,340 560,384 T1100,372 T1600,390 V470 H0 Z", MIST), rect(0, 430, WIDTH, 70, SEA)] + ripples(
        81, 440, 495, FOAM, 20, 90
    )
    p += [rect(0, 496, WIDTH, 580, "#b8a184")]
    for i, (y, fill) in enumerate(((520, MIST), (590, "#9fb9ad"), (700, MIST), (850, "#9fb9ad"), (980, MIST))):
        h = 14 + i * 9
        shift = (i * 370) % 700
        p.append(
            path(
                f"M{-300 + shift},{y} q200,{-h} 420,0 t460,0 t500,0 q200,{h} 0,{h * 2} q-300,{h} -600,0 t-500,0 q-280,{h} -280,{-h * 2} Z",
                fill,
            )
        )
    p += [
        line(f"M{x},{y} q{w / 2},-10 {w},0", "#9c866a", 5)
        for x, y, w in [
            (100, 560, 70),
            (420, 640, 90),
            (980, 600, 80),
            (1400, 640, 90),
            (240, 780, 120),
            (760, 780, 110),
            (1200, 800, 130),
            (60, 930, 140),
            (560, 940, 150),
            (1040, 950, 150),
            (1420, 900, 120),
        ]
    ]
    p += [bird(1200, 560, 0.72, -1), bird(420, 650, 1.02), bird(900, 770, 1.32, 1, 26)]
    p += [
        group(
            [path("M-24,0 Q0,-30 24,0 Z", NAVY), line("M-10,-4 L0,-16 M10,-4 L0,-16", MIST, 3)], f"translate({x},{y}) scale({s})"
        )
        for x, y, s in [(180, 1000, 1.4), (260, 1020, 1), (1300, 1010, 1.5), (620, 860, 0.9), (1420, 800, 1)]
    ]
    p += [gull(420, 300, 0.9, NIGHT), gull(500, 330, 0.7, NIGHT), gull(350, 340, 0.6, NIGHT)]
    return svg("Oystercatchers on the Flats", p)


def fish(y, flip):
    """A mackerel lying on its side, wavy bars on its back."""
    back = "M-420,0 Q-260,-116 20,-104 Q260,-90 420,-8 Q200,-2 -420,0 Z"
    clip = f"back{y}"
    bars = [line(f"M{x},-120 q22,20 0,44 t0,44 t-4,30", NIGHT, 14) for x in range(-350, 380, 44)]
    return group(
        [
            poly("380,0 520,-92 492,0 520,92", SEA),
            poly("60,-98 130,-150 150,-92", SEA),
            poly("-80,92 -20,132 20,90", SEA),
            path("M-420,0 Q-260,-116 20,-104 Q260,-90 420,-8 Q260,96 20,104 Q-260,104 -420,0 Z", PAPER),
            path("M-420,0 Q-260,104 20,104 Q260,96 420,-8 Q200,50 -60,50 Q-280,44 -420,0 Z", FOAM),
            path(back, SEA),
            f'<clipPath id="{clip}"><path d="{back}"/></clipPath><g clip-path="url(#{clip})">' + "".join(bars) + "</g>",
            path("M-420,0 Q-360,-62 -290,-80 Q-250,0 -292,70 Q-370,44 -420,0 Z", MIST),
            line("M-290,-78 Q-252,0 -292,68", NAVY, 6),
            disc(-350, -14, 20, OCHRE),
            disc(-350, -14, 10, NIGHT),
            line("M-418,4 q28,12 52,12", NAVY, 5),
            path("M-240,20 Q-180,-4 -150,30 Q-190,50 -240,20 Z", SEA),
            *[line(f"M{x},28 h34", MIST, 5) for x in range(-120, 320, 58)],
        ],
        f"translate(800,{y}) scale({flip * 0.98},0.98)",
    )


def lemon(x, y, r):
    return [disc(x, y, r, OCHRE), disc(x, y, r * 0.86, PAPER), disc(x, y, r * 0.78, "#efbe63")] + rays(
        x, y, 0, r * 0.76, 8, PAPER, 6, 10.0
    )


def mackerel():
    p = [rect(0, 0, WIDTH, HEIGHT, CORAL)]
    p += [rect(x, 0, 40, HEIGHT, "#cf5a3d") for x in range(0, 1600, 160)] + [
        rect(0, y, WIDTH, 40, "#cf5a3d", opacity=0.7) for y in range(40, 1067, 160)
    ]
    p += [
        oval(815, 556, 720, 480, "#7d2c20", opacity=0.45),
        oval(800, 534, 720, 480, PAPER),
        oval(800, 534, 690, 452, "none", stroke=NAVY, stroke_width=10),
        oval(800, 534, 610, 384, "#a9c7bd"),
    ]
    p += [fish(318, 1), fish(540, -1), fish(762, 1)]
    p += lemon(1270, 420, 74) + lemon(330, 640, 66)
    for x, y, a in [(300, 420, 20), (1310, 650, -160), (1180, 880, 200)]:
        p.append(
            group(
                [line("M0,0 H150", MOSS, 7)]
                + [line(f"M{20 + i * 26},0 l16,-26 M{20 + i * 26},0 l16,26", LEAF, 9) for i in range(5)],
                f"translate({x},{y}) rotate({a})",
            )
        )
    return svg("Three mackerel on a dish", p)
