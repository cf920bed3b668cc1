"""The database of a test run is the one of production: durable, append-only, and the same ground before every test."""

import subprocess
import sys
from datetime import UTC, datetime

import pytest
from django.db import DatabaseError, connection, transaction

from amends.complaints import triggers
from amends.complaints.models import Checkpoint
from amends.taxonomy.models import Cause


def checkpoint():
    now = datetime(2026, 1, 1, tzinfo=UTC)
    return Checkpoint.objects.create(
        sequence=1, at=now, complaints=0, entries=0, heads_digest="", previous_digest="", digest=""
    )


@pytest.mark.django_db
def test_the_database_of_this_run_is_the_one_asked_for(database_vendor):
    assert connection.vendor == database_vendor


@pytest.mark.django_db
@pytest.mark.sqlite
def test_sqlite_is_a_file_and_writes_every_commit_to_the_disk():
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA journal_mode")
        assert cursor.fetchone() == ("wal",)
        cursor.execute("PRAGMA synchronous")
        assert cursor.fetchone() == (2,)


@pytest.mark.django_db
def test_what_is_append_only_refuses_to_be_changed_or_removed():
    assert triggers.missing(connection) == []
    row = checkpoint()
    for change in (row.delete, lambda: Checkpoint.objects.update(entries=9)):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            change()


@pytest.mark.parametrize("round_", [1, 2])
@pytest.mark.django_db(transaction=True)
def test_a_transactional_test_leaves_nothing_behind_but_triggers_and_ground(round_):
    assert triggers.missing(connection) == []
    assert Checkpoint.objects.count() == 0
    assert Cause.objects.count() > 50
    checkpoint()


def test_a_process_gets_a_database_of_its_own(own_database, database_vendor):
    assert ("DATABASE_URL" in own_database) == (database_vendor == "postgresql")
    assert "AMENDS_TEST_RUN" not in own_database


COUNT = """
import django
django.setup()
from amends.organisation.models import Unit
from amends.taxonomy.models import Cause
Unit.objects.update(name="mine")
print(Cause.objects.count(), Unit.objects.filter(name="mine").count())
"""


@pytest.mark.parametrize("round_", [1, 2])
def test_a_process_gets_a_migrated_database_of_its_own(migrated_database, round_):
    program = [sys.executable, "-c", COUNT]
    done = subprocess.run(program, env=migrated_database, capture_output=True, text=True, check=True)
    causes, units = map(int, done.stdout.split())
    assert (causes > 50, units) == (True, 1)
