"""Digests that make a later change of the record visible: of an entry, of a chain of entries, of erasable text."""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Mapping

GENESIS = "0" * 64
_CANONICAL = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def canonical(value: Mapping[str, object]) -> bytes:
    """Write a mapping of plain JSON values in the one form that is digested: keys sorted, no blanks, UTF-8."""
    return _CANONICAL.encode(value).encode()


def chained(previous: str, content: Mapping[str, object]) -> str:
    """Digest a link: the previous digest and this content, as 64 hexadecimal digits."""
    return hashlib.sha256(previous.encode() + b"\n" + canonical(content)).hexdigest()


def new_salt() -> str:
    """Draw 128 random bits; a text's digest says nothing about the text once its salt is erased."""
    return secrets.token_hex(16)


def text_digest(salt: str, text: str) -> str:
    """Digest an erasable text with its salt."""
    return hashlib.sha256(salt.encode() + b"\n" + text.encode(errors="surrogatepass")).hexdigest()
