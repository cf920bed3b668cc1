"""`amends mail`: parse, receive, fetch, boxes, held."""

from __future__ import annotations

import argparse
import os
import sys
from importlib import import_module
from typing import TYPE_CHECKING, Any

from amends.cli import mail_pause
from amends.cli.main import DONE, REFUSED, Refused, TryLater, add, answer, prepare_django

if TYPE_CHECKING:
    from amends.correspondence.models import Mailbox, RawMail
    from amends.correspondence.ports import Run

MOST_BYTES = 150 * 1024 * 1024
OUTCOMES = {"accepted": "complaint", "addition": "addition", "ignored": "ignored", "duplicate": "duplicate"}


def register(commands: Any) -> None:
    """Add the commands."""
    mail = commands.add_parser(
        "mail", help="read, receive and fetch mails", description="Read, receive and fetch mails."
    )
    mail.set_defaults(needs_django=False)
    parts = mail.add_subparsers(title="commands", metavar="COMMAND", required=True)
    parse = add(parts, "parse", parse_mails, "show how mails are read; touches no database", needs_django=False)
    parse.add_argument("files", nargs="*", metavar="FILE", help="mails; one is read from stdin when none is named")
    words = "take one MIME message from stdin in; exit 0 only when it is stored for good, 75 when the mail must be kept"
    add(parts, "receive", receive, words, needs_django=False)
    fetch = add(parts, "fetch", fetch_mails, "fetch what is new in the mailboxes, once")
    fetch.add_argument("--mailbox", default="", metavar="NAME", help="only this one")
    _register_boxes(parts)
    add(parts, "held", held, "list mails of ours that did not leave, and why")
    again = add(parts, "send-again", send_again, "let a mail go that was held back, refused or left unsure")
    again.add_argument("id")
    mail_pause.register(parts)


def _register_boxes(parts: Any) -> None:
    boxes = parts.add_parser(
        "boxes", help="the mailboxes that are fetched", description="The mailboxes that are fetched."
    )
    boxes.set_defaults(needs_django=False)
    acts = boxes.add_subparsers(title="commands", metavar="COMMAND", required=True)
    new = add(acts, "add", add_box, "add a mailbox; password from AMENDS_PASSWORD or prompt")
    new.add_argument("name")
    new.add_argument("--host", required=True)
    new.add_argument("--port", type=int, default=None)
    new.add_argument("--tls", default="tls", choices=["tls", "starttls", "none"])
    new.add_argument("--user", required=True)
    new.add_argument("--folder", default="INBOX")
    new.add_argument(
        "--after", default="seen", choices=["keep", "seen", "move", "delete"], help="what becomes of a mail"
    )
    new.add_argument("--move-to", default="", metavar="FOLDER")
    new.add_argument("--brand", default=None, help="code; the first brand when not given")
    new.add_argument("--unit", default=None, help="code; the brand's first unit when not given")
    add(acts, "list", list_boxes, "list mailboxes and how their last run went")
    probe = add(acts, "test", test_box, "sign in and look; changes nothing")
    probe.add_argument("name")


def parse_mails(options: argparse.Namespace) -> int:
    """Show how mails are read."""
    # By name: the command line and the channels do not know one another, and this one needs no database.
    code: int = import_module("amends.channels.email.command").main(options.files)
    return code


def receive(options: argparse.Namespace) -> int:
    """Take one mail in. Whatever keeps us from it ends with 75: the mail server keeps the mail and tries again."""
    try:
        prepare_django()
        return _receive(options)
    except (Refused, TryLater):
        raise
    except SystemExit as unusable:  # a setting; whoever puts it right still finds the mail
        raise TryLater(f"the mail was not taken in: {unusable}") from unusable
    except Exception as trouble:
        raise TryLater(f"the mail was not taken in ({type(trouble).__name__}: {trouble}); try again later") from trouble


def _receive(options: argparse.Namespace) -> int:
    from django.utils import timezone

    from amends.correspondence import ports
    from amends.correspondence.files import FileTooLarge

    raw = sys.stdin.buffer.read(MOST_BYTES + 1)
    if len(raw) > MOST_BYTES:
        raise Refused(f"the mail is larger than {MOST_BYTES >> 20} MB")
    try:
        row, was_known = ports.mail_room().receive(raw, at=timezone.now())
    except FileTooLarge as refused:
        raise Refused("the mail is too large") from refused
    content = _outcome(row, was_known=was_known)
    return answer(
        options, content, " ".join(filter(None, (content["outcome"], content["reference"], content["reason"])))
    )


def _outcome(row: RawMail, *, was_known: bool) -> dict[str, str]:
    from amends.kernel import reference

    outcome = "duplicate" if was_known else OUTCOMES.get(row.standing, "quarantine")
    return {
        "outcome": outcome,
        "reference": reference.shown(row.complaint.number, row.complaint.brand.prefix) if row.complaint else "",
        "reason": row.reason,
        "id": str(row.pk),
    }


