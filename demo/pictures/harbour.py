"""The town and its boats."""

from tools.ink import *


def boat(x, y, size, hull, trim, cabin, mast=NIGHT):
    """A small fishing boat, seen from the side."""
    return group(
        [
            line("M70,-40 V-270 M70,-250 L-70,-30 M70,-250 L190,-30", mast, 6),
            poly("70,-150 70,-60 150,-60", BRICK),
            rect(-10, -92, 74, 66, cabin),
            rect(-18, -104, 92, 16, trim),
            rect(4, -80, 20, 22, NAVY),
            rect(34, -80, 20, 22, NAVY),
            path("M-130,-36 Q40,-8 220,-48 Q200,34 160,44 H-84 Q-116,20 -130,-36 Z", hull),
            path("M-130,-36 Q40,-8 220,-48 L216,-30 Q40,10 -124,-16 Z", trim),
        ],
        f"translate({x},{y}) scale({size})",
    )


def harbour():
    p = [rect(0, 0, WIDTH, HEIGHT, PAPER), rect(0, 0, WIDTH, 250, ROSE, opacity=0.45)]
    p += [disc(1130, 330, 215, CORAL), cloud(210, 120, 1.1, PAPER), cloud(860, 215, 0.9, PAPER)]
    p += [path("M0,470 Q240,300 520,400 T1040,380 T1600,330 V640 H0 Z", MIST)]
    p += [path("M0,560 Q340,420 700,500 T1600,450 V680 H0 Z", SEA)]
    p += [gull(480, 240, 1.1, NIGHT), gull(570, 285, 0.8, NIGHT), gull(1380, 180, 1, NIGHT)]
    walls = [
        (24, 120, 190, PAPER, BRICK),
        (146, 104, 232, OCHRE, NAVY),
        (252, 150, 170, ROSE, BRICK),
        (404, 110, 250, FOAM, NAVY),
        (650, 128, 205, CORAL, NIGHT),
        (780, 104, 240, PAPER, BRICK),
        (886, 156, 180, SAND, NAVY),
        (1044, 112, 226, MIST, BRICK),
        (1158, 130, 186, OCHRE, NIGHT),
        (1290, 106, 250, PAPER, NAVY),
        (1398, 168, 176, ROSE, BRICK),
    ]
    # The clock tower stands behind the row.
    p += [
        rect(538, 250, 92, 480, SAND),
        poly("526,252 584,120 642,252", BRICK),
        disc(584, 316, 32, PAPER),
        line("M584,316 V294 M584,316 L600,324", NIGHT, 6),
        line("M584,120 V84", NIGHT, 6),
        rect(566, 400, 36, 60, NAVY),
        rect(566, 500, 36, 60, NAVY),
        rect(514, 560, 136, 170, SAND),
        rect(540, 600, 30, 46, NAVY),
        rect(596, 600, 30, 46, NAVY),
        rect(562, 664, 44, 66, BRICK),
    ]
    for index, (x, w, h, wall, roof) in enumerate(walls):
        p += house(x, 730, w, h, wall, roof, NIGHT if index % 3 else NAVY, 2, index % 2 == 0)
    p += [rect(0, 726, WIDTH, 20, SAND), rect(0, 742, WIDTH, 74, NAVY)]
    for row in range(2):
        for x in range(-40 + row * 50, WIDTH, 100):
            p.append(line(f"M{x},{758 + row * 28} h70", SEA, 4))
    p += [rect(0, 812, WIDTH, 260, SEA), rect(0, 812, WIDTH, 16, NIGHT)]
    p += ripples(4, 850, 1050, MIST, 46) + ripples(5, 840, 1050, NAVY, 34)
    p += [rect(980 + i * 14, 850 + i * 42, 300 - i * 28, 12, CORAL, rx=6) for i in range(5)]
    p += [boat(330, 900, 1.0, BRICK, PAPER, PAPER), boat(700, 986, 1.25, NIGHT, OCHRE, SAND)]
    p += [line("M260,742 V816 M300,742 V816" + "".join(f" M260,{y} H300" for y in range(756, 816, 16)), SAND, 5)]
    return svg("Port Merrow from the water, in the morning", p)


