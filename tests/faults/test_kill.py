"""kill -9 of web, worker and database while complaints come in: none acknowledged is lost, none is doubled.

Counted outside of the system: a ledger of tries and answers, and the mails at a server. The usual run kills a few times
(AMENDS_TEST_KILLS, 5); `make test-long` kills 150 times each and writes faults.json.
"""

import json
import os
import random
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.faults import oracle
from tests.faults.ledger import Driver, Ledger
from tests.faults.victims import Database, Web, Worker, prepared, run, with_port
from tests.services.smtp_sink import SmtpSink
from tools.services import Cluster

KILLS = int(os.environ.get("AMENDS_TEST_KILLS", "5"))
MOST_SECONDS_TO_RECOVER = 60  # of a machine that does many other things; what it took is in the figures
REPORT = Path(__file__).parents[2] / "faults.json"


@contextmanager
def own_cluster(environment: dict[str, str]) -> Iterator[tuple[Cluster, dict[str, str]]]:
    with Cluster() as cluster:
        own = environment | {"DATABASE_URL": cluster.url()}
        run(own, "migrate")
        yield cluster, own


def kill_during_intake(
    victim: str, kills: int, given: dict[str, str], tmp_path: Path, sink: SmtpSink
) -> dict[str, object]:
    """Kill a victim again and again at random moments while clients send; examine what is left."""
    seed = int(os.environ.get("AMENDS_TEST_SEED", "0")) or random.randrange(1 << 30)
    random.seed(seed)
    environment = with_port(given, sink.port)
    if victim == "database":
        with own_cluster(environment) as (cluster, own):
            return _kill(victim, kills, own, tmp_path, sink, seed, Database(cluster))
    return _kill(victim, kills, environment, tmp_path, sink, seed, None)


def _kill(
    name: str,
    kills: int,
    environment: dict[str, str],
    tmp_path: Path,
    sink: SmtpSink,
    seed: int,
    database: Database | None,
) -> dict[str, object]:
    token = prepared(environment)
    log = tmp_path / "log"
    web, worker = Web(environment, log), Worker(environment, log)
    processes = [web.process] if "DATABASE_URL" not in environment else [web.process, worker.process]
    victim = database or {"web": web, "serve": web, "worker": worker}[name]
    ledger = Ledger(tmp_path / "ledger.jsonl")
    recovery: list[float] = []
    pause = threading.Event()
    try:
        for process in processes:
            process.start()
        with Driver(web.port, token, ledger) as driver:
            driver.wait_for_answer(90)
            for _ in range(kills):
                pause.wait(random.uniform(0, 0.4))
                started = time.monotonic()
                victim.kill_and_restart()
                driver.wait_for_answer(MOST_SECONDS_TO_RECOVER)
                recovery.append(time.monotonic() - started)
        for process in processes:
            process.stop()
        oracle.let_time_pass_and_drain(environment)
    finally:
        for process in processes:
            process.stop()
    figures = oracle.examine(ledger, environment, sink)
    commit = subprocess.run(["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True, check=False)
    return {
        "victim": name, "database": "postgresql" if "DATABASE_URL" in environment else "sqlite", "kills": kills,
        **figures, "max_recovery_seconds": round(max(recovery), 2), "seed": seed, "commit": commit.stdout.strip(),
        "load": round(os.getloadavg()[0], 1),
    }  # fmt: skip


def note(figures: dict[str, object]) -> None:
    """Add figures to faults.json."""
    known = json.loads(REPORT.read_text()) if REPORT.exists() else []
    REPORT.write_text(json.dumps([*known, figures], indent=1) + "\n")


@pytest.mark.sqlite
def test_nothing_is_lost_or_doubled_when_all_in_one_is_killed_on_sqlite(migrated_database, tmp_path, smtp_sink) -> None:
    print(kill_during_intake("serve", KILLS, migrated_database, tmp_path, smtp_sink))


@pytest.mark.postgresql
@pytest.mark.parametrize("victim", ["web", "worker", "database"])
def test_nothing_is_lost_or_doubled_when_one_is_killed_on_postgresql(
    victim: str, migrated_database, tmp_path, smtp_sink
) -> None:
    print(kill_during_intake(victim, KILLS, migrated_database, tmp_path, smtp_sink))


@pytest.mark.long
@pytest.mark.sqlite
def test_nothing_is_lost_in_many_kills_on_sqlite(migrated_database, tmp_path, smtp_sink) -> None:
    note(kill_during_intake("serve", 150, migrated_database, tmp_path, smtp_sink))


@pytest.mark.long
@pytest.mark.postgresql
@pytest.mark.parametrize("victim", ["web", "worker", "database"])
def test_nothing_is_lost_in_many_kills_on_postgresql(victim: str, migrated_database, tmp_path, smtp_sink) -> None:
    note(kill_during_intake(victim, 150, migrated_database, tmp_path, smtp_sink))
