"""Who a mail says it is from and to: strict about identity, patient about names (CVE-2023-27043, encoded words in addresses)."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from amends.channels.email import limits, words
from amends.channels.email.headers import one_line

ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
LOCAL = rf"(?:{ATOM}(?:\.{ATOM})*|\"(?:[^\"\\\r\n]|\\[\x20-\x7e])*\")"
LABEL = r"[A-Za-z0-9_](?:[A-Za-z0-9_-]*[A-Za-z0-9_])?"
LITERAL = r"\[(?:\d{1,3}(?:\.\d{1,3}){3}|IPv6:[0-9A-Fa-f:.]{2,45})\]"
DOTTED = rf"{ATOM}(?:\.+{ATOM})*\.*@(?:[a-z]\.)?(?:docomo|ezweb|softbank|vodafone|pdx)\.ne\.jp|{ATOM}(?:\.+{ATOM})*\.*@au\.com"
"""Dots in a row and before the "@": telephone companies of Japan gave out such addresses for years, and they are still in use."""
PLAIN = re.compile(rf"(?:{LOCAL}@(?:{LABEL}(?:\.{LABEL})*|{LITERAL})|{DOTTED})")
ENCODED_INSIDE = re.compile(r"=\?[^?]*\?[BbQq]\?")
WELL_FORMED = re.compile(
    rf"(?:(?:\"(?:[^\"\\]|\\.)*+\"|[^<>@,;:\\\"()\[\]])*+<{PLAIN.pattern}>|{PLAIN.pattern}(?:\s*\([^()]*\))?)"
)
INTERNATIONAL = re.compile(r"[^\s\x00-\x20\"(),:;<>@\[\\\]\x7f]+@[^\s\x00-\x20\"(),:;<>@\[\\\]\x7f]+")
SIGN = re.compile(r"\"((?:[^\"\\]|\\.)*+)(?:\"|$)|[<>,:;@]|\s+|[^\s\"(<>,:;@]+|.", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Mailbox:
    """A name as shown and an address; either may be empty."""

    name: str
    address: str


def is_plain(address: str) -> bool:
    """Say whether an address may stand for an identity: ASCII dot-atom or quoted string, nothing encoded inside."""
    if len(address) > 320 or ENCODED_INSIDE.search(address) or not address.isascii():
        return False
    local, _, domain = address.rpartition("@")
    return len(local) <= 64 and len(domain) <= 255 and PLAIN.fullmatch(address) is not None and _is_domain(domain)


def _is_domain(domain: str) -> bool:
    """Say whether labels that stand for foreign letters really do."""
    if "xn--" not in domain.lower():
        return True
    try:
        return bool(domain.encode("ascii").decode("idna"))
    except UnicodeError:
        return False


def holds_address(name: str) -> bool:
    """Say whether a display name holds what a person takes for an address, in any width."""
    return "@" in unicodedata.normalize("NFKC", name)


def is_well_formed(value: bytes, hint: str = "") -> bool:
    """Say whether a field holds one mailbox and nothing else: "name <address>", "address" or "address (name)"."""
    return WELL_FORMED.fullmatch(words.raw_text(value[:10_000], hint).strip()) is not None


@dataclass(slots=True)
class _Entry:
    """What was read of one mailbox so far."""

    words: list[str]
    route: list[str] | None = None
    comments: list[str] | None = None


def mailboxes(value: bytes, hint: str = "") -> tuple[Mailbox, ...]:
    """Read an address field: names decoded only after the field was taken apart, addresses never decoded."""
    text = words.raw_text(value[: limits.FIELD_BYTES], hint)
    found = []
    for entry in _entries(text):
        mailbox = _mailbox(entry, hint)
        if mailbox.name or mailbox.address:
            found.append(mailbox)
        if len(found) >= limits.ADDRESSES:
            break
    return tuple(found)


def _entries(text: str) -> Iterator[_Entry]:
    """Take a field apart at commas, semicolons and group names, outside quotes, comments and angle brackets."""
    entry = _Entry([])
    position, end = 0, len(text)
    while position < end:
        if text[position] == "(":
            comment, position = _comment(text, position)
            entry.comments = [*(entry.comments or []), comment]
            entry.words.append("\0" if entry.route is None else "")
            continue
        match = SIGN.match(text, position)
        sign = match[0] if match else text[position]
        position += len(sign) or 1
        if entry.route is not None and entry.route[-1:] != [">"]:
            entry.route.append(sign)
        elif sign in (",", ";"):
            yield entry
            entry = _Entry([])
        elif sign == ":" and entry.route is None and not any("@" in word for word in entry.words):
            entry = _Entry([])
        elif sign == "<":
            entry.route = []
        elif sign == ">" and entry.route is not None:
            continue  # closed twice
        else:
            entry.words.append(sign)
    yield entry


def _comment(text: str, position: int) -> tuple[str, int]:
    """Read a comment with nested ones; an open end takes the rest of the text."""
    depth, start = 0, position
    while position < len(text):
        character = text[position]
        if character == "\\":
            position += 1
        elif character == "(":
            depth += 1
        elif character == ")":
            depth -= 1
            if not depth:
                return text[start + 1 : position], position + 1
        position += 1
    return text[start + 1 :], len(text)


def _mailbox(entry: _Entry, hint: str) -> Mailbox:
    """Make a mailbox of the pieces; whatever cannot be an address stays a name."""
    if entry.route is not None:
        closed = entry.route[-1:] == [">"]
        inside = "".join(entry.route[:-1] if closed else entry.route).strip()
        if inside.startswith("@") and ":" in inside:
            inside = inside.split(":", 1)[1]
        inside = inside.removeprefix("<").removeprefix("mailto:")
        name = _name(entry.words, hint)
        address = _address(inside)
        return Mailbox(name, address) if address else Mailbox(name or _name([inside], hint), "")
    bare = "".join(entry.words).replace("\0", "").strip() if "\0" in entry.words else "".join(entry.words).strip()
    if _has_comment_inside(entry.words):
        bare = re.sub(r"\s*([@.])\s*", r"\1", bare)
    if address := _address(bare):
        return Mailbox(_name(entry.comments or [], hint), address)
    return _loose(entry, hint)


def _loose(entry: _Entry, hint: str) -> Mailbox:
    """Read "Ann Lee ann@example.com", brackets forgotten: good to answer to, never an identity."""
    pieces = "".join(entry.words).replace("\0", " ").split()
    found = [
        number for number, piece in enumerate(pieces) if PLAIN.fullmatch(piece.strip("[]'\"").removeprefix("mailto:"))
    ]
    if len(found) != 1 or sum(piece.count("@") for piece in pieces) != 1:
        return Mailbox(_name(entry.words, hint), "")
    address = pieces.pop(found[0]).strip("[]'\"").removeprefix("mailto:")
    return Mailbox(_name([" ".join(pieces)], hint), address)


def _has_comment_inside(pieces: list[str]) -> bool:
    """Say whether a comment stands next to "@" or ".", where RFC 822 allowed it."""
    return "\0" in pieces


def _address(text: str) -> str:
    """Give the address if text is one, and nothing else; "" otherwise."""
    squeezed = re.sub(r"\s*([@.])\s*", r"\1", re.sub(r"\([^()]*\)", "", text)).strip() if text.count("@") == 1 else text
    if len(squeezed) > 1000:
        return ""
    if PLAIN.fullmatch(squeezed) or INTERNATIONAL.fullmatch(squeezed):
        return squeezed
    trimmed = squeezed.strip("'.<> ")
    return trimmed if PLAIN.fullmatch(trimmed) and " " not in text else ""


def _name(pieces: list[str], hint: str) -> str:
    """Read a display name: quotes off, encoded words decoded, blanks folded."""
    unquoted = [
        re.sub(r"\\(.)", r"\1", piece[1:-1] if piece.endswith('"') and len(piece) > 1 else piece[1:])
        if piece.startswith('"')
        else piece
        for piece in pieces
    ]
    text = one_line(words.decode("".join(unquoted).replace("\0", ""), hint))
    text = re.sub(r"\s+", " ", text).strip()
    return text[1:-1].strip() if len(text) > 1 and text[0] == text[-1] and text[0] in "'\"" else text
