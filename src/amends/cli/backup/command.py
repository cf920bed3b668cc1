"""`amends backup` and `amends restore`: a whole copy of the installation into a folder, and back into an empty one."""

from __future__ import annotations

import argparse
import os
import shutil
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from amends.cli.main import REFUSED, Refused, add, answer

if TYPE_CHECKING:
    from amends.cli.backup.manifest import Manifest

KEY = "secret-key"


def register(commands: Any) -> None:
    """Add both commands."""
    saving = add(commands, "backup", backup, "copy database, files and key into a new folder, while everything runs")
    saving.add_argument("directory", type=Path, help="a name that is not taken yet")
    saving.add_argument("--without-key", action="store_true", help="leave the secret key out; keep it elsewhere then")
    words = "put a backup into an empty installation, prove it, and hold its mails until amends mail resume"
    add(commands, "restore", restore, words).add_argument("directory", type=Path)


def backup(options: argparse.Namespace) -> int:
    """Make a whole copy: under another name while it is made, so that half a one never looks like a whole."""
    from amends.cli import schema
    from amends.cli.backup import databases

    folder: Path = options.directory.absolute()
    unfinished = folder.with_name(f"{folder.name}.unfinished")
    if folder.exists():
        raise Refused(f"{folder} is there already; name a new folder")
    if schema.waiting_migrations():
        raise Refused("the database is behind this version; back up with the version it was made by, or migrate first")
    databases.require_tools()
    try:
        unfinished.mkdir(mode=0o700, parents=True)
    except FileExistsError as taken:
        raise Refused(f"{unfinished} is there: another backup runs or was interrupted; remove it") from taken
    try:
        manifest = _save(unfinished, with_key=not options.without_key)
        unfinished.rename(folder)
    except (OSError, Refused) as trouble:
        shutil.rmtree(unfinished, ignore_errors=True)
        raise Refused(f"nothing was backed up: {trouble}") from trouble
    return answer(options, {"directory": str(folder), **_told(manifest)}, f"{_words(manifest)}\nBacked up to {folder}")


def _save(folder: Path, *, with_key: bool) -> Manifest:
    """Save the database first, then the files: they are only ever added, so all that it names are there."""
    from django.db import connection
    from django.utils import timezone

    from amends.cli.backup import databases, manifest, stored
    from amends.complaints import checkpoints
    from amends.correspondence import files

    at = timezone.now()
    checkpoints.make(at=at)
    database = folder / databases.FILES[connection.vendor]
    content = databases.save(database)
    names, count, size = stored.save(files.root(), folder)
    key = _key_file()
    if holds_key := with_key and key.exists():
        shutil.copy2(key, folder / KEY)
    made = manifest.Manifest(
        made_at=at.isoformat(),
        made_by=version("amends"),
        vendor=connection.vendor,
        database=stored.described(database),
        stored=names,
        stored_count=count,
        stored_size=size,
        holds_key=holds_key,
        checkpoint=content.checkpoint,
        counts=content.counts,
        steps=content.steps,
    )
    stored.sync(folder)
    made.write(folder)
    stored.sync(folder)
    return made


def restore(options: argparse.Namespace) -> int:
    """Put a backup back, prove it, leave its mails held."""
    from django.utils import timezone

    from amends.cli import schema
    from amends.cli.backup import databases, manifest, stored
    from amends.correspondence import files

    folder: Path = options.directory.absolute()
    said = manifest.read(folder)
    _require_fit(said)
    for part in (said.database, said.stored):
        stored.require_same(folder, part)
    stored.prove(folder)
    stored.put_back(folder, files.root())
    notes = _put_key_back(folder, said)
    made_at = datetime.fromisoformat(said.made_at).astimezone(UTC)
    databases.put_back(folder / said.database.name, backup_at=made_at, at=timezone.now())
    if schema.waiting_migrations():
        schema.bring_up()
    return _proven(options, said, notes)


def _require_fit(said: Manifest) -> None:
    """Refuse what cannot or must not be put here. Errors: Refused."""
    from django.db import connection
    from django.db.migrations.loader import MigrationLoader

    from amends.cli import schema
    from amends.cli.backup import databases

    if said.vendor != connection.vendor:
        raise Refused(f"the backup is of {said.vendor}, this installation is on {connection.vendor}: see DATABASE_URL")
    if not schema.is_empty():
        raise Refused("the database is not empty; restore into a new one, the old one may be needed yet")
    known = {f"{app}.{name}" for app, name in MigrationLoader(None).disk_migrations or {}}
    if unknown := [step for step in said.steps if step not in known]:
        raise Refused(f"the backup was made by a newer version ({said.made_by}); it stands on {unknown[-1]}")
    databases.require_tools()


def _put_key_back(folder: Path, said: Manifest) -> list[str]:
    """Put the key of the backup where this installation looks for it; another one that lies there is put aside."""
    key = _key_file()
    if os.environ.get("AMENDS_SECRET_KEY") or os.environ.get("AMENDS_SECRET_KEY_FILE"):
        return ["the key of AMENDS_SECRET_KEY is used; it must be the one of the lost installation"]
    if not said.holds_key:
        return [f"the backup holds no key: put that of the lost installation at {key} before you start"]
    saved = (folder / KEY).read_bytes()
    if key.exists() and key.read_bytes() != saved:
        key.rename(key.with_name(f"{KEY}.before-restore-{datetime.now(UTC):%Y%m%d-%H%M%S}"))
    if not key.exists():
        shutil.copy2(folder / KEY, key)
        key.chmod(0o600)
    return []


def _proven(options: argparse.Namespace, said: Manifest, notes: list[str]) -> int:
    """Say whether what was put back is whole and the very record that was saved."""
    from amends.cli import proof
    from amends.complaints import checkpoints

    faults = [proof.place(fault) for fault in proof.faults()]
    if said.checkpoint and not checkpoints.find(said.checkpoint["digest"]):
        faults.append(f"checkpoint {said.checkpoint['sequence']} of the backup is not in it")
    lines = [_words(said), *notes]
    if faults:
        lines.append(f"It was put back, but it is broken at {faults[0]} ({len(faults)} in all)")
    else:
        lines.append("It was put back and proven whole.")
    lines.append("No mail leaves until you have looked around and run: amends mail resume")
    answer(options, {**_told(said), "notes": notes, "faults": faults[:100]}, "\n".join(lines))
    return REFUSED if faults else 0


def _told(said: Manifest) -> dict[str, Any]:
    return {"made_at": said.made_at, "checkpoint": said.checkpoint, "files": said.stored_count, **said.counts}


def _words(said: Manifest) -> str:
    head = f", checkpoint {said.checkpoint['sequence']} {said.checkpoint['digest']}" if said.checkpoint else ""
    counts = f"{said.counts['complaints']} complaints, {said.counts['entries']} entries, {said.stored_count} files"
    return f"Of {said.made_at[:19]} UTC: {counts}{head}"


def _key_file() -> Path:
    from django.conf import settings

    return Path(settings.AMENDS_DATA) / KEY
