"""The encoding of a text file that does not say: a mark at its beginning, else UTF-8, else what fits its language."""

from __future__ import annotations

import codecs
import re
from pathlib import Path

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SAMPLE = 4 * 1024 * 1024
_KANA = re.compile(r"[\u3041-\u3096\u30a1-\u30fa]")
# The most frequent characters of Chinese texts; bytes of Japanese read as GB 18030 seldom give any of them.
_CHINESE = re.compile(r"[的一是不了在有人我他这中大来上个们到说和你要时我们就可以买退货没质量服务公司]")


class UnknownEncoding(Exception):
    """No encoding fits; the person has to say which it is."""


def encoding_of(path: Path) -> str:
    """Name the encoding of a file. Errors: UnknownEncoding, OSError."""
    with path.open("rb") as file:
        sample = file.read(_SAMPLE)
    for mark, name in _MARKS:
        if sample.startswith(mark):
            return name
    lines = sample.split(b"\n")
    if len(sample) == _SAMPLE:
        lines.pop()  # cut somewhere
    telling = [line for line in lines if not line.isascii()]
    if sum(_fits(line, "utf-8") for line in telling) * 2 >= len(telling):
        return "utf-8"  # a few broken lines are refused by themselves
    whole = b"\n".join(telling)
    if _fits(whole, "cp932") and len(_KANA.findall(whole.decode("cp932"))) * 8 >= len(whole) // 2:
        return "cp932"
    if _fits(whole, "gb18030") and len(_CHINESE.findall(whole.decode("gb18030"))) * 20 >= len(whole) // 2:
        return "gb18030"
    for name in ("cp932", "big5", "gb18030"):
        if _fits(whole, name) and _is_mostly_letters(whole.decode(name)):
            return name
    if len(telling) * 2 <= len(lines):
        return "utf-8"  # plain letters for the most part: only the rows with the odd bytes are refused
    raise UnknownEncoding()


def _fits(raw: bytes, name: str) -> bool:
    try:
        raw.decode(name)
    except UnicodeDecodeError:
        return False
    return True


def _is_mostly_letters(text: str) -> bool:
    foreign = [sign for sign in text if not sign.isascii()]
    return sum(sign.isalpha() or sign in "、。，！？「」・ー" for sign in foreign) * 10 >= len(foreign) * 9
