"""Who wrote a mail and what it belongs to: by reply token, by the mail a report names, by addresses; reading only."""

from __future__ import annotations

from dataclasses import dataclass

from amends.complaints.models import Complaint
from amends.complaints.queries import loaded
from amends.correspondence import queries as correspondence
from amends.correspondence.mails import ReceivedMail, bare, tokens_in
from amends.correspondence.models import Message, RawMail, ReplyToken
from amends.correspondence.rules import Proof, Signs
from amends.customers import queries as customers
from amends.flows.house import House
from amends.insight.tracking import heard_in
from amends.organisation import queries as organisation
from amends.organisation.models import Brand
from amends.text import normalise


@dataclass(frozen=True, slots=True, kw_only=True)
class Recognised:
    """What a mail belongs to. complaint: by its token or report; named: by a reply header, which proves nothing.

    answered: the words of ours it answers or reports on. may_be_written_to: its sender address is one.
    """

    house: House
    brand: Brand
    signs: Signs
    complaint: Complaint | None = None
    named: Complaint | None = None
    answered: Message | None = None
    may_be_written_to: bool = True


def recognise(raw: RawMail, mail: ReceivedMail, house: House | None = None) -> Recognised:
    """Look up everything that decides what becomes of a mail. house: as the mails before it found it."""
    house = house or House()
    token = correspondence.find_token(tokens_in(mail.recipients))
    answered = _answered(mail, token)
    complaint = _complaint(token, answered)
    named = correspondence.find_sent(mail.names) if mail.names and complaint is None else None
    sender = normalise.mail_key(mail.sender) or ""
    is_address = mail.is_plain or _is_international(mail.sender)
    signs = Signs(
        why=mail.why,
        report=mail.report,
        proof=mail.proof,
        has_token=token is not None,
        is_token_of_sender=token is not None and token.address_key == sender and mail.is_plain,
        answers_ours=complaint is not None,
        names_ours=named is not None,
        is_party=named is not None and customers.is_address_of(sender, named.complaint.customer_id),
        # Asked only where it decides something.
        is_known=mail.proof is Proof.FAIL and bool(sender) and customers.is_known_address(sender),
        is_ours=bool(sender) and bare(sender) in house.own_addresses,
        is_staff=bool(sender) and organisation.is_staff_address(sender),
        has_sender=bool(mail.sender),
        is_plain=is_address,
        is_empty=mail.is_empty,
    )
    return Recognised(
        house=house,
        brand=complaint.brand if complaint else house.brand(raw, mail),
        signs=signs,
        complaint=complaint,
        named=named.complaint if named else None,
        answered=answered,
        may_be_written_to=is_address,
    )


def _answered(mail: ReceivedMail, token: ReplyToken | None) -> Message | None:
    """Find the words of ours that a machine reports on or answers."""
    if not mail.why and not mail.report:
        return None
    if mail.reported_mail_id and (sent := correspondence.find_sent((mail.reported_mail_id,))):
        return sent
    if token is not None:
        return correspondence.newest_sent(token.complaint_id, token.address_key)
    return correspondence.find_sent(mail.names) if mail.names and mail.report else None


def _complaint(token: ReplyToken | None, answered: Message | None) -> Complaint | None:
    key = token.complaint_id if token else answered.complaint_id if answered else None
    if key is None:
        return None
    return heard_in(loaded().get(pk=key))


def _is_international(address: str) -> bool:
    """Say whether an address is one in another script than ASCII, with nothing encoded inside."""
    return not address.isascii() and "=?" not in address and normalise.mail_key(address) is not None
