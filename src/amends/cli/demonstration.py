"""`amends demo`: the lively example company, in a folder of its own that is made anew each time."""

from __future__ import annotations

import argparse
import json
import os
import shutil
import sys
from contextlib import redirect_stdout
from pathlib import Path
from typing import Any

from amends.cli.main import Refused, add, prepare_django

MARK = "this-is-a-demo"
_IN_THE_FOLDER = ("amends.sqlite3", "amends.sqlite3-wal", "amends.sqlite3-shm", "store", "outbox", "static")
# What a demo must not touch: somebody's real database, somebody's mail server.
_NOT_USED = ("DATABASE_URL", "DATABASE_URL_FILE", "AMENDS_SMTP", "AMENDS_SMTP_FILE")


def register(commands: Any) -> None:
    """Add the command."""
    words = "a throwaway database with a lively example company, then serve it; sends no mail to anybody"
    parser = add(commands, "demo", demo, words, needs_django=False)
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--size", choices=["small", "full"], default="full", help="how many complaints it holds")
    parser.add_argument("--no-serve", action="store_true", help="fill the folder and stop")


def demo(options: argparse.Namespace) -> int:
    """Make the folder anew, fill it, say who may sign in, and serve."""
    folder = Path(os.environ.get("AMENDS_DATA") or "./amends-demo").expanduser().absolute()
    empty(folder)
    set_environment(folder, options.port)
    prepare_django()
    till_secret = fill(options)
    greet(options, till_secret)
    if options.no_serve:
        return 0
    with redirect_stdout(sys.stderr if options.json else sys.stdout):  # one document on stdout, nothing after it
        return _serve(options.port)


def empty(folder: Path) -> None:
    """Take away what an earlier demo left. Errors: Refused for a folder that is anything else than a demo's."""
    mark = folder / MARK
    if folder.exists() and not mark.exists() and any(folder.iterdir()):
        raise Refused(f"{folder} holds something that is no demo; set AMENDS_DATA to a folder that may be overwritten")
    folder.mkdir(parents=True, exist_ok=True)
    mark.write_text("amends demo makes this folder anew each time it starts. Keep nothing here.\n", encoding="utf-8")
    for name in _IN_THE_FOLDER:
        path = folder / name
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)


def set_environment(folder: Path, port: int) -> None:
    """Point this process and those it starts at the demo's folder, and say on every page that it is one."""
    for name in _NOT_USED:
        if os.environ.pop(name, None):
            print(f"amends: {name} is not used by the demo", file=sys.stderr)
    os.environ |= {"AMENDS_DATA": str(folder), "AMENDS_DEMO": "1", "AMENDS_URL": f"http://localhost:{port}"}


def fill(options: argparse.Namespace) -> str:
    """Bring the database up, play everything with one line of progress, and give the secret of the shared till."""
    from django.utils import timezone

    from amends.cli import schema
    from amends.cli.demo import loading

    print("amends: making the example company", file=sys.stderr, flush=True)
    schema.bring_up()
    return loading.load(size=options.size, now=timezone.now(), tell=_tell).till_secret


def greet(options: argparse.Namespace, till_secret: str) -> None:
    """Say where it is and who may sign in: one JSON document, or words."""
    from amends.cli.demo import staff

    address = os.environ["AMENDS_URL"]
    if options.json:
        people = [{key: one[key] for key in ("email", "password", "role")} for one in staff.sign_ins()]
        print(json.dumps({"url": address, "staff": people}), flush=True)
        return
    print(f"\nThe example company Kazami is open at {address}\n", flush=True)
    print(f"Sign in at {address}/sign-in; the password of all is {staff.PASSWORD}\n")
    for one in staff.sign_ins():
        print(f"  {one['email']:32} {one['role']:9} {one['name']}, {one['unit'] or 'whole house'}")
    print(f"\nA shared till is at {address}/till; its secret is {till_secret}, and 4108 is a staff number there.")
    print(f"Mails leave only into {address}/demo/outbox. Everything is made anew at the next start.")
    print("To start for real: amends serve, with a folder or database of its own.\n", flush=True)


def _serve(port: int) -> int:
    """Serve as `amends serve` does; what it starts begins as a copy of this process, and takes no connection over."""
    from django.db import connections

    from amends.cli.main import main

    connections.close_all()
    return main(["serve", "--port", str(port)])


def _tell(done: int, of: int) -> None:
    if sys.stderr.isatty():
        print(f"\ramends: {done} of {of} complaints", end="\n" if done == of else "", file=sys.stderr, flush=True)
    elif done == of or done % 50 == 0:
        print(f"amends: {done} of {of} complaints", file=sys.stderr, flush=True)
