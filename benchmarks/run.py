"""Measure intake beside django-helpdesk, import, pages, proof and memory; figures as JSON and in docs/benchmarks.md (make bench).

python -m benchmarks.run [--only intake,flood,embedded,import,pages,pages-sqlite,mail,mail-sqlite] [--json FILE] [--write]

Absolute figures say what the machine had left over; the ratio, taken in turns within one run, says how we compare.
"""

import argparse
import csv
import json
import os
import platform
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from math import inf
from pathlib import Path
from typing import Any, LiteralString

import psutil
import psycopg

from benchmarks import helpdesk, pages, server
from benchmarks.client import Load, Request, drive, post
from tests.services.smtp_sink import SmtpSink, free_port
from tools.services import Cluster

ROOT = Path(__file__).resolve().parents[1]
WORDS = "The shoes I bought leaked after two days of light rain and the clerk told me that this is normal. " * 6
CLIENTS = 8
MOST_SECONDS_TO_A_RECEIPT = 60
LEFT_BEHIND: tuple[LiteralString, ...] = (
    "correspondence_message", "complaints_entry", "promises_promise", "complaints_outbox",
)  # fmt: skip


def ours(token: str, mark: str) -> Request:
    """Give what makes the requests that take a complaint in."""

    def request(number: int) -> bytes:
        complaint = {
            "text": f"{number} {WORDS}", "subject": f"Shoes {number}", "order": f"O-{number}", "language": "en",
            "complainant": {"name": f"Jo {number}", "email": f"{mark}-{number}@example.test", "phone": "+81312345678"},
        }  # fmt: skip
        return post("/api/v1/complaints", json.dumps(complaint).encode(), {"Authorization": f"Bearer {token}"})

    return request


def figures(loads: list[Load]) -> dict[str, Any]:
    """Sum up several runs: median rate, latencies of all, answers other than 201."""
    every = Load(latencies=[one for load in loads for one in load.latencies])
    bad = sum(times for load in loads for status, times in load.statuses.items() if status != 201)
    return {
        "per_second": round(statistics.median(load.rate for load in loads), 1),
        "p50_ms": round(every.percentile(50), 1), "p99_ms": round(every.percentile(99), 1),
        "requests": len(every.latencies), "not_201": bad,
    }  # fmt: skip


def intake(options: argparse.Namespace, place: Path) -> dict[str, Any]:
    """Intake on PostgreSQL in turns with django-helpdesk on the same cluster; then how long the receipts take."""
    with Cluster(shared_buffers="256MB") as cluster, SmtpSink() as sink:
        with psycopg.connect(cluster.url(), autocommit=True) as connection:
            connection.execute("CREATE DATABASE helpdesk")
        own = server.environment(place / "pg", cluster.url(), sink.port)
        token = server.prepare(own)
        port, other_port = free_port(), free_port()
        web = server.running(own, "web", "--workers", "2", "--port", str(port), port=port)
        peer = helpdesk.running(options.peer, cluster.directory, "helpdesk", other_port)
        mine: list[Load] = []
        theirs: list[Load] = []
        with web, peer:
            client = helpdesk.Client(other_port)
            drive(port, ours(token, "warm"), clients=CLIENTS, seconds=2)
            drive(other_port, lambda n: client.create(n, WORDS), clients=CLIENTS, seconds=2)
            for number in range(options.rounds):
                tickets: Request = lambda n, first=(number + 1) * 1_000_000: client.create(first + n, WORDS)  # type: ignore[misc]  # noqa: E731
                theirs.append(drive(other_port, tickets, clients=CLIENTS, seconds=options.seconds))
                mine.append(drive(port, ours(token, f"r{number}"), clients=CLIENTS, seconds=options.seconds))
    result: dict[str, Any] = {"amends": figures(mine), "django_helpdesk": figures(theirs)}
    result["ratio"] = round(result["amends"]["per_second"] / result["django_helpdesk"]["per_second"], 2)
    return result


