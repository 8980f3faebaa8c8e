"""Streets and rooms."""

from tools.ink import *


def books(seed, x, y, w, h):
    """A shelf's row of spines."""
    dice, out, at = random.Random(seed), [], x
    while at < x + w - 12:
        wide = min(dice.choice((14, 18, 22, 28)), x + w - at)
        tall = h * dice.choice((0.7, 0.8, 0.86, 0.94))
        out.append(rect(at, y + h - tall, wide - 2, tall, dice.choice((CORAL, OCHRE, BRICK, SEA, PAPER, MIST, NAVY, ROSE, LEAF))))
        at += wide
    return out


def reading_room():
    wall, wood, dark = SAND, "#8a4a33", "#6d3728"
    p = [rect(0, 0, WIDTH, HEIGHT, wall), rect(0, 0, WIDTH, 74, wood), rect(0, 74, WIDTH, 14, dark)]
    p += [poly(f"{x},0 {x + 60},0 {x + 40},90 {x + 20},90", dark) for x in range(80, 1600, 340)]
    for x in (300, 690, 1080):
        frame = f"M{x},720 V330 A110,150 0 0 1 {x + 220},330 V720 Z"
        clip = f"w{x}"
        p.append(f'<clipPath id="{clip}"><path d="{frame}"/></clipPath>')
        view = [
            rect(x, 150, 220, 600, FOAM),
            rect(x, 560, 220, 200, SEA),
            path(f"M{x},560 q60,-50 120,-20 t140,10 V580 H{x} Z", MIST),
        ]
        if x == 690:
            view += [disc(800, 330, 62, OCHRE)]
        if x == 300:
            view += [
                line("M400,590 V330 M400,350 L340,560 M400,350 L470,560", NIGHT, 5),
                path("M330,590 H480 L450,640 H360 Z", CORAL),
            ]
        if x == 1080:
            view += [
                line("M1210,620 V420", NIGHT, 5),
                poly("1214,430 1214,600 1286,600", PAPER),
                path("M1160,620 H1290 L1264,660 H1186 Z", NAVY),
                gull(1150, 330, 0.8, NIGHT),
            ]
        view += ripples(x, 600, 715, MIST, 8, 60, x, x + 200)
        p.append(f'<g clip-path="url(#{clip})">' + "".join(view) + "</g>")
        p += [
            path(frame, stroke=PAPER, stroke_width=18),
            line(f"M{x + 110},190 V720 M{x},330 H{x + 220} M{x},460 H{x + 220} M{x},590 H{x + 220}", PAPER, 8),
            rect(x - 22, 714, 264, 18, PAPER),
        ]
    for index, (x, w) in enumerate(((-20, 270), (556, 100), (946, 100), (1350, 270))):
        p.append(rect(x, 180, w, 640, wood))
        for shelf in range(6):
            y = 196 + shelf * 102
            p += [rect(x + 12, y, w - 24, 88, dark)] + books(index * 10 + shelf, x + 16, y, w - 32, 88)
    p += [rect(0, 800, WIDTH, 267, BRICK)] + [
        line(f"M{800 + (x - 800) * 0.75:.0f},806 L{x},1067", "#8f3527", 4) for x in range(-400, 2100, 125)
    ]
    # The long table, lamps and a reader.
    p += [path("M640,1067 V905 H960 V1067 Z", "none")]
    p += [
        rect(180, 860, 1240, 34, dark),
        rect(180, 852, 1240, 16, wood),
        poly("230,894 270,894 256,1067 236,1067", dark),
        poly("1330,894 1370,894 1364,1067 1344,1067", dark),
    ]
    for x in (420, 820, 1190):
        p += [
            poly(f"{x - 40},780 {x + 40},780 {x + 130},852 {x - 130},852", OCHRE, opacity=0.32),
            line(f"M{x},850 V770", OCHRE, 8),
            rect(x - 26, 844, 52, 10, OCHRE),
            path(f"M{x - 58},776 Q{x - 50},730 {x},730 Q{x + 50},730 {x + 58},776 Z", MOSS),
        ]
    p += [
        group(
            [
                path("M-84,0 Q-92,-130 -20,-140 Q54,-132 66,-64 L96,-20 L84,0 Z", NAVY),
                rect(-20, -176, 34, 44, ROSE),
                disc(0, -190, 42, ROSE),
                path("M-44,-186 Q-52,-244 2,-242 Q44,-238 40,-206 Q0,-214 -10,-180 Q-18,-150 -40,-152 Z", NIGHT),
                line("M30,-110 Q70,-50 110,-22", NAVY, 34),
                disc(116, -20, 17, ROSE),
            ],
            "translate(610,852)",
        )
    ]
    p += [
        group(
            [
                path("M-70,0 Q-36,-22 0,0 Q36,-22 70,0 L64,-34 Q32,-52 0,-32 Q-32,-52 -64,-34 Z", PAPER),
                line("M0,-30 V0", SAND, 4),
            ],
            "translate(722,850)",
        )
    ]
    p += [rect(996, 832, 96, 20, CORAL), rect(1004, 814, 84, 18, SEA), rect(990, 798, 90, 16, PAPER)]
    return svg("The reading room in the rope loft", p)


