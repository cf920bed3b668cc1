"""Each run of the suite uses one real database, as in production: SQLite in a file, or a PostgreSQL of its own.

AMENDS_TEST_DATABASE=sqlite (default) or postgresql. On PostgreSQL only tests that use a database run: the others
have nothing to add. `make test` does both. Here: what must be ready before Django reads its settings.
"""

import atexit
import os
import shutil
import tempfile
from pathlib import Path
from typing import Any

import pytest

from tools.services import Cluster, MissingService, is_ci, url


def chosen() -> str:
    """Name the database of this run."""
    return os.environ.get("AMENDS_TEST_DATABASE", "sqlite")


def prepare() -> None:
    """Start what this run needs and point the settings at it; must come before Django reads them.

    Workers of xdist inherit the environment of the process that started them, and with it its server.
    """
    if chosen() not in {"sqlite", "postgresql"}:
        pytest.exit(f"AMENDS_TEST_DATABASE must be sqlite or postgresql, not {chosen()}", returncode=2)
    directory = _run_directory()
    if chosen() == "postgresql" and "AMENDS_TEST_CLUSTER" not in os.environ:
        _start_cluster()
    data = directory / os.environ.get("PYTEST_XDIST_WORKER", "main")
    data.mkdir(exist_ok=True)
    for name in [name for name in os.environ if name.startswith("AMENDS_") and not name.startswith("AMENDS_TEST_")]:
        del os.environ[name]  # a developer's own settings must not decide what a test says
    os.environ["AMENDS_DATA"] = str(data)
    os.environ["AMENDS_URL"] = "http://localhost"
    os.environ.pop("DATABASE_URL", None)
    if chosen() == "postgresql":
        os.environ["DATABASE_URL"] = url(Path(os.environ["AMENDS_TEST_CLUSTER"]), "postgres")
    os.environ["DJANGO_SETTINGS_MODULE"] = "amends.project.settings"
    _set_up_django(data)


def _run_directory() -> Path:
    if "AMENDS_TEST_RUN" not in os.environ:
        _sweep_dead_runs()
        directory = Path(tempfile.mkdtemp(prefix="amends-tests-"))
        (directory / "pid").write_text(str(os.getpid()))
        atexit.register(shutil.rmtree, directory, ignore_errors=True)
        os.environ["AMENDS_TEST_RUN"] = str(directory)
    return Path(os.environ["AMENDS_TEST_RUN"])


def _sweep_dead_runs() -> None:
    """Remove what killed runs left behind; others may be running beside us on this machine."""
    for pid_file in Path(tempfile.gettempdir()).glob("amends-tests-*/pid"):
        try:
            os.kill(int(pid_file.read_text()), 0)
        except (ProcessLookupError, ValueError):
            shutil.rmtree(pid_file.parent, ignore_errors=True)
        except OSError:
            continue


def _start_cluster() -> None:
    try:
        cluster = Cluster()
        cluster.create()
        cluster.start()
    except MissingService as missing:
        pytest.exit(f"the PostgreSQL half of the suite did not run: {missing}", returncode=1 if is_ci() else 0)
    atexit.register(cluster.remove)
    os.environ["AMENDS_TEST_CLUSTER"] = str(cluster.directory)


def _set_up_django(data: Path) -> None:
    if not (Path(__file__).parents[2] / "src/amends/project/settings.py").exists():
        del os.environ["DJANGO_SETTINGS_MODULE"]
        return
    import django
    from django.conf import settings

    for alias, database in settings.DATABASES.items():
        if "sqlite" in database["ENGINE"]:
            database.setdefault("TEST", {})["NAME"] = str(data / f"{alias}.sqlite3")
    settings.PASSWORD_HASHERS = [
        "django.contrib.auth.hashers.MD5PasswordHasher"
    ]  # speed; the real one has its own test
    _watch_repeated_queries(settings)
    django.setup()
    _flush_past_the_triggers()


def _watch_repeated_queries(settings) -> None:
    """Let every request of every test fail that asks the same question once per row."""
    settings.INSTALLED_APPS = [*settings.INSTALLED_APPS, "zeal"]
    settings.ZEAL_ALLOWLIST = [{"model": "sessions.Session"}]  # Django reads it again when somebody signs out
    settings.MIDDLEWARE = ["zeal.middleware.zeal_middleware", *settings.MIDDLEWARE]


def _flush_past_the_triggers() -> None:
    """Let transactional tests empty the tables that nobody may empty: the triggers go, and come back with the ground."""
    from django.db import connections
    from django.test import TransactionTestCase

    from amends.complaints import triggers
    from amends.organisation import book as organisation
    from amends.taxonomy import book as taxonomy

    case: Any = TransactionTestCase
    flush = case._fixture_teardown

    def teardown(self) -> None:
        ours = [connections[alias] for alias in self._databases_names(include_mirrors=False)]
        for connection in ours:
            triggers.drop(connection)
        try:
            flush(self)
        finally:
            organisation.ensure_ground()
            taxonomy.load()
            for connection in ours:
                triggers.install(connection)

    case._fixture_teardown = teardown
