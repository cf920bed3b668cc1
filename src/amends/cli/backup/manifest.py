"""What a backup says about itself. It is written last: a folder without it is no backup, whatever else lies there."""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from amends.cli.main import Refused

NAME = "manifest.json"
FORMAT = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One file of the backup."""

    name: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """Everything by which a backup is proven and put back.

    database: the copy; vendor says of which kind. stored: the list of files of the store, each with its digest.
    checkpoint: the newest one in the copy, to be found again after restoring. steps: migrations the copy stands on.
    """

    made_at: str
    made_by: str
    vendor: str
    database: Part
    stored: Part
    stored_count: int
    stored_size: int
    holds_key: bool
    checkpoint: dict[str, Any] | None
    counts: dict[str, int]
    steps: tuple[str, ...] = field(default=())
    format: int = FORMAT

    def write(self, folder: Path) -> None:
        """Write it beside what it describes, synced to disk."""
        with (folder / NAME).open("x", encoding="utf-8") as file:
            json.dump(asdict(self), file, indent=1, ensure_ascii=False)
            file.flush()
            os.fsync(file.fileno())


def read(folder: Path) -> Manifest:
    """Read what a folder says about itself. Errors: Refused where it is no whole backup of a format known here."""
    try:
        said = json.loads((folder / NAME).read_text(encoding="utf-8"))
    except FileNotFoundError as missing:
        raise Refused(f"{folder} is no whole backup: it holds no {NAME}") from missing
    except (OSError, ValueError) as unreadable:
        raise Refused(f"{folder / NAME} cannot be read: {unreadable}") from unreadable
    if not isinstance(said, dict) or said.get("format") != FORMAT:
        raise Refused(f"{folder} was made by another version of Amends, in a format that is not known here")
    parts = {name: Part(**said[name]) for name in ("database", "stored")}
    return Manifest(**said | parts | {"steps": tuple(said["steps"])})
