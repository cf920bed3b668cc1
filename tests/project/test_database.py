"""How we speak to the database."""

from __future__ import annotations

import psycopg
import pytest
from django.db import connection


@pytest.mark.postgresql
@pytest.mark.django_db
def test_queries_are_not_compiled_to_machine_code_before_they_run() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SHOW jit")
        assert cursor.fetchone() == ("off",)


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_a_kept_connection_is_looked_at_not_asked_and_one_that_the_server_ended_is_made_anew() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (kept,) = cursor.fetchone()
    assert connection.is_usable()
    with psycopg.connect(connection.connection.info.dsn, autocommit=True) as other:
        other.execute("SELECT pg_terminate_backend(%s, 5000)", [kept])
    assert not connection.is_usable()

    connection.close_if_unusable_or_obsolete()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        assert cursor.fetchone() != (kept,)
