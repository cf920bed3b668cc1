"""A Dovecot of one's own on loopback: any user name may sign in, each has a Maildir in a temporary directory."""

import contextlib
import itertools
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from tests.services.smtp_sink import free_port
from tools.services import MissingService, die_with_parent, dovecot, run_as, unprivileged_user

PASSWORD = "let-me-in"
CONFIGURATION = """
base_dir = {directory}/run
state_dir = {directory}/state
log_path = {directory}/log
protocols = imap
listen = 127.0.0.1
ssl = no
disable_plaintext_auth = no
default_internal_user = {user}
default_internal_group = {group}
default_login_user = {user}
first_valid_uid = 1
mail_location = maildir:~/Maildir
mail_max_userip_connections = 100
mail_plugins = acl
mail_fsync = optimized
passdb {{
  driver = static
  args = password={password}
}}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={directory}/home/%u
}}
service anvil {{
  chroot =
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = 0
  }}
}}
plugin {{
  acl = vfile
}}
namespace inbox {{
  inbox = yes
  separator = /
}}
"""


class DovecotServer:
    """Runs while the with-block runs, without root even when we are root."""

    host = "127.0.0.1"

    def __init__(self) -> None:
        found = dovecot()
        if found is None:
            raise MissingService("Dovecot is not installed")
        if not _version(found).startswith("2.3."):
            raise MissingService(
                f"Dovecot 2.3 is not installed (this is {_version(found)}, whose configuration differs)"
            )
        self._program = found
        self._account = unprivileged_user()
        self._numbers = itertools.count(1)
        self._process: subprocess.Popen[bytes] | None = None
        self.port = free_port()
        self.directory = Path(tempfile.mkdtemp(prefix="amends-imap-", dir="/tmp"))
        (self.directory / "home").mkdir()
        self._write_configuration()
        self.give(self.directory)

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *exc: object) -> None:
        self.stop()
        shutil.rmtree(self.directory, ignore_errors=True)

    def start(self) -> None:
        """Start the server and wait until it greets."""
        self._process = subprocess.Popen(
            [self._program, "-F", "-c", self.directory / "dovecot.conf"],
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.STDOUT, cwd=self.directory,
            start_new_session=True, preexec_fn=die_with_parent, **run_as(self._account),
        )  # fmt: skip
        deadline = time.monotonic() + 30
        while not self._greets():
            if self._process.poll() is not None or time.monotonic() > deadline:
                log = self.directory / "log"
                raise MissingService(f"Dovecot did not start:\n{log.read_text() if log.exists() else ''}")
            time.sleep(0.05)

    def stop(self) -> None:
        """Stop the server at once; start() brings it back with the same mailboxes on the same port."""
        if self._process:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self._process.pid, signal.SIGTERM)
            self._process.wait(timeout=30)
            self._process = None

    def new_mailbox(self) -> "Mailbox":
        """Make an empty mailbox for a user nobody has used before."""
        box = Mailbox(self, f"user{next(self._numbers)}")
        box.folder("INBOX")
        return box

    def give(self, path: Path) -> None:
        """Hand a file or directory over to the account that the server runs under."""
        if self._account:
            os.chown(path, self.uid, self.gid)
            for inner in path.rglob("*"):
                os.chown(inner, self.uid, self.gid)

    @property
    def uid(self) -> int:
        return self._account.pw_uid if self._account else os.geteuid()

    @property
    def gid(self) -> int:
        return self._account.pw_gid if self._account else os.getegid()

    def _write_configuration(self) -> None:
        import grp
        import pwd

        text = CONFIGURATION.format(
            directory=self.directory, port=self.port, password=PASSWORD, uid=self.uid, gid=self.gid,
            user=pwd.getpwuid(self.uid).pw_name, group=grp.getgrgid(self.gid).gr_name,
        )  # fmt: skip
        (self.directory / "dovecot.conf").write_text(text)

    def _greets(self) -> bool:
        try:
            with socket.create_connection((self.host, self.port), timeout=5) as connection:
                return connection.recv(4).startswith(b"* OK")
        except OSError:
            return False


@dataclass(frozen=True)
class Mailbox:
    """One user's mail. A test delivers into it as a mail server would, and can make it awkward."""

    server: DovecotServer
    user: str
    password: str = PASSWORD

    @property
    def host(self) -> str:
        return self.server.host

    @property
    def port(self) -> int:
        return self.server.port

    def folder(self, name: str) -> Path:
        """Give the Maildir of a folder, made when it is not there."""
        path = self.server.directory / "home" / self.user / "Maildir"
        if name != "INBOX":
            path = path / f".{name}"
        for part in ("tmp", "new", "cur"):
            (path / part).mkdir(parents=True, exist_ok=True)
        self.server.give(self.server.directory / "home" / self.user)
        return path

    def deliver(self, raw: bytes, folder: str = "INBOX") -> None:
        """Put a message into a folder, byte for byte."""
        path = self.folder(folder)
        name = f"{time.time():.6f}.{next(_deliveries)}.test"
        (path / "tmp" / name).write_bytes(raw)
        self.server.give(path / "tmp" / name)
        (path / "tmp" / name).rename(path / "new" / name)

    def messages(self, folder: str = "INBOX") -> list[bytes]:
        """Read what is in a folder now, oldest first."""
        path = self.folder(folder)
        files = [*(path / "new").iterdir(), *(path / "cur").iterdir()]
        return [file.read_bytes() for file in sorted(files, key=lambda file: file.name)]

    def make_read_only(self, folder: str = "INBOX") -> None:
        """Let the owner read and change nothing: no flag, no move, no deletion."""
        rights = self.folder(folder) / "dovecot-acl"
        rights.write_text("owner lr\n")
        self.server.give(rights)

    def make_writable(self, folder: str = "INBOX") -> None:
        (self.folder(folder) / "dovecot-acl").unlink(missing_ok=True)

    def renew_uidvalidity(self, folder: str = "INBOX") -> None:
        """Number all messages anew under another UIDVALIDITY, as after a move to another server."""
        path = self.folder(folder)
        for stale in [path / "dovecot-uidlist", *path.glob("dovecot.index*")]:
            stale.unlink(missing_ok=True)


_deliveries = itertools.count(1)


def _version(program: str) -> str:
    return subprocess.run([program, "--version"], capture_output=True, text=True, check=True).stdout.strip()
