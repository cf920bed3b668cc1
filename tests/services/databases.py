"""Fixtures and hooks for the database of this run (tests/services/run.py says which one and starts it)."""

import os
import shutil
import subprocess
import sys
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
from psycopg import sql

from tests.services.run import chosen
from tools.services import url

DATABASE_FIXTURES = {"db", "transactional_db", "live_server", "own_database", "migrated_database", "new_place"}


def uses_database(item: pytest.Item) -> bool:
    """Whether a test can say something else on the other database."""
    return item.get_closest_marker("django_db") is not None or bool(
        DATABASE_FIXTURES & set(getattr(item, "fixturenames", ()))
    )


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    other = "sqlite" if chosen() == "postgresql" else "postgresql"
    kept: list[pytest.Item] = []
    left_out: list[pytest.Item] = []
    for item in items:
        pointless = chosen() == "postgresql" and not uses_database(item)
        (left_out if pointless or item.get_closest_marker(other) else kept).append(item)
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = kept


@pytest.fixture(scope="session")
def database_vendor() -> str:
    """Name the database of this run, for the few tests that must know."""
    return chosen()


@pytest.fixture
def own_database(tmp_path: Path) -> Iterator[dict[str, str]]:
    """Give the environment of a process with a database all of its own, empty; whoever uses it migrates it."""
    with _database_of_its_own(tmp_path) as environment:
        yield environment


@pytest.fixture
def migrated_database(tmp_path: Path, _migrated: dict[str, str]) -> Iterator[dict[str, str]]:
    """Give the environment of a process with a database all of its own, migrated: for servers, workers and kills.

    The process is started with it: subprocess.Popen([...], env=migrated_database | {"AMENDS_URL": ...}).
    """
    with _database_of_its_own(tmp_path, copied_from=_migrated) as environment:
        yield environment


@pytest.fixture
def new_place(tmp_path: Path) -> Iterator[dict[str, str]]:
    """Give a second, empty place beside `migrated_database`: for what is moved or restored from one to the other."""
    with _database_of_its_own(tmp_path / "new") as environment:
        yield environment


@pytest.fixture(scope="session")
def _migrated(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    with _database_of_its_own(tmp_path_factory.mktemp("migrated")) as environment:
        migrate = [sys.executable, "-m", "django", "migrate", "--verbosity", "0"]
        subprocess.run(migrate, env=environment, check=True)
        yield environment


@contextmanager
def _database_of_its_own(directory: Path, copied_from: dict[str, str] | None = None) -> Iterator[dict[str, str]]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("AMENDS_TEST_")}
    environment["AMENDS_DATA"] = str(directory / "data")
    if copied_from:
        shutil.copytree(copied_from["AMENDS_DATA"], environment["AMENDS_DATA"])
    if chosen() == "sqlite":
        environment.pop("DATABASE_URL", None)
        yield environment
        return
    cluster = Path(os.environ["AMENDS_TEST_CLUSTER"])
    name = f"own_{uuid.uuid4().hex}"
    template = copied_from["DATABASE_URL"].rpartition("/")[2] if copied_from else "template1"
    with psycopg.connect(url(cluster, "postgres"), autocommit=True) as connection:
        connection.execute(
            sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), sql.Identifier(template))
        )
        yield environment | {"DATABASE_URL": url(cluster, name)}
        connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))
