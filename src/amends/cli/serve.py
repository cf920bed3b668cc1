"""`amends serve`, `amends web`, `amends worker`: the processes."""

from __future__ import annotations

import argparse
import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from time import monotonic
from typing import Any

from amends.cli.main import DONE, Refused, add, answer, prepare_django, run
from amends.kernel.processes import end_with_parent

THREADS = min(8, 2 * (os.cpu_count() or 1) + 1)  # more than this a core only wait for one another
MOST_QUICK_ENDS, SECONDS_TO_STAND = 5, 2.0


def register(commands: Any) -> None:
    """Add the three commands."""
    serving = add(
        commands,
        "serve",
        serve,
        "web, worker and clock in one; migrates the embedded database first",
        needs_django=False,
    )
    web = add(commands, "web", serve_web, "the web processes alone", needs_django=False)
    for parser in (serving, web):
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8000)
    web.add_argument("--workers", type=int, default=2, help="processes")
    worker = add(commands, "worker", work, "the worker alone: after-work, mails, sweeps")
    worker.add_argument("--once", action="store_true", help="do what is due now, then stop")
    worker.add_argument("--processes", type=int, help="how many (two on PostgreSQL with two cores or more, else one)")


def serve(options: argparse.Namespace) -> int:
    """Back up and migrate where the schema is older, then serve with the worker inside."""
    _name_address(options)
    if code := _apart(_make_ready, options):
        return code
    os.environ["AMENDS_WORKER_INSIDE"] = "1"
    return _web(options.host, options.port, workers=1)


def _make_ready(options: argparse.Namespace) -> int:
    from amends.cli import schema

    prepare_django()
    if waiting := schema.waiting_migrations():
        if not schema.is_empty():
            _back_up_embedded()
        print(f"amends: bringing the database to this version ({len(waiting)} steps)", flush=True)
        schema.bring_up()
    _require_safe_database()
    _invite_to_set_up()
    return DONE


def _apart(work: Callable[[argparse.Namespace], int], options: argparse.Namespace) -> int:
    """Run work in a process of its own; give its exit code.

    What it loads (Django and all of ours) is given back with it: the first process only watches over those that serve.
    """
    process = multiprocessing.Process(target=_run_and_exit, args=(work, options))
    process.start()
    process.join()
    return process.exitcode or DONE


def _run_and_exit(work: Callable[[argparse.Namespace], int], options: argparse.Namespace) -> None:
    sys.exit(run(work, options))


def _name_address(options: argparse.Namespace) -> None:
    """Where nobody said under which address people come, it is this machine and this port."""
    os.environ.setdefault("AMENDS_URL", f"http://localhost:{options.port}")


def _invite_to_set_up() -> None:
    """Print the one-time code of the first run while nobody works here."""
    from django.conf import settings

    from amends.organisation import set_up

    if set_up.is_open():
        print(f"amends: nobody works here yet. Open {settings.AMENDS_URL}/setup and type the code", flush=True)
        print(f"amends:     {set_up.new_code()}", flush=True)


def serve_web(options: argparse.Namespace) -> int:
    """Serve pages and API from one or more processes; the worker runs elsewhere."""
    _name_address(options)
    return _apart(_require_ready, options) or _web(options.host, options.port, workers=options.workers)


def _require_ready(options: argparse.Namespace) -> int:
    prepare_django()
    _require_this_schema()
    _invite_to_set_up()
    return DONE


def work(options: argparse.Namespace) -> int:
    """Run the worker until it is told to stop."""
    from amends.flows import delivery, worker

    _require_this_schema()
    if options.once:
        done = 0
        while step := worker.drain() + delivery.deliver():
            done += step
        return answer(options, {"done": done}, f"{done} done.")
    processes = options.processes or _usual_workers()
    if processes > 1:
        _watch_over_workers(processes)
    else:
        worker.run(_until_told())
    return 0


def _usual_workers() -> int:
    """One sends while the other waits for the mail server; the embedded database takes one writer at a time."""
    from django.db import connection

    return 2 if connection.vendor == "postgresql" and (os.cpu_count() or 1) > 1 and hasattr(os, "fork") else 1


def _until_told() -> threading.Event:
    """Give what is set when this process is asked to stop."""
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    return stop


def _watch_over_workers(number: int) -> None:
    """Let several processes work until told to stop; one that ended is started anew. Killed, they end with this one."""
    from django.db import connections

    connections.close_all()  # a connection shared with a child would mix up both
    stop, forking = _until_told(), multiprocessing.get_context("fork")
    running: list[Any] = []
    while not stop.wait(1.0 if running else 0):
        running = [one for one in running if one.is_alive()]
        while len(running) < number:
            running.append(forking.Process(target=_work_beside, args=(os.getpid(),)))
            running[-1].start()
    for one in running:
        one.terminate()
    for one in running:
        one.join()


def _work_beside(parent: int) -> None:
    from amends.flows import worker

    stop = _until_told()
    end_with_parent(parent)
    worker.run(stop)


def _web(host: str, port: int, *, workers: int) -> int:
    from granian.constants import Interfaces
    from granian.server import Server

    def server() -> Any:
        return Server(
            "amends.project.serving:application",
            address=host,
            port=port,
            interface=Interfaces.WSGI,
            workers=workers,
            blocking_threads=THREADS,
            respawn_failed_workers=True,
            websockets=False,
            log_access=False,
            log_level="warning",  # type: ignore[arg-type, unused-ignore]
            backpressure=THREADS * 8,
        )

    os.environ["AMENDS_SUPERVISOR"] = str(os.getpid())
    print(f"amends: listening on http://{host}:{port}", flush=True)
    return _serve_on(server)


def _serve_on(server: Callable[[], Any]) -> int:
    """Serve until told to stop.

    The server gives up when a process of it dies twice within seconds. Killed is not broken: it is started anew, unless
    it cannot even stand for a moment.
    """
    quick_ends = 0
    while quick_ends < MOST_QUICK_ENDS:
        started, running = monotonic(), server()
        try:
            running.serve()
        except SystemExit:
            print("amends: the web processes ended and are started anew", file=sys.stderr, flush=True)
        if running.interrupt_signal:
            return 0
        quick_ends = quick_ends + 1 if monotonic() - started < SECONDS_TO_STAND else 0
    return 1


def _require_this_schema() -> None:
    from amends.cli import schema

    if waiting := schema.waiting_migrations():
        raise Refused(f"the database is {len(waiting)} steps behind this version; run: amends migrate")
    _require_safe_database()


def _require_safe_database() -> None:
    from amends.complaints import safety

    if faults := safety.faults():
        raise Refused("; ".join(faults))


def _back_up_embedded() -> None:
    from django.conf import settings
    from django.db import connection

    if connection.vendor != "sqlite":
        return
    stamp = datetime.now(UTC).strftime("%Y%m%d-%H%M%S")
    copy = Path(settings.AMENDS_DATA) / f"before-migrate-{stamp}.sqlite3"
    with connection.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(copy)])
    print(f"amends: backed up to {copy.name}", flush=True)
