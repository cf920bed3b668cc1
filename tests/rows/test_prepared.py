"""Statements planned once a connection: run with other values, in order, all or none, and again after a new connection."""

from __future__ import annotations

import pytest
from django.db import connection, transaction

from amends.rows import prepared

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db]
SHOWN = "SELECT 10 * %s::int + %s::int"


def shown(*values: object) -> object:
    with connection.cursor() as cursor:
        prepared.run(cursor, (SHOWN, values))
        return cursor.fetchone()[0]


def planned() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT statement FROM pg_prepared_statements WHERE name LIKE 'amends%'")
        return [statement for (statement,) in cursor.fetchall()]


def test_a_statement_is_planned_once_and_run_with_other_values() -> None:
    assert [shown(1, 2), shown(3, 4)] == [12, 34]
    assert sum("SELECT 10 * $1::int + $2::int" in one for one in planned()) == 1


def test_what_was_planned_outlives_a_transaction_that_was_rolled_back() -> None:
    with transaction.atomic():
        shown(5, 6)
        transaction.set_rollback(True)
    assert shown(7, 8) == 78


@pytest.mark.django_db(transaction=True)
def test_a_new_connection_plans_anew() -> None:
    shown(1, 2)
    connection.close()
    assert planned() == []
    assert shown(3, 4) == 34


def test_several_travel_in_one_message_and_are_run_in_order() -> None:
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMPORARY TABLE seen (number serial, word text UNIQUE)")
        add, told = "INSERT INTO seen (word) VALUES (%s)", "SELECT number, word FROM seen WHERE word <> %s ORDER BY 1"
        prepared.run(cursor, (add, ["first"]), (add, ["'second'; %s"]), (told, ["none"]))
        while cursor.nextset():
            pass
        assert cursor.fetchall() == [(1, "first"), (2, "'second'; %s")]
