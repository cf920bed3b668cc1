"""One run over a file: rows are read, taken in by the batch, counted and reported; killed and begun again it goes on."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any, TextIO

from amends.channels.importer.mapping import Reader, RefusedRow
from amends.channels.importer.parallel import in_order
from amends.channels.importer.tables import TableRow, rows_of
from amends.flows import importing
from amends.flows.importing import Taken
from amends.intake.arrival import Arrival
from amends.kernel import reference
from amends.organisation.actor import Actor

MOST_REFUSALS_SHOWN = 1000


@dataclass(slots=True)
class Outcome:
    """What came of a run. refused: line and reason, the first thousand; the report has them all."""

    accepted: int = 0
    duplicates: int = 0
    refused_count: int = 0
    refused: list[dict[str, Any]] = field(default_factory=list)
    report: str = ""

    def count(self, line: dict[str, Any]) -> None:
        """Count a line of the report."""
        if "reason" not in line:
            self.accepted += not line["is_duplicate"]
            self.duplicates += line["is_duplicate"]
            return
        self.refused_count += 1
        if len(self.refused) < MOST_REFUSALS_SHOWN:
            self.refused.append(line)

    def document(self) -> dict[str, Any]:
        """Give it as one JSON document."""
        return {
            "accepted": self.accepted,
            "duplicates": self.duplicates,
            "refused": self.refused,
            "refused_count": self.refused_count,
            "report": self.report,
        }


@dataclass(frozen=True, slots=True)
class Run:
    """What is asked for. encoding: as a person said, or "". is_dry: read and check everything, take nothing in."""

    path: Path
    report: Path
    encoding: str = ""
    is_dry: bool = False


def carry_out(run: Run, reader: Reader, *, by: Actor, at: datetime) -> Outcome:
    """Take a file in.

    Errors: UnreadableFile, WrongMapping; DatabaseError when the database goes away: run it again, nothing is doubled.
    """
    outcome = Outcome(report=str(run.report))
    progress = _Progress(sys.stderr)
    run.report.parent.mkdir(parents=True, exist_ok=True)
    batches = _batches(rows_of(run.path, encoding=run.encoding), reader)
    with run.report.open("w", encoding="utf-8") as file:
        for lines in in_order(partial(_take, reader=reader, is_dry=run.is_dry, by=by, at=at), batches):
            for line in lines:
                outcome.count(line)
                file.write(json.dumps(line, ensure_ascii=False) + "\n")
            progress.show(outcome)
    progress.end()
    return outcome


def _batches(rows: Iterator[TableRow], reader: Reader) -> Iterator[list[TableRow]]:
    is_first = True
    while batch := list(islice(rows, importing.BATCH)):
        if is_first:
            reader.require_columns({column for row in batch for column in row.cells})
            is_first = False
        yield batch


def _take(batch: list[TableRow], reader: Reader, *, is_dry: bool, by: Actor, at: datetime) -> list[dict[str, Any]]:
    """Take one batch in; give the lines of the report in the order of the file."""
    read = [(row.line, _read(row, reader)) for row in batch]
    arrivals = [one for _, one in read if isinstance(one, Arrival)]
    take = importing.look_at if is_dry else importing.take_in
    results = iter(take(arrivals, by=by, at=at))
    return [_line(number, one, next(results) if isinstance(one, Arrival) else None, reader) for number, one in read]


def _line(number: int, read: Arrival | str, result: Taken | None, reader: Reader) -> dict[str, Any]:
    if isinstance(read, str) or result is None:
        return {"line": number, "reason": read}
    if result.reason:
        return {"line": number, "reason": result.reason}
    line: dict[str, Any] = {"line": number, "external_id": read.keys[0][1], "is_duplicate": not result.is_new}
    if result.complaint:
        line["reference"] = reference.shown(result.complaint.number, reader.brand.prefix)
    if "\x00" in read.text:
        line["changed"] = "NUL characters were removed from the text"
    return line


def _read(row: TableRow, reader: Reader) -> Arrival | str:
    if row.fault:
        return row.fault
    try:
        return reader.arrival(row.cells)
    except RefusedRow as refused:
        return str(refused)


class _Progress:
    """A line on a terminal that says how far it is; silent where nobody watches."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream if stream.isatty() else None

    def show(self, outcome: Outcome) -> None:
        if self._stream:
            self._stream.write(
                f"\r{outcome.accepted} accepted, {outcome.duplicates} known, {outcome.refused_count} refused "
            )
            self._stream.flush()

    def end(self) -> None:
        if self._stream:
            self._stream.write("\n")
