"""Make typed things comparable: names, order numbers, mail addresses, phone numbers, clean text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

import phonenumbers

# Printed as written, found in either form (9-practice section 5).
_VARIANTS = str.maketrans("髙﨑齋齊斉邊邉辺嶋嶌濵濱澤櫻國廣", "高崎斎斎斎辺辺辺島島浜浜沢桜国広")
_NO_KEY = re.compile(r"[\s.,·・'\"`´’()（）/\\_-]+")
_MAIL = re.compile(r"[^@\s]{1,64}@[^@\s]{1,189}\Z")


def clean(text: str, limit: int | None = None) -> str:
    """Remove what no database takes (NUL, lone surrogates) and unify line ends; cut to `limit` characters."""
    if "\x00" in text:
        text = text.replace("\x00", "")
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.isascii():
        text = text.encode("utf-8", "replace").decode("utf-8")
    return text[:limit] if limit is not None else text


def one_line(text: str, limit: int) -> str:
    """Fold a text into one line of at most `limit` characters, for subjects and snippets."""
    line = " ".join(clean(text).split())
    return line if len(line) <= limit else line[: limit - 1].rstrip() + "…"


def key(text: str, limit: int = 200) -> str:
    """Fold a name or an order number for exact look-up: width, case, blanks, dots and old kanji forms do not count."""
    folded = unicodedata.normalize("NFKC", clean(text, limit * 2)).casefold().translate(_VARIANTS)
    return _NO_KEY.sub("", folded)[:limit]


def mail_key(address: str) -> str | None:
    """Fold a mail address; None when it is none."""
    folded = unicodedata.normalize("NFKC", clean(address, 254).strip()).casefold()
    return folded if _MAIL.match(folded) else None


@lru_cache(maxsize=1024)  # one acceptance asks several times for the same number
def phone_key(number: str, country: str | None = None) -> str | None:
    """Fold a phone number typed in any width or notation to +E.164; None when it holds no number.

    country: ISO 3166 code in which numbers without + are read; without it, or when the plan does not know the
    number, the bare digits are the key, so that the same typing still finds it.
    """
    typed = unicodedata.normalize("NFKC", number[:60])
    try:
        parsed = phonenumbers.parse(typed, country)
        if phonenumbers.is_possible_number(parsed):
            return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)
    except phonenumbers.NumberParseException:
        pass
    digits = re.sub(r"\D", "", typed)
    return digits if 5 <= len(digits) <= 20 else None


def phone_keys(number: str, countries: Iterable[str]) -> set[str]:
    """Fold a phone number as it would be read in each of several countries, and in none of them."""
    return {key for country in (*countries, None) if (key := phone_key(number, country))}
