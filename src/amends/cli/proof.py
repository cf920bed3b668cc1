"""`amends verify` and `amends doctor`: is the record whole, is the installation sound."""

from __future__ import annotations

import argparse
import re
import shutil
from itertools import chain
from typing import Any

from amends.cli.main import REFUSED, Refused, add, answer


def register(commands: Any) -> None:
    """Add both commands."""
    words = "prove timeline chains, checkpoints, words, letters and files, and that the database refuses changes"
    proof = add(commands, "verify", verify, words)
    proof.add_argument("--without-files", action="store_true", help="do not read the files of the store")
    proof.add_argument(
        "--checkpoint", action="store_true", help="print the newest checkpoint, to be noted outside of this machine"
    )
    proof.add_argument(
        "--expect", action="append", default=[], type=_noted, metavar="DIGEST", help="a checkpoint that was noted"
    )
    add(commands, "doctor", doctor, "look the installation over and say what to put right")


def verify(options: argparse.Namespace) -> int:
    """Prove the record; exit 1 and name the first broken entry otherwise."""
    from amends.cli import schema
    from amends.complaints import checkpoints, queries

    if waiting := schema.waiting_migrations():
        raise Refused(f"the database is {len(waiting)} steps behind this version; run: amends migrate")
    found = [
        *faults(with_files=not options.without_files),
        *(_unknown_checkpoint(noted) for noted in options.expect if not checkpoints.find(noted)),
    ]
    counts = queries.counts()
    if found:
        content = {"whole": False, "faults": found[:100], **counts}
        answer(options, content, f"Broken at {place(found[0])} ({len(found)} in all)")
        return REFUSED
    newest = checkpoints.newest()
    head = {"sequence": newest.sequence, "digest": newest.digest, "at": newest.at} if newest else None
    words = (
        f"Whole: {counts['complaints']} complaints, {counts['entries']} entries, {counts['checkpoints']} checkpoints."
    )
    if options.checkpoint:
        words = f"{newest.sequence} {newest.digest} {newest.at:%Y-%m-%dT%H:%M:%SZ}" if newest else "no checkpoint yet"
    return answer(options, {"whole": True, "faults": [], "checkpoint": head, **counts}, words)


def faults(*, with_files: bool = True) -> list[dict[str, Any]]:
    """Give everything in the record that does not hold, rules of the database first."""
    from django.db import connection

    from amends.complaints import checkpoints, timeline, triggers
    from amends.correspondence import proof as messages
    from amends.escalation import proof as decisions
    from amends.investigation import proof as investigation

    found = [
        {"complaint": "", "sequence": 0, "reason": f"missing rule {name}"} for name in triggers.missing(connection)
    ]
    chains = (timeline.broken_chains(), checkpoints.broken())
    words = (messages.altered_words(), investigation.altered_words(), decisions.altered_letters())
    for broken in chain(*chains, *words, messages.altered_files() if with_files else ()):
        found.append({"complaint": broken.complaint, "sequence": broken.sequence, "reason": broken.reason})
    return found


def place(fault: dict[str, Any]) -> str:
    """Say where a fault lies, and which."""
    return f"complaint {fault['complaint'] or '-'}, entry {fault['sequence'] or '-'}: {fault['reason']}"


def _unknown_checkpoint(noted: str) -> dict[str, Any]:
    return {"complaint": "", "sequence": 0, "reason": f"the noted checkpoint {noted} is not there any more"}


def _noted(words: str) -> str:
    """Read a digest as somebody noted it: blanks and capitals do not count, 16 digits are enough."""
    digest = "".join(words.split()).lower()
    if not re.fullmatch(r"[0-9a-f]{16,64}", digest):
        raise argparse.ArgumentTypeError("a checkpoint's digest has 64 digits 0-9a-f; give at least the first 16")
    return digest


def doctor(options: argparse.Namespace) -> int:
    """Look at database, schema, disk, mail and staff; exit 1 when something must be put right."""
    from django.conf import settings

    from amends.cli import schema
    from amends.complaints import safety
    from amends.organisation import queries

    waiting = schema.waiting_migrations()
    wrong = [f"{len(waiting)} migrations wait; run: amends migrate"] if waiting else safety.faults()
    notes = []
    free = shutil.disk_usage(settings.AMENDS_DATA).free
    if free < 1 << 30:
        wrong.append(f"only {free >> 20} MB are free where the data lies")
    if not settings.AMENDS_SMTP:
        notes.append("no mail server is named (AMENDS_SMTP): acknowledgements wait")
    if not waiting and not queries.anybody():
        notes.append("nobody works here yet: open the first-run page or use amends staff add")
    wrong += [] if waiting else [*_pause_faults(), *_mailbox_faults()]
    lines = [*(f"wrong: {one}" for one in wrong), *(f"note: {one}" for one in notes)] or ["All is well."]
    answer(options, {"faults": wrong, "notes": notes}, "\n".join(lines))
    return REFUSED if wrong else 0


def _pause_faults() -> list[str]:
    """Say that our mails are held, so that nobody forgets it."""
    from amends.correspondence import pauses

    pause = pauses.standing()
    return [f"our mails are held since {pause.since:%Y-%m-%d %H:%M} UTC; run: amends mail resume"] if pause else []


def _mailbox_faults() -> list[str]:
    """Name the mailboxes whose last run had trouble."""
    from amends.correspondence import queries

    failing = [box for box in queries.mailbox_list() if box.is_active and box.last_error]
    return [f"mailbox {box.name}: {box.last_error}, {box.failures} runs in a row" for box in failing]
