"""Identities made by the application, so that rows of one complaint can be built before the database sees any."""

from __future__ import annotations

import secrets
import threading
import time
import uuid

_lock = threading.Lock()
_last = 0


def new_id() -> uuid.UUID:
    """Make a version 7 UUID: 48 bits of milliseconds, a count of 12 bits, 62 random bits. Source: RFC 9562 section 6.2.

    Those of one process sort in the order in which they were made, also within a millisecond or when the clock goes back.
    """
    global _last
    with _lock:
        _last = max(time.time_ns() // 1_000_000 << 12, _last + 1)
        moment = _last
    value = (moment >> 12 & (1 << 48) - 1) << 80 | 0x7 << 76
    value |= (moment & 0xFFF) << 64 | 0b10 << 62 | secrets.randbits(62)
    return uuid.UUID(int=value)
