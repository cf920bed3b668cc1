"""What a handler can say besides done."""

from __future__ import annotations

from datetime import timedelta


class NotYet(Exception):
    """The work cannot be done now for a reason that passes; it is tried again after a while, without counting."""

    def __init__(self, after: timedelta, reason: str) -> None:
        super().__init__(reason)
        self.after = after
        self.reason = reason
