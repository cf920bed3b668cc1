"""winmail.dat, in which Outlook hides files (MS-OXTNEF): what is inside becomes the attachments.

Read here and not by a library, because file names are in the sender's code page and the bytes are hostile.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from amends.channels.email import charsets, limits, rtf

SIGNATURE = b"\x78\x9f\x3e\x22"
NAMELESS = "Untitled Attachment"
TYPES = ("application/ms-tnef", "application/vnd.ms-tnef")

RENDERING, TITLE, CONTENT, ATTACHMENT, PROPERTIES, BODY, CODE_PAGE = (
    0x9002,
    0x8010,
    0x800F,
    0x9005,
    0x9003,
    0x800C,
    0x9007,
)
DISPLAY_NAME, SHORT_NAME, LONG_NAME, BYTES, MIME_TYPE = 0x3001, 0x3704, 0x3707, 0x3701, 0x370E
TEXT_BODY, HTML_BODY, RICH_BODY, INTERNET_CODE_PAGE = 0x1000, 0x1013, 0x1009, 0x3FDE
STRING, UNICODE, BINARY, OBJECT = 0x001E, 0x001F, 0x0102, 0x000D
WIDTHS = {2: 4, 3: 4, 4: 4, 5: 8, 6: 8, 7: 8, 0x0A: 4, 0x0B: 4, 0x14: 8, 0x40: 8, 0x48: 16}
MOST_VALUES = 100_000
MESSAGE = bytes.fromhex("0703020000000000c000000000000046")
"""Identifier before a message inside; it is no part of the file."""


@dataclass(frozen=True, slots=True)
class Packed:
    """A file inside."""

    name: str
    content: bytes
    type: str = ""


@dataclass(slots=True)
class Unpacked:
    """Everything found in one winmail.dat."""

    files: list[Packed] = field(default_factory=list)
    text: str = ""
    html: str = ""
    is_damaged: bool = False


@dataclass(slots=True)
class _File:
    """What was read of one file so far."""

    title: bytes = b""
    content: bytes | None = None
    properties: dict[int, bytes | str] = field(default_factory=dict)


def is_tnef(kind: str, name: str, octets: bytes) -> bool:
    """Say whether a file is TNEF, by type or name and by its first bytes."""
    if not octets.startswith(SIGNATURE):
        return False
    return kind in (*TYPES, "application/octet-stream") or name.lower().endswith((".dat", ".tnef"))


def unpack(octets: bytes) -> Unpacked:
    """Open a winmail.dat; whatever cannot be read is left out and noted."""
    unpacked = Unpacked()
    found: list[_File] = []
    code_page = ""
    try:
        for name, content in _attributes(octets):
            if name == CODE_PAGE:
                code_page = f"cp{struct.unpack_from('<I', content)[0]}"
            elif name == RENDERING:
                found.append(_File())
            elif name in (TITLE, CONTENT, ATTACHMENT):
                _read_file(found, name, content)
            elif name == BODY:
                unpacked.text = charsets.decode(content.rstrip(b"\0"), code_page).text
            elif name == PROPERTIES:
                _read_message(unpacked, content, code_page)
    except (struct.error, ValueError):
        unpacked.is_damaged = True
    for file in found[: limits.ATTACHMENTS]:
        unpacked.files.extend(_finished(file, code_page))
    return unpacked


def _attributes(octets: bytes) -> Iterator[tuple[int, bytes]]:
    """Give the attributes of the file one after the other."""
    position = 6
    while position + 11 <= len(octets):
        level, name, _, size = struct.unpack_from("<BHHI", octets, position)
        if level not in (1, 2):
            return
        yield name, octets[position + 9 : position + 9 + size]
        position += 9 + size + 2


def _read_file(found: list[_File], name: int, content: bytes) -> None:
    """Add one attribute to the file in hand."""
    if not found:
        found.append(_File())
    if name == TITLE:
        found[-1].title = content
    elif name == CONTENT:
        found[-1].content = content
    else:
        found[-1].properties.update(_properties(content))


def _read_message(unpacked: Unpacked, content: bytes, code_page: str) -> None:
    """Take the bodies out of the properties of the message."""
    properties = _properties(content)
    internet = properties.get(INTERNET_CODE_PAGE)
    page = (
        f"cp{struct.unpack('<I', internet[:4])[0]}" if isinstance(internet, bytes) and len(internet) >= 4 else code_page
    )
    page = {
        "cp65001": "utf-8",
        "cp20127": "us-ascii",
        "cp50220": "iso-2022-jp",
        "cp51932": "euc-jp",
        "cp28591": "latin1",
    }.get(page, page)
    unpacked.text = _text(properties.get(TEXT_BODY), page) or unpacked.text
    unpacked.html = _text(properties.get(HTML_BODY), page) or unpacked.html
    rich = properties.get(RICH_BODY)
    if isinstance(rich, bytes) and not unpacked.text and not unpacked.html:
        unpacked.text = rtf.unpack(rich)


def _text(value: bytes | str | None, code_page: str) -> str:
    """Read a property that is text."""
    if isinstance(value, bytes):
        value = charsets.decode(value.rstrip(b"\0"), code_page).text
    return (value or "").replace("\0", "")


def _finished(file: _File, code_page: str) -> list[Packed]:
    """Make a file of what was read; a message inside comes beside the few words that stand in for it."""
    names = (
        file.properties.get(LONG_NAME),
        file.properties.get(SHORT_NAME),
        file.title,
        file.properties.get(DISPLAY_NAME),
    )
    name = next((text for text in (_text(name, code_page).strip() for name in names) if text), NAMELESS)
    kind = _text(file.properties.get(MIME_TYPE), "us-ascii").lower()
    stored = file.properties.get(BYTES)
    contents = [content for content in (file.content, stored) if isinstance(content, bytes)]
    return [Packed(name, content, kind) for content in contents or [b""]]


def _properties(octets: bytes) -> dict[int, bytes | str]:
    """Read MAPI properties: the first value of each, by identifier."""
    (count,) = struct.unpack_from("<I", octets)
    position = 4
    found: dict[int, bytes | str] = {}
    for _ in range(min(count, MOST_VALUES)):
        if position + 4 > len(octets):
            break
        kind, name = struct.unpack_from("<HH", octets, position)
        position += 4
        if name >= 0x8000:
            position = _after_name(octets, position)
        values, position = _values(octets, position, kind)
        if values and name not in found:
            found[name] = values[0]
    return found


def _after_name(octets: bytes, position: int) -> int:
    """Skip the name of a named property."""
    (kind,) = struct.unpack_from("<I", octets, position + 16)
    if kind == 0:
        return position + 24
    (size,) = struct.unpack_from("<I", octets, position + 20)
    return position + 24 + _padded(size)


def _values(octets: bytes, position: int, kind: int) -> tuple[list[bytes | str], int]:
    """Read the values of one property; also where the next begins."""
    is_multiple, kind = bool(kind & 0x1000), kind & 0x0FFF
    is_variable = kind in (STRING, UNICODE, BINARY, OBJECT)
    count = 1
    if is_multiple or is_variable:
        (count,) = struct.unpack_from("<I", octets, position)
        position += 4
    values: list[bytes | str] = []
    for _ in range(min(count, MOST_VALUES)):
        if is_variable:
            (size,) = struct.unpack_from("<I", octets, position)
            position += 4
        elif kind in WIDTHS:
            size = WIDTHS[kind]
        else:
            raise ValueError(kind)
        if position + size > len(octets):
            raise ValueError(size)
        value = octets[position : position + size]
        values.append(_value(value, kind))
        position += _padded(size)
    return values, position


def _value(octets: bytes, kind: int) -> bytes | str:
    """Give a value as it is used: text decoded, messages without their identifier."""
    if kind == UNICODE:
        return octets.decode("utf-16-le", "replace").rstrip("\0")
    return octets.removeprefix(MESSAGE) if kind == OBJECT else octets


def _padded(size: int) -> int:
    """Round up to four bytes."""
    return size + (-size % 4)
