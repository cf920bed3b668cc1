"""Bytes of unknown or claimed charset into text: aliases, legacy Japanese and Chinese, and what to do when the label lies."""

import codecs
import re
from dataclasses import dataclass

from amends.channels.email import charset_guess, iso2022

ALIASES = {
    "ascii": "us-ascii",
    "ansi_x3.4-1968": "us-ascii",
    "us": "us-ascii",
    "utf8": "utf-8",
    "utf-8-bom": "utf-8",
    "unicode-1-1-utf-8": "utf-8",
    "utf8mb4": "utf-8",
    "utf-16": "utf-16",
    "unicode": "utf-16",
    "unicode-1-1-utf-7": "utf-7",
    "x-unicode-2-0-utf-7": "utf-7",
    "utf7": "utf-7",
    "x-imap4-modified-utf7": "utf-7",
    "latin1": "cp1252",
    "iso-8859-1": "cp1252",
    "iso8859-1": "cp1252",
    "iso_8859-1": "cp1252",
    "ansi": "cp1252",
    "windows": "cp1252",
    "iso-8859-8-i": "iso-8859-8",
    "iso-8859-8-e": "iso-8859-8",
    "iso-8859-6-i": "iso-8859-6",
    "iso-8859-9": "cp1254",
    "iso-8859-11": "cp874",
    "windows-874": "cp874",
    "tis-620": "cp874",
    "dos-874": "cp874",
    "macintosh": "mac-roman",
    "mac": "mac-roman",
    "x-mac-japanese": "cp932",
    "x-mac-chinesesimp": "gb18030",
    "x-mac-chinesetrad": "cp950",
    "x-mac-korean": "cp949",
    "x-mac-cyrillic": "mac-cyrillic",
    "x-mac-ukrainian": "mac-cyrillic",
    "x-mac-ce": "mac-latin2",
    "x-mac-centraleurroman": "mac-latin2",
    "shift_jis": "cp932",
    "shift-jis": "cp932",
    "shiftjis": "cp932",
    "sjis": "cp932",
    "x-sjis": "cp932",
    "ms_kanji": "cp932",
    "ms932": "cp932",
    "windows-31j": "cp932",
    "csshiftjis": "cp932",
    "cswindows31j": "cp932",
    "shift_jis_2004": "shift_jis_2004",
    "eucjp": "euc-jp",
    "x-euc-jp": "euc-jp",
    "x-euc": "euc-jp",
    "ujis": "euc-jp",
    "eucjp-ms": "euc-jp",
    "eucjp-win": "euc-jp",
    "cp51932": "euc-jp",
    "jis": "iso-2022-jp",
    "iso2022jp": "iso-2022-jp",
    "iso-2022-jp-1": "iso-2022-jp",
    "iso-2022-jp-2": "iso-2022-jp",
    "iso-2022-jp-3": "iso-2022-jp",
    "iso-2022-jp-2004": "iso-2022-jp",
    "iso-2022-jp-ms": "iso-2022-jp",
    "iso-2022-jp-ext": "iso-2022-jp",
    "cp50220": "iso-2022-jp",
    "cp50221": "iso-2022-jp",
    "cp50222": "iso-2022-jp",
    "csiso2022jp": "iso-2022-jp",
    "gb2312": "gb18030",
    "gb_2312": "gb18030",
    "gb_2312-80": "gb18030",
    "gb2312-80": "gb18030",
    "gb2312_charset": "gb18030",
    "csgb2312": "gb18030",
    "euc-cn": "gb18030",
    "euccn": "gb18030",
    "x-euc-cn": "gb18030",
    "chinese": "gb18030",
    "gb": "gb18030",
    "gbk": "gb18030",
    "x-gbk": "gb18030",
    "cp936": "gb18030",
    "ms936": "gb18030",
    "windows-936": "gb18030",
    "gb18030-2000": "gb18030",
    "hz": "hz",
    "hz-gb-2312": "hz",
    "hz-gb2312": "hz",
    "iso-2022-cn": "iso-2022-cn",
    "iso-2022-cn-ext": "iso-2022-cn",
    "big5": "big5",
    "big-5": "big5",
    "cn-big5": "big5",
    "x-x-big5": "big5",
    "csbig5": "big5",
    "big5-eten": "big5",
    "cp950": "big5",
    "windows-950": "big5",
    "big5-hkscs": "big5hkscs",
    "ks_c_5601": "cp949",
    "ks_c_5601-1987": "cp949",
    "ks_c_5601-1989": "cp949",
    "ksc5601": "cp949",
    "ksc_5601": "cp949",
    "korean": "cp949",
    "euc-kr": "cp949",
    "euckr": "cp949",
    "x-windows-949": "cp949",
    "windows-949": "cp949",
    "uhc": "cp949",
    "koi8-ru": "koi8-u",
    "koi8": "koi8-r",
    "iso-ir-111": "koi8-r",
}
OWN_NAMES = frozenset({*ALIASES.values(), "iso-2022-kr"})
SAYS_NOTHING = frozenset(
    {
        "",
        "us-ascii",
        "unknown",
        "unknown-8bit",
        "x-unknown",
        "8bit",
        "7bit",
        "binary",
        "default",
        "none",
        "default_charset",
    }
)
NOT_TEXT = frozenset({"idna", "punycode", "undefined", "mbcs", "oem", "unicode_escape", "raw_unicode_escape"})
MULTIBYTE = {
    "cp932": ("cp932", "shift_jis_2004"),
    "euc-jp": ("euc_jp",),
    "gb18030": ("gb18030",),
    "big5": ("cp950", "big5hkscs"),
    "big5hkscs": ("big5hkscs", "cp950"),
    "cp949": ("cp949", "johab"),
}
NUL = "\0"
ASCII = bytes(range(128))
FEW = 8
UTF16_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text, the charset it was read in, and whether something could not be read."""

    text: str
    charset: str
    is_damaged: bool = False


def normal_name(label: str | None) -> str:
    """Name the charset a label means; "" when it says nothing or is not known here."""
    name = (label or "").strip().strip("\"'<>;,. \t").split("*", 1)[0].replace(" ", "-").lower()
    name = re.sub(r"^(?:charset=|x-)?(?=(?:cp|windows|iso|utf|gb|big5)[-_]?\d)", "", name)[:60]
    for spelling in (name, name.replace("_", "-"), re.sub(r"^(cp|windows|iso)[-_]", r"\1", name)):
        if spelling in ALIASES:
            return ALIASES[spelling]
        if spelling in OWN_NAMES:
            return spelling
    if name in SAYS_NOTHING:
        return ""
    return _python_name(name) or _python_name(re.sub(r"^(cp|win|windows)[-_]?(\d+)$", r"cp\2", name))


def _python_name(name: str) -> str:
    """Name Python's own text codec for a label, or ""."""
    if not name.isascii() or NUL in name or name.replace("-", "_") in NOT_TEXT:
        return ""
    try:
        found = codecs.lookup(name)
    except (LookupError, ValueError, UnicodeError):
        return ""
    is_text: bool = getattr(found, "_is_text_encoding", True)
    return found.name if is_text and found.name not in NOT_TEXT else ""


