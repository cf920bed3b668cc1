"""How the mails of our own corpus are put together, byte by byte as programs send them."""

import base64
import quopri
from dataclasses import dataclass, field
from typing import Any

CARE = "care@kazami.example"


@dataclass(frozen=True)
class Mail:
    """One mail: its name, its bytes, and what must be understood."""

    name: str
    raw: bytes
    expect: dict[str, Any] = field(default_factory=dict)


def word(text: str, charset: str = "utf-8", encoding: str = "B", codec: str | None = None) -> bytes:
    """Make one encoded word (RFC 2047)."""
    octets = text.encode(codec or charset)
    if encoding == "B":
        return f"=?{charset}?B?".encode() + base64.b64encode(octets) + b"?="
    quoted = b"".join(bytes((byte,)) if byte < 128 and chr(byte).isalnum() else b"=%02X" % byte for byte in octets)
    return f"=?{charset}?Q?".encode() + quoted + b"?="


def b64(octets: bytes, end: bytes = b"\r\n") -> bytes:
    """Encode a body as base64 in lines of 76."""
    return base64.encodebytes(octets).replace(b"\n", end)


def qp(octets: bytes) -> bytes:
    """Encode a body as quoted-printable."""
    return quopri.encodestring(octets).replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")


def crlf(text: str) -> str:
    """Give text the line ends of mail."""
    return text.replace("\r\n", "\n").replace("\n", "\r\n")


def lines(*fields: bytes | str) -> bytes:
    """Join header fields; text is ASCII."""
    return b"\r\n".join(line.encode("ascii") if isinstance(line, str) else line for line in fields) + b"\r\n"


def head(
    subject: bytes | str = "A matter",
    from_: bytes | str = "Ann Lee <ann@example.com>",
    *more: bytes | str,
    to: bytes | str = f"Kazami Care <{CARE}>",
    message_id: str | None = "<m1@example.com>",
    date: str | None = "Wed, 01 May 2024 10:23:45 +0900",
) -> bytes:
    """Write the usual header fields."""
    fields: list[bytes | str] = [_field("From", from_), _field("To", to), _field("Subject", subject)]
    if date is not None:
        fields.append(f"Date: {date}")
    if message_id is not None:
        fields.append(f"Message-ID: {message_id}")
    return lines(*fields, "MIME-Version: 1.0", *more)


def _field(name: str, value: bytes | str) -> bytes:
    return name.encode() + b": " + (value.encode("ascii") if isinstance(value, str) else value)


def plain(text: str, charset: str = "utf-8", encoding: str = "8bit", codec: str | None = None) -> bytes:
    """Write a text part or body: its fields, a blank line, its content."""
    octets = crlf(text).encode(codec or charset)
    body = {"base64": b64, "quoted-printable": qp}.get(encoding, lambda given: given)(octets)
    return lines(f'Content-Type: text/plain; charset="{charset}"', f"Content-Transfer-Encoding: {encoding}", "") + body


def html(source: str, charset: str = "utf-8", encoding: str = "quoted-printable", codec: str | None = None) -> bytes:
    """Write an HTML part."""
    octets = crlf(source).encode(codec or charset)
    body = {"base64": b64, "quoted-printable": qp}.get(encoding, lambda given: given)(octets)
    return lines(f'Content-Type: text/html; charset="{charset}"', f"Content-Transfer-Encoding: {encoding}", "") + body


def attached(kind: bytes | str, octets: bytes, disposition: bytes | str = "attachment", *more: bytes | str) -> bytes:
    """Write a file part."""
    kind = kind.encode("ascii") if isinstance(kind, str) else kind
    disposition = disposition.encode("ascii") if isinstance(disposition, str) else disposition
    fields = [
        b"Content-Type: " + kind,
        b"Content-Disposition: " + disposition,
        "Content-Transfer-Encoding: base64",
        *more,
        "",
    ]
    return lines(*fields) + b64(octets)


def multipart(kind: str, *parts: bytes, boundary: str = "=_b1") -> bytes:
    """Write a multipart."""
    opened = b"".join(b"--" + boundary.encode() + b"\r\n" + part.rstrip(b"\r\n") + b"\r\n" for part in parts)
    return (
        lines(f'Content-Type: multipart/{kind}; boundary="{boundary}"', "")
        + opened
        + b"--"
        + boundary.encode()
        + b"--\r\n"
    )


def answer(name: str, new: str, history: str, charset: str = "utf-8", encoding: str = "base64", **more: Any) -> Mail:
    """Write a plain-text answer: what is new, then what the program quotes."""
    codec = more.pop("codec", None)
    from_ = more.pop("from_", "Ann Lee <ann@example.com>")
    tail = more.pop("tail", "")
    subject = more.pop("subject", word("Re: 482-915-7036", charset, codec=codec))
    raw = head(subject, from_, "In-Reply-To: <kept@kazami.example>", "References: <kept@kazami.example>")
    raw += plain(new + tail + history, charset, encoding, codec)
    return Mail(
        name, raw, {"reply_text": new.strip(), "text_contains": history.strip().splitlines()[-1], "why": "", **more}
    )
