"""Works of the harbour: the dredger, the gauge and the chart."""

from tools.ink import *


def dredger():
    p = [rect(0, 0, WIDTH, HEIGHT, SAND), disc(1180, 300, 170, PAPER), cloud(120, 110, 1.2, PAPER), cloud(640, 60, 0.8, PAPER)]
    p += [path("M0,560 H180 V500 H300 V540 H420 V470 L470,430 L520,470 V540 H640 V500 H760 V560 H1600 V700 H0 Z", ROSE)]
    p += [rect(0, 560, WIDTH, 120, OCHRE, opacity=0.55)]
    p += [line(f"M{x},560 v118", SAND, 5) for x in range(40, 1600, 120)]
    p += [rect(0, 668, WIDTH, 400, SEA), rect(0, 668, WIDTH, 12, NAVY)] + ripples(12, 700, 800, MIST, 26, 110)
    # The boom, as a lattice between two chords.
    p += [line("M560,640 L1180,180 M620,660 L1186,200", NIGHT, 12)]
    steps = 13
    for i in range(steps):
        a, b = i / steps, (i + 0.5) / steps
        c = (i + 1) / steps
        top = lambda t: (560 + 620 * t, 640 - 460 * t)
        low = lambda t: (620 + 566 * t, 660 - 460 * t)
        p.append(
            line(f"M{top(a)[0]:.0f},{top(a)[1]:.0f} L{low(b)[0]:.0f},{low(b)[1]:.0f} L{top(c)[0]:.0f},{top(c)[1]:.0f}", NIGHT, 6)
        )
    p += [disc(1184, 188, 20, BRICK), line("M1184,188 L470,420 M1184,188 L520,430", NIGHT, 5)]
    p += [line("M1176,200 V470 M1196,200 V470", NIGHT, 5)]
    p += [
        path("M1110,470 H1262 V496 H1110 Z", NIGHT),
        path("M1120,496 H1182 V640 Q1100,640 1092,560 Z", CORAL),
        path("M1252,496 H1190 V640 Q1272,640 1280,560 Z", CORAL),
        path("M1116,520 Q1186,476 1256,520 L1266,548 H1106 Z", NAVY),
    ]
    p += [line(f"M{x},{y} v{h}", NAVY, 9) for x, y, h in [(1140, 662, 40), (1170, 668, 66), (1204, 660, 30), (1232, 664, 52)]]
    p += [
        rect(430, 420, 120, 250, NIGHT),
        poly("430,420 490,380 550,420", NIGHT),
        rect(450, 470, 80, 70, OCHRE),
        line("M490,470 V540", NIGHT, 5),
    ]
    p += [
        rect(210, 560, 180, 130, PAPER),
        rect(196, 544, 208, 20, BRICK),
        rect(232, 590, 42, 42, NAVY),
        rect(300, 590, 42, 42, NAVY),
        rect(150, 610, 60, 80, BRICK),
    ]
    p += [path("M620,700 Q760,600 900,690 Z", "#5a4a3f"), path("M700,700 Q860,620 980,700 Z", "#4a3d35")]
    p += [path("M70,690 H1040 L1010,800 H120 Z", BRICK), rect(70, 682, 970, 22, NIGHT), rect(112, 770, 904, 12, PAPER)]
    p += [disc(x, 736, 14, NIGHT) for x in range(180, 980, 110)]
    p += [swell(800, 14, 220, "#255967", 50)] + ripples(13, 830, 1060, MIST, 34, 190) + ripples(15, 830, 1060, NAVY, 26, 190)
    p += [
        group(
            [
                path("M-36,0 L-20,-96 H20 L36,0 Z", CORAL),
                rect(-31, -52, 62, 20, PAPER),
                rect(-6, -136, 12, 44, NIGHT),
                disc(0, -140, 13, OCHRE),
                rect(-48, -4, 96, 18, NIGHT, rx=9),
            ],
            "translate(1380,900) rotate(6)",
        )
    ]
    p += [gull(800, 250, 1.2, NIGHT), gull(900, 210, 0.9, NIGHT)]
    return svg("A grab dredger in the Old Basin", p)


