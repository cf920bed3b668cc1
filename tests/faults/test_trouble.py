"""The database locked by somebody else, or away: everybody is asked to try again, and the same sent again counts once."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import httpx
import psycopg
import pytest

from tests.faults.doors import Doors, is_told_to_wait
from tests.faults.victims import Web, prepared, run, with_port
from tools.services import Cluster

EXPECTED = {"api": 201, "photo": 201, "portal": 303, "desk": 303}


@contextmanager
def served(environment: dict[str, str], tmp_path: Path) -> Iterator[Doors]:
    """Serve, with people at work at every door; nothing they meet may be a failure of the program."""
    own = with_port(environment, 9) | {"AMENDS_DATABASE_WAIT": "1"}
    token = prepared(own, language="ja")
    web = Web(own, tmp_path / "log")
    web.process.start()
    try:
        web.wait_until_it_answers()
        yield Doors(web.port, token, own, "ja")
    finally:
        web.process.stop()
    lines = [json.loads(line) for line in (tmp_path / "log").read_text().splitlines() if line.startswith("{")]
    assert not [line for line in lines if line["logger"].startswith("django") and "trace" in line]


def require_once(doors: Doors) -> None:
    """Send the same again, twice: each thing is there once, and programs are given the same answer."""
    first, again = doors.send(), {"api": doors.api(), "photo": doors.photo(), "portal": doors.portal()}
    assert {name: answer.status_code for name, answer in first.items()} == EXPECTED
    assert first["api"].content == again["api"].content
    assert first["photo"].content == again["photo"].content
    assert again["portal"].status_code == 303
    assert doors.stored() == dict.fromkeys(doors.marks, 1)


def require_all_wait(answers: dict[str, httpx.Response]) -> None:
    wrong = {name: (answer.status_code, answer.text[:300]) for name, answer in answers.items()
             if not is_told_to_wait(answer, "ja")}  # fmt: skip
    assert not wrong


@contextmanager
def held_by_somebody_else(environment: dict[str, str]) -> Iterator[None]:
    """Hold what every change writes to, longer than anybody waits."""
    if url := environment.get("DATABASE_URL"):
        with psycopg.connect(url) as holder:
            holder.execute("LOCK TABLE complaints_entry, correspondence_message IN EXCLUSIVE MODE")
            yield
        return
    place = Path(environment["AMENDS_DATA"]) / "amends.sqlite3"
    with closing(sqlite3.connect(place, isolation_level=None)) as holder:
        holder.execute("BEGIN IMMEDIATE")
        yield
        holder.execute("ROLLBACK")


def test_while_the_database_is_locked_everybody_is_asked_to_try_again_and_reading_goes_on(
    migrated_database, tmp_path
) -> None:
    with served(migrated_database, tmp_path) as doors:
        with held_by_somebody_else(doors.environment):
            require_all_wait(doors.send())
            assert {answer.status_code for answer in doors.look().values()} == {200}
        assert doors.stored() == dict.fromkeys(doors.marks, 0)
        require_once(doors)


@pytest.mark.postgresql
def test_while_the_database_is_away_everybody_is_asked_to_try_again(own_database, tmp_path) -> None:
    with Cluster() as cluster:
        environment = own_database | {"DATABASE_URL": cluster.url()}
        run(environment, "migrate")
        with served(environment, tmp_path) as doors:
            cluster.stop()
            require_all_wait(doors.send())
            require_all_wait(doors.look())
            cluster.start()
            assert doors.stored() == dict.fromkeys(doors.marks, 0)
            require_once(doors)
