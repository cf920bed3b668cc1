"""Brakes on guessing and flooding: counted by the address that calls and never by whom it is about.

Nobody can lock out a victim: an attacker's tries count against the attacker alone, and every brake ends by itself.
"""

import time
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest

from amends.kernel.errors import DomainError, ErrorKind
from amends.organisation import tries


class TooManyTries(DomainError):
    """This address tried too often; facts["seconds"] says how long to wait."""

    code = "too_many_tries"
    kind = ErrorKind.TOO_MANY


@dataclass(frozen=True, slots=True)
class Brake:
    """At most `times` in `seconds` from one address."""

    name: str
    times: int
    seconds: int


COMPLAIN = Brake("complain", 120, 60)
UPLOAD = Brake("upload", 300, 3600)
KEYS = Brake("keys", 20, 60)
LOST = Brake("lost", 10, 3600)
SETUP = Brake("setup", 30, 3600)
SIGN_IN = Brake("sign-in", 20, 300)  # failures


def count(request: HttpRequest, brake: Brake) -> None:
    """Count one try of the caller, in this process first, then for all. Errors: TooManyTries."""
    key = _key(request, brake)
    used = _count_here(key, brake)
    if used <= brake.times and tries.are_shared():
        used = max(used, tries.count(key, until=_end(brake)) or 0)
    if used > brake.times:
        raise _refusal(brake)


def require_patience(request: HttpRequest, brake: Brake) -> None:
    """Refuse a caller whose failures have used the brake up, before anything is looked up. Errors: TooManyTries."""
    key = _key(request, brake)
    used = int(cache.get(key, 0))
    if used < brake.times and tries.are_shared():
        used = max(used, tries.known(key) or 0)
    if used >= brake.times:
        raise _refusal(brake)


def _count_here(key: str, brake: Brake) -> int:
    cache.add(key, 0, timeout=brake.seconds)
    try:
        return int(cache.incr(key))
    except ValueError:  # fell out of the cache between the two lines
        return 1


def _end(brake: Brake) -> datetime:
    window = int(time.time()) // brake.seconds
    return datetime.fromtimestamp((window + 1) * brake.seconds, UTC)


def _key(request: HttpRequest, brake: Brake) -> str:
    who = sha256(address_of(request).encode()).hexdigest()[:32]
    return f"brake:{brake.name}:{int(time.time()) // brake.seconds}:{who}"


def _refusal(brake: Brake) -> TooManyTries:
    return TooManyTries(seconds=brake.seconds - int(time.time()) % brake.seconds)


def address_of(request: HttpRequest) -> str:
    """Give the caller's address: the last hop our own proxy noted where there is one, else the other end of the line."""
    if settings.SECURE_PROXY_SSL_HEADER:
        noted = str(request.META.get("HTTP_X_FORWARDED_FOR", "")).rsplit(",", 1)[-1].strip()
        if noted:
            return noted
    return str(request.META.get("REMOTE_ADDR", ""))
