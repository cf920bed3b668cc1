"""Rows inserted together are the rows Django itself would have written, for every table an acceptance fills."""

from __future__ import annotations

import copy
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from django.db import IntegrityError, connection, models, transaction

from amends.complaints.models import AcceptedKey, Complaint, Entry, Outbox, Participation
from amends.correspondence.files import Stored
from amends.correspondence.incoming import File
from amends.correspondence.models import Attachment, Message
from amends.customers.models import ContactPoint, Customer
from amends.intake import arrival as arrivals
from amends.intake.actions import accept
from amends.intake.models import IdempotentRequest
from amends.kernel.ids import new_id
from amends.organisation.actor import complainant
from amends.promises.models import Promise
from amends.rows import inserting
from amends.rows.inserting import Rows
from tests.cast import HELEN, TUESDAY, House, arrival, make_house

AWKWARD = "靴「底」が\n\t\r\\N \\n '剥がれ'; DROP TABLE \\ \" %s %(x)s {} 😀 \u2028 \ufffd"
pytestmark = pytest.mark.django_db


@pytest.fixture
def house() -> House:
    return make_house()


def everything(house: House) -> arrivals.Arrival:
    stored = Stored("files/ab/abcd", "f" * 64, 2**33)
    return arrival(
        house,
        text=AWKWARD,
        wish=AWKWARD,
        subject=AWKWARD,
        quoted=AWKWARD,
        occurred_on=date(2024, 2, 29),
        taker=house.person("clerk"),
        files=(File(stored=stored, name=AWKWARD, content_type="image/jpeg"),),
        keys=(("scope", "key"),),
        is_verified=False,
    )


@pytest.mark.parametrize("most_in_one_message", [0, 200], ids=["many", "few"])
def test_every_table_of_an_acceptance_holds_what_the_orm_would_have_written(
    house: House, monkeypatch, most_in_one_message: int
) -> None:
    monkeypatch.setattr(inserting, "MOST_IN_ONE_MESSAGE", most_in_one_message)
    inserted: list[models.Model] = []
    insert = Rows.insert

    def watch(rows: Rows) -> None:
        inserted.extend(copy.copy(row) for table in rows._tables.values() for row in table)
        insert(rows)

    monkeypatch.setattr(Rows, "insert", watch)
    accept(everything(house), by=complainant(None), at=TUESDAY)
    seen = {type(row) for row in inserted}
    assert seen >= {
        Customer,
        ContactPoint,
        Promise,
        Complaint,
        Participation,
        Entry,
        Outbox,
        Message,
        Attachment,
        AcceptedKey,
    }
    for row in inserted:
        columns = [field for field in row._meta.concrete_fields if field is not row._meta.auto_field]
        stored = type(row).objects.filter(**identity(row)).values(*(field.attname for field in columns)).get()
        for field in columns:
            wanted = field.to_python(getattr(row, field.attname))
            assert stored[field.attname] == wanted, f"{type(row).__name__}.{field.attname}"


def identity(row: models.Model) -> dict[str, Any]:
    if isinstance(row, Entry):
        return {"complaint_id": row.complaint_id, "sequence": row.sequence}
    if isinstance(row, Outbox):
        return {"complaint_id": row.complaint_id, "sequence": row.sequence, "handler": row.handler}
    return {"scope": row.scope, "key": row.key} if isinstance(row, AcceptedKey) else {"pk": row.pk}


def twins(house: House) -> list[tuple[models.Model, models.Model]]:
    """Two equal rows of each kind of column, apart from what must be unique."""
    made: dict[str, Any] = {
        "brand": house.brand, "name": AWKWARD[:160], "needs": ["large_print", AWKWARD], "is_organisation": True,
        "created_at": TUESDAY.replace(microsecond=7),
    }  # fmt: skip
    answer = {"text": AWKWARD, "none": None, "yes": True, "number": 1.5, "list": [1, {"a": []}]}
    asked: dict[str, Any] = {"principal": "x", "digest": "d", "status": 201, "answer": answer, "at": TUESDAY}
    return [
        (Customer(id=new_id(), **made), Customer(id=new_id(), **made)),
        (IdempotentRequest(key="orm", **asked), IdempotentRequest(key="rows", **asked)),
    ]


@pytest.mark.parametrize("most_in_one_message", [0, 200], ids=["many", "few"])
def test_the_database_itself_keeps_the_same_bytes(house: House, monkeypatch, most_in_one_message: int) -> None:
    monkeypatch.setattr(inserting, "MOST_IN_ONE_MESSAGE", most_in_one_message)
    for by_orm, by_rows in twins(house):
        by_orm.save(force_insert=True)
        rows = Rows()
        rows.add([by_rows])
        rows.insert()
        table = connection.ops.quote_name(by_orm._meta.db_table)
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT * FROM {table} ORDER BY id DESC LIMIT 2")
            names = [column[0] for column in cursor.description]
            first, second = (dict(zip(names, row, strict=True)) for row in cursor.fetchall())
        different = {name for name in names if first[name] != second[name]}
        assert different <= {"id", "key"}


@pytest.mark.parametrize("most_in_one_message", [0, 200], ids=["many", "few"])
def test_a_refused_row_leaves_nothing_of_the_others(house: House, monkeypatch, most_in_one_message: int) -> None:
    monkeypatch.setattr(inserting, "MOST_IN_ONE_MESSAGE", most_in_one_message)
    customer = Customer(id=new_id(), brand=house.brand, created_at=TUESDAY)
    point = ContactPoint(id=new_id(), customer_id=customer.pk, kind="mail", value="a", key="a", created_at=TUESDAY)
    again = ContactPoint(id=new_id(), customer_id=customer.pk, kind="mail", value="a", key="a", created_at=TUESDAY)
    rows = Rows()
    rows.add([customer, point, again])
    with pytest.raises(IntegrityError), transaction.atomic():
        rows.insert()
    assert not Customer.objects.filter(pk=customer.pk).exists()


@pytest.mark.django_db(transaction=True)
def test_outside_of_a_transaction_too_it_is_all_or_nothing() -> None:
    house = make_house()
    customer = Customer(id=new_id(), brand=house.brand, created_at=TUESDAY)
    orphan = ContactPoint(id=new_id(), customer_id=UUID(int=1), kind="mail", value="a", key="a", created_at=TUESDAY)
    rows = Rows()
    rows.add([customer, orphan])
    with pytest.raises(IntegrityError):
        rows.insert()
    assert not Customer.objects.filter(pk=customer.pk).exists()
    assert accept(arrival(house, person=HELEN), by=complainant(None), at=TUESDAY).complaint.number
