"""Clothes, shoes and parcels as people photographed them."""

from __future__ import annotations

from amends.cli.demo.pictures.canvas import Canvas, curve


def wet_box(c: Canvas) -> None:
    """A carton on a step in the rain, its lower half soaked."""
    c.box(0, 0, 120, 34, c.one_of("#8c9aa3", "#9aa39a", "#a09a94"))
    c.box(42, 0, 40, 34, c.one_of("#3f5a4c", "#5a3a36", "#39506b"), round_=1)
    c.box(46, 4, 14, 24, "#ffffff22"[:7], round_=1) if c.variant == 2 else c.frame(47, 4, 30, 24, "#2d4037")
    c.box(0, 34, 120, 28, "#9c9a96")
    c.box(0, 62, 120, 28, "#7e7c79")
    c.splotch(60, 66, 88, 15, "#6f7780")
    c.shadow([(26, 66), (96, 66), (104, 74), (30, 74)])
    c.shape([(30, 30), (88, 28), (92, 66), (28, 68)], "#b98d5a")
    c.shape([(30, 30), (88, 28), (94, 22), (40, 23)], "#cda36f")
    c.shape([*curve((29, 47), (50, 40), (64, 50)), *curve((64, 50), (80, 56), (91, 46)), (92, 66), (28, 68)], "#8a6238")
    c.shape([*curve((28, 60), (50, 54), (70, 62)), (92, 58), (92, 66), (28, 68)], "#6f4c2a")
    c.box(54, 28, 8, 39, "#d8c59c")
    c.shape([(70, 38), (84, 37.4), (84.6, 46), (70.4, 46.6)], "#f1efe8")
    c.line([(72, 41), (82, 40.6)], "#8d8d8d", wide=0.7)
    c.line([(72, 43.6), (79, 43.2)], "#8d8d8d", wide=0.7)
    for _ in range(70):
        x, y = c.random.uniform(0, 120), c.random.uniform(0, 84)
        c.line([(x, y), (x - 1, y + 4)], "#c5d0d8", wide=0.22)


def crushed_parcel(c: Canvas) -> None:
    """A parcel pushed in at a corner, tape torn."""
    c.box(0, 0, 120, 90, c.one_of("#c9b79d", "#aeb6b4", "#c4aa8c"))
    for x in range(0, 120, 20):
        c.line([(x, 0), (x - 6, 90)], "#a9967a", wide=0.3)
    c.shadow([(22, 70), (102, 70), (106, 78), (24, 79)])
    c.shape([(24, 26), (70, 18), (84, 30), (99, 27), (102, 66), (60, 76), (20, 70)], "#c19a68")
    c.shape([(24, 26), (70, 18), (84, 30), (62, 42), (40, 36)], "#d7b486")
    c.shape([(84, 30), (99, 27), (102, 66), (60, 76), (62, 42)], "#a67f4f")
    c.shape([(84, 30), (99, 27), (96, 40), (78, 47), (70, 39)], "#7d5b35")
    c.line([(70, 39), (78, 47), (96, 40)], "#5d4224", wide=0.9)
    c.line([(78, 47), (74, 58), (80, 66)], "#5d4224", wide=0.7)
    c.line(curve((40, 23), (52, 34), (44, 72)), "#e6dcc0", wide=4)
    c.shape([(27, 44), (42, 46), (41, 60), (26, 57)], "#f3f1ea")
    for y in (49, 52, 55):
        c.line([(29, y - 0.3), (39, y + 1.2)], "#777777", wide=0.6)


