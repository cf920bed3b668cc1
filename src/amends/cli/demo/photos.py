"""Gives the photos that belong to the stories by their names, drawn once and stored like any upload."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from amends.cli.demo.pictures import goods, papers, rooms
from amends.cli.demo.pictures.canvas import Canvas
from amends.correspondence import files, pictures
from amends.correspondence.incoming import File

VARIANTS = 2
MORE_VARIANTS = {"receipt": 4, "poster": 4, "price-tag": 3}
DRAWINGS: dict[str, Callable[[Canvas], None]] = {
    "wet-box": goods.wet_box,
    "torn-seam": goods.torn_seam,
    "faded-shirt": goods.faded_shirt,
    "sole-off": goods.sole_off,
    "leak-wall": rooms.leak_wall,
    "wrong-model": rooms.wrong_model,
    "receipt": papers.receipt,
    "manual-page": papers.manual_page,
    "crushed-parcel": goods.crushed_parcel,
    "dripping-unit": rooms.dripping_unit,
    "scratched-unit": rooms.scratched_unit,
    "poster": papers.poster,
    "price-tag": papers.price_tag,
    "mould": rooms.mould,
    "stain": goods.stain,
    "remote": rooms.remote,
    "broken-zip": goods.broken_zip,
    "small-size": goods.small_size,
}


def photo(name: str, variant: int) -> bytes:
    """Draw one photo; the same name and variant always give the same bytes."""
    canvas = Canvas("#d8cfc2", variant=variant)
    DRAWINGS[name](canvas)
    return canvas.photo()


def upload(name: str, *, variant: int) -> File:
    """Store a photo as if somebody had sent it, with the copy that is shown."""
    content, shown = _prepared(name, variant % MORE_VARIANTS.get(name, VARIANTS))
    stored = files.store([content], name=name)
    copy = files.store([shown], area="shown").path
    return File(stored=stored, name=f"{name}.jpg", content_type="image/jpeg", shown=copy)


@lru_cache(maxsize=64)
def _prepared(name: str, variant: int) -> tuple[bytes, bytes]:
    """Draw a photo and make the copy that is shown, once for all who send it."""
    content = photo(name, variant)
    shown = pictures.shown_copy(files.store([content], name=name, area="drawn"))
    return content, files.read(shown)