def tide_gauge():
    p = [
        rect(0, 0, WIDTH, HEIGHT, MIST),
        disc(1160, 290, 190, PAPER),
        disc(1110, 250, 26, FOAM),
        disc(1220, 330, 40, FOAM),
        disc(1180, 210, 18, FOAM),
    ]
    p += [cloud(820, 420, 1.3, FOAM), cloud(1300, 90, 0.8, FOAM)]
    p += [path("M760,620 Q1000,560 1240,600 T1600,570 V700 H700 Z", SEA)]
    # The harbour wall with its steps and the hut on top.
    p += [path("M0,360 H420 V440 H500 V520 H580 V600 H660 V680 H740 V760 H820 V1067 H0 Z", NAVY)]
    p += [
        line(f"M{x},{y} h{w}", SEA, 5)
        for x, y, w in [
            (30, 420, 110),
            (190, 420, 90),
            (60, 490, 140),
            (260, 490, 100),
            (20, 560, 100),
            (170, 560, 150),
            (380, 560, 90),
            (70, 630, 120),
            (250, 630, 160),
            (470, 630, 80),
            (20, 700, 150),
            (230, 700, 120),
            (420, 700, 140),
        ]
    ]
    p += [rect(0, 350, 430, 18, SAND)] + [rect(420 + i * 80, 432 + i * 80, 84, 14, SAND) for i in range(5)]
    p += [
        rect(90, 170, 220, 180, PAPER),
        poly("66,176 200,70 334,176", BRICK),
        rect(120, 220, 66, 66, NAVY),
        line("M153,220 V286 M120,253 H186", PAPER, 6),
        rect(224, 226, 60, 124, CORAL),
        disc(272, 292, 6, NIGHT),
    ]
    p += [line("M356,350 V250 M356,250 h40", NIGHT, 7), poly("396,238 396,262 436,250", OCHRE)]
    # The staff: bands of ten centimetres, a numeral each half metre.
    p += [rect(880, 150, 132, 900, PAPER), rect(872, 136, 148, 22, NIGHT)]
    for i in range(18):
        y = 168 + i * 46
        p.append(rect(880 if i % 2 else 946, y, 66, 46, CORAL if i % 10 < 5 else NIGHT))
    for i, figure in enumerate(("5", "4", "3")):
        p.append(
            f'<text x="1036" y="{236 + i * 230}" font-family="Liberation Sans Narrow, sans-serif" font-weight="bold" font-size="84" fill="{NIGHT}">{figure}</text>'
        )
        p.append(rect(1012, 166 + i * 230, 60, 8, NIGHT))
    p += [swell(790, 18, 240, SEA), swell(880, 22, 300, NAVY, 140), swell(980, 20, 260, NIGHT, 40)]
    p += ripples(17, 820, 1040, MIST, 30, 150)
    p += [
        group(
            [
                oval(0, 0, 40, 24, PAPER),
                path("M-36,-4 Q-74,-16 -88,2 Q-64,10 -30,10 Z", NIGHT),
                disc(34, -22, 19, PAPER),
                poly("48,-24 78,-18 48,-12", OCHRE),
                disc(38, -27, 4, NIGHT),
                path("M-34,-6 Q0,-26 22,2 Q-6,14 -34,-6 Z", "#7f97a0"),
                line("M-4,22 V44 M10,22 V44", OCHRE, 5),
            ],
            "translate(948,92)",
        )
    ]
    return svg("The tide staff at Cooper's Steps", p)


