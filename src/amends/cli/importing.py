"""`amends import complaints`: complaints from files of other systems."""

from __future__ import annotations

import argparse
import hashlib
from importlib import import_module
from pathlib import Path
from typing import Any

from amends.cli.main import DONE, PARTLY, Refused, TryLater, add, answer


def register(commands: Any) -> None:
    """Add the command."""
    group = commands.add_parser("import", help="take over what other systems hold")
    parts = group.add_subparsers(required=True, metavar="WHAT")
    words = "take complaints in from a csv, xlsx or jsonl file; imported twice they are there once; exit 3 where rows were refused"
    parser = add(parts, "complaints", import_complaints, words)
    parser.add_argument("file", type=Path, metavar="FILE")
    parser.add_argument(
        "--map",
        action="append",
        default=[],
        metavar="FIELD=COLUMN",
        help="text=body,language=lang,external_id=id; may be repeated",
    )
    parser.add_argument("--source", default="", help="name of the system; with external_id the key of a row")
    parser.add_argument("--brand", default=None, help="code; the first brand by default")
    parser.add_argument("--unit", default=None, help="code of the unit that works on them")
    parser.add_argument("--encoding", default="", help="of a csv or jsonl file, where it is not found out")
    parser.add_argument("--dry-run", action="store_true", help="check every row, take none in")
    parser.add_argument("--acknowledge", action="store_true", help="send every complainant our acknowledgement")
    parser.add_argument("--report", type=Path, default=None, metavar="PATH", help="where to write the report (jsonl)")


def import_complaints(options: argparse.Namespace) -> int:
    """Import a file; rows that are refused do not stop the others."""
    from django.db import DatabaseError
    from django.utils import timezone

    from amends.cli.access import place
    from amends.organisation import queries
    from amends.organisation.actor import SYSTEM

    # By name: the command line and the channels do not know one another.
    importer = import_module("amends.channels.importer.command")
    mapping = import_module("amends.channels.importer.mapping")
    tables = import_module("amends.channels.importer.tables")
    at = timezone.now()
    brand, unit = place(options)
    try:
        reader = mapping.Reader.of(
            brand,
            unit or queries.default_unit(brand),
            mapping.read_mapping(options.map),
            source=options.source,
            is_told=options.acknowledge,
            at=at,
        )
        run = importer.Run(options.file, _report_path(options), options.encoding, options.dry_run)
        outcome = importer.carry_out(run, reader, by=SYSTEM, at=at)
    except (tables.UnreadableFile, mapping.WrongMapping) as wrong:
        raise Refused(str(wrong)) from wrong
    except DatabaseError as trouble:
        kind = type(trouble).__name__
        raise TryLater(f"the database went away ({kind}); run the same again, nothing is doubled") from trouble
    code = PARTLY if outcome.refused_count else DONE
    return answer(options, outcome.document(), _words(outcome, options.dry_run), code=code)


def _words(outcome: Any, is_dry: bool) -> str:
    refused = "".join(f"\nline {one['line']}: {one['reason']}" for one in outcome.refused[:20])
    would = "would be " if is_dry else ""
    words = f"{outcome.accepted} {would}accepted, {outcome.duplicates} known, {outcome.refused_count} refused.{refused}"
    return f"{words}\nReport: {outcome.report}"


def _report_path(options: argparse.Namespace) -> Path:
    """Give the same report for the same file, so that a second run writes over the first one's."""
    from django.conf import settings

    if options.report:
        return Path(options.report)
    name = hashlib.sha256(str(options.file.absolute()).encode()).hexdigest()[:8]
    return Path(settings.AMENDS_DATA) / "reports" / f"import-{options.file.stem[:60]}-{name}.jsonl"