def flood(options: argparse.Namespace, place: Path) -> dict[str, Any]:
    """A flood on PostgreSQL with the worker beside: what each 201 left behind, and how long its receipt took to arrive."""
    with Cluster(shared_buffers="256MB") as cluster, SmtpSink() as sink:
        own = server.environment(place / "flood", cluster.url(), sink.port)
        token, port = server.prepare(own), free_port()
        web = server.running(own, "web", "--workers", "2", "--port", str(port), port=port)
        with web, server.running(own, "worker"):
            load = drive(port, ours(token, "flood"), clients=CLIENTS, seconds=options.flood)
            ended = time.monotonic()
            while len(sink.sent) < len(load.made) and time.monotonic() < ended + MOST_SECONDS_TO_A_RECEIPT:
                time.sleep(0.05)
            drained = time.monotonic()
        arrived = {sent.recipients[0]: sent.at for sent in sink.sent}
        waits = sorted(arrived.get(f"flood-{number}@example.test", inf) - at for number, at in load.made.items())
        with psycopg.connect(cluster.url()) as connection:
            rows = {table: _count(connection, table) for table in LEFT_BEHIND}
    return {
        "seconds": options.flood, "amends": figures([load]), "rows": rows, "receipts": len(sink.sent),
        "receipts_a_second": round(len(sink.sent) / (drained - ended + load.seconds), 1),
        "wait_for_a_receipt_s": f"{waits[len(waits) // 2]:.1f}, the longest {waits[-1]:.1f}",
    }  # fmt: skip


def _count(connection: psycopg.Connection[Any], table: LiteralString) -> int:
    """Count the complaints that have rows in a table."""
    (count,) = connection.execute(f"SELECT count(DISTINCT complaint_id) FROM {table}").fetchone() or (0,)
    return int(count)


def embedded(options: argparse.Namespace, place: Path) -> dict[str, Any]:
    """Intake with everything in one process on SQLite, its worker at work; and the memory of it all."""
    with SmtpSink() as sink:
        own = server.environment(place / "sqlite", smtp_port=sink.port)
        token, port = server.prepare(own), free_port()
        with server.running(own, "serve", "--port", str(port), port=port) as process:
            drive(port, ours(token, "warm"), clients=CLIENTS, seconds=2)
            load = drive(port, ours(token, "run"), clients=CLIENTS, seconds=options.seconds)
            return {"amends": figures([load]), "memory_mb": round(server.memory(process)), "receipts": len(sink.sent)}


def importing(options: argparse.Namespace, place: Path) -> dict[str, Any]:
    """Import of a csv file on PostgreSQL: rows a second, the same file again, and the proof of what came of it."""
    rows, few = options.rows, options.rows // 10
    with Cluster(shared_buffers="256MB") as cluster:
        own = server.environment(place / "import", cluster.url())
        server.prepare(own)
        idle, _ = _import(own, _rows(place / "none.csv", 1, "none"), "accepted", 1)
        _, little = _import(own, _rows(place / "few.csv", few, "few"), "accepted", few)
        path = _rows(place / "rows.csv", rows, "many")
        before = _processor(cluster)
        first, much = _import(own, path, "accepted", rows)
        spent = [after - one for one, after in zip(before, _processor(cluster), strict=True)]
        again, _ = _import(own, path, "duplicates", rows)
        proof = _seconds(lambda: _require(json.loads(server.run(own, "verify", "--json")), "whole", True))
    return {
        "rows": rows, "per_second": round(rows / (first - idle)), "again_per_second": round(rows / (again - idle)),
        "processor_ms_a_row_python": round(1000 * spent[0] / rows, 2),
        "processor_ms_a_row_postgresql": round(1000 * spent[1] / rows, 2),
        "memory_mb": round(much), f"memory_mb_with_{few}_rows": round(little), "verify_seconds": round(proof, 1),
    }  # fmt: skip


def _processor(cluster: Cluster) -> tuple[float, float]:
    """Give the processor seconds of the commands that have ended, and of the database."""
    commands = resource.getrusage(resource.RUSAGE_CHILDREN)
    return commands.ru_utime + commands.ru_stime, server.worked(psutil.Process(cluster.pid))


def _rows(path: Path, count: int, mark: str) -> Path:
    """Write a file of complaints, a third of them open."""
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["id", "lang", "body", "name", "email", "phone", "state"])
        for n in range(count):
            person = (f"Jo {n}", f"{mark}{n}@example.test", f"+81 3 12{n % 1_000_000:06}")
            writer.writerow([f"{mark}{n}", "en", f"{n} {WORDS}", *person, "closed" if n % 3 else "open"])
    return path


def _import(own: dict[str, str], path: Path, name: str, wanted: int) -> tuple[float, float]:
    """Import a file; give how many seconds and how much memory that took."""
    started = time.monotonic()
    columns = "text=body,language=lang,external_id=id"
    printed, most = server.watched(own, "import", "complaints", str(path), "--map", columns, "--json")
    seconds = time.monotonic() - started
    _require(json.loads(printed), name, wanted)
    return seconds, most


