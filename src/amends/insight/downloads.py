"""How a stored file leaves: as a download under its own name, a picture as our own copy; never run, never guessed at."""

from __future__ import annotations

from django.http import FileResponse, HttpResponseBase

from amends.correspondence import files
from amends.correspondence.models import Attachment
from amends.kernel.errors import NotFound


def as_download(file: Attachment) -> HttpResponseBase:
    """Send a file as it came, to be saved. Errors: NotFound."""
    return _sent(file.stored, file.content_type, file.name or "file")


def as_picture(file: Attachment) -> HttpResponseBase:
    """Send the copy of a photo that pages show. Errors: NotFound."""
    return _sent(file.shown, "image/jpeg", "")


def _sent(path: str, content_type: str, name: str) -> HttpResponseBase:
    try:
        stream = files.located(path).open("rb")
    except FileNotFoundError as missing:
        raise NotFound(what="file") from missing
    response = FileResponse(stream, as_attachment=bool(name), filename=name, content_type=content_type)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cache-Control"] = "no-store"
    return response
