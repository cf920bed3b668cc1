"""`amends verify` and `amends doctor`: is the record whole, is the installation sound."""

from __future__ import annotations

import argparse
import shutil
from typing import Any

from amends.cli.main import REFUSED, Refused, add, answer


def register(commands: Any) -> None:
    """Add both commands."""
    add(
        commands,
        "verify",
        verify,
        "prove timeline chains, checkpoints, the words of messages, and that the database refuses changes",
    )
    add(commands, "doctor", doctor, "look the installation over and say what to put right")


def verify(options: argparse.Namespace) -> int:
    """Prove the record; exit 1 and name the first broken entry otherwise."""
    from django.db import connection

    from amends.cli import schema
    from amends.complaints import checkpoints, queries, timeline, triggers
    from amends.correspondence.proof import altered_words

    if waiting := schema.waiting_migrations():
        raise Refused(f"the database is {len(waiting)} steps behind this version; run: amends migrate")
    faults = [
        {"complaint": "", "sequence": 0, "reason": f"missing rule {name}"} for name in triggers.missing(connection)
    ]
    for broken in (*timeline.broken_chains(), *checkpoints.broken(), *altered_words()):
        faults.append({"complaint": broken.complaint, "sequence": broken.sequence, "reason": broken.reason})
    counts = queries.counts()
    if faults:
        first = faults[0]
        words = f"Broken at complaint {first['complaint']}, entry {first['sequence']}: {first['reason']} ({len(faults)} in all)"
        answer(options, {"whole": False, "faults": faults[:100], **counts}, words)
        return REFUSED
    words = (
        f"Whole: {counts['complaints']} complaints, {counts['entries']} entries, {counts['checkpoints']} checkpoints."
    )
    return answer(options, {"whole": True, "faults": [], **counts}, words)


def doctor(options: argparse.Namespace) -> int:
    """Look at database, schema, disk, mail and staff; exit 1 when something must be put right."""
    from django.conf import settings

    from amends.cli import schema
    from amends.complaints import safety
    from amends.organisation import queries

    waiting = schema.waiting_migrations()
    faults = [f"{len(waiting)} migrations wait; run: amends migrate"] if waiting else safety.faults()
    notes = []
    free = shutil.disk_usage(settings.AMENDS_DATA).free
    if free < 1 << 30:
        faults.append(f"only {free >> 20} MB are free where the data lies")
    if not settings.AMENDS_SMTP:
        notes.append("no mail server is named (AMENDS_SMTP): acknowledgements wait")
    if not waiting and not queries.anybody():
        notes.append("nobody works here yet: open the first-run page or use amends staff add")
    faults += [] if waiting else _mailbox_faults()
    lines = [*(f"wrong: {one}" for one in faults), *(f"note: {one}" for one in notes)] or ["All is well."]
    answer(options, {"faults": faults, "notes": notes}, "\n".join(lines))
    return REFUSED if faults else 0


def _mailbox_faults() -> list[str]:
    """Name the mailboxes whose last run had trouble."""
    from amends.correspondence import queries

    failing = [box for box in queries.mailbox_list() if box.is_active and box.last_error]
    return [f"mailbox {box.name}: {box.last_error}, {box.failures} runs in a row" for box in failing]