def vessel(x, y, size, hull, upper, window, funnel, lit=False):
    """The ferry Gannet: two bows, a saloon, a bridge, one funnel."""
    glass = [rect(-296 + i * 66, -112, 44, 34, window, rx=6) for i in range(9)]
    return group(
        [
            line("M150,-330 V-250 M-210,-300 V-190", NIGHT if not lit else MIST, 7),
            rect(90, -300, 76, 120, funnel),
            rect(90, -276, 76, 24, PAPER),
            rect(84, -306, 88, 14, NIGHT),
            poly("-90,-186 -66,-262 66,-262 80,-186", upper),
            *[rect(-56 + i * 30, -246, 22, 30, window) for i in range(4)],
            rect(-250, -190, 500, 20, hull),
            rect(-330, -150, 660, 110, upper),
            rect(-350, -164, 700, 20, hull),
            *glass,
            path("M-470,-66 L-400,-40 H400 L470,-66 Q430,40 360,52 H-360 Q-430,40 -470,-66 Z", hull),
            path("M-452,-18 Q-430,0 -424,4 H424 Q440,-8 452,-18 L446,-4 Q430,16 420,22 H-420 Q-436,10 -446,-4 Z", OCHRE),
            line("M-440,-60 V-100 H-335 M440,-60 V-100 H335 M-386,-50 V-100 M386,-50 V-100", upper, 5),
        ],
        f"translate({x},{y}) scale({size})",
    )


def ferry():
    p = [rect(0, 0, WIDTH, HEIGHT, FOAM), disc(360, 330, 150, OCHRE)]
    p += [cloud(980, 110, 1.5, PAPER), cloud(520, 250, 1.0, PAPER), cloud(60, 90, 0.8, PAPER)]
    p += [path("M0,560 L200,500 L420,540 L700,450 L980,530 L1250,430 L1600,520 V700 H0 Z", MIST)]
    p += [path("M1060,620 Q1280,540 1600,560 V680 H1000 Z", LEAF), rect(1440, 492, 22, 84, PAPER), rect(1434, 478, 34, 22, BRICK)]
    p += [swell(622, 10, 160, SEA), swell(690, 16, 220, "#275d6b", 60)]
    p += ripples(7, 650, 760, MIST, 30, 110)
    p += [vessel(770, 770, 1.12, NAVY, PAPER, SEA, CORAL)]
    p += [path("M1296,790 Q1420,744 1600,776 V860 H1240 Z", FOAM), path("M1330,806 Q1440,770 1600,800 V826 H1320 Z", MIST)]
    p += [swell(812, 20, 250, NAVY, 30), path("M180,812 Q240,764 300,800 Q340,782 372,820 Q300,838 180,824 Z", FOAM)]
    p += ripples(8, 850, 1060, SEA, 40, 190) + ripples(9, 860, 1060, FOAM, 12, 150)
    p += [gull(1120, 370, 1.6, NIGHT), gull(1250, 300, 1.1, NIGHT), gull(1010, 300, 0.9, NIGHT), gull(1380, 390, 1.3, NIGHT)]
    return svg("The ferry Gannet off Sallow Point", p)


def night_ferry():
    p = [rect(0, 0, WIDTH, HEIGHT, NIGHT)]
    dice = random.Random(31)
    p += [disc(dice.randrange(1600), dice.randrange(560), dice.choice((2, 2, 3, 4)), FOAM) for _ in range(120)]
    p += [disc(1330, 230, 120, PAPER), disc(1384, 202, 108, NIGHT)]
    p += [path("M0,600 Q220,540 460,584 T900,570 T1600,590 V700 H0 Z", NAVY)]
    p += [disc(x, 604 + (x * 7) % 22, 5, OCHRE) for x in range(60, 560, 44)]
    p += [rect(1450, 500, 16, 100, MIST), disc(1458, 492, 14, OCHRE), poly("1458,492 1090,420 1090,480", "#f7d58f", opacity=0.3)]
    p += [rect(0, 640, WIDTH, 430, "#193349")]
    for x in range(60, 560, 44):
        p.append(line(f"M{x},{666} v{40 + (x * 13) % 60}", OCHRE, 4, stroke_dasharray="2 14"))
    p += ripples(14, 670, 1050, NAVY, 60, 220)
    p += [vessel(690, 800, 1.02, "#0d1a29", "#4d7183", OCHRE, BRICK, True)]
    for i in range(9):
        x = 690 + 1.02 * (-274 + i * 66)
        for step in range(6):
            w = 44 - step * 5
            p.append(rect(x - w / 2 + (step % 2) * 8, 872 + step * 30, w, 9, OCHRE, rx=4.5, opacity=1 - step * 0.13))
    p += [rect(1265 + i * 8, 690 + i * 40, 130 - i * 12, 8, FOAM, rx=4) for i in range(8)]
    p += [disc(208, 736, 9, CORAL), disc(1172, 736, 9, LEAF)]
    return svg("The last boat, between two shores", p)