def decode(octets: bytes, label: str | None = None, hint: str | None = None) -> Decoded:
    """Read bytes as text, believing the label only as far as the bytes bear it out.

    hint: another label to fall back on, such as the body's for a raw header.
    """
    found = _decode(octets, normal_name(label), normal_name(hint))
    if NUL in found.text:
        return Decoded(found.text.replace(NUL, ""), found.charset, found.is_damaged)
    return found


def _decode(octets: bytes, charset: str, hint: str) -> Decoded:
    """Choose between label, tell-tale bytes, hint and guess."""
    if octets.startswith(UTF16_MARKS) and len(octets) % 2 == 0 and (text := _strict(octets, "utf-16")) is not None:
        return Decoded(text, "utf-16")
    if octets.isascii() and charset in ("", "us-ascii", "gb18030", "hz", "utf-8") and iso2022.is_hz(octets):
        return _hz(octets)
    if b"\x1b" in octets and (told := iso2022.charset_of(octets)) and charset not in ("utf-16", "utf-7"):
        return _iso2022(octets, told)
    if octets.isascii() and charset in ("", "us-ascii", "utf-8"):
        return Decoded(octets.decode("ascii"), "us-ascii")
    if octets.startswith(codecs.BOM_UTF8) or charset in ("", "utf-8") or _is_rather_utf8(octets, charset):
        if (text := _strict(octets, "utf-8")) is not None:
            return Decoded(text.removeprefix("\ufeff"), "utf-8")
        if charset == "utf-8" and _is_damaged_utf8(octets):
            return Decoded(octets.decode("utf-8", "replace").removeprefix("\ufeff"), "utf-8", True)
    if charset not in ("", "utf-8") and (believed := _as_labelled(octets, charset)) is not None:
        return believed
    for other in (hint,) if hint not in ("", "cp1252", charset) else ():
        if (believed := _as_labelled(octets, other)) is not None:
            return believed
    return _guessed(octets, charset)


