"""An installation of our own for measuring: empty database, one person on duty, a token, servers started as in production."""

import json
import os
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psutil

AMENDS = [sys.executable, "-m", "amends.cli.main"]


def environment(data: Path, database_url: str = "", smtp_port: int = 0) -> dict[str, str]:
    """Give the environment of a process of ours; without database_url the embedded database."""
    plain = {name: value for name, value in os.environ.items() if not name.startswith(("AMENDS_", "DATABASE_"))}
    made = plain | {"AMENDS_DATA": str(data), "AMENDS_URL": "http://localhost"}
    if database_url:
        made["DATABASE_URL"] = database_url
    if smtp_port:
        made["AMENDS_SMTP"] = f"smtp://127.0.0.1:{smtp_port}"
    return made


def run(place: dict[str, str], *words: str) -> str:
    """Run one command to its end; give what it printed."""
    return subprocess.run([*AMENDS, *words], env=place, check=True, stdout=subprocess.PIPE, text=True).stdout


def worked(process: psutil.Process) -> float:
    """Give the processor seconds that a process, all it started and all of them that have ended have used."""
    spent = 0.0
    for one in [process, *process.children(recursive=True)]:
        with suppress(psutil.NoSuchProcess):
            times = one.cpu_times()
            spent += times.user + times.system + times.children_user + times.children_system
    return spent


def watched(place: dict[str, str], *words: str) -> tuple[str, float]:
    """Run one command to its end; give what it printed and the most memory it and all behind it held, in MB."""
    with tempfile.TemporaryFile("w+") as printed:
        command = subprocess.Popen([*AMENDS, *words], env=place, stdout=printed)
        process, most = psutil.Process(command.pid), 0.0
        while command.poll() is None:
            with suppress(psutil.NoSuchProcess):
                most = max(most, memory(process))
            time.sleep(0.1)
        if command.returncode:
            raise subprocess.CalledProcessError(command.returncode, command.args)
        printed.seek(0)
        return printed.read(), most


def prepare(place: dict[str, str]) -> str:
    """Migrate, hire somebody who can be named as the contact; give a token."""
    run(place, "migrate")
    hired = place | {"AMENDS_PASSWORD": "a long password"}
    run(hired, "staff", "add", "ann@example.test", "--name", "Ann", "--role", "manager")
    token: str = json.loads(run(place, "token", "create", "bench", "--json"))["token"]
    return token


@contextmanager
def running(place: dict[str, str], *words: str, port: int = 0) -> Iterator[psutil.Process]:
    """Let a command run; with a port, wait until it is ready there."""
    server = subprocess.Popen([*AMENDS, *words], env=place, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        deadline = time.monotonic() + 120
        while port and not _is_ready(port):
            if time.monotonic() > deadline or server.poll() is not None:
                raise RuntimeError(f"{words} did not become ready")
            time.sleep(0.2)
        yield psutil.Process(server.pid)
    finally:
        server.terminate()
        server.wait(timeout=60)


def memory(process: psutil.Process) -> float:
    """Give the resident memory of a process and all behind it, in MB."""
    return float(sum(one.memory_info().rss for one in [process, *process.children(recursive=True)])) / 1e6


def _is_ready(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz", timeout=5) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False
