"""Kills fetchers and receivers at random moments, each a fork of one warm process; prints nothing but a ledger.

python -m tests.channels.email.kills fetch|receive ROUNDS SEED LEDGER [MAIL ...]
The ledger has one line of JSON for each mail that was handed over (try) and for each exit code 0 (ack), synced to disk.
A machine's speed decides when a kill hits: the first two mails pass in peace, and the second shows how long one takes; so does a
fetch that ends before its kill.
"""

import io
import json
import os
import random
import signal
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

WARMING_UP = 2


def main() -> None:
    act, rounds, seed, ledger, *mails = sys.argv[1:]
    from amends.cli.main import prepare_django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "amends.project.settings")
    prepare_django()
    dice = random.Random(int(seed))
    with Path(ledger).open("a") as book:
        if act == "fetch":
            fetch(int(rounds), dice)
        else:
            receive([Path(mail).read_bytes() for mail in mails], int(rounds), dice, book)


def fetch(rounds: int, dice: random.Random) -> None:
    """Fetch again and again, killed each time; at last once in peace."""
    window = 1.2
    for _ in range(rounds):
        began = time.monotonic()
        if in_fork(one_fetch, kill_after=dice.uniform(0, window)) == 0:
            window = time.monotonic() - began  # it was through before the kill: the next ones come sooner
    while in_fork(one_fetch):
        pass


def one_fetch() -> int:
    wait_for_leases()
    from amends.cli.main import main as amends

    return amends(["mail", "fetch", "--json"])


def receive(mails: list[bytes], rounds: int, dice: random.Random, book: io.TextIOBase) -> None:
    """Deliver each mail until it is acknowledged, as a mail server does; from the third on, the first tries are killed."""
    left, window = rounds, 0.0
    for number, raw in enumerate(mails):
        while True:
            note(book, {"try": number})
            kill_after = dice.uniform(0, window) if number >= WARMING_UP and left > 0 else None
            left -= kill_after is not None
            began = time.monotonic()
            if in_fork(partial(one_receive, raw), kill_after=kill_after) == 0:
                note(book, {"ack": number})
                break
        if number < WARMING_UP:
            window = time.monotonic() - began


def one_receive(raw: bytes) -> int:
    wait_for_leases()
    from amends.cli.main import main as amends

    sys.stdin = io.TextIOWrapper(io.BytesIO(raw))
    return amends(["mail", "receive", "--json"])


def wait_for_leases() -> None:
    """Stand in for the minute after which a killed one's leases have run out."""
    from django.utils import timezone

    from amends.complaints.models import Lease
    from amends.correspondence.models import RawMail

    Lease.objects.update(until=timezone.now())
    RawMail.objects.filter(standing="stored").update(lease_until=None, attempts=0)


def note(book: io.TextIOBase, line: dict[str, int]) -> None:
    book.write(json.dumps(line) + "\n")
    book.flush()
    os.fsync(book.fileno())


def in_fork(work: Callable[[], int], kill_after: float | None = None) -> int:
    """Run work in a fork, killed without warning after a while; give its exit code, or -1 where it was killed."""
    child = os.fork()
    if child == 0:
        os.setpgid(0, 0)
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        code = 1
        try:
            code = work()
        finally:
            os._exit(code)
    if kill_after is not None:
        time.sleep(kill_after)
        os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status) if os.WIFEXITED(status) else -1


if __name__ == "__main__":
    main()
