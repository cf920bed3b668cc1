"""Encoded words (RFC 2047) and raw eight-bit text in header fields into what a person reads."""

import base64
import binascii
import re
from dataclasses import dataclass

from amends.channels.email import charsets

ENCODED_WORD = re.compile(r"=\?([^?\s\"<>()]{0,80})\?([BbQq])\?((?:[^?]|\?(?!=)){0,4000}+)\?=(?=([ \t]*))")
UNFINISHED = re.compile(r"=\?([^?\s\"<>()]{1,80})\?([BbQq])\?([^?\s]{1,4000}+)(\?)?$")
NOT_BASE64 = re.compile(rb"[^A-Za-z0-9+/]+")
HEX = re.compile(rb"=([0-9A-Fa-f]{2})")


@dataclass(slots=True)
class _Run:
    """Neighbouring encoded words of one charset and encoding: their bytes belong together."""

    charset: str
    encoding: str
    pieces: list[bytes]


def raw_text(octets: bytes, hint: str = "") -> str:
    """Read header bytes, raw eight-bit or escape sequences included, leaving encoded words as they stand."""
    if octets.isascii() and b"\x1b" not in octets:
        return octets.decode("ascii").replace("\0", "")
    return charsets.decode(octets, "", hint).text


def decode(text: str, hint: str = "") -> str:
    """Decode all encoded words of an unstructured value, also those split inside a character."""
    if "=?" not in text:
        return text
    pieces: list[str] = []
    run: _Run | None = None
    position = 0
    for found in ENCODED_WORD.finditer(text):
        between = text[position : found.start()]
        charset, encoding = found[1].split("*", 1)[0].lower(), found[2].upper()
        if run is not None and (between.strip() or (run.charset, run.encoding) != (charset, encoding)):
            pieces.append(_read(run, hint))
            run = None
            between = between if between.strip() else ""
        elif run is not None:
            between = ""
        pieces.append(between)
        run = run or _Run(charset, encoding, [])
        run.pieces.append(found[3].encode("latin-1", "replace"))
        position = found.end()
    if run is not None:
        pieces.append(_read(run, hint))
    rest = text[position:]
    if "=?" in rest and (cut := UNFINISHED.search(rest)):
        tail = _Run(cut[1].lower(), cut[2].upper(), [cut[3].encode("latin-1", "replace")])
        rest = rest[: cut.start()] + _read(tail, hint)
    return "".join([*pieces, rest])


def _read(run: _Run, hint: str) -> str:
    """Turn the bytes of one run into text."""
    octets = b"".join(_unquote(piece) for piece in run.pieces) if run.encoding == "Q" else _unbase64(run.pieces)
    return charsets.decode(octets, run.charset, hint).text.replace("\r", "")


def _unquote(piece: bytes) -> bytes:
    """Undo the Q encoding; a stray "=" stands for itself."""
    return HEX.sub(lambda found: bytes((int(found[1], 16),)), piece.replace(b"_", b" "))


def _unbase64(pieces: list[bytes]) -> bytes:
    """Undo the B encoding, also where a program cut the base64 text itself into words."""
    clean = [NOT_BASE64.sub(b"", piece) for piece in pieces]
    if any(len(piece) % 4 and b"=" not in original for piece, original in zip(clean[:-1], pieces[:-1], strict=True)):
        clean = [b"".join(clean)]
    return b"".join(base64_bytes(piece) for piece in clean)


def base64_bytes(clean: bytes) -> bytes:
    """Decode base64 letters without padding; a lonely last letter is dropped."""
    usable = clean[: len(clean) - 1] if len(clean) % 4 == 1 else clean
    try:
        return base64.b64decode(usable + b"=" * (-len(usable) % 4))
    except (binascii.Error, ValueError):
        return b""
