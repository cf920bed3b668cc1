"""Processes to be killed: started as in production, killed by process id with SIGKILL, started again."""

import contextlib
import json
import os
import random
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Sequence
from pathlib import Path

import psutil

from tests.services.smtp_sink import free_port
from tools.services import Cluster

CONTACT, PASSWORD = "ann@example.test", "a long password"
AMENDS = [sys.executable, "-m", "amends.cli.main"]


def run(environment: dict[str, str], *words: str) -> str:
    """Run one command to its end; give what it printed."""
    done = subprocess.run([*AMENDS, *words], env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{words}: {done.stdout}{done.stderr}"
    return done.stdout


class Process:
    """A long-running command of ours, in a process group of its own."""

    def __init__(self, environment: dict[str, str], log: Path, *words: str, before: Sequence[str] = ()) -> None:
        """before: words that start the command elsewhere."""
        self._environment, self._log, self._words = environment, log, [*before, *AMENDS, *words]
        self._process: subprocess.Popen[bytes] | None = None
        self._kills = 0

    def start(self) -> None:
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                self._words, env=self._environment, stdout=log, stderr=log, start_new_session=True
            )

    @property
    def pid(self) -> int:
        assert self._process is not None
        return self._process.pid

    def children(self) -> list[psutil.Process]:
        assert self._process is not None
        try:
            found: list[psutil.Process] = psutil.Process(self._process.pid).children(recursive=True)
            return found
        except psutil.NoSuchProcess:
            return []

    def kill(self, *, wait_for_children: bool = True) -> None:
        """Kill the first process alone: what it started must end by itself and leave the port."""
        assert self._process is not None
        left = self.children() if wait_for_children else []
        self._process.kill()
        self._process.wait()
        alive = psutil.wait_procs(left, timeout=30)[1]
        assert not alive, "processes live on without the one that watches over them"

    def kill_a_child(self) -> bool:
        """Kill one process behind the first; false when there is none."""
        children = self.children()
        if not children:
            return False
        try:
            random.choice(children).kill()
        except psutil.NoSuchProcess:
            return False
        return True

    def kill_and_restart(self) -> None:
        """Kill a child, which is started anew by itself, and every third time the first process with all behind it."""
        self._kills += 1
        if self._kills % 3 and self.kill_a_child():
            return
        self.kill()
        self.start()

    def stop(self) -> None:
        if self._process and self._process.poll() is None:
            left = self.children()
            self._process.send_signal(signal.SIGTERM)
            try:
                self._process.wait(timeout=30)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
            for process in psutil.wait_procs(left, timeout=10)[1]:
                process.kill()


class Web:
    """`amends serve` (SQLite: the worker is inside) or `amends web`."""

    def __init__(self, environment: dict[str, str], log: Path, *, before: Sequence[str] = ()) -> None:
        self.port = free_port()
        words = ("web", "--workers", "2") if "DATABASE_URL" in environment else ("serve",)
        self.process = Process(environment, log, *words, "--port", str(self.port), before=before)

    def wait_until_it_answers(self, seconds: float = 90) -> None:
        """Wait until the process lives, whatever its database does."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            with (
                contextlib.suppress(OSError),
                urllib.request.urlopen(f"http://127.0.0.1:{self.port}/healthz", timeout=5),
            ):
                return
            time.sleep(0.2)
        raise AssertionError(f"nothing answered for {seconds} s")

    def kill_and_restart(self) -> None:
        self.process.kill_and_restart()


class Worker:
    """`amends worker`: on PostgreSQL two processes and the one that watches over them."""

    def __init__(self, environment: dict[str, str], log: Path) -> None:
        self.process = Process(environment, log, "worker", "--processes", "2")

    def kill_and_restart(self) -> None:
        self.process.kill_and_restart()


class Database:
    """A PostgreSQL of its own: the postmaster and all its children are killed at once."""

    def __init__(self, cluster: Cluster) -> None:
        self._cluster = cluster

    def kill_and_restart(self) -> None:
        pid = int((self._cluster.directory / "data" / "postmaster.pid").read_text().split()[0])
        postmaster = psutil.Process(pid)
        for process in [postmaster, *postmaster.children(recursive=True)]:
            try:
                process.kill()
            except psutil.NoSuchProcess:
                continue
        self._cluster.kill()
        self._cluster.start()


def prepared(environment: dict[str, str], *, language: str = "en") -> str:
    """Hire somebody who can be named as the contact; give a token."""
    who = (CONTACT, "--name", "Ann", "--role", "handler", "--language", language)
    run(environment | {"AMENDS_PASSWORD": PASSWORD}, "staff", "add", *who)
    token: str = json.loads(run(environment, "token", "create", "driver", "--json"))["token"]
    return token


def with_port(environment: dict[str, str], sink_port: int) -> dict[str, str]:
    """Add where mails go; bytecode is kept, so that a process starts quickly after a kill."""
    plain = {name: value for name, value in environment.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return plain | {
        "AMENDS_SMTP": f"smtp://127.0.0.1:{sink_port}",
        "AMENDS_URL": "http://localhost",
        "AMENDS_TRUSTED_PROXY": "1",  # so that each browser has an address of its own
        "PYTHONPATH": os.getcwd(),
    }
