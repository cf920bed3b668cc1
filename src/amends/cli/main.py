"""The `amends` command: reads the words, calls one command, answers with an exit code.

0 done, 1 refused with a reason, 2 wrong usage, 3 done but for some rows, 75 try later. `--json` puts one JSON document on
stdout; logs go to stderr.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable
from importlib import import_module
from typing import Any

DONE, REFUSED, WRONG_USAGE, PARTLY, TRY_LATER = 0, 1, 2, 3, 75

# Module -> what its `register(commands)` adds; those without a database do not load Django.
COMMANDS = ("mail", "serve", "schema", "access", "proof", "backup.command", "importing", "demonstration")


class Refused(Exception):
    """The command says no; the words say why and what to do."""


class TryLater(Exception):
    """Something is away that will come back; nothing was lost, the same command can be run again."""


def main(arguments: list[str] | None = None) -> int:
    """Run one command; give its exit code."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "amends.project.settings")
    options = _parser().parse_args(arguments)
    command: Callable[[argparse.Namespace], int] | None = getattr(options, "command", None)
    if command is None:
        _parser().print_help()
        return WRONG_USAGE
    return run(command, options)


def run(command: Callable[[argparse.Namespace], int], options: argparse.Namespace) -> int:
    """Run what a command does; give its exit code, with the reason said where it is refused."""
    try:
        if options.needs_django:
            prepare_django()
        return command(options)
    except Refused as no:
        return _say(options, str(no), REFUSED)
    except TryLater as wait:
        return _say(options, str(wait), TRY_LATER)
    except _database_errors() as trouble:
        return _say(options, *_database_trouble(trouble))
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        return DONE


def _database_errors() -> tuple[type[Exception], ...]:
    from django.db import InterfaceError, OperationalError, ProgrammingError

    return InterfaceError, OperationalError, ProgrammingError


def _database_trouble(trouble: Exception) -> tuple[str, int]:
    """Say in one line what is wrong with the database; what is wrong with us instead is raised again."""
    from django.db import DatabaseError, ProgrammingError

    from amends.cli import schema

    try:
        waiting = schema.waiting_migrations()
    except DatabaseError:
        waiting = []
    if waiting:
        return f"the database is {len(waiting)} steps behind this version; run: amends migrate", REFUSED
    if isinstance(trouble, ProgrammingError):
        raise trouble
    return f"the database cannot be used now: {str(trouble).splitlines()[0]}", TRY_LATER


def prepare_django() -> None:
    """Load settings and models, once a command needs them."""
    import django

    django.setup()


def answer(options: argparse.Namespace, content: Any, words: str, *, code: int = DONE) -> int:
    """Answer: the JSON document with --json, else words for people. Gives the exit code."""
    print(json.dumps(content, ensure_ascii=False, default=str) if options.json else words)
    return code


def _say(options: argparse.Namespace, words: str, code: int) -> int:
    if getattr(options, "json", False):
        print(json.dumps({"error": words}, ensure_ascii=False))
    print(f"amends: {words}", file=sys.stderr)
    return code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="amends", description="Amends turns every complaint into a kept promise.")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND")
    for name in COMMANDS:
        import_module(f"amends.cli.{name}").register(commands)
    return parser


def add(
    commands: Any, name: str, run: Callable[[argparse.Namespace], int], words: str, *, needs_django: bool = True
) -> argparse.ArgumentParser:
    """Add one command with its help and --json."""
    parser: argparse.ArgumentParser = commands.add_parser(name, help=words, description=words)
    parser.add_argument("--json", action="store_true", help="one JSON document on stdout")
    parser.set_defaults(command=run, needs_django=needs_django)
    return parser


if __name__ == "__main__":
    # By its full name: the commands know the refusals of that module, not those of a second one called __main__.
    sys.exit(import_module("amends.cli.main").main())
