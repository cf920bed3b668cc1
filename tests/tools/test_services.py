"""A throwaway PostgreSQL starts, is durable, survives a kill with what it acknowledged, and leaves nothing behind."""

import os
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest

from tools import services

needs_postgresql = pytest.mark.skipif(services.postgresql_bin() is None, reason="PostgreSQL is not installed")


@needs_postgresql
def test_a_cluster_keeps_what_it_acknowledged_through_a_kill_and_is_gone_afterwards():
    with services.Cluster() as cluster:
        with psycopg.connect(cluster.url(), autocommit=True) as connection:
            for setting in ("fsync", "synchronous_commit", "full_page_writes"):
                row = connection.execute(f"SHOW {setting}").fetchone()
                assert row == ("on",)
            connection.execute("CREATE TABLE word (given text)")
            connection.execute("INSERT INTO word VALUES ('kept')")
        cluster.kill()
        cluster.start()
        with psycopg.connect(cluster.url()) as connection:
            assert connection.execute("SELECT given FROM word").fetchall() == [("kept",)]
    assert not cluster.directory.exists()


@needs_postgresql
def test_two_clusters_run_beside_each_other():
    with services.Cluster() as one, services.Cluster() as other:
        assert one.url() != other.url()
        with psycopg.connect(one.url(), autocommit=True) as connection:
            connection.execute("CREATE TABLE only_here (id int)")
        with psycopg.connect(other.url()) as connection:
            assert connection.execute("SELECT to_regclass('only_here')").fetchone() == (None,)


def test_a_missing_server_is_a_failure_in_ci_and_a_word_elsewhere(monkeypatch, capsys):
    monkeypatch.setattr(services, "found", lambda: {"PostgreSQL": "/usr/bin", "Dovecot": None, "Chromium": None})
    monkeypatch.setenv("CI", "true")
    assert services.main() == 1
    assert "CI needs Dovecot, Chromium" in capsys.readouterr().err
    monkeypatch.delenv("CI")
    assert services.main() == 0


@pytest.mark.parametrize(("ci", "code"), [("true", pytest.ExitCode.TESTS_FAILED), ("", pytest.ExitCode.OK)])
def test_a_run_without_a_browser_fails_in_ci_and_says_so_elsewhere(ci, code):
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("AMENDS_", "PYTEST_"))}
    environment |= {"PATH": str(Path(sys.executable).parent), "CI": ci, "PYTEST_ADDOPTS": "-p no:cacheprovider"}
    program = [sys.executable, "-m", "pytest", "-q", "-k", "good", "tests/tools/test_browser.py"]
    root = Path(__file__).resolve().parents[2]
    done = subprocess.run(program, cwd=root, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == code, done.stdout
    assert "Chromium is not installed" in done.stdout
    assert "1 skipped" in done.stdout
