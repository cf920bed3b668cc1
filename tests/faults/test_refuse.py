"""A database that does not keep what it commits is refused before anything is accepted on it."""

import json
import subprocess

import pytest
from django.db import connection

from amends.complaints import safety
from tests.faults.victims import AMENDS, run
from tools.services import Cluster


@pytest.mark.sqlite
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("level", "is_safe"), [("OFF", False), ("NORMAL", False), ("FULL", True), ("EXTRA", True)])
def test_sqlite_below_full_is_unsafe(level: str, is_safe: bool) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA synchronous={level}")
    try:
        assert (not safety.faults()) is is_safe
    finally:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA synchronous=FULL")


@pytest.mark.postgresql
def test_a_server_without_fsync_is_refused_at_start_up_in_words(own_database: dict[str, str]) -> None:
    with Cluster(fsync="off", full_page_writes="off") as careless:
        environment = own_database | {"DATABASE_URL": careless.url()}
        run(environment, "migrate")
        started = subprocess.run(
            [*AMENDS, "web", "--port", "1"], env=environment, capture_output=True, text=True, check=False
        )
        looked = subprocess.run(
            [*AMENDS, "doctor", "--json"], env=environment, capture_output=True, text=True, check=False
        )
    assert started.returncode == 1
    assert "fsync is off" in started.stderr
    assert "full_page_writes is off" in started.stderr
    assert any("fsync is off" in fault for fault in json.loads(looked.stdout)["faults"])