def torn_seam(c: Canvas) -> None:
    """A shirt whose side has come open along the seam."""
    cloth, inner = c.one_of("#7f9fc4", "#c9a5a0", "#5f7a6a"), c.one_of("#e7d9c6", "#d8c7bd", "#cfd6cf")
    dark = c.one_of("#5d7da3", "#a67f7a", "#47604f")
    c.box(0, 0, 120, 90, c.one_of("#e9e4da", "#d9dde0", "#efe9e0"))
    c.shadow([(14, 12), (100, 10), (108, 88), (10, 88)])
    c.shape([(20, 8), (92, 8), (104, 90), (12, 90)], cloth)
    for x in range(24, 100, 9):
        c.line([(x, 8), (x + (x - 58) * 0.18, 90)], dark, wide=0.35)
    c.dashes((62, 8), (64, 26), "#f4f1ea", count=8)
    c.dashes((66, 74), (67, 90), "#f4f1ea", count=7)
    c.shape([*curve((64, 26), (50, 50), (66, 74)), *curve((66, 74), (80, 50), (64, 26))], dark)
    c.shape([*curve((64, 29), (55, 50), (66, 71)), *curve((66, 71), (76, 50), (64, 29))], inner)
    for y in range(32, 70, 4):
        c.line(curve((57 + abs(50 - y) * 0.3, y), (62, y + 2), (66, y - 1)), "#f7f4ee", wide=0.35)
        c.line(curve((74 - abs(50 - y) * 0.3, y), (70, y + 3), (67, y + 1)), "#f7f4ee", wide=0.35)


def broken_zip(c: Canvas) -> None:
    """A jacket whose zip has left its track."""
    cloth, dark = c.one_of("#2f4a5f", "#5b4636", "#6b2f38"), c.one_of("#243a4b", "#453427", "#52232b")
    c.box(0, 0, 120, 90, cloth)
    for fold in range(12, 90, 18):
        c.line(curve((0, fold), (30, fold + 4), (52, fold)), dark, wide=1)
        c.line(curve((68, fold + 3), (90, fold + 7), (120, fold + 2)), dark, wide=1)
    c.shape([(52, 90), (58, 44), (50, 0), (60, 0), (61, 44), (69, 90)], "#15181b")
    left, right = [(53.0, 90.0), (58.5, 44.0), (52.0, 0.0)], [(68.0, 90.0), (61.5, 44.0), (69.0, 0.0)]
    for side, sign in ((left, 1), (right, -1)):
        for (x1, y1), (x2, y2) in ((side[0], side[1]), (side[1], side[2])):
            for i in range(16):
                x, y = x1 + (x2 - x1) * i / 16, y1 + (y2 - y1) * i / 16
                c.box(min(x, x + 2.2 * sign), y - 1, 2.2, 1.3, "#c8ccce")
    c.box(57, 40, 6.6, 9, "#a9adb0", round_=1.4)
    c.box(58.6, 48, 3.4, 12, "#d5d8da", round_=1.2)
    c.line([(64, 34), (74, 30)], "#e0b354", wide=0.5)


def faded_shirt(c: Canvas) -> None:
    """A shirt on a hanger, pale on one side after washing."""
    full, pale = c.one_of("#2f5f8a", "#7a3140", "#3d5d3a"), c.one_of("#8fb0c9", "#c79aa2", "#a5b9a0")
    c.box(0, 0, 120, 90, c.one_of("#efeae0", "#e4e8ea", "#eae3d8"))
    c.line([(60, 4), (60, 10), (40, 18)], "#8d7454", wide=1.2)
    c.line([(60, 10), (80, 18)], "#8d7454", wide=1.2)
    outline = [
        (46, 14),
        (74, 14),
        (96, 26),
        (106, 50),
        (94, 54),
        (88, 42),
        (88, 86),
        (32, 86),
        (32, 42),
        (26, 54),
        (14, 50),
        (24, 26),
    ]
    c.shadow([(x + 2, y + 2) for x, y in outline])
    c.shape(outline, full)
    c.shape([(60, 16), (74, 14), (96, 26), (106, 50), (94, 54), (88, 42), (88, 86), (60, 86)], pale)
    c.wash(66, 60, 30, 40, pale, strong=190, soft=5)
    c.wash(44, 70, 14, 22, pale, strong=120, soft=4)
    c.shape([(50, 14), (70, 14), (60, 26)], "#f6f3ec")
    c.line([(60, 26), (60, 86)], "#f2efe8", wide=0.5)
    for y in range(32, 84, 10):
        c.blob(60, y, 1.6, 1.6, "#f6f3ec")


