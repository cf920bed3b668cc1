"""The same mail in two mailboxes of ours is one complaint, and both units have it.

The rule: same brand, same sender, Message-ID, date, words and files. Whatever differs in any of these is another complaint,
and named as a possible repeat (flows.repeats). The bytes of each delivery are kept with its row.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from hashlib import sha256

from amends.complaints import participation
from amends.complaints.models import Complaint
from amends.complaints.queries import loaded
from amends.complaints.rules import Duty
from amends.correspondence.incoming import File
from amends.correspondence.mails import ReceivedMail
from amends.organisation.actor import SYSTEM
from amends.organisation.models import Brand, Unit
from amends.text import normalise


def keys(brand: Brand, mail: ReceivedMail, files: Sequence[File]) -> tuple[tuple[str, str], ...]:
    """Give the key under which a mail is accepted once in a brand; none where its program named neither id nor date.

    The date is part of it: there are programs that give every mail the same Message-ID.
    """
    if not mail.mail_id or not mail.dated:
        return ()
    sent = [(file.name, file.stored.sha256) for file in files]
    whole = [normalise.mail_key(mail.sender), mail.mail_id, mail.dated, mail.subject, mail.text, mail.quoted, sent]
    return ((f"mail:{brand.pk}", sha256(json.dumps(whole).encode()).hexdigest()),)


def link(complaint: Complaint, unit: Unit, *, at: datetime) -> Complaint:
    """Let the unit that received the same mail have the complaint too; give the one in which it goes on."""
    found = loaded().get(pk=complaint.pk)
    while found.merged_into_id:
        found = loaded().get(pk=found.merged_into_id)
    if found.unit_id != unit.pk:
        participation.begin(found, Duty.RECEIVER, unit=unit, by=SYSTEM, at=at)
    return found
