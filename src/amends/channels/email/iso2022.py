"""East Asian text as mail programs really write it: sets switched by escape sequences, rows that vendors added."""

import functools
import re

from amends.channels.email import charset_guess

ESCAPE = re.compile(rb"\x1b(\([ABIJH]|\$[@AB]|\$\([@ABCDOPQ]|\$\)[ACGE]|\$\*H|&@|N|O)|([\x0e\x0f])")
JAPANESE = re.compile(rb"\x1b(?:\$[@B]|\(I|\(J|\$\([@BDOPQ])")
SINGLE = {b"(B": "ascii", b"(A": "ascii", b"(J": "roman", b"(H": "roman", b"(I": "kana"}
DOUBLE = {b"$@": "0208", b"$B": "0208", b"$(@": "0208", b"$(B": "0208", b"$(D": "0212", b"$(O": "0213", b"$(Q": "0213"}
DOUBLE |= {b"$(P": "0213-2", b"$A": "gb", b"$(A": "gb", b"$(C": "ks"}
PAIRS = re.compile(rb"((?:[\x21-\x7e]{2})+)|[\x00-\xff]")
EUC_RUNS = re.compile(
    rb"[\x00-\x7f]+|((?:\x8e[\xa1-\xdf])+)|((?:\x8f[\xa1-\xfe]{2})+)|((?:[\xa1-\xfe]{2})+)|[\x00-\xff]"
)
BIG5_RUNS = re.compile(
    rb"((?:[\xc6-\xc8][\xa1-\xfe]|[\xc7\xc8][\x40-\x7e])+)|(?:[\x00-\x7f]|[\x81-\xc5\xc9-\xfe][\x40-\x7e\xa1-\xfe]|\xc6[\x40-\x7e])+|[\x00-\xff]"
)
SEVEN_BITS = bytes(byte & 0x7F for byte in range(256))
HALF_WIDTH = {byte: 0xFF40 + byte for byte in range(0x21, 0x60)}
SHIFTS = re.compile(rb"[\x0e\x0f]")
OPENING, CLOSING = re.compile(rb"\$[@B]"), re.compile(rb"\([BJ]")
LINES_LOOKED_AT = 50
HZ_SAMPLE = 2_000
HZ = re.compile(rb"~(\{|\}|~|\r?\n)")


def charset_of(octets: bytes) -> str | None:
    """Name the ISO 2022 charset that the escape sequences give away."""
    if b"\x1b$)C" in octets:
        return "iso-2022-kr"
    if b"\x1b$)A" in octets or b"\x1b$)G" in octets:
        return "iso-2022-cn"
    return "iso-2022-jp" if JAPANESE.search(octets) else None


def decode_jp(octets: bytes) -> str:
    """Read ISO-2022-JP with everything Japanese programs add: half-width kana, NEC and IBM rows, JIS X 0212 and 0213."""
    if not SHIFTS.search(octets):
        try:
            return octets.decode("iso2022_jp")
        except UnicodeDecodeError:
            pass
    state, shifted, start = "ascii", False, 0
    pieces = []
    for found in ESCAPE.finditer(octets):
        pieces.append(_segment(octets[start : found.start()], "kana" if shifted else state))
        start = found.end()
        if found[2]:
            shifted = found[2] == b"\x0e"
        else:
            state, shifted = SINGLE.get(found[1]) or DOUBLE.get(found[1]) or state, False
    pieces.append(_segment(octets[start:], "kana" if shifted else state))
    return "".join(pieces)


def without_escapes(octets: bytes) -> str | None:
    """Read ISO-2022-JP whose escape signs a gateway has thrown away; None when nothing looks like it."""
    mended = b"\n".join(map(_with_escapes, octets.split(b"\n")))
    return decode_jp(mended) if mended != octets else None


def _with_escapes(line: bytes) -> bytes:
    """Put back the escape signs of one line: before "$B" and before the "(B" that stands whole pairs behind it."""
    pieces, position = [], 0
    while opening := OPENING.search(line, position):
        begin = opening.end()
        ends = (found for found in CLOSING.finditer(line, begin + 2) if (found.start() - begin) % 2 == 0)
        closing = next(ends, None)
        if closing is None or b" " in line[begin : closing.start()]:
            break
        pieces += [
            line[position : opening.start()],
            b"\x1b",
            line[opening.start() : closing.start()],
            b"\x1b",
            closing[0],
        ]
        position = closing.end()
    return b"".join([*pieces, line[position:]])


def _segment(octets: bytes, state: str) -> str:
    """Read a run of bytes in one set."""
    if not octets:
        return ""
    if state in ("ascii", "roman"):
        return octets.decode("ascii" if octets.isascii() else "cp932", "replace")
    if state == "kana":
        return octets.translate(SEVEN_BITS).decode("latin-1").translate(HALF_WIDTH)
    line, end, rest = octets.partition(b"\n")
    return _double_bytes(line, state) + end.decode("ascii") + _after_line(rest, state)


def _after_line(octets: bytes, state: str) -> str:
    """Read the lines behind one that did not switch back: RFC 1468 says they are single bytes, some programs go on."""
    *first, rest = octets.split(b"\n", LINES_LOOKED_AT)
    lines = []
    for line in first:
        text = _double_bytes(line, state)
        goes_on = b" " not in line and "\ufffd" not in text and charset_guess.plausibility(text) > 0.3
        lines.append(text if goes_on else line.decode("ascii", "replace"))
    text = _double_bytes(rest, state)
    is_pairs = b" " not in rest.partition(b"\n")[0] and "\ufffd" not in text
    goes_on = is_pairs and charset_guess.plausibility(text[:2_000]) > 0.3
    return "\n".join([*lines, text if goes_on else rest.decode("ascii", "replace")])


