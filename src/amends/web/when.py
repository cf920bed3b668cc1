"""Times on screens: short, with weekday, "today" and "tomorrow" where that is what people say. Letters use text.dates."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_time, get_timezone_location
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from amends.text.dates import locale_of
from amends.text.forms_of_address import base

_DAY = {"en": "EEEE d MMMM", "ja": "M月d日（E）", "zh-hans": "M月d日（E）", "ms": "EEEE, d MMMM"}
_DAY_WITH_YEAR = {"en": "d MMMM y", "ja": "y年M月d日", "zh-hans": "y年M月d日", "ms": "d MMMM y"}
_SHORT = {"en": "d MMM", "ja": "M月d日", "zh-hans": "M月d日", "ms": "d MMM"}
_SHORT_WITH_WEEKDAY = {"en": "EEE d MMM", "ja": "M/d（E）", "zh-hans": "M/d（E）", "ms": "EEE, d MMM"}
_TIME = {"en": "HH:mm", "ja": "H:mm", "zh-hans": "HH:mm", "ms": "HH:mm"}


def moment(at: datetime, *, zone: ZoneInfo, now: datetime) -> str:
    """Write an instant: today at 17:00, tomorrow at 10:00, Thursday 16 July, 17:00; with the year when it is another."""
    local, clock = at.astimezone(zone), time(at, zone=zone)
    away = (local.date() - now.astimezone(zone).date()).days
    match away:
        case 0:
            return _("today at %(time)s") % {"time": clock}
        case 1:
            return _("tomorrow at %(time)s") % {"time": clock}
        case -1:
            return _("yesterday at %(time)s") % {"time": clock}
    return _("%(day)s, %(time)s") % {"day": day(local.date(), today=now.astimezone(zone).date()), "time": clock}


def day(on: date, *, today: date) -> str:
    """Write a day with its weekday; with the year instead when it is far."""
    language = get_language() or "en"
    is_near = abs(on - today) < timedelta(days=150)
    pattern = (_DAY if is_near else _DAY_WITH_YEAR)[base(language)]
    return format_date(on, pattern, locale=locale_of(language))


def short_day(at: datetime, *, zone: ZoneInfo) -> str:
    """Write a day in a few letters: 14 Jul."""
    language = get_language() or "en"
    return format_date(at.astimezone(zone).date(), _SHORT[base(language)], locale=locale_of(language))


def days(since: date, until: date) -> str:
    """Write a day or several in a row, both ends included: Sat 18 Jul – Sun 19 Jul."""
    language = get_language() or "en"
    first, last = (
        format_date(on, _SHORT_WITH_WEEKDAY[base(language)], locale=locale_of(language)) for on in (since, until)
    )
    return first if since == until else _("{first} – {last}").format(first=first, last=last)


def time(at: datetime, *, zone: ZoneInfo) -> str:
    """Write the time of day."""
    language = get_language() or "en"
    return format_time(at.astimezone(zone), _TIME[base(language)], locale=locale_of(language))


def elsewhere(there: ZoneInfo, *, here: ZoneInfo, now: datetime) -> str:
    """Say what time it is at a place whose clock is not the reader's; "" where both show the same."""
    if now.astimezone(there).utcoffset() == now.astimezone(here).utcoffset():
        return ""
    city = get_timezone_location(str(there), locale=locale_of(get_language() or "en"), return_city=True)
    clock = moment(now, zone=there, now=now)
    return _("Times are on your own clock. In %(city)s it is now %(clock)s.") % {"city": city, "clock": clock}


def size(count: int) -> str:
    """Write a number of bytes: 2.1 MB, 340 kB."""
    if count >= 1_000_000:
        return f"{count / 1_048_576:.1f} MB"
    return f"{max(1, round(count / 1024))} kB"
