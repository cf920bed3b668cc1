"""Server time of the pages people use, in an office with 100,000 complaints: median, 95th percentile, queries.

`python -m benchmarks.run --only pages,pages-sqlite` makes the office and measures it on either database. Within an installation:
`python -m benchmarks.pages furnish FOLDER ROWS`, `python -m benchmarks.pages measure TIMES`.
"""

import csv
import json
import os
import statistics
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import Any

from benchmarks import server

UNITS = ("leeds", "york", "london", "osaka")
HANDLERS = 3  # in each unit; the first is on duty for what is imported open
OWN = 150  # complaints a handler owns
LATER = timedelta(days=15)  # when the pages are looked at: what was imported open is overdue by then
WORDS = "The shoes I bought leaked after two days of light rain and the clerk told me that this is normal. " * 4
GIVEN = ("Helen", "Omar", "Mei", "Jo", "Aisyah", "Ken", "Priya", "Tom", "Yuki", "Nurul", "Ana", "Lee", "Rosa", "Ivo")
FAMILY = ("Carter", "Tanaka", "Rahman", "Okafor", "Zhou", "Smith", "Ferreira", "Kowalska", "Lim", "Haines", "Novak")


def office(place: dict[str, str], folder: Path, rows: int, times: int) -> dict[str, str]:
    """Furnish an installation with so many complaints and measure its pages."""
    folder.mkdir(parents=True, exist_ok=True)
    server.run(place, "migrate")
    _inside(place, "hire")
    for number, unit in enumerate(UNITS):
        path = folder / f"{unit}.csv"
        _write(path, number * rows // len(UNITS), rows // len(UNITS))
        server.run(
            place, "import", "complaints", str(path), "--unit", unit, "--source", "old", "--map", "external_id=id"
        )
    _inside(place, "furnish")
    measured: dict[str, dict[str, Any]] = json.loads(_inside(place, "measure", str(times)))
    return {
        page: f"{one['median_ms']} ms, 95 of 100 within {one['p95_ms']} ms, {one['queries']} queries"
        for page, one in measured.items()
    }


def _inside(place: dict[str, str], *words: str) -> str:
    command = [sys.executable, "-m", "benchmarks.pages", *words]
    return subprocess.run(command, env=place, check=True, stdout=subprocess.PIPE, text=True).stdout


def _write(path: Path, first: int, rows: int) -> None:
    """Write complaints of three years, three of ten of them open, some people several times."""
    now = datetime.now(UTC)
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(
            ["id", "language", "text", "name", "email", "phone", "order", "state", "received_on", "channel"]
        )
        for n in range(first, first + rows):
            person = n % (rows * 2)
            writer.writerow([
                n, "en", f"{n} {WORDS}", f"{GIVEN[person % 14]} {FAMILY[person % 11]} {person % 997}",
                f"p{person}@example.test", f"+44 113 49{person % 100000:05}", f"K-{n}",
                "open" if n % 10 < 3 else "closed", (now - timedelta(hours=n % 26_000)).isoformat(),
                ("portal", "mail", "phone", "counter")[n % 4],
            ])  # fmt: skip


def hire() -> None:
    """Set up the units and the people: a manager over all, handlers in each unit."""
    from django.utils import timezone

    from amends.organisation import book
    from amends.organisation.actor import SYSTEM
    from amends.organisation.models import Unit
    from amends.organisation.rules import Role

    brand, at = book.ensure_ground(), timezone.now()
    people: list[tuple[str, Role, Unit | None]] = [("manager", Role.MANAGER, None)]
    for code in UNITS:
        place = Unit.objects.create(brand=brand, code=code, name=code.title())
        people += [(f"{code}-{n}", Role.HANDLER, place) for n in range(HANDLERS)]
    for name, role, unit in people:
        grants = ((role, brand, unit),)
        book.add_staff(f"{name}@x.test", name=name, email=f"{name}@x.test", password=None, grants=grants, by=SYSTEM, at=at)  # fmt: skip


def furnish() -> None:
    """Give the handlers complaints of their own, with promises, new words of customers and a long record here and there."""
    from django.db import connection
    from django.utils import timezone

    from amends.complaints import lifecycle, participation
    from amends.complaints.models import Complaint
    from amends.complaints.rules import Duty
    from amends.correspondence import incoming
    from amends.organisation.actor import SYSTEM, complainant
    from amends.organisation.models import Staff
    from amends.promises import book
    from amends.promises.rules import Subject
    from amends.rows import statistics

    at = timezone.now()
    for unit in UNITS:
        waiting = Complaint.objects.filter(unit__code=unit, closed_at=None).select_related("unit").order_by("id")
        rows = waiting.iterator(chunk_size=500)
        for staff in Staff.objects.filter(username__startswith=f"{unit}-"):
            for index, complaint in enumerate(list(islice(rows, OWN))):
                participation.begin(complaint, Duty.OWNER, staff=staff, by=SYSTEM, at=at)
                book.give(complaint, Subject.UPDATE, due=at + timedelta(hours=5 * index), by=SYSTEM, at=at, staff=staff)
                if index % 5 == 0:
                    incoming.add(complaint, text=WORDS, by=complainant(None), at=at, channel="portal")
                if index % 7 == 0:
                    lifecycle.wait_for(complaint, "customer", by=SYSTEM, at=at)
                if index == 0:
                    for _ in range(40):
                        incoming.add(complaint, text=WORDS, by=complainant(None), at=at, channel="portal")
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")  # as it does by itself after a while
    else:
        statistics.renew()  # as the worker does every hour


def measure(times: int) -> dict[str, Any]:
    """Look at every page so many times; give milliseconds and the number of queries."""
    import time_machine

    with time_machine.travel(datetime.now(UTC) + LATER, tick=True):
        return {name: _timed(who, address, times) for name, (who, address) in _pages().items()}


def _pages() -> dict[str, tuple[str, str]]:
    from amends.complaints.models import Complaint
    from amends.insight.inbox import View

    newest = Complaint.objects.filter(closed_at=None, participations__staff__username="leeds-1@x.test")
    long = newest.order_by("-last_sequence").first()
    short = Complaint.objects.filter(closed_at=None).order_by("last_sequence", "id").first()
    if long is None or short is None:
        raise RuntimeError("nothing was furnished")
    views = {f"inbox {view} of a {who}": (name, f"/desk/inbox?view={view}")
             for view in View for who, name in (("handler", "leeds-1"), ("manager", "manager"))}  # fmt: skip
    return {
        "home of a handler": ("leeds-1", "/desk/"),
        "home of who is on duty for everything open in a unit": ("leeds-0", "/desk/"),
        "inbox mine of who is on duty for everything open in a unit": ("leeds-0", "/desk/inbox?view=mine"),
        "home of a manager": ("manager", "/desk/"),
        **views,
        "new arrivals": ("manager", f"/desk/inbox/arrivals?view=all&since={datetime.now(UTC).isoformat()[:19]}Z"),
        "complaint": ("manager", f"/desk/complaints/{short.number}"),
        "complaint with a long record": ("leeds-1", f"/desk/complaints/{long.number}"),
        "complaint beside the list": ("leeds-1", f"/desk/inbox?view=mine&c={long.number}"),
        "promises": ("leeds-1", "/desk/promises"),
        "promises of all": ("manager", "/desk/promises?whose=all"),
        "look-up by reference": ("manager", f"/desk/search?q={short.number}"),
        "look-up by name": ("manager", "/desk/search?q=Helen+Carter"),
        "look-up by name in one unit": ("leeds-1", "/desk/search?q=Helen"),
        "look-up by mail": ("leeds-1", "/desk/search?q=p77@example.test"),
        "look-up by phone": ("manager", "/desk/search?q=0113+4900077"),
        "look-up by order": ("manager", "/desk/search?q=K-77"),
        "look-up of nothing": ("manager", "/desk/search?q=nobody"),
    }


def _timed(who: str, address: str, times: int) -> dict[str, Any]:
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from amends.organisation.models import Staff

    client = Client(headers={"host": "localhost"})
    client.force_login(Staff.objects.get(username=f"{who}@x.test"))
    took: list[float] = []
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(address)
    asked = len(queries)  # the next request empties the log
    if answer.status_code not in (200, 303):
        raise RuntimeError(f"{address} answered {answer.status_code}")
    for _ in range(times):
        began = time.perf_counter()
        client.get(address)
        took.append(1000 * (time.perf_counter() - began))
    ranked = sorted(took)
    return {
        "median_ms": round(statistics.median(ranked), 1),
        "p95_ms": round(ranked[int(len(ranked) * 0.95)], 1),
        "queries": asked,
    }


def main() -> None:
    """Do one thing within the installation that the environment names."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "amends.project.settings")
    django.setup()
    match sys.argv[1:]:
        case ["hire"]:
            hire()
        case ["furnish"]:
            furnish()
        case ["measure", times]:
            print(json.dumps(measure(int(times))))


if __name__ == "__main__":
    main()