def _low(octets: bytes) -> bytes:
    """Strip the eighth bit, which some gateways add."""
    return octets if octets.isascii() else octets.translate(SEVEN_BITS)


def _double_bytes(octets: bytes, state: str) -> str:
    """Read two-byte characters; a line end falls back to single bytes, as RFC 1468 has it."""
    table = _characters(state)
    pieces = []
    for run in PAIRS.finditer(_low(octets)):
        pairs = run[0]
        if run[1]:
            pieces.append(
                "".join([table[lead * 94 + trail - 3135] for lead, trail in zip(pairs[::2], pairs[1::2], strict=True)])
            )
        else:
            pieces.append("\ufffd" if pairs > b"\x20" else pairs.decode("ascii"))
    return "".join(pieces)


@functools.cache
def _characters(state: str) -> tuple[str, ...]:
    """Give the 94 rows of 94 characters of a set, U+FFFD where there is none."""
    return tuple(_pair(bytes((lead, trail)), state) for lead in range(0x21, 0x7F) for trail in range(0x21, 0x7F))


def _pair(pair: bytes, state: str) -> str:
    """Read one two-byte character; U+FFFD when there is none."""
    high = bytes((pair[0] | 0x80, pair[1] | 0x80))
    if state == "0208":
        return _first((shift_jis(pair), "cp932"), (high, "euc_jis_2004"))
    if state == "0212":
        return _first((b"\x8f" + high, "euc_jp"))
    if state == "0213":
        return _first((high, "euc_jis_2004"), (shift_jis(pair), "cp932"))
    if state == "0213-2":
        return _first((b"\x8f" + high, "euc_jis_2004"))
    return _first((high, "gb18030" if state == "gb" else "cp949"))


def shift_jis(pair: bytes) -> bytes:
    """Give the Shift_JIS bytes of a JIS row and cell, so that vendor rows are read like on Windows."""
    row, cell = pair[0] - 0x21, pair[1]
    lead = (row >> 1) + (0x81 if row < 0x3E else 0xC1)
    if row & 1:
        return bytes((lead, cell + 0x7E))
    return bytes((lead, cell + (0x1F if cell < 0x60 else 0x20)))


def _first(*tries: tuple[bytes, str]) -> str:
    """Decode by the first codec that can."""
    for octets, codec in tries:
        try:
            return octets.decode(codec)
        except UnicodeDecodeError:
            continue
    return "\ufffd"


def decode_euc_jp(octets: bytes) -> str | None:
    """Read EUC-JP with the vendor rows of Windows; None when it is not EUC-JP."""
    pieces = []
    for run in EUC_RUNS.finditer(octets):
        piece = run[0]
        if piece.isascii():
            pieces.append(piece.decode("ascii"))
        elif run[1]:
            pieces.append(piece.replace(b"\x8e", b"").translate(SEVEN_BITS).decode("latin-1").translate(HALF_WIDTH))
        elif run[2]:
            pieces.append(_double_bytes(piece.replace(b"\x8f", b""), "0212"))
        elif run[3]:
            pieces.append(_double_bytes(piece, "0208"))
        else:
            return None
    text = "".join(pieces)
    return None if "\ufffd" in text else text


def decode_big5(octets: bytes) -> str | None:
    """Read Big5 with kana where ETEN put it, the euro of Windows and the characters of Hong Kong; None when it is not Big5."""
    pieces = []
    for run in BIG5_RUNS.finditer(octets):
        codecs = ("big5hkscs", "cp950") if run[1] else ("cp950", "big5hkscs")
        piece = _first(*((run[0], codec) for codec in codecs))
        if piece == "\ufffd":
            pairs = re.findall(rb"[\x00-\x7f]|..?", run[0], re.DOTALL)
            piece = "".join(_first((pair, "cp950"), (pair, "big5hkscs")) for pair in pairs)
        if "\ufffd" in piece:
            return None
        pieces.append(piece)
    return "".join(pieces)


def is_hz(octets: bytes) -> bool:
    """Say whether seven-bit text holds everyday Chinese between ~{ and ~}."""
    start = octets.find(b"~{") + 2
    end = octets.find(b"~}", start, start + HZ_SAMPLE) if start > 1 else -1
    return end > start and charset_guess.plausibility(_double_bytes(octets[start:end], "gb")) > 0.3


def decode_hz(octets: bytes) -> str:
    """Read HZ: GB characters between ~{ and ~}, with GBK inside tolerated."""
    pieces = []
    start, inside = 0, False
    for found in HZ.finditer(octets):
        pieces.append(_hz_run(octets[start : found.start()], inside))
        start = found.end()
        if found[1] in (b"{", b"}"):
            inside = found[1] == b"{"
        elif found[1] == b"~":
            pieces.append("~")
    pieces.append(_hz_run(octets[start:], inside))
    return "".join(pieces)


def _hz_run(octets: bytes, inside: bool) -> str:
    """Read a run of HZ text; a line end always closes the GB mode."""
    if not inside:
        return octets.decode("ascii", "replace")
    line, end, rest = octets.partition(b"\n")
    return _double_bytes(line, "gb") + (end + rest).decode("ascii", "replace")


def decode_cn(octets: bytes) -> str:
    """Read the GB 2312 half of ISO-2022-CN."""
    pieces = []
    start, shifted = 0, False
    for found in ESCAPE.finditer(octets):
        run = octets[start : found.start()]
        pieces.append(_double_bytes(run, "gb") if shifted else run.decode("ascii", "replace"))
        start = found.end()
        shifted = found[2] == b"\x0e" if found[2] else shifted
    run = octets[start:]
    pieces.append(_double_bytes(run, "gb") if shifted else run.decode("ascii", "replace"))
    return "".join(pieces)
