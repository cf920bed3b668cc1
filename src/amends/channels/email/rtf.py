"""Rich text of Outlook into plain text: only what a person reads; HTML that was wrapped in RTF is taken out again."""

import re

from compressed_rtf import decompress

from amends.channels.email import charsets, limits

TOKEN = re.compile(
    rb"\\([a-z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-fA-F]{2})|\\([^a-z'])|([{}])|[\r\n]+|([^\\{}\r\n]+)",
    re.IGNORECASE,
)
HIDDEN = frozenset(
    (
        b"fonttbl",
        b"colortbl",
        b"stylesheet",
        b"info",
        b"pict",
        b"object",
        b"generator",
        b"listtable",
        b"listoverridetable",
        b"rsidtbl",
    )
)
SIGNS = {
    b"par": "\n",
    b"line": "\n",
    b"tab": "\t",
    b"cell": "\t",
    b"row": "\n",
    b"lquote": "‘",
    b"rquote": "’",
    b"ldblquote": "“",
    b"rdblquote": "”",
    b"bullet": "•",
    b"endash": "–",
    b"emdash": "—",
}
LARGEST = limits.MEGABYTE


def unpack(octets: bytes) -> str:
    """Read a compressed RTF body; "" when it is none or beyond measure."""
    if len(octets) < 16 or int.from_bytes(octets[4:8], "little") > LARGEST or len(octets) > LARGEST:
        return ""
    try:
        return text_of(bytes(decompress(octets)))
    except MemoryError:
        raise
    except Exception:  # a wrong checksum raises nothing more precise
        return ""


def text_of(rtf: bytes) -> str:
    """Give the text of an RTF document."""
    found = re.search(rb"\\ansicpg(\d{1,5})", rtf[:500])
    page = f"cp{int(found[1])}" if found else "cp1252"
    pieces: list[str] = []
    waiting = b""
    hidden: list[bool] = [False]
    skip = 0
    for token in TOKEN.finditer(rtf):
        word, number, byte, sign, brace, plain = token.groups()
        if byte is not None or plain is not None:
            given = bytes.fromhex(byte.decode("ascii")) if byte is not None else plain
            given, skip = given[skip:], max(0, skip - len(given))
            waiting += b"" if hidden[-1] else given
            continue
        if waiting:
            pieces.append(charsets.decode(waiting, page).text)
            waiting = b""
        if brace is not None:
            _brace(hidden, brace)
        elif sign is not None:
            hidden[-1] = hidden[-1] or sign == b"*"
            pieces.append("" if hidden[-1] else {b"~": " ", b"_": "-", b"-": ""}.get(sign, sign.decode("latin-1")))
        elif word is not None and not hidden[-1]:
            skip = _word(pieces, hidden, word, number)
    return "".join(pieces).replace("\0", "").strip("\n")


def _brace(hidden: list[bool], brace: bytes) -> None:
    """Enter or leave a group; what is hidden in it ends with it."""
    if brace == b"{":
        hidden.append(hidden[-1])
    elif len(hidden) > 1:
        hidden.pop()


def _word(pieces: list[str], hidden: list[bool], word: bytes, number: bytes | None) -> int:
    """Act on a control word; gives how many characters stand in for a Unicode one and are skipped."""
    if word in HIDDEN:
        hidden[-1] = True
    elif word in SIGNS:
        pieces.append(SIGNS[word])
    elif word == b"u" and number is not None:
        code = int(number) % 65_536
        pieces.append(chr(code) if not 0xD800 <= code <= 0xDFFF else "\ufffd")
        return 1
    return 0
