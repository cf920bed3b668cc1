"""The server as it is started for real: quiet when all is well, one line about a stranger's request, a page for them."""

import json
import threading
import time
import urllib.error
import urllib.request

import psutil
import pytest

from tests.faults.victims import Process, Web, Worker, with_port


def asked(port: int, path: str, **headers: str) -> tuple[int, str, str]:
    """Ask as a stranger would; give status, type and words."""
    request = urllib.request.Request(f"http://127.0.0.1:{port}{path}", headers=headers)
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:
            return answer.status, answer.headers["Content-Type"], answer.read().decode()
    except urllib.error.HTTPError as refused:
        return refused.code, refused.headers["Content-Type"], refused.read().decode()


@pytest.fixture
def web(migrated_database, tmp_path):
    server = Web(with_port(migrated_database, 9), tmp_path / "log")
    server.process.start()
    try:
        server.wait_until_it_answers()
        yield server
    finally:
        server.process.stop()


def test_a_server_starts_quietly_and_a_foreign_host_is_one_short_line(web, tmp_path) -> None:
    assert "WARNING" not in (tmp_path / "log").read_text()
    status, kind, words = asked(web.port, "/", Host="evil.example", **{"Accept-Language": "ja"})
    assert (status, (kind or "").partition(";")[0]) == (400, "text/html"), words
    assert "<h1>" in words
    assert "Traceback" not in words
    status, kind, _ = asked(web.port, "/api/v1/complaints", Host="evil.example")
    assert (status, kind) == (400, "application/problem+json")
    lines = [json.loads(line) for line in (tmp_path / "log").read_text().splitlines() if line.startswith("{")]
    assert [(line["logger"], "trace" in line) for line in lines] == [("django.security.DisallowedHost", False)] * 2
    assert all(len(json.dumps(line)) < 400 for line in lines)


@pytest.mark.parametrize("head_start", [0, 0.5])
def test_processes_that_start_while_their_supervisor_is_killed_end_too(
    head_start: float, migrated_database, tmp_path
) -> None:
    server = Web(with_port(migrated_database, 9), tmp_path / "log")
    server.process.start()
    try:
        while "listening" not in (tmp_path / "log").read_text() or not server.process.children():
            threading.Event().wait(0.01)
        threading.Event().wait(head_start)
        children = server.process.children()
        server.process.kill(wait_for_children=False)
        _, left = psutil.wait_procs(children, timeout=60)
        assert left == []
    finally:
        server.process.stop()


def test_a_worker_process_that_was_killed_is_started_anew_and_all_end_with_the_first(
    migrated_database, tmp_path
) -> None:
    worker = Worker(migrated_database, tmp_path / "log").process
    worker.start()
    try:
        first = wait_for_two(worker)
        worker.kill_a_child()
        while first <= {one.pid for one in worker.children() if one.status() != psutil.STATUS_ZOMBIE}:
            time.sleep(0.01)
        assert len(first & wait_for_two(worker)) == 1
        worker.kill()  # asserts that the others end too
    finally:
        worker.stop()


def wait_for_two(worker: Process) -> set[int]:
    """Wait until two processes work; give their numbers."""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        alive = {one.pid for one in worker.children() if one.status() != psutil.STATUS_ZOMBIE}
        if len(alive) == 2:
            return alive
        time.sleep(0.05)
    raise AssertionError("there are not two processes at work")
