"""The postbox of a house that sends nothing: every mail is filed in a folder, where a page can show it."""

from __future__ import annotations

import json
import re
import secrets
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from amends.correspondence.ports import OutgoingMail

_NAME = re.compile(r"\d{8}T\d{12}-[0-9a-f]{12}")
_SHOWN = ("to", "from_name", "from_address", "subject", "text", "language", "is_automatic")


@dataclass(frozen=True, slots=True)
class FiledMail:
    """A mail that would have left. name: what it is filed under."""

    name: str
    at: datetime
    to: str
    from_name: str
    from_address: str
    subject: str
    text: str
    language: str
    is_automatic: bool


class Postbox:
    """A sender that carries nothing away."""

    def send(self, mail: OutgoingMail) -> None:
        """File a mail under the present time."""
        file(mail, at=timezone.now())

    def close(self) -> None:
        """Nothing to let go."""


def file(mail: OutgoingMail, *, at: datetime) -> None:
    """File a mail as sent at a time. Its attachments are named, not kept."""
    content = asdict(mail) | {"attachments": [name for name, _, _ in mail.attachments], "at": at.isoformat()}
    folder = _folder()
    folder.mkdir(parents=True, exist_ok=True)
    name = f"{at.astimezone(UTC):%Y%m%dT%H%M%S%f}-{secrets.token_hex(6)}"
    (folder / name).write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")


def filed_list(*, to: str = "", after: str = "", limit: int = 50) -> list[FiledMail]:
    """Give filed mails, newest first, at most `limit`: to one address only, and older than the one named, if wanted."""
    found: list[FiledMail] = []
    for name in sorted(_names(), reverse=True):
        if (after and name >= after) or len(found) == limit:
            continue
        mail = _read(name)
        if mail and (not to or mail.to.casefold() == to.casefold()):
            found.append(mail)
    return found


def find_filed(name: str) -> FiledMail | None:
    """Find one filed mail by its name."""
    return _read(name) if _NAME.fullmatch(name) else None


def count_filed() -> int:
    """Count the mails that would have left."""
    return sum(1 for _ in _names())


def _names() -> Iterable[str]:
    folder = _folder()
    return (entry.name for entry in folder.iterdir() if _NAME.fullmatch(entry.name)) if folder.is_dir() else ()


def _read(name: str) -> FiledMail | None:
    try:
        content = json.loads((_folder() / name).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    return FiledMail(name=name, at=datetime.fromisoformat(content["at"]), **{key: content[key] for key in _SHOWN})


def _folder() -> Path:
    return Path(settings.AMENDS_DATA) / "outbox"
