"""Reads the environment once, loudly: every AMENDS_* setting with its default, its meaning and its `*_FILE` twin."""

from __future__ import annotations

import os
import secrets
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

LOOPBACK = {"localhost", "127.0.0.1", "::1", "[::1]"}


class BadSetting(SystemExit):
    """A setting cannot be used; the message says which and what to do."""

    def __init__(self, words: str) -> None:
        super().__init__(f"amends: {words}")


def value(name: str, default: str = "") -> str:
    """Give a setting, from NAME or from the file that NAME_FILE names."""
    if file := os.environ.get(f"{name}_FILE"):
        try:
            return Path(file).read_text(encoding="utf-8").strip()
        except OSError as missing:
            raise BadSetting(f"{name}_FILE={file} cannot be read: {missing.strerror}") from missing
    return os.environ.get(name, default)


@dataclass(frozen=True, slots=True)
class Environment:
    """All settings of one process.

    data: directory of the embedded database, the files and the generated secret key. database_wait: seconds to wait for
    what somebody else holds locked, before people are told to try again. url: address under which people
    reach the portal; links in mails are made from it alone. smtp: smtp[s]://user:password@host:port, starttls=1 as
    query; empty: mails wait, visibly. trusted_authserv: names under which our own mail servers write what they found
    out about senders (Authentication-Results, RFC 8601); what others write there is not believed.
    """

    data: Path
    database_url: str
    database_wait: int
    url: str
    allow_http: bool
    smtp: str
    mail_from: str
    is_demo: bool
    debug: bool
    trusted_proxy: bool
    trusted_authserv: frozenset[str]

    @property
    def is_https(self) -> bool:
        return self.url.startswith("https://")

    @property
    def host(self) -> str:
        return urlsplit(self.url).hostname or "localhost"

    @property
    def warns_of_http(self) -> bool:
        return not self.is_https and self.host not in LOOPBACK


def _seconds(name: str, given: str) -> int:
    if not given.isdecimal() or int(given) < 1:
        raise BadSetting(f"{name}={given} is no number of seconds; give 20, for example")
    return int(given)


def read() -> Environment:
    """Read and check the environment. Errors: BadSetting."""
    environment = Environment(
        data=Path(value("AMENDS_DATA", "./amends-data")).expanduser().absolute(),
        database_url=value("DATABASE_URL"),
        database_wait=_seconds("AMENDS_DATABASE_WAIT", value("AMENDS_DATABASE_WAIT", "20")),
        url=value("AMENDS_URL", "http://localhost:8000").rstrip("/"),
        allow_http=value("AMENDS_ALLOW_HTTP") == "1",
        smtp=value("AMENDS_SMTP"),
        mail_from=value("AMENDS_MAIL_FROM"),
        is_demo=value("AMENDS_DEMO") == "1",
        debug=value("AMENDS_DEBUG") == "1",
        trusted_proxy=value("AMENDS_TRUSTED_PROXY") == "1",
        trusted_authserv=frozenset(value("AMENDS_TRUSTED_AUTHSERV").lower().replace(",", " ").split()),
    )
    parts = urlsplit(environment.url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise BadSetting(f"AMENDS_URL={environment.url} is no address; give https://complaints.example.com")
    if environment.warns_of_http and not environment.allow_http:
        raise BadSetting(
            f"AMENDS_URL={environment.url} is not https; passwords and complaints would travel in the open. "
            "Put a TLS proxy in front, or set AMENDS_ALLOW_HTTP=1 to go on all the same"
        )
    return environment


def secret_key(data: Path) -> str:
    """Give AMENDS_SECRET_KEY, or one generated once and kept in the data directory, readable by us alone."""
    if key := value("AMENDS_SECRET_KEY"):
        return key
    file = data / "secret-key"
    if file.exists():
        return file.read_text(encoding="ascii").strip()
    data.mkdir(parents=True, exist_ok=True)
    partial = data / f".secret-key.{secrets.token_hex(4)}"
    partial.write_text(secrets.token_urlsafe(50), encoding="ascii")
    partial.chmod(0o600)
    try:
        os.link(partial, file)  # two processes that start at once agree on one key
    except FileExistsError:
        pass
    finally:
        partial.unlink()
    return file.read_text(encoding="ascii").strip()