def storm():
    p = [rect(0, 0, WIDTH, HEIGHT, NAVY), path("M0,0 H1600 V250 Q1300,330 1000,250 T420,270 T0,220 Z", NIGHT)]
    p += [path("M0,330 Q300,420 660,340 T1600,400 V560 H0 Z", "#2a5169")]
    p += [poly("402,244 1600,20 1600,330", "#f7d58f", opacity=0.42), poly("402,244 0,180 0,300", "#f7d58f", opacity=0.3)]
    p += [
        line(f"M{x},{y} l-46,120", MIST, 4, opacity=0.55)
        for x, y in [(random.Random(i).randrange(60, 1640), random.Random(i + 900).randrange(-40, 560)) for i in range(70)]
    ]
    p += [swell(640, 46, 420, SEA, 120)]
    p += [path("M120,800 L210,660 L300,640 L360,590 H470 L540,660 L640,700 L720,830 Z", NIGHT)]
    p += [
        poly("352,600 372,290 438,290 462,600", PAPER),
        poly("368,350 442,350 447,420 363,420", CORAL),
        poly("358,490 452,490 458,560 353,560", CORAL),
        rect(356, 276, 98, 18, NIGHT),
        rect(376, 212, 58, 66, OCHRE),
        line("M376,212 V278 M405,212 V278 M434,212 V278", NIGHT, 6),
        poly("366,214 405,162 444,214", BRICK),
        line("M405,162 V136", NIGHT, 6),
    ]
    # The great wave: a back, a curl, and foam along its edge.
    p += [
        path(
            "M560,1067 Q760,960 900,700 Q1030,440 1290,420 Q1450,420 1470,520 Q1400,470 1330,510 Q1240,560 1270,680 Q1310,800 1600,800 V1067 Z",
            MIST,
        )
    ]
    p += [path("M700,1067 Q880,940 980,740 Q1080,520 1270,486 Q1190,560 1210,690 Q1250,860 1600,880 V1067 Z", SEA)]
    p += [path("M860,1067 Q1000,940 1060,790 Q1110,660 1180,620 Q1130,740 1200,840 Q1300,960 1600,970 V1067 Z", NAVY)]
    for x, y, r in [
        (1290, 424, 40),
        (1360, 420, 46),
        (1430, 446, 42),
        (1470, 500, 34),
        (1478, 556, 22),
        (1400, 486, 26),
        (1230, 440, 30),
        (1180, 470, 24),
        (1520, 600, 12),
        (1508, 640, 8),
        (1560, 540, 9),
        (1545, 470, 13),
        (1400, 372, 12),
        (1470, 388, 9),
    ]:
        p.append(disc(x, y, r, FOAM))
    p += [path("M0,840 Q200,760 380,830 Q470,866 560,820 Q720,756 930,850 T1330,900 T1600,880 V1067 H0 Z", SEA)]
    for x, y, r in [
        (120, 800, 26),
        (170, 778, 34),
        (230, 770, 38),
        (296, 788, 30),
        (350, 812, 22),
        (600, 800, 22),
        (650, 796, 28),
        (700, 816, 22),
        (250, 716, 12),
        (190, 730, 8),
        (620, 750, 10),
    ]:
        p.append(disc(x, y, r, FOAM))
    p += [
        disc(x, y, r, FOAM)
        for x, y, r in [(812, 806, 22), (856, 826, 34), (904, 846, 28), (948, 862, 20), (780, 800, 13), (830, 776, 9)]
    ]
    p += [swell(930, 36, 380, NAVY, 10), swell(1000, 26, 300, NIGHT, 90)]
    p += ripples(22, 890, 1040, MIST, 18, 160)
    return svg("The Stannard light in the November storm", p)