def pages_on_postgresql(options: argparse.Namespace, place: Path) -> dict[str, Any]:
    """Server time of the pages people use, with many complaints."""
    with Cluster(shared_buffers="256MB") as cluster:
        own = server.environment(place / "pg", cluster.url())
        return {"complaints": options.office, **pages.office(own, place / "files", options.office, options.times)}


def pages_on_sqlite(options: argparse.Namespace, place: Path) -> dict[str, Any]:
    """Server time of the same pages on the embedded database."""
    own = server.environment(place / "sqlite")
    return {"complaints": options.office, **pages.office(own, place / "files", options.office, options.times)}


def _seconds(work: Callable[[], object]) -> float:
    started = time.monotonic()
    work()
    return time.monotonic() - started


def _require(document: dict[str, Any], name: str, wanted: object) -> None:
    if document[name] != wanted:
        raise RuntimeError(f"{name} is {document[name]}, not {wanted}")


def mail_on_postgresql(options: argparse.Namespace, place: Path) -> dict[str, Any]:
    """Mails from a Dovecot: stored for good, then read and taken in."""
    with Cluster(shared_buffers="256MB") as cluster:
        return _mail({"DATABASE_URL": cluster.url()})


def mail_on_sqlite(options: argparse.Namespace, place: Path) -> dict[str, Any]:
    return _mail({})


def _mail(database: dict[str, str]) -> dict[str, Any]:
    plain = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    command = [sys.executable, "-m", "benchmarks.mail_fetch", "--json"]
    done = subprocess.run(command, env=plain | database, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True)
    figures: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return figures


PARTS: dict[str, Callable[[argparse.Namespace, Path], dict[str, Any]]] = {
    "intake": intake, "flood": flood, "embedded": embedded, "import": importing, "pages": pages_on_postgresql,
    "pages-sqlite": pages_on_sqlite, "mail": mail_on_postgresql, "mail-sqlite": mail_on_sqlite,
}  # fmt: skip


def rewritten(page: str, results: dict[str, Any]) -> str:
    """Write the figures into the table of the page; parts that were not measured now keep theirs."""
    lines = page.splitlines()
    begin = lines.index("|---|---|---|") + 1
    end = next((number for number in range(begin, len(lines)) if not lines[number].startswith("|")), len(lines))
    rows: dict[str, list[str]] = {}
    for line in lines[begin:end]:
        rows.setdefault(line.split("|")[1].strip(), []).append(line)
    for part, values in results["parts"].items():
        known = values | {"measured": f"{results['machine']}; Amends at {results['commit']}"}
        rows[part] = [f"| {part} | {name} | {value} |" for name, value in _flat(known)]
    lines[begin:end] = [row for part in PARTS for row in rows.get(part, [])]
    return "\n".join(lines) + "\n"


def _flat(values: dict[str, Any], before: str = "") -> list[tuple[str, Any]]:
    found: list[tuple[str, Any]] = []
    for name, value in values.items():
        found += (
            _flat(value, f"{before}{name}: ".replace("_", " "))
            if isinstance(value, dict)
            else [(before + name.replace("_", " "), value)]
        )
    return found


def main() -> None:
    """Measure what is asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", default=",".join(PARTS))
    parser.add_argument("--seconds", type=float, default=6)
    parser.add_argument("--flood", type=float, default=20, help="seconds of intake while the worker sends receipts")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--rows", type=int, default=100_000, help="of the file that is imported")
    parser.add_argument("--office", type=int, default=100_000, help="complaints behind the pages")
    parser.add_argument("--times", type=int, default=20, help="how often each page is looked at")
    parser.add_argument("--peer", type=Path, default=ROOT / "build" / "peer", help="where django-helpdesk is installed")
    parser.add_argument("--json", type=Path, default=None)
    parser.add_argument("--write", action="store_true", help="write docs/benchmarks.md")
    options = parser.parse_args()
    commit = subprocess.run(
        ["git", "describe", "--always", "--dirty"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    system = f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"
    results: dict[str, Any] = {"machine": system, "commit": commit.stdout.strip(), "parts": {}}
    for name in options.only.split(","):
        with tempfile.TemporaryDirectory(prefix="amends-bench-") as place:
            before = os.getloadavg()[0]
            values = PARTS[name](options, Path(place))
        loads = f"{before:.1f} before, {os.getloadavg()[0]:.1f} after"
        results["parts"][name] = values | {"load_average": loads}
        print(json.dumps({name: results["parts"][name]}), flush=True)
    if options.json:
        options.json.write_text(json.dumps(results, indent=1) + "\n")
    if options.write:
        page = ROOT / "docs" / "benchmarks.md"
        page.write_text(rewritten(page.read_text(), results))


if __name__ == "__main__":
    main()
