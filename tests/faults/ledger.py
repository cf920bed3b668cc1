"""What a driver outside of the system writes down: every try and every answer, on disk before anything else happens."""

import json
import os
import random
import threading
import time
from pathlib import Path

from tests.faults.senders import Browser, Program, Sender


class Ledger:
    """An append-only file of JSON lines, synced line by line."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._file = path.open("ab")
        self._lock = threading.Lock()

    def write(self, **line: object) -> None:
        with self._lock:
            self._file.write(json.dumps(line).encode() + b"\n")
            self._file.flush()
            os.fsync(self._file.fileno())

    def lines(self, kind: str) -> list[dict[str, str]]:
        read = [json.loads(line) for line in self.path.read_text().splitlines()]
        return [line for line in read if line["kind"] == kind]


class Driver:
    """Programs and browsers that send complaints with photos one after another, each again until it is answered."""

    def __init__(self, port: int, token: str, ledger: Ledger, *, programs: int = 2, browsers: int = 2) -> None:
        self._stop = threading.Event()
        self._answered = threading.Condition()
        senders: list[Sender] = [
            *(Program(port, token, ledger.write) for _ in range(programs)),
            *(Browser(port, ledger.write) for _ in range(browsers)),
        ]
        self._threads = [threading.Thread(target=self._drive, args=(sender,)) for sender in senders]

    def __enter__(self) -> "Driver":
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *exc: object) -> None:
        self._stop.set()
        for thread in self._threads:
            thread.join()

    def wait_for_answer(self, seconds: float) -> float:
        """Wait until something that is sent now is answered; give how long that took."""
        started = time.monotonic()
        with self._answered:
            assert self._answered.wait(seconds), f"nothing was answered for {seconds} s"
        return time.monotonic() - started

    def _drive(self, sender: Sender) -> None:
        while not self._stop.is_set():
            for step in sender.new():
                while not self._stop.is_set() and not sender.take(step):
                    self._stop.wait(random.uniform(0.02, 0.1))
                with self._answered:
                    self._answered.notify_all()
            self._stop.wait(random.uniform(0.05, 0.4))  # each complaint is a mail as well, and all are waited for