def stain(c: Canvas) -> None:
    """A light coat with a dark mark."""
    cloth, mark = c.one_of("#e8dfd0", "#dcdfe3", "#efe6da"), c.one_of("#8a6a45", "#5a4a66", "#7a4a3a")
    c.box(0, 0, 120, 90, cloth)
    c.shape([(0, 0), (44, 0), (36, 90), (0, 90)], c.one_of("#ded4c3", "#d0d4d9", "#e4d9ca"))
    c.line([(44, 0), (36, 90)], "#b5a892", wide=0.6)
    c.dashes((47, 0), (39, 90), "#b5a892", count=40, wide=0.3)
    for y in (16, 46, 76):
        c.blob(32, y, 5, 5, "#6d5a44")
        c.blob(31.6, y - 0.4, 3.6, 3.6, "#83705a")
    c.wash(78, 48, 40, 34, mark, strong=90, soft=3)
    c.splotch(78, 48, 29, 24, mark)
    c.wash(74, 44, 16, 13, cloth, strong=90, soft=3)
    c.splotch(97, 66, 5, 4, mark)
    c.splotch(62, 30, 3, 3, mark)


def small_size(c: Canvas) -> None:
    """A garment on a table beside a tape measure."""
    cloth, rib = c.one_of("#9aa0a6", "#b4896f", "#6f8a9a"), c.one_of("#80868c", "#9a715a", "#5a7382")
    c.box(0, 0, 120, 90, c.one_of("#c9a87f", "#bfb3a2", "#d5c2a4"))
    for y in range(0, 90, 15):
        c.line([(0, y), (120, y + 2)], "#a98a62", wide=0.3)
    outline = [
        (46, 12),
        (74, 12),
        (88, 20),
        (104, 62),
        (94, 66),
        (82, 40),
        (82, 74),
        (38, 74),
        (38, 40),
        (26, 66),
        (16, 62),
        (32, 20),
    ]
    c.shadow([(x + 1.5, y + 2) for x, y in outline])
    c.shape(outline, cloth)
    c.shape([(52, 12), (68, 12), (60, 22)], rib)
    c.box(38, 69, 44, 5, rib)
    for x in range(40, 82, 3):
        c.line([(x, 69), (x, 74)], cloth, wide=0.4)
    c.shape([(20, 78), (104, 76), (104.4, 83), (20.4, 85)], "#f0cf4d")
    for i in range(42):
        x = 22 + i * 2
        c.line([(x, 78 - i * 0.05), (x, (81 if i % 5 else 83) - i * 0.05)], "#3a3320", wide=0.25)
    c.words(40, 83, "20", "#3a3320", high=2.4)
    c.words(80, 82, "40", "#3a3320", high=2.4)


def sole_off(c: Canvas) -> None:
    """A shoe whose sole gapes at the toe."""
    upper, dark = c.one_of("#6b4530", "#2f4358", "#3c3c3e"), c.one_of("#4f3122", "#223243", "#2a2a2c")
    c.box(0, 0, 120, 90, c.one_of("#d9d2c4", "#cfd4d6", "#ddd3c6"))
    c.shadow([(12, 66), (106, 64), (112, 76), (16, 78)])
    c.shape(
        [
            (16, 66),
            (14, 46),
            (22, 26),
            (40, 24),
            (46, 34),
            *curve((46, 34), (62, 46), (84, 46)),
            *curve((84, 46), (102, 47), (106, 58)),
            (60, 66),
        ],
        upper,
    )
    c.shape([(16, 46), (22, 26), (40, 24), (46, 34), (34, 40)], dark)
    for i in range(5):
        x = 46 + i * 6
        c.line([(x, 36 + i * 2.2), (x + 5, 33 + i * 2.4)], "#efe8dc", wide=0.9)
    c.shape([(106, 58), (60, 66), *curve((62, 68), (90, 70), (108, 70))], "#1c1715")
    for i in range(7):
        x = 66 + i * 5
        c.line([(x, 66 - i * 0.8), (x + 1, 69)], "#e9c46a", wide=0.3)
    c.shape(
        [(14, 66), (60, 66), *curve((60, 66), (92, 70), (109, 70)), *curve((110, 75), (88, 77), (58, 73)), (14, 74)],
        c.one_of("#c9a36a", "#e9e6df", "#8d8d8f"),
    )
    c.line([(14, 70), (58, 70)], dark, wide=0.4)
