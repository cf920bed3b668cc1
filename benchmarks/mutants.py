"""Mails broken on purpose: the reader must take every one, quickly and in little memory.

python -m benchmarks.mutants [--count N] [--seed N] [--own]: prints JSON; the same seed makes the same mutants.
"""

import argparse
import json
import random
import re
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from amends.channels.email.parsing import parse
from benchmarks.corpora import find_mails, rows

LABELS = [
    "us-ascii", "utf-8", "utf-7", "utf-16", "iso-8859-1", "iso-8859-2", "iso-8859-8-i", "iso-8859-15",
    "windows-1250", "windows-1251", "windows-1252", "windows-874", "cp-850", "koi8-r", "koi8-u", "macintosh",
    "x-mac-cyrillic", "iso-2022-jp", "cp50220", "shift_jis", "cp932", "euc-jp", "gb2312", "gbk", "gb18030",
    "hz-gb-2312", "big5", "big5-hkscs", "euc-kr", "ks_c_5601-1987", "iso-2022-kr", "iso-2022-cn", "tis-620",
    "x-unknown", "unknown-8bit", "us-askey", "fakescii", "idna", "undefined", "\"", "",
]  # fmt: skip
ENCODINGS = ["base64", "quoted-printable", "x-uuencode", "7bit", "8bit", "binary", "gzip64", ""]
HEADER_END = re.compile(rb"\r?\n\r?\n")
CHARSET = re.compile(rb"charset=\"?[A-Za-z0-9_:.-]+\"?", re.IGNORECASE)
ENCODING = re.compile(rb"(content-transfer-encoding:)[^\r\n]*", re.IGNORECASE)
BOUNDARY = re.compile(rb"boundary=\"?([^\";\r\n]+)", re.IGNORECASE)
OWN_MAILS = Path(__file__).resolve().parents[1] / "tests" / "channels" / "email" / "mails"


def _split(raw: bytes) -> tuple[list[bytes], bytes]:
    """Part the header fields (folded lines stay together) from the rest."""
    found = HEADER_END.search(raw)
    head, rest = (raw[: found.start()], raw[found.start() :]) if found else (raw, b"")
    return re.split(rb"\r?\n(?![ \t])", head), rest


def truncated(raw: bytes, dice: random.Random) -> bytes:
    """Cut the mail off, at places seven bytes apart."""
    return raw[: dice.randrange(0, max(1, len(raw)), 7)]


def header_dropped(raw: bytes, dice: random.Random) -> bytes:
    """Leave out some header fields."""
    fields, rest = _split(raw)
    return b"\r\n".join(name for name in fields if dice.random() > 0.3) + rest


def header_doubled(raw: bytes, dice: random.Random) -> bytes:
    """Say some header fields twice."""
    fields, rest = _split(raw)
    return b"\r\n".join(line for name in fields for line in [name] * (1 + (dice.random() < 0.4))) + rest


def header_shuffled(raw: bytes, dice: random.Random) -> bytes:
    """Put the header fields in another order."""
    fields, rest = _split(raw)
    dice.shuffle(fields)
    return b"\r\n".join(fields) + rest


def boundary_edited(raw: bytes, dice: random.Random) -> bytes:
    """Spoil a boundary: in the header, in one line of the body, or with dashes."""
    found = BOUNDARY.findall(raw)
    if not found:
        return truncated(raw, dice)
    boundary = dice.choice(found)
    spoiled = dice.choice([boundary[:-1], boundary + b"--", boundary.upper(), b"", b"\x00" + boundary, boundary[::-1]])
    return raw.replace(boundary, spoiled, dice.choice([1, 2, -1]))


def charset_swapped(raw: bytes, dice: random.Random) -> bytes:
    """Label the charset as another."""
    label = dice.choice(LABELS).encode()
    if CHARSET.search(raw):
        return CHARSET.sub(lambda _: b'charset="' + label + b'"', raw)
    return b"Content-Type: text/plain; charset=" + label + b"\r\n" + raw


def encoding_swapped(raw: bytes, dice: random.Random) -> bytes:
    """Label the transfer encoding as another."""
    encoding = dice.choice(ENCODINGS).encode()
    if ENCODING.search(raw):
        return ENCODING.sub(lambda found: found[1] + b" " + encoding, raw)
    return b"Content-Transfer-Encoding: " + encoding + b"\r\n" + raw


