"""Mails written for the tests, and how they come to be told apart."""

import base64
import itertools

OURS = "care@example.net"
ANN = "ann@example.com"
TRUSTED_PASS = "mx.example.net; dmarc=pass header.from=example.com"
TRUSTED_FAIL = "mx.example.net; dmarc=fail header.from=example.com"
PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
_numbers = itertools.count(1)


def written(
    *, sender=f"Ann Lee <{ANN}>", to=OURS, subject="Broken kettle", text="The kettle leaks.", **fields
) -> bytes:
    """Write a mail; fields: further header fields, names with _ for -; message_id="" leaves that out."""
    number = next(_numbers)
    fields.setdefault("message_id", f"<letter-{number}@example.com>")
    fields.setdefault("date", "Wed, 1 May 2024 10:00:00 +0900")
    lines = [f"From: {sender}"] if sender else []
    lines += [f"To: {to}", f"Subject: {subject}", f"X-Number: {number}"]
    lines += [f"{name.replace('_', '-').title()}: {value}" for name, value in fields.items() if value]
    lines += ["Content-Type: text/plain; charset=utf-8", "Content-Transfer-Encoding: 8bit", "", text, ""]
    return "\r\n".join(lines).encode()


def with_photo(*, photo: bytes = b"", **fields) -> bytes:
    """Write a mail with a photo; photo: other bytes behind it, so that it is another one."""
    head, _, text = written(**fields).partition(b"\r\nContent-Type: text/plain; charset=utf-8\r\n")
    parts = [
        b"Content-Type: text/plain; charset=utf-8\r\n" + text,
        b"Content-Type: image/png\r\nContent-Disposition: attachment; filename=floor.png\r\n"
        b"Content-Transfer-Encoding: base64\r\n\r\n" + base64.encodebytes(PNG + photo).replace(b"\n", b"\r\n"),
    ]
    body = b"".join(b"--photo\r\n" + part + b"\r\n" for part in parts) + b"--photo--\r\n"
    return head + b"\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=photo\r\n\r\n" + body
