"""From a letter's plain text to the mail that carries it: sender, reply address with token, HTML made of the same words."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from html import escape
from uuid import UUID

from django.conf import settings

from amends.complaints.models import Complaint
from amends.correspondence.models import Message
from amends.correspondence.outgoing import reply_tokens
from amends.correspondence.ports import OutgoingMail
from amends.correspondence.queries import newest_mails_of_customers
from amends.organisation.names import name_of
from amends.organisation.rules import ActorKind
from amends.text import normalise

_MAIL_ID = re.compile(r"[!-;=?-~]{3,240}")  # printable ASCII without blanks and angle brackets
_LINK = re.compile(r"https?://[^\s<>\"]{1,500}")
# A reference or a key: read aloud and typed, so that no line may break within.
_WHOLE = re.compile(
    r"(?<![0-9A-Za-z-])(?:[A-Z]{1,6}-)?(?:\d{3}-\d{3}-\d{4}|[0-9A-Z]{4}(?:-[0-9A-Z]{4}){3})(?![0-9A-Za-z-])"
)
_PAGE = (
    '<!doctype html><html lang="{language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
    '<meta name="color-scheme" content="light dark"><title>{title}</title></head>'
    '<body style="font-family:sans-serif;font-size:16px;line-height:1.6;max-width:40em;margin:0 auto;padding:16px;'
    'overflow-wrap:anywhere">'
    "{body}</body></html>"
)


@dataclass(frozen=True, slots=True)
class Threads:
    """What ties mails to those before and after. tokens: by message; answered: id of the mail answered, by complaint."""

    tokens: Mapping[UUID, str]
    answered: Mapping[UUID, str]


def threads_of(messages: Sequence[Message], *, at: datetime) -> Threads:
    """Read or make what ties these mails, which are about to leave, to their complaints."""
    recipients = {message.pk: (message.complaint_id, _recipient_key(message)) for message in messages}
    tokens = reply_tokens(recipients.values(), at=at)
    return Threads(
        tokens={message: tokens[recipient] for message, recipient in recipients.items()},
        answered=newest_mails_of_customers([message.complaint_id for message in messages]),
    )


def mail_for(message: Message, complaint: Complaint, threads: Threads) -> OutgoingMail:
    """Compose the mail of a message that is ready to leave."""
    brand = complaint.brand
    address = brand.mail_address or settings.AMENDS_MAIL_FROM or "amends@localhost"
    local, _, domain = address.rpartition("@")
    reply_to = f"{local}+{threads.tokens[message.pk]}@{domain}"
    return OutgoingMail(
        to=message.to_address,
        from_name=normalise.one_line(name_of(brand, message.language), 120),
        from_address=address,
        reply_to=reply_to,
        bounce_to=reply_to,
        subject=normalise.one_line(message.subject, 300),
        text=message.text,
        html=html_of(message.text, title=message.subject, language=message.language),
        message_id=message.mail_id,
        language=message.language,
        in_reply_to=_in_reply_to(threads.answered.get(complaint.pk, "")),
        is_automatic=message.author == ActorKind.SYSTEM,
    )


def _recipient_key(message: Message) -> str:
    return normalise.mail_key(message.to_address) or message.to_address


def _in_reply_to(mail_id: str) -> str:
    """Name the complainant's newest mail, so that their program shows ours below it; only where its id is a sound one."""
    return f"<{mail_id}>" if _MAIL_ID.fullmatch(mail_id) else ""


def html_of(text: str, *, title: str, language: str) -> str:
    """Write plain paragraphs as HTML; links are the only markup, everything else is escaped."""
    paragraphs = [part.strip("\n") for part in re.split(r"\n{2,}", text) if part.strip()]
    body = "".join(f"<p>{_linked(paragraph)}</p>" for paragraph in paragraphs)
    return _PAGE.format(language=escape(language), title=escape(title), body=body)


def _linked(text: str) -> str:
    parts: list[str] = []
    end = 0
    for match in _LINK.finditer(text):
        address = match.group().rstrip(".,;:!?)、。")
        parts += [_kept_whole(text[end : match.start()]), f'<a href="{escape(address)}">{escape(address)}</a>']
        end = match.start() + len(address)
    parts.append(_kept_whole(text[end:]))
    return "".join(parts).replace("\n", "<br>")


def _kept_whole(text: str) -> str:
    return _WHOLE.sub(r'<span style="white-space:nowrap">\g<0></span>', escape(text))