def chart():
    p = [rect(0, 0, WIDTH, HEIGHT, SAND)]
    p += [line(f"M{x},0 V{HEIGHT}", "#d9b987", 2) for x in range(100, 1600, 200)]
    p += [line(f"M0,{y} H{WIDTH}", "#d9b987", 2) for y in range(67, 1067, 200)]
    shapes = [
        (
            "M250,250 Q380,120 620,150 T1010,180 Q1240,150 1300,330 Q1330,470 1600,440 V700 Q1380,690 1290,800 Q1160,960 900,930 T470,900 Q220,860 210,620 Q200,380 250,250 Z",
            FOAM,
        ),
        (
            "M310,300 Q420,190 630,220 T990,250 Q1170,230 1230,370 Q1290,520 1600,500 V640 Q1340,640 1220,750 Q1100,880 890,860 T510,830 Q290,790 280,610 Q270,410 310,300 Z",
            MIST,
        ),
        (
            "M390,360 Q480,280 640,300 T950,330 Q1100,330 1160,440 Q1240,560 1600,550 V596 Q1300,590 1140,690 Q1030,780 870,770 T560,740 Q380,710 370,590 Q360,440 390,360 Z",
            "#5d939a",
        ),
        (
            "M490,430 Q560,380 660,390 T900,430 Q1030,450 1050,530 Q1050,640 880,660 T620,640 Q480,620 470,550 Q460,470 490,430 Z",
            SEA,
        ),
        ("M600,490 Q680,450 780,490 Q900,520 880,570 Q820,610 720,590 Q580,570 600,490 Z", NAVY),
    ]
    for d, fill in shapes:
        p.append(path(d, fill, stroke=NAVY, stroke_width=3))
    p += [
        path("M250,250 Q380,120 620,150 T1010,180 Q1240,150 1300,330 Q1330,470 1600,440", stroke=BRICK, stroke_width=14),
        path(
            "M1600,700 Q1380,690 1290,800 Q1160,960 900,930 T470,900 Q220,860 210,620 Q200,380 250,250",
            stroke=BRICK,
            stroke_width=14,
        ),
    ]
    style = 'font-family="Liberation Serif, serif" font-style="italic" font-size="38"'
    soundings = [
        (350, 400, "0₆"),
        (300, 640, "0₄"),
        (430, 500, "1₈"),
        (520, 320, "1₁"),
        (760, 250, "0₇"),
        (940, 300, "1₃"),
        (1120, 340, "0₉"),
        (1000, 470, "2₄"),
        (1190, 520, "1₆"),
        (1440, 556, "2₈"),
        (1330, 600, "2₂"),
        (560, 470, "2₆"),
        (660, 760, "1₂"),
        (480, 760, "0₈"),
        (860, 880, "0₅"),
        (1040, 800, "0₉"),
        (1180, 700, "1₄"),
        (580, 610, "2₉"),
        (950, 610, "3₀"),
        (380, 740, "0₆"),
    ]
    for x, y, text in soundings:
        p.append(f'<text x="{x}" y="{y}" {style} fill="{NIGHT}">{text}</text>')
    for x, y, text in [(680, 545, "3₈"), (800, 560, "4₁"), (740, 430, "3₂")]:
        p.append(f'<text x="{x}" y="{y}" {style} fill="{PAPER}">{text}</text>')
    # Compass rose over the land.
    p += [
        disc(1420, 210, 120, PAPER),
        disc(1420, 210, 120, "none", stroke=NAVY, stroke_width=4),
        disc(1420, 210, 96, "none", stroke=NAVY, stroke_width=2),
    ]
    p += rays(1420, 210, 98, 112, 36, NAVY, 3)
    p += [
        poly("1420,84 1440,190 1420,210 1400,190", BRICK),
        poly("1420,336 1440,230 1420,210 1400,230", NAVY),
        poly("1294,210 1400,190 1420,210 1400,230", NAVY),
        poly("1546,210 1440,190 1420,210 1440,230", NAVY),
    ]
    p += [line("M1600,568 L1150,540", BRICK, 5, stroke_dasharray="26 16"), disc(1150, 540, 12, BRICK)]
    p += [
        group([path("M-20,14 L0,-26 L20,14 Z", CORAL), disc(0, 22, 8, NIGHT)], "translate(1400,490)"),
        group([path("M-16,-20 H16 V14 H-16 Z", LEAF), disc(0, 22, 8, NIGHT)], "translate(1400,640)"),
    ]
    p += [rect(80 + i * 90, 990, 90, 18, NAVY if i % 2 else PAPER, stroke=NAVY, stroke_width=3) for i in range(5)]
    p += [
        group(
            [
                rect(x, y, w, h, ROSE, stroke=BRICK, stroke_width=3)
                for x, y, w, h in [
                    (60, 120, 90, 60),
                    (60, 210, 70, 110),
                    (60, 360, 100, 70),
                    (60, 470, 80, 90),
                    (700, 40, 110, 60),
                    (840, 40, 70, 60),
                    (950, 60, 110, 60),
                    (460, 40, 120, 60),
                    (1420, 860, 110, 70),
                    (1280, 920, 100, 80),
                    (640, 972, 120, 66),
                    (790, 978, 90, 60),
                    (930, 978, 120, 60),
                ]
            ]
        )
    ]
    return svg("Chart of the Old Basin", p)
