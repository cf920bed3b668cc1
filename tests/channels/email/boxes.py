"""A mailbox of ours that points at a mailbox of the Dovecot of this run."""

from django.utils import timezone

from amends.channels.email.fetch import fetch
from amends.correspondence import mailboxes
from amends.correspondence.models import AfterFetch, Mailbox, Tls
from amends.organisation.actor import SYSTEM
from amends.organisation.queries import get_brand


def box_of(mailbox, *, port=None, after="seen", move_to="Done", name=None) -> Mailbox:
    """Make a mailbox of ours for a Dovecot mailbox; port: of a proxy in front of it."""
    return mailboxes.add(
        name or mailbox.user, host=mailbox.host, port=port or mailbox.port, tls=Tls.NONE, user=mailbox.user,
        password=mailbox.password, brand=get_brand(), after_fetch=AfterFetch(after),
        move_to=move_to if after == "move" else "", by=SYSTEM, at=timezone.now(),
    )  # fmt: skip


def fetched(box):
    """Fetch once, and read the mailbox's row anew."""
    run = fetch(box, at=timezone.now())
    box.refresh_from_db()
    return run
