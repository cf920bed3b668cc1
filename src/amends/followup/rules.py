"""Who may call, and when somebody counts as not to be reached. No database."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum

from amends.kernel.calendar import WorkingCalendar

# Source: 2-domain section 3.2, row 15.
ATTEMPTS, CHANNELS, WORKING_DAYS = 3, 2, 5


class Way(StrEnum):
    """How somebody was asked whether it is put right."""

    PHONE = "phone"
    MAIL = "mail"
    LETTER = "letter"
    MESSENGER = "messenger"
    COUNTER = "counter"
    VISIT = "visit"


def is_unreachable(attempts: Sequence[tuple[datetime, str]], calendar: WorkingCalendar) -> bool:
    """Say whether enough was tried: three times, in two ways, over five working days at least."""
    if len(attempts) < ATTEMPTS or len({way for _at, way in attempts}) < CHANNELS:
        return False
    first, last = min(at for at, _way in attempts), max(at for at, _way in attempts)
    return calendar.local_day(last) >= calendar.next_working_day(calendar.local_day(first), WORKING_DAYS)
