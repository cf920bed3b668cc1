"""The small single-threaded process that forks one child a mail; run as `python -m amends.channels.email.fork_server`.

Reads frames (length, bytes) on stdin, answers each on stdout with one byte of outcome, length, bytes.
"""

import contextlib
import gc
import os
import resource
import select
import signal
import struct
import sys
import time
from typing import BinaryIO

from amends.channels.email import frames
from amends.channels.email.parsing import parse

LENGTH = struct.Struct(">Q")
PARSED, PARKED = b"+", b"-"
CPU_SECONDS = 5
ADDRESS_SPACE = 512 * 1024 * 1024
WALL_SECONDS = 60
MOST_ANSWER = 256 * 1024 * 1024
TOO_MUCH_MEMORY = "too much memory"
TOO_MUCH_COMPUTING = "too much computing time"
TOO_LONG = "too much time"


def serve(requests: BinaryIO, answers: BinaryIO) -> None:
    """Answer requests until there are no more."""
    while len(head := requests.read(LENGTH.size)) == LENGTH.size:
        raw = requests.read(LENGTH.unpack(head)[0])
        outcome, octets = _in_child(raw)
        answers.write(outcome + LENGTH.pack(len(octets)))
        answers.write(octets)
        answers.flush()


def _in_child(raw: bytes) -> tuple[bytes, bytes]:
    """Fork, let the child read the mail, collect what it says or why it fell silent."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        _child(raw, writing)
    os.close(writing)
    octets, in_time = _collect(reading)
    os.close(reading)
    if not in_time:
        os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    if not in_time:
        return PARKED, TOO_LONG.encode()
    if os.WIFSIGNALED(status):
        number = os.WTERMSIG(status)
        reason = (
            TOO_MUCH_COMPUTING if number in (signal.SIGXCPU, signal.SIGKILL) else f"reader stopped by signal {number}"
        )
        return PARKED, reason.encode()
    if not octets:
        return PARKED, b"reader gave no answer"
    return octets[:1], octets[1:]


def _collect(reading: int) -> tuple[bytes, bool]:
    """Read all the child writes, within time and size."""
    deadline = time.monotonic() + WALL_SECONDS
    pieces: list[bytes] = []
    size = 0
    while (left := deadline - time.monotonic()) > 0:
        if not select.select([reading], [], [], left)[0]:
            break
        piece = os.read(reading, 1 << 20)
        if not piece:
            return b"".join(pieces), True
        pieces.append(piece)
        size += len(piece)
        if size > MOST_ANSWER:
            break
    return b"", False


def _child(raw: bytes, writing: int) -> None:
    """Read the mail within its budget, write the answer, leave without ceremony."""
    try:
        resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS + 1))
        with contextlib.suppress(ValueError, OSError):  # macOS refuses to limit the address space
            resource.setrlimit(resource.RLIMIT_AS, (ADDRESS_SPACE, ADDRESS_SPACE))
        _write(writing, PARSED + frames.pack(parse(raw)))
    except MemoryError:
        _write(writing, PARKED + TOO_MUCH_MEMORY.encode())
    except BaseException as error:  # whatever a mail provokes ends here, as a reason
        _write(writing, PARKED + f"cannot be read ({type(error).__name__})".encode())
    finally:
        os._exit(0)


def _write(writing: int, octets: bytes) -> None:
    """Write everything."""
    view = memoryview(octets)
    while view:
        view = view[os.write(writing, view[: 1 << 20]) :]


def main() -> None:
    """Warm up once, so that every child starts warm, then serve."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for mail in WARM_UP:
        parse(mail)
    gc.collect()
    gc.freeze()
    gc.disable()  # a child lives for one mail; collecting would only copy the pages it shares
    serve(sys.stdin.buffer, sys.stdout.buffer)


_PAGE = (
    "Subject: =?iso-2022-jp?B?GyRCJUYlOSVIGyhC?=\nFrom: A <a@example.com>\nDate: Wed, 1 May 2024 10:00:00 +0900\n"
    "Content-Type: text/html; charset=x-unknown\n\n<p>Привет, 先日の件です &amp; more</p>\n"
)
_VENDOR = b"From: A <a@example.com>\nContent-Type: text/plain; charset=iso-2022-jp\n\n\x1b$B-!\x1b(B\n"
_HZ = b"From: A <a@example.com>\n\n~{DcCG5D?U5wW0AKH}Ll>MB)K.~}\n"
WARM_UP = (_PAGE.encode(), _VENDOR, _HZ)
"""Mails that make the tables for half of the world's charsets."""

if __name__ == "__main__":
    main()
