"""Mails written for the tests, and how they come to be told apart."""

import itertools

OURS = "care@example.net"
ANN = "ann@example.com"
TRUSTED_PASS = "mx.example.net; dmarc=pass header.from=example.com"
TRUSTED_FAIL = "mx.example.net; dmarc=fail header.from=example.com"
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