def loaf(x, y, w, h, crust, cuts):
    out = [path(f"M{x - w},{y} Q{x - w},{y - h} {x},{y - h} T{x + w},{y} Z", crust)]
    step = 2 * w / (cuts + 1)
    out += [
        line(f"M{x - w + step * (i + 1) - 12:.0f},{y - h * 0.34:.0f} q10,{-h * 0.3:.0f} 26,{-h * 0.34:.0f}", PAPER, 6)
        for i in range(cuts)
    ]
    return out


def bakery():
    p = [rect(0, 0, WIDTH, HEIGHT, NAVY), rect(0, 0, WIDTH, 120, NIGHT)]
    p += [rect(100, 120, 1400, 800, "#294e69")]
    for row in range(12):
        p += [line(f"M{120 + (row % 2) * 60 + col * 250},{150 + row * 62} h70", NAVY, 5) for col in range(6)]
    p += [rect(150, 300, 900, 600, BRICK), rect(1110, 260, 320, 640, BRICK)]
    p += [rect(190, 420, 820, 380, OCHRE), rect(190, 420, 820, 130, "#efbe63")]
    p += [rect(190, 650, 820, 14, "#8a4a33"), rect(190, 786, 820, 14, "#8a4a33")]
    for i, x in enumerate((270, 400, 530, 660, 790, 920)):
        p += loaf(x, 650, 56, 66, ("#8a4a33", "#b5673a", "#6d3728")[i % 3], 3)
    for i, (x, w, cuts) in enumerate(((310, 100, 5), (540, 110, 5), (740, 68, 3), (900, 84, 4))):
        p += loaf(x, 786, w, 84, ("#b5673a", "#6d3728", "#8a4a33", "#b5673a")[i], cuts)
    p += (
        [line("M250,420 V470 M600,420 V470 M950,420 V470", NIGHT, 5)]
        + [path(f"M{x - 34},500 Q{x - 28},468 {x},468 Q{x + 28},468 {x + 34},500 Z", NIGHT) for x in (250, 600, 950)]
        + [disc(x, 504, 12, PAPER) for x in (250, 600, 950)]
    )
    p += [line("M600,520 V800", BRICK, 14), rect(190, 420, 820, 380, "none", stroke=PAPER, stroke_width=12)]
    for i in range(12):
        x = 130 + i * 78.4
        p.append(path(f"M{x:.1f},300 h78.4 l4,110 a41,34 0 0 1 -82.4,0 Z", PAPER if i % 2 else CORAL))
    p += [rect(124, 284, 952, 22, NIGHT), rect(150, 180, 900, 96, NIGHT)]
    p.append(
        f'<text x="600" y="252" text-anchor="middle" font-family="Liberation Serif, serif" font-weight="bold" font-size="70" letter-spacing="26" fill="{OCHRE}">HARROW</text>'
    )
    p += [
        rect(1150, 320, 240, 580, MOSS),
        rect(1180, 352, 180, 300, OCHRE),
        line("M1270,352 V652 M1180,500 H1360", MOSS, 10),
        disc(1364, 712, 12, OCHRE),
        rect(1180, 690, 140, 170, LEAF),
        rect(1110, 892, 320, 20, SAND),
    ]
    p += [rect(0, 912, WIDTH, 156, NIGHT), poly("150,912 1050,912 1180,1067 60,1067", OCHRE, opacity=0.28)]
    p += [
        line(f"M{x},{y} h90", NAVY, 6)
        for x, y in [
            (40, 950),
            (260, 980),
            (500, 946),
            (760, 990),
            (1010, 950),
            (1240, 996),
            (1450, 956),
            (140, 1036),
            (640, 1040),
            (1120, 1046),
        ]
    ]
    p += [
        group(
            [
                disc(-120, 0, 78, "none", stroke=PAPER, stroke_width=9),
                disc(120, 0, 78, "none", stroke=PAPER, stroke_width=9),
                line("M-120,0 L-50,-120 H80 L0,0 H-120 M0,0 L-56,-134 M120,0 L70,-150 h-34 M-80,-138 h48", CORAL, 11),
                rect(84, -166, 96, 62, "#b5673a"),
                line("M94,-166 l14,-36 M124,-166 l10,-50 M152,-166 l-4,-40", OCHRE, 16),
            ],
            "translate(800,946) scale(0.92)",
        )
    ]
    p += [disc(1510, 90, 34, PAPER), disc(1526, 80, 30, NIGHT)] + [
        disc(x, y, 4, FOAM) for x, y in [(80, 60), (300, 40), (520, 80), (760, 36), (980, 70), (1220, 44), (1380, 88)]
    ]
    return svg("Harrow's bakery before sunrise", p)