def bits_flipped(raw: bytes, dice: random.Random) -> bytes:
    """Flip one bit in a thousand bytes, at least one."""
    spoiled = bytearray(raw)
    for _ in range(max(1, len(raw) // 1000)):
        if spoiled:
            spoiled[dice.randrange(len(spoiled))] ^= 1 << dice.randrange(8)
    return bytes(spoiled)


def line_ends_mixed(raw: bytes, dice: random.Random) -> bytes:
    """Mix CRLF, LF and CR."""
    ends = dice.choice([[b"\r"], [b"\n"], [b"\r\n", b"\n", b"\r"], [b"\r\r\n"], [b"\n\r"]])
    return b"".join(line + dice.choice(ends) for line in re.split(rb"\r\n|\n|\r", raw))


def nuls_inserted(raw: bytes, dice: random.Random) -> bytes:
    """Strew in NUL bytes."""
    spoiled = bytearray(raw)
    for _ in range(dice.randrange(1, 40)):
        spoiled.insert(dice.randrange(len(spoiled) + 1), 0)
    return bytes(spoiled)


def nested(raw: bytes, dice: random.Random) -> bytes:
    """Wrap the mail in multiparts or messages, 2 to 500 deep."""
    depth = dice.choice([2, 5, 20, 49, 50, 51, 100, 500])
    if dice.random() < 0.5:
        return b"Content-Type: message/rfc822\r\n\r\n" * depth + raw
    head = b"".join(
        b'Content-Type: multipart/mixed; boundary="b%d"\r\n\r\n--b%d\r\n' % (level, level) for level in range(depth)
    )
    return head + raw + b"".join(b"\r\n--b%d--\r\n" % level for level in reversed(range(depth)))


def many_headers(raw: bytes, dice: random.Random) -> bytes:
    """Put a thousand more header fields before it."""
    name = dice.choice([b"X-Long", b"Received", b"To", b"Subject", b"Content-Type", b"From"])
    return b"".join(name + b": value %d;\r\n\tfolded\r\n" % number for number in range(1000)) + raw


def long_line(raw: bytes, dice: random.Random) -> bytes:
    """Put in one line of a megabyte."""
    piece = dice.choice(
        [
            b"x",
            b"> ",
            b"=?utf-8?q?",
            b"<a ",
            b"(",
            b'"',
            b" ",
            b"On 1.1.2020 ",
            b"a@b,",
            b"&amp;",
            b"<div>",
            b"\x1b$B",
            b"://",
        ]
    )
    position = dice.choice([0, len(raw), raw.find(b"\n") + 1, len(raw) // 2])
    return raw[:position] + piece * (1_000_000 // len(piece)) + b"\r\n" + raw[position:]


OPERATORS: list[Callable[[bytes, random.Random], bytes]] = [
    *(truncated, header_dropped, header_doubled, header_shuffled, boundary_edited, charset_swapped, encoding_swapped),
    *(bits_flipped, line_ends_mixed, nuls_inserted, nested, many_headers, long_line),
]


@dataclass(slots=True)
class Outcome:
    """How the reader took the mutants."""

    mutants: int = 0
    crashes: list[str] = field(default_factory=list)
    slowest_seconds: float = 0.0
    slowest: str = ""
    peak_megabytes: float = 0.0


def mutants(sources: list[tuple[str, bytes]], count: int, seed: int) -> Iterator[tuple[str, bytes]]:
    """Make mutants: each operator in turn, sometimes two at once."""
    dice = random.Random(seed)
    for number in range(count):
        name, raw = dice.choice(sources)
        operator = OPERATORS[number % len(OPERATORS)]
        spoiled = operator(raw, dice)
        label = f"{number} {operator.__name__} {name}"
        if dice.random() < 0.25:
            second = dice.choice(OPERATORS[:10])
            spoiled, label = second(spoiled, dice), f"{label} {second.__name__}"
        yield label, spoiled


def sources(*, only_own: bool, largest: int) -> list[tuple[str, bytes]]:
    """Collect the mails to spoil: our own, and the shared ones when they are there."""
    found = [(path.name, path.read_bytes()) for path in sorted(OWN_MAILS.glob("*.eml"))]
    mails = None if only_own else find_mails()
    if mails is not None:
        names = dict.fromkeys(str(row["file"]) for row in rows(mails))
        found += [(name, (mails / name).read_bytes()) for name in names]
    return [(name, raw) for name, raw in found if len(raw) <= largest]


def run(count: int, seed: int, *, only_own: bool, largest: int = 1_000_000) -> Outcome:
    """Read all mutants in this process."""
    outcome = Outcome()
    for label, raw in mutants(sources(only_own=only_own, largest=largest), count, seed):
        started = time.process_time()
        try:
            parse(raw).to_json()
        except Exception as error:
            outcome.crashes.append(f"{label}: {error!r}")
        spent = time.process_time() - started
        outcome.mutants += 1
        if spent > outcome.slowest_seconds:
            outcome.slowest_seconds, outcome.slowest = round(spent, 3), label
    outcome.peak_megabytes = round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1)
    return outcome


def run_apart(count: int, seed: int) -> dict[str, Any]:
    """Read all mutants in a process of their own, so that its memory is theirs alone."""
    command = [sys.executable, "-m", "benchmarks.mutants", "--count", str(count), "--seed", str(seed)]
    done = subprocess.run(command, capture_output=True, check=False, cwd=Path(__file__).resolve().parents[1])
    document: dict[str, Any] = json.loads(done.stdout)
    return document


def main() -> int:
    """Print how it went."""
    options = argparse.ArgumentParser(description="Read mails broken on purpose.")
    options.add_argument("--count", type=int, default=10_000)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--own", action="store_true", help="spoil only the mails of this project")
    chosen = options.parse_args()
    outcome = run(chosen.count, chosen.seed, only_own=chosen.own)
    document = {name: getattr(outcome, name) for name in ("mutants", "slowest_seconds", "slowest", "peak_megabytes")}
    sys.stdout.write(
        json.dumps({**document, "crashes": outcome.crashes[:20], "crashed": len(outcome.crashes)}, indent=2) + "\n"
    )
    return 1 if outcome.crashes else 0


if __name__ == "__main__":
    sys.exit(main())
