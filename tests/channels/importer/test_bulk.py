"""What is imported by the thousand is, field by field, what the same rows would be if they were accepted one by one."""

from __future__ import annotations

import csv
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.db import IntegrityError, models

from amends.channels.importer import command, mapping
from amends.channels.importer.command import Run
from amends.complaints import timeline
from amends.complaints.models import AcceptedKey, Complaint, Entry, Outbox, Participation
from amends.correspondence import proof
from amends.correspondence.models import Message
from amends.customers.models import ContactPoint, Customer
from amends.flows import importing
from amends.intake import actions as intake
from amends.organisation.actor import SYSTEM
from amends.promises.models import Promise
from amends.rows import inserting
from tests.cast import House, make_house

NOW = datetime(2026, 7, 14, 9, 0, tzinfo=UTC)
# In these columns two complaints differ by chance or by the clock; that they hold together is proven by the chain.
DRAWN = {"number", "track_digest", "salt", "digest", "previous_digest", "head_digest", "text_digest", "recorded_at"}
DRAWN_BY_TABLE = {AcceptedKey: {"id"}, Outbox: {"id", "due_at"}}
ROWS: list[dict[str, Any]] = [
    {"text": "plain words", "name": "Jo", "email": "jo@x.test", "phone": "+44 113 496 0142", "state": "open"},
    {
        "text": "tab\t, \\N, \\n,\nquote \" ' and 靴「底」😀\u2028 %s {}",
        "name": "髙﨑 \\ 香",
        "order": "A\\-1",
        "state": "",
    },
    {"text": "ended", "email": "ended@x.test", "state": "closed", "outcome": "satisfied", "received_on": "2026-01-05"},
    {"text": "a question", "kind": "question", "occurred_on": "2026-07-01", "wish": "an\nanswer", "unit": "repairs"},
    {"text": "said\r\nby\x0bphone", "channel": "phone", "phone": "0113 4960142", "product": "Shoes", "subject": "S"},
    {"text": "nobody", "lang": "ja", "received_on": "2025-02-28", "closed_on": "2025-03-01", "state": "done"},
]


@pytest.fixture
def house(db: None) -> House:
    return make_house()


def take(house: House, path: Path, *, source: str, is_told: bool) -> command.Outcome:
    reader = mapping.Reader.of(house.brand, house.front, {"external_id": "id"}, source=source, is_told=is_told, at=NOW)
    return command.carry_out(Run(path, path.with_suffix(".report")), reader, by=SYSTEM, at=NOW)


def written(path: Path, rows: list[dict[str, Any]]) -> Path:
    names = sorted({name for row in rows for name in row})
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, names)
        writer.writeheader()
        writer.writerows(rows)
    return path


def whole(complaint: Complaint, source: str) -> dict[str, list[dict[str, Any]]]:
    """Give every row that belongs to a complaint, ids of its own replaced by what they name."""
    of_complaint: list[tuple[type[models.Model], str]] = [
        (Message, "pk"), (Promise, "code"), (Participation, "duty"), (AcceptedKey, "pk"), (Entry, "sequence"),
        (Outbox, "handler"),
    ]  # fmt: skip
    rows: dict[str, list[Any]] = {
        "Complaint": [complaint],
        "Customer": [complaint.customer] if complaint.customer else [],
        "ContactPoint": list(ContactPoint.objects.filter(customer=complaint.customer).order_by("kind")),
    } | {
        model.__name__: list(model.objects.filter(complaint=complaint).order_by(order)) for model, order in of_complaint
    }
    names = {row.pk: f"{kind} {index}" for kind, found in rows.items() for index, row in enumerate(found)}
    names |= {str(key): name for key, name in names.items() if isinstance(key, UUID)}
    return {kind: [columns(row, names, source) for row in found] for kind, found in rows.items()}


def columns(row: models.Model, names: dict[Any, str], source: str) -> dict[str, Any]:
    drawn = DRAWN | DRAWN_BY_TABLE.get(type(row), set())
    values = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
    return plain(values, names, drawn) | ({"scope": values["scope"].removesuffix(source)} if "scope" in values else {})


def plain(values: dict[str, Any], names: dict[Any, str], drawn: set[str]) -> dict[str, Any]:
    made: dict[str, Any] = {}
    for name, value in values.items():
        if isinstance(value, dict):
            made[name] = plain(value, names, drawn)
        elif name in drawn:
            made[name] = (type(value), len(value) if isinstance(value, str) else bool(value))
        else:
            made[name] = names.get(value, value) if isinstance(value, str | UUID) else value
    return made


@pytest.mark.parametrize("is_told", [False, True], ids=["quiet", "told"])
def test_a_row_taken_in_among_a_thousand_is_the_row_taken_in_alone(
    house: House, tmp_path: Path, monkeypatch, is_told: bool
) -> None:
    path = written(tmp_path / "a.csv", [row | {"id": n} for n, row in enumerate(ROWS)])
    monkeypatch.setattr(inserting, "MOST_IN_ONE_MESSAGE", 0)
    assert take(house, path, source="bulk", is_told=is_told).accepted == len(ROWS)
    monkeypatch.setattr(inserting, "MOST_IN_ONE_MESSAGE", 200)

    def refuse(*_: object, **__: object) -> None:
        raise IntegrityError("one of them")

    monkeypatch.setattr(intake, "accept_many", refuse)
    assert take(house, path, source="single", is_told=is_told).accepted == len(ROWS)
    for n in range(len(ROWS)):
        bulk, single = (
            AcceptedKey.objects.select_related("complaint__customer").get(scope=f"import:{source}", key=str(n))
            for source in ("bulk", "single")
        )
        assert whole(bulk.complaint, "bulk") == whole(single.complaint, "single"), ROWS[n]["text"]
    assert list(timeline.broken_chains()) == []
    assert list(proof.altered_words()) == []


def test_one_row_that_the_database_refuses_costs_only_itself(house: House, tmp_path: Path, monkeypatch) -> None:
    real, tries = intake.accept_many, []

    def picky(arrivals, **rest):
        tries.append(len(arrivals))
        if any(one.text == "words 13" for one in arrivals):
            raise IntegrityError("no")
        return real(arrivals, **rest)

    def never(arrival, **rest):
        assert arrival.text == "words 13"
        raise IntegrityError("no")

    monkeypatch.setattr(intake, "accept_many", picky)
    monkeypatch.setattr(intake, "accept", never)
    path = written(tmp_path / "a.csv", [{"id": n, "text": f"words {n}"} for n in range(64)])
    outcome = take(house, path, source="old", is_told=False)
    assert (outcome.accepted, [one["line"] for one in outcome.refused]) == (63, [15])
    assert len(tries) == 13, "a batch is halved until the row stands alone"
    assert importing.BATCH == 1000
    assert Customer.objects.count() == 0
