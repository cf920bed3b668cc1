"""Encoded words (RFC 2047) and raw eight-bit text in header fields into what a person reads."""

import base64
import binascii
import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass

from amends.channels.email import charsets

ENCODED_WORD = re.compile(r"=\?([^?\s\"<>()]{0,80})\?([BbQq])\?((?:[^?]|\?(?!=)){0,4000}+)\?=(?=([ \t]*))")
UNFINISHED = re.compile(r"=\?([^?\s\"<>()]{1,80})\?([BbQq])\?([^?\s]{1,4000}+)(\?)?$")
NOT_BASE64 = re.compile(rb"[^A-Za-z0-9+/]+")
HEX = re.compile(rb"=([0-9A-Fa-f]{2})")


@dataclass(slots=True)
class _Run:
    """Neighbouring encoded words of one charset: their bytes belong together, for a character may be cut between them."""

    charset: str
    pieces: list[tuple[str, bytes]]


def raw_text(octets: bytes, hint: str = "") -> str:
    """Read header bytes, raw eight-bit or escape sequences included, leaving encoded words as they stand."""
    if octets.isascii() and b"\x1b" not in octets:
        return octets.decode("ascii").replace("\0", "")
    return charsets.decode(octets, "", hint).text


def decode(text: str, hint: str = "") -> str:
    """Decode all encoded words of an unstructured value, also those split inside a character, and those encoded twice."""
    read = _decoded(text, hint)
    is_twice = "=?" in read and read != text and ENCODED_WORD.fullmatch(read.strip()) is not None
    return _decoded(read, hint) if is_twice else read


def _decoded(text: str, hint: str) -> str:
    """Decode encoded words once."""
    if "=?" not in text:
        return text
    pieces: list[str] = []
    run: _Run | None = None
    position = 0
    for found in ENCODED_WORD.finditer(text):
        between = text[position : found.start()]
        charset = found[1].split("*", 1)[0].lower()
        is_next = run is not None and not between.strip()
        if run is not None and not (is_next and _is_same(run.charset, charset)):
            pieces.append(_read(run, hint))
            run = None
        pieces.append("" if is_next else between)
        run = run or _Run(charset, [])
        run.pieces.append((found[2].upper(), found[3].encode("latin-1", "replace")))
        position = found.end()
    if run is not None:
        pieces.append(_read(run, hint))
    rest = text[position:]
    if "=?" in rest and (cut := UNFINISHED.search(rest)):
        tail = _Run(cut[1].lower(), [(cut[2].upper(), cut[3].encode("latin-1", "replace"))])
        rest = rest[: cut.start()] + _read(tail, hint)
    return "".join([*pieces, rest])


def _is_same(one: str, other: str) -> bool:
    """Say whether two labels mean one charset."""
    return one == other or charsets.normal_name(one) == charsets.normal_name(other) != ""


def _read(run: _Run, hint: str) -> str:
    """Turn the bytes of one run into text."""
    octets = b"".join(
        b"".join(map(_unquote, pieces)) if encoding == "Q" else _unbase64(pieces)
        for encoding, pieces in _by_encoding(run.pieces)
    )
    return charsets.decode(octets, run.charset, hint).text.replace("\r", "")


def _by_encoding(pieces: list[tuple[str, bytes]]) -> Iterator[tuple[str, list[bytes]]]:
    """Group neighbouring words of one encoding."""
    for encoding, group in itertools.groupby(pieces, key=lambda pair: pair[0]):
        yield encoding, [piece for _, piece in group]


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
