"""A mail that poisons its reader is parked with a reason, and the next mail is read."""

import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from amends.channels.email import child, frames
from amends.channels.email.child import Parked, parse_in_child
from amends.channels.email.fork_server import LENGTH, PARKED, PARSED
from amends.channels.email.parsing import parse

FOLDER = Path(__file__).parent / "mails"
GOOD = (FOLDER / "winmail.eml").read_bytes()
POISONED_SERVER = """
import os, sys, time
from amends.channels.email import fork_server
read = fork_server.parse
def parse(raw):
    if raw.startswith(b"spin"):
        while True: pass
    if raw.startswith(b"hoard"):
        return [bytearray(1 << 20) for _ in range(10_000)]
    if raw.startswith(b"die"):
        os.abort()
    if raw.startswith(b"break"):
        raise RuntimeError("private words of the mail")
    if raw.startswith(b"wait"):
        import select
        select.select([], [], [], 30)
    return read(raw)
fork_server.parse = parse
fork_server.CPU_SECONDS = 1
fork = fork_server._in_child
def in_child(raw):
    fork_server.WALL_SECONDS = 2 if raw.startswith(b"wait") else 60
    return fork(raw)
fork_server._in_child = in_child
fork_server.main()
"""


@pytest.fixture(scope="module")
def server():
    """A fork server whose reader can be poisoned: with the real limits, only smaller."""
    with subprocess.Popen(
        [sys.executable, "-c", POISONED_SERVER], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        yield process
        process.stdin.close()
        process.wait()


def ask(server, raw):
    server.stdin.write(LENGTH.pack(len(raw)) + raw)
    server.stdin.flush()
    outcome = server.stdout.read(1)
    (size,) = LENGTH.unpack(server.stdout.read(LENGTH.size))
    return outcome, server.stdout.read(size)


def test_a_child_reads_as_the_parent_would():
    assert parse_in_child(GOOD) == parse(GOOD)


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.eml")), ids=lambda path: path.stem)
def test_a_mail_comes_back_whole(path):
    mail = parse(path.read_bytes())
    assert frames.unpack(frames.pack(mail)) == mail


@pytest.mark.parametrize(
    ("poison", "reason"),
    [
        (b"spin", b"too much computing time"),
        (b"hoard", b"too much memory"),
        (b"die", b"reader stopped by signal 6"),
        (b"break", b"cannot be read (RuntimeError)"),
        (b"wait", b"too much time"),
    ],
)
def test_poison_is_parked_and_the_next_mail_is_read(server, poison, reason):
    assert ask(server, poison) == (PARKED, reason)
    outcome, octets = ask(server, GOOD)
    assert outcome == PARSED
    assert frames.unpack(octets) == parse(GOOD)


def test_threads_have_mails_read_side_by_side():
    found: list[object] = []

    def read():
        found.extend(parse_in_child(GOOD) for _ in range(5))

    threads = [threading.Thread(target=read) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [parse(GOOD)] * 20


def test_a_reader_that_died_is_replaced():
    parse_in_child(GOOD)
    child._idle[-1].process.kill()
    child._idle[-1].process.wait()
    assert parse_in_child(GOOD) == parse(GOOD)


def test_a_forked_process_has_its_own_reader():
    parse_in_child(GOOD)
    reading, writing = os.pipe()
    forked = os.fork()
    if forked == 0:
        outcome = parse_in_child(GOOD)
        os.write(writing, b"parked" if isinstance(outcome, Parked) else outcome.subject.encode())
        child.stop_readers()
        os._exit(0)
    os.waitpid(forked, 0)
    assert os.read(reading, 100) == parse(GOOD).subject.encode()
    assert parse_in_child(GOOD) == parse(GOOD)
    os.close(reading)
    os.close(writing)
