"""Bytes of attachments and raw mails on disk: written and synced before anything is committed, under random names."""

from __future__ import annotations

import contextlib
import hashlib
import os
import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings

from amends.kernel.errors import DomainError, ErrorKind

MOST_BYTES_A_FILE = 25 * 1024 * 1024
MOST_BYTES_A_COMPLAINT = 100 * 1024 * 1024
KEPT_PARTIAL = timedelta(days=1)


class FileTooLarge(DomainError):
    """The file is larger than what one file may be; facts["limit"] and facts["name"]."""

    code = "file_too_large"
    kind = ErrorKind.TOO_LARGE


class StoreFull(DomainError):
    """The disk took no more; nothing was accepted, the sender keeps what they have."""

    code = "store_full"
    kind = ErrorKind.UNAVAILABLE


@dataclass(frozen=True, slots=True)
class Stored:
    """A file that is safely on disk: its path under the store, digest and size."""

    path: str
    sha256: str
    size: int


def store(
    chunks: Iterable[bytes], *, limit: int = MOST_BYTES_A_FILE, area: str = "files", name: str = "", twin_of: str = ""
) -> Stored:
    """Write bytes to the store and sync them to disk. Errors: FileTooLarge, StoreFull; no half file stays.

    twin_of: path of a file whose name this one gets in its own area, so that a second try writes over the first.
    """
    random = Path(twin_of).name or secrets.token_hex(16)
    folder = root() / area / random[:2]
    target, partial = folder / random, folder / f".{random}.part"
    digest, size = hashlib.sha256(), 0
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with partial.open("wb" if twin_of else "xb") as file:
            for chunk in chunks:
                size += len(chunk)
                if size > limit:
                    raise FileTooLarge(limit=limit, name=name)
                digest.update(chunk)
                file.write(chunk)
            file.flush()
            os.fsync(file.fileno())
        partial.rename(target)
        _sync(folder)
    except OSError as refused:
        raise StoreFull(reason=refused.strerror) from refused
    finally:
        with contextlib.suppress(OSError):
            partial.unlink(missing_ok=True)
    return Stored(str(target.relative_to(root())), digest.hexdigest(), size)


def store_many(contents: Sequence[bytes], *, limit: int = MOST_BYTES_A_FILE, area: str = "files") -> list[Stored]:
    """Write several contents and sync them, their folder once for all. Errors: FileTooLarge, StoreFull; none stays then."""
    folder = root() / area / secrets.token_hex(1)
    written: list[Stored] = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for content in contents:
            if len(content) > limit:
                raise FileTooLarge(limit=limit, name="")
            written.append(_written(folder, content))
        _sync(folder)
    except (OSError, FileTooLarge) as refused:
        for stored in written:
            located(stored.path).unlink(missing_ok=True)
        if isinstance(refused, OSError):
            raise StoreFull(reason=refused.strerror) from refused
        raise
    return written


def _written(folder: Path, content: bytes) -> Stored:
    """Write one content under a name that appears only when it is whole and synced."""
    random = folder.name + secrets.token_hex(15)
    partial = folder / f".{random}.part"
    try:
        with partial.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        partial.rename(folder / random)
    finally:
        with contextlib.suppress(OSError):
            partial.unlink(missing_ok=True)
    return Stored(str((folder / random).relative_to(root())), hashlib.sha256(content).hexdigest(), len(content))


def forget_partial(*, at: datetime) -> int:
    """Delete what a killed process was in the middle of writing or receiving, a day later. Gives how many went."""
    gone = 0
    for partial in [*root().glob("*/*/.*.part"), *Path(settings.FILE_UPLOAD_TEMP_DIR).glob("*.upload*")]:
        with contextlib.suppress(FileNotFoundError):  # somebody else does the same
            if partial.stat().st_mtime < (at - KEPT_PARTIAL).timestamp():
                partial.unlink()
                gone += 1
    return gone


def twin(path: str, area: str) -> str:
    """Give the path under which the twin of a file lies in an area."""
    name = Path(path).name
    return f"{area}/{name[:2]}/{name}"


def read(path: str) -> bytes:
    """Read a stored file whole. Errors: FileNotFoundError."""
    return located(path).read_bytes()


def located(path: str) -> Path:
    """Give the place of a stored file; a path that leaves the store is refused as not found."""
    place = (root() / path).resolve()
    if not place.is_relative_to(root().resolve()):
        raise FileNotFoundError(path)
    return place


def root() -> Path:
    return Path(settings.AMENDS_DATA) / "store"


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