def _as_labelled(octets: bytes, charset: str) -> Decoded | None:
    """Read bytes as the label says; None when they are not that."""
    if charset in ("iso-2022-jp", "iso-2022-kr", "iso-2022-cn"):
        return _iso2022(octets, charset) if octets.isascii() else None
    if charset in ("big5", "big5hkscs"):
        return _big5(octets, charset)
    if charset == "hz":
        return _hz(octets) if octets.isascii() else None
    if charset == "cp1252" and not octets.isascii() and (found := charset_guess.east_asian(octets)):
        return Decoded(octets.decode(found), found)
    for codec in MULTIBYTE.get(charset, (charset,)):
        if (text := _strict(octets, codec)) is not None and not _is_other_cjk(octets, codec, text):
            return Decoded(text, charset)
    if charset == "euc-jp":
        text = iso2022.decode_euc_jp(octets) or _strict(octets, "euc_jis_2004")
        return Decoded(text, charset) if text is not None else None
    if charset == "cp1252":
        return Decoded(octets.decode("cp1252", "western"), charset)
    return None


def _hz(octets: bytes) -> Decoded:
    """Read HZ, strictly where that is possible, for that is quick."""
    return Decoded(_strict(octets, "hz") or iso2022.decode_hz(octets), "hz")


def _big5(octets: bytes, charset: str) -> Decoded | None:
    """Read Big5 as Taiwan, Hong Kong and Windows write it; None when it is not that."""
    text = iso2022.decode_big5(octets)
    return Decoded(text, charset) if text is not None and not _is_other_cjk(octets, "cp950", text) else None


def _is_other_cjk(octets: bytes, codec: str, text: str) -> bool:
    """Say whether bytes labelled as one East Asian charset are plainly another."""
    if codec not in charset_guess.EAST_ASIAN or octets.isascii():
        return False
    if len(octets.translate(None, ASCII)) < FEW:
        return False  # a name or two words say nothing against their label
    found = charset_guess.east_asian(octets)
    return found is not None and found != codec and charset_guess.plausibility(text[:4_000]) < 0.2


def _guessed(octets: bytes, charset: str) -> Decoded:
    """Read bytes nobody vouches for: another charset that fits, else the labelled one with gaps."""
    if (found := charset_guess.guess(octets)) and (text := _strict(octets, found)) is not None:
        return Decoded(text, found)
    tries = [*MULTIBYTE.get(charset, (charset,) if charset else ()), "utf-8"]
    readings = []
    for codec in tries:
        try:
            readings.append((octets.decode(codec, "replace"), codec))
        except (UnicodeError, LookupError, ValueError):
            continue
    text, codec = min(readings, key=lambda reading: reading[0].count("\ufffd") / (len(reading[0]) or 1))
    if not charset and text.count("\ufffd") * 3 > len(text):
        return Decoded(octets.decode("cp1252", "western"), "cp1252", True)
    return Decoded(text, codec, "\ufffd" in text)


def _iso2022(octets: bytes, charset: str) -> Decoded:
    """Read text that switches character sets by escape sequences."""
    if charset == "iso-2022-jp":
        has_escapes = b"\x1b" in octets
        text = (None if has_escapes else iso2022.without_escapes(octets)) or iso2022.decode_jp(octets)
    elif charset == "iso-2022-cn":
        text = iso2022.decode_cn(octets)
    else:
        text = octets.decode("iso2022_kr", "replace")
    return Decoded(text, charset, "\ufffd" in text)


def _strict(octets: bytes, codec: str) -> str | None:
    """Decode, or None when a single byte does not fit."""
    try:
        return octets.decode(codec)
    except (UnicodeError, LookupError, ValueError):
        return None


def _is_rather_utf8(octets: bytes, charset: str) -> bool:
    """Say whether bytes labelled otherwise are UTF-8: chance hardly makes several valid sequences, or everyday words."""
    if octets.isascii() or charset in ("utf-16", "utf-7", "utf-32"):
        return False
    high = sum(len(run) for run in re.findall(rb"[\x80-\xff]+", octets[:20_000]))
    if charset not in MULTIBYTE or high >= 18:
        return True
    text, labelled = _strict(octets, "utf-8"), _strict(octets, MULTIBYTE[charset][0])
    return text is not None and charset_guess.plausibility(text) > charset_guess.plausibility(labelled or "")


def _is_damaged_utf8(octets: bytes) -> bool:
    """Say whether UTF-8 was merely cut or scratched: some characters are whole, and nothing East Asian fits better."""
    text = octets.decode("utf-8", "replace")
    read = sum(1 for character in text if character > "\x7f" and character != "\ufffd")
    return read > 3 * text.count("\ufffd") or (read > 0 and charset_guess.east_asian(octets) is None)


def _western(error: UnicodeError) -> tuple[str, int]:
    """Let the five bytes that windows-1252 leaves open stand for themselves, as browsers do."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("latin-1"), error.end


codecs.register_error("western", _western)
