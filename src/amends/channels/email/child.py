"""One mail, one child process, one budget: what poisons the reader is parked, and the next mail goes on.

A small process, the reader, forks a child for every mail. It is started apart, so that a web worker full of threads never forks.
"""

import atexit
import contextlib
import os
import select
import struct
import subprocess
import sys
import threading
import time
from dataclasses import dataclass
from pathlib import Path

from amends.channels.email import frames
from amends.channels.email.fork_server import LENGTH, MOST_ANSWER, PARSED, WALL_SECONDS
from amends.channels.email.mail import ParsedMail

PATIENCE = WALL_SECONDS + 30
"""Seconds until a reader that does not answer is given up."""
ROOT = str(Path(__file__).resolve().parents[3])


@dataclass(frozen=True, slots=True)
class Parked:
    """A mail that could not be read within its budget. reason: a plain sentence for the log and the alarm, no personal data."""

    reason: str


class _Gone(Exception):
    """The reader died or answers nonsense."""


class _Reader:
    """A running fork server and its pipes."""

    def __init__(self) -> None:
        self.owner = os.getpid()
        environment = {
            **os.environ,
            "PYTHONPATH": os.pathsep.join(filter(None, [ROOT, os.environ.get("PYTHONPATH", "")])),
        }
        self.process = subprocess.Popen(
            [sys.executable, "-m", "amends.channels.email.fork_server"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=environment,
            bufsize=0,
        )

    def ask(self, raw: bytes) -> ParsedMail | Parked:
        """Have one mail read."""
        try:
            self._send(LENGTH.pack(len(raw)))
            self._send(raw)
            deadline = time.monotonic() + PATIENCE
            head = self._receive(1 + LENGTH.size, deadline)
            (size,) = LENGTH.unpack(head[1:])
            if size > MOST_ANSWER:
                raise _Gone
            octets = self._receive(size, deadline)
            return frames.unpack(octets) if head[:1] == PARSED else Parked(octets.decode("utf-8", "replace"))
        except (OSError, ValueError, KeyError, TypeError, struct.error) as error:
            raise _Gone from error

    def _send(self, octets: bytes) -> None:
        """Write everything to the reader."""
        if self.process.stdin is None:
            raise _Gone
        view = memoryview(octets)
        while view:
            view = view[self.process.stdin.write(view[: 1 << 20]) or 0 :]

    def _receive(self, size: int, deadline: float) -> bytes:
        """Read so many bytes, not waiting for ever."""
        if self.process.stdout is None:
            raise _Gone
        descriptor = self.process.stdout.fileno()
        pieces = []
        while size:
            if not select.select([descriptor], [], [], max(0.0, deadline - time.monotonic()))[0]:
                raise _Gone
            piece = os.read(descriptor, min(size, 1 << 20))
            if not piece:
                raise _Gone
            pieces.append(piece)
            size -= len(piece)
        return b"".join(pieces)

    def stop(self) -> None:
        """End the reader; only whoever started it does."""
        for pipe in (self.process.stdin, self.process.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()
        if self.owner == os.getpid():
            with contextlib.suppress(OSError):
                self.process.kill()
            self.process.wait()


_idle: list[_Reader] = []
_guard = threading.Lock()


def parse_in_child(raw: bytes) -> ParsedMail | Parked:
    """Read a mail in a child with 5 s of computing, 512 MB and 60 s in all; safe in threads and after a fork."""
    for _ in range(2):
        reader = _borrow()
        is_usable = False
        try:
            outcome = reader.ask(raw)
            is_usable = True
            return outcome
        except _Gone:
            continue
        finally:
            _give_back(reader, is_usable=is_usable)
    return Parked("reader stopped")


def _give_back(reader: _Reader, *, is_usable: bool) -> None:
    """Keep a reader for the next mail, or end one whose answer was not heard to the end."""
    if not is_usable:
        reader.stop()
        return
    with _guard:
        _idle.append(reader)


def _borrow() -> _Reader:
    """Take an idle reader of this very process, or start one."""
    with _guard:
        while _idle:
            reader = _idle.pop()
            if reader.owner == os.getpid() and reader.process.poll() is None:
                return reader
            reader.stop()
    return _Reader()


@atexit.register
def stop_readers() -> None:
    """End all idle readers; they would also end by themselves when their pipes close."""
    with _guard:
        while _idle:
            _idle.pop().stop()


def _forget_after_fork() -> None:
    """A forked process must not talk through its parent's pipes."""
    global _guard
    _guard = threading.Lock()
    _idle.clear()


os.register_at_fork(after_in_child=_forget_after_fork)
