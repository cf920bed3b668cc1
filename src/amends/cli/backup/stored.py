"""The files of the store on their way into a backup and back, each with its digest."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path

from amends.cli.backup.manifest import Part
from amends.cli.main import Refused

FOLDER, LIST = "store", "files.sha256"
_PIECE = 1 << 20


def save(store: Path, folder: Path) -> tuple[Part, int, int]:
    """Copy every whole file; give the list (as sha256sum reads it), how many there are and their size in all."""
    count, size = 0, 0
    with (folder / LIST).open("x", encoding="utf-8") as names:
        for path in _whole_files(store):
            inside = Path(FOLDER) / path.relative_to(store)
            try:
                digest = copy(path, folder / inside)
            except FileNotFoundError:
                continue  # an upload nobody sent was forgotten at this moment
            names.write(f"{digest}  {inside.as_posix()}\n")
            count, size = count + 1, size + (folder / inside).stat().st_size
    return described(folder / LIST), count, size


def prove(folder: Path) -> None:
    """Compare every file with the list. Errors: Refused, with the first that differs."""
    for digest, inside in _listed(folder):
        if not (folder / inside).is_file():
            raise Refused(f"the backup is damaged: {inside} is missing")
        if digest_of(folder / inside) != digest:
            raise Refused(f"the backup is damaged: {inside} is not what was saved")


def put_back(folder: Path, store: Path) -> None:
    """Copy every file into the store. What an interrupted restore left there is kept. Errors: Refused for another file."""
    for digest, inside in _listed(folder):
        target = store / inside.relative_to(FOLDER)
        if not target.exists():
            copy(folder / inside, target)
        elif digest_of(target) != digest:
            raise Refused(f"{target} is there already, and is another file than the backup's; restore into a new place")


def described(path: Path) -> Part:
    """Describe a file of the backup."""
    return Part(name=path.name, size=path.stat().st_size, sha256=digest_of(path))


def require_same(folder: Path, part: Part) -> None:
    """Refuse a file that is not the one described. Errors: Refused."""
    path = folder / Path(part.name).name
    if not path.is_file():
        raise Refused(f"the backup is damaged: {part.name} is missing")
    if digest_of(path) != part.sha256:
        raise Refused(f"the backup is damaged: {part.name} is not what was saved")


def copy(source: Path, target: Path) -> str:
    """Copy one file under a name that appears only when it is whole; give the digest of what was copied."""
    digest, partial = hashlib.sha256(), target.with_name(f".{target.name}.part")
    with source.open("rb") as reading:
        target.parent.mkdir(parents=True, exist_ok=True)
        with partial.open("wb") as writing:
            while piece := reading.read(_PIECE):
                digest.update(piece)
                writing.write(piece)
    partial.rename(target)
    return digest.hexdigest()


def digest_of(path: Path) -> str:
    """Digest a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def sync(folder: Path) -> None:
    """Have everything on disk, the names in this folder included."""
    os.sync()
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _whole_files(store: Path) -> Iterator[Path]:
    for path in sorted(store.rglob("*")):
        if path.is_file() and not path.name.startswith("."):
            yield path


def _listed(folder: Path) -> Iterator[tuple[str, Path]]:
    with (folder / LIST).open(encoding="utf-8") as names:
        for line in names:
            digest, _blank, inside = line.rstrip("\n").partition("  ")
            if not (folder / inside).resolve().is_relative_to((folder / FOLDER).resolve()):
                raise Refused(f"the backup is damaged: {LIST} names {inside}, outside of it")
            yield digest, Path(inside)
