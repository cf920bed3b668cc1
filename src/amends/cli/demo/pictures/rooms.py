"""Air conditioners, walls and what ran down them."""

from __future__ import annotations

from amends.cli.demo.pictures.canvas import Canvas, curve


def _indoor_unit(c: Canvas, x: float, y: float, width: float, high: float, *, model: str = "KX") -> None:
    c.shadow(
        [(x + 1, y + high - 3), (x + width + 2, y + high - 3), (x + width + 2, y + high + 3), (x + 1, y + high + 3)]
    )
    c.box(x, y, width, high, "#f6f6f3", round_=2.4)
    c.box(x, y, width, high * 0.62, "#fbfbf9", round_=2.4)
    c.box(x + 3, y + high * 0.7, width - 6, high * 0.17, "#b6babb", round_=1)
    c.line([(x + 3, y + high * 0.78), (x + width - 3, y + high * 0.78)], "#8d9293", wide=0.4)
    c.words(x + width - 10, y + high * 0.5, model, "#9aa0a2", high=2.6)
    c.blob(x + width - 5, y + high * 0.58, 1.1, 1.1, "#59a36b")


def dripping_unit(c: Canvas) -> None:
    """Water falls from the unit onto the floor and into a bucket."""
    c.box(0, 0, 120, 90, c.one_of("#d8cfc2", "#cfd8d3", "#d6d3dd"))
    c.box(0, 72, 120, 18, c.one_of("#a98d6d", "#8f7a63", "#9a9490"))
    for x in range(-10, 120, 24):
        c.line([(x, 90), (x + 8, 72)], "#84694b", wide=0.4)
    _indoor_unit(c, 18, 12, 82, 24)
    c.wash(46, 40, 26, 20, "#b9ae9c", strong=120, soft=4)
    for x, y in ((40, 42), (47, 50), (54, 45), (43, 60), (58, 57), (50, 66)):
        c.shape(
            [
                (x, y - 3),
                *curve((x, y - 3), (x + 2.6, y + 2), (x, y + 2.4)),
                *curve((x, y + 2.4), (x - 2.6, y + 2), (x, y - 3)),
            ],
            "#6f9cc4",
        )
    c.splotch(52, 79, 54, 8, "#7d97a8")
    c.shape([(38, 66), (62, 66), (59, 84), (41, 84)], c.one_of("#3f77a8", "#b9563f", "#5d8a4f"))
    c.blob(50, 66, 24, 4, "#dbe6ee")


def leak_wall(c: Canvas) -> None:
    """A yellow-brown ring where water ran behind the paper."""
    wall, mark = c.one_of("#e7dfd0", "#dfe3de", "#e9e0e0"), c.one_of("#c2a574", "#b59a73", "#a88f6a")
    c.box(0, 0, 120, 90, wall)
    for x in range(6, 120, 12):
        c.line([(x, 0), (x, 90)], c.one_of("#ddd4c2", "#d3d8d2", "#dfd4d4"), wide=0.5)
    _indoor_unit(c, 40, -12, 90, 24)
    c.wash(62, 38, 52, 66, mark, strong=150, soft=6)
    c.splotch(60, 34, 34, 50, "#b8955e", rough=0.2)
    c.splotch(60, 33, 31, 46, mark, rough=0.2)
    c.splotch(61, 28, 22, 34, "#d3bb90", rough=0.22)
    for x, low in ((52, 70), (60, 82), (67, 64)):
        c.line(curve((x, 40), (x + 2, 55), (x, low)), "#a9884f", wide=1)
    c.shape([(78, 52), (90, 49), (92, 70), (86, 76), (80, 66)], "#f3eee3")
    c.shape([(80, 53), (90, 49), (92, 70)], "#cbbd9e")
    c.box(0, 84, 120, 6, "#f4f1ea")


