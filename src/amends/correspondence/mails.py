"""A mail as the rest of the house sees it: read at the door by a channel, plain values, nothing believed."""

from __future__ import annotations

import re
from dataclasses import dataclass

from amends.correspondence.rules import Proof
from amends.text import normalise

# The local part of a reply address: anything, a plus, 32 hexadecimal digits, nothing more.
_TOKEN = re.compile(r"[^@+]{1,64}\+([0-9a-f]{32})@[^@]+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Attached:
    """A file sent along, with the sender's name for it."""

    name: str
    octets: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceivedMail:
    """What was read of one mail.

    sender: address of From, as written; is_plain: it can stand for an identity. recipients: To, Cc and Delivered-To.
    text: the newly written part; quoted: the whole where that is more. html: as it came, not cleaned.
    proof: what our own server says about the sender. dated: when it was written, as it says; "" where it does not.
    names: Message-IDs that the mail answers or refers to. why, report, failed: see channels.email.mail.
    """

    subject: str = ""
    sender_name: str = ""
    sender: str = ""
    is_plain: bool = False
    recipients: tuple[str, ...] = ()
    text: str = ""
    quoted: str = ""
    html: str = ""
    attached: tuple[Attached, ...] = ()
    mail_id: str = ""
    dated: str = ""
    names: tuple[str, ...] = ()
    proof: Proof = Proof.NONE
    why: str = ""
    report: str = ""
    failed: tuple[str, ...] = ()
    failure_status: str = ""
    reported_mail_id: str = ""
    language: str = ""

    @property
    def is_empty(self) -> bool:
        return not (self.text.strip() or self.quoted.strip() or self.subject.strip() or self.attached)


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A mail that could not be read within its budget. reason: for the log and the alarm, no personal data."""

    reason: str


def tokens_in(addresses: tuple[str, ...]) -> tuple[str, ...]:
    """Give the reply tokens that addresses carry: whole and exact, nothing shorter, longer or around it."""
    found = (_TOKEN.fullmatch(address.strip()) for address in addresses)
    return tuple(dict.fromkeys(match[1].lower() for match in found if match))


def bare(address: str) -> str:
    """Fold an address and take off what stands behind a plus: the address as we own it."""
    folded = normalise.mail_key(address) or ""
    local, _, domain = folded.rpartition("@")
    return f"{local.split('+', 1)[0]}@{domain}" if local else folded
