"""Dates and times as people of each language read them."""

from __future__ import annotations

from datetime import date, datetime
from functools import lru_cache

from babel.core import Locale
from babel.dates import format_date, format_datetime

from amends.text.forms_of_address import base

_LOCALES = {"en": "en_GB", "ja": "ja_JP", "zh-hans": "zh_Hans_CN", "ms": "ms_MY"}
_WITH_TIME = {
    "en": "EEEE d MMMM y, HH:mm",
    "ja": "y年M月d日（E）H:mm",
    "zh-hans": "y年M月d日（E）HH:mm",
    "ms": "EEEE, d MMMM y, HH:mm",
}
_DAY = {"en": "EEEE d MMMM y", "ja": "y年M月d日（E）", "zh-hans": "y年M月d日（E）", "ms": "EEEE, d MMMM y"}


@lru_cache
def locale_of(language: str) -> Locale:
    """Give the Babel locale in which a language of ours is written: found once, a page writes a hundred dates."""
    return Locale.parse(_LOCALES[base(language)])


def day_and_time(moment: datetime, language: str) -> str:
    """Write an instant, already on the right clock, with weekday and time."""
    return format_datetime(moment, _WITH_TIME[base(language)], locale=locale_of(language))


def day(on: date, language: str) -> str:
    """Write a day with its weekday."""
    return format_date(on, _DAY[base(language)], locale=locale_of(language))
