"""How well mails are read: figures over the shared corpora, as a table and as JSON (make corpora).

python -m benchmarks.corpora [--json FILE] [--misses]
"""

import argparse
import json
import resource
import sys
import time
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from amends.channels.email.child import Parked, parse_in_child
from amends.channels.email.mail import ParsedMail
from amends.channels.email.parsing import parse
from benchmarks.mail_checks import Check, checks

DOCS = Path(__file__).resolve().parents[1] / "docs" / "figures" / "mail.md"
PREFACE = """# How well mails are read

Written by `make corpora`. The mails are real and hostile ones of other projects, with what those projects know about them; they are
not part of this one. "Second opinion" are mails for which the expectation is one other parser's choice: broken ones; `049.eml`, where that
parser leaves uuencoded files in the text and Amends takes them out; `spam-with-image.msg`, which nobody else's test calls a bounce.
talon cuts off quotations only, so there the signature, which Amends keeps beside the reply, counts as part of it.
"""
SECOND_OPINION = ("/malformed/", "stalwart-mail-parser/legacy/049.eml", "bounceparser/spam-with-image.msg")


@dataclass(slots=True)
class Figures:
    """What was counted for one kind of row of one source."""

    mails: int = 0
    right: int = 0
    compared: int = 0
    crashes: int = 0
    damaged: int = 0
    misses: list[tuple[str, Check]] = field(default_factory=list)

    def row(self) -> dict[str, Any]:
        """Give the figures without the misses."""
        share = round(100 * self.right / self.compared, 2) if self.compared else None
        return {
            "mails": self.mails,
            "checks": self.compared,
            "right": self.right,
            "percent": share,
            "crashes": self.crashes,
        }


def find_mails(beside: Path | None = None) -> Path | None:
    """Find the shared corpora beside the checkout; None when they are not there."""
    for place in (beside or Path(__file__).resolve().parents[1]).parents:
        if (place / "shared" / "data" / "mail" / "expected.jsonl").exists():
            return place / "shared" / "data" / "mail"
    return None


def rows(mails: Path) -> list[dict[str, Any]]:
    """Read what is expected; the sender of a signature lies in a file beside the mail."""
    found: list[dict[str, Any]] = []
    for line in (mails / "expected.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        sender = mails / row["file"].replace("_body", "_sender")
        if row["kind"] == "signature" and sender.exists():
            row["expect"]["sender"] = sender.read_text(encoding="utf-8").strip()
        found.append(row)
    return found


def measure(mails: Path) -> dict[str, Figures]:
    """Read every mail and compare it."""
    figures: dict[str, Figures] = defaultdict(Figures)
    for row in rows(mails):
        raw = (mails / row["file"]).read_bytes()
        counted = figures[_name(row)]
        counted.mails += 1
        mail = _parsed(raw)
        if mail is None:
            counted.crashes += 1
            continue
        for check in checks(row, mail, raw):
            counted.compared += 1
            counted.right += check.is_right
            if not check.is_right:
                counted.misses.append((row["file"], check))
    return figures


def _name(row: dict[str, Any]) -> str:
    """Name the line of the table; the golden files of broken mails are one parser's choices, no truth (README of the folder)."""
    opinion = " (second opinion)" if any(name in row["file"] for name in SECOND_OPINION) else ""
    return f"{row['kind']}: {row['source']}{opinion}"


def _parsed(raw: bytes) -> ParsedMail | None:
    """Read a mail as the product does, in a child; None when it was parked."""
    outcome = parse_in_child(raw)
    return None if isinstance(outcome, Parked) else outcome


def speed(mails: Path) -> dict[str, float]:
    """Measure mails a second, in this process and through the child."""
    raws = [
        (mails / row["file"]).read_bytes() for row in rows(mails) if row["kind"] in ("mime", "reply-text", "bounce")
    ]
    computing = time.process_time()
    for raw in raws:
        parse(raw)
    computed = time.process_time() - computing
    middle = time.perf_counter()
    for raw in raws:
        parse_in_child(raw)
    return {
        "mails": len(raws),
        "per_second_of_computing": round(len(raws) / computed, 1),
        "in_child_per_second": round(len(raws) / (time.perf_counter() - middle), 1),
        "peak_megabytes": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1),
    }


def table(figures: dict[str, Figures]) -> str:
    """Word the figures as a Markdown table."""
    lines = ["| kind: source | mails | values | right | % | parked |", "|---|---:|---:|---:|---:|---:|"]
    for name, counted in sorted(figures.items()):
        row = counted.row()
        percent = "" if row["percent"] is None else f"{row['percent']:.1f}"
        lines.append(f"| {name} | {row['mails']} | {row['checks']} | {row['right']} | {percent} | {row['crashes']} |")
    return "\n".join(lines) + "\n"


def main() -> int:
    """Print the figures."""
    options = argparse.ArgumentParser(description="Read the shared mail corpora and compare with what is expected.")
    options.add_argument("--json", metavar="FILE", help="also write the figures as JSON")
    options.add_argument("--docs", metavar="FILE", type=Path, help="also write the table as a page", default=DOCS)
    options.add_argument("--misses", action="store_true", help="list every value that differs")
    chosen = options.parse_args()
    mails = find_mails()
    if mails is None:
        sys.stderr.write("The shared corpora are not beside this checkout; nothing was measured.\n")
        return 1
    figures = measure(mails)
    document: dict[str, Any] = {name: counted.row() for name, counted in sorted(figures.items())}
    document["speed"] = speed(mails)
    sys.stdout.write(table(figures) + json.dumps(document["speed"]) + "\n")
    for name, counted in sorted(figures.items()) if chosen.misses else []:
        for file, check in counted.misses:
            sys.stdout.write(
                f"{name}: {file}: {check.what}\n  wanted {str(check.expected)[:300]!r}\n  got    {str(check.got)[:300]!r}\n"
            )
    if chosen.docs:
        chosen.docs.parent.mkdir(parents=True, exist_ok=True)
        chosen.docs.write_text(
            f"{PREFACE}\n{table(figures)}",
            encoding="utf-8",
        )
    if chosen.json:
        Path(chosen.json).write_text(json.dumps(document, indent=2) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
