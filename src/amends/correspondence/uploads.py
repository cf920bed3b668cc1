"""The writer of files chosen in a form that is not sent yet: kept for a day, bound to whoever chose them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from secrets import token_urlsafe

from django.db import DatabaseError, transaction
from django.db.models import QuerySet

from amends.correspondence import content, files, pictures
from amends.correspondence.files import MOST_BYTES_A_COMPLAINT, MOST_BYTES_A_FILE, FileTooLarge, Stored
from amends.correspondence.incoming import File
from amends.correspondence.models import Attachment, Upload
from amends.kernel.errors import DomainError, ErrorKind
from amends.text import normalise

KEPT_FOR = timedelta(hours=24)
MOST_FILES = 30


class FileEmpty(DomainError):
    """The file holds nothing; facts["name"]."""

    code = "file_empty"


class FileIsProgram(DomainError):
    """Programs and scripts are not taken; facts["name"]."""

    code = "file_is_program"


class TooManyFiles(DomainError):
    """More files than one form may hold; facts["limit"]."""

    code = "too_many_files"
    kind = ErrorKind.TOO_LARGE


@dataclass(slots=True)
class _Head:
    """Lets a file pass and remembers its beginning."""

    seen: bytes = b""

    def pass_on(self, chunks: Iterable[bytes]) -> Iterator[bytes]:
        for chunk in chunks:
            if len(self.seen) < content.HEAD:
                self.seen += chunk[: content.HEAD - len(self.seen)]
            yield chunk


def hold(chunks: Iterable[bytes], *, name: str, holder: str, at: datetime, size: int = 0) -> Upload:
    """Keep a file for an unfinished form. holder: whoever chose it, and nobody else, can use it.

    size: as it was counted at the door, where the bytes of a file over its limit are not kept.
    Errors: FileTooLarge (one file, or all that this holder has waiting), FileEmpty, FileIsProgram, TooManyFiles, StoreFull.
    """
    name = normalise.one_line(name.replace("\\", "/").rsplit("/", 1)[-1], 200) or "file"
    if size > MOST_BYTES_A_FILE:
        raise FileTooLarge(limit=MOST_BYTES_A_FILE, name=name)
    waiting = _waiting(holder, at)
    if len(waiting) >= MOST_FILES:
        raise TooManyFiles(limit=MOST_FILES)
    head = _Head()
    stored = files.store(head.pass_on(chunks), name=name)
    if refusal := _refusal(stored, head.seen, name, sum(upload.size for upload in waiting)):
        files.located(stored.path).unlink(missing_ok=True)
        raise refusal
    try:
        return Upload.objects.create(
            token=token_urlsafe(32),
            holder=holder,
            name=name,
            content_type=content.sniff(head.seen, name),
            size=stored.size,
            sha256=stored.sha256,
            stored=stored.path,
            created_at=at,
        )
    except DatabaseError:  # locked, away, or on the same full disk: no row would ever name the file
        files.located(stored.path).unlink(missing_ok=True)
        raise


def _refusal(stored: Stored, head: bytes, name: str, already: int) -> DomainError | None:
    if not stored.size:
        return FileEmpty(name=name)
    if content.is_program(head, name):
        return FileIsProgram(name=name)
    if already + stored.size > MOST_BYTES_A_COMPLAINT:
        return FileTooLarge(limit=MOST_BYTES_A_COMPLAINT, name=name)
    return None


def held(holder: str, tokens: Sequence[str], *, at: datetime) -> list[Upload]:
    """Give those of the named files that this holder has waiting, in the order they were chosen. One query."""
    return list(_fresh(holder, at).filter(token__in=tokens[: 2 * MOST_FILES]).order_by("created_at", "id"))


def drop(holder: str, token: str, *, at: datetime) -> None:
    """Take a waiting file away again; somebody else's token changes nothing."""
    for upload in _fresh(holder, at).filter(token=token):
        upload.delete()
        _remove(upload.stored)


def drop_all(holder: str, *, at: datetime) -> None:
    """Take away everything this holder still has waiting."""
    for upload in _fresh(holder, at):
        upload.delete()
        _remove(upload.stored)


@transaction.atomic
def use(holder: str, tokens: Sequence[str], *, at: datetime) -> tuple[File, ...]:
    """Claim waiting files for a message, each once, with the copies that are shown of photos."""
    found = []
    for upload in held(holder, tokens, at=at):
        if Upload.objects.filter(pk=upload.pk, used_at=None).update(used_at=at):
            found.append(received(Stored(upload.stored, upload.sha256, upload.size), upload.name, upload.content_type))
    return tuple(found)


def received(stored: Stored, name: str, content_type: str) -> File:
    """Describe a file that is on disk, with a shown copy where it is a photo."""
    shown = pictures.shown_copy(stored) if content.is_picture(content_type) else ""
    return File(stored=stored, name=name, content_type=content_type, shown=shown)


def forget_old(*, at: datetime) -> int:
    """Delete files nobody sent within a day, and the rows of those that were sent. Gives how many files went."""
    gone = 0
    for upload in Upload.objects.filter(created_at__lt=at - KEPT_FOR).order_by("created_at")[:500]:
        upload.delete()
        if upload.used_at is None and not Attachment.objects.filter(stored=upload.stored).exists():
            _remove(upload.stored)
            gone += 1
    return gone


def _waiting(holder: str, at: datetime) -> list[Upload]:
    return list(_fresh(holder, at).only("size"))


def _fresh(holder: str, at: datetime) -> QuerySet[Upload]:
    return Upload.objects.filter(holder=holder, used_at=None, created_at__gt=at - KEPT_FOR)


def _remove(path: str) -> None:
    """Take a file away, with the copy that a sending made of it which then failed."""
    for one in (path, files.twin(path, pictures.AREA)):
        files.located(one).unlink(missing_ok=True)
