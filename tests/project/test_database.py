"""How we speak to the database."""

from __future__ import annotations

import psycopg
import pytest
from django.db import connection

from amends.complaints.models import Complaint
from amends.correspondence.models import Message
from amends.insight.worklist import STUCK
from amends.promises.models import RUNNING, Promise


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


@pytest.mark.django_db
@pytest.mark.sqlite
def test_lists_of_few_among_many_are_found_by_their_index_on_sqlite() -> None:
    running = Promise.objects.filter(standing__in=RUNNING).order_by("due_at", "id")
    unsent = Message.objects.filter(delivery__in=STUCK).order_by("occurred_at")
    ordered = Complaint.objects.filter(order_key="k-77").exclude(order_key="")
    assert "promises_running_by_due" in running.explain()
    assert "messages_that_did_not_leave" in unsent.explain()
    assert "complaint_by_order" in ordered.explain()


@pytest.mark.django_db
def test_words_that_are_no_codes_are_never_written_into_the_query() -> None:
    typed = "x' OR 'x'='x"
    rows = Complaint.objects.filter(state=typed, order_key=typed)
    sql, parameters = rows.query.sql_with_params()
    assert typed not in sql
    assert parameters.count(typed) == 2
    assert not rows.exists()