def fetch_mails(options: argparse.Namespace) -> int:
    """Fetch from all mailboxes that are switched on, or from one."""
    from django.utils import timezone

    from amends.correspondence import ports, queries

    boxes = [_box(options.mailbox)] if options.mailbox else [box for box in queries.mailbox_list() if box.is_active]
    if not boxes:
        raise Refused("there is no mailbox; add one with: amends mail boxes add")
    runs = [ports.mail_room().fetch(box, at=timezone.now()) for box in boxes]
    words = "\n".join(_run_words(run) for run in runs)
    answer(options, {"mailboxes": [_run(run) for run in runs]}, words)
    return REFUSED if any(run.error not in ("", "busy") for run in runs) else DONE


def _run(run: Run) -> dict[str, Any]:
    from dataclasses import asdict

    return asdict(run)


def _run_words(run: Run) -> str:
    counts = f"{run.mailbox}: {run.stored} stored, {run.known} known before, {run.read} read"
    return f"{counts}; trouble: {run.error}" if run.error else counts


def add_box(options: argparse.Namespace) -> int:
    """Add a mailbox; its password is kept encrypted and never shown."""
    from django.utils import timezone

    from amends.cli.access import place
    from amends.correspondence import mailboxes
    from amends.correspondence.models import AfterFetch, Tls
    from amends.organisation.actor import SYSTEM

    brand, unit = place(options)
    try:
        box = mailboxes.add(
            options.name,
            host=options.host,
            port=options.port,
            tls=Tls(options.tls),
            user=options.user,
            password=_password(),
            brand=brand,
            unit=unit,
            folder=options.folder,
            after_fetch=AfterFetch(options.after),
            move_to=options.move_to,
            by=SYSTEM,
            at=timezone.now(),
        )
    except mailboxes.MailboxTaken as taken:
        raise Refused(f"there is a mailbox {options.name} already") from taken
    except mailboxes.NoTargetFolder as nowhere:
        raise Refused("--after move needs --move-to FOLDER") from nowhere
    return answer(options, _box_row(box), f"Added {box.name}. Try it: amends mail boxes test {box.name}")


def list_boxes(options: argparse.Namespace) -> int:
    """List mailboxes; passwords are not among it."""
    from amends.correspondence import queries

    rows = [_box_row(box) for box in queries.mailbox_list()]
    words = [f"{row['name']}: {row['user']} at {row['host']}, {row['error'] or 'well'}" for row in rows]
    return answer(options, {"mailboxes": rows}, "\n".join(words) or "There is no mailbox yet.")


def test_box(options: argparse.Namespace) -> int:
    """Sign in to a mailbox and count."""
    from amends.correspondence import ports

    error, count = ports.mail_room().test(_box(options.name))
    words = f"{options.name}: {error}" if error else f"{options.name}: signed in, {count} mails lie there"
    answer(options, {"name": options.name, "error": error, "mails": count}, words)
    return REFUSED if error else DONE


def _box(name: str) -> Mailbox:
    from amends.correspondence import queries

    box = queries.find_mailbox(name)
    if box is None:
        raise Refused(f"there is no mailbox {name}; see: amends mail boxes list")
    return box


def _box_row(box: Mailbox) -> dict[str, Any]:
    return {
        "name": box.name,
        "host": box.host,
        "port": box.port,
        "tls": box.tls,
        "user": box.user,
        "folder": box.folder,
        "after": box.after_fetch,
        "active": box.is_active,
        "last_uid": box.last_uid,
        "last_run": box.last_run_at,
        "error": box.last_error,
        "failures": box.failures,
    }


def held(options: argparse.Namespace) -> int:
    """List what did not leave."""
    from amends.correspondence import queries
    from amends.kernel import reference
    from amends.organisation.actor import SYSTEM

    rows = [
        {
            "id": str(message.pk),
            "reference": reference.shown(message.complaint.number, message.complaint.brand.prefix),
            "kind": message.kind,
            "delivery": message.delivery,
            "reason": message.delivery_reason,
        }
        for message in queries.held_back(SYSTEM)[:1000]
    ]
    words = "\n".join(f"{row['id']} {row['reference']} {row['kind']} {row['delivery']} {row['reason']}" for row in rows)
    return answer(options, {"mails": rows}, words or "Nothing is held back.")


def send_again(options: argparse.Namespace) -> int:
    """Let one mail go."""
    from uuid import UUID

    from django.utils import timezone

    from amends.flows import again
    from amends.kernel.errors import DomainError
    from amends.organisation.actor import SYSTEM

    try:
        again.send(UUID(options.id), by=SYSTEM, at=timezone.now())
    except (ValueError, DomainError) as unknown:
        raise Refused(f"there is no such mail that could go; see: amends mail held ({unknown})") from unknown
    return answer(options, {"id": options.id}, "It goes with the next delivery.")


def _password() -> str:
    import getpass

    password = os.environ.get("AMENDS_PASSWORD")
    if not password and sys.stdin.isatty():
        password = getpass.getpass("Password of the mailbox: ")
    if not password:
        raise Refused("the mailbox needs a password; set AMENDS_PASSWORD or type one at the prompt")
    return password
