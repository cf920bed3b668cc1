"""Receipts, posters, price tags and pages of manuals."""

from __future__ import annotations

from amends.cli.demo.pictures.canvas import Canvas, curve


def receipt(c: Canvas) -> None:
    """A till receipt on a table, one line marked."""
    c.box(0, 0, 120, 90, c.one_of("#8b6f52", "#a3a8a6", "#5f6b62", "#b79f83"))
    for y in range(0, 90, 13):
        c.line([(0, y), (120, y + 3)], c.one_of("#7c6248", "#949a98", "#556158", "#a68f74"), wide=0.5)
    c.shadow([(38, 4), (86, 6), (84, 88), (36, 88)])
    c.shape([(36, 2), (84, 4), (81, 90), (33, 90)], "#fbfaf5")
    c.words(59, 11, "KAZAMI", "#222222", high=5)
    c.line([(42, 17), (77, 18)], "#9a9a94", wide=0.4)
    prices = [c.random.randint(9, 240) for _ in range(5)]
    for i, price in enumerate(prices):
        y = 24 + i * 8
        c.line([(42, y), (42 + 12 + (i * 5) % 9, y + 0.5)], "#8d8d87", wide=1)
        c.words(72, y, f"{price}.00", "#333333", high=3.4)
    c.line([(41, 63), (77, 65)], "#555555", wide=0.5)
    c.words(49, 70, "TOTAL", "#222222", high=3.8)
    c.words(71, 70.6, f"{sum(prices) + c.variant * 10}.00", "#222222", high=3.8)
    for i in range(26):
        c.box(43 + i * 1.25, 78, 0.4 + (i * 5 % 3) * 0.25, 8, "#2b2b2b")
    c.frame(62, 28 + (c.variant % 3) * 8, 18, 7, "#b3211a", line=0.7)


def poster(c: Canvas) -> None:
    """A sale poster in a window."""
    ground, sign = (
        c.one_of("#c8372d", "#1f5f8b", "#e0a526", "#2f7d57"),
        c.one_of("#fff4d6", "#fff4d6", "#5a1f14", "#fff4d6"),
    )
    c.box(0, 0, 120, 90, "#aab3b6")
    c.box(4, 0, 112, 84, "#d7dee0")
    c.shape([(4, 0), (30, 0), (4, 40)], "#e7ecee")
    c.shadow([(30, 8), (94, 8), (94, 82), (30, 82)])
    c.box(28, 6, 64, 74, ground, round_=1)
    c.words(60, 18, c.one_of("SALE", "AOZORA", "SALE", "KAZE"), sign, high=12)
    c.words(60, 40, c.one_of("30%", "0 iron", "1 + 1", "-20%"), sign, high=19)
    c.box(34, 54, 52, 0.8, sign)
    c.words(60, 62, c.one_of("1-30", "100%", "7 DAYS", "till 30"), sign, high=7)
    c.words(60, 74, "KAZAMI", sign, high=4)
    c.shape([(84, 0), (98, 0), (60, 90), (46, 90)], ground) if c.variant == 9 else None
    c.wash(96, 20, 30, 60, "#ffffff", strong=60, soft=8)


def price_tag(c: Canvas) -> None:
    """A tag with a price crossed out and another beside it."""
    cloth, fold = c.one_of("#4a5f78", "#7d5a5a", "#5f6b4f"), c.one_of("#3e5168", "#6b4a4a", "#505c42")
    c.box(0, 0, 120, 90, cloth)
    for x in range(-20, 130, 11):
        c.line(curve((x, 0), (x + 9, 45), (x + 2, 90)), fold, wide=1.4)
    c.line(curve((18, 6), (30, 22), (40, 26)), "#efe9dc", wide=0.6)
    c.shadow([(36, 20), (98, 26), (94, 76), (32, 70)])
    c.shape([(42, 16), (98, 22), (94, 74), (34, 68), (36, 22)], "#fbf8ef")
    c.blob(42, 24, 4, 4, fold)
    c.words(68, 30, "KAZAMI", "#23569f", high=4.4)
    old, new = c.one_of("169", "699", "5900"), c.one_of("199", "749", "6900")
    c.words(66, 43, old, "#555555", high=9)
    c.line([(54, 46), (79, 40)], "#b3211a", wide=1)
    c.words(66, 59, new, "#b3211a", high=13)


def manual_page(c: Canvas) -> None:
    """An open manual with a drawing that does not fit."""
    c.box(0, 0, 120, 90, c.one_of("#96826a", "#8c979c", "#a5907a"))
    c.shadow([(8, 10), (112, 10), (114, 86), (6, 86)])
    c.shape([(8, 8), (59, 10), (59, 84), (6, 82)], "#fbfaf6")
    c.shape([(61, 10), (112, 8), (114, 82), (61, 84)], "#f7f5ef")
    c.line([(60, 9), (60, 85)], "#b9b2a4", wide=1.2)
    for y in range(18, 78, 5):
        c.line([(13, y), (13 + 30 + (y * 7) % 12, y + 0.6)], "#a9a9a3", wide=0.8)
    c.words(20, 14, c.one_of("3-2", "12", "7.1"), "#333333", high=4)
    c.frame(67, 18, 40, 34, "#555555")
    c.box(72, 26, 30, 10, "#e4e6e6", round_=1)
    c.box(74, 32, 26, 2, "#a0a4a5")
    c.line([(87, 36), (94, 46)], "#b3211a", wide=0.7)
    c.line([(94, 46), (91.4, 45)], "#b3211a", wide=0.7)
    c.line([(94, 46), (93.6, 43)], "#b3211a", wide=0.7)
    for y in range(58, 78, 5):
        c.line([(67, y), (67 + 26 + (y * 5) % 14, y - 0.4)], "#a9a9a3", wide=0.8)
    c.words(87, 48, "?", "#23569f", high=5)
