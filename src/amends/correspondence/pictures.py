"""The copy of a photo that is shown: a JPEG or PNG of sensible size without the position where it was taken."""

from __future__ import annotations

import io
import warnings

from PIL import Image, ImageOps, UnidentifiedImageError
from pillow_heif import register_heif_opener

from amends.correspondence import files
from amends.correspondence.files import Stored

AREA = "shown"
LONGEST_SIDE = 2000
MOST_PIXELS = 80_000_000  # of the original; what claims more is a bomb and gets no copy
QUALITY = 82

register_heif_opener()


def shown_copy(stored: Stored) -> str:
    """Make the copy of a stored picture and give its path in the store; "" where the picture cannot be read."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(files.located(stored.path)) as original:
                if original.width * original.height > MOST_PIXELS:
                    return ""
                picture = _drawn(original)
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError, Warning, Image.DecompressionBombError):
        return ""
    return files.store([picture], area=AREA, twin_of=stored.path).path


def _drawn(original: Image.Image) -> bytes:
    """Draw the first frame upright, smaller, on white where it was see-through; a new file holds no metadata."""
    original.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
    upright = ImageOps.exif_transpose(original)
    upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    plain = upright.convert("RGBA")
    ground = Image.new("RGB", plain.size, "white")
    ground.paste(plain, mask=plain.getchannel("A"))
    written = io.BytesIO()
    ground.save(written, "JPEG", quality=QUALITY, optimize=True)
    return written.getvalue()
