"""Rows of a file, whatever its format: each with its line and its cells by column name, or why it cannot be read."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

from amends.channels.importer.encodings import UnknownEncoding, encoding_of

DELIMITERS = ",;\t|"
MOST_CHARACTERS_A_CELL = 8 * 1024 * 1024


class UnreadableFile(Exception):
    """The file as a whole cannot be read; the words say why and what to do."""


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row as it stands in the file. line: where it begins, counted from 1. fault: why it cannot be read."""

    line: int
    cells: dict[str, str] = field(default_factory=dict)
    fault: str = ""


def rows_of(path: Path, *, encoding: str = "") -> Iterator[TableRow]:
    """Yield the rows of a csv, xlsx or jsonl file one by one. encoding: as a person said. Errors: UnreadableFile."""
    try:
        match path.suffix.lower():
            case ".xlsx" | ".xlsm":
                yield from _of_sheet(path)
            case ".jsonl" | ".ndjson" | ".json":
                yield from _of_lines(path, encoding or encoding_of(path))
            case _:
                yield from _of_csv(path, encoding or encoding_of(path))
    except UnknownEncoding as unknown:
        raise UnreadableFile("the encoding of the file is not clear; name it with --encoding") from unknown
    except LookupError as unknown:
        raise UnreadableFile(f"there is no encoding {encoding}") from unknown
    except UnicodeDecodeError as wrong:
        raise UnreadableFile(f"the file is not {wrong.encoding}; name its encoding with --encoding") from wrong
    except OSError as missing:
        raise UnreadableFile(f"the file cannot be read: {missing.strerror or missing}") from missing


def _of_csv(path: Path, encoding: str) -> Iterator[TableRow]:
    csv.field_size_limit(MOST_CHARACTERS_A_CELL)
    # Bytes that are not of the encoding become lone surrogates, so that only their row is refused.
    with path.open(encoding=encoding, newline="", errors=_errors(encoding)) as file:
        delimiter = _delimiter(file.readline())
        file.seek(0)
        reader = csv.reader(file, delimiter=delimiter)
        names = [name.strip() for name in _next(reader) or ()]
        _require_names(names)
        while True:
            line = reader.line_num + 1
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error as wrong:
                yield TableRow(line, fault=f"the row cannot be read: {wrong}")
                continue
            if any(cell.strip() for cell in cells):
                yield _row(line, names, cells)


def _next(reader: Iterator[list[str]]) -> list[str] | None:
    try:
        return next(reader, None)
    except csv.Error as wrong:
        raise UnreadableFile(f"the first line cannot be read: {wrong}") from wrong


def _errors(encoding: str) -> str:
    return "surrogateescape" if encoding in ("utf-8", "utf-8-sig") else "strict"


def _delimiter(header: str) -> str:
    return max(DELIMITERS, key=lambda sign: len(next(csv.reader([header], delimiter=sign), [])))


def _of_lines(path: Path, encoding: str) -> Iterator[TableRow]:
    with path.open(encoding=encoding, errors=_errors(encoding)) as file:
        for line, text in enumerate(file, start=1):
            if not text.strip():
                continue
            try:
                document = json.loads(text)
            except ValueError as wrong:
                yield TableRow(line, fault=f"this is no JSON: {wrong}"[:200])
                continue
            if isinstance(document, dict):
                yield _checked(line, _flat(document))
            else:
                yield TableRow(line, fault="each line must be one JSON object")


def _flat(document: dict[str, object], before: str = "") -> dict[str, str]:
    """Write nested names with dots: {"complainant": {"name": ...}} has the column complainant.name."""
    cells: dict[str, str] = {}
    for name, value in document.items():
        if isinstance(value, dict):
            cells |= _flat(value, f"{before}{name}.")
        else:
            cells[before + name] = _cell(value)
    return cells


def _of_sheet(path: Path) -> Iterator[TableRow]:
    import zipfile

    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        book = load_workbook(path, read_only=True, data_only=True)
    except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError) as wrong:
        raise UnreadableFile("this is no xlsx file, or it is damaged or locked with a password") from wrong
    with closing(book):
        sheet = book.worksheets[0]
        rows = sheet.iter_rows(values_only=True)
        names = [_cell(value).strip() for value in next(rows, ())]
        _require_names(names)
        for line, values in enumerate(rows, start=2):
            if any(value is not None for value in values):
                yield _row(line, names, [_cell(value) for value in values])


def _cell(value: object) -> str:
    match value:
        case None:
            return ""
        case str():
            return value
        case bool():
            return "true" if value else "false"
        case datetime() | date():
            return value.isoformat()
        case float() if value.is_integer():
            return str(int(value))
        case list() | dict():
            return json.dumps(value, ensure_ascii=False)
    return str(value)


def _require_names(names: Sequence[str]) -> None:
    if not any(names):
        raise UnreadableFile("the file is empty: its first line must name the columns")


def _row(line: int, names: Sequence[str], cells: Sequence[str]) -> TableRow:
    if any(cell.strip() for cell in cells[len(names) :]):
        return TableRow(line, fault=f"the row has {len(cells)} cells, but the first line names {len(names)} columns")
    return _checked(line, {name: cell for name, cell in zip(names, cells, strict=False) if name})


def _checked(line: int, cells: dict[str, str]) -> TableRow:
    try:
        "".join(cells.values()).encode()
    except UnicodeEncodeError:
        return TableRow(line, fault="the row holds bytes that are not UTF-8")
    return TableRow(line, cells)
