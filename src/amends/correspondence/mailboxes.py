"""The writer of mailboxes: what is fetched from where, the password encrypted at rest, and how the last run went."""

from __future__ import annotations

import base64
import hashlib
from datetime import datetime

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.db import transaction
from django.db.models import F

from amends.correspondence.models import AfterFetch, Mailbox, Tls
from amends.kernel.errors import DomainError, ErrorKind
from amends.organisation import book
from amends.organisation.actor import Actor
from amends.organisation.models import Brand, Unit

PORTS = {Tls.TLS: 993, Tls.STARTTLS: 143, Tls.NONE: 143}


class MailboxTaken(DomainError):
    """There is a mailbox of this name; facts["name"]."""

    code = "mailbox_taken"
    kind = ErrorKind.CONFLICT


class NoTargetFolder(DomainError):
    """Mails are to be moved, but nobody said where."""

    code = "no_target_folder"


class SecretUnreadable(DomainError):
    """The password was encrypted under another secret key; facts["name"]. It must be entered again."""

    code = "mailbox_secret_unreadable"


@transaction.atomic
def add(
    name: str,
    *,
    host: str,
    user: str,
    password: str,
    brand: Brand,
    by: Actor,
    at: datetime,
    unit: Unit | None = None,
    port: int | None = None,
    tls: Tls = Tls.TLS,
    folder: str = "INBOX",
    after_fetch: AfterFetch = AfterFetch.SEEN,
    move_to: str = "",
) -> Mailbox:
    """Name a mailbox from which mails are fetched. Errors: MailboxTaken, NoTargetFolder."""
    if after_fetch is AfterFetch.MOVE and not move_to:
        raise NoTargetFolder()
    if Mailbox.objects.filter(name=name).exists():
        raise MailboxTaken(name=name)
    mailbox = Mailbox.objects.create(
        name=name,
        host=host,
        port=port or PORTS[tls],
        tls=tls,
        user=user,
        secret=_cipher().encrypt(password.encode()).decode("ascii"),
        brand=brand,
        unit=unit,
        folder=folder,
        after_fetch=after_fetch,
        move_to=move_to,
        created_at=at,
    )
    book.note_change("mailbox.added", subject=str(mailbox.pk), by=by, at=at)
    return mailbox


@transaction.atomic
def change(mailbox: Mailbox, *, by: Actor, at: datetime, password: str | None = None, **columns: object) -> None:
    """Change settings of a mailbox; password: only when a new one was typed. Errors: NoTargetFolder."""
    if password:
        columns["secret"] = _cipher().encrypt(password.encode()).decode("ascii")
    for column, value in columns.items():
        setattr(mailbox, column, value)
    if mailbox.after_fetch == AfterFetch.MOVE and not mailbox.move_to:
        raise NoTargetFolder()
    mailbox.save(update_fields=list(columns))
    book.note_change("mailbox.changed", subject=str(mailbox.pk), by=by, at=at, new={"columns": sorted(columns)})


def password_of(mailbox: Mailbox) -> str:
    """Decrypt the password, for the connection alone. Errors: SecretUnreadable."""
    try:
        return _cipher().decrypt(mailbox.secret.encode()).decode()
    except InvalidToken as other_key:
        raise SecretUnreadable(name=mailbox.name) from other_key


def reload(mailbox: Mailbox) -> None:
    """Read anew how far fetching has come."""
    mailbox.refresh_from_db(fields=["uid_validity", "last_uid"])


def record_run(mailbox: Mailbox, *, error: str, at: datetime) -> None:
    """Note how a run ended: error is a code, "" for a good one."""
    rows = Mailbox.objects.filter(pk=mailbox.pk)
    if error:
        rows.update(last_run_at=at, last_error=error[:40], failures=F("failures") + 1)
    else:
        rows.update(last_run_at=at, last_good_at=at, last_error="", failures=0)


def _cipher() -> Fernet:
    """Make the cipher from the secret key of this installation."""
    key = hashlib.sha256(b"amends.mailbox\0" + settings.SECRET_KEY.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(key))
