"""What a driver outside of the system writes down: every try and every answer, on disk before anything else happens."""

import http.client
import json
import os
import random
import threading
import time
import uuid
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

WORDS = "The shoes leaked after two days. 二日で水漏れしました。"


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


@dataclass
class Driver:
    """Clients that take complaints in one after another under a key each, again under the same key until answered."""

    port: int
    token: str
    ledger: Ledger
    clients: int = 4
    statuses: dict[int, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._stop = threading.Event()
        self._answered = threading.Condition()
        self._threads = [threading.Thread(target=self._drive) for _ in range(self.clients)]

    def __enter__(self) -> "Driver":
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *exc: object) -> None:
        self._stop.set()
        for thread in self._threads:
            thread.join()

    def wait_for_answer(self, seconds: float) -> float:
        """Wait until a request that begins now is answered; give how long that took."""
        started = time.monotonic()
        with self._answered:
            assert self._answered.wait(seconds), f"nothing was answered for {seconds} s"
        return time.monotonic() - started

    def _drive(self) -> None:
        while not self._stop.is_set():
            key = uuid.uuid4().hex
            text = f"{key} {WORDS}"
            self.ledger.write(kind="try", key=key, sha256=sha256(text.encode()).hexdigest())
            while not self._stop.is_set() and not self._ask(key, text):
                self._stop.wait(random.uniform(0.02, 0.1))
            self._stop.wait(random.uniform(0.02, 0.2))  # each complaint is a mail as well, and all are waited for

    def _ask(self, key: str, text: str) -> bool:
        body = json.dumps({"text": text, "language": "en", "complainant": {"email": f"{key}@example.test"}})
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        fields = {"Authorization": f"Bearer {self.token}", "Idempotency-Key": key, "Content-Type": "application/json"}
        try:
            connection.request("POST", "/api/v1/complaints", body, fields)
            answer = connection.getresponse()
            content = answer.read()
        except (OSError, http.client.HTTPException):
            return False
        finally:
            connection.close()
        self.statuses[answer.status] = self.statuses.get(answer.status, 0) + 1
        if answer.status != 201:
            if answer.status != 503 or not answer.headers.get("Retry-After"):
                self.ledger.write(
                    kind="bad", key=key, status=answer.status, body=content[:300].decode(errors="replace")
                )
            return False
        self.ledger.write(kind="ack", key=key, reference=json.loads(content)["reference"])
        with self._answered:
            self._answered.notify_all()
        return True