def mould(c: Canvas) -> None:
    """Dark spots on the fins behind the opened front."""
    c.box(0, 0, 120, 90, c.one_of("#dcd9d2", "#d2d9da", "#dbd6cf"))
    c.box(6, 10, 108, 66, "#f4f4f1", round_=3)
    c.box(12, 18, 96, 46, "#b9c0c2", round_=1)
    for i in range(64):
        x = 13 + i * 1.5
        c.line([(x, 18), (x, 64)], "#98a1a4", wide=0.3)
    for _ in range(90):
        x, y = c.random.gauss(56 + c.variant * 8, 20), c.random.gauss(48, 9)
        if 14 < x < 106 and 20 < y < 63:
            size = c.random.uniform(0.8, 3.2)
            c.splotch(x, y, size, size, c.one_of("#3d4238", "#40382f", "#354036"))
    c.wash(56, 52, 60, 20, "#55584a", strong=90, soft=6)
    c.box(12, 66, 96, 5, "#dfe1de", round_=1)


def scratched_unit(c: Canvas) -> None:
    """A new unit still in its foam, scratched across the front."""
    c.box(0, 0, 120, 90, c.one_of("#b7976c", "#a9a39a", "#bda27b"))
    c.box(8, 16, 104, 58, "#c79f69", round_=1)
    c.box(12, 20, 12, 50, "#f2f2ee", round_=2)
    c.box(96, 20, 12, 50, "#f2f2ee", round_=2)
    _indoor_unit(c, 20, 26, 80, 36, model=c.one_of("KX-22", "KX-28SL", "KX-50"))
    for i, (x, y) in enumerate(((34, 30), (40, 33), (52, 29))):
        c.line([(x, y), (x + 16 - i * 2, y + 12 + i)], "#6f7476", wide=0.6)
        c.line([(x + 0.5, y + 0.4), (x + 15 - i * 2, y + 12 + i)], "#d6d8d8", wide=0.25)
    c.splotch(72, 42, 9, 5, "#dcdcd8")
    c.line(curve((68, 40), (73, 46), (77, 42)), "#8f9496", wide=0.5)


def wrong_model(c: Canvas) -> None:
    """The delivery note names one model, the label on the box another."""
    c.box(0, 0, 120, 90, c.one_of("#cdbda3", "#bfc4c4", "#cbb79a"))
    c.shadow([(10, 70), (74, 72), (78, 82), (12, 82)])
    c.box(8, 12, 64, 64, "#c39a63", round_=1)
    c.box(8, 40, 64, 5, "#e1d2ac")
    c.box(18, 50, 44, 20, "#f7f6f1", round_=0.6)
    ordered, sent = c.one_of("KX-28SL", "KX-22", "LE-OX 43"), c.one_of("KX-22", "WIN-9", "LE-OX 39")
    c.words(40, 57, sent, "#1c1c1c", high=7)
    for i in range(24):
        c.box(22 + i * 1.5, 63, 0.5 + (i * 7 % 3) * 0.3, 5, "#222222")
    c.shadow([(66, 18), (112, 22), (110, 86), (62, 84)])
    c.shape([(66, 16), (112, 20), (108, 84), (62, 80)], "#fcfbf7")
    c.words(88, 26, "KAZAMI", "#23569f", high=4)
    for y in range(34, 74, 7):
        c.line([(70, y), (102, y + 2.6)], "#b9b9b4", wide=0.6)
    c.words(86, 50, ordered, "#1c1c1c", high=5)
    c.frame(72, 45, 29, 10.5, "#b3211a", line=0.7)


def remote(c: Canvas) -> None:
    """A remote control with a blank display."""
    c.box(0, 0, 120, 90, c.one_of("#7d6a55", "#6b7780", "#8a7a68"))
    for y in range(0, 90, 11):
        c.line([(0, y), (120, y + 4)], "#6d5b47" if c.variant == 0 else "#5f6a72", wide=0.4)
    c.shadow([(44, 12), (80, 12), (82, 86), (46, 86)])
    c.box(42, 6, 34, 78, "#f5f5f2", round_=5)
    c.box(47, 12, 24, 20, c.one_of("#a9b5a4", "#8f9a8c", "#b4bdb0"), round_=1)
    c.words(59, 22, c.one_of("", "E7", "--"), "#39423a", high=9)
    c.box(51, 37, 16, 8, "#d6604d", round_=3)
    for row in range(4):
        for column in range(2):
            c.box(48 + column * 12, 50 + row * 8, 10, 5, "#d9dcdc", round_=2)
