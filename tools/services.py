"""The servers that tests and benchmarks need: where they are on this machine, and a PostgreSQL cluster of one's own.

`python -m tools.services` says what is here; with CI=true a missing one is a failure.
"""

import contextlib
import ctypes
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any, Self

CHROMIUMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
UNPRIVILEGED = ("postgres", "nobody")
MAC_CHROME = Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")


class MissingService(RuntimeError):
    """A program that this run needs is not on this machine."""


def postgresql_bin() -> Path | None:
    """Find the directory that holds initdb and postgres: on PATH, or the newest of the distribution's."""
    if found := shutil.which("initdb"):
        return Path(found).resolve().parent
    versions = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    homebrew = sorted(Path("/opt/homebrew/opt").glob("postgresql@*/bin/initdb"))
    found_here = [*homebrew, *versions]
    return found_here[-1].parent if found_here else None


def dovecot() -> str | None:
    """Find the IMAP server; Debian puts it where only root looks."""
    return shutil.which("dovecot", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")


def chromium() -> str | None:
    """Find a Chromium; AMENDS_CHROMIUM names another one."""
    named = [os.environ.get("AMENDS_CHROMIUM", ""), *CHROMIUMS]
    found = next(filter(None, (shutil.which(name) for name in named if name)), None)
    return found or (str(MAC_CHROME) if MAC_CHROME.exists() else None)


def unprivileged_user() -> pwd.struct_passwd | None:
    """Name the account that servers run under when we are root; None when we are not and need no other."""
    if os.geteuid() != 0:
        return None
    for name in UNPRIVILEGED:
        with contextlib.suppress(KeyError):
            return pwd.getpwnam(name)
    raise MissingService("initdb refuses root, and there is no account postgres or nobody to run it")


def run_as(account: pwd.struct_passwd | None) -> dict[str, Any]:
    """Give the arguments that make subprocess run a program under an account; none for our own."""
    return {} if account is None else {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}


def die_with_parent() -> None:
    """Ask the kernel (Linux) to stop this child when its parent dies, however it dies. For preexec_fn."""
    if sys.platform == "linux":
        pr_set_pdeathsig = 1
        ctypes.CDLL(None).prctl(pr_set_pdeathsig, signal.SIGQUIT)


class Cluster:
    """A throwaway PostgreSQL of one's own: unix socket only, durable as in production, gone afterwards.

    Several may run beside one another: each has its own directory, and the socket is inside.
    """

    def __init__(self, **settings: str) -> None:
        """settings: further lines for postgresql.conf."""
        found = postgresql_bin()
        if found is None:
            raise MissingService("PostgreSQL is not installed (initdb is neither on PATH nor in /usr/lib/postgresql)")
        self._bin = found
        self._account = unprivileged_user()
        self._settings = {"listen_addresses": "''", "max_connections": "200", "shared_buffers": "128MB"} | settings
        self._process: subprocess.Popen[bytes] | None = None
        # Not below TMPDIR: the name of a socket has room for about a hundred bytes.
        self.directory = Path(tempfile.mkdtemp(prefix="amends-pg-", dir="/tmp"))
        self._data = self.directory / "data"
        if self._account:
            os.chown(self.directory, self._account.pw_uid, self._account.pw_gid)

    def __enter__(self) -> Self:
        self.create()
        self.start()
        return self

    def __exit__(self, *exc: object) -> None:
        self.remove()

    def create(self) -> None:
        """Make the files of the cluster."""
        self._run(
            "initdb", "-D", str(self._data), "-U", "amends", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "-N"
        )
        lines = [f"{name} = {value}\n" for name, value in self._settings.items()]
        lines.append(f"unix_socket_directories = '{self.directory}'\n")
        with (self._data / "postgresql.conf").open("a") as configuration:
            configuration.writelines(lines)

    def start(self) -> None:
        """Start the server, also after a kill, and wait until it answers."""
        with (self.directory / "log").open("ab") as log:
            self._process = subprocess.Popen(
                [self._bin / "postgres", "-D", self._data, "-p", "5432"],
                stdout=log, stderr=log, stdin=subprocess.DEVNULL, cwd="/", start_new_session=True,
                preexec_fn=die_with_parent, **run_as(self._account),
            )  # fmt: skip
        deadline = time.monotonic() + 60
        while self._run("pg_isready", "-q", "-h", str(self.directory), check=False).returncode != 0:
            if self._process.poll() is not None or time.monotonic() > deadline:
                raise MissingService(f"PostgreSQL did not start:\n{(self.directory / 'log').read_text()[-2000:]}")
            time.sleep(0.05)

    @property
    def pid(self) -> int:
        """Give the process that all others of the server come from; it runs."""
        if self._process is None:
            raise RuntimeError("the server does not run")
        return self._process.pid

    def kill(self) -> None:
        """Kill the server and all its children at once (SIGKILL), as a power cut would; start() recovers."""
        if self._process:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()
            self._process = None

    def stop(self) -> None:
        """Stop the server in order, without waiting for those who are still connected."""
        if self._process:
            self._process.send_signal(signal.SIGINT)
            try:
                self._process.wait(timeout=30)
            except subprocess.TimeoutExpired:
                self.kill()
            self._process = None

    def remove(self) -> None:
        """Stop the server and delete its files."""
        self.stop()
        shutil.rmtree(self.directory, ignore_errors=True)

    def url(self, database: str = "postgres") -> str:
        """Give the DATABASE_URL of a database of this cluster."""
        return url(self.directory, database)

    def _run(self, program: str, *arguments: str, check: bool = True) -> subprocess.CompletedProcess[str]:
        environment = os.environ | {"LC_ALL": "C.UTF-8"}
        done: subprocess.CompletedProcess[str] = subprocess.run(
            [self._bin / program, *arguments], env=environment, cwd="/", text=True, check=False,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, **run_as(self._account),
        )  # fmt: skip
        if check and done.returncode != 0:
            raise MissingService(f"{program} failed:\n{done.stdout[-2000:]}")
        return done


def url(socket_directory: Path, database: str) -> str:
    """Write the address of a database behind a unix socket."""
    return f"postgresql://amends@{str(socket_directory).replace('/', '%2F')}:5432/{database}"


def found() -> dict[str, str | None]:
    """Say where each service is, or None."""
    server = postgresql_bin()
    return {"PostgreSQL": str(server) if server else None, "Dovecot": dovecot(), "Chromium": chromium()}


def is_ci() -> bool:
    """Whether a missing service is a failure and not a skip."""
    return os.environ.get("CI", "").lower() in {"1", "true", "yes"}


def main() -> int:
    """Print what is here; exit 1 where something is missing and this is CI."""
    services = found()
    for name, place in services.items():
        print(f"{name}: {place or 'missing: its tests are skipped'}")
    missing = [name for name, place in services.items() if place is None]
    if missing and is_ci():
        print(f"CI needs {', '.join(missing)}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
