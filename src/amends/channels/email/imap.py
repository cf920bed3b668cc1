"""One signed-in IMAP connection to one folder. Mails are named by UID alone: numbers that shift are never used (R-01)."""

from __future__ import annotations

import contextlib
import imaplib
import re
import ssl
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from typing import Any, TypeVar

from imap_tools.imap_utf7 import utf7_encode

from amends.correspondence.models import Mailbox, Tls
from amends.correspondence.raw_mails import Fetched

TIMEOUT_SECONDS = 30
SIZES_AT_ONCE = 500
_UID = re.compile(rb"\bUID (\d+)")
_SIZE = re.compile(rb"\bRFC822\.SIZE (\d+)")
_DATE = re.compile(rb'INTERNALDATE "([^"]{20,40})"')
_Answer = TypeVar("_Answer")


class ImapTrouble(Exception):
    """Something went wrong; code: for the mailbox's row and the alarm, never words of the server."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Session:
    """Open folder; `uid_validity` and `is_read_only` are as the server says. Errors of all methods: ImapTrouble."""

    def __init__(self, mailbox: Mailbox, password: str, *, look_only: bool = False) -> None:
        self._client = _connected(mailbox)
        self.uid_validity, self.is_read_only, self.count = 0, look_only, 0
        try:
            self._sign_in(mailbox.user, password)
            # What a server can do is told in full only after signing in.
            self._abilities = _told(self._client.capability)[1][0].upper().split()
            self._open(_quoted(mailbox.folder), look_only=look_only)
        except ImapTrouble:
            self.close()
            raise

    def _sign_in(self, user: str, password: str) -> None:
        try:
            self._client.login(user, password)
        except imaplib.IMAP4.abort as cut:
            raise ImapTrouble("connection_cut") from cut
        except imaplib.IMAP4.error as refused:
            raise ImapTrouble("sign_in_refused") from refused
        except OSError as cut:
            raise ImapTrouble("connection_cut") from cut

    def _open(self, folder: str, *, look_only: bool) -> None:
        try:
            status, count = _told(lambda: self._client.select(folder, readonly=look_only))
        except _ReadOnly:
            self.is_read_only = True
            status, count = _told(lambda: self._client.select(folder, readonly=True))
        if status != "OK":
            raise ImapTrouble("no_such_folder")
        found = self._client.response("UIDVALIDITY")[1]
        if not found or not found[0]:
            raise ImapTrouble("no_uidvalidity")
        self.uid_validity, self.count = int(found[0]), int(count[0] or 0)

    def uids_after(self, uid: int) -> list[int]:
        """List the mails with a higher number, lowest first, whatever their flags."""
        answer = self._ask("SEARCH", "UID", f"{uid + 1}:*")
        found = [int(number) for part in answer if isinstance(part, bytes) for number in part.split()]
        return sorted(number for number in set(found) if number > uid)  # n:* always names the last one

    def present(self, uids: Sequence[int]) -> set[int]:
        """Tell which of these mails are still there."""
        answer = self._ask("SEARCH", "UID", numbers(uids))
        return {int(number) for part in answer if isinstance(part, bytes) for number in part.split()}

    def sizes(self, uids: Sequence[int]) -> dict[int, int]:
        """Give the sizes of mails that are still there."""
        found: dict[int, int] = {}
        for start in range(0, len(uids), SIZES_AT_ONCE):
            for part in self._ask("FETCH", numbers(uids[start : start + SIZES_AT_ONCE]), "(UID RFC822.SIZE)"):
                head = part[0] if isinstance(part, tuple) else part or b""
                uid, size = _UID.search(head), _SIZE.search(head)
                if uid and size:
                    found[int(uid[1])] = int(size[1])
        return found

    def fetch(self, uids: Sequence[int]) -> list[Fetched]:
        """Read mails whole, leaving every flag as it is."""
        answer = self._ask("FETCH", numbers(uids), "(UID INTERNALDATE BODY.PEEK[])")
        wanted, found = set(uids), {}
        for position, part in enumerate(answer):
            if not isinstance(part, tuple):
                continue
            tail = answer[position + 1] if position + 1 < len(answer) else b""
            head = part[0] + b" " + (tail if isinstance(tail, bytes) else b"")
            uid = _UID.search(head)
            if uid and int(uid[1]) in wanted:
                found[int(uid[1])] = Fetched(int(uid[1]), part[1], _arrived(head))
        return [found[uid] for uid in sorted(found)]

    def mark_seen(self, uids: Sequence[int]) -> None:
        self._ask("STORE", numbers(uids), "+FLAGS.SILENT", r"(\Seen)")

    def move(self, uids: Sequence[int], folder: str) -> None:
        """Move mails in one step. Never by copying and deleting: where deleting is refused that makes copies for ever (R-12)."""
        if b"MOVE" not in self._abilities:
            raise ImapTrouble("move_not_supported")
        try:
            self._ask("MOVE", numbers(uids), _quoted(folder))
        except _Refused:
            _told(lambda: self._client.create(_quoted(folder)))
            self._ask("MOVE", numbers(uids), _quoted(folder))

    def delete(self, uids: Sequence[int]) -> None:
        """Delete exactly these mails. Without UIDPLUS, EXPUNGE would take what others marked as well: not done then."""
        if b"UIDPLUS" not in self._abilities:
            raise ImapTrouble("delete_not_supported")
        self._ask("STORE", numbers(uids), "+FLAGS.SILENT", r"(\Deleted)")
        self._ask("EXPUNGE", numbers(uids))

    def close(self) -> None:
        """Let go without EXPUNGE, which CLOSE would do."""
        with contextlib.suppress(imaplib.IMAP4.error, OSError):
            self._client.logout()

    def _ask(self, command: str, *arguments: str) -> list[Any]:
        status, answer = _told(lambda: self._client.uid(command, *arguments))
        if status != "OK":
            raise _Refused(command)
        return list(answer)


class _Refused(ImapTrouble):
    """The server said no to a command."""

    def __init__(self, command: str) -> None:
        super().__init__("refused_" + command.lower())


class _ReadOnly(ImapTrouble):
    """The folder opens for reading only."""


def _told(ask: Callable[[], _Answer]) -> _Answer:
    """Ask, and turn every kind of broken connection into one."""
    try:
        return ask()
    except imaplib.IMAP4.readonly as refused:
        raise _ReadOnly("read_only") from refused
    except (imaplib.IMAP4.error, OSError) as cut:
        raise ImapTrouble("connection_cut") from cut


def _connected(mailbox: Mailbox) -> imaplib.IMAP4:
    """Connect, in the open only where the mailbox says so."""
    context = ssl.create_default_context()
    try:
        if mailbox.tls == Tls.TLS:
            return imaplib.IMAP4_SSL(mailbox.host, mailbox.port, ssl_context=context, timeout=TIMEOUT_SECONDS)
        client = imaplib.IMAP4(mailbox.host, mailbox.port, timeout=TIMEOUT_SECONDS)
        if mailbox.tls == Tls.STARTTLS:
            client.starttls(ssl_context=context)
        return client
    except ssl.SSLError as unsafe:
        raise ImapTrouble("tls_failed") from unsafe
    except (imaplib.IMAP4.error, OSError) as away:
        raise ImapTrouble("cannot_connect") from away


def numbers(uids: Iterable[int]) -> str:
    """Write numbers as IMAP does: 3:7,9."""
    runs: list[list[int]] = []
    for uid in sorted(set(uids)):
        if runs and runs[-1][1] == uid - 1:
            runs[-1][1] = uid
        else:
            runs.append([uid, uid])
    return ",".join(str(first) if first == last else f"{first}:{last}" for first, last in runs)


def _quoted(folder: str) -> str:
    """Write a folder name as IMAP wants it; nothing typed there can become a second command."""
    plain = "".join(sign for sign in folder if sign.isprintable())
    return '"' + utf7_encode(plain).decode("ascii").replace("\\", "\\\\").replace('"', '\\"') + '"'


def _arrived(head: bytes) -> datetime:
    """Read when the server had the mail; the present when it does not say."""
    if found := _DATE.search(head):
        with contextlib.suppress(ValueError):
            return datetime.strptime(found[1].decode("ascii").strip(), "%d-%b-%Y %H:%M:%S %z").astimezone(UTC)
    return datetime.now(UTC)
