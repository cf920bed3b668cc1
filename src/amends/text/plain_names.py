"""What is nothing but a name. Anybody can type one beside somebody else's address: our mails carry no slogan for them."""

from __future__ import annotations

import re
import unicodedata

from amends.text import normalise

LONGEST, MOST_WORDS, MOST_SIGNS_OF_ONE_WORD = 60, 8, 12
# Ravi a/l Muthu, Lim Ah Kow @ Lim Kok Wing: written so on identity cards of Malaysia and Singapore.
_AS_ON_CARDS = re.compile(r"\b[ads]/[lpo]\b|(?<=\s)@(?=\s)", re.IGNORECASE)
_LINK = re.compile(r"\w{2,}\.\w{2,}|\b(?:www|https?|com|net|org)\b", re.IGNORECASE)
_NO_PART_OF_A_NAME = re.compile(r"[^\w\s.'’・·,()（）-]|\d|_")
_NO_PART_OF_A_FIRM = re.compile(r"[^\w\s.'’・·,()（）&＆+/-]|_")
# Forms of law at the beginning or the end of a name: whoever writes one writes for a firm.
_FIRM = re.compile(
    r"\b(?:ltd|limited|plc|llp|llc|inc|gmbh|sdn\.? bhd|pte|pty|bhd|berhad)\b\.?(?:\s*\([^)]*\))?\s*\Z"
    r"|^(?:株式会社|有限会社|合同会社)|(?:株式会社|有限会社|合同会社|公司)\Z",
    re.IGNORECASE,
)
# A name in Chinese or Japanese is short; a sentence is not, and has no blanks to count.
_SENTENCE = re.compile(rf"[\u3040-\u30ff\u3400-\u9fff]{{{MOST_SIGNS_OF_ONE_WORD + 1},}}")


def is_firm(name: str) -> bool:
    """Say whether a name ends or begins with a form of law: Sdn. Bhd., Ltd, 株式会社, 有限公司."""
    return _FIRM.search(name.strip()) is not None


def plain(shown: str, *, is_organisation: bool = False) -> str:
    """Give a name if it is nothing but a name, else ""; addresses, links and slogans are none. Firms may hold digits."""
    name = normalise.one_line(unicodedata.normalize("NFC", shown), 200).strip(" '\"")
    is_organisation = is_organisation or is_firm(name)
    rest = _AS_ON_CARDS.sub("", name)
    foreign = _NO_PART_OF_A_FIRM if is_organisation else _NO_PART_OF_A_NAME
    is_long = len(name) > LONGEST or len(name.split()) > MOST_WORDS
    is_sentence = not is_organisation and _SENTENCE.search(name)
    return "" if is_long or is_sentence or _LINK.search(rest) or foreign.search(rest) else name
