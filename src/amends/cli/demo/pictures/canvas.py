"""A sheet to draw on in units of a 120 x 90 picture, and the photo it becomes."""

from __future__ import annotations

import io
import math
import random
from collections.abc import Iterable, Sequence

from PIL import Image, ImageDraw, ImageFilter, ImageFont

WIDTH, HEIGHT = 800, 600
UNIT = WIDTH / 120  # pixels of the finished photo in one unit
_SMOOTH = Image.Resampling.BILINEAR
_OVER = 2  # drawn larger, then made smaller: smooth edges
_GRAIN = 9  # of 255: as much noise as the camera of a phone leaves

Point = tuple[float, float]


class Canvas:
    """Draws shapes in picture units; colours are "#rrggbb"."""

    def __init__(self, ground: str, *, variant: int) -> None:
        self.variant = variant
        self.random = random.Random(f"{ground}{variant}")
        self._image = Image.new("RGB", (WIDTH * _OVER, HEIGHT * _OVER), ground)
        self._draw = ImageDraw.Draw(self._image)

    def one_of(self, *choices: str) -> str:
        """Give the choice of this variant."""
        return choices[self.variant % len(choices)]

    def box(self, x: float, y: float, width: float, height: float, colour: str, *, round_: float = 0) -> None:
        corners = self._all([(x, y), (x + width, y + height)])
        self._draw.rounded_rectangle(corners, radius=self._long(round_), fill=colour)

    def frame(self, x: float, y: float, width: float, height: float, colour: str, *, line: float = 0.6) -> None:
        corners = self._all([(x, y), (x + width, y + height)])
        self._draw.rounded_rectangle(corners, radius=self._long(1), outline=colour, width=int(self._long(line)))

    def shape(self, points: Sequence[Point], colour: str) -> None:
        self._draw.polygon(self._all(points), fill=colour)

    def blob(self, x: float, y: float, width: float, height: float, colour: str) -> None:
        """Fill an ellipse around a middle."""
        self._draw.ellipse(self._all([(x - width / 2, y - height / 2), (x + width / 2, y + height / 2)]), fill=colour)

    def splotch(self, x: float, y: float, width: float, height: float, colour: str, *, rough: float = 0.16) -> None:
        """Fill an uneven round: a stain, a puddle, mould."""
        turns = [i / 40 * math.tau for i in range(40)]
        waves = [(self.random.randint(2, 6), self.random.random() * math.tau) for _ in range(3)]
        ring = []
        for turn in turns:
            far = 1 + sum(math.sin(turn * often + start) for often, start in waves) * rough / 2
            ring.append((x + math.cos(turn) * width / 2 * far, y + math.sin(turn) * height / 2 * far))
        self.shape(ring, colour)

    def line(self, points: Sequence[Point], colour: str, *, wide: float = 0.8) -> None:
        self._draw.line(self._all(points), fill=colour, width=max(1, int(self._long(wide))), joint="curve")

    def dashes(self, start: Point, end: Point, colour: str, *, count: int, wide: float = 0.5) -> None:
        """Draw a seam."""
        for i in range(count):
            near, far = i / count, (i + 0.55) / count
            self.line([_between(start, end, near), _between(start, end, far)], colour, wide=wide)

    def words(self, x: float, y: float, text: str, colour: str, *, high: float, middle: bool = True) -> None:
        font = ImageFont.load_default(self._long(high))
        self._draw.text(self._all([(x, y)])[0], text, fill=colour, font=font, anchor="mm" if middle else "lm")

    def shadow(self, points: Sequence[Point], *, soft: float = 2.4, dark: int = 70) -> None:
        """Darken what lies under a shape, softly."""
        small = Image.new("L", (WIDTH // 4, HEIGHT // 4), 0)
        ImageDraw.Draw(small).polygon([(x * UNIT / 4, y * UNIT / 4) for x, y in points], fill=dark)
        small = _soft(small, soft * UNIT / 4)
        self._image.paste((40, 34, 28), (0, 0), small.resize(self._image.size, _SMOOTH))

    def wash(self, x: float, y: float, width: float, height: float, colour: str, *, strong: int, soft: float) -> None:
        """Lay a soft round of colour over the picture: damp, light, rust."""
        mask = Image.new("L", (WIDTH // 4, HEIGHT // 4), 0)
        quarter = UNIT / 4
        corners = [(x - width / 2) * quarter, (y - height / 2) * quarter]
        corners += [(x + width / 2) * quarter, (y + height / 2) * quarter]
        ImageDraw.Draw(mask).ellipse(corners, fill=strong)
        mask = _soft(mask, soft * quarter).resize(self._image.size, _SMOOTH)
        self._image.paste(colour, (0, 0), mask)

    def photo(self) -> bytes:
        """Finish: turned by a hair, a little darker at the rim, some grain; a JPEG."""
        photo = self._image.reduce(_OVER)
        rim = Image.new("L", (WIDTH // 8, HEIGHT // 8), 46)
        ImageDraw.Draw(rim).ellipse([-8, -8, WIDTH // 8 + 8, HEIGHT // 8 + 8], fill=0)
        photo.paste((20, 18, 16), (0, 0), _soft(rim, 12).resize(photo.size, _SMOOTH))
        noise = Image.frombytes("L", photo.size, self.random.randbytes(WIDTH * HEIGHT))
        photo = Image.blend(photo, Image.merge("RGB", (noise, noise, noise)), _GRAIN / 255)
        written = io.BytesIO()
        photo.save(written, "JPEG", quality=80)
        return written.getvalue()

    def _all(self, points: Iterable[Point]) -> list[Point]:
        return [(x * UNIT * _OVER, y * UNIT * _OVER) for x, y in points]

    def _long(self, units: float) -> float:
        return units * UNIT * _OVER


def curve(start: Point, bend: Point, end: Point, *, steps: int = 24) -> list[Point]:
    """Give the points of a bow from start to end that leans towards bend."""
    found = []
    for i in range(steps + 1):
        t = i / steps
        found.append(_between(_between(start, bend, t), _between(bend, end, t), t))
    return found


def _between(start: Point, end: Point, share: float) -> Point:
    return (start[0] + (end[0] - start[0]) * share, start[1] + (end[1] - start[1]) * share)


def _soft(mask: Image.Image, radius: float) -> Image.Image:
    """Blur a mask."""
    return mask.filter(ImageFilter.GaussianBlur(radius))