def tea():
    p = [
        rect(0, 0, WIDTH, HEIGHT, ROSE),
        rect(0, 0, WIDTH, 300, SAND),
        disc(330, 430, 190, CORAL),
        cloud(1080, 130, 1.3, PAPER),
        cloud(520, 90, 0.8, PAPER),
    ]
    p += [path("M0,600 Q200,520 520,570 T1100,540 T1600,580 V700 H0 Z", SEA), rect(0, 620, WIDTH, 260, "#3d828a")]
    p += ripples(71, 640, 830, FOAM, 34, 120) + [rect(240 + i * 16, 640 + i * 34, 190 - i * 30, 9, CORAL, rx=4) for i in range(5)]
    p += [
        line("M1290,660 V330 M1290,350 L1190,640 M1290,350 L1400,640", NIGHT, 6),
        path("M1160,650 Q1300,676 1450,640 Q1430,712 1400,720 H1200 Z", BRICK),
        path("M1160,650 Q1300,676 1450,640 L1446,656 Q1300,692 1166,668 Z", PAPER),
    ]
    p += [rect(0, 820, WIDTH, 250, NAVY), rect(0, 806, WIDTH, 26, SAND)] + [
        line(f"M{x},{y} h150", SEA, 5)
        for x, y in [(40, 890), (300, 930), (60, 1000), (1290, 890), (1420, 960), (1240, 1030), (380, 1036)]
    ]
    # Saucer, glass, tea.
    p += [
        oval(800, 930, 330, 62, NIGHT, opacity=0.35),
        oval(800, 910, 320, 60, PAPER),
        oval(800, 902, 250, 42, MIST),
        oval(800, 900, 190, 30, PAPER),
    ]
    body = "M640,380 Q650,520 706,590 Q668,680 690,800 Q700,880 740,894 H860 Q900,880 910,800 Q932,680 894,590 Q950,520 960,380 Z"
    p.append(f'<clipPath id="glass"><path d="{body}"/></clipPath>')
    p.append(
        '<g clip-path="url(#glass)">'
        + rect(600, 360, 400, 560, FOAM, opacity=0.85)
        + rect(600, 450, 400, 460, BRICK)
        + rect(600, 450, 150, 460, "#bf5238")
        + oval(800, 452, 180, 26, CORAL)
        + rect(600, 840, 400, 80, "#8a3024")
        + "</g>"
    )
    p += [
        path(body, stroke=PAPER, stroke_width=12),
        oval(800, 380, 160, 20, "none", stroke=PAPER, stroke_width=10),
        line("M690,470 Q704,540 738,580 M722,650 Q708,720 722,800", PAPER, 9, opacity=0.8),
    ]
    p += [rect(686, 574, 228, 14, OCHRE), rect(700, 604, 200, 8, OCHRE)]
    p += [
        line(
            "M740,320 q-40,-60 0,-120 t0,-120 M830,310 q-40,-60 0,-120 t0,-110 M910,320 q-36,-50 0,-100 t0,-90",
            PAPER,
            14,
            opacity=0.85,
        )
    ]
    p += [
        group(
            [rect(0, 0, 62, 54, PAPER), poly("0,0 18,-18 80,-18 62,0", FOAM), poly("62,0 80,-18 80,36 62,54", SAND)],
            "translate(992,862)",
        ),
        group(
            [rect(0, 0, 62, 54, PAPER), poly("0,0 18,-18 80,-18 62,0", FOAM), poly("62,0 80,-18 80,36 62,54", SAND)],
            "translate(1046,884) rotate(-8)",
        ),
    ]
    p += [line("M470,900 L640,884", OCHRE, 12), oval(450, 902, 48, 18, OCHRE)]
    p += [gull(620, 260, 1, NIGHT), gull(1050, 380, 0.9, NIGHT)]
    return svg("A glass of tea on the quay", p)
